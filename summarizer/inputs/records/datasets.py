"""The data sets whose columns are understood, from `columns.toml`."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Dataset:
    """A data set: the meaning of its columns, and the columns (either set of `needs`) that it is recognized by.

    `precision` is in days around a day; `zero_parts` tells whether a part of 0 counts.
    """

    name: str
    needs: tuple[str, ...] = ()
    or_needs: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    precision: Mapping[str, int] = field(default_factory=dict)
    separator: str | None = None
    zero_parts: bool = True

    def fits(self, names: Collection[str]) -> bool:
        """Whether a table with these columns is of this data set."""
        return any(needs and set(needs) <= set(names) for needs in (self.needs, self.or_needs))


@dataclass(frozen=True)
class ColumnNames:
    """The content of `columns.toml`."""

    blank: frozenset[str]
    people: frozenset[str]
    days: tuple[str, ...]
    type: str
    datasets: tuple[Dataset, ...]


@cache
def read_column_names() -> ColumnNames:
    """Read `columns.toml`, once."""
    table = tomllib.loads(resources.files(__package__).joinpath("columns.toml").read_text(encoding="utf-8"))
    return ColumnNames(
        blank=frozenset(table["blank"]),
        people=frozenset(table["people"]),
        days=tuple(table["days"]),
        type=table["type"],
        datasets=tuple(_build_dataset(entry) for entry in table["datasets"]),
    )


def _build_dataset(table: dict[str, Any]) -> Dataset:
    return Dataset(**{**table, **{name: tuple(table.get(name, ())) for name in ("needs", "or_needs")}})
