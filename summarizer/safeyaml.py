"""YAML from strangers: no code, no values grown from aliases, no depth that breaks the parser."""

from typing import Any

import yaml


class Loader(yaml.CSafeLoader):
    """Safe, C-speed loading."""


def load(text: str, *, deepest: int, aliases: bool = False, tags: bool = False) -> Any:
    """The plain values of a YAML text.

    Raises ValueError, with what came, if it is no YAML, is nested deeper than `deepest` (the C library crashes at some
    ten thousand levels), or has aliases or tags where there should be none.
    """
    try:
        depth = 0
        for event in yaml.parse(text, Loader=Loader):
            if not aliases and isinstance(event, yaml.AliasEvent):
                raise ValueError("a YAML alias (*name)")
            if not tags and getattr(event, "tag", None):
                raise ValueError("a YAML tag (!name)")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > deepest:
                raise ValueError(f"more than {deepest} levels")
        return yaml.load(text, Loader=Loader)  # noqa: S506  # a safe loader
    except (yaml.YAMLError, OverflowError) as error:  # a date or number that there is none of is a ValueError already
        raise ValueError(str(error)) from error
