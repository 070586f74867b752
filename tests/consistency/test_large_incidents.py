"""Incidents of thousands of reports: checked in time that grows with their number, and no finding less for it."""

import tracemalloc
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random
from time import process_time
from typing import Any

import pytest

from summarizer import ReportedFigure, Summary, check
from summarizer.consistency import Context, check_figures
from summarizer.consistency.intervals import keep_tightest
from summarizer.consistency.representatives import MOST, choose_representatives
from summarizer.consistency.sources import count_independent_sources

VOICES = (None, "officials", "the mayor", "police", "doctors")
FIRST = datetime(2026, 3, 10, 6)
Counted = Callable[[int, int], int]


def rising(nth: int, of: int) -> int:
    """A toll that goes from 10 to 299."""
    return 10 + nth * 290 // of


def scattered(nth: int, of: int) -> int:
    """Tolls from 10 to 59, the last ones no nearer to each other than the first."""
    return 10 + Random(nth * of).randrange(50)


def unlike(nth: int, of: int) -> int:
    """A toll of its own for every report."""
    return 1000 + (nth * 7919) % of


def agreed(_nth: int, _of: int) -> int:
    """One toll."""
    return 4


def story(count: int, counted: Counted) -> Iterator[dict[str, Any]]:
    """Reports of one incident over ten days, each with three figures."""
    voices = Random(count)
    for nth in range(count):
        killed = counted(nth, count)
        by = voices.choice(VOICES)
        figures = [
            {"measure": "killed", "of": "people", "value": killed, **({"attributed_to": by} if by else {})},
            {"measure": "wounded", "of": "people", "value": killed * 3},
            {"measure": "missing", "of": "people", "value": 5000 + killed},
        ]
        at = FIRST + timedelta(minutes=nth * 14_400 // count)
        yield {
            "article": f"a{nth}",
            "source": f"Outlet {nth}",
            "published": at.isoformat(),
            "incident": "x",
            "type": "flood",
            "place": {"name": "Karsa", "country": "Kenya"},
            "figures": figures,
        }


def seconds(count: int, counted: Counted) -> float:
    records = list(story(count, counted))
    start = process_time()
    check(records)
    return process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("counted", [rising, scattered, unlike, agreed], ids=lambda each: each.__doc__)
def test_four_times_the_reports_take_little_more_than_four_times_the_work(counted: Counted) -> None:
    """Of one incident; every two figures compared would take sixteen times."""
    seconds(100, counted)
    assert seconds(2000, counted) < 8 * seconds(500, counted) + 0.2


@pytest.mark.slow
def test_a_thousand_reports_take_little_memory() -> None:
    """Every pair of their figures would take 700 MB."""
    records = list(story(1000, scattered))
    tracemalloc.start()
    try:
        check(records)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 60 << 20


def values(summary: Summary, kind: str, measure: str = "killed") -> set[float | None]:
    return {
        figure.value
        for finding in summary.findings
        if (finding.kind, finding.measure) == (kind, measure)
        for figure in finding.figures
    }


def test_a_toll_that_rises_in_a_thousand_reports_is_one_revision() -> None:
    """From the first number to the last one, which stands; the estimate is that of the last."""
    summary = check(story(1000, rising))
    assert {10, 299} <= values(summary, "revision")
    assert {
        f.stands.value for f in summary.findings if f.kind == "revision" and f.measure == "killed" and f.stands
    } == {299}
    (estimate,) = [one for one in summary.incidents[0].estimates if one.measure == "killed"]
    assert (estimate.best, estimate.high) == (299, 299)


def test_the_numbers_at_both_ends_are_held_against_each_other() -> None:
    """However many tolls a thousand reports give: 10 against 59."""
    assert {10, 59} <= values(check(story(1000, scattered)), "conflict")


def test_what_a_thousand_reports_agree_on_is_one_agreement_of_all() -> None:
    """No report is left out of the finding, and the sources are counted among all."""
    summary = check({**report, "figures": report["figures"][1:2]} for report in story(1000, agreed))
    (found,) = [finding for finding in summary.findings if finding.kind == "agreement"]
    assert len(found.figures) == 1000
    assert found.explanation.startswith("1000 independent sources agree")


def test_figures_that_were_not_compared_are_counted_and_said() -> None:
    """Of a thousand numbers, each another: all but those that are compared."""
    (incident,) = check(story(1000, unlike)).incidents
    assert incident.uncompared == 3 * (1000 - MOST)


def test_which_figures_are_compared_follows_from_the_figures_not_their_order() -> None:
    """Any order of the records gives the same findings."""
    records = list(story(700, unlike))
    shuffled = Random(3).sample(records, len(records))
    assert check(records).findings == check(shuffled).findings


def figures_of(count: int, counted: Counted) -> list[ReportedFigure]:
    return [
        ReportedFigure(measure="killed", of="people", value=counted(nth, count), article=f"a{nth}", source=f"S{nth}")
        for nth in range(count)
    ]


NO_CONTEXT = Context({}, {})


@pytest.mark.parametrize("counted", [rising, scattered, unlike, agreed], ids=lambda each: each.__doc__)
@pytest.mark.parametrize("count", [1, MOST, MOST + 1, 3 * MOST])
def test_each_figure_is_compared_or_follows_one_that_is(count: int, counted: Counted) -> None:
    """At most so many are compared, the lowest and the highest among them; of few, all."""
    figures = figures_of(count, counted)
    chosen = choose_representatives(figures, NO_CONTEXT)
    compared = {id(figure) for figure in chosen.figures}
    assert len(compared) == min(count, MOST)
    assert compared.isdisjoint(chosen.follow)
    assert compared | set(chosen.follow) == {id(figure) for figure in figures}
    assert set(chosen.follow.values()) <= compared
    for edge in (min, max):
        assert edge(f.lowest for f in figures) == edge(f.lowest for f in chosen.figures)
    for leader, alike in chosen.stand_for.items():
        (stated,) = {figure.value for figure in alike}
        assert stated == next(figure.value for figure in figures if id(figure) == leader)


def test_each_population_and_place_has_its_share() -> None:
    """Five figures of soldiers are compared beside a thousand of people."""
    soldiers = [ReportedFigure(measure="killed", of="soldiers", value=n, article=f"s{n}") for n in range(5)]
    chosen = choose_representatives([*figures_of(1000, unlike), *soldiers], NO_CONTEXT)
    assert set(soldiers) <= set(chosen.figures)


def test_few_figures_are_compared_as_ever() -> None:
    """Up to the limit every pair is."""
    figures = figures_of(50, unlike)
    checked = check_figures(figures, NO_CONTEXT)
    assert len(checked.comparisons) == 50 * 49 // 2
    assert checked.uncompared == 0


def test_the_tightest_ranges_are_those_that_hold_no_other() -> None:
    """As a comparison of every two has it, for any ranges."""
    draw = Random(1)
    for _ in range(300):
        ends = [sorted((draw.randrange(6), draw.randrange(6))) for _ in range(draw.randrange(1, 7))]
        figures = [
            ReportedFigure(measure="killed", low=low, high=None if draw.random() < 0.2 else high) for low, high in ends
        ]
        ranges = {(figure.lowest, figure.highest) for figure in figures}
        wide = {a for a in ranges for b in ranges if a != b and a[0] <= b[0] and b[1] <= a[1]}
        assert [f for f in figures if (f.lowest, f.highest) not in wide] == keep_tightest(figures)


@pytest.mark.parametrize(
    ("voices", "count", "why"),
    [
        ([{"source": f"S{n}"} for n in range(500)], 500, "outlets in their own words"),
        ([{"source": f"S{n % 10}"} for n in range(500)], 10, "ten outlets with fifty articles each"),
        ([{"source": f"S{n}", "attributed_to": "police"} for n in range(500)], 1, "five hundred that cite the police"),
        ([{"source": f"S{n}", "attributed_to": f"Mayor A{n % 7}x"} for n in range(500)], 7, "seven mayors by name"),
        ([{"attributed_to": "police"}, *({"source": f"S{n}"} for n in range(99))], 100, "the police and outlets"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_independent_sources_among_very_many(voices: list[dict[str, str]], count: int, why: str) -> None:
    """Those that share an outlet, a name or the words for it are one."""
    figures = [ReportedFigure(measure="killed", value=4, article=f"a{n}", **voice) for n, voice in enumerate(voices)]
    assert count_independent_sources(figures, {}) == count, why
