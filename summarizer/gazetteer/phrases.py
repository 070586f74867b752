"""Phrases of places: a text taken apart at commas, "near", "in" and "block of", from the narrowest to the widest."""

import re
from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple

from ..language.lexicon import alternatives, table, word_set
from ..language.names import find_country_name
from ..language.places import find_country
from .entries import find_entries
from .keys import DIVISIONS, SITES, find_kind, fold_name, strip_kind

_LONGEST: Final = 300  # characters: what is longer is no place
MOST_PARTS: Final = 12  # of a name
_WELL_KNOWN: Final = 100_000  # inhabitants
_LIST: Final = re.compile(r"\{(\w+)\}")  # of words, in a pattern
_COMMAS: Final = re.compile(r"\s*[,;()\[\]|،、，؛]\s*|\s+[-–—/]\s+")
_BRACKET: Final = re.compile(r"([^,()]+?)\s*\(([^()]+)\)")
_ZIP: Final = re.compile(r"\s+\d{5}(?:-\d{4})?$")
_OWNER: Final = re.compile(r"^(.+?)['’]s\s+(.+)$")


class Part(NamedTuple):
    """A name between commas: its folded words, its writing, and the level that its field or its words give it."""

    words: str
    written: str = ""
    level: str | None = None
    beside: bool = False


def clean(text: str | None) -> str:
    """Clean a text of control characters and brackets; "" for one too long to be a place."""
    if not text or len(text) > _LONGEST:
        return ""
    plain = text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)
    return " ".join(plain.split())


def split_place(text: str, level: str | None) -> list[Part]:
    """Split a text into its parts, the narrowest first, which is of the level that its field gives it."""
    if not text:
        return []
    parts: list[Part] = []
    text = ", ".join(reversed(_BRACKET.sub(_open_bracket, text).split(": ")))
    for segment in filter(None, _COMMAS.split(text)[: 2 * MOST_PARTS]):
        written = _ZIP.sub("", segment)
        owner = _OWNER.match(written)
        if owner and _is_well_known(owner[1]):
            parts += [*_expand(Part(fold_name(owner[2]), owner[2], level)), Part(fold_name(owner[1]), owner[1])]
        else:
            parts += _expand(Part(fold_name(written), written, level))
        level = None
    return [part for part in parts if part.words and not _is_nameless(part.words)]


def _is_nameless(words: str) -> bool:
    """Test whether words name no place: "unknown", "village"."""
    return any(words in word_set("addresses", name) for name in ("nowhere", "towns", "counties", "regions"))


def _open_bracket(match: re.Match[str]) -> str:
    """Say with commas what a bracket says: of Henry (county), of Paris (Texas), and of Rome (Trastevere)."""
    outer, inner = match.groups()
    words = fold_name(inner)
    if any(words in word_set("addresses", level) for level in ("counties", "regions", "towns")):
        return f"{outer} {inner}"
    if find_state(inner) or find_country_name(words) or any(entry.kind in "RN" for entry in find_entries(words)):
        return f"{outer}, {inner}"
    return f"{inner}, {outer}"


def _is_well_known(name: str) -> bool:
    return bool(find_country_name(name)) or any(entry.inhabitants >= _WELL_KNOWN for entry in find_entries(name))


def _expand(part: Part) -> list[Part]:
    """Split the words of a part that say how places lie to each other: the narrowest first."""
    words = _drop_articles(part.words)
    part = part._replace(words=words)
    if not words or _is_listed(words):
        return [part]
    for pattern, make in _phrases():
        if (match := pattern.fullmatch(words)) and (parts := make(part, match)) is not None:
            return [inner for outer in parts for inner in _expand_smaller(outer, words)]
    return _cut_state(part) or _cut_nation(part) or _cut_direction(part) or [part]


def _expand_smaller(part: Part, words: str) -> list[Part]:
    """Expand a part of a part; the words of each are fewer, so that this ends."""
    return _expand(part) if len(part.words) < len(words) else [part]


