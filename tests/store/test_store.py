"""The store in one process: what goes in comes out, who may ask, and what happens when the file is not as it should be."""

import asyncio
import contextlib
import os
import random
import sqlite3
import subprocess
import tempfile
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from summarizer import Article, SummarizerError
from summarizer.errors import StoreError
from summarizer.llm.replies import CachedReply
from summarizer.records.reviews import ReportKey, link_review
from summarizer.records.usage import Usage
from summarizer.store import NewRun, OutcomeRow, Store, default_path, leases, schema, sessions

ARTICLE = Article("a1", "Two people died.", "Wire", "Blast", date(2023, 5, 30), "https://example.org/1")
REPLY = CachedReply(b'{"events": []}', "model", "extract 2", Usage(1, 2, 0, 300, 20, 40), 1.25)
OUTCOME = OutcomeRow(
    key="o1", article="a1", model="model", prompt="extract 2", schema="5c4e", status="ok", error=None, error_kind=None,
    usage=Usage(1, 1, 0, 10, 0, 5), took=2.5, at="2023-05-30T10:00:00+00:00", checker="c4ec", found=b'{"reports": []}',
    replies=("k1", "k2"),
)  # fmt: skip
RUN = NewRun('{"paths": ["seeds/"]}', "model", "extract 2", 3)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sessions beat every 100 ms, and are silent after half a second."""
    monkeypatch.setattr(sessions, "BEAT", 0.1)


def with_sqlite(path: Path, *statements: str) -> list[Any]:
    """What the last of these statements gives, on a connection of its own."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=10)) as connection:
        return [connection.execute(statement).fetchall() for statement in statements][-1]


def is_sound(path: Path) -> bool:
    return with_sqlite(path, "PRAGMA integrity_check") == [("ok",)]


def one_line(error: pytest.ExceptionInfo[StoreError], path: Path) -> str:
    """The message, which names the file, what was expected and what came, in one line."""
    (line,) = str(error.value).splitlines()
    assert line.startswith(f"store {path}: expected ")
    assert ", got" in line
    return line


async def started(work: Any) -> "asyncio.Task[Any]":
    """A task that is waiting by now."""
    task = asyncio.create_task(work)
    await asyncio.sleep(0.05)
    assert not task.done()
    return task


# --- what goes in comes out ---


def test_a_reply_answers_until_it_is_retired(path: Path) -> None:
    """It is there when `keep` has returned, and when the store is opened again; a retired one is evidence only."""

    async def first() -> None:
        with Store(path) as store:
            assert store.reply("k") is None
            assert await store.claim("k") is None
            await store.keep("k", REPLY)
            assert store.reply("k") == REPLY.body
            assert await store.claim("k") == REPLY.body

    async def second() -> None:
        with Store(path) as store:
            assert await store.claim("k") == REPLY.body
            await store.retire(["k", "unknown"])
            assert store.reply("k") is None
            assert await store.claim("k") is None
            await store.keep("k", replace(REPLY, body=b"better"))
            assert store.reply("k") == b"better"

    asyncio.run(first())
    asyncio.run(second())
    kept = with_sqlite(
        path, "SELECT body, answers, model, prompt, took, json_extract(usage, '$.prompt_tokens') FROM reply"
    )
    assert kept == [(REPLY.body, 0, "model", "extract 2", 1.25, 300), (b"better", 1, "model", "extract 2", 1.25, 300)]


@pytest.mark.parametrize(
    ("article", "row"),
    [
        pytest.param(ARTICLE, OUTCOME, id="one that went well"),
        pytest.param(
            Article("a2", "x"),
            replace(OUTCOME, article="a2", status="failed", error="expected …", error_kind="RefusalError", found=None, replies=()),
            id="one that failed, of an article of which nothing is known",
        ),
        pytest.param(replace(ARTICLE, published=datetime(2023, 5, 30, 10, 5, tzinfo=UTC)), OUTCOME, id="an hour is known"),
        pytest.param(
            replace(ARTICLE, published=datetime(2023, 5, 30, 10, 5, 1, 17, timezone(timedelta(hours=-3)))), OUTCOME, id="to the microsecond, in a zone"
        ),
        pytest.param(replace(ARTICLE, published=datetime(2023, 5, 30)), OUTCOME, id="midnight of no zone is no date"),  # noqa: DTZ001, RUF100
        pytest.param(replace(ARTICLE, text="x" * 3_000_000), replace(OUTCOME, found=b"y" * 3_000_000), id="a very long one"),
        pytest.param(replace(ARTICLE, text="a\0b'; DROP TABLE reply; --"), replace(OUTCOME, key="\0", error="\0x"), id="NULs and SQL"),
    ],
)  # fmt: skip
def test_an_outcome_and_its_article_come_back(path: Path, article: Article, row: OutcomeRow) -> None:
    """Equal in every field, also in the next process."""

    async def put() -> None:
        with Store(path) as store:
            assert store.outcome(row.key) is None
            assert store.article(article.id) is None
            await store.keep_outcome(article, row)
            assert store.outcome(row.key) == row

    asyncio.run(put())
    with Store(path) as store:
        assert store.outcome(row.key) == row
        found = store.article(article.id)
        assert found == article
        assert type(found.published) is type(article.published)


