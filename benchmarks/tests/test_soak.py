"""Runs that are killed, starved of disk and run side by side end as if nobody had disturbed them; `make soak` has more."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from benchmarks.soak import hostile, promises, recordings, scenarios
from benchmarks.soak.kept import Kept
from benchmarks.soak.promises import Promise
from benchmarks.soak.runs import Ended
from benchmarks.soak.scenarios import Scale, Stage
from tests.faults import world
from tests.faults.journal import Line

pytestmark = pytest.mark.slow

SCALE = Scale(articles=160, kills=2, concurrency=8, latency=0.03, seed=3)
SMALLER = Scale(articles=40, kills=2, concurrency=4, latency=0.03, seed=3)

Playing = Future[list[Promise]]


@pytest.fixture(scope="module")
def playing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Playing]]:
    """Some of the scenarios, two at a time."""
    stage = Stage(tmp_path_factory.mktemp("soak"), SCALE)
    beside = scenarios.undisturbed(stage)
    smaller = Stage(tmp_path_factory.mktemp("smaller"), SMALLER)
    nearby = scenarios.undisturbed(smaller)
    played = recordings.undisturbed(smaller)
    with ThreadPoolExecutor(2) as pool:
        yield {
            "killed": pool.submit(scenarios.killed, stage, beside, timed=False),
            "full": pool.submit(scenarios.disk_full, stage, beside, blocks=600),
            "budget": pool.submit(scenarios.over_budget, stage, beside),
            "both": pool.submit(scenarios.both, stage, beside),
            "hanging": pool.submit(hostile.hanging, smaller, nearby),
            "crashing": pool.submit(hostile.crashing, smaller, nearby),
            "rules": pool.submit(hostile.crashing_rules, smaller),
            "recorded": pool.submit(recordings.killed, smaller, played),
            "corecorded": pool.submit(recordings.both, smaller, played),
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


def test_a_reply_that_hangs_its_check_and_one_without_end(playing: dict[str, Playing]) -> None:
    """One failed article each; SIGTERM is heard meanwhile, and the same command asks nothing for them again."""
    assert_held(playing["hanging"])


@pytest.mark.parametrize("how", ["crashing", "rules"])
def test_what_crashes_a_run(playing: dict[str, Playing], how: str) -> None:
    """An article that crashed the checker once is read; an event that makes the linker fail costs its incident."""
    assert_held(playing[how])


@pytest.mark.parametrize("how", ["recorded", "corecorded"])
def test_recordings(playing: dict[str, Playing], how: str) -> None:
    """Killed and started again, or two at once: no reply is lost, and the cassette replays to the same report."""
    assert_held(playing[how])


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


def apart(
    *others: int, status: str = "failed", error: str | None = "no time", killed: int = 2, incident: str | None = None
) -> dict[str, Any]:
    """A report of others and of one apart, whose incident failed if it has a reason."""
    whole = report(*others, killed=killed)
    alone = {"id": world.mark(world.FAULTY), "status": status, "error": error}
    whole["articles"] = [*({**one, "status": "ok", "error": None} for one in whole["articles"]), alone]
    whole["incidents"] = [{**whole["incidents"][0], "id": "a", "sources": [world.mark(0)], "error": None}]
    if incident:
        events: list[Any] = [{"figures": [{}]}]
        whole["incidents"].append({"id": "b", "sources": [alone["id"]], "events": events, "error": incident})
    whole |= {name: [{"incident": one["id"]} for one in whole["incidents"]] for name in ("findings", "near_misses")}
    return {**whole, "rejected": [{"article": alone["id"]}]}


EACH = {world.FAULTY: "time"}
NONE: dict[str, Any] = {"articles": []}
AMONG = promises.others_are_the_same
ALONE = promises.failed_alone
STAYED = promises.recorded_and_stayed
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
        (AMONG(apart(0), apart(0, status="ok", error=None), [world.FAULTY]), True),
        (AMONG(apart(0, incident="not linked"), apart(0), [world.FAULTY]), True),
        (AMONG(apart(0, killed=3), apart(0), [world.FAULTY]), False),
        (AMONG(apart(0), apart(0, 1), [world.FAULTY]), False),
        (AMONG(apart(0), apart(0), [world.FAULTY, world.LISTED]), False),
        (AMONG(apart(0), apart(0), []), True),
        (AMONG(apart(0, incident="not linked"), apart(0), []), False),
        (ALONE(apart(0), EACH, NONE), True),
        (ALONE(apart(0), {world.FAULTY: "size"}, NONE), False),
        (ALONE(apart(0, error="no time\nTraceback"), EACH, NONE), False),
        (ALONE(apart(0, status="ok"), EACH, NONE), False),
        (ALONE(apart(0), {}, NONE), False),
        (ALONE(apart(0), {}, apart(0)), True),
        (promises.one_incident_failed(apart(0, incident="not linked"), world.FAULTY, "linked"), True),
        (promises.one_incident_failed(apart(0, incident="not linked"), world.FAULTY, "checked"), False),
        (promises.one_incident_failed(apart(0, incident="not linked"), world.LISTED, "linked"), False),
        (promises.one_incident_failed(apart(0), world.FAULTY, "linked"), False),
        (promises.was_under_way(held_by(outcomes=0), 0), True),
        (promises.was_under_way(held_by(outcomes=1), 0), False),
        (promises.asked_nothing([]), True),
        (promises.asked_nothing([line("ask")]), False),
        (scenarios.ended_with(Ended(3, "", 1.0), 3), True),
        (scenarios.ended_with(Ended(-9, "", 1.0), 3), False),
        (scenarios.ended_with(Ended(3, "Traceback", 1.0), 3), False),
        (STAYED([FOUND], [frozenset({"k-0"})], 0), True),
        (STAYED([FOUND, []], [frozenset(), frozenset({"k-1"})], 1), True),
        (STAYED([FOUND, []], [frozenset(), frozenset({"k-1"})], 0), False),
        (STAYED([FOUND, []], [frozenset({"k-0"}), frozenset()], 1), False),
        (STAYED([FOUND], [frozenset()], 1), False),
        (promises.paid_once_each([*FOUND, *FOUND], 2), True),
        (promises.paid_once_each([*FOUND, *FOUND, *FOUND], 2), False),
        (promises.within(25.0, 10.0, 12.0, 1.3), True),
        (promises.within(26.0, 10.0, 12.0, 1.3), False),
    ],
)
def test_a_broken_promise_is_seen(promise: Promise, kept: bool) -> None:
    """Each is held by what it promises and by nothing else."""
    assert promise.held == kept
