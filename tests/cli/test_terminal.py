"""What people meet at the terminal: progress, messages, the interrupt, help, completion, spans, notebooks."""

import asyncio
import io
import json
import logging
import os
import pty
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from summarizer import Settings, asummarize, check, summarize
from summarizer.cli import main
from summarizer.cli.examples import EXAMPLES
from summarizer.cli.parser import build_parser, subparsers
from summarizer.cli.progress import Progress
from summarizer.cli.resume_hints import resume_command
from summarizer.cli.stream import Tally
from summarizer.pipeline.record_files import Read
from summarizer.reading.outcome import Outcome
from summarizer.records.article import make_article
from summarizer.records.usage import Usage

from ..helpers import cli_docs
from ..helpers.endpoint import Answer, Endpoint, completion, endpoint, events, invented_event

ROOT = Path(__file__).parents[2]
ARTICLE = make_article("Two people were killed.")
Printed = pytest.CaptureFixture[str]


class Clock:
    """A time that passes when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def outcome(cost: float | None = None, *, stored: bool = False, error: str | None = None, sent: int = 1) -> Outcome:
    return Outcome(ARTICLE, error=error, stored=stored, usage=Usage(attempts=sent, cost=cost))


def drawn(stream: io.StringIO) -> list[str]:
    """Each line as it was drawn."""
    return [line.rstrip("\n") for line in stream.getvalue().split("\r\x1b[K")[1:]]


@pytest.fixture(autouse=True)
def _a_terminal_that_can(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")


@pytest.mark.parametrize(
    ("total", "given", "line"),
    [
        pytest.param(40, [outcome(0.01)] * 10, "10/40 articles, 1.0/s, $0.1000, 0:30 left", id="pace, cost and time left"),
        pytest.param(None, [outcome(0.01)] * 10, "10 articles, 1.0/s, $0.1000", id="a stream has no end that is known"),
        pytest.param(10, [outcome(0.01)] * 10, "10/10 articles, 1.0/s, $0.1000", id="done: no time left"),
        pytest.param(20, [*[outcome(0.01)] * 9, outcome(None)], "10/20 articles, 1.0/s, cost unknown, 0:10 left", id="one price unknown: the cost is"),
        pytest.param(20, [*[outcome(0.5)] * 8, *[outcome(0.0, error="x")] * 2], "10/20 articles, 1.0/s, $4.0000, 2 failed, 0:10 left", id="failures"),
        pytest.param(20, [*[outcome(0.1)] * 5, *[outcome(0.0, stored=True, sent=0)] * 5], "10/20 articles, 0.5/s, $0.5000, 5 from the store, 0:20 left", id="the store's answers are no measure of the pace"),
        pytest.param(20, [outcome(0.0, stored=True, sent=0)] * 10, "10/20 articles, 1.0/s, 10 from the store, 0:10 left", id="unless it answers all"),
        pytest.param(20, [outcome(0.0, sent=0)] * 10, "10/20 articles, 1.0/s, 0:10 left", id="rules cost nothing"),
        pytest.param(7210, [outcome(0.0, sent=0)] * 10, "10/7,210 articles, 1.0/s, 2:00:00 left", id="hours"),
    ],
)  # fmt: skip
def test_what_the_line_says(total: int | None, given: list[Outcome], line: str) -> None:
    """Ten articles in ten seconds."""
    clock, stream = Clock(), Terminal()
    progress = Progress(total, stream=stream, clock=clock)
    for each in given:
        clock.now += 1
        progress(each)
    assert drawn(stream)[-1] == line


def test_the_line_is_drawn_ten_times_a_second_at_most_and_ends_with_the_last_count() -> None:
    """A thousand articles in a second."""
    clock, stream = Clock(), Terminal()
    progress = Progress(1000, stream=stream, clock=clock)
    for _ in range(1000):
        clock.now += 0.001
        progress(outcome(0.0))
    progress.close()
    lines = drawn(stream)
    assert len(lines) <= 11
    assert lines[-1].startswith("1,000/1,000 articles")
    assert stream.getvalue().endswith("\n")


def test_a_run_that_read_nothing_leaves_no_line() -> None:
    """What was drawn before the first article is erased."""
    clock, stream = Clock(), Terminal()
    progress = Progress(3, stream=stream, clock=clock)
    clock.now = 1
    progress.draw()
    progress.close()
    assert drawn(stream) == ["0/3 articles", ""]


@pytest.mark.parametrize(
    ("stream", "plain", "term"),
    [(io.StringIO, False, "xterm"), (Terminal, True, "xterm"), (Terminal, False, "dumb")],
    ids=["no terminal", "plain lines are asked for", "a terminal that cannot"],
)
def test_elsewhere_there_is_a_plain_line_every_thirty_seconds(
    stream: type[io.StringIO], plain: bool, term: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run of 29 seconds says nothing, one of 100 three lines."""
    monkeypatch.setenv("TERM", term)
    clock, told = Clock(), stream()
    progress = Progress(200, stream=told, plain=plain, clock=clock)
    for second in range(1, 101):
        clock.now = second
        progress(outcome(0.0, sent=0))
        if second == 29:
            assert told.getvalue() == ""
    progress.close()
    lines = told.getvalue().splitlines()
    assert [line.split(" articles")[0] for line in lines] == [f"summarizer: {n}/200" for n in (30, 60, 90)]
    assert "\r" not in told.getvalue()


