"""What is wrong with a record that does not fit its class, in one line of our own words."""

from typing import Final

from pydantic import ValidationError

from ..language.visible import one_line

_LONGEST_NAME: Final = 80  # characters of a field's name
_SHOWN: Final = 60  # characters of its value
_DAY_OR_TIME: Final = ("date", "datetime")  # what the types of such errors begin with, and the branches of a union


def describe_invalid(error: ValidationError, expected: str) -> str:
    """Describe the first field that does not fit; `expected` is what the record should be: "an event record"."""
    first = error.errors(include_url=False)[0]
    path = [str(part) for part in first["loc"]]
    is_day = first["type"].startswith(_DAY_OR_TIME)
    if is_day and path[-1] in _DAY_OR_TIME:
        path.pop()
    where = one_line(".".join(path), _LONGEST_NAME) or "the record"
    if is_day:
        value = first["input"]
        shown = (
            repr(one_line(str(value), _SHOWN)) if isinstance(value, str | int | float) else f"a {type(value).__name__}"
        )
        return f"expected a day such as 2023-05-12 at {where}, got {shown}: correct it or leave it out"
    return f"expected {expected}, got at {where}: {first['msg'].removeprefix('Value error, ')}"
