"""Time windows: the days on which an event may have happened."""

from datetime import date

import pytest

from summarizer.linking import link
from summarizer.linking.time_windows import event_window

from ..helpers.reports import report

START = "2023-05-30"


@pytest.mark.parametrize(
    ("kind", "end", "published", "last", "why"),
    [
        ("flood", "2023-06-04", None, "2023-06-04", "an end that somebody knew"),
        ("flood", "2024-05-30", None, "2024-05-30", "a year, by the precision of a coded row"),
        ("flood", "2024-07-02", None, "2024-07-02", "399 days"),
        ("flood", "2024-07-04", None, START, "401 days: of no flood the end is so far off"),
        ("flood", "9999-12-31", None, START, "an open end"),
        ("flood", "2099-01-01", "2023-05-31", START, "another"),
        ("flood", "2023-05-29", None, START, "an end before the start"),
        ("flood", None, None, START, "no end"),
        ("drought", "2026-02-01", "2026-03-01", "2026-02-01", "a drought lasts for years"),
        ("epidemic", "2025-01-01", None, "2025-01-01", "so does an epidemic"),
        ("cholera", "2025-01-01", None, "2025-01-01", "by any name"),
        ("drought", "9999-12-31", None, START, "but not for thousands of years"),
        ("drought", "2026-02-01", "2023-06-30", START, "nor is its end known years before"),
        ("flood", "2024-06-20", "2023-06-15", START, "370 days after publication"),
        ("flood", "2024-06-01", "2023-06-15", "2024-06-01", "a plan for months: within a year"),
    ],
)
def test_an_open_end_is_no_day(kind: str, end: str | None, published: str | None, last: str, why: str) -> None:
    """Of such an event the start counts."""
    window = event_window(report("a", kind, start=START, end=end, published=published))
    assert window.last is not None
    assert (date.fromordinal(window.last).isoformat(), window.dated) == (last, 1), why


def test_events_with_open_ends_meet_no_later_ones() -> None:
    """A row whose end is 9999-12-31 is not of the event of two years later, at the same place."""
    rows = [report("a", end="9999-12-31"), report("b", start="2025-06-07"), report("c")]
    assert sorted(sorted(each.article for each in group.reports) for group in link(rows)) == [["a", "c"], ["b"]]
