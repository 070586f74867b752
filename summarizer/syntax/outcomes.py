"""Outcomes in a sentence: which words tell what became of those who are counted, and whom each of them is about."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise, takewhile
from typing import Final, NamedTuple

from ..language.lexicon import table, word_set
from ..language.nouns import is_person
from .measurements import find_measurements
from .noun_phrases import find_noun_phrase
from .persons import find_noun_phrases, find_persons
from .phrase_matcher import PhraseMatcher, build_matcher
from .tokenizer import Sentence

_listed = partial(word_set, "nouns")
_LONGEST: Final = 6  # words of a noun phrase behind "the"
_FAR: Final = 40  # words between a count and the words for its outcome
_BEHIND: Final = ("after", "nouns", "adjectives", "signs")
_AHEAD: Final = ("before", "tolls", "nouns", "adjectives", "signs")
_NAME: Final = re.compile(r"[A-ZÀ-ÞŁŚŽČŠ][\w'’.-]*")


class Outcome(NamedTuple):
    """Words for what became of somebody or something: `first` to `last` (exclusive), and the measures they tell.

    `behind` are those that they tell of what is counted before them ("two died"), `ahead` of what is counted behind
    them ("killing two").
    """

    first: int
    last: int
    behind: frozenset[str]
    ahead: frozenset[str]


class Head(NamedTuple):
    """A count or a person: the words `first` to `end` (exclusive) tell who or what is counted."""

    first: int
    end: int


@dataclass(frozen=True)
class Outcomes:
    """The outcomes of one sentence, by the first word of the count or person that each is about.

    Attributes:
        sure: The measures by the grammar of the sentence, as the built-in reader reads it.
        near: The measures that the nearest words tell.
        said: All that are told anywhere in the sentence.
        owned: The words that tell.
        heads: The counts and persons, in order.
    """

    sure: Mapping[int, frozenset[str]]
    near: Mapping[int, frozenset[str]]
    said: frozenset[str]
    owned: Mapping[int, tuple[Outcome, ...]]
    heads: Sequence[Head]

    def starts(self, at: int, measure: str) -> list[int]:
        """Return the word at which what became of a count or person is told by words of a measure: the nearest."""
        firsts = (outcome.first for outcome in self.owned.get(at, ()) if measure in outcome.behind | outcome.ahead)
        return sorted(firsts, key=lambda first: abs(first - at))[:1]

    def is_farther(self, at: int, measure: str, rivals: frozenset[str]) -> bool:
        """Return whether words of a rival measure stand nearer to a count or person than any of its own."""
        ours = [
            abs(outcome.first - at) for outcome in self.owned.get(at, ()) if measure in outcome.behind | outcome.ahead
        ]
        theirs = [
            abs(outcome.first - at)
            for outcome in self.owned.get(at, ())
            if measure not in outcome.behind | outcome.ahead and not rivals.isdisjoint(outcome.behind | outcome.ahead)
        ]
        return bool(theirs) and min(theirs) <= min(ours, default=0)

    def is_named(self, at: int, measure: str) -> bool:
        """Return whether nothing but the noun of a count tells a measure: "113 prisoners"."""
        head = next((head for head in self.heads if head.first == at), Head(at, at))
        owned = [outcome for outcome in self.owned.get(at, ()) if measure in outcome.behind | outcome.ahead]
        return bool(owned) and all(at < outcome.first and outcome.last == head.end for outcome in owned)

    def at(self, first: int, last: int) -> tuple[frozenset[str], frozenset[str]]:
        """Return the sure and the near measures of the heads that begin in a span of words."""
        return (
            frozenset[str]().union(*(names for at, names in self.sure.items() if first <= at < last)),
            frozenset[str]().union(*(names for at, names in self.near.items() if first <= at < last)),
        )


def find_outcomes(sentence: Sentence, given: Head | None = None) -> Outcomes:
    """Find what the words of a sentence tell of each of its counts, and of each person in it.

    `given` is somebody who is known to be counted, such as a person by a surname alone.
    """
    sure: dict[int, frozenset[str]] = {}
    for measurement in (*find_measurements(sentence), *find_persons(sentence)):
        sure[measurement.at] = sure.get(measurement.at, frozenset()) | {measurement.measure}
    heads = find_heads(sentence, given)
    outcomes = list(_find_phrases(sentence.lowers))
    near: dict[int, frozenset[str]] = {}
    owned: dict[int, tuple[Outcome, ...]] = {}
    for outcome in outcomes:
        for head, names in _find_owners(sentence, outcome, heads):
            near[head.first] = near.get(head.first, frozenset()) | names
            owned[head.first] = (*owned.get(head.first, ()), outcome)
    for here, there in _share(sentence.lowers, heads, near):
        near[here.first], owned[here.first] = near[there.first], owned[there.first]
    said = frozenset[str]().union(*(outcome.behind | outcome.ahead for outcome in outcomes))
    return Outcomes(sure, near, said, owned, heads)


def find_heads(sentence: Sentence, given: Head | None = None) -> list[Head]:
    """Find who and what is counted in a sentence, in order: numbers with their nouns, one person, people by name."""
    heads = find_counted_heads(sentence)
    heads += [Head(first, noun + 1) for first, _, noun in find_noun_phrases(sentence)]
    heads += _find_known(sentence)
    heads += _find_names(sentence)
    if given:
        heads = [head for head in heads if head.end <= given.first or given.end <= head.first] + [given]
    heads.sort(key=lambda head: (head.first, -head.end))
    apart: list[Head] = []
    for head in heads:
        if not apart or head.first >= apart[-1].end:
            apart.append(head)
    return apart


def find_counted_heads(sentence: Sentence) -> list[Head]:
    """Find what is counted by numerals in a sentence: numbers with their nouns."""
    return [
        Head(at, max(at + 1, find_noun_phrase(sentence.words, sentence.lowers, at).end))
        for at, word in enumerate(sentence.words)
        if word.counts
    ]


def _find_known(sentence: Sentence) -> Iterator[Head]:
    """Find one person who is known already: "the boy", "his wife", "the boy's mother"; pronouns for one."""
    for first, word in enumerate(sentence.words):
        if word.lower in word_set("persons", "pronouns"):
            yield Head(first, first + 1)
        elif word.lower in word_set("persons", "known"):
            following = enumerate(sentence.words[first + 1 : first + 1 + _LONGEST], start=first + 1)
            phrase = takewhile(lambda item: item[1].text[0].isalnum() and item[1].lower not in _stops(), following)
            nouns = [at for at, inner in phrase if is_person(inner.lower)]
            if nouns:
                yield Head(first, nouns[-1] + 1)


def _find_names(sentence: Sentence) -> Iterator[Head]:
    """Find names of two words or more."""
    first = None
    for at, word in enumerate((*sentence.words, None)):
        if word is not None and word.number is None and _NAME.fullmatch(word.text) and word.lower not in _stops():
            first = at if first is None else first
            continue
        if first is not None and at - first > 1:
            yield Head(first, at)
        first = None


@cache
def _stops() -> frozenset[str]:
    return _listed("stops") | word_set("function_words", "determiners")


@cache
def _phrases() -> PhraseMatcher:
    """Build the matcher of every phrase for an outcome: `measure>` stands ahead of a count, `<measure` behind it."""
    lists = (*table("measures").items(), *table("outcomes").items())
    idle = ((phrase, "") for phrase in table("counts")["idioms"]["words"])
    return build_matcher((*idle, *_cues_of(lists)))


def _cues_of(lists: Iterable[tuple[str, Mapping[str, list[str]]]]) -> Iterator[tuple[str, str]]:
    return (
        (phrase, way.format(measure))
        for measure, phrases in lists
        for kinds, way in ((_BEHIND, "<{}"), (_AHEAD, "{}>"))
        for kind in kinds
        for phrase in phrases.get(kind, ())
    )


def _find_phrases(lowers: list[str]) -> Iterator[Outcome]:
    """Find the phrases for outcomes, the longest at each word, none inside another."""
    place = 0
    while place < len(lowers):
        phrase = _phrases().match(lowers, place)
        if phrase is None:
            place += 1
            continue
        length, names = phrase
        behind = frozenset(name[1:] for name in names if name.startswith("<"))
        ahead = frozenset(name[:-1] for name in names if name.endswith(">"))
        yield Outcome(place, place + length, behind, ahead)
        place += length


def _find_owners(sentence: Sentence, outcome: Outcome, heads: Sequence[Head]) -> Iterator[tuple[Head, frozenset[str]]]:
    """Find the nearest count or person that an outcome can be about, with the measures that it tells of that."""
    inside = [head for head in heads if head.first <= outcome.first and outcome.last <= head.end]
    if inside:
        yield inside[0], outcome.behind | outcome.ahead
        return
    across = next((head for head in heads if head.first < outcome.first < head.end < outcome.last), None)
    if across and outcome.behind:
        yield across, outcome.behind  # "4,000 customers without power"
        return
    before = next((head for head in reversed(heads) if head.end <= outcome.first), None) if outcome.behind else None
    after = next((head for head in heads if head.first >= outcome.last), None) if outcome.ahead else None
    if before and _parted(sentence.lowers[before.end : outcome.first]):
        before = None
    if after and _parted(sentence.lowers[outcome.last : after.first]):
        after = None
    if before and after:
        # A verb right before a count has it as its object, unless a form of "be" makes it passive.
        passive = bool(set(sentence.lowers[before.end : outcome.first]) & _listed("auxiliaries"))
        of_those = sentence.lowers[outcome.last] in _listed("of") and after.first - outcome.last <= 3
        direct = (after.first - outcome.last <= 1 or of_those) and not passive
        before, after = (None, after) if direct else (before, None)
    if before:
        yield before, outcome.behind
    if after:
        yield after, outcome.ahead


def _parted(words: list[str]) -> bool:
    """Return whether words between an outcome and a count keep the one from the other."""
    return len(words) > _FAR or ";" in words or any(word in _listed("breaks") for word in words)


def _share(lowers: list[str], heads: Sequence[Head], near: Mapping[int, frozenset[str]]) -> Iterator[tuple[Head, Head]]:
    """Yield counts and persons without an outcome, each with the one it is joined to: "three women and a man died"."""
    for here, there in reversed(list(pairwise(heads))):
        if here.first not in near and there.first in near and _joined(lowers[here.end : there.first]):
            yield here, there
    for there, here in pairwise(heads):
        if here.first not in near and there.first in near and _joined(lowers[there.end : here.first]):
            yield here, there


def _joined(words: list[str]) -> bool:
    return 0 < len(words) <= 6 and (set(words) <= _listed("joints") or "including" in words)
