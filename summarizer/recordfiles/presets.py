"""The known data sets, from `columns.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class Preset:
    """What one data set's columns mean; `precision` is days around a day, `zero_parts` whether a part of 0 counts."""

    name: str
    needs: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    precision: Mapping[str, int] = field(default_factory=dict)
    separator: str | None = None
    zero_parts: bool = True


@dataclass(frozen=True)
class Tables:
    """All of `columns.toml`."""

    blank: frozenset[str]
    people: frozenset[str]
    days: tuple[str, ...]
    type: str
    presets: tuple[Preset, ...]


@cache
def tables() -> Tables:
    """What the file says, read once."""
    table = tomllib.loads(resources.files(__package__).joinpath("columns.toml").read_text(encoding="utf-8"))
    return Tables(
        blank=frozenset(table["blank"]),
        people=frozenset(table["people"]),
        days=tuple(table["days"]),
        type=table["type"],
        presets=tuple(Preset(**{**preset, "needs": tuple(preset["needs"])}) for preset in table["presets"]),
    )
