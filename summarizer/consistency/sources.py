"""Independence of sources: copies are not corroboration."""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import count
from typing import NamedTuple

from ..language.lexicon import word_set
from ..language.places import find_nations
from ..records.events import ReportedFigure

_RUN = 5  # words
# In the seeds independent reports of one event share up to four five-word runs, a twenty-fifth of the shorter one's,
# and a copy with another lead 98 of a hundred. A shared passage of fewer runs than this (sixteen words, three times
# what independent reports share) tells only where it is most of both texts: a headline that stands alone would
# else make copies of all the reports that use its words.
_PASSAGE = 12


def copies(texts: Mapping[str, str]) -> dict[str, str]:
    """For each article that repeats another's text, the article it stands for (the first of its kind, by id).

    Texts that share more than half of the shorter one's five-word runs were copied. The shortest come
    first, and each is compared with the originals alone, those that repeat none before them: a wire
    text is found in the long report that prints it, two wire texts are not made one by a report that
    prints both, and a thousand prints of one text are compared with one. Which texts are together
    follows from the texts, not from their ids or their order.
    """
    if len(texts) < 2:
        return {}
    runs = _runs(texts)
    originals = _Originals(runs.values())
    kinds: dict[str, list[str]] = {}
    for name in sorted(texts, key=lambda name: (len(runs[name]), texts[name], name)):
        kinds.setdefault(originals.of(name, frozenset(runs[name])), []).append(name)
    return {name: first for first, *others in map(sorted, kinds.values()) for name in others}


def merge_copies(copied: Mapping[str, str], declared: Mapping[str, str], articles: Iterable[str]) -> dict[str, str]:
    """Merge the copies that were seen with those that reports declare: for each, the first article of its kind, by id.

    Two that repeat one text are of a kind, whether that is among the articles or not.
    """
    leads: dict[str, str] = {}

    def lead(name: str) -> str:
        while (next_ := leads.get(name, name)) != name:
            name = next_
        return name

    for copy, of in (*copied.items(), *declared.items()):
        first, other = sorted((lead(copy), lead(of)))
        leads[other] = first
    kinds: dict[str, list[str]] = {}
    for name in articles:
        kinds.setdefault(lead(name), []).append(name)
    return {name: first for first, *others in map(sorted, kinds.values()) for name in others}


def _runs(texts: Mapping[str, str]) -> "dict[str, array[int]]":
    """The five-word runs of each text, each once and by a number of its own."""
    numbers: defaultdict[tuple[str, ...], int] = defaultdict(count().__next__)
    found: dict[str, array[int]] = {}
    for name, text in texts.items():
        words = re.findall(r"\w+", text.casefold())
        runs = zip(*(words[at:] for at in range(_RUN)), strict=False)
        found[name] = array("L", {numbers[run] for run in runs})
    return found


