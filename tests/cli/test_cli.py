"""The command line: what it prints where, and its exit codes; as a process where streams, imports or signals are the matter."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import uuid4

import pytest

from ..helpers.commandline import Ended, call
from ..helpers.endpoint import Answer, completion, endpoint, events, invented_event

ROOT = Path(__file__).parents[2]
ARTICLE = "seeds/007_engels_airbase.md"
SEEDS = ("run", "seeds", "--replay", "cassettes/seeds.yaml")


def summarizer(*arguments: str, stdin: str = "") -> Ended:
    """Call the command line from the repository's root, with no key, no endpoint and an empty store."""
    return call(*arguments, stdin=stdin, SUMMARIZER_STORE=_new_store())


def in_process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The same, in an interpreter of its own."""
    return subprocess.run(
        [sys.executable, "-m", "summarizer", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={
            "PATH": "",
            "PYTHONWARNINGS": "error::DeprecationWarning:summarizer",
            "SUMMARIZER_STORE": _new_store(),
            **environment,
        },
    )


def _new_store() -> str:
    return f"{os.environ['SUMMARIZER_STORE']}.{uuid4()}"


def test_help_imports_nothing_heavy() -> None:
    """`--help` answers at once: none of the libraries that take long to import is loaded."""
    code = (
        "import sys; from summarizer.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'openai', 'instructor', 'vcr', 'pydantic', 'rich', 'jinja2', 'yaml', 'rapidfuzz', 'genai_prices'}\n"
        "heavy &= set(sys.modules)\n"
        "sys.exit(f'{heavy}' if heavy else 0)"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "run" in ran.stdout


@pytest.mark.parametrize("command", ["run", "check", "compare", "eval", "numbers", "prompt", "schema"])
def test_every_command_has_help(command: str) -> None:
    """And names itself."""
    ran = summarizer(command, "--help")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert f"summarizer {command}" in ran.stdout


def test_the_report_goes_to_standard_output_and_nothing_else_does() -> None:
    """A replay needs no key, no model and no network, and says nothing on standard error."""
    ran = in_process(*SEEDS)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("21 articles, ")


def test_without_a_model_the_built_in_rules_read_and_one_line_says_so() -> None:
    """No key, no model, no cassette: a report all the same, and what a model would add."""
    ran = summarizer("run", ARTICLE)
    assert ran.returncode == 0
    assert len(ran.stderr.splitlines()) == 1
    for way in ("built-in", "OPENAI_API_KEY", "--base-url", "--replay"):
        assert way in ran.stderr
    named = summarizer("run", ARTICLE, "--model", "builtin")
    assert (named.returncode, named.stderr, named.stdout) == (0, "", ran.stdout)


def test_the_built_in_reader_and_check_load_no_model_library() -> None:
    """Neither openai nor instructor is imported where no model is asked."""
    code = (
        "import sys; from summarizer.cli import main; main(['run', sys.argv[1], '-o', sys.argv[2]])\n"
        "heavy = {'openai', 'instructor', 'vcr', 'genai_prices'} & set(sys.modules)\n"
        "sys.exit(f'{heavy}' if heavy else 0)"
    )
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", code, ARTICLE, f"{folder}/report.txt"]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_a_replay_loads_no_library_that_patches_http() -> None:
    """VCR is for recording, and for tests of one's own."""
    code = (
        "import sys; from summarizer.cli import main\n"
        "main(['run', sys.argv[1], '--replay', 'cassettes/seeds.yaml', '-o', sys.argv[2]])\n"
        "sys.exit('vcr' in sys.modules)"
    )
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", code, ARTICLE, f"{folder}/report.txt"]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("run",), 2, "PATH"),
        (("run", "nowhere", "--replay", "cassettes/seeds.yaml"), 2, "nowhere"),
        (("run", "seeds", "--replay", "nowhere.yaml"), 2, "nowhere.yaml"),
        (("run", "seeds", "--replay", "a", "--record", "b"), 2, "not allowed"),
        (("run", "seeds", "--model", "m"), 2, "OPENAI_API_KEY"),
        (("run", "seeds", "--record", "x.yaml"), 2, "--model"),
        (("run", "seeds", "--base-url", "http://localhost:1/v1"), 2, "--model"),
        (("run", "seeds", "--model", "builtin", "--record", "x.yaml"), 2, "built-in rules"),
        (("run", "seeds", "--model", "m", "--concurrency", "0"), 2, "concurrency"),
        (("run", "seeds", "--adjudicate"), 2, "--model"),
        (("run", "seeds", "--model", "builtin", "--adjudicate", "9"), 2, "built-in rules"),
        (("run", "--adjudicate", "seeds"), 2, "put PATH before it"),
        ((*SEEDS, "--adjudicate", "0"), 0, ""),
        (("run", "seeds", "--event", "nowhere:Flood", "--model", "m"), 2, "nowhere"),
        (("run", "seeds", "--event", "json:JSONDecoder", "--model", "m"), 2, "subclass of summarizer.Event"),
        (("schema", "party"), 2, "air_drone_strike"),
        (("check", "nowhere.jsonl"), 2, "nowhere.jsonl"),
        (("numbers", "nowhere.txt"), 2, "nowhere.txt"),
        ((*SEEDS, "--fail-on", "conflict"), 1, ""),
        ((*SEEDS, "--fail-on", "retraction"), 0, ""),
        ((*SEEDS, "--fail-on", "nonsense"), 2, "nonsense"),
        ((*SEEDS, "--best", "mean"), 2, "most_sourced"),
        ((*SEEDS, "-o", "nowhere/report.json"), 2, "nowhere/report.json"),
    ],
)
def test_exit_codes_and_one_line_errors(arguments: tuple[str, ...], code: int, said: str) -> None:
    """0 done, 1 found, 2 wrong call; an error is one line without a traceback."""
    ran = summarizer(*arguments)
    assert ran.returncode == code, ran.stderr
    assert said in ran.stderr
    assert len(ran.stderr.splitlines()) <= 1


