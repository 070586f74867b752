"""Stance of a claim: whether its sentence asserts, denies or supposes a number, and of which event."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Final

from ...language.lexicon import table
from ...schemas import Figure
from ...syntax.modality import Marker
from .verdicts import PROVED, UNPROVED, Part, contradict

_DOUBTS: Final = ("hypothetical", "feared", "expected")


def prove_stance(figure: Figure, markers: Sequence[Marker], sentence: str, text: str, days: Sequence[date]) -> Part:
    """Prove that a sentence says a number in the way that a figure does.

    Args:
        figure: The figure as it was given.
        markers: What sets the number apart (`syntax.modality`).
        sentence: The sentence.
        text: The article's text.
        days: The days of the figure's event: a year among them, or beside them, is no bygone one.

    Returns:
        The verdict.
    """
    moods = [marker for marker in markers if marker.mood != "period"]
    years = [int(year) for year in _year().findall(sentence)]
    if figure.stance != "asserted":
        return _prove_other(figure, moods, sentence, named=bool(years))
    if figure.value == 0:
        moods = [marker for marker in moods if marker.mood != "denied"]
    if figure.measure == "killed" and tells_of_no_survivor(sentence):
        moods = [marker for marker in moods if marker.mood not in ("denied", "hypothetical")]
    bound = next((marker for marker in moods if marker.bound), None)
    if bound:
        return contradict(text[bound.start : bound.end])
    bygone = any(all(abs(year - day.year) > 1 for day in days) for year in years)
    return UNPROVED if moods or bygone else PROVED


def tells_of_no_survivor(sentence: str) -> bool:
    """Return whether a sentence tells of deaths by a denial: "neither of the two survived"."""
    return _fatal().search(sentence) is not None


def prove_period(figure: Figure, markers: Sequence[Marker], text: str, words: Part) -> Part:
    """Prove that a number counts its event, or the span that the figure says, of whose words there is a verdict."""
    if figure.period:
        return words
    spans = [marker for marker in markers if marker.mood == "period"]
    if figure.stance not in ("asserted", "denied") or not spans:
        return PROVED
    bound = next((marker for marker in spans if marker.bound), None)
    return contradict(text[bound.start : bound.end]) if bound else UNPROVED


def _prove_other(figure: Figure, moods: Sequence[Marker], sentence: str, *, named: bool) -> Part:
    """Prove a number that is denied, supposed, or of another event; `named` says that the sentence names a year."""
    alike = [marker for marker in moods if marker.mood == figure.stance or {marker.mood, figure.stance} <= set(_DOUBTS)]
    if alike or (figure.stance == "other_event" and named):
        return PROVED if figure.stance not in _DOUBTS or any(marker.bound for marker in alike) else UNPROVED
    return contradict(sentence) if figure.stance == "denied" and not moods else UNPROVED


@cache
def _fatal() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('modality')['denied']['fatal'])})", re.IGNORECASE)


@cache
def _year() -> re.Pattern[str]:
    """A year in digits, which is no part of a larger number, and no age."""
    return re.compile(rf"(?<![\d,.-])(?:19|20)\d\d(?![\d,.]\d|-{table('modality')['clauses']['of_age']})")
