"""One person told of without a numeral, beside the counts of other reports."""

from collections.abc import Sequence
from typing import Any

import pytest

from summarizer import ReportedFigure, check

from ..helpers.reports import figure, report

DEAD_MAN: dict[str, Any] = {"of": "man", "value": 1, "implicit": True}
THREE: dict[str, Any] = {"article": "b", "value": 3}


def found(
    person: dict[str, Any], stated: dict[str, Any], days: tuple[str, str] = ("2020-01-01", "2020-01-02")
) -> set[str]:
    """The kinds of findings on a report of one person, and one with a stated count, of two outlets."""
    return kinds_of([figure(**DEAD_MAN | person), figure(**THREE | stated)], days)


def kinds_of(figures: Sequence[ReportedFigure], days: tuple[str, str]) -> set[str]:
    """The kinds of findings on two reports of two outlets, with a figure each."""
    reports = [
        report(name, incident="x", source=source, published=day, figures=[each])
        for name, source, day, each in zip("ab", ("Wire", "Post"), days, figures, strict=True)
    ]
    return {str(finding.kind) for finding in check(reports).findings} - {"uncorroborated"}


@pytest.mark.parametrize(
    ("person", "stated", "days", "kinds"),
    [
        pytest.param({}, {}, ("2020-01-01", "2020-01-02"), {"revision"}, id="a later report counts more"),
        pytest.param({"of": "person"}, {}, ("2020-01-01", "2020-01-02"), {"revision"}, id="whoever it was"),
        pytest.param({"of": "16-year-old boy"}, {}, ("2020-01-01", "2020-01-02"), {"revision"}, id="whatever the age"),
        pytest.param({}, {}, ("2020-01-02", "2020-01-01"), set(), id="a later article tells of one victim"),
        pytest.param({}, {}, ("2020-01-01", "2020-01-01"), set(), id="an article of the day tells of one victim"),
        pytest.param(
            {"of": "gunman"}, {}, ("2020-01-01", "2020-01-02"), set(), id="the gunman is not the first victim"
        ),
        pytest.param({"of": "Russian soldier"}, {}, ("2020-01-01", "2020-01-02"), set(), id="one side's soldier"),
        pytest.param({}, {"value": 0}, ("2020-01-01", "2020-01-01"), {"dispute"}, id="nobody, says another"),
        pytest.param({}, {"value": 1}, ("2020-01-01", "2020-01-02"), {"agreement"}, id="one, says another"),
        pytest.param(
            {"extent": "part"}, {}, ("2020-01-01", "2020-01-02"), set(), id="one of those that its article counts"
        ),
        pytest.param(
            {"implicit": False}, {}, ("2020-01-01", "2020-01-01"), set(), id="a numeral before a man is a part"
        ),
        pytest.param(
            {"implicit": False, "of": "person"},
            {},
            ("2020-01-01", "2020-01-01"),
            {"conflict"},
            id="a numeral is a count",
        ),
    ],
)
def test_one_person_beside_a_stated_count(
    person: dict[str, Any], stated: dict[str, Any], days: tuple[str, str], kinds: set[str]
) -> None:
    """It is a first count that reports raise, and takes none of theirs back."""
    assert found(person, stated, days) == kinds


def _stands(*told: dict[str, Any]) -> dict[str, list[float | None]]:
    """What is flagged of figures in articles "a" of Friday and "b" of Saturday: the values that stand, by kind."""
    reports = [
        report(
            name,
            incident="x",
            source=name,
            published=day,
            figures=[figure(**each) for each in told if each["article"] == name],
        )
        for name, day in (("a", "2020-03-05"), ("b", "2020-03-06"))
    ]
    found: dict[str, list[float | None]] = {}
    for finding in check(reports).findings:
        if finding.kind != "uncorroborated":
            found.setdefault(str(finding.kind), []).append(finding.stands.value if finding.stands else None)
    return found


