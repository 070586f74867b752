"""Labels of real articles: what careful readers found in them, as a gold standard without the articles' words.

`labels.jsonl` has a line for each labelled event, in the form of `readings.jsonl` (words of the article are offsets),
with the `incident` that it is of and the ids of its figures; and a line for each finding that a fact-checker made of
an incident. `part` is "tuned" (looked at while the checker was tuned) or "blind" (not). See benchmarks/README.md.

`python -m benchmarks.realnews.labels PART` measures the checker on figures as labelled, and on a model's readings of
the articles that have them.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Literal

from benchmarks.worlds.readings import read_rows
from summarizer.evaluation import Gold, GoldFinding, evaluate, select_reports
from summarizer.inputs.articles import build_article
from summarizer.pipeline.check import check_decided
from summarizer.records.article import Article
from summarizer.records.evaluation import Evaluation
from summarizer.records.events import EventReport
from summarizer.summary.decisions import Decisions

from . import load_readings, put_back

Part = Literal["tuned", "blind"]

LABELS: Final = Path(__file__).with_name("labels.jsonl")


def load_labels(path: Path = LABELS) -> list[dict[str, Any]]:
    """Load the lines as they are, without the articles' words."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_gold(part: Part, incidents: frozenset[str] | None = None) -> Gold:
    """Read the gold standard of a part, with the articles' words put back.

    `incidents` are those that are wanted; all if not given. Raises FileNotFoundError where the texts are not.
    """
    lines = [line for line in load_labels() if line["part"] == part]
    findings = tuple(_make_finding(line) for line in lines if "positions" in line and _is_wanted(line, incidents))
    events = [line for line in lines if "report" in line]
    wanted = {line["report"]["article"] for line in events if _is_wanted(line, incidents)}
    events = [line for line in events if line["report"]["article"] in wanted]
    texts = _read_texts(wanted)
    reports = [
        report.model_copy(update={"incident": line["incident"]})
        for line in events
        for report in put_back([line], texts[line["report"]["article"]])
    ]
    ids = tuple(tuple(line["figure_ids"]) for line in events)
    return Gold(dict(texts), tuple(reports), ids, findings, digest="")


def read_model(gold: Gold) -> list[EventReport]:
    """Read a model's readings of a gold standard's articles, as far as there are any."""
    by_article: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for reading in load_readings():
        if reading["report"]["article"] in gold.articles:
            by_article[reading["report"]["article"]].append(reading)
    return [
        report
        for name, readings in by_article.items()
        if (text := gold.articles[name])
        for report in put_back(readings, text)
    ]


def measure_labelled(gold: Gold) -> Evaluation:
    """Measure the checker on figures and incidents as they were labelled."""
    summary = check_decided(gold.events, best="latest", decisions=Decisions())
    return evaluate(gold, summary, read_by="gold", linking="gold")


def measure_model(gold: Gold) -> Evaluation:
    """Measure reading, linking and checking together, by a model's readings."""
    selected = select_reports(gold, read_model(gold))
    summary = check_decided(selected.reports, best="latest", decisions=Decisions())
    return evaluate(gold, summary, read_by="records", linking="ours")


def read_incidents() -> frozenset[str]:
    """Return the incidents whose articles a model read with the newest prompt."""
    read = {reading["report"]["article"] for reading in load_readings() if reading["half"] != "second"}
    return frozenset(
        line["incident"] for line in load_labels() if "report" in line and line["report"]["article"] in read
    )


def _is_wanted(line: dict[str, Any], incidents: frozenset[str] | None) -> bool:
    return incidents is None or line["incident"] in incidents


def _make_finding(line: dict[str, Any]) -> GoldFinding:
    positions = tuple(tuple(ids) for ids in line["positions"])
    return GoldFinding(line["incident"], line["measure"], line["kind"], positions)


def _read_texts(names: set[str]) -> dict[str, Article]:
    return {row["doc_id"]: build_article(row, row["doc_id"]) for row in read_rows() if row["doc_id"] in names}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the scores of a part: figures as labelled, and a model's readings."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.realnews.labels", description=main.__doc__)
    parser.add_argument("part", choices=("tuned", "blind"))
    part: Part = parser.parse_args(arguments).part
    for name, result in (
        ("figures as labelled", measure_labelled(read_gold(part))),
        ("a model's readings", measure_model(read_gold(part, read_incidents()))),
    ):
        print(name)
        for score_name, score in result.scores.items():
            print(f"  {score_name} {score.model_dump_json(exclude_none=True)}")


if __name__ == "__main__":
    main()