def test_the_pace_is_that_of_the_last_minute() -> None:
    """An hour of ten a second, then one a second: a thousand articles take a thousand seconds."""
    clock, stream = Clock(), Terminal()
    progress = Progress(36_000 + 120 + 1000, stream=stream, clock=clock)
    for step, times in ((0.1, 36_000), (1.0, 120)):
        for _ in range(times):
            clock.now += step
            progress(outcome(0.0))
    assert drawn(stream)[-1].endswith("left")
    minutes, seconds = drawn(stream)[-1].split(", ")[-1].split()[0].split(":")
    assert 950 <= int(minutes) * 60 + int(seconds) <= 1050


@pytest.mark.parametrize(
    ("stream", "total", "lines"),
    [
        pytest.param(Terminal, 3, ["linking 3 event reports", "adjudicating 0/3 questions", "checking 0/3 incidents", "checking 2/3 incidents", "1/1 article"], id="a terminal: each stage at once"),
        pytest.param(io.StringIO, 5000, ["linking 5,000 event reports", "adjudicating 0/5,000 questions", "checking 0/5,000 incidents"], id="elsewhere a plain line, if there is much to do"),
        pytest.param(io.StringIO, 3, [], id="and none if there is not"),
    ],
)  # fmt: skip
def test_what_is_done_behind_the_reading_is_shown(stream: type[io.StringIO], total: int, lines: list[str]) -> None:
    """It may take minutes, and a line that says the reading is done would look like a run that hangs."""
    clock, told = Clock(), stream()
    progress = Progress(1, stream=told, clock=clock)
    progress(outcome(0.0, sent=0))
    progress.at("linking", 0, total)
    progress.at("adjudicating", 0, total)
    progress.at("checking", 0, total)
    progress.at("checking", 1, total)
    clock.now += 1
    progress.at("checking", 2, total)
    progress.close()
    shown = (
        drawn(told)
        if stream is Terminal
        else [line.removeprefix("summarizer: ") for line in told.getvalue().splitlines()]
    )
    assert [line.split(", ")[0] if "article" in line else line for line in shown] == lines


@pytest.mark.parametrize(("records", "shown"), [(10_000, "linking 10000 records"), (9_999, None)])
def test_a_long_stream_says_that_it_is_linking(
    records: int, shown: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the last record is read, until the first incident comes."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    tally = Tally()
    for at in range(0, records, 2000):
        tally.count_read(Read(min(2000, records - at), []))
    tally.say_linking("records")
    assert tally.records == records
    assert drawn(terminal)[-1:] == ([shown] if shown else [])


def test_a_run_tells_its_progress_of_every_stage() -> None:
    """With how much there is to do; a progress that is a plain function counts articles alone."""
    told: list[tuple[str, int, int]] = []

    class Noted:
        def __call__(self, _: Outcome) -> None:
            told.append(("reading", 0, 0))

        def at(self, stage: str, done: int, total: int) -> None:
            told.append((stage, done, total))

    given = [
        make_article(f"A drone hit a bus in {town} on May 30, killing 4 people.", source=town)
        for town in ("Kyiv", "Lagos")
    ]
    settings = Settings(model="builtin")
    asyncio.run(asummarize(given, settings=settings, progress=Noted()))
    assert told == [("reading", 0, 0)] * 2 + [("linking", 0, 2), ("checking", 0, 2), ("checking", 1, 2)]


def test_a_tick_draws_though_nothing_comes() -> None:
    """The line is there before the first article is done."""
    stream = Terminal()

    async def wait() -> None:
        with Progress(3, stream=stream).ticking():
            await asyncio.sleep(1.3)

    asyncio.run(wait())
    assert drawn(stream)[0] == "0/3 articles"


def towns(path: Path, count: int) -> Path:
    path.write_text(
        "".join(json.dumps({"text": f"Town {n} was shelled and 3 people were killed."}) + "\n" for n in range(count))
    )
    return path


def town(request: dict[str, Any]) -> int:
    return int(request["messages"][1]["content"].split("Town ")[1].split()[0])


def environment() -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "SUMMARIZER_STORE": f"{os.environ['SUMMARIZER_STORE']}.{uuid4()}",
        "TERM": "xterm",
    }