class _Originals:
    """The texts that repeat none before them, found again by their runs; texts come shortest first.

    A text that has more than half of an original's n runs has at least one of any n - n // 2 of them: an original
    is indexed by the rarest, so that a phrase in every text leads to none.
    """

    def __init__(self, texts: "Iterable[array[int]]") -> None:
        self._frequency = Counter(run for runs in texts for run in runs)
        self._texts: list[tuple[str, frozenset[int]]] = []
        self._having: defaultdict[int, list[int]] = defaultdict(list)

    def of(self, name: str, runs: frozenset[int]) -> str:
        """The first original that the text repeats; itself, from now on one of them, if there is none."""
        for place in sorted({place for run in runs & self._having.keys() for place in self._having[run]}):
            original, theirs = self._texts[place]
            if _repeats(runs, theirs):
                return original
        for run in sorted(runs, key=self._frequency.__getitem__)[: len(runs) - len(runs) // 2]:
            self._having[run].append(len(self._texts))
        self._texts.append((name, runs))
        return name


def _repeats(runs: frozenset[int], original: frozenset[int]) -> bool:
    shared = len(runs & original)
    return 2 * shared > len(original) and (shared >= _PASSAGE or 2 * shared > len(runs))


_MANY = 64  # voices that are each held against each other: two thousand pairs, some milliseconds


class _Voice(NamedTuple):
    """Who states a figure, and where: an attribution in an article, or the article's own voice and its outlet."""

    attributed_to: str
    article: str
    source: str


def _voice(figure: ReportedFigure, copied: Mapping[str, str]) -> _Voice:
    article = figure.article or ""
    said_by = figure.attributed_to or ""
    return _Voice(said_by, copied.get(article, article), "" if said_by else figure.source or "")


def same_source(a: ReportedFigure, b: ReportedFigure, copied: Mapping[str, str]) -> bool:
    """Whether two figures rest on one source: one article or its copy in its own voice, or one attribution."""
    return _same(_voice(a, copied), _voice(b, copied))


def _same(a: _Voice, b: _Voice) -> bool:
    if a.attributed_to and b.attributed_to:
        return same_attribution(a.attributed_to, b.attributed_to)
    return a.article == b.article or bool(a.source and a.source == b.source)


def independent_sources(figures: Iterable[ReportedFigure], copied: Mapping[str, str]) -> int:
    """How many sources, none of them a copy of another, the figures rest on.

    Every two that are counted are two. That two may be one is not passed on: "the ministry" may be Russia's or
    Ukraine's, which are still two. So those that may be one with the fewest others are counted
    first, which makes the count the same in any order, and at least two wherever any two differ. Of very many, those
    that are one with one are one: a count that is rather too low.
    """
    voices = {_voice(figure, copied) for figure in figures}
    if len(voices) < 2:
        return len(voices)
    if len(voices) > _MANY:
        return _distinct(voices)
    kin = {voice: sum(_same(voice, other) for other in voices) for voice in voices}
    counted: list[_Voice] = []
    for voice in sorted(voices, key=lambda voice: (kin[voice], voice)):
        if not any(_same(voice, other) for other in counted):
            counted.append(voice)
    return len(counted)


def _distinct(voices: Iterable[_Voice]) -> int:
    """How many groups the voices fall into, each of those that share an article, an outlet or a name."""
    leads: dict[object, object] = {}

    def lead(of: object) -> object:
        while (above := leads.setdefault(of, of)) != of:
            leads[of] = of = leads[above]
        return of

    for voice in voices:
        for mark in _marks(voice):
            leads[lead(mark)] = lead(voice)
    return sum(isinstance(one, _Voice) and lead(one) == one for one in leads)


def _marks(voice: _Voice) -> Iterator[tuple[str, object]]:
    if voice.attributed_to:
        names, words = _named(voice.attributed_to)
        yield from (("name", name) for name in names)
        if not names:
            yield "words", words
    else:
        yield "article", voice.article
        if voice.source:
            yield "outlet", voice.source


def same_attribution(a: str, b: str) -> bool:
    """Whether two attributions name one: a name they share, or one that says no more than the other.

    "governor Aleksandr Bogomaz" is "Governor Alexander Bogomaz"; "Russia's defence ministry" is "the
    defence ministry" and is not "Ukraine's defence ministry".
    """
    if a == b:
        return True
    our_names, ours = _named(a)
    their_names, theirs = _named(b)
    if our_names and their_names:
        return not our_names.isdisjoint(their_names)
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


@cache
def _named(attribution: str) -> tuple[frozenset[str], frozenset[str]]:
    """What a person or body is called (capitalised words that are no office and no nation), and all words that tell.

    "Kenyan" in "Kenyan army" and "Kenyan police" is no name that they share; it is one word with "Kenya's".
    """
    bare, nations = re.sub(r"['’]s\b", "", attribution), frozenset[str]()
    for start, end, meant in reversed(list(find_nations(bare))):
        bare, nations = f"{bare[:start]} {bare[end:]}", nations | meant
    names = {word.casefold() for word in re.findall(r"\b[A-Z][\w-]+", bare)}
    words = frozenset(re.findall(r"[\w-]+", bare.casefold())) | nations
    return frozenset(names - word_set("attribution", "not_names")), words - word_set("attribution", "empty")
