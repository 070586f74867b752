"""Place of a figure within its event: "killed in Kunar", "108 deaths across the state"."""

import re
from dataclasses import dataclass
from itertools import takewhile

from ...language.dates import day_names
from ...language.places import country_names, find_country
from ...schemas import Place
from ...syntax.measurements import Measurement
from ...syntax.tokenizer import Sentence
from .annotations import Annotations
from .regions_and_sites import Toponym

_BEFORE_OPENING = len("In the ")  # characters before a toponym that opens its sentence
_LONGEST = 4  # words of a name


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
        if place.name and annotations.wider_area:
            return annotations.wider_area
        following = _place_right_after(annotations.sentence, measurement)
        if following and not any(part and part.startswith(following) for part in _parts(place)):
            return following
        local = annotations.local_toponyms
        near = local[:1] if len(local) == 1 or len({toponym.place for toponym in local[:3]}) == 1 else []
        words = self.opening or (_name_of(near[0]) if near else None)
        if not words or place.name or place == Place() or words in _parts(place):
            return None
        tokens = annotations.sentence.words
        proof = range(tokens[measurement.first].start, tokens[measurement.last - 1].end)
        if measurement.measure == "hit" and near and near[0].start in proof:
            return None  # "Missiles hit Kyiv and a dozen other cities": Kyiv is one more of them
        return words

    def _read_opening(self, annotations: Annotations) -> None:
        local, sentence = annotations.local_toponyms, annotations.sentence
        if sentence.paragraph != self.paragraph:
            self.paragraph, self.opening = sentence.paragraph, None
        if local and local[0].start - sentence.body <= _BEFORE_OPENING:
            self.opening = _name_of(local[0])


def _place_right_after(sentence: Sentence, measurement: Measurement) -> str | None:
    """Find the place that the words go on with: "killed in Kunar"."""
    at = measurement.last
    if measurement.measure == "hit" or sentence.lowers[at : at + 1] != ["in"]:
        return None
    capitalised = takewhile(lambda word: word.text[0].isupper(), sentence.words[at + 1 : at + 1 + _LONGEST])
    name = " ".join(word.text for word in capitalised)
    if find_country(name) and name not in country_names():
        return None  # "killed in Israeli air strikes"
    return name if name and day_names().isdisjoint(re.findall(r"\w+", name)) else None


def _parts(place: Place) -> tuple[str | None, ...]:
    return place.name, place.region, place.country


def _name_of(toponym: Toponym) -> str | None:
    return toponym.place.name or toponym.place.region
