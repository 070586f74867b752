"""Language of a text: English, another one, or uncertain."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from ..errors import UsageError
from .lexicon import table
from .visible import one_line

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH: Final = "en"
_READ: Final = 4000  # characters: a language shows in its first paragraphs
_LEAST_WORDS: Final = 8  # below, a text in Latin letters may be of any language
_ENGLISH_SHARE: Final = 0.04  # of the words; real local news has three times that at least
_SURE: Final = 0.8  # of the detector's probability
_UNLIKELY, _MANY_WORDS = 0.01, 16  # English so unlikely, in so many words, is none
# Languages that one sentence does not tell apart, and one that is written like another.
_ALIKE: Final = dict.fromkeys(("id", "ms", "jv"), ("id", "ms", "jv"))
_WRITTEN_AS: Final = {"wuu": "zh", "yue": "zh", "arz": "ar", "ary": "ar"}
_NO_LANGUAGE: Final = "zxx"
_WORD: Final = re.compile(r"[^\W\d_]+")
_SHOWN: Final = 40  # characters of a value that a message repeats
_LATIN: Final = 0x24F  # the last letter of Latin Extended-B


def detect_language(text: str) -> str | None:
    """Detect the language of a text by its words, else by py3langid, a naive Bayes model of 97 languages.

    Args:
        text: An article's text. The time does not grow with its length.

    Returns:
        A code of ISO 639-1, or of 639-3 where that has none: "en", "uk"; None where the text is short or mixed, and no
        language is sure.
    """
    words = [word.casefold() for word in _WORD.findall(text[:_READ])]
    if not words:
        return None
    foreign = sum(ord(word[0]) > _LATIN for word in words) * 2 > len(words)
    if not foreign and len(words) < _LEAST_WORDS:
        return None
    typical = frozenset(table("function_words")["typical"])
    if not foreign and sum(word in typical for word in words) >= _ENGLISH_SHARE * len(words):
        return ENGLISH
    ranked = dict(_identifier().rank(text[:_READ]))
    language = str(next(iter(ranked)))
    probability = sum(float(ranked.get(alike, 0.0)) for alike in _ALIKE.get(language, (language,)))
    sure = probability >= _SURE or (ranked.get(ENGLISH, 0.0) < _UNLIKELY and len(words) >= _MANY_WORDS)
    known = (sure or foreign) and language != _NO_LANGUAGE
    return _WRITTEN_AS.get(language, language) if known else None


def language_name(code: str) -> str:
    """Return the English name of a language: "Ukrainian"; the code itself where it has none here."""
    return _names().get(code, code)


def find_language(name: str) -> str | None:
    """Find a language by its code of ISO 639-1, by a tag that begins with one ("pt-BR"), or by its English name."""
    known = " ".join(name.split()).casefold()
    code = re.split(r"[-_]", known, maxsplit=1)[0]
    if code in _names():
        return code
    return next((code for code, each in _names().items() if each.casefold() == known), None)


def expect_language(name: str | None) -> str | None:
    """Find the language that a user names, None for none. Raises UsageError if there is no such language."""
    code = find_language(name) if name else None
    if name and code is None:
        raise UsageError(f"expected a language by its code, such as uk, got {one_line(name, _SHOWN)!r}")
    return code


@cache
def _names() -> dict[str, str]:
    return tomllib.loads(resources.files(__package__).joinpath("names.toml").read_text(encoding="utf-8"))


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  # it loads numpy and 5 MB of weights

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
