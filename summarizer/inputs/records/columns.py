"""Maps the columns of a table to the fields of an event report."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from ...errors import RecordError, UsageError
from ...schemas import MEASURES
from .datasets import Dataset, read_column_names

FIELDS: Final = (
    "article", "source", "published", "incident", "type", "headline", "place.name", "place.region", "place.country",
    "place.precision", "start", "start.year", "start.month", "start.day", "end", "end.year", "end.month", "end.day",
    "precision", "actor1", "actor2", "actor3", "actor4", "actor5", "actor6", "dataset", "dataset_id",
    "place.site", "place.town", "place.district",
)  # fmt: skip
_CODED: Final = {"precision", "place.precision"}  # in a data set these are codes, not the days and levels of `--map`
_FIGURE = re.compile(r"(?P<measure>[a-z_]+)(?:\.(?P<end>low|best|high|bound|of))?(?: of (?P<of>\S.*))?")
_ENDS: Final = ("low", "best", "high", "bound", "words")
_LISTED: Final = 40  # columns that a message lists


class Field(NamedTuple):
    """A field of an event report, or (with an `end`) one end of the figure of a measure and population.

    The `end` `bound` is how the number is meant, `of` the words of what is counted.
    """

    name: str
    of: str = ""
    end: str = ""


@dataclass(frozen=True)
class Counted:
    """The columns of one figure, by their indices."""

    measure: str
    of: str
    low: tuple[int, ...]
    best: tuple[int, ...]
    high: tuple[int, ...]
    bound: tuple[int, ...] = ()
    words: tuple[int, ...] = ()


@dataclass(frozen=True)
class Columns:
    """The columns of a table: the indices of each field, the figures, the rules of its data set.

    `id_parts` are the columns that complete an event's id.
    """

    names: tuple[str, ...]
    fields: Mapping[str, tuple[int, ...]]
    figures: tuple[Counted, ...]
    dataset: Dataset
    id_parts: tuple[int, ...] = ()


def parse_mapping(mapping: Mapping[str, str]) -> dict[str, Field | None]:
    """Parse the field of each mapped column, None to leave it out. Raises UsageError for an unknown field."""
    return {_fold(column): parse_field(name) if name.strip() else None for column, name in mapping.items()}


def parse_field(name: str) -> Field:
    """Parse a field as `--map` names it. Raises UsageError for an unknown one."""
    name = name.strip()
    if name in FIELDS:
        return Field(name)
    figure = _FIGURE.fullmatch(name)
    if not figure or figure["measure"] not in MEASURES:
        raise UsageError(
            f"expected a field to map a column to, got {name!r}: {', '.join(FIELDS)}, or a measure such as killed, "
            f"killed.low, killed.high, or killed of civilians ({', '.join(MEASURES)})"
        )
    measure = figure["measure"]
    of = figure["of"] or ("people" if measure in read_column_names().people else "")
    return Field(measure, of, figure["end"] or "best")


def map_columns(header: Sequence[str], mapping: Mapping[str, Field | None]) -> Columns:
    """Map the columns of a header.

    Raises RecordError if no known data set fits and no column gives a number, or a used column stands
    there twice; UsageError if a mapped column is not there.
    """
    names = [_fold(name) for name in header]
    for column in mapping:
        if column not in names:
            raise UsageError(f"expected --map to name a column, got {column!r}: {_list_names(header)}")
    dataset = next((dataset for dataset in read_column_names().datasets if dataset.fits(names)), None)
    meant = _find_fields(names, dataset, mapping)
    for column in meant:
        if names.count(column) > 1:
            raise RecordError(f"expected each column once, got {column!r} twice: rename one")
    if not any(field.end for field in meant.values()):
        raise RecordError(_describe_unknown(header))
    return _index_columns(names, meant, dataset or Dataset("columns named like fields"))


def _find_fields(names: list[str], dataset: Dataset | None, mapping: Mapping[str, Field | None]) -> dict[str, Field]:
    """Find the field of each column, in order of precedence: the mapping first."""
    mapped = {column: field for column, field in mapping.items() if field}
    usual = _find_usual(names, dataset) if dataset else _match_names(names)
    replaced = set(mapped.values())
    rest = {c: f for c, f in usual.items() if c in names and c not in mapping and f not in replaced}
    return mapped | rest


def _find_usual(names: Sequence[str], dataset: Dataset) -> dict[str, Field]:
    """Find the columns of a data set, and those that somebody added under the name of a field that it does not give.

    Not the numbers: what a count of one's own stands for beside the coders' is for `--map` to say.
    """
    usual = {column: parse_field(name) for column, name in dataset.columns.items() if column in names}
    given = {field.name for field in usual.values()} | _CODED
    added = {name: Field(name) for name in names if name in FIELDS and name not in given and name not in usual}
    return usual | added


def _match_names(names: Iterable[str]) -> dict[str, Field]:
    """Find columns that have the name of a field."""
    alike = {}
    for name in names:
        try:
            alike[name] = parse_field(name)
        except UsageError:
            continue
    return alike


def _index_columns(names: list[str], meant: Mapping[str, Field], dataset: Dataset) -> Columns:
    fields: dict[str, tuple[int, ...]] = {}
    ends: dict[tuple[str, str], dict[str, tuple[int, ...]]] = {}
    for column, field in meant.items():
        place = names.index(column)
        if field.end:
            figure = ends.setdefault((field.name, field.of), dict.fromkeys(_ENDS, ()))
            figure["words" if field.end == "of" else field.end] += (place,)
        else:
            fields[field.name] = (*fields.get(field.name, ()), place)
    figures = tuple(Counted(measure, of, **places) for (measure, of), places in ends.items())
    id_parts = tuple(names.index(column) for column in dataset.id_parts if column in names)
    return Columns(tuple(names), fields, figures, dataset, id_parts)


def _describe_unknown(header: Sequence[str]) -> str:
    sets = "; ".join(f"{dataset.name} ({', '.join(dataset.needs)})" for dataset in read_column_names().datasets)
    return (
        f"expected the columns of {sets}; or columns named like fields (killed, place.name), "
        f"got {_list_names(header)}: name what they hold with --map column=field"
    )


def _list_names(header: Sequence[str]) -> str:
    listed = ", ".join(" ".join(name.split())[:_LISTED] or "(no name)" for name in header[:_LISTED])
    return f"columns {listed}" + (f" and {len(header) - _LISTED} more" if len(header) > _LISTED else "")


def _fold(name: str) -> str:
    return name.strip().casefold()
