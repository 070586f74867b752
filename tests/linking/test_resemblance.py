"""Which report of an article is meant: by a decision's key, by another report, by what articles have in common."""

from typing import Any

import pytest

from summarizer import EventReport
from summarizer.linking.resemblance import common_reports, find_report, main_report, most_alike, resemblance
from summarizer.records.reviews import ReportKey, report_key

from ..helpers.reports import figure, report


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, "as it was"),
        ({"headline": "Another headline"}, "its headline was edited"),
        ({"kind": "suicide_bomb"}, "another reading calls it another kind"),
        ({"place": "Mill Road//Russia"}, "the place is told otherwise"),
        ({"start": "2023-06-01"}, "the day was corrected"),
    ],
)
def test_a_report_is_found_again_among_the_events_of_its_article(changes: dict[str, Any], why: str) -> None:
    """Although another reading, or an edit, changed one thing about it; the other event is another day in another town."""
    was = report("a", place="Mill/Kent/England", headline="Two hurt in Mill")
    other = report("a", "flood", "Dover/Kent/England", "2022-01-01")
    told = {"place": "Mill/Kent/England", "headline": "Two hurt in Mill", **changes}
    now = report("a", told.pop("kind", "air_drone_strike"), told.pop("place"), told.pop("start", "2023-05-30"), **told)
    assert find_report(report_key(was), [other, now]) == now, why
    assert find_report(ReportKey(article="a"), [now]) == now
    assert find_report(ReportKey(article="a"), []) is None


PARTS = [
    {"name": "Mill"},
    {"town": "Mill"},
    {"site": "Mill", "country": "England"},
    {"district": "Mill", "region": "Kent"},
    {"town": "Mill", "region": "Kent", "country": "England"},
]


@pytest.mark.parametrize("place", PARTS)
def test_an_event_is_known_by_any_part_of_its_place(place: dict[str, str]) -> None:
    """Records may have a town, a site or a district in place of the article's own words for the place."""

    def tell(article: str, place: dict[str, str], day: str = "2023-05-30") -> EventReport:
        return EventReport.model_validate({"article": article, "type": "flood", "place": place, "start": day})

    was, other, now = tell("a", place), tell("a", place | dict.fromkeys(place, "Dover")), tell("a", place, "2023-06-01")
    assert report_key(was).place == "Mill"
    for both in ([other, now], [now, other]):
        assert find_report(report_key(was).model_copy(update={"day": None}), both) == now
        assert most_alike([tell("b", place)], [other.model_copy(update={"start": now.start}), now]) == (
            tell("b", place),
            now,
        )


def test_the_pair_that_is_meant_is_the_most_alike() -> None:
    """Of a round-up it is the event of the day and place of the other report."""
    one = report("one", place="Mill//England")
    roundup = [
        report("all", place="Dover//England"),
        report("all", place="Mill//England"),
        report("all", "flood", None, None),
    ]
    assert most_alike([one], roundup) == (one, roundup[1])
    assert resemblance(one, roundup[1]) == resemblance(roundup[1], one)
    assert main_report([roundup[2], replace_figures(roundup[0])]).figures


def test_the_event_that_articles_have_in_common_is_not_the_one_with_most_figures() -> None:
    """An article may tell of the trial at length, and of the raid that all tell of in a line."""
    raids = [report(name, place="Mill//England", headline="Raid on Mill") for name in "abc"]
    trial = report(
        "a", "arrests", "London//England", "2024-02-01", figures=[figure(value=4), figure("detained", value=2)]
    )
    assert common_reports([[trial, raids[0]], [raids[1]], [raids[2]]]) == raids
    assert common_reports([[raids[2]], [raids[0], trial], [raids[1]]]) == raids, "in any order"
    assert common_reports([[raids[0], trial]]) == [trial], "alone it is the one with most figures"


def replace_figures(of: EventReport) -> EventReport:
    """The report with a figure."""
    return of.model_copy(update={"figures": (figure(),)})
