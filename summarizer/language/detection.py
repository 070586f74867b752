"""Language of a text: English, another one, or uncertain."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from ..errors import StoreError, UsageError
from .lexicon import table
from .visible import one_line

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH: Final = "en"
_READ: Final = 4000  # characters: a language shows in its first paragraphs
_ONLY_ENGLISH: Final = 4  # letters of a function word that no other language has, as they have "in", "a", "was"
_FEWEST_WORDS, _LEAST_WORDS = 4, 8  # below, a text in Latin letters may be of any language, or needs to be surer
_ENGLISH_SHARE: Final = 0.04  # of the words; real local news has three times that at least
_SURE: Final = 0.8  # of the detector's probability
_SURE_OF_SHORT, _ENGLISH_BESIDE = 0.9, 0.02  # of that of the languages that are read, and of the likeliest of them
_UNLIKELY, _MANY_WORDS = 0.01, 16  # English so unlikely, in so many words, is none
# Languages that one sentence does not tell apart, and one that is written like another.
_ALIKE: Final = dict.fromkeys(("id", "ms", "jv"), ("id", "ms", "jv"))
_TOLD_APART: Final = ("id", "ms")  # by the words of alike.toml
_WRITTEN_AS: Final = {"wuu": "zh", "yue": "zh", "arz": "ar", "ary": "ar", "pcm": ENGLISH}
_HIRAGANA: Final = re.compile(r"[\u3041-\u306d\u306f-\u3096]")  # but one that Chinese signs have too
_LEAST_HIRAGANA: Final = 0.04  # of the letters; no Chinese text has so many
_NO_LANGUAGE: Final = "zxx"
_WORD: Final = re.compile(r"[^\W\d_]+")
_SHOWN: Final = 40  # characters of a value that a message repeats
_LATIN: Final = 0x24F  # the last letter of Latin Extended-B


def detect_language(text: str, *, headline: bool = True) -> str | None:
    """Detect the language of a text by its words, else by py3langid, a naive Bayes model of 97 languages.

    Args:
        text: An article's text. The time does not grow with its length.
        headline: Whether four to seven words may do.

    Returns:
        A code of ISO 639-1, or of 639-3 where that has none: "en", "uk"; None where the text is short or mixed, and no
        language is sure.

    Raises StoreError if there is no room to unpack the model in the folder for temporary files.
    """
    words = [word.casefold() for word in _WORD.findall(text[:_READ])]
    if not words:
        return None
    foreign = sum(ord(word[0]) > _LATIN for word in words) * 2 > len(words)
    short = not foreign and len(words) < _LEAST_WORDS
    if short and (not headline or len(words) < _FEWEST_WORDS):
        return None
    typical = frozenset(table("function_words")["typical"])
    found = [word for word in words if word in typical]
    several = len(words) < _MANY_WORDS or len(set(found)) > 1  # Somali has "been", and no other
    if not (foreign or short) and several and len(found) >= _ENGLISH_SHARE * len(words):
        return ENGLISH
    if short and any(len(word) >= _ONLY_ENGLISH for word in found):  # "were": no need for the detector
        return None
    ranked = dict(_identifier().rank(text[:_READ]))
    language = str(next(iter(ranked)))
    probability = sum(float(ranked.get(alike, 0.0)) for alike in _ALIKE.get(language, (language,)))
    unlike = ranked.get(ENGLISH, 0.0) < _UNLIKELY
    sure = probability >= _SURE or (unlike and len(words) >= _MANY_WORDS)
    if short:
        language, sure = _detect_headline(ranked)
    if language in _TOLD_APART:
        language = max(_TOLD_APART, key=lambda each: sum(word in _own_words()[each] for word in words))
    language = _WRITTEN_AS.get(language, language)
    if language == "zh" and len(_HIRAGANA.findall(text[:_READ])) > _LEAST_HIRAGANA * sum(map(len, words)):
        language = "ja"
    known = (sure or foreign) and language != _NO_LANGUAGE
    return language if known else None


def _detect_headline(ranked: Mapping[str, Any]) -> tuple[str, bool]:
    """Return the likeliest of the languages that numbers are read in, and whether it is sure.

    Of 398 English titles and 1,184 beginnings of English sentences of four to seven words, none is taken for another's.
    """
    read = {language: float(ranked.get(language, 0.0)) for language in (*_read_languages(), *_TOLD_APART)}
    language = max(read, key=lambda each: read[each])
    share = sum(read[each] for each in _ALIKE.get(language, (language,)) if each in read) / (sum(read.values()) or 1.0)
    return language, share >= _SURE_OF_SHORT and read[ENGLISH] < _ENGLISH_BESIDE * read[language]


@cache
def _read_languages() -> tuple[str, ...]:
    folders = resources.files(__package__).iterdir()
    return (ENGLISH, *sorted(folder.name for folder in folders if folder.joinpath("numbers.toml").is_file()))


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
def _own_words() -> dict[str, frozenset[str]]:
    lists = tomllib.loads(resources.files(__package__).joinpath("alike.toml").read_text(encoding="utf-8"))
    return {language: frozenset(each["words"]) for language, each in lists.items()}


@cache
def _names() -> dict[str, str]:
    return tomllib.loads(resources.files(__package__).joinpath("names.toml").read_text(encoding="utf-8"))


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  # it loads numpy and 5 MB of weights

    try:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError as error:
        raise StoreError(
            "expected room to unpack the language detector where the system stores temporary files, "
            f"got: {error.strerror or error}: make room there, or set TMPDIR"
        ) from error
