"""What the learned models make of numbers and persons, and what of it becomes a figure."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Article, ReportedFigure, Settings, summarize
from summarizer.language.quantities import read_numbers
from summarizer.reading.learned.classifier import LinearClassifier, Models, dump_models, parse_models
from summarizer.reading.learned.mentions import find_mentions
from summarizer.reading.learned.predictions import NONE, predict
from summarizer.syntax.tokenizer import tokenize_sentences

pytestmark = pytest.mark.block_network

TWO = LinearClassifier(["killed", "none"], [0.5, 0.0], {"a": [1.0, 0.0], "b": [0.0, 2.0]})


def read(text: str) -> list[ReportedFigure]:
    """The figures of an article without a model."""
    summary = summarize([Article(id="a", text=text)], settings=Settings(model="builtin"))
    return [each for incident in summary.incidents for event in incident.events for each in event.figures]


def mentions(text: str) -> list[str]:
    """The words of all mentions of a text."""
    return [
        mention.number.text
        for sentence in tokenize_sentences(text, read_numbers(text))
        for mention in find_mentions(sentence, text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Four people were shot on May 3.", ["Four"]),
        ("A man and two girls were hurt.", ["A man", "two"]),
        ("Another 16-year-old boy died.", ["Another 16-year-old boy"]),
        ("He ran 5 miles in 2016.", []),
    ],
)
def test_a_mention_is_a_number_or_a_person(text: str, expected: list[str]) -> None:
    """Dates and distances are none."""
    assert mentions(text) == expected


@given(st.lists(st.sampled_from(["a", "b", "c"]), unique=True))
def test_probabilities_sum_to_one(features: list[str]) -> None:
    """A feature without weights changes nothing."""
    shares = TWO.classify(features)
    assert math.isclose(sum(shares.values()), 1)
    assert shares == TWO.classify([name for name in features if name != "c"])


def test_the_odds_are_the_sum_of_bias_and_weights() -> None:
    """By hand: 0.5 + 1 against 2."""
    shares = TWO.classify(["a", "b"])
    assert math.isclose(shares["killed"] / shares["none"], math.exp(1.5 - 2.0))


def test_models_are_written_and_read_alike() -> None:
    """In hundredths; a feature whose weights are all nothing is left out."""
    faint = LinearClassifier(["x", "y"], [0.0, 0.0], {"a": [0.004, -0.004], "b": [0.125, 0.0]})
    again = parse_models(dump_models(Models(TWO, faint)))
    assert again.measure == TWO
    assert again.extent.weights == {"b": [0.12, 0.0]}


@pytest.mark.parametrize(
    ("text", "number", "measure"),
    [
        ("Two teens remain hospitalized after the shooting, police said.", "Two", "wounded"),
        ("Deputies took three brothers to the county jail on murder charges.", "three", "detained"),
        ("The suspects face 12 counts of robbery.", "12", NONE),
        ("The store opened 30 years ago.", "30", NONE),
    ],
)
def test_what_a_number_counts_is_predicted(text: str, number: str, measure: str) -> None:
    """Of sentences that no label has."""
    found = next((each for each in predict(text).values() if each.mention.number.text == number), None)
    assert (max(found.measures, key=found.measures.__getitem__) if found else NONE) == measure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen shot a guard in Dayton. The guard, Leo Ruiz, 41, died at a hospital.", ("killed", 1.0)),
        ("A shooting in Dayton left a boy dead. Officers arrested a 20-year-old man.", ("detained", 1.0)),
        ("Shots were fired in Dayton. Two teens remain hospitalized.", ("wounded", 2.0)),
    ],
)
def test_what_no_rule_reads_is_read(text: str, expected: tuple[str, float]) -> None:
    """Each with a confidence, and proved by its own words."""
    assert expected in [(each.measure, each.value) for each in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The storm killed all but two passengers.",
        "Twelve soldiers were killed and twice that number wounded in the clash.",
        "A gunman opened fire in Dayton. No man was killed.",
        "The blast killed 37 people, two survivors told this newspaper.",
    ],
)
def test_what_the_rules_speak_against_is_not_learned_back(text: str) -> None:
    """Exceptions, multiples, denials and speakers count nobody, whatever the models say."""
    assert not [each for each in read(text) if each.value in (1.0, 2.0)]


def test_who_is_held_is_held_for_the_attack() -> None:
    """One event with its dead and its arrest, as the codebook has it."""
    summary = summarize([Article(id="a", text="A man was arrested Monday after a woman was shot Friday in Tulsa.")])
    (event,) = [event for incident in summary.incidents for event in incident.events]
    assert {each.measure for each in event.figures} == {"casualties", "detained"}
    assert event.type == "attack_on_civilians"
