"""Reads files of event records, by the reader of their ending."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import Final

from ...errors import UsageError
from ...records.events import EventReport
from .columns import Field, parse_mapping
from .jsonl import read_jsonl
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
    name = PurePath(path).name.lower()
    ending = PurePath(name.removesuffix(".gz")).suffix
    if ending in _DELIMITERS:
        return read_delimited(path, _DELIMITERS[ending], fields)
    if ending in _LINES:
        return read_jsonl(path)
    if ending == ".parquet" and not name.endswith(".gz"):
        return read_parquet(path, fields)
    raise UsageError(f"{path}: expected a .jsonl, .csv, .tsv (or these with .gz) or .parquet file, got {ending!r}")
