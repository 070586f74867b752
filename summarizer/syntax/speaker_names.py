"""Names of speakers: the words for who says something, without what only tells when or to whom."""

import re
from functools import cache, partial

from ..language.dates import fill_names
from ..language.lexicon import table, word_set
from .speakers import are_speakers
from .tokenizer import Sentence

_listed = partial(word_set, "attribution")
_LONGEST = 22  # words of a name with its office; what is longer is a clause that was misread


@cache
def _time_words() -> re.Pattern[str]:
    """Words for when somebody spoke: "late on Monday evening"."""
    return re.compile(rf"\b(?:{'|'.join(fill_names(table('attribution')['times']))})\b(?!['’])")


def clean_speaker(sentence: Sentence, start: int, end: int, *, counted: bool = False) -> str | None:
    """Return the speaker in the article's words, without what leads up to it; None if no name is left.

    `counted` says that speakers may be told by their number: "two villagers".
    """
    words = list(sentence.words[start:end])
    while words and (words[0].lower in _listed("leading") or not words[0].text[0].isalnum()):
        words.pop(0)
    while words and not words[-1].text[0].isalnum():
        words.pop()
    if not words or len(words) > _LONGEST or any(word.counts for word in words[1:]):
        return None
    first = sentence.words.index(words[0])
    if words[0].counts and not (counted and are_speakers(sentence.words, sentence.lowers, first, first + len(words))):
        return None
    said = sentence.text[words[0].start - sentence.start : words[-1].end - sentence.start]
    said = " ".join(_time_words().sub("", said).split())
    for pattern in table("attribution")["information"]:
        said = re.sub(pattern, r"\g<who>", said, flags=re.IGNORECASE)
    said = re.sub(r"\s*\([^)]*$", "", _name_with_apposition(said)).strip(" ,")
    return said if any(character.isalpha() for character in said) else None


def _name_with_apposition(said: str) -> str:
    """Return the name, with its apposition if that is a name as well: "the mayor, Sergei Sobyanin"."""
    name, *asides = [part.strip() for part in said.split(",")]
    return ", ".join([name, *(aside for aside in asides[:1] if _is_name(aside))])


def _is_name(words: str) -> bool:
    parts = words.split()
    return 0 < len(parts) <= 4 and all(part[0].isupper() for part in parts)