def test_the_newest_outcome_and_the_newest_of_an_article_hold(path: Path) -> None:
    """One text is stored once, whatever is said of it."""
    newest = replace(ARTICLE, source=None, title="Blast kills two", published=None, url="https://example.org/2")

    async def run() -> None:
        with Store(path) as store:
            await store.keep_outcome(ARTICLE, replace(OUTCOME, status="failed", error="no"))
            await store.keep_outcome(newest, OUTCOME)
            await store.keep_outcome(newest, replace(OUTCOME, key="o2"))
            assert store.article("a1") == newest
            assert store.outcome("o1") == OUTCOME

    asyncio.run(run())
    assert with_sqlite(path, "SELECT count(*) FROM article") == [(1,)]
    assert with_sqlite(path, "SELECT count(*) FROM outcome") == [(2,)]


def test_a_run_from_its_begin_to_its_end(path: Path) -> None:
    """With its articles in order, and what was counted."""

    async def run() -> None:
        with Store(path) as store:
            first, second = await store.begin(RUN), await store.begin(replace(RUN, total=None))
            for nth in (2, 0, 1):
                await store.add_to_run(first, nth, f"o{nth}", f"a{nth}")
            await store.add_to_run(second, 0, "o9", "a9")
            assert [row.state for row in store.runs()] == ["running", "running"]
            await store.end(first, "done", read=3, failed=0)
            await store.end(second, "interrupted", total=7)
            assert list(store.run_keys(first)) == [("o0", "a0"), ("o1", "a1"), ("o2", "a2")]
            assert list(store.run_keys(second)) == [("o9", "a9")]
            assert list(store.run_keys(99)) == []
            assert store.other_runs_hold(second, ["a0", "a2", "a9", "never"]) == {"a0", "a2"}
            assert store.other_runs_hold(second, []) == set()

    asyncio.run(run())
    with Store(path) as store:
        one, two = store.runs()
    assert (one.id, one.state, one.total, one.counts, two.state, two.total) == (
        1,
        "done",
        3,
        {"read": 3, "failed": 0},
        "interrupted",
        7,
    )
    assert (one.arguments, one.model, one.prompts) == (RUN.arguments, RUN.model, RUN.prompts)
    assert one.ended is not None
    assert datetime.fromisoformat(one.began) <= datetime.fromisoformat(one.ended)


def test_what_was_read_at_a_place_before(path: Path) -> None:
    """The id of the text that stood there before, told again however often this one is read; each place has its own."""
    seen = (("/a", "x"), ("/a", "x"), ("/b", "y"), ("/a", "z"), ("/a", "z"), ("/a", "x"))

    async def run(store: Store) -> list[str | None]:
        found = []
        for place, article in seen:
            found.append(store.find_before(place, article))
            await store.record_place(place, article)
            await store.begin(RUN)  # durable, and so is what came before it
        return found

    with Store(path) as store:
        assert asyncio.run(run(store)) == [None, None, None, "x", "x", "z"]
    with Store(path) as store:
        assert [store.find_before(place, "x") for place in ("/a", "/b", "/c")] == ["z", "y", None]


TEXT = st.text(st.characters(), max_size=8)  # with NUL, halves of characters and what no character is


@given(TEXT, TEXT, TEXT, TEXT, st.binary(max_size=50))
@example("\ud800", "a\udfff", "\0", "'\"", b"\0\xff")
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_kept(open_store: Store, key: str, one: str, two: str, place: str, body: bytes) -> None:
    """In every field; halves of characters become U+FFFD, one for one, so that offsets stay."""

    def kept(text: str) -> str:
        return "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)

    async def run() -> None:
        store = open_store
        await store.keep(key, CachedReply(body, one, two, Usage(), 0.0))
        assert store.reply(key) is not None
        await store.retire([key])
        assert await store.claim(key) is None
        await store.release(key)
        row = OutcomeRow(key, one, two, one, two, one, two, one, Usage(), 0.0, two, one, body, (one, two))
        await store.keep_outcome(Article(one, two, one, two, None, place), row)
        texts = {name: kept(value) for name, value in vars(row).items() if isinstance(value, str)}
        assert store.outcome(key) == replace(row, **texts, replies=(kept(one), kept(two)))  # type: ignore[arg-type]  # texts
        found = store.article(one)
        assert found
        assert (found.source, found.title, found.url) == (kept(one), kept(two), kept(place))
        await store.record_place(place, one)
        run = await store.begin(NewRun(one, two, place))
        await store.add_to_run(run, 0, key, one)
        await store.end(run, two, total=1)
        assert list(store.run_keys(run)) == [(kept(key), kept(one))]
        last = store.runs()[-1]
        assert (last.arguments, last.model, last.prompts) == (kept(one), kept(two), kept(place))

    asyncio.run(run())


@pytest.fixture(scope="module")
def open_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("any") / "store.sqlite") as store:
        yield store


# --- single flight in one process ---


