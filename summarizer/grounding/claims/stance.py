"""Stance of a claim: whether its sentence asserts, denies or supposes a number, and of which event."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Final

from ...language.lexicon import table
from ...schemas import Figure
from ...syntax.modality import Marker
from .background import is_compared, tells_of_other_time
from .surroundings import Surroundings
from .verdicts import PROVED, UNPROVED, Part, contradict
from .words import speaker_words

_DOUBTS: Final = ("hypothetical", "feared", "expected")
_NEAR: Final = 60  # characters between a number and the words that suppose it


def prove_stance(
    figure: Figure, markers: Sequence[Marker], around: Surroundings, text: str, days: Sequence[date]
) -> Part:
    """Prove that a sentence says a number in the way that a figure does.

    Args:
        figure: The figure as it was given.
        markers: What sets the number apart (`syntax.modality` and `doubts`).
        around: The number and its sentence.
        text: The article's text.
        days: The days of the figure's event: a year among them, or beside them, is no bygone one.

    Returns:
        The verdict.
    """
    moods = [marker for marker in markers if marker.mood != "period"]
    if figure.stance != "asserted":
        return _prove_other(figure, moods, around, days)
    sentence = around.sentence.text
    if figure.value == 0:
        moods = [marker for marker in moods if marker.mood != "denied"]
    if figure.measure == "killed" and tells_of_no_survivor(sentence):
        moods = [marker for marker in moods if marker.mood not in ("denied", "hypothetical")]
    bound = next((marker for marker in moods if marker.bound), None)
    if bound:
        own = _is_own_report(figure, text[bound.end : max(bound.end, around.number.start)])
        return UNPROVED if own else contradict(text[bound.start : bound.end])
    moods = [marker for marker in moods if marker.mood != "other_event" or not is_compared(around, marker.start)]
    return UNPROVED if moods or tells_of_other_time(figure, around, days) else PROVED


def _is_own_report(figure: Figure, between: str) -> bool:
    """Return whether what is denied is the report of a figure's own speaker: "rejected a report by the UN that 12"."""
    wanted = speaker_words(figure.attributed_to or "")
    return bool(wanted) and wanted <= speaker_words(between)


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


def _prove_other(figure: Figure, moods: Sequence[Marker], around: Surroundings, days: Sequence[date]) -> Part:
    """Prove a number that is denied, supposed, or of another event.

    A denial has to govern the number; whatever supposes it may stand behind it: "nine are feared dead".
    """
    alike = [marker for marker in moods if marker.mood == figure.stance or {marker.mood, figure.stance} <= set(_DOUBTS)]
    if figure.stance == "denied":
        if not moods:
            return contradict(around.sentence.text)
        return PROVED if any(marker.bound for marker in alike) else UNPROVED
    if figure.stance == "other_event":
        return PROVED if alike or tells_of_other_time(figure, around, days) else UNPROVED
    near = [
        marker
        for marker in alike
        if around.number.start - _NEAR <= marker.start and marker.end <= around.number.end + _NEAR
    ]
    return PROVED if near else UNPROVED


@cache
def _fatal() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('modality')['denied']['fatal'])})", re.IGNORECASE)
