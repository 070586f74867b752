"""Place and day of an article, from its title, dateline and opening: for an event whose own words give none."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from string import capwords

from ...gazetteer import find_entries
from ...language.lexicon import table, word_set
from ...language.places import capitals, find_country
from ...schemas import Place
from ...syntax.tokenizer import Sentence
from .candidates import Candidate
from .gazetteer import Gazetteer, is_listed_name, non_places
from .settlements import place_cue
from .time_expressions import TimeExpression
from .toponyms import find_toponyms, is_site

OPENING = 4  # sentences of an article that say where it plays
NEXT = 8  # sentences that say it less surely
# How surely a town is the article's, by where it is named.
_IN_TITLE, _FILED, _AT_ADDRESS, _IN_OPENING, _IN_NEXT = 3.0, 3.0, 3.0, 2.0, 0.5
_OF_POLICE = 1.0
_CLEAR = 1.2  # times as sure as the next town
_CLEAR_OF_COUNTRY = 2.0  # so that a storm over a country is not that of one town
_LONGEST_TOWN = 4  # words
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’.-]*(?:\s[A-ZÀ-ÖØ-Þ][\w'’.-]*)*")


@dataclass
class Dateline:
    """The place that an article was `filed` from, the `towns` that its opening names, and the day that it names.

    The police of the `policed` towns are spoken of; `home` is the outlet's town, if the article names it.

    Reporters sit in capitals, whatever they report of: a capital is no place of an event unless a country is all that
    its own words name.
    """

    gazetteer: Gazetteer
    filed: Place | None = None
    towns: dict[str, Place] = field(default_factory=dict)
    home: Place | None = None
    when: TimeExpression | None = None
    policed: set[str] = field(default_factory=set)
    _weights: dict[str, float] = field(default_factory=dict)

    def read_title(self, title: str) -> None:
        """Read the towns of a title, in which most words have capitals: "Teen Shot In Duluth"."""
        for match in _CAPITALISED.finditer(title):
            words = match[0].split()
            at = 0
            while at < len(words):
                length = next((n for n in range(_LONGEST_TOWN, 0, -1) if self._is_town(words[at : at + n])), 0)
                if length:
                    cued = at > 0 and place_cue().fullmatch(words[at - 1]) is not None
                    cued = cued or (at == 0 and place_cue().search(title[: match.start()].rstrip()) is not None)
                    name = _bare(words[at : at + length])
                    self._add(self.gazetteer.make_town(name), _IN_TITLE if cued else _IN_TITLE / 2)
                at += max(length, next((n for n in (3, 2) if self.gazetteer.is_region(_bare(words[at : at + n]))), 1))

    def _is_town(self, words: list[str]) -> bool:
        name = _bare(words)
        return (
            len(name) > 2
            and name not in non_places()
            and self.gazetteer.has_town(name)
            and not self.gazetteer.is_surname(name)
            and name not in table("places")["regions"]
        )

    def read_outlet(self) -> None:
        """Read the town of the outlet, if the article names it."""
        town = self.gazetteer.outlet
        if town and self.gazetteer.has_town(town.name) and self.gazetteer.is_named(town.name):
            self.home = self.gazetteer.make_town(town.name)

    def read_dateline(self, sentence: Sentence) -> None:
        """Read where the article was filed: it gives "the country", and perhaps the town of the first event."""
        line = sentence.dateline.split("(")[0].strip(" -–—:>")
        town, _, wider = line.partition(",")
        town = capwords(town.strip())
        if not town or self.gazetteer.home or self.filed:
            return
        place, region = self.gazetteer.make_town(town), self.gazetteer.read_region(wider.strip())
        country = find_country(wider.strip()) or (region and region.country) or place.country
        self.gazetteer.home = country
        if country:
            self.gazetteer.countries.add(country)
        if town not in capitals() and (country or wider or self.gazetteer.is_listed(town)):
            wide = place.region or (region.region if region else None)
            self.filed = place.model_copy(update={"region": wide, "country": country})
            local = not _agency().search(sentence.dateline) and self.gazetteer.is_listed(town)
            if local or self.gazetteer.has_town(town):
                self._add(self.filed.model_copy(update={"town": town}), _FILED)

    def read_opening(
        self, sentence: Sentence, apart: Iterable[tuple[int, int]], when: TimeExpression | None, number: int
    ) -> None:
        """Read the towns of one of the first sentences, but for those of the spans `apart`.

        `when` is its day, if it comes before any event.
        """
        weight = _IN_OPENING if number < OPENING else _IN_NEXT
        names = [toponym.place for toponym in find_toponyms(sentence, self.gazetteer, apart) if toponym.level == "name"]
        towns = {place.name: place for place in names if place.name}
        for name in self._owners(_townsfolk(), sentence):
            towns.setdefault(name, self._make_town(name))
        for place in towns.values():
            self._add(place, weight)
        if number < OPENING:
            self.when = self.when or when

    def read_forces(self, sentence: Sentence) -> None:
        """Read the towns whose police a sentence further on names."""
        if not _force().search(sentence.text):
            return
        for name in self._owners(_forces(), sentence):
            self._add(self._make_town(name), _IN_NEXT if name in self.towns else _OF_POLICE)

    def read_scene(self, place: Place) -> None:
        """Read the town that a sentence names beside an address."""
        self._add(place, _AT_ADDRESS)

    def _make_town(self, name: str) -> Place:
        """Return the place of a town's name; a small one is told apart by nothing but the name."""
        return self.gazetteer.make_town(name).model_copy(update={"town": name})

    def _owners(self, owned: re.Pattern[str], sentence: Sentence) -> Iterator[str]:
        """Yield the towns that stand before what belongs to them, and note those whose police it is."""
        for match in owned.finditer(sentence.text, sentence.body - sentence.start):
            police = _forces().match(sentence.text, match.start()) is not None
            led = police or _article_before().search(sentence.text, 0, match.start("town")) is not None
            words = match["town"].split()
            if words[0] in _articles() and len(words) > 1:
                words, led = words[1:], True
            names = [_spell_out(_bare(words[at:])) for at in range(len(words))]
            name = next((name for name in names if self._is_town(name.split())), None)
            known = self.gazetteer.is_listed(names[0]) or (" " in names[0] and is_listed_name(names[0]))
            listed = known and names[0] not in table("places")["regions"]
            if name is None and led and listed:
                name = names[0]
            if name:
                self.policed |= {name} if police else set()
                yield name

    def _add(self, place: Place, weight: float) -> None:
        if place.name:
            self.towns.setdefault(place.name, place)
            self._weights[place.name] = self._weights.get(place.name, 0.0) + weight

    def place_event(self, first: Candidate) -> None:
        """Place the first event, if its own words name no town, in the surest of the article."""
        first.when = first.when or self.when
        ours = first.place
        wide = ours.country is not None  # then its capital may stand for the country
        place = self._surest(wide, ours.name or "", sited=ours.site is not None)
        if ours.town:
            if not is_site(ours) and (city := self._find_city(ours.town, place)):
                wider = {"town": city.town, "region": city.region, "country": city.country}
                first.place = ours.model_copy(update={"district": ours.town, **wider})
            return
        if place is None and ours in (Place(), Place(site=ours.site)):
            region = self.gazetteer.only_region()
            if all(item.figure.where != region.region for item in first.figures):
                first.complete_place(region)
        if place is None or (ours.country and place.country and ours.country != place.country):
            return
        if ours.region and place.region != ours.region:
            return
        if ours.name and not is_site(ours) and not (place.town and self._may_hold(place.town, ours)):
            return
        site = ours.site or (ours.name if is_site(ours) else None)
        inner = ours.name if not is_site(ours) else None
        disputed = ours.region is not None and table("places")["regions"].get(ours.region) == ""
        country = ours.country or (None if disputed else place.country)
        wider = {"town": place.town, "region": ours.region or place.region, "country": country}
        first.place = ours.model_copy(update=wider | {"site": site, "name": inner or place.name})

    def _find_city(self, town: str, surest: Place | None) -> Place | None:
        """Find the city that a town of an event is a quarter of, given the surest town of the article."""
        if surest and surest.town and surest.town != town and self.gazetteer.is_quarter(town, surest.town):
            return surest
        sure = {name for name, weight in self._weights.items() if weight >= _IN_OPENING and self.towns[name].town}
        city = self.gazetteer.find_city(town, sure)
        if city:
            return self.gazetteer.make_town(city)
        if surest and self._is_local(surest.town) and surest.town != town and not self.gazetteer.has_large_town(town):
            return None if self.gazetteer.lies_near(town, surest.town or "") else surest
        return None

    def _is_local(self, town: str | None) -> bool:
        """Return whether the article is one of a town's own news: its police are named, or an outlet is of it."""
        outlet = self.gazetteer.outlet
        return town in self.policed or (outlet is not None and outlet.name == town)

    def _may_hold(self, town: str, inner: Place) -> bool:
        """Return whether a place that is no town is a quarter of one, or the district that it lies in."""
        name = inner.name or ""
        if self._is_local(town) and not (inner.district or self.gazetteer.is_listed(name)):
            return True
        if name.endswith(tuple(table("places")["quarter_kinds"])):
            return True
        if inner.district:
            unknown = not find_entries(inner.district.rsplit(" ", 1)[0]) and inner.region is None
            filed_here = self.filed is not None and self.filed.name == town
            return self.gazetteer.holds_town(inner.district, town) or (unknown and filed_here)
        return town not in capitals() and self.gazetteer.is_quarter(name, town)

    def _surest(self, wide: bool, inner: str, *, sited: bool = False) -> Place | None:
        """Return the town that is surer than all others, else where the article was filed if none is named.

        Over a `wide` place, a country, a town must be surer yet, unless a street is named (`sited`). What is a part of
        the name of the inner place, or a quarter of the next town, is not meant. Where no other town is named, it is
        the outlet's, if the article names that.
        """
        weights = {
            name: weight
            for name, weight in self._weights.items()
            if not (is_site(self.towns[name]) or (wide and name in capitals()) or (inner and name in inner))
        }
        if any(self.towns[name].town for name in weights):
            weights = {name: weight for name, weight in weights.items() if not self.towns[name].district}
        ranked = sorted(weights, key=lambda name: -weights[name])
        if not ranked:
            return self.filed or (None if any(place.district for place in self.towns.values()) else self.home)
        first, *others = ranked
        others = [name for name in others if not self.gazetteer.is_quarter(name, first)]
        if others and self.gazetteer.is_quarter(first, others[0]):
            return self.towns[others[0]]
        clear = _CLEAR_OF_COUNTRY if wide and not sited else _CLEAR
        return self.towns[first] if not others or weights[first] >= clear * weights[others[0]] else None


