"""Place and day of an article, from its title, dateline and opening: for an event whose own words give none."""

import re
from dataclasses import dataclass, field
from functools import cache
from string import capwords

from ...language.lexicon import table
from ...language.places import capitals, find_country
from ...schemas import Place
from .candidates import Candidate
from .gazetteer import Gazetteer, non_places
from .settlements import place_cue
from .time_expressions import TimeExpression
from .tokenizer import Sentence
from .toponyms import find_toponyms, is_site

OPENING = 4  # sentences of an article that say where it plays
NEXT = 8  # sentences that say it less surely
# How surely a town is the article's, by where it is named.
_IN_TITLE, _FILED, _IN_OPENING, _IN_NEXT = 3.0, 3.0, 2.0, 0.5
_CLEAR = 1.2  # times as sure as the next town
_CLEAR_OF_COUNTRY = 2.0  # so that a storm over a country is not that of one town
_LONGEST_TOWN = 4  # words
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’.-]*(?:\s[A-ZÀ-ÖØ-Þ][\w'’.-]*)*")


@dataclass
class Dateline:
    """The place that an article was `filed` from, the `towns` that its opening names, and the day that it names.

    Reporters sit in capitals, whatever they report of: a capital is no place of an event unless a country is all that
    its own words name.
    """

    gazetteer: Gazetteer
    filed: Place | None = None
    towns: dict[str, Place] = field(default_factory=dict)
    when: TimeExpression | None = None
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
        )

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
        if town not in capitals() and (country or wider or self.gazetteer.has_city(town)):
            wide = place.region or (region.region if region else None)
            self.filed = place.model_copy(update={"region": wide, "country": country})
            if self.gazetteer.has_town(town):
                self._add(self.filed, _FILED)

    def read_opening(self, sentence: Sentence, when: TimeExpression | None, number: int) -> None:
        """Read the towns of one of the first sentences; `when` is its day, if it comes before any event."""
        weight = _IN_OPENING if number < OPENING else _IN_NEXT
        names = [toponym.place for toponym in find_toponyms(sentence, self.gazetteer, ()) if toponym.level == "name"]
        towns = {place.name: place for place in names if place.name}
        for match in _townsfolk().finditer(sentence.text, sentence.body - sentence.start):
            words = match["town"].split()
            name = next(
                (name for at in range(len(words)) if self._is_town(words[at:]) and (name := _bare(words[at:]))), ""
            )
            if name:
                towns.setdefault(name, self.gazetteer.make_town(name))
        for place in towns.values():
            self._add(place, weight)
        if number < OPENING:
            self.when = self.when or when

    def _add(self, place: Place, weight: float) -> None:
        if place.name:
            self.towns.setdefault(place.name, place)
            self._weights[place.name] = self._weights.get(place.name, 0.0) + weight

    def place_event(self, first: Candidate) -> None:
        """Place the first event, if its own words name no town, in the surest of the article."""
        first.when = first.when or self.when
        ours = first.place
        wide = ours.country is not None  # then its capital may stand for the country
        place = self._surest(wide, ours.name or "")
        if ours.town and not is_site(ours):
            if place and place.town and place.town != ours.town and self.gazetteer.is_quarter(ours.town, place.town):
                first.place = ours.model_copy(update={"district": ours.town, "town": place.town})
            return
        if place is None and ours in (Place(), Place(site=ours.site)):
            first.complete_place(self.gazetteer.only_region())
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

    def _may_hold(self, town: str, inner: Place) -> bool:
        """Return whether a place that is no town is a quarter of one, or the district that it lies in."""
        name = inner.name or ""
        if name.endswith(tuple(table("places")["quarter_kinds"])):
            return True
        if inner.district:
            return self.gazetteer.holds_town(inner.district, town)
        return town not in capitals() and self.gazetteer.is_quarter(name, town)

    def _surest(self, wide: bool, inner: str) -> Place | None:
        """Return the town that is surer than all others, else where the article was filed if none is named.

        What is a part of the name of the inner place, or a quarter of the next town, is not meant.
        """
        weights = {
            name: weight
            for name, weight in self._weights.items()
            if not (is_site(self.towns[name]) or (wide and name in capitals()) or (inner and name in inner))
        }
        ranked = sorted(weights, key=lambda name: -weights[name])
        if not ranked:
            return self.filed
        first, *others = ranked
        others = [name for name in others if not self.gazetteer.is_quarter(name, first)]
        if others and self.gazetteer.is_quarter(first, others[0]):
            return self.towns[others[0]]
        clear = _CLEAR_OF_COUNTRY if wide else _CLEAR
        return self.towns[first] if not others or weights[first] >= clear * weights[others[0]] else None


def _bare(words: list[str]) -> str:
    return re.sub(r"(?:['’]s|[:,;.?!])$", "", " ".join(words))


@cache
def _townsfolk() -> re.Pattern[str]:
    """Return the pattern of a town before those who belong to it: "Kenosha police", "Detroit's west side"."""
    after = "|".join(table("places")["of_towns"])
    return re.compile(rf"(?P<town>{_CAPITALISED.pattern}?)(?:['’]s)?\s(?:{after})\b")
