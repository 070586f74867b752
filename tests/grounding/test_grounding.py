"""Grounding: words may be paraphrased, numbers may not."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import ground
from summarizer.grounding import GroundedText, account
from summarizer.language.quantities import read_numbers
from summarizer.schemas import Figure

TEXT = (
    "Russia launched 69 missiles on Thursday, and 54 of them were shot down, the general said. "
    "An adviser spoke of more than 120 missiles. About 25 drones followed, and dozens of houses burned. "
    "“Two people,” the mayor said, were hurt; at least three were missing, 10 to 15 trapped. No one died."
)


def figure(quote: str, value: float | None, bound: str = "exactly", **fields: Any) -> Figure:
    fields |= {"quote": quote, "measure": "other", "of": "people", "value": value, "bound": bound}
    return Figure.model_validate(fields)


@pytest.mark.parametrize(
    ("quote", "value", "bound", "upper", "span"),
    [
        ("launched 69 missiles", 69, "exactly", None, "launched 69 missiles"),
        ("LAUNCHED  69\nMISSILES", 69, "exactly", None, "launched 69 missiles"),
        ('"Two people," the mayor said', 2, "exactly", None, "“Two people,” the mayor said"),
        ("more than 120 missiles", 120, "more_than", None, "more than 120 missiles"),
        ("120 missiles", 120, "more_than", None, "more than 120 missiles"),
        ("About 25 drones followed", 25, "about", None, "About 25 drones followed"),
        ("dozens of houses", None, "about", None, "dozens of houses"),
        ("at least three were missing", 3, "at_least", None, "at least three were missing"),
        ("10 to 15 trapped", 10, "between", 15, "10 to 15 trapped"),
        ("No one died", 0, "exactly", None, "No one died"),
        ("Russia had launched 69 missiles on a Thursday", 69, "exactly", None, None),
    ],
)
def test_a_true_figure_is_grounded(
    quote: str, value: float | None, bound: str, upper: float | None, span: str | None
) -> None:
    """Exactly, folded or paraphrased: the span is the article's own words, and takes a clipped bound in."""
    (proved,), rejected = ground(TEXT, [figure(quote, value, bound, upper=upper)])
    assert not rejected
    assert proved.quote == TEXT[proved.start : proved.end]
    assert span is None or proved.quote == span
    assert proved.start <= proved.number.start < proved.number.end <= proved.end


LEADS_QUOTE = "17 fishermen were rescued from the burning ferry off the northern coast of the island"
LEADS = "17 fishermen were on Monday rescued from the burning ferry off the northern coast of the island"
CLOSES_QUOTE = (
    "taken ashore by the coast guard in the early hours of the morning of the storm were the 17 fishermen aboard"
)
CLOSES = "taken ashore by the coast guard in the early hours of the morning of the storm, by its own count and after a search of the bay, were the 17 fishermen aboard"
BEFORE, AFTER = (
    "Storms lashed the coast for three days. ",
    ". Schools stayed closed, and ferries did not sail for a week",
)


@pytest.mark.parametrize(
    ("quote", "said"), [(LEADS_QUOTE, LEADS), (CLOSES_QUOTE, CLOSES)], ids=["number first", "number last"]
)
@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("", AFTER, id="at the start of the text"),
        pytest.param(BEFORE, AFTER, id="inside the text"),
        pytest.param(BEFORE, ".", id="at the end of the text"),
        pytest.param(BEFORE, "", id="at the end of the text, without a full stop"),
        pytest.param("", ".", id="the whole text"),
        pytest.param("", "", id="the whole text, without a full stop"),
        pytest.param("", AFTER * 1_200, id="at the start of a long text"),
        pytest.param(BEFORE * 1_700, ".", id="at the end of a long text"),
    ],
)  # fmt: skip
def test_a_paraphrased_quote_reaches_its_number_wherever_it_stands(
    quote: str, said: str, before: str, after: str
) -> None:
    """At either end of a text the window that is like a quote may be shorter than the quote: its number still counts."""
    (proved,), rejected = ground(before + said + after, [figure(quote, 17)])
    assert not rejected
    assert proved.quote.rstrip(".") == said