def test_one_task_asks_and_the_others_get_its_reply(path: Path) -> None:
    """However many want the same."""

    async def run() -> None:
        asked = 0

        async def ask() -> bytes | None:
            nonlocal asked
            body = await store.claim("k")
            if body is None:
                asked += 1
                await asyncio.sleep(0.05)
                await store.keep("k", REPLY)
            return store.reply("k")

        with Store(path) as store:
            assert set(await asyncio.gather(*(ask() for _ in range(200)))) == {REPLY.body}
            assert asked == 1

    asyncio.run(run())


def test_after_a_release_the_next_asks(path: Path) -> None:
    """One at a time; releasing what is not claimed does nothing."""

    async def run() -> None:
        with Store(path) as store:
            assert await store.claim("k") is None
            await store.release("other")
            waiting = [await started(store.claim("k")) for _ in range(3)]
            for left in (3, 2, 1):
                await store.release("k")
                done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                await asyncio.sleep(0.02)
                assert [task.done() for task in waiting].count(True) == 1
                assert done.pop().result() is None
                waiting = [task for task in waiting if not task.done()]
                assert len(waiting) == left - 1
            await store.release("k")
            await store.release("k")

    asyncio.run(run())
    assert with_sqlite(path, "SELECT count(*) FROM claim") == [(0,)]


def test_a_cancelled_task_neither_holds_a_claim_nor_wakes_nobody(path: Path) -> None:
    """Wherever it was cancelled: while it waits for another task, or while its claim is being written."""

    async def run() -> None:
        with Store(path) as store:
            assert await store.claim("k") is None
            first, second = await started(store.claim("k")), await started(store.claim("k"))
            first.cancel()
            await store.release("k")
            assert await asyncio.wait_for(second, 5) is None
            third = await started(store.claim("k"))
            await store.keep("k", REPLY)
            assert await asyncio.wait_for(third, 5) == REPLY.body
            for n in range(200):  # at every stage of claiming
                task, other = asyncio.create_task(store.claim(f"k{n}")), asyncio.create_task(store.claim(f"k{n}"))
                for _ in range(random.randrange(4)):
                    await asyncio.sleep(random.choice([0, 0, 0.0005]))
                if task.cancel():
                    with contextlib.suppress(asyncio.CancelledError):
                        await task
                if task.cancelled():
                    assert await asyncio.wait_for(other, 5) is None
                else:
                    other.cancel()
                    await asyncio.wait([other])
                await store.release(f"k{n}")

    asyncio.run(run())
    assert with_sqlite(path, "SELECT count(*) FROM claim") == [(0,)]


def test_a_cancelled_keep_keeps(path: Path) -> None:
    """The reply was paid for, and those who wait get it."""

    async def run() -> None:
        with Store(path) as store:
            assert await store.claim("k") is None
            waiting = await started(store.claim("k"))
            keeping = asyncio.create_task(store.keep("k", REPLY))
            await asyncio.sleep(0)
            keeping.cancel()
            assert await asyncio.wait_for(waiting, 5) == REPLY.body
            assert keeping.cancelled()
            await store.release("k")

    asyncio.run(run())
    assert with_sqlite(path, "SELECT count(*) FROM claim") == [(0,)]


def test_two_replies_to_one_key(path: Path) -> None:
    """The first answers; the second was paid for too, and is evidence."""

    async def run() -> None:
        with Store(path) as one, Store(path) as other:
            await asyncio.gather(one.keep("k", REPLY), other.keep("k", REPLY))
            await one.keep("k", replace(REPLY, body=b"third"))
            assert one.reply("k") == other.reply("k") == REPLY.body

    asyncio.run(run())
    assert with_sqlite(path, "SELECT answers FROM reply ORDER BY id") == [(1,), (0,), (0,)]


def test_another_store_waits_too(path: Path) -> None:
    """For the reply, for the release, and for the close of whoever has the claim."""

    async def run() -> None:
        other = Store(path)
        with Store(path) as store:
            for key in ("kept", "released", "closed"):
                assert await other.claim(key) is None
            keys = ("kept", "kept", "released", "closed")
            kept, kept_too, released, closed = [await started(store.claim(key)) for key in keys]
            await other.keep("kept", REPLY)
            assert await asyncio.wait_for(kept, 5) == await asyncio.wait_for(kept_too, 5) == REPLY.body
            await other.release("released")
            assert await asyncio.wait_for(released, 5) is None
            assert not closed.done()
            other.close()
            assert await asyncio.wait_for(closed, 5) is None

    asyncio.run(run())


# --- who lives: what another session's row may say ---


def add_session(path: Path, **columns: object) -> None:
    """Another session, with the claim "k" and a run."""
    row = {
        "machine": sessions.pid_scope(),
        "pid": os.getpid(),
        "born": sessions.process_start(os.getpid()),
        "beat": 7,
        "beat_at": time.time(),
    } | columns
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        names, marks = ", ".join(row), ", ".join("?" for _ in row)
        added = connection.execute(f"INSERT INTO session ({names}) VALUES ({marks})", list(row.values())).lastrowid
        connection.execute("INSERT INTO claim VALUES ('k', ?)", (added,))
        connection.execute(
            "INSERT INTO run (session, arguments, model, prompts, began) VALUES (?, '{}', 'm', 'p', '2023')", (added,)
        )


def ended_pid() -> int:
    with subprocess.Popen(["true"]) as process:  # noqa: S607
        pass
    return process.pid


