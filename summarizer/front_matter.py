"""YAML front matter of an article: plain values only, for whoever wrote the article wrote this too."""

from collections.abc import Mapping
from typing import Any, Final

import yaml
from frontmatter.default_handlers import YAMLHandler

from .errors import ArticleError
from .visible import one_line

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
        _refuse_references(written)
        fields = yaml.load(written, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # YAML's own dates and numbers raise what Python does
        said = one_line(str(error), _SHOWN)
        raise ArticleError(f"expected YAML front matter, got {said}: mend it or remove it") from error
    return fields if isinstance(fields, dict) else {}


def _refuse_references(written: str) -> None:
    """Refuse what makes a small text a large or a strange value: aliases, tags, deep trees."""
    depth = 0
    for event in yaml.parse(written, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise ArticleError("expected front matter of plain values, got a YAML alias (*name): write the value out")
        if getattr(event, "tag", None):
            raise ArticleError("expected front matter of plain values, got a YAML tag (!name): remove it")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise ArticleError(f"expected front matter at most {DEEPEST} levels deep, got more: remove what is deeper")
