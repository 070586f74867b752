"""What makes a figure or a finding the same one from run to run, as a short id: reviews are kept by these."""

from collections.abc import Iterable
from typing import Any, Final

from .digests import digest_of
from .events import EventReport, ReportedFigure
from .incidents import Finding

_DIGITS: Final = 16  # hex digits, 64 bits: of a million figures two share an id once in thirty million corpora

# What a figure claims, and where it was read. Not its offsets (a quote that stands twice claims the same twice), not
# the outlet's name (it follows from the article) and not the words of its time.
_NUMBERS: Final = ("low", "high", "value")
_WORDS: Final = ("measure", "of", "bound", "unit", "extent", "where", "attributed_to", "stance", "quote")


def figure_id(figure: ReportedFigure) -> str:
    """The id of what a figure claims: another number, quote, attribution or text is another figure.

    It starts with a word, for a spreadsheet takes some digests for numbers.
    """
    return f"figure-{digest_of(figure.article, *_claim(figure))[:_DIGITS]}"


def passage_of_figure(figure: ReportedFigure) -> str:
    """The id of the same claim in the same words of the same outlet: it stays when the article is edited elsewhere."""
    return f"passage-{digest_of(_folded(figure.source), *_claim(figure))[:_DIGITS]}"


def finding_id(finding: Finding) -> str:
    """The id of a finding: its kind, its measure and its figures, in whatever order and incident they stand.

    One figure more, and it is another finding, which nobody has reviewed yet.
    """
    figures = sorted(set(map(figure_id, finding.figures)))
    return f"finding-{digest_of(finding.kind, finding.measure, figures)[:_DIGITS]}"


def passage_of_finding(finding: Finding) -> str:
    """The id of a finding whose figures are the same claims in the same words of the same outlets."""
    passages = sorted(set(map(passage_of_figure, finding.figures)))
    return f"passage-{digest_of(finding.kind, finding.measure, passages)[:_DIGITS]}"


def canonical_json(report: EventReport) -> str:
    """The JSON of what an event report says, which incident ids follow from: not how its quotes were matched."""
    return report.model_dump_json(exclude={"figures": {"__all__": {"match"}}})


def report_id(articles: Iterable[str], ids: Iterable[str]) -> str:
    """The id of a report by its articles, figures and findings: made again from the same, it is the same."""
    return f"report-{digest_of(sorted(articles), sorted(ids))[:_DIGITS]}"


def _claim(figure: ReportedFigure) -> tuple[list[str | None], list[str | None]]:
    numbers = [_number(getattr(figure, name)) for name in _NUMBERS]
    return numbers, [_folded(getattr(figure, name)) for name in _WORDS]


def _number(value: float | None) -> str | None:
    """One text for 8 and 8.0."""
    return None if value is None else repr(float(value))


def _folded(value: Any) -> str | None:
    return None if value is None else " ".join(str(value).casefold().split())