@pytest.mark.parametrize(
    ("columns", "state"),
    [
        pytest.param({"pid": ended_pid()}, "died", id="its process is gone"),
        pytest.param({"born": 1}, "died", id="its process id is another process's by now"),
    ],
)
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_a_dead_sessions_claim_is_free_at_once(path: Path, columns: dict[str, object], state: str) -> None:
    """No heartbeat is waited for; its run has died."""

    async def run() -> None:
        with Store(path) as store:
            add_session(path, **columns)
            assert [row.state for row in store.runs()] == [state]
            assert await asyncio.wait_for(store.claim("k"), 10) is None

    asyncio.run(run())
    with Store(path) as store:
        assert [row.state for row in store.runs()] == [state]
    assert with_sqlite(path, "SELECT count(*) FROM session") == [(0,)]


DAY = 86400
# So that no pause of this process leaves the other behind.
EACH_BEATS_WITH_US = """
CREATE TRIGGER beat AFTER UPDATE OF beat ON session WHEN NEW.id = 1
BEGIN UPDATE session SET beat = beat + 1, beat_at = NEW.beat_at WHERE id <> 1; END"""
OTHERS = pytest.mark.parametrize(
    ("columns", "step"),
    [
        pytest.param({}, 0, id="a process of this machine"),
        pytest.param({"machine": "elsewhere"}, DAY, id="one of another container, and the clock is set forward"),
        pytest.param({"machine": "elsewhere"}, -DAY, id="one of another container, and the clock is set back"),
        pytest.param({"born": None}, -DAY, id="one of which nothing is known, and the clock is set back"),
    ],
)


@pytest.mark.usefixtures("quick")
@OTHERS
def test_a_silent_sessions_claim_is_taken_over(
    path: Path, columns: dict[str, object], step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not before our own fifth beat, and whatever the clock is set to meanwhile."""

    async def run() -> None:
        with Store(path) as store:
            add_session(path, **columns)
            began = time.monotonic()
            waiting = await started(store.claim("k"))
            monkeypatch.setattr(time, "time", lambda real=time.time: real() + step)
            assert await asyncio.wait_for(waiting, 20) is None
            assert time.monotonic() - began > 0.39

    asyncio.run(run())


@pytest.mark.usefixtures("quick")
@OTHERS
def test_a_live_sessions_claim_is_not(
    path: Path, columns: dict[str, object], step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as it beats, however long the reply takes, whatever the clock is set to meanwhile; its run is running."""

    async def run() -> None:
        with Store(path) as store:
            add_session(path, **columns)
            with_sqlite(path, EACH_BEATS_WITH_US)
            waiting = await started(store.claim("k"))
            monkeypatch.setattr(time, "time", lambda real=time.time: real() + step)
            while with_sqlite(path, "SELECT beat FROM session WHERE id = 1")[0][0] < 12:  # noqa: ASYNC110  # a thread writes it
                await asyncio.sleep(0.025)
            assert not waiting.done()
            while [row.state for row in store.runs()] != ["running"]:  # noqa: ASYNC110  # its last beat may be old
                await asyncio.sleep(0.025)
            with_sqlite(path, "DELETE FROM claim")
            assert await asyncio.wait_for(waiting, 5) is None

    asyncio.run(run())


def test_a_session_that_beats_again_just_then(path: Path) -> None:
    """Its claim stays its own, though it was silent when it was looked at."""
    with Store(path) as store, contextlib.closing(sqlite3.connect(path)) as connection:
        add_session(path)
        holder = leases._find_holder(connection, "k")
        assert holder
        with_sqlite(path, f"UPDATE session SET beat = beat + 1 WHERE id = {holder.id}")
        assert leases._take(connection, "k", store._sessions.id, holder) is not None
        assert leases._take(connection, "k", store._sessions.id, replace(holder, beat=holder.beat + 1)) is None


@pytest.mark.parametrize("beat_at", [-3600, 3600], ids=["an hour ago", "in the future: the clock was set back"])
def test_a_run_of_a_session_that_cannot_be_looked_at(path: Path, beat_at: float) -> None:
    """It has died if the last beat is not from about now."""
    with Store(path) as store:
        add_session(path, machine="elsewhere", beat_at=time.time() + beat_at)
        assert [row.state for row in store.runs()] == ["died"]


def test_a_run_that_was_never_ended(path: Path) -> None:
    """It has died when the store is closed."""
    with Store(path) as store:
        asyncio.run(store.begin(RUN))
        assert [row.state for row in store.runs()] == ["running"]
    with Store(path) as store:
        assert [row.state for row in store.runs()] == ["died"]


# --- writing in groups, reading the newest ---


def test_what_waits_is_one_commit(path: Path) -> None:
    """Two hundred replies at once are a few commits, each synchronous, though claims need none."""

    async def run() -> list[str]:
        statements: list[str] = []
        with Store(path) as store:
            await store.claim("k")
            store._writer._connection.set_trace_callback(statements.append)
            await asyncio.gather(*(store.keep(f"k{n}", REPLY) for n in range(200)))
            store._writer._connection.set_trace_callback(None)
        return statements

    statements = asyncio.run(run())
    assert sum(statement.startswith("INSERT INTO reply") for statement in statements) == 200
    assert 1 <= statements.count("COMMIT") <= 20
    assert statements[0] == "PRAGMA synchronous = FULL"
    assert "PRAGMA synchronous = NORMAL" not in statements


def test_a_row_that_cannot_be_kept_hurts_no_other(path: Path) -> None:
    """In the same group: one line for it, and the others are kept."""

    async def run() -> None:
        with Store(path) as store:
            bad = replace(REPLY, took=float("nan"))
            results = await asyncio.gather(
                *(store.keep(f"k{n}", bad if n == 5 else REPLY) for n in range(10)), return_exceptions=True
            )
            assert [n for n, result in enumerate(results) if result is not None] == [5]
            assert isinstance(results[5], StoreError)
            assert [store.reply(f"k{n}") is None for n in range(10)] == [n == 5 for n in range(10)]
            assert await asyncio.wait_for(store.claim("k5"), 10) is None

    asyncio.run(run())


def test_more_waits_than_can_be_written(path: Path) -> None:
    """Then whoever adds more waits too, so that memory is bounded; what was added is there in the end."""
    added = 0

    async def add(store: Store) -> None:
        nonlocal added
        run = await store.begin(RUN)
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.5):
                    for added in range(5000):
                        await store.add_to_run(run, added, "o", "a")
            other.execute("COMMIT")
        await store.end(run, "done")
        assert len(list(store.run_keys(run))) == added + 1

    with Store(path) as store:
        asyncio.run(add(store))
    assert 1000 <= added < 3000