def test_a_process_ends_with_that_code(tmp_path: Path) -> None:
    """Of a finding and of a wrong call; and says why on standard error."""
    record = (
        '{"article": "%s", "type": "armed_clash", "incident": "x", "figures": [{"measure": "killed", "value": %d}]}'
    )
    (tmp_path / "r.jsonl").write_text("\n".join([record % ("1", 2), record % ("2", 4)]))
    found = in_process("check", str(tmp_path / "r.jsonl"), "--fail-on", "conflict")
    assert (found.returncode, found.stderr) == (1, "")
    assert "CONFLICT" in found.stdout
    refused = in_process("check", str(tmp_path / "nowhere.jsonl"))
    assert (refused.returncode, refused.stdout, len(refused.stderr.splitlines())) == (2, "", 1)


def test_some_failed_is_exit_code_3(tmp_path: Path) -> None:
    """An unreadable and an unrecorded article: the report holds the others, and says what failed."""
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    (tmp_path / "new.txt").write_text("A text that nobody recorded.")
    ran = summarizer("run", ARTICLE, str(tmp_path), *SEEDS[2:], "--format", "json")
    assert ran.returncode == 3
    assert "bad.txt" in ran.stderr
    document = json.loads(ran.stdout)
    assert [article["status"] for article in document["articles"]] == ["ok", "failed", "failed"]
    assert any("--record" in (article["error"] or "") for article in document["articles"])


@pytest.mark.parametrize(("form", "start"), [("text", "21 articles"), ("json", "{"), ("md", "# News summary")])
def test_reports_into_files(tmp_path: Path, form: str, start: str) -> None:
    """`-o` writes the report whole and prints nothing."""
    path = tmp_path / "report"
    ran = summarizer(*SEEDS, "--format", form, "-o", str(path))
    assert (ran.returncode, ran.stdout) == (0, "")
    assert path.read_text(encoding="utf-8").startswith(start)
    assert list(tmp_path.iterdir()) == [path]


def test_duplicates_are_read_once_and_said(tmp_path: Path) -> None:
    """The same text twice costs one request."""
    (tmp_path / "copy.txt").write_bytes((ROOT / "seeds/000_cadadc820239ed9a.txt").read_bytes())
    ran = summarizer("run", "seeds", str(tmp_path), *SEEDS[2:])
    assert ran.returncode == 0
    assert "read once" in ran.stderr


def test_prompt_prints_what_is_sent() -> None:
    """The very text of the recorded request's messages."""
    ran = summarizer("prompt", ARTICLE)
    article = (ROOT / ARTICLE).read_text().split("---\n", 2)[2].strip()
    assert article in ran.stdout
    assert ran.stdout.index("## Codebook") < ran.stdout.index(article)


