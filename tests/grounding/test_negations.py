"""A count of none is proved by words that say that there were none, not by any "no" in the sentence."""

import pytest

from summarizer.grounding import ground
from summarizer.schemas import Figure

NONE = [
    "No people were killed",
    "No one was killed",
    "Nobody was killed in the fire",
    "None of the people on board were killed",
    "There were no deaths",
    "No civilians were killed",
    "The quake caused no casualties among people",
    "People were not killed in the blast",
    "Not one person was killed",
    "No British people were killed",
    "The strike killed no one",
    "The bombing did not kill people",
    "No deaths were reported",
    "Without killing anyone, the blast broke windows",
    "No passengers on board were killed",
    "None of the people on the ferry were reported killed",
    "There were no immediate reports of deaths",
]
SOME = [
    "There is no doubt people were killed",
    "There is no question that people were killed",
    "There is no way people were killed by this",
    "There was no warning before people were killed",
    "No matter how, people were killed",
    "In no time people were killed",
    "No longer are people killed",
    "No other people were killed; 12 people died",
    "No more people were killed",
    "It is not clear how many people were killed",
    "It was not known whether people were killed",
    "Not only people were killed",
    "People were killed, not animals",
    "Police did not say how many people were killed",
    "The fire was not put out before people were killed",
    "People were killed without warning",
    "People were killed for no reason",
    "Without a doubt, people were killed",
    "The driver, who had no licence, killed people",
    "No fewer than dozens of people were killed",
    "People who had no shelter were killed",
    "He did not deny that people were killed",
    "Never before have so many people been killed",
    "No one could say how many people were killed",
    "Nobody doubts that people were killed",
    "None of the guards saw people being killed",
    "Nothing could be done for the people killed",
    "Officials would not confirm that people were killed",
    "People had no chance to flee and were killed",
    "Nor did the police stop people from being killed",
    "No one else was killed",
    "No people were seriously hurt or killed, but for three",
    "There is no shortage of people killed here",
    "Not one to give up, he saw people killed",
]


def is_none(text: str, **fields: object) -> bool:
    """Whether a text proves that no people were killed."""
    told = {"quote": text, "measure": "killed", "of": "people", "value": 0} | fields
    return bool(ground(f"{text}.", [Figure.model_validate(told)])[0])


@pytest.mark.parametrize("text", NONE)
def test_none_is_said(text: str) -> None:
    """Of those who are counted, or of what became of them."""
    assert is_none(text)


@pytest.mark.parametrize("text", SOME)
def test_a_negation_of_something_else_is_no_count(text: str) -> None:
    """Nor one that leaves others: "no other", "no more"."""
    assert not is_none(text)


@pytest.mark.parametrize(
    ("text", "fields", "proved", "why"),
    [
        ("No one was seriously hurt", {"measure": "wounded"}, False, "others may be hurt"),
        ("No serious injuries were reported", {"measure": "wounded"}, False, "others may be hurt"),
        ("The police have not yet made any arrests", {"measure": "detained"}, True, "by what was not done"),
        ("No arrests had been made", {"measure": "detained", "of": "suspects"}, True, "by the noun"),
        ("No survivors were found", {"measure": "rescued", "of": "survivors"}, True, "by the noun"),
        ("Nobody was hurt, though two were treated for shock", {"measure": "wounded"}, False, "beside a number it says less"),
        ("No homes were damaged", {"measure": "damaged", "of": "homes"}, True, "things have no outcome of their own"),
        ("Zero people were killed", {}, True, "a numeral"),
        ("0 people were killed", {}, True, "a digit"),
    ],
)  # fmt: skip
def test_by_what_is_counted(text: str, fields: dict[str, object], proved: bool, why: str) -> None:
    """Each measure has words of its own."""
    assert is_none(text, **fields) is proved, why