def on_a_terminal(command: list[str], **options: Any) -> tuple[int, str]:
    """The exit code of a command and what its standard error, a real terminal, was sent."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, stderr=theirs, stdout=subprocess.DEVNULL, **options)
    os.close(theirs)
    told = b""
    while True:
        try:
            came = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not came:
            break
        told += came
    os.close(ours)
    return process.wait(60), told.decode()


@pytest.mark.parametrize(
    ("options", "shown"),
    [((), True), (("--quiet",), False), (("--format", "incidents"), True), (("-v",), False)],
    ids=["a report", "quiet", "a stream", "verbose: plain lines"],
)
def test_on_a_real_terminal_one_line_is_rewritten(tmp_path: Path, options: tuple[str, ...], shown: bool) -> None:
    def script(request: dict[str, Any], _: int) -> Answer:
        return Answer(completion(events(invented_event(town(request)))), delay=0.3)

    with endpoint(script) as server:
        command = [sys.executable, "-m", "summarizer", "run", str(towns(tmp_path / "a.jsonl", 6)), "--model", "m"]
        code, told = on_a_terminal(
            [*command, "--base-url", server.url, "--concurrency", "2", *options], cwd=tmp_path, env=environment()
        )
    assert code == 0, told
    lines = [line for line in told.split("\r\x1b[K") if re.match(r"\d+(/6)? articles", line)]
    assert bool(lines) is shown
    if shown:
        total = "" if "incidents" in options else "/6"
        assert lines[-1].startswith(f"6{total} articles, ")
        assert "cost unknown" in lines[-1]  # no price of "m" is known
        assert all("\n" not in line for line in lines[:-1])


@pytest.mark.slow
@pytest.mark.parametrize("form", ["json", "incidents"])
def test_an_interrupted_run_says_what_is_kept_and_the_command_that_goes_on(tmp_path: Path, form: str) -> None:
    """SIGINT to a real process while one article hangs; the command as it stands reads that one alone."""
    hangs = True

    def script(request: dict[str, Any], _: int) -> Answer:
        return Answer(
            completion(events(invented_event(town(request)))), delay=60 if hangs and town(request) == 3 else 0
        )

    store = tmp_path / "it's kept.sqlite"
    with endpoint(script) as server:
        command = [sys.executable, "-m", "summarizer", "run", str(towns(tmp_path / "four towns.jsonl", 4))]
        command += ["--model", "m", "--base-url", server.url, "--store", str(store), "--format", form]
        process = subprocess.Popen(command, cwd=tmp_path, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)  # fmt: skip
        wait_for(lambda: len(server.requests) == 4 and len(kept(store)) == 3)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert process.returncode == 130, err
        (line,) = (line for line in err.splitlines() if "interrupted" in line)
        assert f"kept in {store}; to go on: " in line
        assert "3 " in line.split(": ")[2]
        hangs = False
        resume = line.split("to go on: ")[1]
        assert shlex.split(resume) == command
        again = subprocess.run(  # noqa: S602  # as a person would
            resume, shell=True, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
        )
    assert again.returncode == 0, again.stderr
    assert [town(request) for request in server.requests[4:]] == [3]


def kept(store: Path) -> list[object]:
    """The outcomes in a store."""
    import sqlite3  # noqa: PLC0415  # beside a process that writes it

    try:
        with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as connection:
            return connection.execute("SELECT key FROM outcome").fetchall()
    except sqlite3.OperationalError:
        return []


def wait_for(holds: Any) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline, "waited a minute"
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("called", "told"),
    [
        (["run", "a b.txt", "--model", "m"], "'a b.txt' --model m"),
        (["run", "$(rm x)", "--no-store"], "'$(rm x)' --no-store"),
        (["run", "a", "--base-url", "http://me:sk-1@h/v1"], "the same command"),
        (["run", "a", "--base-url", "http://h/v1?key=sk-1"], "the same command"),
        (["run", "a", "--base-url", "http://h/v1"], "--base-url http://h/v1"),
    ],
)
def test_the_command_that_goes_on_is_for_a_shell_and_holds_no_password(called: list[str], told: str) -> None:
    arguments = build_parser().parse_args(called)
    arguments.called = called
    assert resume_command(arguments).endswith(told)


def test_without_a_store_nothing_is_promised(tmp_path: Path) -> None:
    """An interrupted run that keeps nothing says so."""
    with endpoint(lambda *_: Answer(completion(events()), delay=60)) as server:
        command = [sys.executable, "-m", "summarizer", "run", str(towns(tmp_path / "a.jsonl", 1)), "--model", "m"]
        process = subprocess.Popen([*command, "--base-url", server.url, "--no-store"], cwd=tmp_path, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)  # fmt: skip
        wait_for(lambda: server.requests)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert err == "summarizer: interrupted: 0 of 1 article done; nothing is kept but the report\n"


@pytest.mark.parametrize(
    ("options", "said", "unsaid"),
    [
        pytest.param((), ["no model configured", "read once"], ["1 event", "a request of"], id="notes"),
        pytest.param(("--quiet",), [], ["no model configured", "read once"], id="quiet: no notes"),
        pytest.param(("-v",), ["no model configured", "a.txt: read in", "1 event, 1 figure"], ["killed"], id="verbose: each article"),
    ],
)  # fmt: skip
def test_how_much_is_said(
    options: tuple[str, ...], said: list[str], unsaid: list[str], tmp_path: Path, capsys: Printed
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Shelling killed two people in Kyiv on Monday.")
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    assert main(["run", str(tmp_path), "--no-store", *options]) == 3
    err = capsys.readouterr().err
    assert "bad.txt" in err  # an error is always said
    assert [text for text in said if text not in err] == []
    assert [text for text in unsaid if text in err] == []


@pytest.mark.parametrize(("options", "requests", "retries"), [((), 0, 0), (("-v",), 0, 1), (("-vv",), 1, 1)])
def test_requests_and_retries_are_logged_without_texts_and_keys(
    options: tuple[str, ...],
    requests: int,
    retries: int,
    tmp_path: Path,
    capsys: Printed,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An attempt that fails at INFO, each request at DEBUG."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")

    def script(_: dict[str, Any], nth: int) -> Answer:
        return (
            Answer({"error": {"message": "busy: sk-secret"}}, status=500)
            if nth == 0
            else Answer(completion(events(invented_event(0))))
        )

    with endpoint(script) as server:
        path = str(towns(tmp_path / "a.jsonl", 1))
        assert main(["run", path, "--model", "m", "--base-url", server.url, "--no-store", *options]) == 0
    err = capsys.readouterr().err
    assert err.count("a request of ") == requests
    assert err.count("attempt 1: expected a reply, got HTTP 500") == retries
    assert "sk-secret" not in err
    assert "was shelled" not in err


@pytest.mark.parametrize(("options", "traced"), [((), False), (("--debug",), True)])
def test_an_error_is_one_line_unless_debug(options: tuple[str, ...], traced: bool, tmp_path: Path) -> None:
    """One that is named, and one that nobody thought of: neither has the exit code of a finding."""
    (tmp_path / "own.py").write_text(
        "from summarizer import Event\nclass Flood(Event):\n    def __init_subclass__(cls): 1/0\n    type: str = 'x'\nclass Worse(Flood): pass\n"
    )
    for call, code in ((["numbers", "nowhere.txt"], 2), (["schema", "--event", "own:Flood"], None)):
        ran = subprocess.run(
            [sys.executable, "-m", "summarizer", *call, *options],
            cwd=tmp_path, env={**environment(), "PYTHONPATH": f"{ROOT}:{tmp_path}"}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ("Traceback" in ran.stderr) is traced
        assert traced or len(ran.stderr.splitlines()) == 1
        assert ran.returncode in ((code,) if code else (2, 3))


def test_a_log_line_cannot_write_to_the_terminal(capsys: Printed, tmp_path: Path) -> None:
    """A file's name is hostile too."""
    (tmp_path / "a\x1b[2Jb\n.txt").write_text("Two people were killed.")
    assert main(["run", str(tmp_path), "--no-store", "-v"]) == 0
    err = capsys.readouterr().err
    assert "\x1b" not in err
    assert all(line.startswith("summarizer: ") for line in err.splitlines())


