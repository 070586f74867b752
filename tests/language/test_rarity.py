"""Rarity of words: which words of a text tell its event from others."""

import pytest

from summarizer.language.rarity import rare_words, rarity, split_words

NEWS = (
    "Police said three people were killed on Tuesday when a truck hit the Zabolotny bakery on Quillfeather Lane. "
    "The driver, Marcus Okonjo-Velde, 41, was arrested in the city. Police said the investigation goes on."
)
LEAST = 4.5


def test_names_and_streets_are_rare_and_what_every_report_says_is_not() -> None:
    """In the order of their first use, each once."""
    rare = rare_words(NEWS, LEAST, 60)
    assert [word for word in rare if word in {"zabolotny", "quillfeather", "okonjo", "velde"}] == [
        "zabolotny", "quillfeather", "okonjo", "velde",
    ]  # fmt: skip
    assert not {"police", "said", "killed", "people", "the", "arrested", "investigation", "41"} & set(rare)
    assert len(set(rare)) == len(rare)


def test_of_many_the_rarest_are_kept_and_of_equally_rare_ones_the_first() -> None:
    """A lorry is told of more often than a street of one town."""
    assert "truck" in rare_words(NEWS, LEAST, 60)
    assert rare_words(NEWS, LEAST, 2) == ["zabolotny", "bakery"]
    assert rarity("truck") < rarity("bakery") == rarity("zabolotny")


@pytest.mark.parametrize(
    ("text", "names", "others", "why"),
    [
        (
            "Троє людей загинули, коли вантажівка врізалася в пекарню. Водія, Марка Забаринського, шукали у Нікополь 4512.",
            {"марка", "забаринського", "нікополь", "4512"},
            {"троє", "водія", "людей", "загинули", "пекарню"},
            "Ukrainian: what begins a sentence may be any word",
        ),
        (
            "Tres personas murieron el martes en la panadería Zabolotny. El conductor, Marcos Oyarzún, fue detenido.",
            {"zabolotny", "marcos", "oyarzun"},
            {"tres", "personas", "murieron", "panaderia", "conductor", "detenido"},
            "Spanish, folded",
        ),
    ],
)  # fmt: skip
def test_of_another_language_names_and_long_numbers_are_taken(
    text: str, names: set[str], others: set[str], why: str
) -> None:
    """Nothing is known of how rare its other words are."""
    rare = set(rare_words(text, LEAST, 60))
    assert names <= rare, why
    assert not others & rare, why


@pytest.mark.parametrize("word", ["Subscribe", "newsletter", "cookies", "Advertisement", "browser", "reserved"])
def test_words_of_a_page_are_no_evidence(word: str) -> None:
    """Two outlets' pages share them whatever they tell of."""
    assert word.casefold() not in rare_words(f"{NEWS} {word} here.", LEAST, 60)


def test_words_are_folded() -> None:
    """Accents, case and points fall away; initials and particles are too short to be rare."""
    assert list(split_words("Łódź's Café, U.S.")) == ["łodz", "s", "cafe", "u", "s"]
    assert rare_words("", LEAST, 60) == []
