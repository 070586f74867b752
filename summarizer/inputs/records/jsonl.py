"""Reads event records from JSON Lines, one a line."""

import json
from collections.abc import Iterator
from typing import Any

from ...errors import RecordError
from ...files.delimited import check_encoding
from ...records.events import EventReport, parse_event_report
from .lines import Block, read_blocks
from .problems import Problem


def read_jsonl(path: str) -> Iterator[EventReport | Problem]:
    """Read the record of each line that is not blank."""
    for block in read_blocks(path, 1):
        yield from parse_block(block)


def parse_block(block: Block) -> Iterator[EventReport | Problem]:
    """Parse the record of each line of a block that is not blank."""
    for number, line in enumerate(block.lines, block.first):
        text = line.decode(errors="surrogateescape")
        if not text.strip():
            continue
        try:
            yield parse_event_report(parse_record(check_encoding(text)))
        except RecordError as error:
            yield Problem(block.path, number, str(error))
    if block.error:
        yield Problem(block.path, block.first + len(block.lines), block.error)


def parse_record(text: str) -> dict[str, Any]:
    """Parse a JSON object. Raises RecordError for anything else."""
    try:
        record = json.loads(text, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise RecordError("expected an event record, got brackets nested too deeply") from error
    except ValueError as error:
        raise RecordError(f"expected one JSON object a line, got {' '.join(str(error).split())}") from error
    if not isinstance(record, dict):
        raise RecordError(f"expected a JSON object, got {type(record).__name__}")
    if "\\u" in text and not _is_encodable(record):
        raise RecordError("expected Unicode text, got half of a character (\\ud800 to \\udfff): write the record again")
    return record


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name}, which is no number: leave the field out")


def _is_encodable(record: dict[str, Any]) -> bool:
    try:
        json.dumps(record, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True
