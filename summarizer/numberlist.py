"""The list that `summarizer numbers` prints."""

import json
import math
import sys
from pathlib import Path

from .errors import UsageError
from .quantities import Number, read_numbers


def number_list(path: str, form: str) -> str:
    """The numbers of a text file (`-`: standard input), one a line, or as a JSON array.

    Raises UsageError if the file cannot be read as UTF-8.
    """
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: expected a text file, got: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path}: expected UTF-8, got byte 0x{error.object[error.start]:02x} at offset {error.start}"
        ) from error
    numbers = read_numbers(text)
    if form == "json":
        return json.dumps([_fields(number) for number in numbers], indent=2, ensure_ascii=False) + "\n"
    return "".join(_line(number) for number in numbers)


def _fields(number: Number) -> dict[str, object]:
    names = ("start", "end", "text", "kind", "low", "high", "unit", "limit")
    return {name: _finite(getattr(number, name)) for name in names}


def _finite(value: object) -> object:
    """JSON has no infinity: an end that is not there is null."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _line(number: Number) -> str:
    text = " ".join("".join(c if c.isprintable() else " " for c in number.text).split())
    interval = "" if math.isnan(number.low) else f"[{number.low:g}, {number.high:g}]"
    return (
        f"{number.start:>7} {number.end:>7}  {number.kind:<10}  {interval:<22}  {text}  {number.unit or ''}".rstrip()
        + "\n"
    )