def test_schema_prints_what_is_sent_or_one_type() -> None:
    """The whole, and a class by its name or by a type of it."""
    assert json.loads(summarizer("schema").stdout)["properties"]["events"]["type"] == "array"
    by_type = summarizer("schema", "air_drone_strike").stdout
    assert by_type == summarizer("schema", "RemoteViolence").stdout
    assert json.loads(by_type)["title"] == "RemoteViolence"


def test_numbers_lists_every_number() -> None:
    """From a file or standard input, as text or JSON."""
    ran = summarizer("numbers", "-", stdin="More than 120 missiles on May 9.")
    assert [line.split()[2] for line in ran.stdout.splitlines()] == ["quantity", "date"]
    numbers = json.loads(summarizer("numbers", "-", "--format", "json", stdin="More than 120 missiles.").stdout)
    assert numbers == [
        {"start": 0, "end": 13, "text": "More than 120", "kind": "quantity", "low": 120.0, "high": None, "unit": None,
         "limit": "more_than"}
    ]  # fmt: skip


def test_check_links_and_checks_records() -> None:
    """Records from elsewhere; a broken line is named and the others go on."""
    lines = [
        '{"article": "1", "type": "armed_clash", "incident": "x", "figures": [{"measure": "killed", "value": 2}]}',
        "not json",
        '{"article": "2", "type": "armed_clash", "incident": "x", "figures": [{"measure": "killed", "value": 4}]}',
    ]
    ran = summarizer("check", "-", stdin="\n".join(lines))
    assert ran.returncode == 3
    assert "-:2:" in ran.stderr
    assert "CONFLICT" in ran.stdout
    assert summarizer("check", "-", "--fail-on", "conflict", stdin="\n".join(lines)).returncode == 1


def test_best_follows_the_rule_that_is_named() -> None:
    """In `run` as in `check`: 69 missiles and more than 120 by max, where the latest is 69."""
    for rule, best in (("latest", 69), ("max", 120)):
        document = json.loads(summarizer(*SEEDS, "--best", rule, "--format", "json").stdout)
        bests = [e["best"] for i in document["incidents"] for e in i["estimates"] if e["of"] == "missiles"]
        assert document["best"] == rule
        assert best in bests
    record = (
        '{"article": "%s", "type": "armed_clash", "incident": "x", "figures": [{"measure": "killed", "value": %d}]}'
    )
    lines = "\n".join([record % ("1", 2), record % ("2", 4)])
    assert "best 2" in summarizer("check", "-", stdin=lines).stdout
    assert "best 4" in summarizer("check", "-", "--best", "max", stdin=lines).stdout


def test_check_adds_up_and_explains_every_pair() -> None:
    """Three civilians and one soldier are not five: a finding to fail on; each pair of figures with its rule."""
    figures = [
        {"measure": "killed", "of": of, "value": n} for of, n in (("civilians", 3), ("soldier", 1), ("people", 5))
    ]
    record = json.dumps({"article": "1", "type": "armed_clash", "figures": figures})
    ran = summarizer("check", "-", "--explain-all", stdin=record)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "ARITHMETIC  People killed" in ran.stdout
    assert "3 and 1 make 4, but the whole is 5" in " ".join(ran.stdout.split())
    assert "[population]" in ran.stdout
    assert "[population]" not in summarizer("check", "-", stdin=record).stdout
    assert summarizer("check", "-", "--fail-on", "arithmetic", stdin=record).returncode == 1


def test_compare_tells_where_two_readings_differ(tmp_path: Path) -> None:
    """The same, differing, and what only one has."""
    figures = '[{"measure": "%s", "value": 2, "start": 0, "end": 5}, {"measure": "killed", "value": %d, "start": 9, "end": 12}]'
    for name, measure, value in (("a", "killed", 4), ("b", "wounded", 5)):
        record = '{"article": "1", "type": "armed_clash", "figures": ' + figures % (measure, value) + "}"
        summarizer("check", "-", "--format", "json", "-o", str(tmp_path / f"{name}.json"), stdin=record)
    ran = summarizer("compare", str(tmp_path / "a.json"), str(tmp_path / "b.json"))
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("0 the same, 1 differ, 1 only in A, 1 only in B")
    assert "measure: 'killed' / 'wounded'" in ran.stdout
    same = summarizer("compare", str(tmp_path / "a.json"), str(tmp_path / "a.json"))
    assert same.stdout.startswith("2 the same, 0 differ")
    assert summarizer("compare", "README.md", "README.md").returncode == 2


