"""Runs that are killed, starved of disk and run side by side end as if nobody had disturbed them; `make soak` has more."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from benchmarks.soak import promises, scenarios
from benchmarks.soak.kept import Kept
from benchmarks.soak.promises import Promise
from benchmarks.soak.scenarios import Scale, Stage

from .faults import world
from .faults.journal import Line

SCALE = Scale(articles=160, kills=2, concurrency=8, latency=0.03, seed=3)

Playing = Future[list[Promise]]


@pytest.fixture(scope="module")
def playing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Playing]]:
    """Some of the scenarios, two at a time."""
    stage = Stage(tmp_path_factory.mktemp("soak"), SCALE)
    beside = scenarios.undisturbed(stage)
    with ThreadPoolExecutor(2) as pool:
        yield {
            "killed": pool.submit(scenarios.killed, stage, beside, timed=False),
            "full": pool.submit(scenarios.disk_full, stage, beside, blocks=600),
            "budget": pool.submit(scenarios.over_budget, stage, beside),
            "both": pool.submit(scenarios.both, stage, beside),
        }


def assert_held(found: Playing) -> None:
    assert [f"{promise.says}: {promise.seen}" for promise in found.result() if not promise.held] == []


def test_killed_and_started_again(playing: dict[str, Playing]) -> None:
    """Nothing that was kept is lost or asked for again, whatever else failed."""
    assert_held(playing["killed"])


def test_no_room_to_write(playing: dict[str, Playing]) -> None:
    """The run stops in one line; with room again, the same command ends it."""
    assert_held(playing["full"])


def test_a_budget_that_ends_half_way(playing: dict[str, Playing]) -> None:
    """With a larger one, what was not asked is asked: an article cut short is not done."""
    assert_held(playing["budget"])


def test_two_processes_with_all_articles_each(playing: dict[str, Playing]) -> None:
    """One store: each request is sent once, and both report the same."""
    assert_held(playing["both"])


def line(what: str, key: str = "k", attempt: int = 0) -> Line:
    return Line(what, "soak", 0, key, attempt, "true", 0.0)


def held_by(*replies: str, outcomes: int = 1, sound: bool = True) -> Kept:
    return Kept(frozenset(replies), Counter([world.mark(0)] * outcomes), 0.0, sound)


def report(*articles: int, killed: int = 2) -> dict[str, Any]:
    figure = {
        "article": "a",
        "measure": "killed",
        "low": killed,
        "high": killed,
        "unit": None,
        "quote": "q",
        "start": 0,
    }
    incident = {"events": [{"figures": [{**figure, "end": 1}]}]}
    return {"articles": [{"id": world.mark(number)} for number in articles], "incidents": [incident]}


LOST, FOUND = [line("ask"), line("lost")], [line("ask"), line("sent")]


@pytest.mark.parametrize(
    ("promise", "kept"),
    [
        (promises.one_outcome_each(report(0), held_by(), 1), True),
        (promises.one_outcome_each(report(0, 0), held_by(), 1), False),
        (promises.one_outcome_each(report(), held_by(), 1), False),
        (promises.one_outcome_each(report(0), held_by(outcomes=2), 1), False),
        (promises.same_report(report(0), report(0)), True),
        (promises.same_report(report(0), report(1)), False),
        (promises.same_report(report(0), report(0, killed=3)), False),
        (promises.nothing_kept_is_asked_again([LOST, FOUND], [held_by(outcomes=0)]), True),
        (promises.nothing_kept_is_asked_again([LOST, FOUND], [held_by(outcomes=1)]), False),
        (promises.nothing_kept_is_asked_again([FOUND, LOST], [held_by("k-0", outcomes=0)]), False),
        (promises.nothing_kept_is_asked_again([[*FOUND, *FOUND]], []), False),
        (promises.few_are_paid_twice([LOST, FOUND], 1), True),
        (promises.few_are_paid_twice([LOST, LOST, FOUND], 1), False),
        (promises.sound([FOUND], held_by("k-0")), True),
        (promises.sound([FOUND], held_by("k-1")), False),
        (promises.sound([FOUND], held_by("k-0", sound=False)), False),
        (promises.within(25.0, 10.0, 12.0, 1.3), True),
        (promises.within(26.0, 10.0, 12.0, 1.3), False),
    ],
)
def test_a_broken_promise_is_seen(promise: Promise, kept: bool) -> None:
    """Each is held by what it promises and by nothing else."""
    assert promise.held == kept
