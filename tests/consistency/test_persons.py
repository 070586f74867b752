"""One person told of without a numeral, beside the counts of other reports."""

from typing import Any

import pytest

from summarizer import check

from ..helpers.reports import figure, report

DEAD_MAN: dict[str, Any] = {"of": "man", "value": 1, "implicit": True}
THREE: dict[str, Any] = {"article": "b", "value": 3}


def found(
    person: dict[str, Any], stated: dict[str, Any], days: tuple[str, str] = ("2020-01-01", "2020-01-02")
) -> set[str]:
    """The kinds of findings on a report of one person, and one with a stated count, of two outlets."""
    told = [
        figure(**DEAD_MAN | person),
        figure(**THREE | stated),
    ]
    reports = [
        report(name, incident="x", source=source, published=day, figures=[each])
        for name, source, day, each in zip("ab", ("Wire", "Post"), days, told, strict=True)
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