def test_a_users_event_type(tmp_path: Path) -> None:
    """`--event module:Class` from the working folder stands in the prompt and the schema."""
    (tmp_path / "own.py").write_text(
        "from typing import Literal\nfrom summarizer import Event\n"
        "class Flood(Event):\n    '''A river leaves its bed.'''\n    type: Literal['river_flood']\n"
    )
    schema = in_process("schema", "--event", "own:Flood", PYTHONPATH=str(tmp_path)).stdout
    assert "river_flood" in schema
    assert "armed_clash" not in schema
    both = in_process("schema", "--event", "own:Flood", "--event", "builtin", PYTHONPATH=str(tmp_path)).stdout
    assert "river_flood" in both
    assert "armed_clash" in both


def test_adjudicate_without_replies_ends_with_one_line() -> None:
    """The cassette has no reply to a question about two reports: the report is that of a run that asks none."""
    ran = summarizer(*SEEDS, "--adjudicate", "--format", "json")
    plain = summarizer(*SEEDS, "--format", "json")
    assert ran.returncode == 0
    (line,) = ran.stderr.splitlines()
    assert "questions to --adjudicate got no answer" in line
    assert "--record" in line
    found, before = json.loads(ran.stdout), json.loads(plain.stdout)
    assert found["usage"]["unanswered"] == found["usage"]["adjudicated"] == len(found["adjudicated"]) > 0
    assert (found["incidents"], found["findings"]) == (before["incidents"], before["findings"])


@pytest.mark.parametrize(("said", "incidents"), [("same", 1), ("different", 2)])
def test_adjudicate_records_its_replies_and_replays_them(tmp_path: Path, said: str, incidents: int) -> None:
    """Two articles that are possibly of one event: one question, answered once, then from the cassette."""
    for name, text in (("a", "A drone hit Harun on May 30."), ("b", "Clash in Harun on June 1.")):
        (tmp_path / f"{name}.txt").write_text(text)

    def script(request: dict[str, object], _: int) -> Answer:
        asked = json.dumps(request)
        if "You compare two event reports" in asked:
            return Answer(completion(json.dumps({"reason": "The days differ.", "verdict": said})))
        kind, day = ("air_drone_strike", "05-30") if "A drone hit" in asked else ("armed_clash", "06-01")
        place = {"name": "Harun", "region": None, "country": "Syria"}
        event = {"type": kind, "headline": kind, "place": place, "start": f"2023-{day}"}
        return Answer(completion(events(event)))

    command = ("run", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--adjudicate=1", "--format", "json")
    cassette = str(tmp_path / "replies.yaml")
    with endpoint(script) as server:
        recorded = summarizer(*command, "--model", "m", "--base-url", server.url, "--record", cassette)
    replayed = summarizer(*command, "--replay", cassette)
    assert (recorded.returncode, recorded.stderr, len(server.requests)) == (0, "", 3)
    assert (replayed.returncode, replayed.stderr) == (0, "")
    for ran in (recorded, replayed):
        document = json.loads(ran.stdout)
        assert [told["verdict"] for told in document["adjudicated"]] == [said]
        assert len(document["incidents"]) == incidents


def test_ctrl_c_keeps_what_is_done(tmp_path: Path) -> None:
    """Interrupted while one article hangs: the others are reported, the exit code is 130."""
    path = tmp_path / "articles.jsonl"
    path.write_text(
        "\n".join(json.dumps({"text": f"Town {n} was shelled and 3 people were killed."}) for n in range(4))
    )

    def script(request: dict[str, object], _: int) -> Answer:
        return Answer(completion(events(invented_event(1))), delay=60 if "Town 3 " in json.dumps(request) else 0)

    with endpoint(script) as server:
        store = tmp_path / "store.sqlite"
        command = [sys.executable, "-m", "summarizer", "run", str(path), "--model", "m", "--store", str(store)]
        process = subprocess.Popen(
            [*command, "--format", "json", "--base-url", server.url],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        deadline = time.monotonic() + 60
        while _count_read(store) < 3 and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 130, err
    statuses = [article["status"] for article in json.loads(out)["articles"]]
    assert statuses == ["ok", "ok", "ok", "failed"]
    assert "Traceback" not in err


def _count_read(store: Path) -> int:
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as kept,
    ):
        return int(kept.execute("SELECT count(*) FROM outcome WHERE status = 'ok'").fetchone()[0])
    return 0
