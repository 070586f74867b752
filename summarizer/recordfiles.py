"""Event records from a JSON Lines file or standard input."""

import json
import sys
from pathlib import Path

from .api import report
from .errors import RecordError, UsageError
from .records import EventReport


def read_records(path: str) -> tuple[list[EventReport], list[str]]:
    """The records of a file (`-`: standard input), and a line for each that cannot be read.

    Raises UsageError if the file cannot be read.
    """
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: expected a file of event records, got: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path}: expected UTF-8, got byte 0x{error.object[error.start]:02x} at offset {error.start}"
        ) from error
    records: list[EventReport] = []
    problems: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            records.append(report(json.loads(line)))
        except (RecordError, ValueError) as error:
            problems.append(f"{path}:{number}: {' '.join(str(error).split())}")
    return records, problems
