"""Labels of news of other domains than shootings: war and disasters, without the texts' words.

`domains.jsonl` has a line for each labelled event of `muc4.jsonl` (agency texts on Latin America, 1988 to 1990) and of
`displacement.jsonl` (passages of reports on hazards and conflicts), in the form of `labels.jsonl`, and a line without a
`report` for a text that tells of none. Large language models labelled them, each file in one session, without any
output of the program; nobody looks at them, and nothing is fitted to them. `python -m benchmarks.realnews.domains`
measures the built-in reader on them: what it reads, and how sure it is.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from summarizer import summarize
from summarizer.records.events import SURE, ReportedFigure
from summarizer.settings import Settings

from .texts import Domain, is_right, is_same, read_labels

LABELS: Final = Path(__file__).with_name("domains.jsonl")
DOMAINS: Final[tuple[Domain, ...]] = ("muc4", "displacement")


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


def measure(domain: Domain) -> DomainScore:
    """Measure the built-in reader on the labelled texts of a domain."""
    labelled = list(read_labels(LABELS, domain))
    summary = summarize([text.article for text in labelled], settings=Settings(model="builtin"))
    read: dict[str, list[ReportedFigure]] = {text.article.id: [] for text in labelled}
    for incident in summary.incidents:
        for report in incident.events:
            read[report.article] += [figure for figure in report.figures if figure.stance == "asserted"]
    known = {text.article.id: text.figures for text in labelled}
    rights = {
        id(figure): any(is_right(figure, each) for each in known[name])
        for name, figures in read.items()
        for figure in figures
    }
    figures = [figure for name in read for figure in read[name]]
    numerals = [(name, each) for name, those in known.items() for each in those if not each.implicit]
    return DomainScore(
        texts=len(labelled),
        labelled=len(numerals),
        found=sum(any(is_same(figure, each) for figure in read[name]) for name, each in numerals),
        read=len(figures),
        right=sum(rights[id(figure)] for figure in figures),
        sure=sum((figure.confidence or 0) >= SURE for figure in figures),
        sure_right=sum((figure.confidence or 0) >= SURE and rights[id(figure)] for figure in figures),
    )


def main() -> None:
    """Print the scores of the built-in reader."""
    for domain in DOMAINS:
        print(domain, measure(domain))


if __name__ == "__main__":
    main()
