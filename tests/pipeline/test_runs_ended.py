"""How a run ends, and what it says of that: exit codes, lines on standard error, and what `runs` tells of it."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summarizer import Settings, asummarize
from summarizer.cli import main
from summarizer.errors import StoreError
from summarizer.pipeline.run import Run
from summarizer.pipeline.stream import open_stream_store, read_stream
from summarizer.records.article import make_article
from summarizer.records.usage import RunUsage, Usage
from summarizer.store import Store, leases
from summarizer.store.writer import Writer

from ..helpers.endpoint import Answer, Request, completion, endpoint
from .test_runs import STORIES, answer, asked_of, towns

REFUSED = Answer({"error": {"message": "bad key"}}, status=401)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


def folder(tmp_path: Path, *numbers: int) -> Path:
    found = tmp_path / "articles"
    found.mkdir()
    for number in numbers:
        (found / f"{number}.txt").write_text(towns(number)[0].text)
    return found


@pytest.fixture
def no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder in which nothing can be made, whoever runs the tests."""
    (tmp_path / "file").write_text("")
    monkeypatch.delenv("SUMMARIZER_STORE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file" / "data"))
    return tmp_path


@pytest.mark.skipif(sys.platform != "linux", reason="XDG_DATA_HOME")
@pytest.mark.parametrize("form", ["text", "incidents"])
def test_a_free_run_needs_no_store(no_home: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    """Nothing that was paid for can be lost: one line, and the report."""
    (no_home / "a.txt").write_text(STORIES["a"])
    assert main(["run", str(no_home / "a.txt"), "--model", "builtin", "--format", form]) == 0
    out, err = capsys.readouterr()
    assert "Kyiv" in out
    told = [line for line in err.splitlines() if "store" in line]
    assert len(told) == 1
    assert "nothing is kept of this run" in told[0]


@pytest.mark.skipif(sys.platform != "linux", reason="XDG_DATA_HOME")
@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--model", "loopback"], True),
        (["--add"], False),
        (["--model", "builtin", "--retry-failed"], False),
    ],
)
def test_a_run_that_costs_something_has_a_store_or_is_told_to_have_none(
    no_home: Path, capsys: pytest.CaptureFixture[str], more: list[str], told: bool
) -> None:
    """If it can have none: one line, and nothing is asked."""
    (no_home / "a.txt").write_text(STORIES["a"])
    with endpoint(lambda request, _: answer(request)) as server:
        assert main(["run", str(no_home / "a.txt"), *more, "--base-url", server.url]) == 5
        assert server.requests == []
    (line,) = capsys.readouterr().err.splitlines()
    assert ("--no-store" in line) == told


@pytest.mark.parametrize("form", ["text", "incidents"])
def test_a_report_that_has_no_place_costs_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    """With --no-store the replies would be lost: it is seen before anything is asked."""
    with endpoint(lambda request, _: answer(request)) as server:
        call = ["run", str(folder(tmp_path, 1)), "--model", "loopback", "--base-url", server.url, "--no-store"]
        for output in (tmp_path / "nowhere" / "report", tmp_path):
            assert main([*call, "--format", form, "-o", str(output)]) == 2
    assert server.requests == []
    assert ["expected a place to write the report" in line for line in capsys.readouterr().err.splitlines()] == [
        True
    ] * 2


def second_look_refused(request: Request, _: int) -> Answer:
    return answer(request, killed=7) if "=== ARTICLE" in request["messages"][1]["content"] else REFUSED


