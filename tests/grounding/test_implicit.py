"""One person without a numeral is a one that the article proves; several, none and things are not."""

import pytest

from summarizer.grounding import GroundedFigure, ground
from summarizer.schemas import Figure

ONE = [
    ("A man was killed", "A man"),
    ("a 16-year-old boy is dead", "a 16-year-old boy"),
    ("Ana Ruiz, 34, died", "Ana Ruiz"),
    ("Ana Ruiz (34) was killed", "Ana Ruiz"),
    ("Ana Ruiz, aged 34, was killed", "Ana Ruiz"),
    ("Omar Sadi was pronounced dead", "Omar Sadi"),
    ("another critically hurt", "another"),
    ("another is in critical condition", "another"),
    ("The gunman was shot dead", "The gunman"),
    ("a third person died", "a third person"),
    ("a fourth man was wounded", "a fourth man"),
    ("an off-duty police officer was shot", "an off-duty police officer"),
    ("his wife was killed", "his wife"),
    ("a man, 33, was killed", "a man"),
    ("Man shot dead in Harun", "Man"),
    ("16-year-old boy killed", "16-year-old boy"),
    ("a bomb killed the officer", "the officer"),
    ("the high school football coach was killed", "the high school football coach"),
    ("A Russian soldier was wounded", "A Russian soldier"),
]
NOT_ONE = [
    ("a woman and her two children were killed", "another number stands in the quote"),
    ("a dozen people were killed", "a dozen"),
    ("a few women were hurt", "a vague count"),
    ("people were killed", "no article, and a plural"),
    ("the men were killed", "a plural"),
    ("several men were killed", "a plural"),
    ("a family was killed", "a family has several members"),
    ("The police were attacked", "a force"),
    ("a group of men was killed", "a group"),
    ("a house was hit", "a thing"),
    ("the Boeing Max 8 crashed", "a machine with a number"),
    ("another attack was reported", "an event"),
    ("Boko Haram killed civilians", "a name that did it"),
    ("not a single person was hurt", "nobody"),
    ("not one child died", "nobody"),
    ("without a person being hurt", "nobody"),
    ("the soldiers' bus was hit", "what belongs to several"),
    ("a men's club was hit", "what belongs to several"),
    ("a bus of nurses was hit", "what several are in"),
    ("The general public was hurt", "everybody"),
]


def proof(quote: str, **fields: object) -> GroundedFigure | str:
    """The proof of a figure of one, or the reason why there is none."""
    figure = Figure.model_validate({"quote": quote, "measure": "casualties", "of": "person", "value": 1} | fields)
    proved, refused = ground(f"On Monday {quote} in the town.", [figure])
    return proved[0] if proved else refused[0].reason


@pytest.mark.parametrize(("quote", "phrase"), ONE, ids=[quote for quote, _ in ONE])
def test_one_person_is_a_one(quote: str, phrase: str) -> None:
    """By the noun phrase or the name, which is what the figure's number is."""
    proved = proof(quote)
    assert isinstance(proved, GroundedFigure), proved
    assert (proved.implicit, proved.quote, proved.number.text, proved.low, proved.high) == (True, quote, phrase, 1, 1)


@pytest.mark.parametrize(("quote", "why"), NOT_ONE, ids=[why for _, why in NOT_ONE])
def test_what_names_no_one_person_proves_nothing(quote: str, why: str) -> None:
    """Whatever the model makes of it."""
    assert isinstance(proof(quote), str), why


@pytest.mark.parametrize(
    "fields", [{"value": 2}, {"value": 0}, {"bound": "at_least"}, {"unit": "%"}, {"measure": "destroyed"}], ids=str
)
def test_a_phrase_proves_exactly_one_person(fields: dict[str, object]) -> None:
    """No other number, no bound, no share, and nothing but people."""
    assert isinstance(proof("a man was killed", **fields), str)


def test_a_numeral_is_no_phrase() -> None:
    """The reader reads it, as any other number."""
    proved = proof("one man was killed")
    assert isinstance(proved, GroundedFigure)
    assert not proved.implicit


@pytest.mark.parametrize(
    ("unit", "proved"),
    [(None, True), ("hectare", True), ("hectares", True), ("ha", True), ("acre", False), ("km", False)],
)
def test_land_needs_no_unit_in_the_reply(unit: str | None, proved: bool) -> None:
    """Its measure says that land is measured; a unit that is given must be the article's."""
    figure = Figure(quote="burned 300 hectares", measure="hectares", of="land", value=300, unit=unit)
    grounded, _ = ground("Fires burned 300 hectares of forest.", [figure])
    assert [each.number.unit for each in grounded] == (["hectare"] if proved else [])
