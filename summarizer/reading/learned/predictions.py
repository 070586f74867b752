"""Predictions: what each mention of a text counts, and whether all of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ...language.quantities import read_numbers
from ...syntax.measurements import find_measurements
from ...syntax.persons import find_persons
from ...syntax.tokenizer import Sentence, tokenize_sentences
from .classifier import Models, load_models
from .features import Surroundings, describe_mention, find_cues
from .mentions import Mention, find_mentions

NONE: Final = "none"  # the measure of what counts nothing of an event
_LIKELY: Final = 0.3  # from which a measure is told to the others of a text


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a mention counts: the measure by the rules, the probability of each measure, and of each extent."""

    mention: Mention
    sentence: int
    ruled: str | None
    measures: Mapping[str, float]
    extents: Mapping[str, float]

    @property
    def measure(self) -> str:
        """The likeliest measure but none."""
        return best_measure(self.measures)

    @property
    def extent(self) -> str:
        """The likeliest extent."""
        return max(self.extents, key=self.extents.__getitem__)


@dataclass(frozen=True, slots=True)
class Described:
    """A mention with its features, before anything is predicted."""

    mention: Mention
    sentence: int
    ruled: str | None
    features: Sequence[str]


def predict(text: str) -> Mapping[int, Prediction]:
    """Predict what each mention of an English text counts, by the offset at which it starts."""
    return _predict(text, load_models())


@lru_cache(maxsize=16)  # a text is read, and then its figures are rated
def _predict(text: str, models: Models) -> Mapping[int, Prediction]:
    return {each.mention.number.start: each for each in predict_described(describe_text(text), models)}


def describe_text(text: str) -> list[Described]:
    """Describe each mention of a text, in order."""
    sentences = list(tokenize_sentences(text, read_numbers(text)))
    ruled = [_rule(sentence) for sentence in sentences]
    values: dict[str, set[float]] = {}
    for each in ruled:
        for measure, value in each.values():
            if value:
                values.setdefault(measure, set()).add(value)
    described, before = [], frozenset[str]()
    for place, (sentence, rules) in enumerate(zip(sentences, ruled, strict=True)):
        mentions = find_mentions(sentence, text)
        measures = {start: measure for start, (measure, _) in rules.items()}
        around = Surroundings(sentence, place, mentions, measures, values, before)
        described += [
            Described(mention, place, measures.get(mention.number.start), describe_mention(mention, around))
            for mention in mentions
        ]
        before = find_cues(sentence)
    return described


def _rule(sentence: Sentence) -> dict[int, tuple[str, float | None]]:
    """Return the measure that the rules give each number of a sentence, with its value, by its offset."""
    found = [*find_measurements(sentence), *find_persons(sentence)]
    return {each.number.start: (each.measure, each.number.value) for each in found}


def predict_described(described: Sequence[Described], models: Models) -> list[Prediction]:
    """Predict what described mentions of one text count."""
    measures = [models.measure.classify(each.features) for each in described]
    return [
        Prediction(each.mention, each.sentence, each.ruled, measure, models.extent.classify([*each.features, *joint]))
        for each, measure, joint in zip(described, measures, describe_jointly(described, measures), strict=True)
    ]


def describe_jointly(described: Sequence[Described], measures: Sequence[Mapping[str, float]]) -> Iterator[list[str]]:
    """Describe each mention by what the others of its text are likely to count."""
    likely = [
        (each.mention, {measure for measure, share in shares.items() if share > _LIKELY})
        for each, shares in zip(described, measures, strict=True)
    ]
    for each, shares in zip(described, measures, strict=True):
        measure = best_measure(shares)
        others = [mention for mention, known in likely if mention is not each.mention and measure in known]
        yield list(_compare(each.mention, measure, others))


def _compare(mention: Mention, measure: str, others: Sequence[Mention]) -> Iterator[str]:
    """Compare a mention with the others of its measure: which are more, which are it again, which are before it."""
    value = mention.number.value or 0.0
    values = {other.number.value for other in others if not other.is_person and other.number.value}
    facts = {
        "more": any(each > value for each in values),
        "less": any(each < value for each in values),
        "again": value in values,
        "sum": any(one + two == value for one in values for two in values),
        "addend": any(value + one == two for one in values for two in values),
        "first": not any(other.number.start < mention.number.start for other in others),
        "persons": any(other.is_person for other in others),
    }
    person = "person" if mention.is_person else "numeral"
    for fact, holds in facts.items():
        yield f"{fact}={holds}"
        yield f"{fact}={holds} {person}"
        yield f"{fact}={holds} {measure}"
    yield f"numerals={min(len(values), 3)} {person}"
    yield f"persons={min(sum(other.is_person for other in others), 4)} {person}"
    yield f"measure={measure} {person}"


def best_measure(measures: Mapping[str, float]) -> str:
    """Return the likeliest measure but none."""
    return max((name for name in measures if name != NONE), key=measures.__getitem__)
