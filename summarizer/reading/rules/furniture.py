"""Furniture of a page between an article's sentences: titles of films beside it, and links to other articles."""

import re
from functools import cache

from ...language.lexicon import table


def is_furniture(sentence: str) -> bool:
    """Test whether a sentence is none of the article's own: "1:36 Dogs show skills", "RELATED: Two killed"."""
    return any(pattern.match(sentence) for pattern in (_film_title(), _link()))


@cache
def _link() -> re.Pattern[str]:
    """A link to another article: "RELATED: Two killed in Sunday's shooting"."""
    return re.compile(rf"\W*(?:{'|'.join(table('sentences')['links'])})\s?[:|»>–—-]\s", re.IGNORECASE)


@cache
def _film_title() -> re.Pattern[str]:
    patterns: list[str] = table("sentences")["film_titles"]
    return re.compile("|".join(patterns))
