"""Measurements → figures: the number with its bound, who says it, and the words that prove it."""

import re
from dataclasses import dataclass, field
from functools import cache

from ...grounding.implicit import OF_PEOPLE
from ...grounding.negations import find_nobody, is_word_for_nobody
from ...language.bounds import STATED, Bound
from ...language.lexicon import alternatives, table, word_set
from ...language.nouns import nouns_of, singular
from ...language.quantities import Number
from ...schemas import Extent, Figure, Stance
from ...syntax.attribution import Attribution, Speakers, attribution_spans, find_attribution_of
from ...syntax.measurements import Measurement
from ...syntax.modality import is_bygone
from ...syntax.noun_phrases import countable_kinds
from .annotations import Annotations
from .inclusion import find_inclusion
from .time_expressions import TimeExpression, find_as_of, find_time_of_saying, follows_another_count
from .totals import CandidateFigure

_OF_THE_LIVING = ("killed", "wounded")
_OF_THE_HURT = (*_OF_THE_LIVING, "casualties")
_BEHIND = re.compile(r"(?:\s\w[\w-]*){1,2}")


@dataclass
class Antecedents:
    """The nouns counted so far, by kind: "another two" and "five of them" mean the last of their kind.

    A noun is kept with its sentence's number and its measure.
    """

    nouns: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    measures: set[str] = field(default_factory=set)
    by_sentence: set[tuple[int, str]] = field(default_factory=set)

    def add_measure(self, sentence: int, measure: str) -> None:
        """Add the measure of a figure of a sentence."""
        self.measures.add(measure)
        self.by_sentence.add((sentence, measure))

    def has_measure(self, sentence: int, measurement: Measurement) -> bool:
        """Return whether a figure before it in its sentence has a measurement's measure."""
        return (sentence, measurement.measure) in self.by_sentence

    def resolve(self, measurement: Measurement, number: int, *, others: bool) -> str | None:
        """Resolve what a measurement of sentence `number` counts; None if that is not plain.

        People counted in an earlier sentence are meant only where the words point back ("of them"). `others`: "five
        workers died and nine others were hurt" does not say that the nine are workers.
        """
        if measurement.noun is not None:
            if measurement.kind and not measurement.part:
                self.nouns[measurement.kind] = (measurement.noun, number, measurement.measure)
            return measurement.noun
        kinds = countable_kinds(measurement.measure)
        for kind, (noun, sentence, measure) in self.nouns.items():
            if measure != measurement.measure and _names_outcome(noun):
                continue
            same = sentence == number and (measure == measurement.measure or not others)
            if kind in kinds and (kind != "people" or measurement.among or same):
                return noun
        return "people" if "people" in kinds else None


def _names_outcome(noun: str) -> bool:
    """Return whether a noun names what became of those it counts: fatalities are never wounded as well."""
    return not word_set("nouns", "outcomes").isdisjoint(noun.lower().split())


@dataclass(frozen=True)
class SentenceContext:
    """The context of a figure: the article's `text`, its sentence with that sentence's number, the speakers so far."""

    text: str
    number: int
    annotations: Annotations
    speakers: Speakers


def make_figure(
    measurement: Measurement, context: SentenceContext, antecedents: Antecedents, where: str | None
) -> CandidateFigure | None:
    """Make the figure of a measurement; None where it is not plain what is counted."""
    sentence = context.annotations.sentence
    others = sentence.lowers[measurement.at + 1 : measurement.at + 2] == ["others"]
    of = antecedents.resolve(measurement, context.number, others=others)
    start, end = sentence.words[measurement.first].start, sentence.words[measurement.last - 1].end
    if of is None or measurement.number.text.lower() == "nothing":
        return None
    if measurement.measure in OF_PEOPLE and _counts_no_victims(measurement, context, of, start, end):
        return None
    attribution = find_attribution_of(measurement.at, context.annotations.attributions)
    if attribution and any(attribution.speaker == place.name for place in context.annotations.count_places.values()):
        attribution = None  # "Sofala recorded 12 deaths"
    speaker = attribution.speaker if attribution else context.speakers.last() if sentence.quoted else None
    value, upper, bound = value_and_bound(measurement.number)
    figure = Figure(
        quote=context.text[start:end],
        measure=measurement.measure,
        of=of,
        value=value,
        upper=upper,
        unit=measurement.number.unit,
        bound=bound,
        extent=_extent(
            measurement,
            antecedents,
            joined=others and antecedents.has_measure(context.number, measurement),
            besides=any(
                word in word_set("nouns", "besides") for word in sentence.lowers[measurement.at : measurement.last]
            ),
        ),
        where=where,
        attributed_to=speaker,
        as_of=_find_as_of(context, measurement, attribution),
        inclusion=find_inclusion(context.text, measurement.number.start, measurement.number.end, sentence)
        if measurement.measure in _OF_THE_HURT
        else None,
        stance=_find_stance(context, measurement.number, attribution),
    )
    antecedents.add_measure(context.number, measurement.measure)
    return CandidateFigure(
        figure, context.number, measurement.noun is None, measurement.among, measurement.narrowed, measurement.way
    )


