"""Independence of sources: copies are not corroboration."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from ..records import ReportedFigure

# Texts that share more than half of the shorter one's five-word runs were copied: independent reports
# of one event in the seeds share under a tenth.
_COPY = 0.5
_RUN = 5


def copies(texts: Mapping[str, str]) -> dict[str, str]:
    """For each article that repeats another's text, the article it stands for (the first of its kind, by id)."""
    shingles = {name: _shingles(text) for name, text in texts.items()}
    first: dict[str, str] = {}
    for name in sorted(shingles):
        for other in sorted(shingles):
            if other >= name:
                break
            if _overlap(shingles[name], shingles[other]) > _COPY:
                first[name] = first.get(other, other)
                break
    return first


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return frozenset(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


def _overlap(a: frozenset[object], b: frozenset[object]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def same_source(a: ReportedFigure, b: ReportedFigure, copied: Mapping[str, str]) -> bool:
    """Whether two figures rest on one source: one article or its copy in its own voice, or one attribution."""
    if a.attributed_to and b.attributed_to:
        return same_attribution(a.attributed_to, b.attributed_to)
    if bool(a.attributed_to) != bool(b.attributed_to):
        return _article(a, copied) == _article(b, copied)
    return _article(a, copied) == _article(b, copied) or (a.source is not None and a.source == b.source)


def _article(figure: ReportedFigure, copied: Mapping[str, str]) -> str | None:
    return copied.get(figure.article or "", figure.article)


@cache
def same_attribution(a: str, b: str) -> bool:
    """Whether two attributions name one: a name they share, or one that says no more than the other.

    "governor Aleksandr Bogomaz" is "Governor Alexander Bogomaz"; "Russia's defence ministry" is "the
    defence ministry" and is not "Ukraine's defence ministry".
    """
    names = _names(a) & _names(b)
    if names:
        return True
    ours, theirs = _words(a), _words(b)
    if not ours or not theirs:
        return False
    if _names(a) and _names(b):
        return False
    return ours <= theirs or theirs <= ours


def _words(attribution: str) -> frozenset[str]:
    folded = re.sub(r"['’]s\b", "", attribution.casefold())
    return frozenset(re.findall(r"[\w-]+", folded)) - _words_of("empty")


def _names(attribution: str) -> frozenset[str]:
    """Capitalised words that are no office: what a person or body is called."""
    found = re.findall(r"\b[A-Z][\w-]+", re.sub(r"['’]s\b", "", attribution))
    return frozenset(word.casefold() for word in found) - _words_of("offices")


@cache
def _words_of(name: str) -> frozenset[str]:
    table = tomllib.loads(resources.files(__package__).joinpath("sources.toml").read_text(encoding="utf-8"))
    return frozenset(table[name])


def independent_sources(figures: Iterable[ReportedFigure], copied: Mapping[str, str]) -> int:
    """How many sources, none of them a copy of another, the figures rest on."""
    distinct: list[ReportedFigure] = []
    for figure in figures:
        if not any(same_source(figure, other, copied) for other in distinct):
            distinct.append(figure)
    return len(distinct)
