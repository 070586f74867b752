"""Standard streams that are closed, full or in another encoding: the report, the exit code, one line, no "internal error"."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from summarizer import read_report
from summarizer.records.ids import finding_id

from ..helpers.commandline import call

S = f"{sys.executable} -m summarizer"
ROOT = Path(__file__).parents[2]
TOLD = "is escaped; PYTHONIOENCODING=utf-8 keeps it"

STORY = """---
source: {source}
published: 2026-03-10
---
{number} people were killed in a flood in Kaŕsa, Kenya, on Monday, police said. “Déjà vu”, 漢字 wrote. 😀
"""
RECORD = {
    "article": "a",
    "source": "Hérald 漢 😀",
    "published": "2026-03-10",
    "type": "flood",
    "incident": "x",
    "figures": [{"measure": "killed", "of": "people", "value": 4}],
}
SHAPES = ("json", "jsonl", "sarif", "incidents", "csv", "incidents-csv", "md", "html", "github", "text")
# Every command, with what its right output holds.
COMMANDS = {
    "run a.txt b.txt --model builtin -q": "people killed",
    "run a.txt --model builtin -q --format incidents": '"incident"',
    "run a.txt --model builtin -q --dry-run": "articles  1",
    "run a.txt -q --no-store --model m --base-url http://127.0.0.1:1/v1 --dry-run": "articles",
    "check r.jsonl": "4 people killed",
    "check r.jsonl --format json": '"value"',
    "page a.json": "<html",
    "compare a.json b.json": "only in A",
    "diff a.json b.json": "incident",
    "diff a.json b.json --format json": "{",
    "eval g.jsonl": "findings",
    "eval g.jsonl --format json": '"schema_version"',
    "eval a.json --gold-from reviews.json -q": '"event"',
    "runs --store s.sqlite": "builtin",
    "runs --store s.sqlite --format json": "builtin",
    "numbers a.txt": "Four",
    "prompt a.txt": "people were killed",
    "prompt --template extract": "ARTICLE",
    "schema": '"additionalProperties"',
    "config": "concurrency",
    "completion bash": "summarizer",
    "--help": "exit codes",
    "run --help": "exit codes",
    "--version": "summarizer",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with articles, records, two reports and a store; a gold standard, and reviews."""
    folder = tmp_path_factory.mktemp("streams")
    (folder / "a.txt").write_text(STORY.format(source="Hérald", number="Four"))
    (folder / "b.txt").write_text(STORY.format(source="Wire", number="Nine"))
    (folder / "r.jsonl").write_text(json.dumps(RECORD) + "\n")
    for name, paths in (("a", "a.txt b.txt"), ("b", "a.txt")):
        made = called(folder, f"run {paths} -q --model builtin --store s.sqlite -o {name}.json")
        assert made.returncode == 0, made.stderr
    (folder / "g.jsonl").write_text(json.dumps({"event": RECORD}) + "\n")
    found = read_report(folder / "a.json").findings
    reviews = [{"id": finding_id(each), "subject": "finding", "decision": "accepted"} for each in found]
    (folder / "reviews.json").write_text(json.dumps({"format": "summarizer-reviews", "version": 1, "reviews": reviews}))
    return folder


