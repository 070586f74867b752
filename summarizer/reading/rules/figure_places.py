"""Place of a figure within its event: "killed in Kunar", "108 deaths across the state"."""

import re
from dataclasses import dataclass
from itertools import takewhile

from ...language.dates import day_names
from ...language.lexicon import word_set
from ...language.places import country_names, find_country
from ...schemas import Place
from ...syntax.measurements import Measurement
from ...syntax.tokenizer import Sentence
from .annotations import Annotations
from .gazetteer import split_owner
from .regions_and_sites import Toponym

_BEFORE_OPENING = len("In the ")  # characters before a toponym that opens its sentence
_LONGEST = 4  # words of a name
_POSSESSIVE = re.compile(r"['’]s$")


@dataclass
class FigurePlaces:
    """Finds the place that a number counts in, where it is narrower than the event's.

    A place that opens a sentence holds for the rest of its `paragraph`: `opening` is its name.
    """

    paragraph: int = -1
    opening: str | None = None

    def find(self, place: Place, annotations: Annotations, measurement: Measurement) -> str | None:
        """Find the narrower place in words; None where the number counts in the whole of the event's `place`."""
        self._read_opening(annotations)
        counted = annotations.count_places.get(measurement.at)
        if counted and (len(annotations.count_places) > 1 or counted.name not in _parts(place)):
            return counted.name
        if self.opening and self._tells_of_elsewhere(place, annotations):
            return self.opening
        if place.name and annotations.wider_area:
            return annotations.wider_area
        following = _place_right_after(annotations, measurement)
        if following and not any(part and part.casefold().startswith(following.casefold()) for part in _parts(place)):
            return following
        local = annotations.local_toponyms
        near = local[:1] if len(local) == 1 or len({toponym.place for toponym in local[:3]}) == 1 else []
        own = near and not _is_of_next_clause(near[0], annotations.sentence, measurement)
        words = self.opening or (_name_of(near[0]) if own else None)
        if not words or place.name or place == Place() or words in _parts(place):
            return None
        tokens = annotations.sentence.words
        proof = range(tokens[measurement.first].start, tokens[measurement.last - 1].end)
        if measurement.measure == "hit" and near and near[0].start in proof:
            return None  # "Missiles hit Kyiv and a dozen other cities": Kyiv is one more of them
        return words

    def _tells_of_elsewhere(self, place: Place, annotations: Annotations) -> bool:
        """Return whether the paragraph begins with a region in which the event's town does not lie."""
        local = annotations.local_toponyms
        if not (place.town and local and local[0].level == "region" and _name_of(local[0]) == self.opening):
            return False
        return place.region is None and not annotations.gazetteer.lies_in(place.town, self.opening or "")

    def _read_opening(self, annotations: Annotations) -> None:
        local, sentence = annotations.local_toponyms, annotations.sentence
        if sentence.paragraph != self.paragraph:
            self.paragraph, self.opening = sentence.paragraph, None
        if local and local[0].start - sentence.body <= _BEFORE_OPENING:
            self.opening = _name_of(local[0])


def _is_of_next_clause(toponym: Toponym, sentence: Sentence, measurement: Measurement) -> bool:
    """Return whether a place stands in a clause further on, behind a count of its own: "after eight were found in"."""
    between = [word.lower for word in sentence.words[measurement.last :] if word.start < toponym.start]
    breaks = [at for at, word in enumerate(between) if word in word_set("nouns", "breaks")]
    return bool(breaks) and "#" in between[breaks[0] :]


def _place_right_after(annotations: Annotations, measurement: Measurement) -> str | None:
    """Find the place that the words go on with: "killed in Kunar", "killed in Mozambique's Sofala"."""
    sentence, at = annotations.sentence, measurement.last
    if measurement.measure == "hit" or sentence.lowers[at : at + 1] != ["in"]:
        return None
    events = {trigger.start for trigger in annotations.triggers}
    capitalised = takewhile(
        lambda word: word.text[0].isupper() and word.start not in events, sentence.words[at + 1 : at + 1 + _LONGEST]
    )
    whole = " ".join(word.text for word in capitalised)
    name = whole if annotations.gazetteer.has_town(whole) else split_owner(whole)[1]
    owner = _POSSESSIVE.sub("", name)
    if not name or (owner != name and find_country(owner)) or not day_names().isdisjoint(re.findall(r"\w+", name)):
        return None
    if find_country(name) and name not in country_names():
        return None  # "killed in Israeli air strikes"
    if name.isupper() and not ((place := annotations.gazetteer.find_place(name)) and _name(place)):
        return None
    return owner


def _parts(place: Place) -> tuple[str | None, ...]:
    return place.name, place.region, place.country


def _name_of(toponym: Toponym) -> str | None:
    return _name(toponym.place)


def _name(place: Place) -> str | None:
    return place.name or place.region
