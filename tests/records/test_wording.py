"""Figures in words."""

import pytest

from summarizer import ReportedFigure
from summarizer.records.wording import add_measure, format_figure, pluralize


@pytest.mark.parametrize(
    ("value", "of", "bound", "expected"),
    [
        (1, "soldiers", "exactly", "1 soldier killed"),
        (1, "people", "exactly", "1 person killed"),
        (1, "Russian soldiers", "exactly", "1 Russian soldier killed"),
        (1, "bodies", "exactly", "1 body"),
        (1, "woman", "exactly", "1 woman killed"),
        (1, "women", "exactly", "1 woman killed"),
        (1, "bus", "exactly", "1 bus killed"),
        (1, "", "exactly", "1 killed"),
        (1, "soldiers", "at_least", "at least 1 soldier killed"),
        (2, "soldiers", "exactly", "2 soldiers killed"),
        (21, "people", "exactly", "21 people killed"),
        (1, "PEOPLE", "exactly", "1 PERSON killed"),
        (1, "JESUIT PRIESTS", "exactly", "1 JESUIT PRIEST killed"),
        (1, "deaths", "exactly", "1 death"),
        (1, "deaths of children", "exactly", "1 death of children"),
        (1, "lives", "exactly", "1 life lost"),
        (3, "lives", "exactly", "3 lives lost"),
    ],
)
def test_there_is_one_soldier_and_two_soldiers(value: float, of: str, bound: str, expected: str) -> None:
    """The noun is as the number has it, whatever word the article has."""
    figure = ReportedFigure.model_validate({"measure": "killed", "of": of, "value": value, "bound": bound})
    assert format_figure(figure) == expected


MEASURED = [
    ("civilians", "killed", "civilians killed", "the measure's word follows what is counted"),
    ("", "killed", "killed", "it stands alone where nothing is"),
    ("Dead", "killed", "Dead", "the dead are killed already"),
    ("deaths", "killed", "deaths", "so are deaths"),
    ("unfortunate death", "killed", "unfortunate death", "and one death"),
    ("bodies", "killed", "bodies", "nobody kills a body"),
    ("fatalities", "killed", "fatalities", "a fatality is dead"),
    ("dead bodies", "killed", "dead bodies", "said twice by the source is enough"),
    ("the number of deaths", "killed", "the number of deaths", "the number of deaths is of deaths"),
    ("death toll", "killed", "death toll", "a toll is of what stands before it"),
    ("deaths of children", "killed", "deaths of children", "whose deaths is said behind them"),
    ("death squad members", "killed", "death squad members killed", "members of a death squad may live"),
    ("relatives of the dead", "killed", "relatives of the dead killed", "so may relatives of the dead"),
    ("wounded soldiers", "killed", "wounded soldiers killed", "the wounded are not dead yet"),
    ("lives", "killed", "lives lost", "lives are lost, not killed"),
    ("people seriously hurt", "wounded", "people seriously hurt", "who is hurt is wounded"),
    ("injuries", "wounded", "injuries", "an injury is a wound"),
    ("people who were injured", "wounded", "people who were injured", "a clause says it as well as a word"),
    ("missing students", "missing", "missing students", "the missing are missing"),
    ("hostages", "abducted", "hostages", "hostages were abducted"),
    ("arrests", "detained", "arrests", "arrests are of those detained"),
    ("displaced families", "displaced", "displaced families", "an adjective says it"),
    ("rescue workers", "rescued", "rescue workers rescued", "rescue workers rescue, and may be rescued"),
    ("shots fired", "launched", "shots fired", "what is fired is launched"),
    ("losses", "cost", "losses", "losses are a cost"),
    ("people", "participants", "people taking part", "a noun does not follow a noun"),
    ("demonstrators", "participants", "demonstrators", "demonstrators take part"),
    ("homes", "without_power", "homes without power", "an underscore is no word"),
    ("earthquake", "magnitude", "earthquake magnitude", "the magnitude of an earthquake"),
    ("people", "destroyed", "people, counted as destroyed", "people are not destroyed: somebody misread"),
    ("armed men", "damaged", "armed men, counted as damaged", "nor damaged"),
    ("ambulances", "wounded", "ambulances, counted as wounded", "and no ambulance is wounded"),
    ("MONTHS", "killed", "MONTHS, counted as killed", "nor are months killed"),
    ("houses", "destroyed", "houses destroyed", "houses are"),
    ("people", "hit", "people hit", "people are hit"),
    ("walls", "painted_over", "walls painted over", "a measure of a user's own has its own words"),
    ("deaths", "other", "deaths", "what no measure covers has no measure's word"),
]


@pytest.mark.parametrize(("of", "measure", "expected", "case"), MEASURED, ids=[case for *_, case in MEASURED])
def test_a_measure_is_said_once_and_of_what_it_can_be_true_of(of: str, measure: str, expected: str, case: str) -> None:
    """A noun phrase that says its measure needs no word for it; one that it cannot be true of shows the misreading."""
    assert add_measure(of, measure) == expected, case


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 events"), (1, "1 event"), (2, "2 events"), (1000, "1000 events")]
)
def test_a_count_has_its_noun_in_the_right_number(count: int, expected: str) -> None:
    """One event is no "1 events"."""
    assert f"{count} {pluralize(count, 'event')}" == expected


@pytest.mark.parametrize(
    ("words", "of", "expected"),
    [
        ("Dozens", "people", "dozens of people killed"),
        ("DOZENS", "PEOPLE", "DOZENS of PEOPLE killed"),
        ("Several", "deaths", "several deaths"),
    ],
)
def test_a_vague_count_is_in_the_articles_words(words: str, of: str, expected: str) -> None:
    """A capital at the start of a sentence goes; a text in capitals stays in capitals."""
    figure = ReportedFigure.model_validate({"measure": "killed", "of": of, "words": words, "low": 2, "high": 99})
    assert format_figure(figure) == expected
