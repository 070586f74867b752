"""The page's table of figures: the number in words, who states it, and where it stands in the article."""

import re
from typing import Any, Final

from ...language.sentences import sentence_span
from ...language.visible import clean
from ...records.events import ReportedFigure
from ...records.ids import figure_id, figure_passage_id
from ...records.reviews import Reviewed
from ...records.wording import (
    format_amount,
    format_name,
    format_population,
    format_value,
    name_unproved,
    source_name,
    stance_mark,
)
from .articles import ArticleTable

_BOUND: Final = re.compile(r"(about|at least|more than|at most|fewer than) (?=\d)")
_CLOSING: Final = ".!?\"'”’»)"


class FigureTable:
    """A table of figures, each of which has one row; `reviewed` ones keep the id under which they were reviewed."""

    def __init__(self, articles: ArticleTable, reviewed: dict[ReportedFigure, Reviewed]) -> None:
        self._articles = articles
        self._reviewed = reviewed
        self._indexes: dict[ReportedFigure, int] = {}
        self.rows: list[dict[str, Any]] = []

    def index(self, figure: ReportedFigure) -> int:
        """Return the index of a figure's row, which is added for a new one."""
        index = self._indexes.get(figure)
        if index is None:
            index = self._indexes[figure] = len(self.rows)
            self.rows.append(self._row(figure))
        return index

    def _row(self, figure: ReportedFigure) -> dict[str, Any]:
        bound, number, unit = split_amount(figure)
        reviewed = self._reviewed.get(figure)
        row = {
            "id": reviewed.review.id if reviewed else figure_id(figure),
            "passage": figure_passage_id((reviewed and reviewed.figure) or figure),
            "article": self._articles.index(figure.article),
            "measure": clean(format_name(figure.measure)),
            "of": clean(figure.of),
            "amount": clean(format_amount(figure)),
            "bounded": bound,
            "number": number,
            "unit": unit,
            "counted": clean(format_population(figure)),
            "low": figure.low,
            "high": figure.high,
            "who": clean(source_name(figure)),
            "source": clean(figure.source) if figure.source and figure.attributed_to else None,
            "as_of": clean(figure.as_of) if figure.as_of else None,
            "where": clean(figure.where) if figure.where else None,
            "extent": figure.extent if figure.extent != "total" else None,
            "stance": stance_mark(figure),
            "span": clean(figure.period) if figure.period else None,
            "inclusion": clean(figure.inclusion) if figure.inclusion else None,
            "english": clean(figure.of_english) if figure.of_english else None,
            "corrected": clean(figure.corrected) if figure.corrected is not None else None,
            "quote": clean(figure.quote) if figure.quote else None,
            "match": figure.match if figure.quote else None,
            "unproved": ", ".join(name_unproved(figure)) if figure.quote else None,
            "unsure": None if figure.is_sure else figure.confidence,
            "value": figure.value,
            "bound": figure.bound,
            "in": clean(figure.unit or ""),
            **self._spans(figure),
        }
        return {name: value for name, value in row.items() if value not in (None, "")}

    def _spans(self, figure: ReportedFigure) -> dict[str, Any]:
        """Return the offsets of the quote, its sentence and its number, if the text is at hand and has them."""
        text = self._articles.text(figure.article)
        start, end = figure.start, figure.end
        if text is None or figure.article is None or start is None or end is None or not 0 <= start < end <= len(text):
            return {}
        if figure.quote is not None and text[start:end] != figure.quote:
            return {}  # a record's own claim, which its article does not prove
        spans = {"at": (start, end), "sentence": _sentence(text, start, end)}
        number = _find_number(text, figure.words, start, end) if figure.words else None
        if number:
            self._articles.claim(figure.article, *number)
            spans["digits"] = number
        return {name: self._articles.units(figure.article, *span) for name, span in spans.items()}


def _find_number(text: str, words: str, start: int, end: int) -> tuple[int, int] | None:
    """Find the number in the quote by itself: the 2 of "12 drones, 2 of them", not that of 12."""
    alone = re.compile(rf"(?<![\w.,])(?:{re.escape(words)})(?![\w]|[.,]\d)")
    match = alone.search(text, start, end) or re.compile(re.escape(words)).search(text, start, end)
    return match.span() if match else None


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a quote's sentences with their closing marks; its full stop does not add the next one."""
    bare = start + len(text[start:end].rstrip(_CLOSING))
    first, last = sentence_span(text, start, bare if bare > start else end)
    last = max(last, end)
    return first, last + len(text[last : last + 3]) - len(text[last : last + 3].lstrip(_CLOSING))


def split_amount(figure: ReportedFigure) -> tuple[str, str, str]:
    """Split a number into bound, number and unit: ("more than", "120", ""), ("", "4", "USD")."""
    whole = clean(format_value(figure))
    match = _BOUND.match(whole)
    bound = match[1] if match else ""
    number = whole[match.end() :] if match else whole
    unit = clean(figure.unit or "")
    if unit and number.endswith(f" {unit}"):
        return bound, number.removesuffix(f" {unit}"), unit
    return bound, number, ""
