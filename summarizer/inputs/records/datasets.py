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

    Attributes:
        name: Its name.
        needs: The columns that it is recognized by.
        or_needs: Other columns that it is recognized by.
        columns: The field of each column.
        types: Our event type for each of its own.
        coded: Whether a row is an event, coded from all that was told of it, and not one report.
        id_parts: Columns that complete an event's id, the first with something in its cell, if it does not end so.
        precision: The days within which an event lies, by the code of its precision.
        place_precision: The narrowest level at which a place is known, by the code of its precision.
        place_level: That level of all rows, where no code tells it.
        blank: Cells that say nothing here, besides those that do so everywhere.
        source: The source of every row, where no column gives one.
        separator: What stands between several values of one cell.
        zero_parts: Whether a part of 0 counts.
    """

    name: str
    needs: tuple[str, ...] = ()
    or_needs: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    coded: bool = False
    id_parts: tuple[str, ...] = ()
    precision: Mapping[str, int] = field(default_factory=dict)
    place_precision: Mapping[str, str] = field(default_factory=dict)
    place_level: str | None = None
    blank: tuple[str, ...] = ()
    source: str | None = None
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
    listed = ("needs", "or_needs", "id_parts", "blank")
    return Dataset(**{**table, **{name: tuple(table.get(name, ())) for name in listed}})
