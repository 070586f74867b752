"""The figures as the page shows them: the number in words, who says it, and where it stands in the article."""

import re
from typing import Any, Final

from ...language.sentences import sentence_span
from ...language.visible import clean
from ...records.events import ReportedFigure
from ...records.ids import figure_id, passage_of_figure
from ...records.reviews import Reviewed
from ...records.wording import amount, counted, phrase, stated, who
from .articles import ArticleTable

_BOUND: Final = re.compile(r"(about|at least|more than|at most|fewer than) (?=\d)")
_CLOSING: Final = ".!?\"'”’»)"


class FigureTable:
    """Figures, each once and named by its place; `reviewed` keep the id under which they were reviewed."""

    def __init__(self, articles: ArticleTable, reviewed: dict[ReportedFigure, Reviewed]) -> None:
        self._articles = articles
        self._reviewed = reviewed
        self._places: dict[ReportedFigure, int] = {}
        self.rows: list[dict[str, Any]] = []

    def place(self, figure: ReportedFigure) -> int:
        """Where a figure stands in the table; it is added if it is new."""
        found = self._places.get(figure)
        if found is None:
            found = self._places[figure] = len(self.rows)
            self.rows.append(self._row(figure))
        return found

    @staticmethod
    def about(figure: ReportedFigure) -> str:
        """The figure in one line: "about 25 drones launched (Baza)"."""
        return f"{phrase(figure)} ({who(figure)})"

    def _row(self, figure: ReportedFigure) -> dict[str, Any]:
        bound, number, unit = parts(figure)
        told = self._reviewed.get(figure)
        row = {
            "id": told.review.id if told else figure_id(figure),
            "passage": passage_of_figure((told and told.figure) or figure),
            "article": self._articles.place(figure.article),
            "measure": clean(figure.measure.replace("_", " ")),
            "of": clean(figure.of),
            "amount": clean(amount(figure)),
            "bounded": bound,
            "number": number,
            "unit": unit,
            "counted": clean(counted(figure)),
            "low": figure.low,
            "high": figure.high,
            "who": clean(who(figure)),
            "source": clean(figure.source) if figure.source and figure.attributed_to else None,
            "as_of": clean(figure.as_of) if figure.as_of else None,
            "where": clean(figure.where) if figure.where else None,
            "extent": figure.extent if figure.extent != "total" else None,
            "denied": figure.stance == "denied" or None,
            "corrected": clean(figure.corrected) if figure.corrected is not None else None,
            "quote": clean(figure.quote) if figure.quote else None,
            "match": figure.match if figure.quote else None,
            "value": figure.value,
            "bound": figure.bound,
            "in": clean(figure.unit or ""),
            **self._spans(figure),
        }
        return {name: value for name, value in row.items() if value not in (None, "")}

    def _spans(self, figure: ReportedFigure) -> dict[str, Any]:
        """Where the quote, its sentence and the number in it stand, if the text is at hand and has them."""
        text = self._articles.text(figure.article)
        start, end = figure.start, figure.end
        if text is None or figure.article is None or start is None or end is None or not 0 <= start < end <= len(text):
            return {}
        if figure.quote is not None and text[start:end] != figure.quote:
            return {}  # a record's own claim, which its article does not bear out
        spans = {"at": (start, end), "sentence": _sentence(text, start, end)}
        number = _number_at(text, figure.words, start, end) if figure.words else None
        if number:
            self._articles.claim(figure.article, *number)
            spans["digits"] = number
        return {name: self._articles.units(figure.article, *span) for name, span in spans.items()}


def _number_at(text: str, words: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the number stands in the quote by itself: the 2 of "12 drones, 2 of them", not that of 12."""
    alone = re.compile(rf"(?<![\w.,])(?:{re.escape(words)})(?![\w]|[.,]\d)")
    found = alone.search(text, start, end) or re.compile(re.escape(words)).search(text, start, end)
    return found.span() if found else None


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence or sentences of a quote: one that ends with its full stop brings no other, a closing quote stays."""
    bare = start + len(text[start:end].rstrip(_CLOSING))
    first, last = sentence_span(text, start, bare if bare > start else end)
    last = max(last, end)
    return first, last + len(text[last : last + 3]) - len(text[last : last + 3].lstrip(_CLOSING))


def parts(figure: ReportedFigure) -> tuple[str, str, str]:
    """The number with its bound before it and its unit behind it: ("more than", "120", ""), ("", "4", "USD")."""
    whole = clean(stated(figure))
    match = _BOUND.match(whole)
    bound = match[1] if match else ""
    number = whole[match.end() :] if match else whole
    unit = clean(figure.unit or "")
    if unit and number.endswith(f" {unit}"):
        return bound, number.removesuffix(f" {unit}"), unit
    return bound, number, ""
