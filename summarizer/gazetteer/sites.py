"""Likeness of sites by their words: "Mill Park" and "Mill Playground" are alike, two streets of other names are not."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from typing import Final, NamedTuple

from ..language.lexicon import word_set
from .keys import SITES, Level, strip_kind

_CACHED: Final = 100_000
ALIKE: Final = 0.5  # the share of the rarer name's words from which on two sites are one


class Site(NamedTuple):
    """A site's class (streets, grounds, buildings, None where its words do not say), and the words that tell it."""

    kind: Level | None
    words: frozenset[str]


@lru_cache(_CACHED)
def describe_site(site: str) -> Site:
    """Take a site's folded name apart."""
    kind = next((kind for kind in SITES if strip_kind(site, kind) != site or site in word_set("addresses", kind)), None)
    if site in word_set("addresses", kind or "streets"):
        return Site(kind, frozenset())
    words = frozenset(strip_kind(site, kind).split()) if kind else frozenset(site.split())
    words -= word_set("addresses", "common_site_words")
    return Site(kind, words - _kind_words() or words)


def site_noun(site: str) -> str | None:
    """Return the noun for a building or a ground in a site's folded name: "market"; None for others."""
    *_, last = site.split() or [""]
    return next((last for kind in ("buildings", "grounds") if last in word_set("addresses", kind)), None)


@lru_cache(1)
def _kind_words() -> frozenset[str]:
    """Return the single words of kinds: "night" and "club" of a night club."""
    return frozenset(word for kind in SITES for phrase in word_set("addresses", kind) for word in phrase.split())


def site_likeness(ours: Iterable[str], theirs: Iterable[str], towns: str = "") -> float | None:
    """The likeness of two places' sites, of their best pair, from 0 to 1; None where they cannot be compared.

    A street and a building cannot: the building stands on some street. Nor can sites without a name of their own; the
    words of `towns`, their towns' names, are none.
    """
    shared = frozenset(towns.split())
    pairs = product(ours, theirs)
    return max((likeness for one, other in pairs for likeness in _compare(one, other, shared)), default=None)


def _compare(one: str, other: str, towns: frozenset[str]) -> Iterator[float]:
    """Yield the share of words that two sites have in common, if it says anything."""
    a, b = describe_site(one), describe_site(other)
    if one == other and a.words:
        yield 1.0
    elif (ours := a.words - towns) and (theirs := b.words - towns):
        likeness = len(ours & theirs) / min(len(ours), len(theirs))
        if likeness or a.kind == b.kind or "streets" not in (a.kind, b.kind):
            yield likeness
