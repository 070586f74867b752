"""Independence of sources: figures corroborate each other only if they rest on different ones."""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Set
from functools import cache
from typing import Final, NamedTuple

from ..language.lexicon import alternatives, table, word_set
from ..language.places import find_nations
from ..records.disjoint_sets import DisjointSets
from ..records.events import ReportedFigure

_ABBREVIATION: Final = re.compile(r"\b[A-Z]{3,6}\b")
_CAPITALISED: Final = re.compile(r"\b(?:(?:[A-Z]\.){2,}|[A-Z][\w-]*)")
_MANY = 64  # voices that are all compared with each other: two thousand pairs, some milliseconds


class _Voice(NamedTuple):
    """The voice of a figure: an attribution in an article, or the article's own voice and its outlet."""

    attributed_to: str
    article: str
    source: str


def _make_voice(figure: ReportedFigure, copied: Mapping[str, str]) -> _Voice:
    article = figure.article or ""
    said_by = figure.attributed_to or ""
    return _Voice(said_by, copied.get(article, article), "" if said_by else figure.source or "")


def is_same_source(a: ReportedFigure, b: ReportedFigure, copied: Mapping[str, str]) -> bool:
    """Test whether two figures rest on one source: one article or its copy in its own voice, or one attribution."""
    ours, theirs = a.attributed_to, b.attributed_to
    if ours and theirs:
        return is_same_attribution(ours, theirs)
    here, there = a.article or "", b.article or ""
    if copied.get(here, here) == copied.get(there, there):
        return True
    return not (ours or theirs) and bool(a.source) and a.source == b.source


def _is_same_voice(a: _Voice, b: _Voice) -> bool:
    if a.attributed_to and b.attributed_to:
        return is_same_attribution(a.attributed_to, b.attributed_to)
    return a.article == b.article or bool(a.source and a.source == b.source)


def count_independent_sources(figures: Iterable[ReportedFigure], copied: Mapping[str, str]) -> int:
    """Count the independent sources of figures; copies are one.

    Every two sources that are counted differ. That two may be the same is not transitive: "the ministry" may be
    Russia's or Ukraine's, which are still two. So voices that may be the same as the fewest others are counted
    first, which makes the count the same in any order, and at least two wherever any two differ. Of very many voices,
    connected ones are one source: a count that is rather too low.
    """
    voices = {_make_voice(figure, copied) for figure in figures}
    if len(voices) < 2:
        return len(voices)
    if len(voices) > _MANY:
        return _count_connected(voices)
    if _are_apart(voices):
        return len(voices)
    kin = {voice: sum(_is_same_voice(voice, other) for other in voices) for voice in voices}
    counted: list[_Voice] = []
    for voice in sorted(voices, key=lambda voice: (kin[voice], voice)):
        if not any(_is_same_voice(voice, other) for other in counted):
            counted.append(voice)
    return len(counted)


def _are_apart(voices: Set[_Voice]) -> bool:
    """Test whether all voices are articles' own, of as many articles and outlets: then no two may be the same."""
    outlets = [voice.source for voice in voices if voice.source]
    return (
        not any(voice.attributed_to for voice in voices)
        and len({voice.article for voice in voices}) == len(voices)
        and len(set(outlets)) == len(outlets)
    )


def _count_connected(voices: Iterable[_Voice]) -> int:
    """Count the connected components of voices that share an article, an outlet or a name."""
    components: DisjointSets[Hashable] = DisjointSets()
    for voice in voices:
        for key in _voice_keys(voice):
            components.union(voice, key)
    return len({components.find(voice) for voice in voices})


def _voice_keys(voice: _Voice) -> Iterator[tuple[str, object]]:
    if voice.attributed_to:
        names, words = _parse_attribution(voice.attributed_to)
        yield from (("name", name) for name in names)
        if not names:
            yield "words", words
    else:
        yield "article", voice.article
        if voice.source:
            yield "outlet", voice.source


def is_same_attribution(a: str, b: str) -> bool:
    """Test whether two attributions name one source: by a shared name, or one adds no word to the other.

    An abbreviation names whom its letters begin: "the USGS" is "the U.S. Geological Survey".
    "governor Aleksandr Bogomaz" is "Governor Alexander Bogomaz"; "Russia's defence ministry" is "the
    defence ministry" and is not "Ukraine's defence ministry".
    """
    if a == b:
        return True
    a, b = _shorten(a), _shorten(b)
    if _abbreviates(a, b) or _abbreviates(b, a):
        return True
    our_names, ours = _parse_attribution(a)
    their_names, theirs = _parse_attribution(b)
    if our_names and their_names:
        return not our_names.isdisjoint(their_names)
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


@cache
def _shorten(attribution: str) -> str:
    """Write an institution that is known by several names by its abbreviation: "Israeli army" is "IDF"."""
    for pattern, short in _other_names():
        attribution = pattern.sub(short, attribution)
    return attribution


@cache
def _other_names() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"\b(?:{alternatives(names)})\b", re.IGNORECASE), short.upper())
        for short, names in table("attribution")["also"].items()
    )


def _abbreviates(short: str, long: str) -> bool:
    """Test whether a name is the initials of another's capitalised words."""
    letters = _ABBREVIATION.findall(short)
    return len(letters) == 1 and letters[0] in _find_initials(long)


@cache
def _find_initials(name: str) -> frozenset[str]:
    """Find the initials of the capitalised words of a name, all of them and those from the second on."""
    initials = "".join(word.replace(".", "") if "." in word else word[0] for word in _CAPITALISED.findall(name))
    return frozenset((initials, initials[1:]))


@cache
def _parse_attribution(attribution: str) -> tuple[frozenset[str], frozenset[str]]:
    """Parse an attribution into names (capitalised words that are no office and no nation), and all words with meaning.

    "Kenyan" in "Kenyan army" and "Kenyan police" is no name that they share; it is one word with "Kenya's".
    """
    bare, nations = re.sub(r"['’]s\b", "", attribution), frozenset[str]()
    for start, end, meant in reversed(list(find_nations(bare))):
        bare, nations = f"{bare[:start]} {bare[end:]}", nations | meant
    names = {word.casefold() for word in re.findall(r"\b[A-Z][\w-]+", bare)}
    words = frozenset(re.findall(r"[\w-]+", bare.casefold())) | nations
    return frozenset(names - word_set("attribution", "not_names")), words - word_set("attribution", "empty")
