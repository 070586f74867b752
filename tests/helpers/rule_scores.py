"""How well the built-in reader reads labelled articles: `python -m tests.helpers.rule_scores [-v]`.

A labelled figure is found if the reader gives one with the same measure, value (or vagueness) and
bound whose quote overlaps the labelled one; `numbers` leaves the measure aside.
"""

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from summarizer import Article, ReportedFigure
from summarizer.reading.rules.extraction import extract_events
from summarizer.records.article import make_article
from summarizer.records.usage import Usage
from summarizer.schemas import EVENT_TYPES, type_names

from .proved import ground_events

WANTED = {name: kind for kind in EVENT_TYPES for name in type_names(kind)}
FILE = Path(__file__).parents[1] / "data" / "articles" / "heldout.jsonl"

# Measures of their own since the articles were labelled, as `affected`.
_SPLIT_OFF = ("affected", "cases", "hectares")


@dataclass
class Score:
    """Counts over all articles; `by_measure` counts the labelled and the found."""

    right: int = 0
    extra: int = 0
    missed: int = 0
    types_right: int = 0
    articles: int = 0
    labelled: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """Percent of the given figures that are labelled."""
        return 100 * self.right / max(1, self.right + self.extra)

    @property
    def recall(self) -> float:
        """Percent of the labelled figures that are given."""
        return 100 * self.right / max(1, self.right + self.missed)


def rows() -> list[dict[str, Any]]:
    """The labelled articles."""
    return [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines() if line.strip()]


def read(row: dict[str, Any]) -> tuple[Article, list[str], list[ReportedFigure]]:
    """The article, the types of its events and their figures, as the built-in reader gives them."""
    from datetime import date  # noqa: PLC0415

    one = make_article(row["text"], source=row["source"], published=date.fromisoformat(row["published"]))
    outcome = ground_events(one, extract_events(one, WANTED), Usage())
    return one, [report.type for report in outcome.reports], [f for report in outcome.reports for f in report.figures]


def score(labelled: list[dict[str, Any]], told: list[str] | None = None) -> Score:
    """The score over these articles; `told` collects a line for each mistake."""
    total = Score()
    for row in labelled:
        one, types, left = read(row)
        total.articles += 1
        total.types_right += row["type"] in types
        for wanted in row["figures"]:
            start = one.text.find(wanted["quote"])
            hit = next((f for f in left if _same(f, wanted, start)), None)
            total.labelled[wanted["measure"]] += 1
            if hit:
                left.remove(hit)
                total.right += 1
                total.found[wanted["measure"]] += 1
            else:
                total.missed += 1
                if told is not None:
                    told.append(
                        f"{row['id']} missed {wanted['measure']} {wanted['bound']} {wanted['value']}: {wanted['quote']}"
                    )
        total.extra += len(left)
        if told is not None:
            told += [f"{row['id']} extra {f.measure} {f.bound} {f.value} {f.of}: {f.quote}" for f in left]
            told += [f"{row['id']} type {types}, not {row['type']}"] if row["type"] not in types else []
    return total


def _same(figure: ReportedFigure, wanted: dict[str, Any], start: int) -> bool:
    overlaps = (figure.start or 0) < start + len(wanted["quote"]) and start < (figure.end or 0)
    measures = _SPLIT_OFF if wanted["measure"] == "affected" else (wanted["measure"],)
    said = (figure.value, figure.bound)
    return overlaps and figure.measure in measures and said == (wanted["value"], wanted["bound"])


if __name__ == "__main__":
    lines: list[str] = []
    result = score(rows(), lines)
    if "-v" in sys.argv:
        print("\n".join(lines))
    print(
        f"built-in reader on {result.articles} held-out articles: precision {result.precision:.0f} %, recall "
        f"{result.recall:.0f} % of {sum(result.labelled.values())} figures; type right in {result.types_right}"
    )
    print(", ".join(f"{name} {result.found[name]}/{count}" for name, count in result.labelled.most_common()))
