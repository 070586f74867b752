"""Reads YAML from untrusted sources: no code, no values grown from aliases, no depth that breaks the parser."""

import re
from typing import Any, Final

import yaml

# YAML reads digits between colons as a number of base 60, in a time that is quadratic in their count.
_LONG_NUMBER: Final = re.compile(r"[-+.:_\d]{1000}")


class Loader(yaml.CSafeLoader):
    """Safe, C-speed loading."""


def load(text: str, *, deepest: int, aliases: bool = False, tags: bool = False, most: int | None = None) -> Any:
    """Load the plain values of a YAML text.

    Raises ValueError that says what came, if it is no YAML, is nested deeper than `deepest` (the C library crashes at
    some ten thousand levels), has aliases or tags that are not allowed, more than `most` values, a number of a thousand
    digits, or beside aliases a merge (`<<`), of which a few lines can make a thousand million.
    """
    try:
        depth = 0
        for nth, event in enumerate(yaml.parse(text, Loader=Loader)):
            if most is not None and nth > most:
                raise ValueError(f"more than {most} values")
            if isinstance(event, yaml.ScalarEvent) and event.implicit[0]:
                _expect_plain(event.value, aliases)
            if not aliases and isinstance(event, yaml.AliasEvent):
                raise ValueError("a YAML alias (*name)")
            if not tags and getattr(event, "tag", None):
                raise ValueError("a YAML tag (!name)")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > deepest:
                raise ValueError(f"more than {deepest} levels")
        return load_trusted(text)
    except (yaml.YAMLError, OverflowError) as error:  # a date or number that there is none of is a ValueError already
        raise ValueError(str(error)) from error


def load_trusted(text: str) -> Any:
    """Load the plain values of a trusted YAML text. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=Loader)  # noqa: S506  # a safe loader


def load_as_written(text: str) -> Any:
    """Load a YAML text that `load` has read with each value as it is written: `010` as "010", not as 8."""
    return yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506  # it makes nothing but texts


def _expect_plain(value: str, aliases: bool) -> None:
    if aliases and value == "<<":
        raise ValueError("a YAML merge (<<)")
    if _LONG_NUMBER.match(value):
        raise ValueError("a number of a thousand digits")