def _counts_no_victims(measurement: Measurement, context: SentenceContext, of: str, start: int, end: int) -> bool:
    """Test whether a number beside what became of people counts others: the doers' cars, an arrested man's victims."""
    text, sentence, number = context.text, context.annotations.sentence, measurement.number
    if is_word_for_nobody(number):
        return find_nobody(text, start, end, of) is None
    if measurement.measure == "detained" and _charged().search(text, sentence.start, number.start):
        return True
    behind = _BEHIND.match(text, number.end)
    words = behind[0].lower().split() if behind and measurement.noun is None else []
    if measurement.measure in _OF_THE_LIVING:
        words += of.lower().split()[-1:]
    return any(singular(word) in nouns_of("things") for word in words)


def _find_as_of(context: SentenceContext, measurement: Measurement, attribution: Attribution | None) -> str | None:
    """Find the words that say when a number was counted: those beside who says it, those near it, the day of a toll."""
    sentence = context.annotations.sentence
    apart = attribution is not None and ";" in sentence.lowers[attribution.last : measurement.at]
    if attribution and not apart and (said := find_time_of_saying(sentence, attribution.first, attribution.last)):
        return said
    others = [other for other in context.annotations.attributions if other is not attribution]
    spans = tuple(attribution_spans(sentence.words, others))
    if near := find_as_of(sentence, measurement.number.start, spans):
        return near
    return _find_time_of_toll(context.annotations, measurement) if measurement.way == "toll" else None


@cache
def _charged() -> re.Pattern[str]:
    """What somebody is accused of, up to the number of its victims: "accused of having killed"."""
    return re.compile(rf"\b(?:{alternatives(table('custody')['charged'])})\b(?:\s[\w-]+){{0,5}}\s$", re.IGNORECASE)


def _find_time_of_toll(annotations: Annotations, measurement: Measurement) -> str | None:
    """Find when a toll was counted: the first time of its sentence that is not another count's, nor the event's.

    "The death toll from the blast on Monday stood at 15" says when the blast was, and so does "12 at the march on
    Monday".
    """
    sentence = annotations.sentence
    start, cue = measurement.number.start, sentence.words[measurement.first].start

    def is_own(time: TimeExpression) -> bool:
        of_event = any(start < trigger.start < time.start for trigger in annotations.triggers)
        return not (of_event or cue < time.start < start or follows_another_count(sentence, time.start, start))

    return next((time.words for time in annotations.times if is_own(time)), None)


def _find_stance(context: SentenceContext, number: Number, attribution: Attribution | None) -> Stance:
    if attribution and attribution.denies:
        return "denied"
    if context.annotations.is_aside(number.start):
        return "other_event"
    published = context.annotations.article.published
    place = context.annotations.find_main_part(number.start), (number.start, number.end)
    bygone = is_bygone(context.text, *place, published)
    return "other_event" if bygone else "asserted"


def _extent(measurement: Measurement, antecedents: Antecedents, *, joined: bool, besides: bool) -> Extent:
    """Return a part, an addition, or all: behind a count of the dead, "another 23 were injured" adds to nothing.

    "Another 23 were shot", "two others were also shot" add to the dead.
    """
    if measurement.extent:
        return measurement.extent
    more, known = measurement.more, antecedents.measures
    counted = not known or measurement.measure in known
    if measurement.measure == "casualties" and not known.isdisjoint(_OF_THE_HURT):
        more, counted = more or besides, True
    adds = measurement.beside or joined or (more and counted)
    return "additional" if adds else "part" if measurement.part else "total"


def value_and_bound(number: Number) -> tuple[float | None, float | None, Bound]:
    """Return value, upper end and bound of a number, as grounding will prove them."""
    if number.bound == "between":
        return number.low, number.high, "between"
    if number.bound == "vague":
        exact = number.low == number.high
        return (number.low, None, "exactly") if exact else (None, None, "about")
    return number.value, None, STATED[number.bound][0]
