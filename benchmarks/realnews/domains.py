"""Labels of news of other domains than shootings: war and disasters, without the texts' words.

`domains.jsonl` has a line for each labelled event of `muc4.jsonl` (agency texts on Latin America, 1988 to 1990) and of
`displacement.jsonl` (passages of reports on hazards and conflicts), in the form of `labels.jsonl`, and a line without a
`report` for a text that tells of none. Large language models labelled them, each file in one session, without any
output of the program; nobody looks at them, and nothing is fitted to them. `python -m benchmarks.realnews.domains`
measures the built-in reader on them: what it reads, and how sure it is.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from benchmarks.worlds.readings import texts_folder
from summarizer import summarize
from summarizer.records.article import Article, make_article
from summarizer.records.events import SURE, EventReport, ReportedFigure
from summarizer.settings import Settings

from . import put_back

Domain = Literal["muc4", "displacement"]

LABELS: Final = Path(__file__).with_name("domains.jsonl")
_IDS: Final[Mapping[Domain, str]] = {"muc4": "doc_id", "displacement": "id"}


@dataclass(frozen=True)
class DomainScore:
    """What the built-in reader makes of the labelled texts of a domain.

    Attributes:
        texts: The number of labelled texts.
        labelled: The figures that stand as a numeral in them.
        found: Those of which it reads the measure and the number.
        read: The figures that it reads, asserted of an event.
        right: Those that are as labelled: measure, number and extent, asserted of the event.
        sure: Those that it is sure of.
        sure_right: Those of the sure ones that are right.
    """

    texts: int
    labelled: int
    found: int
    read: int
    right: int
    sure: int
    sure_right: int


def read_article(row: Mapping[str, Any]) -> Article:
    """Make the article of a row of either file."""
    published = row.get("published")
    return make_article(row["text"], published=date.fromisoformat(published) if published else None)


@cache
def _read_rows(domain: Domain) -> Mapping[str, Mapping[str, Any]]:
    lines = (texts_folder() / f"{domain}.jsonl").read_text(encoding="utf-8").splitlines()
    return {row[_IDS[domain]]: row for row in map(json.loads, lines)}


def read_labels(domain: Domain) -> Iterator[tuple[Article, list[EventReport]]]:
    """Read the labelled texts of a domain with their events. Raises FileNotFoundError where the texts are not."""
    lines = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    by_document: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        if line["domain"] == domain:
            by_document.setdefault(line["document"], []).append(line)
    for document, events in by_document.items():
        article = read_article(_read_rows(domain)[document])
        yield article, list(put_back([line for line in events if "report" in line], article))


def measure(domain: Domain) -> DomainScore:
    """Measure the built-in reader on the labelled texts of a domain."""
    labelled = list(read_labels(domain))
    summary = summarize([article for article, _ in labelled], settings=Settings(model="builtin"))
    read: dict[str, list[ReportedFigure]] = {article.id: [] for article, _ in labelled}
    for incident in summary.incidents:
        for report in incident.events:
            read[report.article] += [figure for figure in report.figures if figure.stance == "asserted"]
    known = {article.id: [each for event in events for each in event.figures] for article, events in labelled}
    rights = {
        id(figure): any(_is_right(figure, each) for each in known[name])
        for name, figures in read.items()
        for figure in figures
    }
    figures = [figure for name in read for figure in read[name]]
    numerals = [(name, each) for name, those in known.items() for each in those if not each.implicit]
    return DomainScore(
        texts=len(labelled),
        labelled=len(numerals),
        found=sum(any(_is_same(figure, each) for figure in read[name]) for name, each in numerals),
        read=len(figures),
        right=sum(rights[id(figure)] for figure in figures),
        sure=sum((figure.confidence or 0) >= SURE for figure in figures),
        sure_right=sum((figure.confidence or 0) >= SURE and rights[id(figure)] for figure in figures),
    )


def _is_same(figure: ReportedFigure, labelled: ReportedFigure) -> bool:
    """Return whether a figure has a labelled one's measure and number, whatever ends "about" gives it."""
    ends = (figure.low, figure.high) == (labelled.low, labelled.high)
    return figure.measure == labelled.measure and (
        ends or (figure.value is not None and figure.value == labelled.value)
    )


def _is_right(figure: ReportedFigure, labelled: ReportedFigure) -> bool:
    return _is_same(figure, labelled) and figure.extent == labelled.extent and labelled.is_toll is figure.is_toll


def main() -> None:
    """Print the scores of the built-in reader."""
    for domain in _IDS:
        print(domain, measure(domain))


if __name__ == "__main__":
    main()
