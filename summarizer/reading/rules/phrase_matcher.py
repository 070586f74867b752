"""Phrases that stand for names, found by their first word."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from ...language.lexicon import table

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Phrases:
    """Phrases that stand for names, found by their first word, the longest first."""

    by_first: Mapping[str, tuple[tuple[Phrase, tuple[str, ...]], ...]]

    def at(self, words: list[str], place: int) -> tuple[int, tuple[str, ...]] | None:
        """The longest phrase that starts at a place: how many words it has, and what it stands for."""
        for phrase, names in self.by_first.get(words[place], ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                return len(phrase), names
        return None


def phrases(meanings: Iterable[tuple[str, str]]) -> Phrases:
    """Phrases from (phrase, name) pairs."""
    names: dict[Phrase, list[str]] = defaultdict(list)
    for phrase, name in meanings:
        key = tuple(phrase.split())
        if name not in names[key]:
            names[key].append(name)
    found: dict[str, list[tuple[Phrase, tuple[str, ...]]]] = defaultdict(list)
    for words, meant in sorted(names.items(), key=lambda item: -len(item[0])):
        found[words[0]].append((words, tuple(meant)))
    return Phrases({first: tuple(longest) for first, longest in found.items()})


@cache
def cues(kind: str) -> Phrases:
    """The phrases of one kind ("after", "before", "nouns", "tolls") and the measures that they stand for."""
    return phrases((phrase, measure) for measure, lists in table("measures").items() for phrase in lists.get(kind, ()))
