"""What became of one person told of without a numeral, by the words of a language's `outcomes.toml`.

Without a parser, a person is taken for the one to whom it happened only where a verb says so that no doer can have, or
words stand before the person that no doer follows: "un policier a été tué", "a tué un policier", "mort d'un policier".
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from .folding import fold
from .lexicon import WORD, Phrases, find_table, number_table
from .patterns import patterns

# Casualties are the dead and the hurt together.
_HARMED: Final = ("killed", "wounded", "casualties")
_GAP: Final = "…"
_ASIDE: Final = r"(?:\s*\([^()]{1,40}\)|,[^,]{1,60},)?"  # "un homme, âgé de 34 ans, est mort"
_ANY: Final = r"[^\s,()]+"


@dataclass(frozen=True)
class Outcomes:
    """The patterns of one measure, matched at the end of what stands before a person, and behind it.

    Attributes:
        before: A verb, or "death of", before the person.
        behind: A verb behind.
        around: A verb in two parts, the person between.
        doubtful: A verb that may be active as well, before the person.
        passive: What stands behind the person if it is not.
        governed: Right before the person, what a verb behind does not tell of: "by a".
        joined: Behind the person, another.
        among: Before the person, if that is one of those who are counted: "three hurt, among them a girl".
        negated: Verbs with a negation that deny nothing: "nie żyje".
    """

    before: tuple[re.Pattern[str], ...]
    behind: tuple[re.Pattern[str], ...]
    around: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    doubtful: re.Pattern[str]
    passive: re.Pattern[str]
    governed: re.Pattern[str]
    joined: re.Pattern[str]
    among: re.Pattern[str]
    negated: re.Pattern[str]

    def tell_of(self, before: str, behind: str) -> bool:
        """Test whether the words on either side of a person, folded, say that it became of that person alone."""
        if any(verb.match(behind) for verb in self.behind) and not self.governed.search(before):
            return True
        if self.joined.match(behind):
            return False
        if any(words.search(before) for words in (*self.before, self.among)):
            return True
        if self.doubtful.search(before) and self.passive.match(behind):
            return True
        return any(first.search(before) and last.match(behind) for first, last in self.around)


@cache
def outcomes_of(language: str, measure: str) -> Outcomes | None:
    """Compile the patterns of a measure; None if the language has no words for it."""
    words = find_table(language, "outcomes")
    measures = _HARMED if measure == "casualties" else (measure,)
    listed = [words[each] for each in measures if each in words]
    return _compile(language, words, listed) if listed else None


def _compile(language: str, words: Mapping[str, Any], listed: Sequence[Mapping[str, Any]]) -> Outcomes:
    stops, prepositions = _pattern(words["stops"]), _pattern(words["prepositions"])
    articles = _pattern(number_table(language)["ones"]["articles"])
    word = rf"(?!{stops}){_ANY}"
    some, inner = rf"{_ASIDE}(?:\s+{word}){{0,8}}?\s+", rf"(?:\s+{word}){{0,10}}?\s+"
    plain = rf"(?:(?!{prepositions}){word}\s+){{0,2}}?$"
    verbs = [verb for each in listed for verb in each["subject"]]
    whole = [verb for verb in verbs if _GAP not in verb]
    parted = [tuple(part.strip() for part in verb.split(_GAP)) for verb in verbs if _GAP in verb]
    pairs = [(_pattern([first]), _pattern([last])) for first, last in parted]
    whole += [f"{first} {last}" for first, last in parted]
    number = rf"(?<!{WORD})(?:{patterns(language).atom.pattern})"
    negations = re.compile(_pattern(number_table(language)["negations"]["words"]))
    return Outcomes(
        before=(re.compile(rf"{_pattern(whole)}\s+{plain}"), re.compile(rf"{_gather(listed, 'object')}\s*{plain}")),
        behind=(
            re.compile(some + _pattern(whole)),
            *(re.compile(some + first + inner + last) for first, last in pairs),
            re.compile(rf"\s+{_gather(listed, 'adjacent')}"),
        ),
        around=tuple(
            (re.compile(rf"{first}\s+(?:{word}\s+){{0,4}}?{plain}"), re.compile(inner + last)) for first, last in pairs
        ),
        doubtful=re.compile(rf"{_gather(listed, 'doubtful')}\s+$"),
        passive=_find_passive(words),
        governed=re.compile(rf"{prepositions}\s*(?:{articles}\s+)?(?:{_ANY}\s+)?$"),
        joined=re.compile(rf"(?:\s+{word}){{0,3}}?,?\s+{_find_joins(language, words)}"),
        among=re.compile(rf"{number}.*\s{_pattern(words['among'])}\s+{plain}"),
        negated=re.compile(_pattern(verb for verb in whole if negations.search(fold(verb)))),
    )


def _pattern(phrases: Iterable[str]) -> str:
    return Phrases((phrase, True) for phrase in phrases).pattern


def _gather(listed: Iterable[Mapping[str, Any]], key: str) -> str:
    return _pattern(phrase for each in listed for phrase in each.get(key, ()))


def _find_passive(words: Mapping[str, Any]) -> re.Pattern[str]:
    """Compile what stands behind the subject of a passive: no word in the form of an object, then a closing word."""
    endings = "|".join(map(fold, words.get("objects", ()))) or "(?!)"
    described = rf"(?:\s+(?!{WORD}*(?:{endings})(?!{WORD})){_ANY}){{0,2}}?"
    return re.compile(rf"{described}(?:\s+{_pattern(words.get('closers', ()))}|\s*$|\s*,)")


def _find_joins(language: str, words: Mapping[str, Any]) -> str:
    """Return a pattern of what joins another person; behind a verb of an outcome another clause begins."""
    verbs = _pattern(_list_verbs(words))
    joins = rf"{_pattern(words['joins'])}\s+(?!(?:{_ANY}\s+)?{verbs})"
    letters = [fold(letter) for letter in number_table(language)["joins"].get("glued", ()) if len(letter) == 1]
    if not letters:
        return joins
    return rf"(?:{joins}|(?!{verbs}|{_pattern(words.get('closers', ()))})(?:{'|'.join(letters)}){WORD}{{2,}})"


def _list_verbs(words: Mapping[str, Any]) -> Iterator[str]:
    for each in words.values():
        if isinstance(each, dict):
            listed = (*each["subject"], *each["object"], *each.get("doubtful", ()))
            yield from (verb.split(_GAP)[0].strip() for verb in listed)
