"""Figures that say alike what is written in several ways: the event's own place, units, a source's bound and number."""

from typing import Any

import pytest

from summarizer import check

from ..helpers.reports import figure, report

CITY = "Mocuba/Zambezia/Mozambique"
NUMBERS = ((14, "police"), (23, "the hospital"))


def kinds(ours: dict[str, Any], theirs: dict[str, Any], places: tuple[str, str] = (CITY, CITY)) -> set[str]:
    """The kinds of findings on two figures, of two outlets that tell of one event."""
    reports = [
        report(name, incident="x", place=None, source=source, figures=[figure(article=name, **told)]).model_copy(
            update={"place": _place(place)}
        )
        for name, source, told, place in zip("ab", ("Wire", "Post"), (ours, theirs), places, strict=True)
    ]
    return {str(finding.kind) for finding in check(reports).findings} - {"uncorroborated"}


def _place(names: str) -> Any:
    town, region, country = (name or None for name in names.split("/"))
    return report(place=None).place.model_copy(update={"town": town, "region": region, "country": country})


@pytest.mark.parametrize(
    ("where", "places", "flagged"),
    [
        ("Mozambique's central province of Zambezia", (CITY, CITY), True),
        ("Zambezia province", (CITY, CITY), True),
        ("the province of Zambezia", (CITY, CITY), True),
        ("Zambezia", (CITY, CITY), True),
        ("Mocuba", (CITY, CITY), True),
        ("northern Zambezia", (CITY, CITY), False),
        ("Sofala province", (CITY, CITY), False),
        ("Mozambique", (CITY, CITY), False),
        ("Mocuba", (CITY, "//Mozambique"), False),
    ],
)
def test_the_events_own_town_or_region_is_no_place_inside_it(
    where: str, places: tuple[str, str], flagged: bool
) -> None:
    """A part of the region is; so is the town where the other report is of the whole country."""
    found = kinds({"value": 31, "where": where}, {"value": 52}, places)
    assert found == ({"conflict"} if flagged else set())


@pytest.mark.parametrize("unit", ["$", "dollars", "US dollars", "US$"])
def test_a_unit_is_the_same_however_it_is_written(unit: str) -> None:
    """Dollars are USD."""
    cost: dict[str, Any] = {"measure": "cost", "of": "damage"}
    assert kinds(cost | {"value": 4e6, "unit": unit}, cost | {"value": 9e9, "unit": "USD"}) == {"conflict"}
    assert kinds(cost | {"value": 4e6, "unit": unit}, cost | {"value": 9e9, "unit": "EUR"}) == set()


@pytest.mark.parametrize(
    ("bounded", "who", "sides"),
    [(14, "police", True), (14, "the mayor", False), (10, "police", False)],
    ids=["the same source and number", "another source", "another number"],
)
def test_a_bound_sides_with_the_number_of_its_source(bounded: float, who: str, sides: bool) -> None:
    """Police say "at least 14" to one outlet and 14 to another: they do not agree with the hospital's 23."""
    ours = figure(value=bounded, bound="at_least", attributed_to=who)
    theirs = [figure(article="b", value=value, attributed_to=said_by) for value, said_by in NUMBERS]
    reports = [report(name, incident="x", source=name, figures=told) for name, told in (("a", [ours]), ("b", theirs))]
    (conflict,) = [finding for finding in check(reports).findings if finding.kind == "conflict"]
    assert any(each.bound == "at_least" for each in conflict.figures) is sides


def test_two_voices_in_one_article_are_two_sources() -> None:
    """Police count 12,000 on Saturday, the organisers 60,000: neither takes the other's number back."""
    counted: dict[str, Any] = {"measure": "participants", "article": "a"}
    figures = [
        figure(value=12_000, attributed_to="police", as_of="on Saturday", **counted),
        figure(value=60_000, attributed_to="the organisers", **counted),
    ]
    (finding,) = check([report("a", incident="x", published="2023-06-04", figures=figures)]).findings[:1]
    assert finding.kind == "conflict"
