"""Event coreference: tests whether a sentence tells of an event that was told of before, by type, place and day."""

from ...language.dates import find_weekday
from ...language.lexicon import table
from ...schemas import Place
from .candidates import Candidate, type_family
from .time_expressions import TimeExpression
from .triggers import Trigger

SEQUELS = frozenset(("arrests", "agreement"))  # beside words for an attack, they tell what came of it


def trigger_family(trigger: Trigger) -> str:
    """Return the group of types that a trigger tells of; words that fit several types tell of an attack."""
    return type_family(trigger.type) if trigger.type else "attack"


def may_continue(candidate: Candidate, trigger: Trigger) -> bool:
    """Return whether a trigger can tell more of an event."""
    if candidate.type is None and not candidate.weak:
        return True
    family = trigger_family(trigger)
    if candidate.type == trigger.type or (candidate.family == "crowd" and family in ("crowd", "arrests")):
        return True
    return candidate.family == family and (trigger.type is None or candidate.type is None or trigger.anaphoric)


def escalates(candidate: Candidate, kind: str) -> bool:
    """Return whether a peaceful protest turns out to have been broken up or to have turned violent."""
    return candidate.type == "peaceful_protest" and type_family(kind) == "crowd"


def may_be_same_place(earlier: Place, place: Place) -> bool:
    """Return whether a place can be that of an event: nothing in it differs from what is known of the event's."""
    levels = ("country", "region")
    named = ((getattr(earlier, level), getattr(place, level)) for level in levels)
    return all(ours is None or theirs is None or ours == theirs for ours, theirs in named) and (
        earlier.name is None or place.name is None or _may_be_one(earlier, place) or _may_be_one(place, earlier)
    )


def _may_be_one(inner: Place, outer: Place) -> bool:
    """Return whether two names can be of one place: one begins with the other, or is a quarter that has no town yet."""
    inner_name, outer_name = inner.name or "", outer.name or ""
    if inner_name == outer_name or inner_name.startswith(f"{outer_name} ") or inner.town == outer_name:
        return True
    is_quarter = inner_name.endswith(tuple(table("places")["quarter_kinds"])) and inner.town is None
    return is_quarter and outer.town is not None


def may_be_same_day(earlier: TimeExpression | None, when: TimeExpression | None) -> bool:
    """Return whether two time words can be of one day; words that name none can be of any."""
    if when is not None and when.year:
        return earlier is not None and earlier.year == when.year
    if earlier is None or when is None:
        return True
    if earlier.day and when.day:
        return earlier.day == when.day
    ours, theirs = find_weekday(earlier.words), find_weekday(when.words)
    return ours is None or theirs is None or ours == theirs
