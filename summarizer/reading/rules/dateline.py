"""Where an article plays, for an event whose own words do not say it."""

from dataclasses import dataclass, field

from ...schemas import Place
from .candidates import Draft
from .gazetteer import Atlas, country_of, is_capital
from .time_expressions import Moment
from .tokenizer import Sentence
from .toponyms import is_site, mentions

OPENING = 4  # sentences of an article that say where it plays


@dataclass
class Scene:
    """What an article's dateline and first sentences say of place and day."""

    atlas: Atlas
    filed: Place | None = None  # where it was written
    towns: list[Place] = field(default_factory=list)  # those where speakers sit included
    when: Moment | None = None

    def dateline(self, sentence: Sentence) -> None:
        """Where it was written: "the country", and perhaps the town of its first event, if it is no capital."""
        line = sentence.dateline.split("(")[0].strip(" -–—:")
        town, _, wider = line.partition(",")
        town = town.strip().title()
        if not town or self.atlas.home or self.filed:
            return
        country = country_of(wider.strip()) or self.atlas.city(town)
        self.atlas.home = country
        if country:
            self.atlas.countries[country] = self.atlas.countries.get(country, 0) + 1
        if not is_capital(town) and (country or wider or self.atlas.knows(town)):
            self.filed = Place(name=town, country=country)

    def open(self, sentence: Sentence, when: Moment | None) -> None:
        """Take in one of the first sentences; `when` is its day, if it comes before any event."""
        self.towns += [found.place for found in mentions(sentence, self.atlas, ()) if found.level == "name"]
        self.when = self.when or when

    def complete(self, first: Draft) -> None:
        """Put the first event, if it has no place, in the only town named, else where the article was written."""
        first.when = first.when or self.when
        if first.place.region or (first.place.name and not is_site(first.place)):
            return
        wide = first.place.country is not None  # then its capital may stand for the country
        towns = {
            place.name: place for place in self.towns if not (is_site(place) or (wide and is_capital(place.name or "")))
        }
        place = next(iter(towns.values())) if len(towns) == 1 else self.filed if not towns else None
        if place and (first.place.country is None or place.country in (None, first.place.country)):
            first.place = Place(name=place.name, country=first.place.country or place.country)