@pytest.mark.parametrize("form", ["json", "incidents"])
def test_a_run_that_was_refused_is_not_done(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    """Though every article was read once: figures stand there of which nobody could ask."""
    call = ["run", str(folder(tmp_path, 1)), "--model", "loopback", "--store", str(store), "--format", form]
    with endpoint(second_look_refused) as server:
        assert main([*call, "--base-url", server.url]) == 3
    assert str(store) in capsys.readouterr().err.splitlines()[-1]  # where it is kept, or the command that goes on


@pytest.mark.parametrize("form", ["json", "incidents"])
def test_without_a_store_nothing_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    """And nobody is told so."""
    with endpoint(lambda *_: REFUSED) as server:
        call = ["run", str(folder(tmp_path, 1)), "--model", "loopback", "--base-url", server.url, "--no-store"]
        assert main([*call, "--format", form]) == 3
    err = capsys.readouterr().err
    assert "go on" not in err
    assert "nothing is kept but the report" in err


def test_a_stream_says_why_articles_failed(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each with its reason, as a whole report has it."""

    def script(request: Request, _: int) -> Answer:
        return answer(request) if asked_of(request) == 1 else Answer(completion(None, refusal="No."))

    call = ["run", str(folder(tmp_path, 1, 2)), "--model", "loopback", "--store", str(store), "--format", "incidents"]
    with endpoint(script) as server:
        for _ in range(2):
            assert main([*call, "--base-url", server.url]) == 3
            out, err = capsys.readouterr()
            assert len(out.splitlines()) == 1
            lines = err.splitlines()
            assert len([line for line in lines if "2.txt: expected an answer, got a refusal: No." in line]) == 1
            assert "2 articles, 1 incident, 1 problem; flagged" in err


def test_a_stream_that_is_refused_holds_no_article(store: Path) -> None:
    """However many come after that."""
    import asyncio  # noqa: PLC0415

    with endpoint(lambda request, _: answer(request) if asked_of(request) == 1 else REFUSED) as server:
        settings = Settings(model="loopback", base_url=server.url, store=store, concurrency=1)
        with open_stream_store(settings) as kept:
            stream = asyncio.run(read_stream(towns(*range(1, 50)), kept, Run(settings=settings), missed=lambda _: None))
            assert len(list(stream.incidents())) == 1
            assert list(stream.journal.held()) == []
    assert (stream.ended, stream.articles, stream.unread) == ("refused", 49, 48)


def interrupted(call: list[str], when: Callable[[], bool], with_: int) -> subprocess.CompletedProcess[str]:
    """The command, sent a signal as soon as `when` holds."""
    with subprocess.Popen(
        [sys.executable, "-m", "summarizer", *call], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        until = time.monotonic() + 60
        while not when() and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(with_)
        out, err = process.communicate(timeout=60)
        return subprocess.CompletedProcess(call, process.returncode, out, err)


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_stream_that_is_interrupted_reports_what_is_done(store: Path, tmp_path: Path, ending: int) -> None:
    """Exit code 130, a line for what was read, and the same command reads the rest; `runs` says so."""
    held = True

    def script(request: Request, _: int) -> Answer:
        return Answer(delay=30 if held and asked_of(request) == 3 else 0, body=answer(request).body)

    call = [
        "run",
        str(folder(tmp_path, 1, 2, 3)),
        "--model",
        "loopback",
        "--store",
        str(store),
        "--format",
        "incidents",
    ]
    with endpoint(script) as server:
        call += ["--base-url", server.url, "--concurrency", "1"]
        ran = interrupted(call, lambda: len(server.requests) == 3, ending)
        assert (ran.returncode, len(ran.stdout.splitlines())) == (130, 2)
        assert "Traceback" not in ran.stderr
        assert "2 articles, 2 incidents" in ran.stderr
        held = False
        assert main([*call, "-o", str(tmp_path / "out")]) == 0
    assert [asked_of(request) for request in server.requests] == [1, 2, 3, 3]
    assert len((tmp_path / "out").read_text().splitlines()) == 3


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_runs_tell_of_one_that_died_how_far_it_came(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not that it read nothing."""
    call = ["run", str(folder(tmp_path, 1, 2, 3)), "--model", "loopback", "--store", str(store)]
    with endpoint(
        lambda request, _: Answer(delay=30 if asked_of(request) == 3 else 0, body=answer(request).body)
    ) as server:
        call += ["--base-url", server.url, "--concurrency", "1"]
        assert interrupted(call, lambda: len(server.requests) == 3, signal.SIGKILL).returncode == -signal.SIGKILL
    assert main(["runs", "--store", str(store)]) == 0
    (_, line) = capsys.readouterr().out.splitlines()
    assert " died " in line
    assert " 2 of 3 " in line


def test_a_name_that_is_two_lines_is_told_in_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Names of files are hostile, too."""
    first, copy = tmp_path / "a.txt", tmp_path / "b\nsummarizer: \x1b[31mall is well.txt"
    for path in (first, copy):
        path.write_text(STORIES["a"])
    assert main(["run", str(first), str(copy), "--model", "builtin", "--no-store"]) == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert line.isprintable()


def test_a_path_that_is_none_ends_no_run(store: Path) -> None:
    """A name with a zero in it can be given from Python."""
    from summarizer.pipeline.summarize import summarize  # noqa: PLC0415

    given = make_article(STORIES["a"], path="a\0b")
    assert summarize([given], settings=Settings(model="builtin"), store=store).ended == "done"
    assert json.loads(summarize([given], settings=Settings(model="builtin"), store=store).to_json())


@pytest.mark.skipif(os.name != "posix", reason="limits of a process")
def test_a_temporary_folder_without_room_is_one_line(tmp_path: Path) -> None:
    """Linking on disk needs some; a traceback's exit code would say that there is a finding."""
    import resource  # noqa: PLC0415

    record = {"article": "1", "type": "armed_clash", "headline": "x" * 900, "place": {"name": "Town"}, "figures": []}
    (tmp_path / "r.jsonl").write_text(
        "".join(json.dumps({**record, "article": str(n)}) + "\n" for n in range(300)), encoding="utf-8"
    )
    ran = subprocess.run(
        [sys.executable, "-m", "summarizer", "check", str(tmp_path / "r.jsonl"), "--format", "incidents"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),  # one thread
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, len(ran.stderr.splitlines())) == (2, 1), ran.stderr
    assert "expected room to link in" in ran.stderr


@pytest.mark.parametrize("look", ["first", "second"])
@pytest.mark.parametrize("given_up", ["interrupted", "interrupted stream", "timeout"])
def test_what_was_paid_for_an_article_that_is_given_up_is_counted(look: str, given_up: str, store: Path) -> None:
    """The first reply came and was of no use, or not proved; the second hangs."""

    def script(request: Request, _: int) -> Answer:
        if len(server.requests) > 1:
            return Answer(delay=60)
        return Answer(completion("not JSON")) if look == "first" else answer(request, killed=7)

    async def reading(settings: Settings) -> Usage | RunUsage:
        stop = asyncio.Event()

        async def interrupt() -> None:
            while len(server.requests) < 2:  # noqa: ASYNC110  # the server runs in another thread
                await asyncio.sleep(0.02)
            await asyncio.sleep(0.2)
            stop.set()

        waiting = asyncio.create_task(interrupt())
        stopping = None if given_up == "timeout" else stop
        try:
            async with asyncio.timeout(30):
                if given_up == "interrupted stream":
                    with Store(store) as opened:
                        stream = await read_stream(
                            towns(1), opened, Run(settings=settings, stop=stop), missed=lambda _: None
                        )
                        (row,) = opened.runs()
                        assert row.counts["attempts"] == 2
                        return stream.usage
                return (await asummarize(towns(1), settings=settings, store=store, stop=stopping)).usage
        finally:
            waiting.cancel()

    with endpoint(script) as server:
        timeout = 2.0 if given_up == "timeout" else 60.0
        usage = asyncio.run(reading(Settings(model="m", base_url=server.url, timeout=timeout, transport_retries=0)))
    assert (usage.prompt_tokens, usage.completion_tokens, usage.attempts) == (100, 10, 2)


@pytest.mark.parametrize(
    ("where", "told"),
    [
        pytest.param("beside", "are in {folder}/store.sqlite.", id="beside the store"),
        pytest.param("temporary", "are in {temporary}/summarizer-", id="in the temporary folder"),
        pytest.param("nowhere", "are lost", id="nowhere, and it is said"),
    ],
)
def test_replies_under_way_when_the_disk_fills_up_are_not_lost(
    where: str,
    told: str,
    store: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """They are in the report, nothing more is asked, and the next run has them without a request."""
    folder, temporary = tmp_path / "texts", tmp_path / "temporary"
    folder.mkdir()
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    for number, town in enumerate(towns(1, 2, 3, 4, 5)):
        (folder / f"{number}.txt").write_text(town.text)
    whole, make = Writer.write, tempfile.mkstemp
    refused: list[str] = []

    async def full(self: Writer, work: Any, **given: Any) -> Any:
        if getattr(work, "func", None) is leases._keep:
            self._failure = "store: expected room to write, got none: free some"
        return await whole(self, work, **given)

    def made(suffix: str, start: str, place: Path) -> tuple[int, str]:
        if where == "nowhere" or (where == "temporary" and place != temporary):
            refused.append(start)
            raise OSError(28, "No space left on device")
        return make(suffix, start, place)

    def slow(request: Request, _: int) -> Answer:
        time.sleep(0.3)
        return answer(request)

    call = ["run", "--model", "m", "--store", str(store), "--concurrency", "3", "--format", "json", str(folder)]
    with endpoint(slow) as server:
        call += ["--base-url", server.url]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Writer, "write", full)
            patch.setattr(tempfile, "mkstemp", made)
            assert main(call) == 5
        first, said = capsys.readouterr()
        asked = len(server.requests)
        read = sum(article["status"] == "ok" for article in json.loads(first)["articles"])
        assert asked == read == 3
        assert f"{told}".format(folder=store.parent, temporary=temporary) in said
        assert main(call) == 0
        again = json.loads(capsys.readouterr().out)
    assert len(server.requests) == (8 if where == "nowhere" else 5)
    assert [article["status"] for article in again["articles"]] == ["ok"] * 5
    assert not [*temporary.iterdir(), *store.parent.glob("*.rescued.jsonl")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('["k", "e30=", "m", "p", "{}", 1', id="cut off"),
        pytest.param('["k", "e30=", "m", "p"]', id="no reply"),
        pytest.param("link", id="a link to another file"),
        pytest.param('["k", "e30=", "m", "p", "{}", NaN, ""]', id="a row that no table takes"),
    ],
)
def test_a_file_of_rescued_replies_that_is_none_is_left_alone(
    text: str, store: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It is told of, and the store opens."""
    file = tmp_path / "store.sqlite.x.rescued.jsonl"
    if text == "link":
        (tmp_path / "other").write_text('["k", "e30=", "m", "p", "{}", 1, ""]\n')
        file.symlink_to(tmp_path / "other")
    else:
        file.write_text(text)
    with Store(store) as opened:
        assert opened.reply("k") is None
    assert file.exists()
    assert f"{file}: expected" in caplog.text


@pytest.mark.parametrize("form", ["json", "incidents"])
def test_a_store_that_is_full_half_way_costs_a_free_report_nothing(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """Exit code 5; a copy of an article is still seen to be one, though the store has no text of either."""
    text = (
        "A drone hit a bus in Kyiv on May 30, killing 4 people, police said. " + "The bus was on its way to work. " * 9
    )
    for name in "abc":
        (tmp_path / f"{name}.md").write_text(f"---\nsource: {name}\npublished: 2023-05-31\n---\n{text}{name}\n")
    call = ["run", *(str(tmp_path / f"{name}.md") for name in "abc"), "--model", "builtin", "--format", form]
    assert main([*call, "--no-store", "-o", str(tmp_path / "sound")]) == 0
    keep = Store.keep_outcome
    kept: list[object] = []

    async def full(self: Store, *given: Any) -> None:
        if kept:
            raise StoreError("store: expected room to write, got none: free some")
        kept.append(given)
        await keep(self, *given)

    monkeypatch.setattr(Store, "keep_outcome", full)
    assert main([*call, "--store", str(store), "-o", str(tmp_path / "full")]) == 5
    sound, told = (json.loads((tmp_path / name).read_text()) for name in ("sound", "full"))
    incidents = [(one["incidents"] if form == "json" else [one["incident"]]) for one in (sound, told)]
    assert len(incidents[0][0]["copies"]) == 2
    assert incidents[0] == incidents[1]
