"""Readings → figures: the number with its bound, who says it, and the words that prove it."""

from dataclasses import dataclass, field

from ...language.bounds import STATED, Bound
from ...language.quantities import Number
from ...schemas import Extent, Figure
from .attribution import Speakers, Speech, speaker_of
from .candidates import DraftFigure
from .measurements import Reading
from .noun_phrases import kinds_of
from .time_expressions import as_of
from .tokenizer import Sentence


@dataclass
class Counts:
    """What was counted so far, by kind: "another two" and "five of them" mean the last."""

    last: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    measures: set[str] = field(default_factory=set)

    def name(self, reading: Reading, number: int, *, others: bool) -> str | None:
        """What the reading of a sentence counts; None if that is not plain.

        People counted in an earlier sentence are meant only where the words point back ("of them"). `others`: "five
        workers died and nine others were hurt" does not say that the nine are workers.
        """
        if reading.noun is not None:
            if reading.kind and not reading.part:
                self.last[reading.kind] = (reading.noun, number, reading.measure)
            return reading.noun
        kinds = kinds_of(reading.measure)
        for kind, (noun, sentence, measure) in self.last.items():
            same = sentence == number and (measure == reading.measure or not others)
            if kind in kinds and (kind != "people" or reading.among or same):
                return noun
        return "people" if "people" in kinds else None


@dataclass(frozen=True)
class Setting:
    """What a figure takes from its sentence: its text, who speaks there, and a place narrower than the event's."""

    text: str
    sentence: Sentence
    number: int
    speeches: list[Speech]
    speakers: Speakers
    when: str | None


def figure(reading: Reading, setting: Setting, counts: Counts, where: str | None) -> DraftFigure | None:
    """The figure of a reading; None where it is not plain what is counted."""
    others = setting.sentence.lowers[reading.at + 1 : reading.at + 2] == ["others"]
    of = counts.name(reading, setting.number, others=others)
    if of is None or _vague_nothing(reading.number):
        return None
    sentence = setting.sentence
    speech = speaker_of(reading.at, setting.speeches)
    who = speech.who if speech else setting.speakers.last() if sentence.quoted else None
    value, upper, bound = stated(reading.number)
    made = Figure(
        quote=setting.text[sentence.words[reading.first].start : sentence.words[reading.last - 1].end],
        measure=reading.measure,
        of=of,
        value=value,
        upper=upper,
        unit=reading.number.unit,
        bound=bound,
        extent=_extent(reading, counts),
        where=where,
        attributed_to=who,
        as_of=as_of(sentence, reading.number.start) or (setting.when if reading.way == "toll" else None),
        stance="denied" if speech and speech.denies else "asserted",
    )
    counts.measures.add(reading.measure)
    return DraftFigure(made, setting.number, reading.noun is None, reading.among, reading.narrowed)


def _vague_nothing(number: Number) -> bool:
    return number.text.lower() == "nothing"


def _extent(reading: Reading, counts: Counts) -> Extent:
    """A part, an addition, or all: behind a count of the dead, "another 23 were injured" adds to nothing."""
    adds = reading.more and (not counts.measures or reading.measure in counts.measures)
    return "additional" if adds else "part" if reading.part else "total"


def stated(number: Number) -> tuple[float | None, float | None, Bound]:
    """Value, upper end and bound of a number, as grounding will prove them."""
    if number.bound == "between":
        return number.low, number.high, "between"
    if number.bound == "vague":
        exact = number.low == number.high
        return (number.low, None, "exactly") if exact else (None, None, "about")
    return number.value, None, STATED[number.bound][0]
