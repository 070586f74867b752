"""Counts of which one says whether it includes whoever did it."""

from typing import Any

import pytest

from summarizer import Article, check, summarize

from ..helpers.reports import figure, report

WITH: dict[str, Any] = {"value": 5, "inclusion": "including the gunman"}
WITHOUT: dict[str, Any] = {"value": 4, "inclusion": "not counting the gunman"}


def _find(a: dict[str, Any], b: dict[str, Any], days: tuple[str, str] = ("2020-01-01", "2020-01-01")) -> list[str]:
    reports = [
        report(name, incident="x", source=name, published=day, figures=[figure(article=name, **each)])
        for name, day, each in zip("ab", days, (a, b), strict=True)
    ]
    return [str(finding.kind) for finding in check(reports).findings if finding.kind != "uncorroborated"]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        pytest.param(WITH, {"value": 4}, [], id="the other may leave the gunman out"),
        pytest.param(WITH, {"value": 5}, ["agreement"], id="the other may count the gunman too"),
        pytest.param(WITH, {"value": 12}, ["conflict"], id="the gunman makes no eight"),
        pytest.param(WITH, {"value": 3}, ["conflict"], id="one gunman is not two"),
        pytest.param(WITHOUT, {"value": 5}, [], id="the other may count the gunman whom this one leaves out"),
        pytest.param(WITHOUT, {"value": 3}, ["conflict"], id="fewer than the victims alone"),
        pytest.param(WITH, WITHOUT, ["agreement"], id="four victims and the gunman make five"),
        pytest.param(WITH, WITHOUT | {"value": 5}, ["conflict"], id="four victims are not five, though both say five"),
        pytest.param(WITH, WITH | {"value": 6}, ["conflict"], id="both count the gunman"),
        pytest.param(WITHOUT, WITHOUT | {"value": 5}, ["conflict"], id="both leave the gunman out"),
        pytest.param(
            {"value": 20, "inclusion": "including three attackers"},
            {"value": 17, "inclusion": "besides the attackers"},
            ["agreement"],
            id="three attackers and 17",
        ),
        pytest.param(
            {"value": 20, "inclusion": "including the attackers"}, {"value": 14}, [], id="attackers without a number"
        ),
        pytest.param(
            {"value": 20, "inclusion": "including the attackers"}, {"value": 19}, ["conflict"], id="attackers are several"
        ),
        pytest.param(
            {"value": 5, "inclusion": "including two children"}, {"value": 4}, ["conflict"], id="children are victims"
        ),
    ],
)  # fmt: skip
def test_attackers_in_a_count(a: dict[str, Any], b: dict[str, Any], expected: list[str]) -> None:
    """They explain a difference of their own number, and no other."""
    assert _find(a, b) == expected
    assert _find(b, a) == expected


def test_a_later_count_of_the_victims_alone_says_so() -> None:
    """Five with the gunman, and later five without: one victim more, which the numbers alone do not show."""
    days = ("2020-01-01", "2020-01-02")
    reports = [
        report(name, incident="x", source=name, published=day, figures=[figure(article=name, **each)])
        for name, day, each in zip("ab", days, (WITH, WITHOUT | {"value": 5}), strict=True)
    ]
    (finding,) = (each for each in check(reports).findings if each.kind != "uncorroborated")
    assert finding.kind == "revision"
    assert "5, including the gunman (a); 5, not counting the gunman (b)" in finding.explanation
    assert "without the attackers they are 4 and 5" in finding.explanation


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        ("A gunman killed himself and five others {0}, police said.",
         "Six people, including the gunman, died in a shooting {0}, the coroner said.", ["agreement"]),
        ("A gunman killed 12 people and himself {0}, police said.",
         "Thirteen people were killed in a shooting {0}, doctors said.", []),
        ("A gunman killed 12 people before killing himself {0}, police said.",
         "Thirteen people, not counting the gunman, were killed in a shooting {0}, doctors said.", ["conflict"]),
        ("A gunman killed 12 people {0}, police said.",
         "Fifteen people, including the gunman, were killed in a shooting {0}, doctors said.", ["conflict"]),
        ("Five people were killed {0} and the gunman was arrested, police said.",
         "Six people were killed in a shooting {0}, doctors said.", ["conflict"]),
    ],
    ids=["himself and others", "and himself", "before killing himself", "far more", "who was arrested is not counted"],
)  # fmt: skip
def test_the_built_in_rules_read_who_is_counted(first: str, then: str, expected: list[str]) -> None:
    """Whoever killed himself is beside his victims; who is named after another verb is not."""
    where = "in Gary, Indiana, on Monday"
    texts = (("Globe", first), ("Herald", then))
    summary = summarize([Article(id=source, text=text.format(where), source=source) for source, text in texts])
    assert [finding.kind for finding in summary.findings if finding.kind != "uncorroborated"] == expected
