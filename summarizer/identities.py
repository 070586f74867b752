"""What makes a figure or a finding the same one from run to run, as a short id: reviews are kept by these."""

from collections.abc import Iterable
from typing import Any, Final, Protocol

from .digests import digest_of
from .records import ReportedFigure

_DIGITS: Final = 16  # hex digits, 64 bits: of a million figures two share an id once in thirty million corpora

# What a figure claims, and where it was read. Not its offsets (a quote that stands twice claims the same twice), not
# the outlet's name (it follows from the article) and not the words of its time.
_NUMBERS: Final = ("low", "high", "value")
_WORDS: Final = ("measure", "of", "bound", "unit", "extent", "where", "attributed_to", "stance", "quote")


class _Found(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def measure(self) -> str: ...
    @property
    def figures(self) -> tuple[ReportedFigure, ...]: ...


def figure_id(figure: ReportedFigure) -> str:
    """The id of what a figure claims: another number, quote, attribution or text is another figure.

    It starts with a word, for a spreadsheet takes some digests for numbers.
    """
    numbers = [_number(getattr(figure, name)) for name in _NUMBERS]
    words = [_folded(getattr(figure, name)) for name in _WORDS]
    return f"figure-{digest_of(figure.article, numbers, words)[:_DIGITS]}"


def finding_id(finding: _Found) -> str:
    """The id of a finding: its kind, its measure and its figures, in whatever order and incident they stand.

    One figure more, and it is another finding, which nobody has reviewed yet.
    """
    figures = sorted(set(map(figure_id, finding.figures)))
    return f"finding-{digest_of(finding.kind, finding.measure, figures)[:_DIGITS]}"


def report_id(articles: Iterable[str], ids: Iterable[str]) -> str:
    """The id of a report by its articles, figures and findings: made again from the same, it is the same."""
    return f"report-{digest_of(sorted(articles), sorted(ids))[:_DIGITS]}"


def _number(value: float | None) -> str | None:
    """One text for 8 and 8.0."""
    return None if value is None else repr(float(value))


def _folded(value: Any) -> str | None:
    return None if value is None else " ".join(str(value).casefold().split())
