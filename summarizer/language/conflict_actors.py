"""Conflict actors: the sides of wars, one key for each, whatever a text calls it."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final, Literal, NamedTuple

from .lexicon import word_set
from .names import find_country_name, fold
from .places import countries, country_words

_CACHED: Final = 200_000  # names: a corpus of a million reports holds about a tenth as many
_ACRONYM: Final = 4  # capitals: what is as short may be a word as well ("IS")
_BREAKS: Final = frozenset(",;/&+|")
_ARTICLES: Final = frozenset(("al", "el", "the"))


class Sides(NamedTuple):
    """Whom an actor's name means.

    `sure` are keys of sides: field-standard names, for a state's forces that of the country. `possible` is the key of a
    country that is hit, which may mean its army or its people. `rest` are the folded words of those who are no side.
    """

    sure: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()


class _Name(NamedTuple):
    """A name in a text: the keys that it may stand for, and whether as a side, or as words for a country."""

    keys: tuple[str, ...]
    kind: Literal["side", "country", "adjective", "seat"]


class _Item(NamedTuple):
    """A name with its folded words, or a word that is none."""

    words: tuple[str, ...]
    name: _Name | None


@lru_cache(_CACHED)
def find_sides(name: str, country: str | None = None, *, is_target: bool = False) -> Sides:
    """Find the sides that an actor's name means.

    Args:
        name: As a text, or a coded dataset, has it; it may list several actors.
        country: Where the event is: of several sides of one name those that fight there are meant.
        is_target: Whether the actor is the aim. A country that strikes is its army, one that is hit need not be.
    """
    land = find_country_name(country) if country else None
    read = [_resolve(actor, land, is_target=is_target) for actor in _split(_scan(name))]
    return Sides(*(tuple(dict.fromkeys(key for sides in read for key in sides[part])) for part in range(3)))


def _scan(name: str) -> Iterator[_Item]:
    """Read a name from left to right: at each word the longest name of a side or a country that begins there."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    tokens = re.findall(rf"[^\W_]+|[{re.escape(''.join(_BREAKS))}]", bare)  # the words of `fold`, in their own case
    folded = [token.casefold() for token in tokens]
    at = 0
    while at < len(tokens):
        for length in range(min(_longest(), len(tokens) - at), 0, -1):
            if found := _names().get(" ".join(folded[at : at + length])):
                break
        found = found or _names().get(tokens[at])
        yield _Item(tuple(folded[at : at + length]), found)
        at += length


def _split(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """Split a list of actors: "the army and the RSF"."""
    joins = _BREAKS | word_set("actors", "joins")
    actor: list[_Item] = []
    for item in items:
        if item.name is None and item.words[0] in joins:
            yield actor
            actor = []
        else:
            actor.append(item)
    yield actor


def _resolve(actor: Sequence[_Item], land: str | None, *, is_target: bool) -> Sides:
    """Resolve one actor."""
    words = tuple(word for item in actor for word in item.words)
    others = {word for item in actor if item.name is None for word in item.words}
    names = [item.name for item in actor if item.name]
    sides = [name.keys for name in names if name.kind == "side"]
    states = [name for name in names if name.kind != "side"]
    if others & word_set("actors", "opposed"):
        return Sides(rest=words)
    if sides:
        return Sides(_narrow(sides, {key for state in states for key in state.keys}, land))
    if states and not word_set("actors", "divided") & set(states[0].keys):
        return _resolve_state(states, words, others, is_target=is_target)
    return Sides((land,)) if land and not states and _is_home(others) else Sides(rest=words)


def _resolve_state(states: Sequence[_Name], words: tuple[str, ...], others: set[str], *, is_target: bool) -> Sides:
    """Resolve an actor called after a country, or its seat of government: the state, if it or an organ of it acts."""
    key = states[0].keys
    organs, offices = word_set("actors", "organs"), word_set("actors", "offices")
    if others & (organs | offices) and not others & word_set("actors", "irregular"):
        is_office = not others & organs
        return Sides(key, tuple(word for word in words if is_office and word in others - offices - _filling()))
    kinds = {state.kind for state in states}
    if others - _filling() or (is_target and kinds & {"adjective", "seat"}):
        return Sides(rest=words)
    return Sides(rest=tuple(fold(key[0]).split()), possible=key) if is_target else Sides(key)


def _is_home(words: set[str]) -> bool:
    """Test whether words mean the government of the country where the event is: "junta forces", "federal troops"."""
    home, organs, with_organ = (word_set("actors", name) for name in ("home", "organs", "home_with_organ"))
    says_so = words & home or (words & with_organ and words & organs)
    return bool(says_so) and words <= home | organs | with_organ | _filling()


@cache
def _filling() -> frozenset[str]:
    """Return the words that say nothing of an actor; the "s" is what is left of a possessive."""
    return word_set("function_words", "empty") | {"s"}


def _narrow(names: Sequence[tuple[str, ...]], beside: set[str], land: str | None) -> tuple[str, ...]:
    """Choose the sides that all names allow: those that fight in a country named beside them, or where the event is."""
    common = [key for key in names[0] if all(key in keys for keys in names)]
    if not common:
        return tuple(dict.fromkeys(key for keys in names for key in keys[:1]))
    for lands in (beside, {land}):
        if here := [key for key in common if lands & _lands(key)]:
            return tuple(here)
    return tuple(common if len(set(map(_lands, common))) == 1 else common[:1])


@cache
def _table() -> dict[str, dict[str, dict[str, Any]]]:
    """Read the table: states and sides by their keys."""
    return tomllib.loads(resources.files(__package__).joinpath("conflict_actors.toml").read_text(encoding="utf-8"))


@cache
def _lands(key: str) -> frozenset[str]:
    """Return the countries where a side fights; those of a state's forces: the state."""
    return frozenset(_table()["sides"].get(key, {}).get("lands", [key]))


@cache
def _names() -> dict[str, _Name]:
    """Return what each name means: names of sides before those of states, and these before countries' words."""
    adjectives = {word for country in countries().values() for word in country.adjectives}
    names: dict[str, _Name] = {}
    for word, country in country_words().items():
        names.setdefault(fold(word), _Name((country,), "adjective" if word in adjectives else "country"))
    keys: dict[str, dict[str, None]] = {}
    for side, entry in _table()["sides"].items():
        for word in (side, *entry.get("names", ())):
            keys.setdefault(_fold_name(word), {})[side] = None
    for country, entry in _table()["states"].items():
        names |= {_fold_name(word): _Name((country,), "country") for word in entry.get("also", ())}
        names |= {_fold_name(word): _Name((country,), "seat") for word in entry.get("seats", ())}
        for word in entry.get("names", ()):
            keys.setdefault(_fold_name(word), {})[country] = None
    return names | {word: _Name(tuple(sides), "side") for word, sides in keys.items()}


def _fold_name(name: str) -> str:
    """Fold a name, without its article; an acronym that may be a word as well stays in capitals."""
    if name.isascii() and name.isalpha() and name.isupper() and len(name) <= _ACRONYM:
        return name
    article, _, rest = (folded := fold(name)).partition(" ")
    return rest if rest and article in _ARTICLES else folded


@cache
def _longest() -> int:
    """Return the number of words of the longest name."""
    return max(len(name.split()) for name in _names())
