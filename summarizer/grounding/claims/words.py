"""Words of a phrase, by which two phrases are compared."""

import re

from ...language.lexicon import word_set
from ...language.nouns import singular


def split_words(text: str) -> list[str]:
    """Split a text into its words in lower case, without the ending of a possessive."""
    folded = re.sub(r"'s\b", "", text.casefold().replace("’", "'"))
    return re.findall(r"[^\W_]+(?:['-][^\W_]+)*", folded)


def content_words(text: str) -> frozenset[str]:
    """Return the words of a text that name something, as singulars."""
    return frozenset(map(singular, split_words(text))) - word_set("function_words", "nothing")


def speaker_words(text: str) -> frozenset[str]:
    """Return the words of a text that can name a speaker, as singulars."""
    return frozenset(map(singular, split_words(text))) - word_set("attribution", "empty")
