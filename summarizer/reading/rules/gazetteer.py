"""Gazetteer of one article: looks names up among countries, regions and towns, and tells towns of one name apart."""

import re
from collections.abc import Mapping, Set
from functools import cache
from itertools import takewhile

from ...concurrency import once
from ...gazetteer import Entry, find_entries, get_entry
from ...gazetteer.candidates import LARGE, has_own_name
from ...gazetteer.distances import kilometres
from ...language.dates import day_names
from ...language.lexicon import table, word_set
from ...language.names import skeleton
from ...language.places import cities, country_alternatives, country_names, country_words, find_country
from ...language.rarity import rarity
from ...schemas import Place
from .region_names import find_named_regions, find_region, list_towns

_OUTWEIGHS = 5  # times as many inhabitants
_OPENING = 3_000  # characters in which an article says in which region it plays
_WELL_KNOWN = 100_000  # inhabitants of a town that is meant before the region of its name
_DWARFS = 20  # times the inhabitants of a namesake
_KNOWN_ABROAD = 1_000_000  # inhabitants of a city that is spoken of without its country
_LONGEST_RANK = 6  # letters of a short word before a name, with its full stop: "Cmdr."
_VAST = 500_000  # inhabitants of a city with quarters that are listed as towns ...
_UNLISTED = 9.0  # bits: a word that is in no list of English words is a name
_WITHIN_KM = 12.0  # ... no farther from its middle


