"""Made-up event records as files, with their truth beside them: JSON Lines, or a table of the R package eventreport."""

import argparse
import csv
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from summarizer.language.quantities import interval

from .events import busy_day
from .worlds.registry import WORLDS

COLUMNS: Final = (
    *("event_id", "source", "deaths_low", "deaths_best", "deaths_high", "injuries_low", "injuries_best"),
    *("injuries_high", "country", "region", "city", "actor1", "actor2", "event_type", "date_start", "date_end"),
    "report_date",
)


def truth_path(path: Path) -> Path:
    """Where the truth of a file of records is: one incident's number a line, in the same order."""
    return path.with_suffix(".truth")


Records = Iterable[tuple[dict[str, Any], int]]


def _with_truth(path: Path, records: Records) -> Iterator[tuple[dict[str, Any], int]]:
    """The records, each with the number of its incident, which is written down beside this path as they pass."""
    with truth_path(path).open("w", encoding="utf-8") as truth:
        for record, incident in records:
            truth.write(f"{incident}\n")
            yield record, incident


def write_records(path: Path, records: Records) -> None:
    """Write records, one JSON object a line, and the numbers of their incidents beside them."""
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record, _ in _with_truth(path, records))


def write_jsonl(path: Path, records: int, seed: int, *, busy: bool = False, world: str = "news") -> None:
    """Write the records of a world, one JSON object a line, and their truth beside them."""
    write_records(path, (busy_day if busy else WORLDS[world].generate)(records, seed))


def _ends(record: dict[str, Any], measure: str) -> tuple[int | None, int | None, int | None]:
    """Low, best and high of a measure, None for what the report does not say."""
    figure = next((figure for figure in record["figures"] if figure["measure"] == measure), None)
    if figure is None:
        return None, None, None
    low, high = interval(figure["value"], figure["bound"])
    return math.floor(low), figure["value"], None if math.isinf(high) else math.ceil(high)


def _row(record: dict[str, Any], incident: int) -> tuple[Any, ...]:
    """A record in the order of COLUMNS; a target that stands alone is the second actor."""
    actors = [actor["name"] for actor in record["actors"]]
    if record["actors"] and record["actors"][0]["role"] == "target":
        actors.insert(0, None)
    first, second, *_ = (*actors, None, None)
    place, start = record["place"], record["start"]
    return (
        *(incident, record["source"], *_ends(record, "killed"), *_ends(record, "wounded")),
        *(place["country"], place["region"], place["name"], first, second, record["type"]),
        *(start, record["end"] or start, record["published"]),
    )


def write_eventreport_csv(path: Path, records: int, seed: int, *, ids: bool, busy: bool = False) -> None:
    """Write the records as event-report-level data, in column names of the R package `eventreport`, and their truth.

    Without ids there is no column event_id: nobody has said yet which reports tell of one event.
    """
    left_out = 0 if ids else 1
    records_told = (busy_day if busy else WORLDS["news"].generate)(records, seed)
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines)
        table.writerow(COLUMNS[left_out:])
        table.writerows(_row(*each)[left_out:] for each in _with_truth(path, records_told))


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a file of records, and one of their truth."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.eventfiles", description=main.__doc__)
    parser.add_argument("--records", type=int, required=True, help="how many")
    parser.add_argument("--seed", type=int, required=True, help="the same seed gives the same records")
    parser.add_argument("--out", type=Path, required=True, help="the file; the truth gets the same name, with .truth")
    parser.add_argument("--world", choices=WORLDS, default="news", help="JSON lines of which world")
    parser.add_argument("--csv", action="store_true", help="event-report-level CSV rather than JSON lines")
    parser.add_argument("--ids", action="store_true", help="with --csv: the true incident in a column event_id")
    parser.add_argument("--busy", action="store_true", help="everything in one region on one day")
    given = parser.parse_args(arguments)
    jsonl = partial(write_jsonl, world=given.world)
    write = partial(write_eventreport_csv, ids=given.ids) if given.csv else jsonl
    write(given.out, given.records, given.seed, busy=given.busy)


if __name__ == "__main__":
    main()