def test_the_log_is_moved_into_the_file_while_nobody_writes(path: Path) -> None:
    """It stays short, and no checkpoint is made but under the writers' lock."""
    locked: list[bool] = []

    def look(statement: str) -> None:
        if "wal_checkpoint" in statement:
            with contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as other:
                try:
                    other.execute("BEGIN IMMEDIATE")
                    locked.append(False)
                except sqlite3.OperationalError:
                    locked.append(True)

    async def run() -> None:
        with Store(path) as store:
            store._writer._checkpoints._moving.set_trace_callback(look)
            for connection in (store._writer._connection, store._lookup._connection):
                assert connection.execute("PRAGMA wal_autocheckpoint").fetchone() == (0,)
            for n in range(60):
                await store.keep(f"k{n}", replace(REPLY, body=b"x" * 500_000))
                assert path.with_name(f"{path.name}-wal").stat().st_size < 10_000_000
            await store.keep("long", replace(REPLY, body=b"x" * 30_000_000))
            for n in range(5):
                await store.keep(f"short{n}", REPLY)
            assert path.with_name(f"{path.name}-wal").stat().st_size < 10_000_000
            store._writer._checkpoints._moving.set_trace_callback(None)

    asyncio.run(run())
    assert len(locked) >= 5
    assert all(locked)
    assert is_sound(path)


def test_an_unfinished_look_hides_nothing(path: Path) -> None:
    """What is kept while a run's keys are being gone through can be seen."""

    async def run() -> None:
        with Store(path) as store:
            run = await store.begin(RUN)
            for nth in range(2000):
                await store.add_to_run(run, nth, f"o{nth}", "a")
            await store.end(run, "done")
            keys = store.run_keys(run)
            assert next(keys) == ("o0", "a")
            await store.keep("k", REPLY)
            assert store.reply("k") == REPLY.body
            assert len(list(keys)) == 1999

    asyncio.run(run())


def test_long_answers_are_streamed(path: Path) -> None:
    """A hundred thousand rows take no more memory than a few."""

    async def fill() -> None:
        with Store(path) as store:
            await store.keep_outcome(ARTICLE, replace(OUTCOME, found=b"x" * 1000))

    asyncio.run(fill())
    with_sqlite(
        path,
        "INSERT INTO run_article WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99999) "
        "SELECT 1, i, 'o1', 'a1' FROM n",
    )  # fmt: skip
    with Store(path) as store:
        keys = store.run_keys(1)
        tracemalloc.start()
        count = sum(store.outcome(key) is not None for key, _ in islice(keys, 5000))
        count += sum(1 for _ in keys)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert count == 100_000
    assert peak < 2_000_000


def test_looking_and_keeping_is_quick(path: Path) -> None:
    """By CPU time, with room for a busy machine: 250 µs a look, 0.6 ms for a reply kept beside 31 others."""

    async def run() -> tuple[float, float]:
        with Store(path) as store:
            await store.keep_outcome(ARTICLE, replace(OUTCOME, found=b"x" * 5000))
            await store.keep("k", replace(REPLY, body=b"x" * 5000))
            began = time.process_time()
            for _ in range(1000):
                store.reply("k")
                store.outcome("o1")
            looking = (time.process_time() - began) / 2000
            names = iter(range(2000))

            async def work() -> None:
                for n in names:
                    await store.keep(f"k{n}", REPLY)

            began = time.process_time()
            await asyncio.gather(*(work() for _ in range(32)))
            return looking, (time.process_time() - began) / 2000

    looking, keeping = asyncio.run(run())
    assert looking < 250e-6
    assert keeping < 600e-6


# --- the file is not as it should be ---