class Gazetteer:
    """Resolves toponyms: of several towns of one name it takes the one in a region or country that the article names.

    `home` is what "the country" means, `outlet` the town of the outlet: an article that names no other country plays in
    its region rather than far away.
    """

    def __init__(self, text: str, title: str | None = None, outlet: Entry | None = None) -> None:
        self.countries = {country_words()[match[1]] for match in _country_words().finditer(text)}
        self.home: str | None = None
        self._text = text
        self._named = dict.fromkeys(find_named_regions(f"{title or ''}\n{text[:_OPENING]}"))
        self._regions, self.outlet = dict(self._named), None
        homes = {region.country for region in self._named} or ({outlet.country} if outlet else set())
        self._homes = homes if self.countries <= homes else set()
        if outlet and outlet.region is not None and outlet.country in self._homes:
            self.outlet = outlet
            self._regions.setdefault(get_entry(outlet.region))

    def has_city(self, name: str | None) -> bool:
        """Return whether there is a city of the name."""
        return name is not None and name in cities() and not self._is_foreign(name)

    def is_listed(self, name: str) -> bool:
        """Return whether any town is called so, near or far."""
        return any(not self._homes or town.country in self._homes for town in list_towns(name))

    def has_large_town(self, name: str) -> bool:
        """Return whether a well-known town is called so."""
        return any(town.inhabitants >= _WELL_KNOWN for town in list_towns(name))

    def lies_near(self, name: str, town: str) -> bool:
        """Return whether a town of a name lies in the region of another."""
        home = self._find_town(town) or next((entry for entry in find_entries(town) if entry.kind == "T"), None)
        return home is not None and any(entry.region == home.region for entry in list_towns(name))

    def lies_in(self, town: str, region: str) -> bool:
        """Return whether a town of a name may lie in a first-level division of a name, or one of them is not listed."""
        wide, towns = find_region(region), list_towns(town)
        return wide is None or not towns or any(entry.region == wide.id for entry in towns)

    def _is_foreign(self, name: str) -> bool:
        """Return whether a name is that of a town abroad, of which an article that plays at home does not speak."""
        sizes = cities()[name]
        return bool(self._homes) and self._homes.isdisjoint(sizes) and max(sizes.values(), default=0) < _KNOWN_ABROAD

    def has_town(self, name: str) -> bool:
        """Return whether there is a city of the name, or a smaller town in a region that the article names."""
        if self.is_region(name) or name in word_set("places", "no_places"):
            return False
        return self.has_city(name) or self._find_town(name) is not None

    def is_surname(self, name: str) -> bool:
        """Return whether a name is that of a person in this article: "Ray Parker", and nothing happens in Parker."""
        return name in self._surnames and name not in self._placed

    @once
    def _surnames(self) -> frozenset[str]:
        """Return the words that stand as surnames do: behind a first name, before an age or kin."""
        firsts = word_set("places", "first_words")
        full = {
            match["last"]
            for match in _FULL_NAME.finditer(self._text)
            if match["first"] not in firsts and not _ends_sentence(match["first"])
        }
        return frozenset(full | {match["last"] for match in _surname_cues().finditer(self._text)})

    @once
    def _placed(self) -> frozenset[str]:
        """Return the words that stand behind a word of place, or before a region."""
        return frozenset(match["name"] or match["town"] for match in _placed_names().finditer(self._text))

    def country_of_city(self, name: str) -> str | None:
        """Return the country of a city; of several the one that the article names, else that of one far larger."""
        if town := self._find_town(name):
            return town.country
        sizes = cities().get(name, {}) if self.has_city(name) else {}
        small = max(sizes.values(), default=0) < _WELL_KNOWN
        if self.home and self.home not in sizes and small and any(t.country == self.home for t in list_towns(name)):
            return self.home
        named = next((country for country in sizes if country in self.countries), None)
        return named or _dominant_country(sizes)

    def make_town(self, name: str) -> Place:
        """Return the place of a town's name, with its country where that is known, and a region that is named."""
        town = self._find_town(name)
        region = get_entry(town.region).name if town and town.region is not None else None
        return Place(name=name, town=name, region=region, country=self.country_of_city(name))

    def make_district(self, words: str, country: str | None) -> Place:
        """Return the place of a district's name, with a region that is named and has such a district."""
        held = (
            region
            for region in self._regions
            for entry in find_entries(words)
            if entry.kind == "C" and entry.region == region.id and country in (None, entry.country)
        )
        region = next(held, None)
        country = country or (region and region.country) or None
        return Place(name=words, district=words, region=region and region.name, country=country)

    def is_quarter(self, name: str, town: str) -> bool:
        """Return whether a place is part of a town: listed as its quarter, or in the middle of a city of millions."""
        home = self._find_town(town) or next((e for e in find_entries(town) if e.kind == "T"), None)
        if home is None:
            return False
        return any(
            entry.town == home.id or (home.inhabitants >= _VAST and kilometres(entry, home) <= _WITHIN_KM)
            for entry in find_entries(name)
            if entry.kind in "QT" and entry.id != home.id
        )

    def find_city(self, quarter: str, sure: Set[str]) -> str | None:
        """Find the city that a name is a quarter of: one of the `sure` towns of the article, or any that it names.

        Where a town has the name, too, only a sure one counts; where none has, the only city with such a quarter does.
        """
        entries = [entry for entry in find_entries(quarter) if has_own_name(entry, quarter)]
        cities = dict.fromkeys(
            get_entry(entry.town).name for entry in entries if entry.kind == "Q" and entry.town is not None
        )
        named = next((city for city in cities if city in sure), None)
        if named or self._find_town(quarter) or any(entry.kind == "T" for entry in entries):
            return named
        named = next((city for city in cities if self.mentions(city)), None)
        return named or (next(iter(cities)) if len(cities) == 1 else None)

    def mentions(self, town: str) -> bool:
        """Return whether a town is named in the text, or is that of the outlet."""
        return (self.outlet is not None and self.outlet.name == town) or self.is_named(town)

    def is_named(self, town: str) -> bool:
        """Return whether the text has the name of a town."""
        return re.search(rf"\b{re.escape(town)}\b", self._text) is not None

    def only_region(self) -> Place:
        """Return the region that the article names, if it is the only one."""
        first, *others = self._named or [None]
        return Place(region=first.name, country=first.country) if first and not others else Place()

    def holds_town(self, district: str, town: str) -> bool:
        """Return whether a town lies in a second-level division of a name."""
        home = self._find_town(town) or next((entry for entry in find_entries(town) if entry.kind == "T"), None)
        return home is not None and any(entry.id == home.county for entry in find_entries(district))

    def is_region(self, name: str) -> bool:
        """Return whether a name is that of a region that the article names."""
        return any(region.name == name for region in self._named)

    def read_region(self, words: str) -> Place | None:
        """Read a region by its name or abbreviation: "Tenn."."""
        entry = find_region(words)
        return Place(region=entry.name, country=entry.country) if entry else None

    def _find_town(self, name: str) -> Entry | None:
        """Find the town of a name in a region that the article names, the first named first."""
        if not self._regions:
            return None
        towns = list_towns(name)
        held = (town for region in self._regions for town in towns if town.region == region.id)
        town = next(held, None)
        if town and towns[0].inhabitants >= max(_WELL_KNOWN, _DWARFS * town.inhabitants) and not self._says_both(town):
            return None  # the city that everybody knows is meant, and not its namesake
        return town

    def _says_both(self, town: Entry) -> bool:
        """Return whether the article names a town with its region: "Paris, Texas"."""
        regions = (get_entry(town.region).name if town.region is not None else "",)
        return any(re.search(rf"\b{re.escape(town.name)},\s{re.escape(region)}", self._text) for region in regions)

    def find_place(self, name: str) -> Place | None:
        """Find the place of a name or of its first words; None if it is no listed place."""
        words = cut_days(name)
        if len(words) > 1 and words[0] in country_names() and words[1] in table("places")["natural_endings"]:
            return Place(name=" ".join(words[:2]))  # the Niger Delta is not in Niger
        for length in range(len(words), 0, -1):
            part = re.sub(r"['’]s$", "", " ".join(words[:length]))
            if part in table("places")["regions"]:
                return Place(region=part, country=table("places")["regions"][part] or None)
            if part in country_words() and (town := self._find_town(part)) and self._says_both(town):
                return self.make_town(part)  # "Peru, Indiana"
            if (country := country_words().get(part)) and (part == country or part in country_names()):
                return Place(country=country)
            if length == len(words) and self.is_region(part):
                return self.read_region(part)
            if length == len(words) and self.has_town(part):
                return self.make_town(part)
            if length == len(words) - 1 and words[-1] == "City" and self.has_town(part):
                return self.make_town(part)
        side, *rest = words or [""]
        if side in word_set("places", "sides") and self.has_city(" ".join(rest)):
            return self.make_town(" ".join(rest))
        return None