@pytest.mark.parametrize(
    ("quote", "value", "bound", "upper", "reason"),
    [
        ("launched 69 missiles", 96, "exactly", None, "the article says “69”"),
        ("launched 96 missiles", 96, "exactly", None, "the article says “69”"),
        ("launched 69 missiles", 69, "at_least", None, "at least 69"),
        ("launched 69 missiles", 69, "about", None, "about 69"),
        ("more than 120 missiles", 120, "exactly", None, "exactly 120"),
        ("120 missiles", 120, "exactly", None, "“more than 120”"),
        ("at least three were missing", 3, "exactly", None, "exactly 3"),
        ("10 to 15 trapped", 15, "exactly", None, "“10 to 15”"),
        ("10 to 15 trapped", 10, "between", 16, "between 10 and 16"),
        ("dozens of houses burned", 24, "exactly", None, "“dozens”"),
        ("launched 69 missiles", None, "about", None, "vague count"),
        ("on Thursday", 69, "exactly", None, "no number stands"),
        ("the ferry sank with 69 aboard near the strait", 69, "exactly", None, "does not say"),
        ("", 69, "exactly", None, "does not say"),
        ("54 of them were shot down", 69, "exactly", None, "“54”"),
    ],
)
def test_a_false_figure_is_refused_with_the_reason(
    quote: str, value: float | None, bound: str, upper: float | None, reason: str
) -> None:
    """A changed value, a bound the text does not carry, a neighbour's number, a quote from elsewhere."""
    grounded, (refused,) = ground(TEXT, [figure(quote, value, bound, upper=upper)])
    assert not grounded
    assert reason in refused.reason


@pytest.mark.parametrize(
    ("text", "value", "unit", "grounded"),
    [
        ("40 percent of homes lost power", 40, "%", True),
        ("40 percent of homes lost power", 40, "percent", True),
        ("40 percent of homes lost power", 40, None, False),
        ("40 homes lost power", 40, "%", False),
        ("losses of $40 million", 40_000_000, "USD", True),
        ("losses of $40 million", 40_000_000, "dollars", True),
        ("losses of $40 million", 40_000_000, "EUR", False),
        ("losses of $40 million", 40_000_000, None, False),
        ("22,770 kg of explosives", 22_770, "kilograms", True),
        ("22,770 kg of explosives", 22_770, "tonnes", False),
        ("half of the missiles", 0.5, "share", True),
        ("half of the missiles", 0.5, None, False),
        ("a magnitude 7.1 quake", 7.1, "magnitude", True),
        ("a magnitude 7.1 quake", 7.1, None, True),
    ],
)
def test_a_value_of_another_unit_is_refused(text: str, value: float, unit: str | None, grounded: bool) -> None:
    """A percentage is no count, a dollar no euro; a unit that the reader does not know says no more than none."""
    claimed = figure(text, value, unit=unit)
    if "magnitude" in text:
        claimed = claimed.model_copy(update={"measure": "magnitude"})
    assert bool(ground(text, [claimed])[0]) is grounded


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("1,5 million people", 5_000_000, id="a decimal comma: five million is a part of it"),
        pytest.param("1,5 million people", 1, id="and so is one"),
        pytest.param("1'234 people", 234, id="thousands set off by an apostrophe"),
        pytest.param("1’234 people", 1, id="or by a typographer's"),
        pytest.param("1e6 people", 1, id="an exponent"),
        pytest.param("10^6 people", 10, id="a power"),
        pytest.param("10^6 people", 6, id="the power's own number"),
        pytest.param("3/4 of the people", 3, id="a fraction written with a stroke"),
        pytest.param("1/2 million people", 2_000_000, id="half a million is not two"),
        pytest.param("5 ½ people", 5, id="a whole and its fraction apart"),
        pytest.param("5 ½ people", 0.5, id="the fraction alone"),
    ],
)
def test_a_number_that_is_a_part_of_another_one_proves_nothing(text: str, value: float) -> None:
    """Whether the reader knows the whole number or not."""
    grounded, (refused,) = ground(f"The flood drove out {text}.", [figure(text, value)])
    assert not grounded
    assert "may be a part of it" in refused.reason or "the article says" in refused.reason


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,5 million people", 1_500_000),
        ("1'234 people", 1234),
        ("1’234 people", 1234),
        ("1/2 million people", 500_000),
        ("5 ½ million people", 5_500_000),
        ("a half-dozen people", 6),
        ("five thousand, six hundred people", 5600),
        ("Twenty‑one people", 21),
        ("two-and-a-half million people", 2_500_000),
        ("3 lakh 40 thousand people", 340_000),
    ],
)
def test_the_whole_number_is_proved(text: str, value: float) -> None:
    """However it is written; the value of a piece of it is refused."""
    assert ground(f"The flood drove out {text}.", [figure(text, value)])[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("125.000 people", 125),
        ("125.000 of them", 125),
        ("125.000 of them", 125_000),
        ("1,5 people", 1),
        ("120\n000 people", 120),
        ("hundred people", 100),
        ("a five-figure number of people", 5),
        ("10⁶ people", 10),
        ("12&nbsp;000 people", 0),
        ("12&nbsp;000 people", 12),
        ("12&thinsp;000 people", 12),
        ("1&period;5 million people", 5e6),
        ("1&#8239;200 people", 200),
    ],
)
def test_a_number_that_is_not_certain_proves_nothing(text: str, value: float) -> None:
    """A point before three digits may part the thousands; a scale without its number is a piece of one."""
    assert not ground(f"The flood drove out {text}.", [figure(text.replace("\n", " "), value)])[0]


