"""Custody: suspects who were at large and are held, and who were held and are free."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import permutations, product
from typing import Final, Literal

from ..language.lexicon import alternatives, table
from ..language.nouns import names_persons
from ..records.events import ReportedFigure
from .chronology import is_before, was_replaced
from .comparison import Comparison, relate
from .context import Context

State = Literal["at_large", "held", "released"]
# What may become of those who are in a state, and how it is told.
_CHANGES: Final[Mapping[tuple[State, State], str]] = {
    ("at_large", "at_large"): "fewer are at large since",
    ("at_large", "held"): "some of those who had been at large are held since",
    ("held", "released"): "some of those who had been held have been let go since",
}


def find_custody_changes(figures: Sequence[ReportedFigure], context: Context) -> Iterator[Comparison]:
    """Find the changes of custody from one article to a later one.

    An article that tells of the release itself knew of it, and its count before is history. A suspect at large who is
    held later is known for the same one where others were held already.
    """
    by_article: dict[str, dict[State, list[ReportedFigure]]] = {}
    for figure in figures:
        if (state := find_state(figure)) and figure.article:
            by_article.setdefault(figure.article, {}).setdefault(state, []).append(figure)
    for (first, before), (then, after) in permutations(by_article.items(), 2):
        at, later = context.published.get(first), context.published.get(then)
        if at is None or later is None or is_before(at, later) is not True:
            continue
        for (state, then_state), why in _CHANGES.items():
            if (then_state == "released" and "released" in before) or (then_state == "held" and "held" not in before):
                continue
            still = [figure.lowest for figure in after.get(state, ())] if state == "at_large" else []
            for a, b in product(before.get(state, ()), after.get(then_state, ())):
                if a.lowest not in still and _may_follow(a, b, then_state, context):
                    yield Comparison(a, b, "revision", why, "custody")


def find_state(figure: ReportedFigure) -> State | None:
    """Find the state of custody that a figure counts; None if it counts no suspects, or is no claim of the event."""
    if figure.stance != "asserted" or figure.where or figure.period or was_replaced(figure) or figure.lowest <= 0:
        return None
    if figure.measure == "detained":
        return "held"
    if figure.measure != "other" or not names_persons(figure.counted):
        return None
    return _read_state(f"{figure.counted} {figure.quote or ''}")


def _may_follow(a: ReportedFigure, b: ReportedFigure, state: State, context: Context) -> bool:
    """Test whether the second count may have come of the first: of no other people, and no more of them.

    One who is let go may be somebody else than the one who is held.
    """
    if not context.are_surely_one_event(a, b) or (relate(a, b) == "apart" and not (a.implicit or b.implicit)):
        return False
    if state == "at_large":
        return b.highest < a.lowest
    return b.lowest <= a.highest and (state == "held" or a.lowest > 1)


@lru_cache(maxsize=1 << 12)
def _read_state(words: str) -> State | None:
    """Read the state that words tell, if they tell one only."""
    states: list[State] = [state for state, cues in _cues().items() if cues.search(words)]
    return states[0] if len(states) == 1 else None


@cache
def _cues() -> Mapping[State, re.Pattern[str]]:
    states: tuple[State, ...] = ("at_large", "released")
    words = table("custody")
    return {state: re.compile(rf"\b(?:{alternatives(words[state])})\b", re.IGNORECASE) for state in states}
