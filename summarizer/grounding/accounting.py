"""Accounting for the numbers of a text: each is claimed by a grounded figure, dismissed by a rule, or unaccounted."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..language.quantities import Number


@dataclass(frozen=True)
class Accounting:
    """The numbers of a text by what became of them: total = claimed + dismissed + unaccounted.

    Attributes:
        total: How many numbers the text has.
        claimed: How many of them grounded figures claim.
        dismissed: How many each rule dismisses, by the rule's name.
        unaccounted: The numbers that no figure claims and no rule dismisses.
        reasons: Why some of these belong to no event, as a second pass says, by the number's offset.
    """

    total: int
    claimed: int
    dismissed: dict[str, int]
    unaccounted: tuple[Number, ...]
    reasons: Mapping[int, str] = field(default_factory=dict)


def account(numbers: Sequence[Number], claimed: Iterable[Number]) -> Accounting:
    """Account for every number of a text; `claimed` are those of its grounded figures."""
    by_start = {number.start: number for number in claimed}
    dismissed: Counter[str] = Counter()
    unaccounted = []
    for number in numbers:
        if by_start.get(number.start) == number:
            continue
        rule = dismissal(number)
        if rule:
            dismissed[rule] += 1
        else:
            unaccounted.append(number)
    unclaimed = sum(dismissed.values()) + len(unaccounted)
    return Accounting(len(numbers), len(numbers) - unclaimed, dict(dismissed), tuple(unaccounted))


def dismissal(number: Number) -> str | None:
    """Name the rule by which a number says nothing of an event's size; None if no rule dismisses it."""
    if number.kind in ("date", "time", "age", "ordinal", "designator"):
        return number.kind
    if number.value == 0 and not any(character.isdigit() for character in number.text):
        return "none said"  # "nothing", "nobody": a word before it is a count
    if number.unit in ("second", "minute", "hour", "day", "week", "month", "year", "decade"):
        return "duration"
    if number.unit in ("mm", "cm", "metre", "km", "mile", "foot"):
        return "length"
    return None
