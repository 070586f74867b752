"""Event records from a JSON Lines file or standard input."""

import json

from .api import report
from .errors import RecordError
from .records import EventReport
from .textfiles import read_text


def read_records(path: str) -> tuple[list[EventReport], list[str]]:
    """The records of a file (`-`: standard input), and a line for each that cannot be read.

    Raises UsageError if the file cannot be read.
    """
    records: list[EventReport] = []
    problems: list[str] = []
    for number, line in enumerate(read_text(path, "a file of event records").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            records.append(report(json.loads(line)))
        except (RecordError, ValueError) as error:
            problems.append(f"{path}:{number}: {' '.join(str(error).split())}")
    return records, problems