def _bare(words: list[str]) -> str:
    return re.sub(r"(?:['’]s|[:,;.?!])$", "", " ".join(words))


@cache
def _townsfolk() -> re.Pattern[str]:
    """Return the pattern of a town before those who belong to it: "Kenosha police", "Detroit's west side"."""
    return _before("of_towns")


@cache
def _agency() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('outlets')['agencies'])})\b")


def _articles() -> frozenset[str]:
    return word_set("function_words", "capitalised")


@cache
def _article_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{'|'.join(word_set('persons', 'articles'))})\s$")


@cache
def _force() -> re.Pattern[str]:
    """Return the pattern of police alone: most sentences name none, and it is found fast."""
    return re.compile(rf"\b(?:{'|'.join(table('places')['of_forces'])})\b")


@cache
def _forces() -> re.Pattern[str]:
    """Return the pattern of a town before its police."""
    return _before("of_forces")


def _before(words: str) -> re.Pattern[str]:
    after = "|".join(table("places")[words])
    return re.compile(rf"(?P<town>{_CAPITALISED.pattern}?)(?:['’]s)?\s(?:{after})\b")


def _spell_out(name: str) -> str:
    """Spell out a town that is written by its initials: "D.C."."""
    full: str = table("places")["short_towns"].get(name, name)
    return full
