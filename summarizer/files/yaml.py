"""Reads YAML from untrusted sources: no code, no values grown from aliases, no depth that breaks the parser."""

import re
from collections.abc import Callable
from typing import Any, Final

import yaml

from ..language.visible import one_line

_SHOWN: Final = 60  # characters of a line that is no YAML
# YAML reads digits between colons as a number of base 60, in a time that is quadratic in their count.
_LONG_NUMBER: Final = re.compile(r"[-+.:_\d]{1000}")


class Loader(yaml.CSafeLoader):
    """Safe, C-speed loading; what looks like a day or a number and is none (`2024-02-30`, `0b_`) is a text."""


def _or_text(construct: Callable[[yaml.constructor.SafeConstructor, yaml.ScalarNode], Any]) -> Callable[..., Any]:
    def construct_or_keep(loader: Loader, node: yaml.ScalarNode) -> Any:
        try:
            return construct(loader, node)
        except (ValueError, OverflowError):
            return loader.construct_scalar(node)

    return construct_or_keep


for _tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:timestamp"):
    Loader.add_constructor(_tag, _or_text(Loader.yaml_constructors[_tag]))


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
    except yaml.YAMLError as error:
        raise ValueError(_describe(error, text)) from error


def _describe(error: yaml.YAMLError, text: str) -> str:
    """Say where a text is no YAML: the line, as the reader of the file counts it."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:  # a character that YAML has no place for
        return f"{one_line(str(error).partition(' in ')[0], _SHOWN)}, which is no YAML"
    context = getattr(error, "context", None) or ""
    if any(begun in context for begun in ("flow", "quoted", "simple key")):  # and not ended where `mark` is
        mark = getattr(error, "context_mark", None) or mark
    line = next(iter(text.splitlines()[mark.line : mark.line + 1]), "")
    return f"line {mark.line + 1} ({one_line(line, _SHOWN)!r}), which is no YAML"


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
