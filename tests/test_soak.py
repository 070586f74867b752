"""Runs that are killed, starved of disk and run side by side end as if nobody had disturbed them; `make soak` has more."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from benchmarks.soak import scenarios
from benchmarks.soak.disks import guarded_folder
from benchmarks.soak.promises import Promise
from benchmarks.soak.scenarios import Scale, Stage, Undisturbed

SCALE = Scale(articles=160, kills=2, concurrency=8, latency=0.03, seed=3)

Found = Future[list[Promise]]


@pytest.fixture(scope="module")
def playing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Found]]:
    """Every scenario, two at a time, for most of each is waiting."""
    stage = Stage(tmp_path_factory.mktemp("soak"), SCALE)
    beside = scenarios.undisturbed(stage)
    guarded = tmp_path_factory.mktemp("guarded") / "folder"
    with ThreadPoolExecutor(2) as pool:
        yield {
            "killed": pool.submit(scenarios.killed, stage, beside, timed=False),
            "full": pool.submit(scenarios.disk_full, stage, beside, blocks=600),
            "guarded": pool.submit(read_only, stage, beside, guarded),
            "halves": pool.submit(scenarios.halves, stage, beside),
            "both": pool.submit(scenarios.both, stage, beside),
        }


def read_only(stage: Stage, beside: Undisturbed, folder: Path) -> list[Promise]:
    """Nothing where nothing keeps this user from writing."""
    with guarded_folder(folder) as allow:
        return scenarios.read_only(stage, beside, folder, allow) if allow else []


def assert_held(found: Found) -> None:
    assert [f"{promise.says}: {promise.seen}" for promise in found.result() if not promise.held] == []


def test_killed_and_started_again(playing: dict[str, Found]) -> None:
    """Nothing that was kept is lost or asked for again, whatever else failed."""
    assert_held(playing["killed"])


def test_no_room_to_write(playing: dict[str, Found]) -> None:
    """The run stops in one line; with room again, the same command ends it."""
    assert_held(playing["full"])


def test_a_store_that_may_not_be_written(playing: dict[str, Found]) -> None:
    """Nothing is asked, for nothing could be kept."""
    if not playing["guarded"].result():
        pytest.skip("this user may write everywhere, and mount nothing")
    assert_held(playing["guarded"])


def test_two_processes_with_half_of_the_articles_each(playing: dict[str, Found]) -> None:
    """One store: a third run over all of them asks nothing."""
    assert_held(playing["halves"])


def test_two_processes_with_all_articles_each(playing: dict[str, Found]) -> None:
    """One store: each request is sent once, and both report the same."""
    assert_held(playing["both"])