def test_the_library_logs_under_its_own_name_and_is_silent() -> None:
    """Every logger is the module's; nothing is printed until a program gives it a handler."""
    named = {
        name
        for path in (ROOT / "summarizer").rglob("*.py")
        for name in re.findall(r"getLogger\(([^)]*)\)", path.read_text(encoding="utf-8"))
    }
    assert named == {"__name__", '"summarizer"', '"instructor"'}
    assert not [path for path in (ROOT / "summarizer").rglob("*.py") if re.search(r"\blogging\.(debug|info|warning|error|exception|basicConfig)\(", path.read_text(encoding="utf-8"))]  # fmt: skip
    code = "import summarizer, logging; logging.getLogger('summarizer.reading.articles').error('said')"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_command_leaves_no_handler_behind(tmp_path: Path) -> None:
    log = logging.getLogger("summarizer")
    before = (list(log.handlers), log.level)
    main(["runs", "--store", str(tmp_path / "none"), "-vv"])
    assert (log.handlers, log.level) == before


def test_docs_cli_is_the_parsers() -> None:
    """`python -m tests.helpers.cli_docs` writes it again."""
    assert cli_docs.PATH.read_text(encoding="utf-8") == cli_docs.document()


@pytest.mark.parametrize("command", list(subparsers(build_parser())))
def test_every_command_shows_examples_that_parse(command: str, capsys: Printed) -> None:
    """And its help fits the line."""
    for line in EXAMPLES[command].strip().splitlines():
        call = re.split(r"\s{2,}", line.strip())[0].split(" | ")
        (ours,) = (part for part in call if part.startswith("summarizer"))
        assert build_parser().parse_args(shlex.split(ours.split(" > ")[0])[1:]).command == command
    with pytest.raises(SystemExit):
        main([command, "--help"])
    shown = capsys.readouterr().out
    assert "examples:" in shown
    assert "--debug" in shown