def foreign(path: Path) -> None:
    with_sqlite(path, "CREATE TABLE theirs (x)", "INSERT INTO theirs VALUES (1)")


def foreign_application(path: Path) -> None:
    with_sqlite(path, "PRAGMA application_id = 252006673", "CREATE TABLE vectors (x)")


def newer(path: Path) -> None:
    Store(path).close()
    with_sqlite(path, "PRAGMA user_version = 99")


def truncated(path: Path) -> None:
    Store(path).close()
    os.truncate(path, path.stat().st_size // 2)


def cut_short(path: Path) -> None:
    Store(path).close()
    os.truncate(path, 50)


def without_tables(path: Path) -> None:
    Store(path).close()
    with_sqlite(path, "DROP TABLE session")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        pytest.param(lambda path: path.write_bytes(random.Random(1).randbytes(20000)), "expected a store, got: file is not a database", id="no database"),
        pytest.param(lambda path: path.write_text("key,reply\n" * 100), "expected a store, got: file is not a database", id="a table of text"),
        pytest.param(foreign, "another program's SQLite file", id="another program's tables"),
        pytest.param(foreign_application, "another program's SQLite file", id="another program's file"),
        pytest.param(newer, "expected schema version 3 or older, got: version 99: upgrade summarizer", id="a newer version's"),
        pytest.param(truncated, "expected a sound store, got: database disk image is malformed", id="a store cut in half"),
        pytest.param(cut_short, "expected a sound store, got: database disk image is malformed", id="a store of fifty bytes"),
        pytest.param(lambda path: path.write_text("note\n"), "expected a store, got: file is not a database", id="five bytes"),
        pytest.param(without_tables, "expected a sound store, got: no such table", id="a store that lacks a table"),
        pytest.param(lambda path: path.mkdir(), "expected a file in a folder that can be written", id="a folder"),
    ],
)  # fmt: skip
def test_what_is_no_store_is_refused(path: Path, make: Callable[[Path], object], said: str) -> None:
    """In one line, and it is left as it was."""
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StoreError) as error:
        Store(path)
    assert said in one_line(error, path)
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_an_empty_file_becomes_a_store(path: Path) -> None:
    """As `mktemp` makes one."""
    path.touch()
    with Store(path) as store:
        asyncio.run(store.keep("k", REPLY))
        assert store.reply("k") == REPLY.body


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """It may be a slip: nothing is made."""
    path = tmp_path / "sotres" / "store.sqlite"
    with pytest.raises(StoreError) as error:
        Store(path)
    assert "expected a folder to hold it, got: none there: make it first" in one_line(error, path)
    assert not path.parent.exists()


def test_a_name_that_is_not_one_line(tmp_path: Path) -> None:
    """What is said is, and nothing in it steers a terminal."""
    with pytest.raises(StoreError) as error:
        Store(tmp_path / "a\nb\x1b[31m" / "store.sqlite")
    assert str(error.value).isprintable()


def test_the_default_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SUMMARIZER_STORE, else a file in the user's data folder, which is made when it is needed."""
    monkeypatch.setenv("SUMMARIZER_STORE", "/elsewhere/store")
    assert default_path() == Path("/elsewhere/store")
    monkeypatch.delenv("SUMMARIZER_STORE")
    for variable in ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path))
    path = default_path()
    assert path.is_relative_to(tmp_path)
    assert not path.parent.exists()
    with Store(path):
        assert path.exists()


