"""Stable ids of figures, findings and reports from run to run, by which reviews are kept."""

from collections.abc import Iterable
from typing import Any, Final

from .digests import hash_json
from .events import EventReport, ReportedFigure
from .incidents import Finding

_DIGITS: Final = 16  # hex digits, 64 bits: of a million figures two share an id once in thirty million corpora

# The fields of a figure's claim. Not its offsets (a quote that stands twice claims the same twice), not the outlet's
# name (it follows from the article) and not the words of its time.
_NUMBERS: Final = ("low", "high", "value")
_WORDS: Final = ("measure", "of", "bound", "unit", "extent", "where", "attributed_to", "stance", "quote")

# The fields of an event report that came after records were first linked.
_LATER: Final = ("dataset", "dataset_id", "date_precision", "place_precision")


def figure_id(figure: ReportedFigure) -> str:
    """The id of a figure's claim: another number, quote, attribution or text is another figure.

    It starts with a word, for a spreadsheet takes some digests for numbers.
    """
    return f"figure-{hash_json(figure.article, *_claim_fields(figure))[:_DIGITS]}"


def figure_passage_id(figure: ReportedFigure) -> str:
    """The id of the same claim in the same words of the same outlet: it stays when the article is edited elsewhere."""
    return f"passage-{hash_json(_fold(figure.source), *_claim_fields(figure))[:_DIGITS]}"


def finding_id(finding: Finding) -> str:
    """The id of a finding: its kind, measure and figures, whatever their order and incident.

    With one figure more it is another finding, which nobody has reviewed yet.
    """
    figures = sorted(set(map(figure_id, finding.figures)))
    return f"finding-{hash_json(finding.kind, finding.measure, figures)[:_DIGITS]}"


def finding_passage_id(finding: Finding) -> str:
    """The id of a finding whose figures are the same claims in the same words of the same outlets."""
    passages = sorted(set(map(figure_passage_id, finding.figures)))
    return f"passage-{hash_json(finding.kind, finding.measure, passages)[:_DIGITS]}"


# Left out of what incident ids follow from: how a figure was proved, what the model adds in English, and fields that
# reports had not before, so that theirs have the ids of then.
_LEFT_OUT: Final[Any] = {
    "figures": {
        "__all__": {"match", "of_english", "inclusion", "category", "period", "implicit", "proof", "confidence"}
    },
    "actors": {"__all__": {"name_english"}},
    "place": {"site": True, "town": True, "district": True},
    "named": True,
    "schema_version": True,
    "terms": True,
}


def canonical_json(report: EventReport) -> str:
    """The JSON of an event report that incident ids follow from: what its article says of the event.

    Fields that records did not always have count only where they are filled, so that the ids of old records stay.
    """
    unfilled = {name: True for name in _LATER if getattr(report, name) is None}
    text = report.model_dump_json(exclude=_LEFT_OUT | unfilled)
    place = report.place
    if place.name or not (place.site or place.town or place.district):
        return text
    return f"{text}{[place.site, place.town, place.district]}"


def content_json(report: EventReport) -> str:
    """The JSON of all that an event report says but its rare words, which follow from the article: repeats share it."""
    return report.model_dump_json(exclude={"terms"})


def report_id(articles: Iterable[str], ids: Iterable[str]) -> str:
    """The id of a report by its articles, figures and findings: the same for the same content."""
    return f"report-{hash_json(sorted(articles), sorted(ids))[:_DIGITS]}"


def _claim_fields(figure: ReportedFigure) -> tuple[list[str | None], list[str | None]]:
    numbers = [_format_number(getattr(figure, name)) for name in _NUMBERS]
    return numbers, [_fold(getattr(figure, name)) for name in _WORDS]


def _format_number(value: float | None) -> str | None:
    """Format a number so that 8 and 8.0 are one text."""
    return None if value is None else repr(float(value))


def _fold(value: Any) -> str | None:
    return None if value is None else " ".join(str(value).casefold().split())
