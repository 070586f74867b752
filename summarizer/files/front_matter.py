"""YAML front matter of an article: plain values only, for whoever wrote the article wrote this too."""

from collections.abc import Mapping
from typing import Any, Final

from frontmatter.default_handlers import YAMLHandler

from ..errors import ArticleError
from ..language.visible import one_line
from .yaml import load

LARGEST: Final = 64 * 1024  # characters; those of real articles have a few hundred
DEEPEST: Final = 8  # lists in lists: other tools keep small trees of their own here
_OPENS = ("---\n", "---\r\n")
_SHOWN: Final = 200  # characters of a YAML error


def split(text: str) -> tuple[Mapping[str, Any], str]:
    """The fields of the front matter, and the text after it; no fields where there is no front matter.

    Raises ArticleError if it is no YAML mapping, has aliases or tags, or is too large or too deep.
    """
    if not text.startswith(_OPENS):
        return {}, text
    try:
        written, body = YAMLHandler().split(text)
    except ValueError:  # a dash on top, and no second one: text
        return {}, text
    if len(written) > LARGEST:
        raise ArticleError(f"expected front matter of at most {LARGEST} characters, got {len(written)}: shorten it")
    return _fields(written), body


def _fields(written: str) -> Mapping[str, Any]:
    try:
        fields = load(written, deepest=DEEPEST)
    except ValueError as error:
        said = one_line(str(error), _SHOWN)
        raise ArticleError(f"expected YAML front matter of plain values, got {said}: mend it or remove it") from error
    return fields if isinstance(fields, dict) else {}
