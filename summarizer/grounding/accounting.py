"""Accounting for the numbers of a text: each is claimed by a grounded figure, dismissed by a rule, or unaccounted."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ..language.quantities import Number
from ..records.article_numbers import ArticleNumbers, UnaccountedNumber


def account(
    numbers: Sequence[Number], claimed: Iterable[Number], reasons: Mapping[int, str] | None = None
) -> ArticleNumbers:
    """Account for every number of a text, given those that grounded figures claim.

    `reasons` is what a second pass said of numbers that no figure claims, by the number's offset.
    """
    by_start = {number.start: number for number in claimed}
    dismissed: Counter[str] = Counter()
    unaccounted: list[UnaccountedNumber] = []
    for number in numbers:
        if by_start.get(number.start) == number:
            continue
        rule = dismissal(number)
        if rule:
            dismissed[rule] += 1
        else:
            why = (reasons or {}).get(number.start)
            unaccounted.append(UnaccountedNumber(start=number.start, end=number.end, text=number.text, why=why))
    return ArticleNumbers(
        total=len(numbers),
        claimed=len(numbers) - dismissed.total() - len(unaccounted),
        dismissed=dismissed.total(),
        dismissed_by=dict(dismissed),
        unaccounted=tuple(unaccounted),
    )


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
