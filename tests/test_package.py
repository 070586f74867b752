"""The package itself: its names, what importing costs, and what it must keep in step."""

import hashlib
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

import pytest

import summarizer
from summarizer import consistency, render, settings
from summarizer.cli import exits, options
from summarizer.records import evaluation
from summarizer.render.evaluation import EVALUATION_FORMATS

ROOT = Path(__file__).parents[1]
WORD_LISTS = sorted((ROOT / "summarizer/language").rglob("*.toml"))


def test_every_public_name_is_there_and_no_other() -> None:
    """`__all__` is what can be had, sorted, and each name has a docstring."""
    assert list(summarizer.__all__) == sorted(summarizer.__all__)
    for name in summarizer.__all__:
        assert getattr(summarizer, name).__doc__, name
    with pytest.raises(AttributeError, match="nonsense"):
        summarizer.nonsense  # noqa: B018  # the access is the test


def test_the_version_is_that_of_the_project() -> None:
    """`summarizer.__version__` is what pip and `summarizer --version` say; it is no name of `__all__`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert summarizer.__version__ == project["version"]
    assert "__version__" not in summarizer.__all__


def test_a_source_that_is_not_installed_has_a_version_of_its_own(tmp_path: Path) -> None:
    """One that sorts before every release, so that a check for a minimum fails, and no AttributeError is raised."""
    (tmp_path / "summarizer").symlink_to(ROOT / "summarizer")
    code = "import sys; sys.path = [sys.argv[1], *sys.path[:]]; import summarizer; print(summarizer.__version__)"
    ran = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert ran.stdout == "0+unknown\n", ran.stderr


def test_importing_costs_nothing() -> None:
    """`import summarizer` loads no library; `read_numbers` none but the standard one."""
    code = (
        "import sys; before = set(sys.modules); import summarizer; summarizer.read_numbers('two'); "
        "import sysconfig; "
        "third = {m.split('.')[0] for m in set(sys.modules) - before} - set(sys.stdlib_module_names) - {'summarizer'}; "
        "sys.exit(str(third) if third else 0)"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_without_spark_one_line_says_what_to_install() -> None:
    """And exit code 2."""
    code = "import sys; sys.modules['pyspark'] = None; import runpy; runpy.run_module('summarizer.spark', run_name='__main__')"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == exits.USAGE
    (line,) = ran.stderr.splitlines()
    assert line.startswith("summarizer: expected Spark, got no module ")
    assert line.endswith("pip install 'summarizer[spark]'")


def test_the_command_lines_choices_are_those_of_the_modules() -> None:
    """They are written out there, so that `--help` imports nothing."""
    assert options.KINDS == consistency.KINDS
    assert options.FORMATS == render.FORMATS
    assert options.BEST_RULES == consistency.BEST_RULES
    assert get_args(settings.Mode) == options.MODES
    assert get_args(evaluation.Linking) == options.LINKINGS
    assert options.EVALUATION_FORMATS == EVALUATION_FORMATS
    assert options.SCORES == evaluation.SCORES


def test_the_linked_folders_are_one_package() -> None:
    """`summarizer.schemas` is the top-level folder, through a committed link."""
    for name in ("schemas", "prompts"):
        link = ROOT / "summarizer" / name
        assert link.is_symlink()
        assert link.resolve() == ROOT / name


def test_the_owners_article_is_unchanged() -> None:
    """It is the one that everything is measured on."""
    data = (ROOT / "seeds/000_cadadc820239ed9a.txt").read_bytes()
    assert hashlib.sha256(data).hexdigest() == "926b384eeeb29472553b7ea0dff41110bc0a0d6ef13e003a63ff8474eaf47c03"


MOVED = {
    "articles": ("inputs.articles", "Reading", "Unreadable", "read_articles"),
    "cassettes": ("llm.cassettes", "replaying", "recording", "vcr_options", "register"),
    "quantities": ("language.quantities", "read_numbers"),
    "recordfiles": ("inputs.records", "read_records"),
    "reports": ("inputs.reports", "read_report"),
}


@pytest.mark.parametrize("path", MOVED)
def test_a_module_is_imported_by_the_path_that_it_had(path: str) -> None:
    """The documented names are the very same objects; the module's own record of itself stays that of its new path."""
    home, *names = MOVED[path]
    before, now = import_module(f"summarizer.{path}"), import_module(f"summarizer.{home}")
    assert [name for name in names if getattr(before, name) is not getattr(now, name)] == []
    assert now.__name__ == f"summarizer.{home}"


def test_a_path_is_a_text_or_a_path(tmp_path: Path) -> None:
    """For records and reports alike."""
    (tmp_path / "reports.jsonl").write_text('{"article": "a", "type": "riot"}\n')
    report = tmp_path / "report.json"
    report.write_text(summarizer.check([]).to_json())
    for kind in (str, Path):
        assert len(list(summarizer.read_records(kind(tmp_path / "reports.jsonl")))) == 1
        assert summarizer.read_report(kind(report)).articles == ()


def test_completion_offers_the_public_names() -> None:
    """And nothing of how they are found."""
    assert set(dir(summarizer)) == {*summarizer.__all__, "__version__"}


def test_no_module_lies_loose_at_the_root() -> None:
    """A module has a room; what is at the root is the face, the command and what every room stands on."""
    loose = {file.stem for file in (ROOT / "summarizer").glob("*.py")}
    assert loose == {"__init__", "__main__", "concurrency", "errors", "processes", "settings", "version"}


@pytest.mark.parametrize("path", WORD_LISTS, ids=lambda path: "/".join(path.parts[-3:]))
def test_word_lists_are_short_lines_and_name_no_word_twice(path: Path) -> None:
    """So that a person can read them and a change to them."""
    text = path.read_text(encoding="utf-8")
    assert [number for number, line in enumerate(text.splitlines(), 1) if len(line) > 120] == []
    twice = {
        name: [word for word, times in Counter(words).items() if times > 1]
        for name, words in _lists(tomllib.loads(text))
    }
    assert {name: words for name, words in twice.items() if words} == {}


def _lists(table: dict[str, Any], within: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every list of words, by its name."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _lists(value, f"{within}{name}.")
        elif isinstance(value, list) and all(isinstance(word, str) for word in value):
            yield f"{within}{name}", value