@pytest.mark.parametrize(
    "text", ["in 2019, 5 people died", "5 people died, 3 of them", "killed 5. 12 more", "(5) died"]
)
def test_a_number_beside_a_mark_of_the_sentence_is_clear(text: str) -> None:
    """A comma or a full stop with a space after it ends a number."""
    assert ground(text, [figure(text, 5)])[0]


def test_a_repeated_quote_is_each_occurrence_in_turn() -> None:
    """Two figures with one quote that stands twice are proved at two places; a third at the last."""
    text = "Two people died. Later: two people died. Two people died elsewhere."
    grounded, _ = ground(text, [figure("TWO people died", 2)] * 4)
    assert [proved.start for proved in grounded] == [0, 24, 41, 41]


KILLED = "Twelve people were killed and two were hurt in Karsa on Monday, police said."


@pytest.mark.parametrize(
    ("text", "quote", "value", "reason"),
    [
        pytest.param(KILLED, "e", 12, "inside a word", id="a letter of the number"),
        pytest.param(KILLED, "o", 2, "inside a word", id="a letter of another word"),
        pytest.param(KILLED, "elve people", 12, "inside a word", id="the first word is cut"),
        pytest.param(KILLED, "Twelve peop", 12, "inside a word", id="the last word is cut"),
        pytest.param("1,200 people died.", "200 people", 1200, "inside a word or number", id="a numeral is cut"),
        pytest.param("1 200 people died.", "200 people", 1200, "inside a word or number", id="at its space"),
        pytest.param("Twenty-one people died.", "one people died", 21, "inside a word or number", id="in words"),
        pytest.param("A hundred and five people died.", "five people", 105, "inside a word or number", id="apart"),
        pytest.param("About 12 million people fled.", "About 12", 12e6, "inside a word or number", id="before its scale"),
        pytest.param(KILLED, "Twelve", 12, "does not name", id="the number alone"),
        pytest.param("| Karsa | 1,200 | 3 |", "1,200", 1200, "does not name", id="a cell of a table alone"),
        pytest.param(KILLED, "two were", 2, "does not name", id="a verb that says nothing"),
        pytest.param("Half of homes lost power.", "Half of", 0.5, "does not name", id="a share of nothing"),
        pytest.param(KILLED, "x" * 401, 12, "401 characters", id="longer than a passage"),
        pytest.param(f"{KILLED} Roads are shut. Rain falls.", f"{KILLED} Roads are shut. Rain falls.", 12, "3 sentences", id="a whole article"),
        pytest.param("Twelve people were injured.", "Twelve people were killed", 12, "“killed” where the article says “injured”", id="another fate"),
        pytest.param("12 people were rescued from the building in Kisumu after the fire.", "12 people were killed in the building in Kisumu after the fire", 12, "“killed” where the article says “rescued”", id="another fate in the middle"),
        pytest.param("The ministry said 35 Eritrean soldiers were killed.", "The ministry said 35 Ethiopian soldiers were killed", 35, "“Ethiopian” where the article says “Eritrean”", id="another nation"),
        pytest.param("Ethiopia said that 35 Eritrean soldiers were killed.", "Ethiopia said that 35 Ethiopian soldiers were killed", 35, "“Ethiopian” where the article says “Eritrean”", id="another nation, the first being in the article too"),
        pytest.param("A bus with 17 South Korean tourists crashed near Baku.", "A bus with 17 North Korean tourists crashed near Baku", 17, "“North Korean” where the article says “South Korean”", id="a nation of two words"),
        pytest.param("Sudan’s army said 12 Sudanese troops died in the attack on the border.", "Sudan’s army said 12 Chadian troops died in the attack on the border", 12, "“Chadian” where the article says “Sudanese”", id="a nation that the article has twice"),
    ],
)  # fmt: skip
def test_a_quote_that_does_not_name_what_is_counted_proves_nothing(
    text: str, quote: str, value: float, reason: str
) -> None:
    """A letter, a part of a word or numeral, a bare number, half an article, a fate that the article does not tell."""
    unit = "share" if value == 0.5 else None
    bound = "about" if value == 12e6 else "exactly"
    grounded, (refused,) = ground(text, [figure(quote, value, bound, unit=unit)])
    assert not grounded
    assert reason in refused.reason
    assert "\n" not in refused.reason