@pytest.fixture
def nobodys() -> Iterator[Path]:
    """A folder that a user without rights can reach; the test is that user, should it be root."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        if hasattr(os, "geteuid"):
            os.seteuid(os.getuid())
        Path(folder).chmod(0o755)


def become_nobody() -> None:
    if os.geteuid() == 0:
        os.seteuid(65534)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX permissions")
@pytest.mark.parametrize("what", ["file", "folder", "both"])
def test_what_cannot_be_written(nobodys: Path, what: str) -> None:
    """Read-only is one line, at the opening."""
    path = nobodys / "store.sqlite"
    Store(path).close()
    path.chmod(0o666 if what == "folder" else 0o444)
    nobodys.chmod(0o777 if what == "file" else 0o555)
    become_nobody()
    with pytest.raises(StoreError) as error:
        Store(path)
    assert "expected a file in a folder that can be written" in one_line(error, path)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX permissions")
def test_a_folder_that_cannot_be_written_holds_no_new_store(nobodys: Path) -> None:
    """Nor one that cannot be looked into."""
    for mode in (0o555, 0o000):
        nobodys.chmod(mode)
        become_nobody()
        with pytest.raises(StoreError) as error:
            Store(nobodys / "store.sqlite")
        assert "expected a file in a folder that can be written" in one_line(error, nobodys / "store.sqlite")
        os.seteuid(os.getuid())


def test_when_the_disk_is_full(path: Path) -> None:
    """Every write that waits and every later one says so; no reply is lost, and the file is sound."""

    async def run() -> int:
        with Store(path) as store:
            await store.keep("k", REPLY)
            (pages,) = store._writer._connection.execute("PRAGMA page_count").fetchone()
            store._writer._connection.execute(f"PRAGMA max_page_count = {pages + 20}")
            assert await store.claim("claimed") is None
            waiting = await started(store.claim("claimed"))
            results = await asyncio.gather(
                *(store.keep(f"k{n}", replace(REPLY, body=b"x" * 5000)) for n in range(100)), return_exceptions=True
            )
            kept = results.count(None)
            assert {type(result) for result in results if result is not None} == {StoreError}
            with pytest.raises(StoreError) as error:
                await store.keep("later", REPLY)
            said = one_line(error, path)
            assert "expected room to write, got: database or disk is full: free some" in said
            for late in (
                store.begin(RUN),
                store.claim("l"),
                store.keep_outcome(ARTICLE, OUTCOME),
                store.add_to_run(1, 1, "k", "a"),
            ):
                with pytest.raises(StoreError, match="expected room to write"):
                    await late
            await store.release("claimed")
            with pytest.raises(StoreError, match="expected room to write"):
                await waiting
            assert store.reply("k") == REPLY.body
            return kept

    kept = asyncio.run(run())
    assert is_sound(path)
    assert with_sqlite(path, "SELECT count(*) FROM reply") == [(kept + 1,)]
    (rescued,) = path.parent.glob("store.sqlite.*.rescued.jsonl")
    assert rescued.stat().st_mode & 0o777 == 0o600
    with Store(path) as store:
        assert all(store.reply(f"k{n}") == b"x" * 5000 for n in range(100))
        assert not rescued.exists()
        asyncio.run(store.keep("later", REPLY))


@pytest.mark.usefixtures("quick")
def test_when_the_file_is_taken_away(path: Path) -> None:
    """Nothing more is written to a file that nobody will find."""

    async def run(store: Store) -> None:
        for n in range(1000):
            await store.keep(f"k{n}", REPLY)
            await asyncio.sleep(0.02)

    with Store(path) as store:
        path.rename(path.with_name("moved"))
        with pytest.raises(StoreError, match="expected the file to stay where it is") as error:
            asyncio.run(run(store))
        one_line(error, path)


@pytest.mark.usefixtures("quick")
def test_a_store_of_a_relative_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the file that it was when it was opened, wherever the process goes."""

    async def run(store: Store) -> None:
        await asyncio.sleep(0.3)
        await store.keep("k", REPLY)

    monkeypatch.chdir(tmp_path)
    with Store(Path("store.sqlite")) as store:
        monkeypatch.chdir("/")
        asyncio.run(run(store))
    with Store(tmp_path / "store.sqlite") as store:
        assert store.reply("k") == REPLY.body


def test_another_program_holds_the_lock(path: Path) -> None:
    """No lock error comes out: whoever writes or opens waits."""
    with (
        Store(path) as store,
        contextlib.closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other,
    ):
        other.execute("BEGIN EXCLUSIVE")
        freeing = threading.Timer(0.5, lambda: other.execute("COMMIT"))
        freeing.start()
        with Store(path) as second:
            asyncio.run(second.keep("k2", REPLY))
        asyncio.run(store.keep("k", REPLY))
        assert store.reply("k2") == REPLY.body
        freeing.join()


def test_a_closed_store(path: Path) -> None:
    """Closed twice is closed; used afterwards, one line. What waited is written."""
    store = Store(path)

    async def close_early() -> None:
        keeping = [asyncio.create_task(store.keep(f"k{n}", REPLY)) for n in range(50)]
        await asyncio.sleep(0)
        store.close()
        await asyncio.gather(*keeping)

    asyncio.run(close_early())
    store.close()
    said = "expected an open store, got: a closed one"
    with pytest.raises(StoreError) as error:
        store.reply("k")
    assert said in one_line(error, path)
    for late in (store.keep("k", REPLY), store.claim("k"), store.begin(RUN)):
        with pytest.raises(StoreError, match=said):
            asyncio.run(late)
    asyncio.run(store.release("k"))
    assert with_sqlite(path, "SELECT (SELECT count(*) FROM reply), (SELECT count(*) FROM session)") == [(50, 0)]
    assert not path.with_name(f"{path.name}-wal").exists()


# --- versions ---


