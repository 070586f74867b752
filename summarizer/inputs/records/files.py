"""Reads files of event records, by the reader of their ending."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path, PurePath
from typing import Final, NamedTuple

from ...errors import UsageError
from ...records.events import EventReport
from .columns import Field, parse_mapping
from .jsonl import read_jsonl
from .lines import Block, read_blocks
from .parquet import read_parquet
from .problems import Problem
from .tabular import read_delimited

_DELIMITERS: Final = {".csv": ",", ".tsv": "\t"}
NO_DATASET: Final = "none"
_LINES: Final = (".jsonl", ".ndjson", "")  # without an ending: a pipe


def read_records(
    path: str | Path, *, mapping: Mapping[str, str] | None = None, dataset: str | None = None
) -> Iterator[EventReport | Problem]:
    """Read the event records of a file one after another, with a `Problem` for each that cannot be read.

    Args:
        path: A `.jsonl`, `.csv`, `.tsv` (each also `.gz`) or `.parquet` file; `-` is JSON Lines on standard input. The
            columns of a table are those of ACLED, UCDP GED, GTD, EM-DAT or the R package eventreport, or named like
            fields.
        mapping: A column's field ("dead": "killed"), or "" to leave it out.
        dataset: The coded dataset of which each record is an event, whatever it says itself; "none": they are reports.

    Returns:
        An iterator; one record is in memory at a time.

    Raises:
        UsageError: A field, an ending or a mapped column does not exist; and, when the first record is asked for, a
            file cannot be opened.
    """
    records = _read_file(str(path), parse_mapping(mapping or {}))
    return records if dataset is None else _declare(records, dataset)


def _declare(records: Iterable[EventReport | Problem], dataset: str) -> Iterator[EventReport | Problem]:
    """Make records the rows of a dataset, or of none."""
    coded = dataset.strip().casefold() != NO_DATASET
    for record in records:
        if isinstance(record, Problem):
            yield record
            continue
        ids = {"dataset": dataset.strip(), "dataset_id": record.dataset_id or record.article}
        yield record.model_copy(update=ids if coded else dict.fromkeys(ids))


def _read_file(path: str, fields: Mapping[str, Field | None]) -> Iterator[EventReport | Problem]:
    name, ending = _name_and_ending(path)
    if ending in _DELIMITERS:
        return read_delimited(path, _DELIMITERS[ending], fields)
    if ending in _LINES:
        return read_jsonl(path)
    if ending == ".parquet" and not name.endswith(".gz"):
        return read_parquet(path, fields)
    raise UsageError(f"{path}: expected a .jsonl, .csv, .tsv (or these with .gz) or .parquet file, got {ending!r}")


class RecordBlock(NamedTuple):
    """Records of a file that follow each other, as JSON lines, and the problems with those that are no line here."""

    lines: Block
    problems: list[Problem]


def read_record_blocks(
    path: str, size: int, *, mapping: Mapping[str, str], dataset: str | None
) -> Iterator[RecordBlock]:
    """Read the event records of a file in blocks of `size` or fewer, for another process to parse.

    Raises UsageError as `read_records` does.
    """
    if dataset is None and _name_and_ending(path)[1] in _LINES:
        parse_mapping(mapping)
        yield from (RecordBlock(block, []) for block in read_blocks(path, size))
        return
    records = read_records(path, mapping=mapping, dataset=dataset)
    while block := list(islice(records, size)):
        problems = [record for record in block if isinstance(record, Problem)]
        lines = [record.model_dump_json().encode() for record in block if isinstance(record, EventReport)]
        yield RecordBlock(Block(path, 1, lines), problems)


def _name_and_ending(path: str) -> tuple[str, str]:
    name = PurePath(path).name.lower()
    return name, PurePath(name.removesuffix(".gz")).suffix