def _dominant_country(sizes: Mapping[str, int]) -> str | None:
    """Return the country whose city outweighs all others of its name, given their inhabitants, the largest first."""
    first, *others = sizes.items() if sizes else [(None, 0)]
    return first[0] if not others or first[1] >= _OUTWEIGHS * others[0][1] else None


_FULL_NAME = re.compile(r"\b(?P<first>[A-Z][\w'’.-]+)\s(?=(?:[A-Z]\.\s)?(?P<last>[A-Z][a-z]\w*))")


def _ends_sentence(word: str) -> bool:
    """Return whether a word before a name ends the sentence before it: "in Sagaing. Kachin had"."""
    return word.endswith(".") and (len(word) > _LONGEST_RANK or word.rstrip(".") in day_names())


@cache
def _surname_cues() -> re.Pattern[str]:
    """Return the pattern of a name before an age, or before kin."""
    kin = "|".join(table("places")["owned_by_people"])
    return re.compile(rf"\b(?P<last>[A-Z][a-z]\w*)(?:,\s\d{{1,2}},|['’]s\s(?:{kin})\b)")


@cache
def _placed_names() -> re.Pattern[str]:
    before = "|".join(table("places")["before"])
    return re.compile(rf"\b(?i:{before})\s(?:[a-z]+\s)?(?P<name>[A-Z]\w+)\b|\b(?P<town>[A-Z]\w+),\s[A-Z]")


@cache
def _country_words() -> re.Pattern[str]:
    natural = "|".join(table("places")["natural_endings"])
    return re.compile(rf"\b({country_alternatives()})(?![\w-]|\s(?:{natural})\b)")


def cut_days(name: str) -> list[str]:
    """Return the words of a name before a weekday, a month or a word of headlines: "Moscow Tuesday" is in Moscow."""
    days = day_names() | word_set("calendar", "short_months") | word_set("places", "headline_ends")
    return list(takewhile(lambda word: word not in days, name.split()))


def split_owner(name: str) -> tuple[str | None, str]:
    """Split off the country that a name starts with: "Russia's Bryansk", "Indonesian Aceh"."""
    first, _, rest = name.partition(" ")
    country = find_country(first)
    if country and rest:
        return country, rest
    return None, re.sub(rf"^(?:{'|'.join(table('places')['leads'])})\s", "", name)


def is_listed_name(name: str) -> bool:
    """Return whether a name is that of a town, district or region, and no common word."""
    if name in non_places() or name in country_words() or name in table("places")["no_regions"]:
        return False
    if " " not in name and rarity(name.casefold()) < _UNLISTED:
        return False
    return any(entry.kind in "TCR" and _is_called(entry, name) for entry in find_entries(name))


def _is_called(entry: Entry, name: str) -> bool:
    """Return whether a place is called so, in another spelling ("Chuhuiv"), or of two words in another language."""
    if has_own_name(entry, name) or skeleton(entry.name) == skeleton(name):
        return True
    return entry.inhabitants >= LARGE and not name.isalpha()


@cache
def non_places() -> frozenset[str]:
    """Return the names that stand where a place may, and are none."""
    return day_names().union(table("places")["not_cities"], table("places")["no_places"])
