"""Event types as linking compares them: other vocabularies' names are ours, and alike types share a family or a kin."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple

from ..language.names import fold


class EventType(NamedTuple):
    """A type by the name that linking knows it by, and the family and the kin of types that are taken for it."""

    type: str
    family: str
    kin: str


@cache
def classify_type(name: str) -> EventType:
    """Classify a type by its name in any vocabulary of `types.toml`, or by the longest such name within it.

    "deadly_drone_strike" is an `air_drone_strike`; a name that holds none is a type, a family and a kin by itself.
    """
    words = re.findall(r"[^\W_]+", fold(name))
    types = _named_types()
    for length in range(len(words), 0, -1):
        for first in range(len(words) - length, -1, -1):
            found = types.get("_".join(words[first : first + length]))
            if found and (length == len(words) or found.kin != "unknown"):
                return found
    own = "_".join(words)
    return EventType(own, own, own) if own else types["event"]


@cache
def _named_types() -> dict[str, EventType]:
    text = resources.files(__package__).joinpath("types.toml").read_text(encoding="utf-8")
    return {
        name: EventType(type_name, family, kin)
        for kin, families in tomllib.loads(text).items()
        for family, types in families.items()
        for type_name, others in types.items()
        for name in (type_name, *others)
    }
