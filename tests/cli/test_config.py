"""Options from a file: where it is found, what holds before what, and what is refused with which line."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from summarizer.cli import config_file as configuration
from summarizer.cli import main
from summarizer.cli.parser import build_parser

ROOT = Path(__file__).parents[2]
Printed = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder of its own, with nothing said by the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SUMMARIZER_STORE")
    return tmp_path


def settings(capsys: Printed, *arguments: str) -> dict[str, tuple[Any, str, str | None]]:
    """What `config` says of each option: its value, who said it, and where."""
    assert main(["config", "--format", "json", *arguments]) == 0
    told = json.loads(capsys.readouterr().out)["settings"]
    return {name: (row["value"], row["from"], row["where"]) for name, row in told.items()}


@pytest.mark.parametrize(
    ("arguments", "environment", "file", "holds"),
    [
        pytest.param((), {}, "", ("builtin", "default", None), id="nobody says anything"),
        pytest.param((), {}, 'model = "f"', ("f", "file", "summarizer.toml:1"), id="the file before the default"),
        pytest.param((), {"SUMMARIZER_MODEL": "e"}, 'model = "f"', ("e", "environment", "SUMMARIZER_MODEL"), id="the environment before the file"),
        pytest.param((), {"SUMMARIZER_MODEL": ""}, 'model = "f"', ("f", "file", "summarizer.toml:1"), id="an empty variable says nothing"),
        pytest.param(("--model", "a"), {"SUMMARIZER_MODEL": "e"}, 'model = "f"', ("a", "argument", None), id="the argument before all"),
        pytest.param(("--model", "builtin"), {}, 'model = "f"', ("builtin", "argument", None), id="an argument that is the default is an argument"),
        pytest.param(("--replay", "c.yaml"), {}, 'model = "f"', ("builtin", "default", None), id="a cassette says who was asked"),
    ],
)  # fmt: skip
def test_what_holds_before_what(
    arguments: tuple[str, ...],
    environment: dict[str, str],
    file: str,
    holds: tuple[str, str, str],
    folder: Path,
    capsys: Printed,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (folder / "summarizer.toml").write_text(file)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert settings(capsys, *arguments)["model"] == holds


@pytest.mark.parametrize(
    ("files", "found"),
    [
        pytest.param({"summarizer.toml": "rpm = 1"}, (1, "{up}/summarizer.toml:1"), id="above"),
        pytest.param({"in/summarizer.toml": "rpm = 2", "summarizer.toml": "rpm = 1"}, (2, "summarizer.toml:1"), id="the nearest alone"),
        pytest.param({"in/summarizer.toml": "tpm = 2", "summarizer.toml": "rpm = 1"}, (None, None), id="files are not put together"),
        pytest.param({"in/pyproject.toml": "[project]\nname = 'x'\n\n[tool.summarizer]\n# pace\nrpm = 3"}, (3, "pyproject.toml:6"), id="a table of pyproject.toml"),
        pytest.param({"in/pyproject.toml": "[tool.ruff]\nrpm = 3", "summarizer.toml": "rpm = 1"}, (1, "{up}/summarizer.toml:1"), id="a pyproject.toml without the table is none"),
        pytest.param({"in/pyproject.toml": "[tool.summarizer]\nrpm = 3", "in/summarizer.toml": "rpm = 1"}, (1, "summarizer.toml:1"), id="summarizer.toml first"),
        pytest.param({"in/pyproject.toml": "[tool]\nsummarizer = {rpm = 4}"}, (4, "pyproject.toml"), id="a table in one line has no lines of its own"),
        pytest.param({"in/pyproject.toml": "not TOML", "summarizer.toml": "rpm = 1"}, (1, "{up}/summarizer.toml:1"), id="a broken file that does not speak of us"),
    ],
)  # fmt: skip
def test_which_file_is_found(
    files: dict[str, str],
    found: tuple[int | None, str | None],
    folder: Path,
    capsys: Printed,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (folder / "in").mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)
    monkeypatch.chdir(folder / "in")
    value, _, where = settings(capsys)["rpm"]
    assert (value, where) == (found[0], found[1] and found[1].format(up=folder))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param('conurrency = 4', "summarizer.toml:1: expected the name of an option, got 'conurrency': the nearest is concurrency", id="an unknown key"),
        pytest.param('\nfail-on = "conflict"', "summarizer.toml:2: expected the name of an option, got 'fail-on': the nearest is fail_on", id="a dash for a line"),
        pytest.param('api_key = "sk-1"', "summarizer.toml:1: expected no secret in a file, got 'api_key': set OPENAI_API_KEY in the environment", id="a key"),
        pytest.param('openai_token = "sk-1"', "summarizer.toml:1: expected no secret in a file, got 'openai_token'", id="another name for it"),
        pytest.param('base_url = "http://u:sk-1@h/v1"', "expected base_url without a password, got one", id="a password in an address"),
        pytest.param("dry_run = true", "expected a setting, got 'dry_run': that is said with each call, as --dry-run", id="what belongs to one call"),
        pytest.param('concurrency = "4"', "summarizer.toml:1: expected concurrency as a whole number, got '4'", id="a number in quotation marks"),
        pytest.param("rpm = 1.5", "expected rpm as a whole number, got 1.5", id="half a request"),
        pytest.param("rpm = true", "expected rpm as a whole number, got true", id="true is no number"),
        pytest.param("adjudicate = -1", "expected adjudicate as a whole number, got -1", id="fewer than none"),
        pytest.param('budget = "20"', "expected budget as a number, got '20'", id="money in quotation marks"),
        pytest.param("model = 4", "expected model as a string, got 4", id="a number for a name"),
        pytest.param("store = []", "expected store as a string, got an array", id="an array for a file"),
        pytest.param("no_store = 1", "expected no_store as true or false, got 1", id="1 is not true"),
        pytest.param('mode = "xml"', "expected mode to be one of json_schema, tools, got 'xml'", id="no such choice"),
        pytest.param('fail_on = ["conflict", "nonsense"]', "expected fail_on to be one of conflict", id="a choice in an array"),
        pytest.param("[model]\nname = 1", "expected model as a string, got a table", id="a table"),
        pytest.param("model = ", "summarizer.toml: expected TOML, got Invalid value", id="no TOML"),
        pytest.param("concurrency = 0", "expected a concurrency of at least 1, got 0", id="out of range"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_line_and_never_a_secret(text: str, said: str, folder: Path, capsys: Printed) -> None:
    (folder / "summarizer.toml").write_text(text)
    (folder / "a.txt").write_text("Two people were killed.")
    assert main(["run", "a.txt", "--no-store"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert "sk-1" not in line


def test_bytes_that_are_no_text_are_one_line(folder: Path, capsys: Printed) -> None:
    (folder / "summarizer.toml").write_bytes(b"model = '\xff'")
    assert main(["config"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_file_is_followed(folder: Path, capsys: Printed) -> None:
    """By run and check; paths go from the file's folder; an argument takes the place of a list."""
    (folder / "in").mkdir()
    (folder / "summarizer.toml").write_text(
        'format = "json"\nfail_on = "conflict"\nstore = "kept.sqlite"\nmodel = "builtin"'
    )
    (folder / "in/a.txt").write_text("Two people were killed in Kyiv on Monday.")
    os.chdir(folder / "in")
    assert main(["run", "a.txt"]) == 0
    assert json.loads(capsys.readouterr().out)["articles"][0]["status"] == "ok"
    assert (folder / "kept.sqlite").exists()
    figures = [
        {"article": str(n), "type": "armed_clash", "incident": "x", "figures": [{"measure": "killed", "value": n}]}
        for n in (2, 4)
    ]
    (folder / "in/r.jsonl").write_text("\n".join(map(json.dumps, figures)))
    assert main(["check", "r.jsonl"]) == 1
    assert json.loads(capsys.readouterr().out)["findings"]
    assert main(["check", "r.jsonl", "--fail-on", "dispute", "--format", "text"]) == 0
    assert "CONFLICT" in capsys.readouterr().out
    assert main(["runs"]) == 0
    assert "builtin" in capsys.readouterr().out


