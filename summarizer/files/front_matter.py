"""Reads the YAML front matter of an article as plain values: whoever wrote the article wrote the front matter too."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from yaml import YAMLError

from ..errors import ArticleError
from ..language.visible import one_line
from .yaml import load, load_as_written

LARGEST: Final = 64 * 1024  # characters; real front matter has a few hundred
DEEPEST: Final = 8  # lists in lists: other tools keep small trees of their own here
TEXTS: Final = ("source", "title", "url", "incident")  # whose values are names: `010` and `8`, `yes` and `true` are two
_HEADLINE: Final = "title"  # the field that most often holds a colon or brackets
_TITLE: Final = re.compile(rf"(?mi)^{_HEADLINE}:[ \t]+(?P<value>\S.*?)[ \t\r]*$")
_OPENS: Final = ("---\n", "---\r\n")
_BOUNDARY: Final = re.compile(r"^-{3,}\s*$", re.MULTILINE)
_SHOWN: Final = 200  # characters of a YAML error


def split(text: str) -> tuple[Mapping[str, Any], str]:
    """Split a text into the fields of its front matter and its body; a text without front matter has no fields.

    Names of fields are in lower case, whatever their case in the text: `Source:` is `source`.

    Raises ArticleError if the front matter is no YAML mapping, has aliases or tags, or is too large or too deep.
    """
    parts = _BOUNDARY.split(text, 2) if text.startswith(_OPENS) else []
    if len(parts) < 3:  # also where a dashed line stands on top and no second one follows: text
        return {}, text
    _, matter, body = parts
    if len(matter) > LARGEST:
        raise ArticleError(f"expected front matter of at most {LARGEST} characters, got {len(matter)}: shorten it")
    return _parse(matter), body


def _parse(matter: str) -> Mapping[str, Any]:
    try:
        fields, matter = _load(matter)
    except ValueError as error:
        said = one_line(str(error), _SHOWN)
        raise ArticleError(
            f"expected YAML front matter of plain values, got {said}: put the value in quotation marks, or remove it"
        ) from error
    if not isinstance(fields, dict):
        return {}
    fields = _fold_names(fields)
    if values := [name for name in TEXTS if isinstance(fields.get(name), int | float | date)]:
        written = _fold_names(load_as_written(matter))
        fields |= {name: written[name] for name in values}
    return fields


def _load(matter: str) -> tuple[Any, str]:
    """Load front matter, as it stands or, where that is no YAML, with a title such as `Flood: 5 dead` quoted."""
    try:
        return load(matter, deepest=DEEPEST), matter
    except ValueError:
        quoted = _TITLE.sub(_quote, matter)
        if quoted == matter:
            raise
        try:
            return load(quoted, deepest=DEEPEST), quoted
        except ValueError:
            pass  # the first error names the line as it is written
        raise


def _quote(line: re.Match[str]) -> str:
    """Put quotation marks around a title that is no YAML; an alias or a tag stays, and is refused."""
    try:
        load(line[0], deepest=DEEPEST)
    except ValueError as error:
        if isinstance(error.__cause__, YAMLError):
            return f"{_HEADLINE}: {json.dumps(line['value'], ensure_ascii=False)}"
    return line[0]


def _fold_names(fields: Mapping[Any, Any]) -> dict[Any, Any]:
    """Write the names of fields in lower case; of two that become one, that which is written so counts."""
    folded = {name.lower() if isinstance(name, str) else name: value for name, value in fields.items()}
    return folded | {name: value for name, value in fields.items() if name in folded}