@pytest.mark.parametrize(
    ("text", "quote", "fields", "shown"),
    [
        (KILLED, "Twelve people", {"value": 12}, "Twelve people"),
        ("More than 120 people died.", "120 people", {"value": 120, "bound": "more_than"}, "More than 120 people"),
        ("| Karsa | 1,200 | 3 |", "Karsa | 1,200", {"value": 1200}, "Karsa | 1,200"),
        ("Losses of $40 million.", "$40 million", {"value": 40e6, "unit": "USD"}, "$40 million"),
        ("40% of homes", "40%", {"value": 40, "unit": "%"}, "40%"),
        ("지진으로 12명이 숨졌다", "12명", {"value": 12}, "12명"),
        ("地震: 12人死亡，34人受伤", "12人", {"value": 12}, "12人"),
        ("नेपाल में 12 लोग मारे गए", "12 लोग", {"value": 12}, "12 लोग"),
        ("Погибли 12 человек", "12 человек", {"value": 12}, "12 человек"),
        ("Gov. J. Smith of the U.S. said 12 people died.", "Gov. J. Smith of the U.S. said 12 people died.", {"value": 12}, None),
        ("Twelve people were injured in Karsa, police said.", "Twelve people were slain", {"value": 12}, "Twelve people were injured in Karsa,"),
        ("12 people died and 5 were injured.", "12 people died and 5 were wounded.", {"value": 12}, "12 people died and 5 were injured."),
    ],
)  # fmt: skip
def test_a_quote_of_few_whole_words_is_shown_with_what_it_counts(
    text: str, quote: str, fields: dict[str, Any], shown: str | None
) -> None:
    """A joined unit or noun is a word, abbreviations end no sentence, and no word that may contradict is cut off."""
    (proved,), _ = ground(text, [figure(quote, **fields)])
    assert proved.quote == (shown or text)


def test_two_figures_of_one_quote_are_two_numbers() -> None:
    """Each figure claims its own number of a shared quote."""
    text = "Four vehicles and five trucks were destroyed."
    grounded, _ = ground(text, [figure(text, 4), figure(text, 5)])
    assert [proved.number.text for proved in grounded] == ["Four", "five"]


SENTENCES = st.lists(
    st.tuples(
        st.sampled_from(["more than ", "at least ", "about ", "", ""]),
        st.integers(2, 999),
        st.sampled_from(["people died", "homes were damaged", "missiles were launched", "soldiers were wounded"]),
        st.sampled_from(["Kyiv", "Lviv", "Odesa", "Sumy"]),
    ),
    min_size=1,
    max_size=6,
)
BOUNDS = {"more than ": "more_than", "at least ": "at_least", "about ": "about", "": "exactly"}


@given(SENTENCES, st.data())
def test_no_corrupted_figure_survives(sentences: list[tuple[str, int, str, str]], data: st.DataObject) -> None:
    """A figure with another value or bound than its quote's number is refused, whatever stands around it."""
    text = " ".join(f"In {city}, {lead}{value} {what}." for lead, value, what, city in sentences)
    lead, value, what, city = data.draw(st.sampled_from(sentences))
    quote = f"In {city}, {lead}{value} {what}."
    true = figure(quote, value, BOUNDS[lead])
    assert ground(text, [true])[0], "the true figure is grounded"
    wrong_value = data.draw(st.integers(1, 2000).filter(lambda n: n != value))
    wrong_bound = data.draw(st.sampled_from(sorted(set(BOUNDS.values()) - {BOUNDS[lead]})))
    in_quote = quote.replace(str(value), str(wrong_value))
    for false in (
        figure(quote, wrong_value, BOUNDS[lead]),
        figure(quote, value, wrong_bound),
        *([] if in_quote in text else [figure(in_quote, wrong_value, BOUNDS[lead])]),
    ):
        for proved in ground(text, [false])[0]:
            # Only a like sentence with that very number may carry it.
            assert proved.number.value == false.value
            assert text[proved.start : proved.end] != quote


def test_every_number_is_accounted_for() -> None:
    """Total is claimed, dismissed by a rule, or unaccounted."""
    text = "On May 9 two died, 3 were hurt and 4 fled over six hours; nobody knows why."
    numbers = read_numbers(text)
    result = account(numbers, [n for n in numbers if n.text == "two"])
    assert (result.total, result.claimed) == (6, 1)
    assert result.dismissed_by == {"date": 1, "duration": 1, "none said": 1}
    assert [number.text for number in result.unaccounted] == ["3", "4"]
    assert result.total == result.claimed + result.dismissed + len(result.unaccounted)


def test_numbers_are_read_once() -> None:
    """A prepared text gives the same list each time."""
    text = GroundedText(TEXT)
    assert text.numbers is text.numbers