def test_a_store_that_is_being_made(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process may make it between two looks at what it is: it is not taken for another program's."""
    looks: list[str] = []

    def number(connection: sqlite3.Connection, pragma: str, real: Callable[..., int] = schema._read_pragma) -> int:
        found = real(connection, pragma)
        looks.append(pragma)
        if len(looks) == 1:
            with contextlib.suppress(sqlite3.OperationalError):  # it cannot
                with_sqlite(path, "PRAGMA busy_timeout = 0", "BEGIN IMMEDIATE", *schema.MIGRATIONS[0], "COMMIT")
        return found

    monkeypatch.setattr(schema, "_read_pragma", number)
    with Store(path) as store:
        asyncio.run(store.keep("k", REPLY))
    assert "application_id" in looks


def test_an_older_store_is_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With all that is in it; then an older program refuses it, and names both versions."""
    released = schema.MIGRATIONS
    with Store(path) as store:
        asyncio.run(store.keep("k", REPLY))
    statements = ("ALTER TABLE reply ADD COLUMN note TEXT", "UPDATE reply SET note = upper(key)")
    monkeypatch.setattr(schema, "MIGRATIONS", (*released, statements))
    for _ in range(2):
        with Store(path) as store:
            assert store.reply("k") == REPLY.body
    assert with_sqlite(path, "SELECT note FROM reply") == [("K",)]
    monkeypatch.setattr(schema, "MIGRATIONS", released)
    with pytest.raises(
        StoreError, match=f"expected schema version {len(released)} or older, got: version {len(released) + 1}"
    ):
        Store(path)


def test_a_store_of_the_first_version_keeps_its_articles_and_takes_decisions(path: Path) -> None:
    """Its articles name no incident; what is decided of them is there when it is opened again."""
    first = "INSERT INTO article (id, text) VALUES ('a', 'Four died.')"
    header = f"PRAGMA application_id = {schema.APPLICATION_ID}"
    with_sqlite(path, *schema.MIGRATIONS[0], first, header, "PRAGMA user_version = 1")
    made = link_review(ReportKey(article="a"), ReportKey(article="b"), same=True)
    with Store(path) as store:
        article = store.article("a")
        assert article
        assert (article.text, article.incident) == ("Four died.", None)
        store.keep_decisions([made, made])
    with Store(path) as store:
        (kept,) = store.decisions()
        assert kept.model_copy(update={"at": None}) == made
        assert kept.at, "the time orders it among others"
        store.keep_decisions([], [made.id])
    with Store(path) as store:
        assert store.decisions() == []


def test_a_migration_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it is one transaction."""
    with Store(path) as store:
        asyncio.run(store.keep("k", REPLY))
    released = schema.MIGRATIONS
    monkeypatch.setattr(schema, "MIGRATIONS", (*released, ("ALTER TABLE reply ADD COLUMN note TEXT",), ("no SQL",)))
    with pytest.raises(StoreError):
        Store(path)
    monkeypatch.setattr(schema, "MIGRATIONS", released)
    with Store(path) as store:
        assert store.reply("k") == REPLY.body
    assert "note" not in with_sqlite(path, "SELECT sql FROM sqlite_master WHERE name = 'reply'")[0][0]


# --- hostile files ---


def use(path: Path) -> None:
    """Everything that can be asked of a store."""

    async def ask(store: Store) -> None:
        store.runs()
        list(store.run_keys(1))
        store.outcome("o1")
        store.article("a1")
        store.reply("k")
        await store.keep("new", REPLY)
        await store.keep_outcome(ARTICLE, OUTCOME)
        await store.record_place("/a", "b")
        await store.end(await store.begin(RUN), "done")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.05):
                await store.claim("claimed")

    with Store(path) as store:
        asyncio.run(ask(store))


@given(st.binary(max_size=300), st.sampled_from([b"", b"SQLite format 3\0"]))
@settings(max_examples=60)
def test_any_bytes_as_a_store(data: bytes, start: bytes) -> None:
    """StoreError, or nothing is wrong; never another error."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.sqlite"
        path.write_bytes(start + data)
        with contextlib.suppress(StoreError):
            use(path)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small store's bytes, with a row in each table."""
    path = tmp_path_factory.mktemp("sound") / "store.sqlite"
    use(path)
    with Store(path) as store:
        asyncio.run(store.keep("k", REPLY))
    with_sqlite(
        path,
        "INSERT INTO session VALUES (77, 'elsewhere', 1, 1, 1, 1.0)",
        "INSERT INTO claim VALUES ('claimed', 77)",
        "INSERT INTO run_article VALUES (1, 0, 'o1', 'a1')",
        "UPDATE run SET session = 77, state = NULL",
    )
    return path.read_bytes()


@given(st.lists(st.tuples(st.floats(0, 0.9999), st.binary(min_size=1, max_size=9)), max_size=12), st.floats(0, 1))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_store(sound: bytes, changes: list[tuple[float, bytes]], end: float) -> None:
    """Bytes changed anywhere, or cut off: StoreError, or nothing is noticed; never another error."""
    data = bytearray(sound)
    used = [at for at, byte in enumerate(sound) if byte]
    for place, new in changes:
        at = used[int(place * len(used))]
        data[at : at + len(new)] = new[: len(data) - at]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.sqlite"
        path.write_bytes(data if end > 0.2 else data[: int(end * 5 * len(data))])
        with contextlib.suppress(StoreError):
            use(path)


@pytest.mark.parametrize("column", ["usage", "replies", "took", "found", "key"])
@pytest.mark.parametrize("value", ["'x'", "x'ff'", "'{\"a\": 1}'", "7", "'[[]]'"])
def test_a_row_that_holds_what_it_must_not(path: Path, column: str, value: str) -> None:
    """A row that someone edited is a StoreError where it is read, or what it holds; never another error."""
    with Store(path) as store:
        asyncio.run(store.keep_outcome(ARTICLE, OUTCOME))
        with_sqlite(path, f"UPDATE outcome SET {column} = {value}", "UPDATE article SET published = 'soon'")
        with contextlib.suppress(StoreError):
            store.outcome("o1")
        with pytest.raises(StoreError, match="expected a sound store, got: Invalid isoformat"):
            store.article("a1")


def test_a_store_error_is_one_of_ours() -> None:
    """So that the command line shows one line."""
    assert issubclass(StoreError, SummarizerError)
