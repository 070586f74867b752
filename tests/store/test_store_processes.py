"""The store among processes: one asks and the others wait; what was kept outlives whatever ends a process."""

import asyncio
import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from summarizer.store import Store, sessions

from ..helpers.store_worker import reply

ROOT = Path(__file__).parents[2]
WORKER = [sys.executable, "-m", "tests.helpers.store_worker"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


@pytest.fixture
def no_beats(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is taken over from is dead: a silence of the living is none before the test has ended."""
    monkeypatch.setattr(sessions, "BEAT", 3600)


@contextlib.contextmanager
def working(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A process of `store_worker`, dead at the end."""
    with subprocess.Popen(
        [*WORKER, *map(str, arguments)], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout
    return process.stdout


def rows(path: Path, statement: str) -> list[Any]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


def is_sound(path: Path) -> bool:
    return rows(path, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize("processes", [2, 4])
def test_each_key_is_asked_for_once(path: Path, tmp_path: Path, processes: int) -> None:
    """By whichever process is first, on a store that all of them make; after an empty reply by the next."""
    asked = tmp_path / "asked"
    with contextlib.ExitStack() as all_:
        workers = [all_.enter_context(working("share", path, asked, 150)) for _ in range(processes)]
        assert [worker.wait(60) for worker in workers] == [0] * processes
    told = Counter(asked.read_text(encoding="utf-8").splitlines())
    for n in range(150):
        assert told[f"sent key {n}"] == told[f"empty key {n}"] + 1
    assert is_sound(path)
    assert rows(path, "SELECT (SELECT count(*) FROM claim), (SELECT count(*) FROM session)") == [(0, 0)]
    assert rows(path, "SELECT count(*), sum(answers) FROM reply") == [(150, 150)]


@pytest.mark.usefixtures("no_beats")
def test_what_was_kept_outlives_a_kill(path: Path) -> None:
    """Five times at a random moment: every reply whose `keep` had returned is there, and the claims are free at once."""
    for _ in range(5):
        with working("hold", path) as process:
            assert said(process).readline() == "ready\n"
            time.sleep(random.random() / 5)
            process.kill()
            told = said(process).read().split()
            with Store(path) as store:  # the dead process is not even buried yet
                assert asyncio.run(asyncio.wait_for(store.claim("held"), 60)) is None
                for n in told:
                    assert store.reply(f"key {n}") == f"body {n}".encode()
                assert store.runs()[-1].state == "died"
        assert is_sound(path)


@pytest.mark.usefixtures("no_beats")
def test_whoever_waits_takes_over_from_the_dead(path: Path) -> None:
    """The process is killed while another waits for its reply."""

    async def run(process: subprocess.Popen[str]) -> None:
        with Store(path) as store:
            waiting = asyncio.create_task(store.claim("held"))
            await asyncio.sleep(0.3)
            assert not waiting.done()
            assert [row.state for row in store.runs()] == ["running"]
            process.kill()
            assert await asyncio.wait_for(waiting, 60) is None

    with working("hold", path) as process:
        assert said(process).readline() == "ready\n"
        asyncio.run(run(process))


def test_a_process_that_was_asleep(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its claim is taken over; when it wakes, its reply is no error: the first one answers, the other is evidence."""
    monkeypatch.setattr(sessions, "BEAT", 0.05)

    async def run(process: subprocess.Popen[str]) -> None:
        with Store(path) as store:
            assert await asyncio.wait_for(store.claim("held"), 30) is None
            assert store.reply("held") is None
            await store.keep("held", reply("first"))
            process.send_signal(signal.SIGCONT)
            print("now", file=process.stdin, flush=True)
            assert said(process).readline() == "b'first'\n"
            assert process.wait(20) == 0

    with working("late", path) as process:
        assert said(process).readline() == "ready\n"
        process.send_signal(signal.SIGSTOP)
        asyncio.run(run(process))
    assert rows(path, "SELECT body, answers FROM reply ORDER BY id") == [(b"first", 1), (b"late", 0)]


def test_a_process_that_wakes_before_the_other_is_done(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then its reply answers, and the other's is evidence; neither takes the other's claim away."""
    monkeypatch.setattr(sessions, "BEAT", 0.05)

    async def run(process: subprocess.Popen[str]) -> None:
        with Store(path) as store:
            assert await asyncio.wait_for(store.claim("held"), 30) is None
            process.send_signal(signal.SIGCONT)
            print("now", file=process.stdin, flush=True)
            assert said(process).readline() == "b'late'\n"
            assert rows(path, "SELECT count(*) FROM claim") == [(1,)]
            await store.keep("held", reply("second"))
            assert store.reply("held") == b"late"

    with working("late", path) as process:
        assert said(process).readline() == "ready\n"
        process.send_signal(signal.SIGSTOP)
        asyncio.run(run(process))


def test_a_store_that_nobody_closed(path: Path) -> None:
    """The process ends, what it kept is there, and its claim is free."""
    with working("leave", path) as process:
        assert process.wait(20) == 0
    with Store(path) as store:
        assert store.reply("left") == b"left"
        assert asyncio.run(asyncio.wait_for(store.claim("held"), 10)) is None


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_child(path: Path) -> None:
    """It may not use its parent's store, and does not harm it."""
    with working("fork", path) as process:
        lines = said(process).read().splitlines()
        assert process.wait(20) == 0
    expected = f"store {path}: expected the process that opened it, got: its child: open it there as well"
    assert lines == [expected, expected]
    with Store(path) as store:
        assert [store.reply("before"), store.reply("after")] == [b"before", b"after"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs RLIMIT_FSIZE")
def test_when_a_file_may_not_grow(path: Path) -> None:
    """One line; every reply is there, the one that had no room too, and the file is sound."""
    with working("fill", path, 400_000) as process:
        *kept, line = said(process).read().splitlines()
        assert process.wait(20) == 0
    assert line.startswith(f"store {path}: expected ")
    assert kept
    assert is_sound(path)
    with Store(path) as store:
        assert all(store.reply(f"key {n}") == b"x" * 10_000 for n in [*kept, len(kept)])
        assert store.reply(f"key {len(kept) + 1}") is None


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if not mount or not umount:
        pytest.skip("no mount")
    if subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], capture_output=True, check=False
    ).returncode:
        pytest.skip("may not mount")
    try:
        yield folder
    finally:
        subprocess.run([umount, folder], check=True)


def test_when_the_disk_is_really_full(small_disk: Path) -> None:
    """One line for all 32 who wait; with room again, every reply that was kept is there and the store goes on."""
    path = small_disk / "store.sqlite"

    async def fill() -> int:
        with Store(path) as store:
            results: list[object] = []
            while len(results) < 1000 and not any(results):
                names = range(len(results), len(results) + 32)
                results += await asyncio.gather(
                    *(store.keep(f"key {n}", reply("x" * 5000)) for n in names), return_exceptions=True
                )
            line = f"store {path}: expected room to write, got: database or disk is full: free some, then run again"
            assert {str(result) for result in results if result} == {line}
            return results.count(None)

    kept = asyncio.run(fill())
    assert kept > 30
    mount = shutil.which("mount") or "mount"
    subprocess.run([mount, "-o", "remount,size=8m", small_disk], check=True)
    with Store(path) as store:
        assert all(store.reply(f"key {n}") == b"x" * 5000 for n in range(kept))
        asyncio.run(store.keep("later", reply("later")))
        assert store.reply("later") == b"later"
    assert is_sound(path)
