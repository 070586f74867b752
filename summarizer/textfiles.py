"""Reading one text file, or standard input."""

import sys
from pathlib import Path

from .errors import UsageError


def read_text(path: str, what: str) -> str:
    """The text of a file (`-`: standard input). Raises UsageError that says `what` was expected, and what came."""
    try:
        return sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: expected {what}, got: {error.strerror}") from error
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        raise UsageError(f"{path}: expected UTF-8, got byte 0x{byte:02x} at offset {error.start}") from error
