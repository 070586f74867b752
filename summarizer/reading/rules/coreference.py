"""Whether a sentence goes on with an event that was told of before: its type, place and day."""

from ...schemas import Place
from .candidates import Draft, family_of
from .time_expressions import Moment, weekday
from .triggers import Trigger


def group_of(trigger: Trigger) -> str:
    """The group of types that a trigger tells of; words that fit several types tell of an attack."""
    return family_of(trigger.type) if trigger.type else "attack"


def goes_on(draft: Draft, trigger: Trigger) -> bool:
    """Whether a trigger can tell more of an event."""
    if draft.type is None and not draft.weak:
        return True
    if draft.type == trigger.type or (draft.family == "crowd" and (trigger.type == "arrests" or _crowd(trigger))):
        return True
    return draft.family == group_of(trigger) and (trigger.type is None or draft.type is None or trigger.again)


def _crowd(trigger: Trigger) -> bool:
    return trigger.type is not None and family_of(trigger.type) == "crowd"


def graver(draft: Draft, kind: str) -> bool:
    """Whether a peaceful protest turns out to have been broken up or to have turned violent."""
    return draft.type == "peaceful_protest" and family_of(kind) == "crowd"


def same_place(known: Place, place: Place) -> bool:
    """Whether a place can be that of an event: nothing in it differs from what is known."""
    return all(
        getattr(known, level) is None or getattr(place, level) is None or getattr(known, level) == getattr(place, level)
        for level in ("country", "region", "name")
    )


def same_day(known: Moment | None, when: Moment | None) -> bool:
    """Whether two time words can be of one day; words that name none can be of any."""
    if when is not None and when.year:
        return known is not None and known.year == when.year
    if known is None or when is None:
        return True
    if known.day and when.day:
        return known.day == when.day
    ours, theirs = weekday(known.words), weekday(when.words)
    return ours is None or theirs is None or ours == theirs