@pytest.mark.parametrize("option", ["--no-store", "--record=c.yaml", "--replay=c.yaml"])
def test_an_argument_puts_a_store_of_the_file_out_of_force(option: str, folder: Path, capsys: Printed) -> None:
    (folder / "summarizer.toml").write_text('store = "kept.sqlite"')
    assert settings(capsys)["store"][:2] == (str(folder / "kept.sqlite"), "file")
    assert settings(capsys, option)["store"][1] == "default"


def test_where_articles_go_and_what_code_runs_is_not_decided_silently(folder: Path, capsys: Printed) -> None:
    """`base_url` and `event` of a file are named, unless --quiet."""
    (folder / "summarizer.toml").write_text('model = "m"\nbase_url = "http://127.0.0.1:9/v1"\nevent = "builtin"')
    (folder / "a.txt").write_text("Two people were killed.")
    assert main(["run", "a.txt", "--no-store", "--dry-run"]) == 0
    told = capsys.readouterr().err
    assert "base_url is as summarizer.toml:2 says" in told
    assert "event is as summarizer.toml:3 says" in told
    assert main(["run", "a.txt", "--no-store", "--dry-run", "--quiet"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("owner", "user", "trusted"),
    [(1000, 1000, True), (0, 1000, True), (1001, 1000, False), (1001, 0, True)],
    ids=["their own", "root's", "another user's", "root trusts all"],
)
def test_whose_file_is_followed(owner: int, user: int, trusted: bool) -> None:
    assert configuration.is_trusted(owner, user) is trusted


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only root can be another user")
def test_another_users_file_is_refused(folder: Path) -> None:
    """By a process that is not root's."""
    path = folder / "summarizer.toml"
    path.write_text("rpm = 1")
    os.chown(path, 1001, 1001)
    for above in (folder, *folder.parents[:-2]):
        above.chmod(0o755)
    code = "import os; os.setuid(1000); from summarizer.cli import main; raise SystemExit(main(['config']))"
    ran = subprocess.run(
        [sys.executable, "-c", f"import tomllib; import summarizer.cli.config; {code}"],
        cwd=folder, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert ran.returncode == 2, ran.stderr
    assert "expected a file of your own, got another user's" in ran.stderr


def test_config_tells_no_secret(capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the key, whether it is set; of an address, no password and no query."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://me:sk-pass@example.org/v1?key=sk-query")
    assert settings(capsys)["api_key"] == ("set", "environment", "OPENAI_API_KEY")
    assert settings(capsys)["base_url"] == ("https://example.org/v1", "environment", "OPENAI_BASE_URL")
    assert main(["config"]) == 0
    out = capsys.readouterr().out
    assert "environment OPENAI_API_KEY" in out
    assert "sk-" not in out


def test_config_tells_every_option_that_a_file_may_name(capsys: Printed) -> None:
    """And the key; a value that an article's folder would write to the terminal is clean."""
    assert settings(capsys).keys() == {*configuration.list_file_options(), "api_key"}
    arguments = build_parser().parse_args(["run", "x"])
    assert set(configuration.list_file_options()) <= set(vars(arguments))
    assert main(["config", "--model", "a\x1b[31mb"]) == 0
    assert "\x1b" not in capsys.readouterr().out