def _drop_articles(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if rest and first in word_set("addresses", "articles") else words


def _is_listed(words: str) -> bool:
    """Test whether the gazetteer has a place of just this name: Trinidad and Tobago, Newcastle upon Tyne."""
    return bool(find_entries(words)) or find_country_name(words) is not None


@cache
def _phrases() -> list[tuple[re.Pattern[str], Callable[[Part, re.Match[str]], list[Part] | None]]]:
    """Return the patterns of phrases, and what makes parts of their matches; a match may come to nothing (None)."""
    words = table("addresses")

    def fill(name: re.Match[str]) -> str:
        listed = words[name[1]]
        return listed if isinstance(listed, str) else alternatives(listed)

    makers = {
        maker.__name__.strip("_"): maker
        for maker in (_corner, _between, _block, _beside, _inside, _settlement, _division, _part, _middle, _both)
    }
    filled = ((phrase["form"], phrase["pattern"]) for phrase in words["phrases"])
    return [(re.compile(_LIST.sub(fill, pattern)), makers[form]) for form, pattern in filled]


def _corner(_part: Part, match: re.Match[str]) -> list[Part]:
    kind = f" {match['kind']}" if "kind" in match.re.groupindex else ""
    return [Part(f"{match[name]}{kind}", "", "site") for name in ("a", "b")]


def _between(part: Part, match: re.Match[str]) -> list[Part]:
    return [Part(match["b"], "", "also", beside=True), Part(match["a"], "", part.level or "town", beside=True)]


def _block(_part: Part, match: re.Match[str]) -> list[Part]:
    inner = Part(f"{match['number']} {match['to']}", "", "site")
    return [inner, Part(match["town"], match["town"])] if match["town"] else [inner]


def _beside(part: Part, match: re.Match[str]) -> list[Part]:
    before = match["from"] if "from" in match.re.groupindex else None
    wide = part._replace(words=match["to"], written="", beside=True)
    return [*([Part(before, "", part.level)] if before else []), wide]


def _inside(part: Part, match: re.Match[str]) -> list[Part]:
    wide = part._replace(words=match["to"], written="", level=None if part.level == "site" else part.level)
    return [Part(match["from"], "", None if part.level in ("town", "region") else part.level), wide]


def _settlement(part: Part, match: re.Match[str]) -> list[Part]:
    """The besieged city of Jenin; the West Bank city of Jenin, the Ukrainian town of Lyman."""
    wide, inner = match["from"], Part(match["to"], "", part.level or "town")
    country = find_country(wide.title()) if wide else None
    if country or (wide and (find_country_name(wide) or any(e.kind in "RN" for e in find_entries(wide)))):
        return [inner, Part(fold_name(country) if country else wide)]
    return [inner]


def _division(part: Part, match: re.Match[str]) -> list[Part]:
    """The southern province of Kandahar, the Russian border region of Belgorod."""
    country = find_country((match["from"] or "").split(" ", 1)[0].title())
    inner = Part(f"{match['to']} {match['kind']}", "", part.level)
    return [inner, Part(fold_name(country), country)] if country else [inner]


def _part(part: Part, match: re.Match[str]) -> list[Part] | None:
    if match["from"] in word_set("addresses", "parts_of"):
        return [part._replace(words=match["to"], written="")]
    level = "district" if find_kind(match["from"], ("counties",)) else "quarter"
    return [Part(match["from"], "", level), part._replace(words=match["to"], written="")]


def _middle(part: Part, match: re.Match[str]) -> list[Part] | None:
    if find_kind(match["to"], SITES):
        return None
    if not _is_town_first(match["to"]):
        return [part._replace(words=match["to"], written="")]
    return [Part(match["from"], "", "quarter"), part._replace(words=match["to"], written="")]


def _both(part: Part, match: re.Match[str]) -> list[Part] | None:
    """Two places, of which the first is the one that other words are read by; not the two names of one site."""
    if find_kind(part.words, ("buildings", "grounds")) and not _is_listed(match["a"]):
        return None
    kind = f" {match['kind']}" if "kind" in match.re.groupindex else ""
    return [Part(f"{match['b']}{kind}", "", "also"), part._replace(words=f"{match['a']}{kind}", written="")]


def _cut_state(part: Part) -> list[Part] | None:
    """Cut a state's abbreviation off the end of a part: "Jasper TX"."""
    words = part.written.rsplit(" ", 1)
    if len(words) == 2 and find_state(words[1]) and (words[1].isupper() or words[1].endswith(".")):
        head = Part(fold_name(words[0]), words[0], part.level)
        return [*_expand(head), Part(fold_name(words[1]), words[1])]
    return None


def _cut_nation(part: Part) -> list[Part] | None:
    """Cut the name of a power off the land that it holds or has: "Israeli-occupied West Bank", "Russian Bryansk"."""
    first, _, rest = part.words.partition(" ")
    country = find_country(first.title()) if rest else None
    held, _, land = rest.partition(" ")
    if country and land and held in word_set("addresses", "held"):
        return [part._replace(words=land, written="")]
    if country and _is_listed(rest):
        return [part._replace(words=rest, written=""), Part(fold_name(country), country)]
    return None


def _is_town_first(name: str) -> bool:
    """Test whether a name is a town's before it is a region's or a country's."""
    entries = find_entries(name)
    return bool(entries) and entries[0].kind not in "RN" and find_country_name(name) is None


def _cut_direction(part: Part) -> list[Part] | None:
    """Cut a direction off a town or a division: "northeast Harlan County"; "East Flats" and "West Side" stay."""
    match = _direction_pattern().fullmatch(part.words)
    if not match or any(_is_listed(strip_kind(part.words, level)) for level in DIVISIONS):
        return None
    known = find_entries(match["name"])
    plain = match["direction"] in word_set("addresses", "plain_directions")
    if find_kind(match["name"], DIVISIONS) or any(e.inhabitants >= (_WELL_KNOWN if plain else 0) for e in known):
        whole = part._replace(words=match["name"], written="")
        is_town = not find_kind(match["name"], DIVISIONS) and _is_town_first(match["name"])
        return [Part(match["direction"], "", "quarter"), whole] if is_town else [whole]
    return None


@cache
def _direction_pattern() -> re.Pattern[str]:
    directions = alternatives(table("addresses")["directions"])
    return re.compile(rf"(?P<direction>(?:{directions})(?: (?:{directions}))*) (?P<name>.+)")


@cache
def _abbreviations() -> dict[str, tuple[str, str]]:
    return {
        short.rstrip("."): (country, state)
        for country, states in table("addresses")["abbreviations"].items()
        for state, shorts in states.items()
        for short in shorts
    }


def find_state(written: str) -> tuple[str, str] | None:
    """Return the country and the state of an abbreviation as it is written: "TX", "Ala.", "W.Va."."""
    return _abbreviations().get(written.replace(" ", "").rstrip("."))


def is_site(words: str) -> bool:
    """Test whether a name is a site's by its kind or its house number."""
    head, of, _ = words.partition(f" {table('addresses')['of']} ")
    is_part = bool(of) and (head in _site_words() or find_kind(head, SITES))  # "the parking lot of a shop"
    return bool(find_kind(words, SITES) or is_part) or words in _site_words() or _is_numbered(words)


def _is_numbered(words: str) -> bool:
    """Test whether a name is a house number's or a road's: "12 Elm", "I-95", "exit 4"."""
    kind, _, number = words.rpartition(" ")
    return words[0].isdigit() or (number.isdigit() and kind in word_set("addresses", "numbered_roads"))


def is_site_kind(words: str) -> bool:
    """Test whether words are a kind of site, which is a site without a name: "market"."""
    return words in _site_words()


@cache
def _site_words() -> frozenset[str]:
    """Return the kinds of sites, which are sites without a name: "market"."""
    return frozenset(word for level in SITES for word in table("addresses")[level])