def called(place: Path, command: str, redirected: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """What a shell gets of a call."""
    return subprocess.run(
        ["bash", "-c", f"{S} {command} {redirected}"],  # noqa: S607  # whichever bash
        cwd=place,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "HOME": str(place),
            "SUMMARIZER_STORE": str(place / "usual.sqlite"),
            **environment,
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=120,
    )


@cache
def plainly(place: Path, command: str) -> subprocess.CompletedProcess[bytes]:
    """What it gets where nothing is redirected and no encoding is named."""
    return called(place, command)


def lines(ran: subprocess.CompletedProcess[bytes]) -> list[str]:
    return ran.stderr.decode().splitlines()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_closed_or_full_standard_output_is_a_wrong_call(place: Path, command: str) -> None:
    """Exit 2 and one line, whichever command: not 1, which is a finding, and not 120, which is Python's own."""
    for redirected, why in ((">&-", "Bad file descriptor"), (">/dev/full", "No space left on device")):
        ran = called(place, command, redirected)
        assert ran.returncode == 2, (redirected, ran.stderr)
        assert lines(ran) == [
            f"summarizer: standard output: expected a place to write to, got: {why}: send it elsewhere"
        ]


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_what_cannot_be_said_costs_nobody_their_report(place: Path, command: str) -> None:
    """A closed or full standard error, or one whose reader has gone: the same output and exit code."""
    for redirected in ("2>&-", "2>/dev/full", "2> >(exec true)")[: 3 if "b.txt" in command else 1]:
        ran = called(place, command.replace(" -q", " -v"), redirected)
        assert ran.returncode == 0, redirected
        assert COMMANDS[command] in ran.stdout.decode()


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_who_has_gone_is_no_error(place: Path, command: str) -> None:
    """`| head`: nothing is said, and the exit code is the command's own."""
    ran = called(place, command, "| head -c 1; exit ${PIPESTATUS[0]}")
    assert (ran.returncode, ran.stderr, len(ran.stdout)) == (0, b"", 1)


@pytest.mark.parametrize("command", ["run a.txt b.txt -q --model builtin --explain-all", "check many.jsonl"])
def test_a_reader_who_has_gone_hides_no_finding_and_no_other_report(place: Path, command: str) -> None:
    """What `--fail-on` asks for is still told by the exit code, and files are written whole."""
    records = [{**RECORD, "source": f"Paper {n}", "article": f"{n}", "incident": f"{n // 2}"} for n in range(400)]
    (place / "many.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    ran = called(
        place, f"{command} --fail-on agreement --fail-on conflict -o - -o o.json", "| true; exit ${PIPESTATUS[0]}"
    )
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert json.loads((place / "o.json").read_text())["findings"]


def test_a_stream_of_incidents_ends_with_its_reader(place: Path) -> None:
    """With code 0 and without the rest."""
    records = [{**RECORD, "article": f"{n}", "incident": f"{n}"} for n in range(3000)]
    (place / "stream.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    ran = called(place, "check stream.jsonl --format incidents", "| head -1; exit ${PIPESTATUS[0]}")
    assert ran.returncode == 0
    assert "internal" not in ran.stderr.decode()
    assert len(lines(ran)) == 1  # the count
    assert "3000 records" in lines(ran)[0]
    assert "3000 incidents" not in lines(ran)[0]


def test_an_output_file_needs_no_standard_output(place: Path) -> None:
    """With all three streams closed the file is written; nothing else gets into it or into the store."""
    ran = called(place, "run a.txt b.txt --model builtin --store closed.sqlite -v -o closed.json", "<&- >&- 2>&-")
    assert ran.returncode == 0
    assert json.loads((place / "closed.json").read_text())["incidents"]
    assert b"builtin" in called(place, "runs --store closed.sqlite").stdout


@pytest.mark.parametrize("command", ["run", "check", "numbers", "prompt", "run --format incidents"])
@pytest.mark.parametrize("redirected", ["<&-", "0>/dev/null"])
def test_a_standard_input_that_cannot_be_read_is_a_wrong_call(place: Path, command: str, redirected: str) -> None:
    """Exit 2 and one line."""
    ran = called(place, f"{command} - {'-q' if 'run' in command else ''}", redirected)
    assert ran.returncode == 2, ran.stderr
    assert lines(ran) == [
        "summarizer: standard input: expected something to read, got: Bad file descriptor: name a file"
    ]


@pytest.mark.parametrize(
    ("command", "code"),
    [("run - -q", 3), ("check -", 3), ("numbers -", 2), ("prompt -", 3), ("run - -q --format incidents", 3)],
)
def test_a_binary_on_standard_input_is_told_in_lines(place: Path, command: str, code: int) -> None:
    """As the same file by its name: each line says where it is no UTF-8."""
    (place / "binary").write_bytes(b"\x7fELF\x00\xd0\xff\n" * 3)
    ran = called(place, command, "< binary")
    assert ran.returncode == code
    assert lines(ran)
    assert all("expected UTF-8, got byte 0xd0" in line for line in lines(ran))


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-16"])
def test_standard_input_is_utf_8_whatever_the_streams_say(place: Path, encoding: str) -> None:
    """A dash and an accent are read as from a file."""
    (place / "dash.txt").write_bytes("Über 5–7 Häuser, 12\u00a0000 Menschen.\r\n4\r\n".encode())
    out = [
        called(place, f"numbers --format json {given}", "< dash.txt", PYTHONIOENCODING=encoding).stdout
        for given in ("-", "dash.txt")
    ]
    assert out[0] == out[1]
    assert len(json.loads(out[0].decode("utf-16" if encoding == "utf-16" else "ascii"))) >= 2


ENCODINGS = {
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "cp1252": {"PYTHONIOENCODING": "cp1252:strict"},
    "cp437": {"PYTHONIOENCODING": "cp437"},
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "encoding"), [(command, list(ENCODINGS)[nth % len(ENCODINGS)]) for nth, command in enumerate(COMMANDS)]
)
def test_every_command_writes_in_every_encoding(place: Path, command: str, encoding: str) -> None:
    """The whole output, but for the characters that the encoding lacks."""
    plain, ran = called(place, command), called(place, command, **ENCODINGS[encoding])
    assert ran.returncode == 0, ran.stderr
    assert [line for line in lines(ran) if TOLD not in line] == lines(plain)
    told = ran.stdout.decode("utf-8" if command.startswith("page") else encoding)
    assert COMMANDS[command] in told
    assert len(told.splitlines()) == len(plain.stdout.decode().splitlines())
    kept = [c for c in plain.stdout.decode() if c.isascii() and c.isdigit()]
    assert [c for c in kept if c not in told] == []


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_format_is_whole_in_every_encoding(place: Path, encoding: str, shape: str) -> None:
    """JSON holds the same values, a table the same rows and columns, a page the same bytes."""
    command = f"check r.jsonl --format {shape}"
    plain, ran = plainly(place, command), called(place, command, **ENCODINGS[encoding])
    assert (plain.returncode, ran.returncode) == (0, 0), ran.stderr
    if shape in ("json", "sarif"):
        assert _comparable(json.loads(ran.stdout)) == _comparable(json.loads(plain.stdout))
        assert ran.stdout.isascii()
    elif shape in ("jsonl", "incidents"):
        assert [json.loads(line) for line in ran.stdout.splitlines()] == [
            json.loads(x) for x in plain.stdout.splitlines()
        ]
    elif shape in ("csv", "incidents-csv"):
        rows = [list(csv.reader(io.StringIO(each))) for each in (ran.stdout.decode(encoding), plain.stdout.decode())]
        assert [list(map(len, zip(*each, strict=True))) for each in rows[:1]] == [
            list(map(len, zip(*each, strict=True))) for each in rows[1:]
        ]
        assert any("\\u6f22 \\U0001f600" in cell for row in rows[0] for cell in row) or shape == "incidents-csv"
    elif shape == "html":
        assert ran.stdout.decode("utf-8")
    else:
        assert "4" in ran.stdout.decode(encoding)


def _comparable(report: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in report.items() if name not in ("created", "id", "usage")}


def test_what_a_locale_lacks_does_not_matter_to_a_file(place: Path) -> None:
    """A file and a pipe get UTF-8, as `-o` writes, unless PYTHONIOENCODING asks for something else."""
    old = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ran = called(place, "check r.jsonl --format csv", **old)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "Hérald 漢 😀" in ran.stdout.decode("utf-8")


def test_what_is_escaped_is_told_once(place: Path) -> None:
    """And not with -q; nor where the caller says what to do with such characters."""
    told = called(place, "run a.txt --model builtin --format csv", PYTHONIOENCODING="ascii")
    assert lines(told)[-1] == f"summarizer: standard output takes ascii: what that lacks {TOLD}"
    assert lines(called(place, "run a.txt -q --model builtin --format csv", PYTHONIOENCODING="ascii")) == []
    replaced = called(place, "check r.jsonl --format csv", PYTHONIOENCODING="ascii:replace")
    assert (replaced.returncode, lines(replaced)) == (0, [])
    assert b"H?rald" in replaced.stdout


def test_a_terminal_gets_what_it_can_show(place: Path) -> None:
    """What it lacks is escaped, in a report with colours."""
    ours, its = pty.openpty()
    ran = subprocess.Popen(
        [sys.executable, "-m", "summarizer", "run", "a.txt", "-q", "--model", "builtin"],
        cwd=place,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
            "TERM": "xterm",
        },
        stdout=its,
        stderr=subprocess.PIPE,
    )
    os.close(its)
    said = _until_closed(ours)
    assert ran.wait(60) == 0, ran.stderr
    ran.stderr.close()  # type: ignore[union-attr]  # a pipe
    assert said.isascii()
    assert b"\x1b[" in said
    assert b"H\\xe9rald" in said


