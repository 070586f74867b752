"""Place and day of an article, from its dateline and opening: for an event whose own words give none."""

from dataclasses import dataclass, field

from ...language.places import capitals, find_country
from ...schemas import Place
from .candidates import Candidate
from .gazetteer import Gazetteer
from .time_expressions import TimeExpression
from .tokenizer import Sentence
from .toponyms import find_toponyms, is_site

OPENING = 4  # sentences of an article that say where it plays


@dataclass
class Dateline:
    """The place that an article was `filed` from, the `towns` and the day of its opening sentences.

    Reporters sit in capitals, whatever they report of: a capital is no place of an event unless a country is all that
    its own words name.
    """

    gazetteer: Gazetteer
    filed: Place | None = None
    towns: list[Place] = field(default_factory=list)  # those where speakers sit included
    when: TimeExpression | None = None

    def read_dateline(self, sentence: Sentence) -> None:
        """Read where the article was filed: it gives "the country", and perhaps the town of the first event."""
        line = sentence.dateline.split("(")[0].strip(" -–—:")
        town, _, wider = line.partition(",")
        town = town.strip().title()
        if not town or self.gazetteer.home or self.filed:
            return
        country = find_country(wider.strip()) or self.gazetteer.country_of_city(town)
        self.gazetteer.home = country
        if country:
            self.gazetteer.countries.add(country)
        if town not in capitals() and (country or wider or self.gazetteer.has_city(town)):
            self.filed = Place(name=town, country=country)

    def read_opening(self, sentence: Sentence, when: TimeExpression | None) -> None:
        """Read the towns of one of the first sentences; `when` is its day, if it comes before any event."""
        toponyms = find_toponyms(sentence, self.gazetteer, ())
        self.towns += [toponym.place for toponym in toponyms if toponym.level == "name"]
        self.when = self.when or when

    def place_event(self, first: Candidate) -> None:
        """Place the first event, if it has no place, in the only town named, else where the article was filed."""
        first.when = first.when or self.when
        if first.place.region or (first.place.name and not is_site(first.place)):
            return
        wide = first.place.country is not None  # then its capital may stand for the country
        towns = {
            place.name: place for place in self.towns if not (is_site(place) or (wide and place.name in capitals()))
        }
        place = next(iter(towns.values())) if len(towns) == 1 else self.filed if not towns else None
        if place and (first.place.country is None or place.country in (None, first.place.country)):
            first.place = Place(name=place.name, country=first.place.country or place.country)
