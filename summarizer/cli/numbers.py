"""`summarizer numbers`: lists the numbers of a text."""

import json
import math

from ..files.text import read_text
from ..language.detection import ENGLISH, detect_language, expect_language
from ..language.passages import read_passages
from ..language.quantities import Number


def list_numbers(path: str, form: str, language: str | None = None) -> str:
    """List the numbers of a text file (`-`: standard input), one a line, or as a JSON array.

    Without a language, the text's own is detected. Raises UsageError if the file cannot be read as UTF-8, or no
    language has such a code.
    """
    text = read_text(path, "a text file")
    numbers = read_passages(text, expect_language(language) or detect_language(text) or ENGLISH)
    if form == "json":
        return json.dumps([_to_json(number) for number in numbers], indent=2, ensure_ascii=False) + "\n"
    return "".join(_format_line(number) for number in numbers)


def _to_json(number: Number) -> dict[str, object]:
    names = ("start", "end", "text", "kind", "low", "high", "unit", "limit")
    return {name: _finite_or_none(getattr(number, name)) for name in names}


def _finite_or_none(value: object) -> object:
    """Replace an unbounded end by null: JSON has no infinity."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _format_line(number: Number) -> str:
    text = " ".join("".join(c if c.isprintable() else " " for c in number.text).split())
    interval = "" if math.isnan(number.low) else f"[{number.low:g}, {number.high:g}]"
    return (
        f"{number.start:>7} {number.end:>7}  {number.kind:<10}  {interval:<22}  {text}  {number.unit or ''}".rstrip()
        + "\n"
    )
