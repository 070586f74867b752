"""Phrase matcher: finds the phrases of a word list in a sentence."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from ..language.lexicon import table

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class PhraseMatcher:
    """Phrases that stand for names, by their first word, the longest first."""

    by_first: Mapping[str, tuple[tuple[Phrase, tuple[str, ...]], ...]]

    def match(self, words: list[str], place: int) -> tuple[int, tuple[str, ...]] | None:
        """Match the longest phrase that starts at a word: how many words it has, and what it stands for."""
        for phrase, names in self.by_first.get(words[place], ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                return len(phrase), names
        return None


def build_matcher(pairs: Iterable[tuple[str, str]]) -> PhraseMatcher:
    """Build a matcher from pairs of a phrase and the name that it stands for."""
    names: dict[Phrase, list[str]] = defaultdict(list)
    for phrase, name in pairs:
        key = tuple(phrase.split())
        if name not in names[key]:
            names[key].append(name)
    by_first: dict[str, list[tuple[Phrase, tuple[str, ...]]]] = defaultdict(list)
    for words, meanings in sorted(names.items(), key=lambda item: -len(item[0])):
        by_first[words[0]].append((words, tuple(meanings)))
    return PhraseMatcher({first: tuple(longest) for first, longest in by_first.items()})


@cache
def cue_phrases(kind: str) -> PhraseMatcher:
    """Build the matcher of one kind of cue ("after", "before", "nouns", "tolls"); a phrase stands for measures."""
    measures = table("measures").items()
    return build_matcher((phrase, measure) for measure, lists in measures for phrase in lists.get(kind, ()))