def test_version(capsys: Printed) -> None:
    """The installed package's, or that it is not installed."""
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert re.fullmatch(r"summarizer(,| \d+\.\d+).*\n", capsys.readouterr().out)


def script_of(shell: str, capsys: Printed) -> str:
    assert main(["completion", shell]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["summarizer", "comp"], {"compare", "completion"}),
        (["summarizer", "run", "--bud"], {"--budget"}),
        (["summarizer", "run", "--best", "m"], {"median", "mode", "min", "max", "most_sourced"}),
        (["summarizer", "check", "four"], {"four.jsonl"}),
    ],
)
def test_bash_completes(words: list[str], found: set[str], capsys: Printed, tmp_path: Path) -> None:
    """Commands, options, choices and files, in a real bash that starts no Python."""
    (tmp_path / "summarizer.sh").write_text(script_of("bash", capsys))
    (tmp_path / "four.jsonl").write_text("")
    line = "source ./summarizer.sh; f=$(complete -p summarizer | sed 's/.*-F \\([^ ]*\\).*/\\1/'); "
    line += f"COMP_WORDS=({shlex.join(words)}); COMP_CWORD={len(words) - 1}; $f; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    ran = subprocess.run(["/bin/bash", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert {word.strip() for word in ran.stdout.splitlines()} == found, ran.stderr


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_have_every_command(shell: str, capsys: Printed) -> None:
    script = script_of(shell, capsys)
    assert [name for name in subparsers(build_parser()) if name not in script] == []


SPANS = InMemorySpanExporter()


@pytest.fixture(scope="module")
def _provider() -> None:
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(SPANS))
    trace.set_tracer_provider(provider)


@pytest.fixture
def spans(_provider: None) -> Iterator[InMemorySpanExporter]:
    SPANS.clear()
    yield SPANS
    SPANS.clear()


def read(server: Endpoint, **settings: Any) -> None:
    chosen = Settings(model="m", base_url=server.url, api_key="sk-secret", **settings)
    summarize(["Town 1 was shelled and 3 people were killed."], settings=chosen)


