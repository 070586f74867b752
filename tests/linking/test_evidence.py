"""Evidence: what one pair of reports says more for one event than another, by the prior weights."""

from datetime import date, timedelta
from typing import Any

import pytest

from summarizer.linking.incidents import link_and_weigh

from ..helpers.reports import figure, report

PLACE = "Kaluga//Russia"


def killed(value: float, bound: str = "exactly") -> dict[str, Any]:
    return {"figures": [figure(value=value, bound=bound)]}


def hurt(value: float) -> dict[str, Any]:
    return {"figures": [figure("wounded", value=value)]}


def at(site: str) -> dict[str, Any]:
    return {"place": f"{site}, {PLACE}"}


def published(days: int) -> dict[str, Any]:
    """Undated, published so many days after that of the other report."""
    return {"published": date(2023, 5, 30) + timedelta(days=days), "start": None}


def weigh(term: str, first: dict[str, Any], second: dict[str, Any]) -> float:
    """The bits of a term, of two reports of one town, day and kind."""
    a, b = (
        report(name, source=f"Outlet {name}", **{"place": PLACE, **fields})
        for name, fields in (("a", first), ("b", second))
    )
    _, evidence = link_and_weigh([a, b], [(a, b, True)])
    return evidence[frozenset((a, b))].get(term, 0.0)


@pytest.mark.parametrize(
    ("term", "more", "less", "why"),
    [
        ("toll", (killed(30), killed(30)), (killed(3), killed(3)), "few events kill thirty, many three"),
        ("toll", (killed(3), killed(3)), (killed(1), killed(1)), "and more of them one"),
        ("toll", (killed(40), killed(43)), (killed(40), killed(70)), "a toll that grows is near the last"),
        ("toll", (killed(40), killed(70)), (killed(4), killed(7)), "large tolls are counted otherwise more often"),
        ("toll", (killed(4), killed(7)), (killed(4), killed(11)), "nearly three times as many"),
        ("toll", (killed(2), killed(5)), (killed(2), killed(40)), "twenty times as many"),
        ("toll", (killed(40, "at_least"), killed(43)), (killed(4, "at_least"), killed(43)), "ten times what is the least"),
        ("wounded", (hurt(30), hurt(30)), (hurt(3), hurt(3)), "of the wounded as of the killed"),
        ("wounded", (hurt(4), hurt(7)), (hurt(4), hurt(40)), "ten times as many wounded"),
        ("counts", (killed(4), killed(9)), (killed(4), hurt(9)), "the dead of one are told by one report alone"),
        ("counts", (killed(4), killed(9)), (killed(4), {}), "one report tells no number"),
        ("site", (at("Central Market"), at("the vegetable market")), (at("Central Market"), at("a school")), "two kinds"),
        ("site", (at("Central Market"), at("the vegetable market")), (at("Central Market"), {}), "one names no site"),
        ("time", ({}, published(1)), ({}, published(3)), "published the next day, or the third"),
    ],
)  # fmt: skip
def test_what_says_more_for_one_event(
    term: str,
    more: tuple[dict[str, Any], dict[str, Any]],
    less: tuple[dict[str, Any], dict[str, Any]],
    why: str,
) -> None:
    assert weigh(term, *more) > weigh(term, *less), why
