"""Agreement of a figure with a number of an article: value, bound and unit, and what to say where they differ."""

import math

from ..language.bounds import STATED
from ..language.lexicon import table
from ..language.quantities import Number, is_shared_by, unit_named
from ..schemas import Figure


def states(number: Number, figure: Figure) -> bool:
    """Return whether the number in the text is the figure's: the same value and unit, under the same bound."""
    if not _has_same_unit(number, figure):
        return False
    if figure.value is None:
        return number.bound == "vague"
    if figure.bound == "between":
        return (
            number.bound == "between" and _is_equal(number.low, figure.value) and _is_equal(number.high, figure.upper)
        )
    if number.bound == "vague":  # "a couple" is exactly two; "dozens" is no number
        return figure.bound in ("exactly", "about") and number.low == number.high == figure.value
    return _is_equal(number.value, figure.value) and figure.bound in STATED[number.bound]


def _has_same_unit(number: Number, figure: Figure) -> bool:
    """Return whether both have one unit; one that the reader does not know ("magnitude") is as good as none."""
    if figure.unit is None and figure.measure == "hectares":
        return number.unit in table("units")["area"]  # the measure's name says that land is measured, whatever in
    unit = unit_named(figure.unit) if figure.unit else None
    return number.unit == unit or is_shared_by(number.unit, unit) or is_shared_by(unit, number.unit)


def _is_equal(a: float | None, b: float | None) -> bool:
    return a is not None and b is not None and math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)


def explain_mismatch(numbers: list[Number], figure: Figure) -> str:
    """Say why none of the numbers in a figure's quote is its own."""
    said = ", ".join(f"“{number.text}”" for number in numbers)
    if not numbers:
        return f"no number stands in “{figure.quote}”"
    if figure.value is None:
        return f"the reply gives a vague count, the article says {said}"
    same = [number for number in numbers if _is_equal(number.value, figure.value)]
    if same and not any(_has_same_unit(number, figure) for number in same):
        units = ", ".join(number.unit or "a count" for number in same)
        return f"the reply says {_describe(figure)} in {figure.unit or 'a count'}, the article says {said}: {units}"
    if same:
        return f"the reply says {_describe(figure)}, the article says {said}"
    return f"the reply says {_describe(figure)}, but in “{figure.quote}” the article says {said}"


def _describe(figure: Figure) -> str:
    """Return the figure's bound and number in words: "more than 120"."""
    value = f"{figure.value:g}" if figure.value is not None else "?"
    return f"{figure.bound.replace('_', ' ')} {value}" + (f" and {figure.upper:g}" if figure.upper is not None else "")
