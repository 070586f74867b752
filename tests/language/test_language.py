"""Nouns and sentences, and the folder of a language."""

import pytest

from summarizer import read_numbers
from summarizer.errors import UsageError
from summarizer.language.lexicon import table
from summarizer.language.nouns import singular
from summarizer.language.quantities import read_numbers as read
from summarizer.language.sentences import sentence_around, split_sentences


@pytest.mark.parametrize(
    ("plural", "expected"),
    [
        ("soldiers", "soldier"), ("houses", "house"), ("bodies", "body"), ("crashes", "crash"), ("churches", "church"),
        ("boxes", "box"), ("classes", "class"), ("torpedoes", "torpedo"), ("blazes", "blaze"), ("mosques", "mosque"),
        ("buses", "bus"), ("avalanches", "avalanche"), ("canoes", "canoe"), ("women", "woman"), ("lives", "life"),
        ("servicemen", "serviceman"), ("bus", "bus"), ("class", "class"), ("crisis", "crisis"), ("gas", "gas"),
        ("aircraft", "aircraft"), ("series", "series"), ("police", "police"),
    ],
)  # fmt: skip
def test_the_singular(plural: str, expected: str) -> None:
    """By its ending, or by a list; what is no plural stays."""
    assert singular(plural) == expected


SENTENCES = [
    ("Gov. Ann Lee said 12 died. Two are missing.", ["Gov. Ann Lee said 12 died.", "Two are missing."]),
    ("On Sept. 5 it rained. It still does.", ["On Sept. 5 it rained.", "It still does."]),
    ("The U.S. Army came. It left.", ["The U.S. Army came.", "It left."]),
    ("“Two died.” Others fled.", ["“Two died.”", "Others fled."]),
    ("Two died\n\nThree fled", ["Two died", "Three fled"]),
    ("Two died. ![chart](c.png) It rained.", ["Two died.", "![chart](c.png) It rained."]),
    ("Did 12 die? Yes!", ["Did 12 die?", "Yes!"]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences_are_split_one_way(text: str, expected: list[str]) -> None:
    """For a reader who takes them in turn, and for one who asks around a word."""
    assert [text[span.start : span.end] for span in split_sentences(text, read(text))] == expected
    for sentence in expected:
        middle = text.index(sentence) + len(sentence) // 2
        assert sentence_around(text, middle, middle + 1) == sentence


def test_a_language_that_is_not_there() -> None:
    """One line says what is expected; a path is none, nor is one that is written in another way."""
    for language in ("xx", "../en", "", "UK", "pt-BR"):
        with pytest.raises(UsageError, match=r"^expected a language by its code, such as uk, got"):
            read_numbers("12", language=language)
    for language in ("xx", "../en", ""):
        with pytest.raises(UsageError, match=r"^no words of the language"):
            table("calendar", language)