def _until_closed(descriptor: int) -> bytes:
    said = b""
    try:
        while part := os.read(descriptor, 4096):
            said += part
    except OSError:  # what Linux says of a terminal whose other end is closed
        pass
    os.close(descriptor)
    return said


def test_a_terminal_that_goes_away_is_no_place_to_write_to(place: Path) -> None:
    """Under nohup the command goes on to its end: exit 2, as where the disk is full."""
    ours, its = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", _HUNG_UP],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=its,
        stderr=its,
        start_new_session=True,
    ) as ran:
        os.close(its)
        assert os.read(ours, 5) == b"ready"
        os.close(ours)
        ran.communicate(b"\n", timeout=60)
    assert (place / "code").read_text() == "2"


_HUNG_UP = """
import contextlib, os, signal, sys
from summarizer.cli import main
signal.signal(signal.SIGHUP, signal.SIG_IGN)
with contextlib.suppress(OSError):  # who has read it may be gone before it is wholly written
    os.write(1, b"ready")
sys.stdin.readline()
code = main(["check", "r.jsonl"])
with open("code", "w") as file:
    file.write(str(code))
"""


@pytest.mark.parametrize(
    "given",
    [
        "--concurrency=-1",
        "--concurrency=0",
        "--concurrency=1000000000",
        "--concurrency=nan",
        "--timeout=nan",
        "--timeout=-1",
        "--timeout=inf",
        "--timeout=1e300",
        "--attempt-timeout=nan",
        "--attempt-timeout=-inf",
        "--budget=-1",
        "--budget=nan",
        "--budget=inf",
        "--rpm=-5",
        "--rpm=0",
        "--tpm=-1",
        "--max-tokens=0",
        "--max-tokens=-7",
        "--passes=0",
        "--passes=3",
        "--adjudicate=-1",
        "--adjudicate=nan",
        "--rpm=1.5",
        "--timeout=soon",
    ],
)
def test_a_count_or_a_limit_out_of_range_is_a_wrong_call(place: Path, given: str) -> None:
    """Exit 2 and one line, before anything is read."""
    ran = call("run", "a.txt", "-q", "--model", "builtin", given, folder=place)
    assert ran.returncode == 2, ran.stderr
    (line,) = ran.stderr.splitlines()
    assert "expected" in line or "invalid" in line


def test_what_is_shown_of_a_wrong_call_cannot_write_to_the_terminal(place: Path) -> None:
    """An escape in an argument."""
    for argument in ("$'\\e[31mx'", "a.txt --format $'\\e[31m'", "a.txt --model m --base-url $'http://\\e[31m'"):
        ran = called(place, f"run -q {argument}")
        assert ran.returncode == 2
        assert b"\x1b" not in ran.stderr