def test_each_request_is_a_span(spans: InMemorySpanExporter) -> None:
    """By the conventions: the failed attempt with its error, the other with its tokens; no text, no key."""

    def script(_: dict[str, Any], nth: int) -> Answer:
        failed = Answer({"error": {"message": "Town 1 is busy"}}, status=503)
        return failed if nth == 0 else Answer(completion(events(invented_event(1))))

    with endpoint(script) as server:
        read(server, max_tokens=900)
    failed, answered = spans.get_finished_spans()
    asked = {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "m",
        "gen_ai.request.max_tokens": 900,
        "gen_ai.output.type": "json",
        "server.address": "127.0.0.1",
        "server.port": int(server.url.split(":")[2].split("/")[0]),
    }
    assert dict(failed.attributes or {}) == {**asked, "error.type": "503"}
    assert dict(answered.attributes or {}) == {
        **asked,
        "gen_ai.response.model": "loopback",
        "gen_ai.response.id": "chatcmpl-1",
        "gen_ai.response.finish_reasons": ("stop",),
        "gen_ai.usage.input_tokens": 100,
        "gen_ai.usage.output_tokens": 10,
    }
    assert {(span.name, span.kind) for span in (failed, answered)} == {("chat m", trace.SpanKind.CLIENT)}
    assert failed.status.status_code is trace.StatusCode.ERROR
    assert answered.status.status_code is trace.StatusCode.UNSET
    told = failed.to_json() + answered.to_json()
    assert [word for word in ("sk-secret", "shelled", "Town", "killed") if word in told] == []
    assert not failed.events


@pytest.mark.parametrize("extra", [True, False], ids=["no provider", "no extra"])
def test_without_a_provider_or_the_extra_articles_are_read_all_the_same(extra: bool) -> None:
    code = (
        "import sys\n"
        f"if not {extra}: sys.modules['opentelemetry'] = None\n"
        "from summarizer import Settings, summarize\n"
        "found = summarize(['Town 1 was shelled and 3 people were killed.'], settings=Settings(model='m', base_url=sys.argv[1]))\n"
        "sys.exit([article.status for article in found.articles] != ['ok'])"
    )
    with endpoint(lambda *_: Answer(completion(events(invented_event(1))))) as server:
        ran = subprocess.run(
            [sys.executable, "-c", code, server.url], cwd=ROOT, capture_output=True, text=True, check=False
        )
    assert (ran.returncode, ran.stderr) == (0, "")


HOSTILE = "<script>alert(1)</script>"


def checked(**figure: Any) -> Any:
    """Two reports of one incident that conflict."""
    return check(
        [
            {"article": "1", "source": HOSTILE, "published": "1400-05-01", "type": "armed_clash", "headline": HOSTILE, "incident": "x",
             "place": {"name": "Kyiv"}, "figures": [{"measure": "killed", "of": "people", "value": 2, **figure}]},
            {"article": "2", "type": "armed_clash", "incident": "x", "figures": [{"measure": "killed", "of": "people", "bound": "at_least", "value": 4}]},
        ]
    )  # fmt: skip


def test_a_notebook_shows_what_is_flagged_as_text() -> None:
    """Counts and a row for each finding; what an article says is no HTML, and no cell is long."""
    shown = checked(attributed_to="x" * 10_000)._repr_html_()
    assert "2 articles" in shown
    assert shown.count("<tr>") == 2
    assert "<td>conflict</td>" in shown
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert len(shown) < 2000
    assert "nothing flagged" in check([])._repr_html_()


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_data_frame_has_a_row_for_each_figure(library: str) -> None:
    """An unknown end is missing, a number a number, a day a day, even one that nanoseconds cannot count."""
    frame = getattr(checked(), f"to_{library}")()
    rows = frame.to_dict("records") if library == "pandas" else frame.to_dicts()
    assert [(row["article"], row["measure"], row["value"], row["low"]) for row in rows] == [
        ("1", "killed", 2.0, 2.0),
        ("2", "killed", 4.0, 4.0),
    ]
    published = rows[0]["published"]
    assert (published.date() if library == "pandas" else published) == date(1400, 5, 1)
    assert rows[0]["place"] == "Kyiv"
    assert list(frame["high"].isna() if library == "pandas" else frame["high"].is_null()) == [False, True]
    empty = getattr(check([]), f"to_{library}")()
    assert (len(empty), list(empty.columns)) == (0, list(frame.columns))


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_without_the_library_one_line_says_what_to_install(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(Exception, match=rf"no module {library}: pip install 'summarizer\[{library}\]'"):
        getattr(checked(), f"to_{library}")()
