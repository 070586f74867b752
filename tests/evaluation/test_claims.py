"""Two labels of one number: when they are one, and which parts of the claim they share."""

from typing import Any

import pytest

from summarizer.evaluation.claims import PARTS, compare_parts, is_same_number

from ..helpers.reports import figure


@pytest.mark.parametrize(
    ("a", "b", "same", "why"),
    [
        ({"value": 4}, {"value": 4}, True, "the same number"),
        ({"value": 4}, {"value": 5}, False, "another number"),
        ({"value": 20}, {"value": 20, "bound": "about"}, False, "exactly 20 is not about 20"),
        ({"value": 20, "bound": "at_least"}, {"value": 20, "bound": "more_than"}, True, "both are from 20 up"),
        ({"value": 20, "bound": "at_least"}, {"value": 20, "bound": "at_most"}, False, "from 20 up, up to 20"),
        ({"low": 23, "high": 27, "value": 25, "bound": "about"}, {"value": 25, "bound": "about"}, True,
         "one value under one bound, whatever its ends"),
        ({"low": 10, "high": 15, "bound": "between"}, {"value": 10, "low": 10, "high": 15, "bound": "between"}, True,
         "one interval, of which one names the lower end"),
        ({"low": 10, "high": 15}, {"low": 12, "high": 20}, False, "two stated ranges that meet"),
        ({"low": 24, "high": None}, {"low": 24, "high": 99, "words": "dozens"}, True, "a vague word in a range"),
        ({"low": 200, "high": None}, {"low": 24, "high": 99, "words": "dozens"}, False, "hundreds are not dozens"),
        ({"value": 4, "unit": "USD"}, {"value": 4}, False, "dollars are no count"),
        ({"value": 4, "unit": "usd"}, {"value": 4, "unit": "USD"}, True, "a unit in another case"),
        ({"value": 1.2e6}, {"value": 1_200_000}, True, "however it is written"),
    ],
)  # fmt: skip
def test_when_two_figures_state_one_number(a: dict[str, Any], b: dict[str, Any], same: bool, why: str) -> None:
    """In either order."""
    ours, theirs = (figure(measure="cost", **{"value": None, **given}) for given in (a, b))
    assert is_same_number(ours, theirs) is same, why
    assert is_same_number(theirs, ours) is same, why


@pytest.mark.parametrize(
    ("gold", "read", "wrong", "open_", "why"),
    [
        ({}, {}, [], ["attributed_to", "category"], "nothing is said of the source, and the category is not labelled"),
        ({}, {"measure": "wounded"}, ["measure"], ["attributed_to", "category"], "another measure"),
        ({"of": "people"}, {"of": "residents"}, ["of"], ["attributed_to", "category"], "a part of the people"),
        ({"of": "people"}, {"of": "dead"}, [], ["attributed_to", "category"], "other words for the same people"),
        ({"attributed_to": "police"}, {}, ["attribution"], ["attributed_to", "category"], "a source was missed"),
        ({}, {"attributed_to": "police"}, ["attribution"], ["attributed_to", "category"], "a source was invented"),
        ({"attributed_to": "police"}, {"attributed_to": "the police"}, [], ["category"], "one source in other words"),
        ({"attributed_to": "police"}, {"attributed_to": "the army"}, ["attributed_to"], ["category"], "another source"),
        ({"extent": "part"}, {}, ["extent"], ["attributed_to", "category"], "a part taken for the whole"),
        ({"stance": "feared"}, {}, ["stance"], ["attributed_to", "category"], "a fear taken for a claim"),
        ({"period": "since January"}, {"period": "Since  January"}, [], ["attributed_to", "category"], "words folded"),
        ({"period": "since January"}, {}, ["period"], ["attributed_to", "category"], "a span taken for the event"),
        ({"where": "the capital"}, {"where": "Capital"}, [], ["attributed_to", "category"], "an article is no place"),
        ({"where": "Kyiv"}, {}, ["where"], ["attributed_to", "category"], "a town taken for the whole event"),
        ({"category": "civilians"}, {"category": "civilians"}, [], ["attributed_to"], "the category labelled"),
        ({"category": "civilians"}, {}, ["category"], ["attributed_to"], "and missed"),
        ({"category": None}, {"category": "police"}, ["category"], ["attributed_to"], "labelled as untold"),
        ({"bound": "at_least"}, {"bound": "more_than"}, ["bound"], ["attributed_to", "category"], "another bound"),
    ],
)  # fmt: skip
def test_which_parts_of_a_claim_are_right(
    gold: dict[str, Any], read: dict[str, Any], wrong: list[str], open_: list[str], why: str
) -> None:
    """All that is not named is right; what the gold figure leaves open is not asked."""
    parts = compare_parts(figure(**gold), figure(**read))
    assert [name for name, right in parts.items() if not right] == wrong, why
    assert [name for name in PARTS if name not in parts] == open_, why