WOUNDED: dict[str, Any] = {"article": "a", "measure": "wounded", "attributed_to": "police"}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([WOUNDED | {"value": 30}, {"article": "b", "value": 2, "quote": "Two people died", "attributed_to": "police"}], {}),
        ([WOUNDED | {"value": 3}, {"article": "b", "value": 3, "quote": "3 killed", "attributed_to": "the rebels"}], {}),
        ([WOUNDED | {"value": 3}, {"article": "b", "value": 3, "quote": "3 have died", "attributed_to": "police"}],
         {"revision": [None]}),
        ([{"article": "a", "value": 4, "quote": "4 killed and a house burned", "attributed_to": "police"},
          {"article": "b", "value": 4_000, "attributed_to": "the army"}], {"conflict": [None]}),
        ([{"article": "b", "value": 4, "quote": "An inquiry found that 4 people were killed", "attributed_to": "police"},
          {"article": "a", "value": 40, "attributed_to": "the army"}], {"conflict": [None]}),
        ([{"article": "a", "value": 4}, {"article": "a", "value": 36, "category": "attackers"}], {}),
        ([{"article": "a", "value": 1, "as_of": "at first"}, {"article": "a", "value": 2},
          {"article": "a", "value": 1, "measure": "wounded", "of": "man", "implicit": True}], {"revision": [2]}),
    ],
    ids=["two of thirty", "rivals", "all of them died", "a house is nobody", "who found what",
         "attackers beside their victims", "another one is in hospital"],
)  # fmt: skip
def test_what_explains_a_number_is_said_of_it(told: list[dict[str, Any]], expected: dict[str, Any]) -> None:
    """The dead are no number of the wounded, and what another source or thing is told of explains nothing."""
    assert _stands(*told) == expected


NOBODY: dict[str, Any] = {"article": "a", "value": 0}
REBELS: dict[str, Any] = {"article": "a", "value": 5, "attributed_to": "the rebels"}
ARMY: dict[str, Any] = {"article": "b", "value": 5, "attributed_to": "the army"}


def test_what_the_other_side_counts_takes_back_no_zero() -> None:
    """Nobody was killed, and "the rebels said that five were": a second report of five contradicts it."""
    assert {"conflict", "dispute"} & _stands(NOBODY, REBELS, ARMY).keys()


def test_none_beside_some_is_a_dispute() -> None:
    """As docs/findings.md has it of one who counts none and another who counts some."""
    assert _stands(NOBODY, REBELS, ARMY).keys() == {"dispute", "agreement"}


BOY: dict[str, Any] = {"of": "boy", "value": 1, "implicit": True}


@pytest.mark.parametrize(
    ("later", "found"),
    [
        ([{"measure": "killed"} | BOY], True),
        ([{"measure": "killed"} | BOY, {"measure": "wounded", "as_of": "at first"} | BOY | {"of": "child"}], True),
        ([{"measure": "killed"} | BOY, {"measure": "wounded", "of": "people", "value": 3}], False),
        ([{"measure": "wounded"} | BOY | {"of": "child"}], False),
    ],
    ids=["he died", "the report tells also that he was hurt", "three others are hurt", "nobody died"],
)
def test_one_who_was_hurt_and_died(later: list[dict[str, Any]], found: bool) -> None:
    """The boy who was hurt on Monday is the boy who is dead on Wednesday."""
    reports = [
        report("a", incident="x", source="Wire", published="2020-01-01", figures=[{"measure": "wounded"} | BOY]),
        report("b", incident="x", source="Post", published="2020-01-03", figures=later),
    ]
    assert ("died" in {finding.rule for finding in check(reports).findings}) is found


@pytest.mark.parametrize(
    ("ours", "theirs", "kinds"),
    [
        pytest.param("suspects", "men", {"revision"}, id="the suspects who are held are men"),
        pytest.param("gunmen", "teenagers", {"revision"}, id="by age and by what they did"),
        pytest.param("suspects", "cars", set(), id="no persons"),
        pytest.param("groups of men", "suspects", set(), id="groups are not counted one by one"),
    ],
)
def test_attackers_are_the_same_by_any_word(ours: str, theirs: str, kinds: set[str]) -> None:
    """Eight suspects, and later ten men: more have been arrested."""
    counts = (("a", ours, 8), ("b", theirs, 10))
    figures = [figure("detained", of, value, article=name, category="attackers") for name, of, value in counts]
    assert kinds_of(figures, ("2020-01-01", "2020-01-03")) == kinds
