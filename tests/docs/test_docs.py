"""The documents: what they show runs, is what comes out, and leads somewhere."""

import functools
import itertools
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt

from summarizer.cli import config_file as configuration
from tests.helpers.commandline import call
from tests.helpers.snippets import ROOT, Block, blocks, documents, faults

DOCUMENTS = documents()
NAMES = [str(path.relative_to(ROOT)) for path in DOCUMENTS]
LANGUAGES = {"sh", "python", "text", "json", "toml", "yaml", "csv", "html", "markdown", "jinja", "r"}
READERS: dict[str, Callable[[str], Any]] = {"json": json.loads, "toml": tomllib.loads, "yaml": yaml.safe_load}
BLOCKS = {
    f"{name}:{block.line}": block for name in NAMES for block in blocks((ROOT / name).read_text(encoding="utf-8"))
}
DATA = {where: block for where, block in BLOCKS.items() if block.language in READERS}

# How many blocks of a document are shown and not run: one more is one that nobody checks.
NOT_RUN = {
    "docs/ci.md": 1,  # tests/testing/test_testing.py runs it
    "docs/index.md": 1,  # pip
    "docs/inputs.md": 2,  # pip, the web
    "docs/local-models.md": 1,  # Ollama
    "docs/spark.md": 4,  # pip, Java, a cluster
}


@pytest.fixture(scope="module")
def found(request: pytest.FixtureRequest) -> Iterator[dict[Path, Future[list[str]]]]:
    """The faults of the documents that are asked for; two run at a time, each in processes of its own."""
    asked = [item for item in request.session.items if isinstance(item, pytest.Function)]
    ours = [item for item in asked if item.module is request.module and "found" in item.fixturenames]
    wanted = [Path(str(item.callspec.params["path"])) for item in ours]
    with ThreadPoolExecutor(2) as pool:
        yield {path: pool.submit(faults, path) for path in wanted}
        pool.shutdown(cancel_futures=True)


@pytest.mark.slow
@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_snippets_run_and_print_what_is_shown(path: Path, found: dict[Path, Future[list[str]]]) -> None:
    """`python -m tests.helpers.snippets --write` writes what is printed."""
    assert found[path].result() == []


def test_no_more_is_left_unrun() -> None:
    """Each with its reason, which the parser asks for."""
    unrun = {name: len([1 for block in _blocks(name) if block.not_run is not None]) for name in NAMES}
    assert {name: count for name, count in unrun.items() if count} == NOT_RUN


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())
def test_every_block_says_its_language(block: Block) -> None:
    """`bash`, `py` or nothing would not be run."""
    assert block.language in LANGUAGES


@pytest.mark.parametrize("name", NAMES)
def test_no_code_hides_in_an_indented_block(name: str) -> None:
    """Such a block has no language, and is not run."""
    indented = [token.content for token in MarkdownIt().parse(_text(name)) if token.type == "code_block"]
    assert [text for text in indented if re.search(r"\b(import|pip|python|summarizer)\b", text)] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_reader_sees_the_name_of_a_file_to_save(name: str) -> None:
    """A comment is seen by nobody: the paragraph before, or a command, names it."""
    shown = re.sub(r"<!--.*?-->", "", _text(name))
    for block in _blocks(name):
        assert block.file is None or re.search(rf"(?<![\w./]){re.escape(block.file)}", shown), block.file


@pytest.mark.parametrize("block", DATA.values(), ids=DATA.keys())
def test_data_can_be_read(block: Block, tmp_path: Path) -> None:
    """JSON, JSON Lines, TOML and YAML parse; a settings file is one of ours."""
    read = READERS[block.language]
    lines = block.text.splitlines() if (block.file or "").endswith(".jsonl") else [block.text]
    assert [read(line) for line in lines]
    if block.file in configuration.NAMES:
        (tmp_path / block.file).write_text(block.text, encoding="utf-8")
        found = configuration.find_file(tmp_path)
        assert found
        assert found.values


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_one_title_at_its_top(name: str) -> None:
    """The site takes it for the page's name."""
    tokens = MarkdownIt().parse(_text(name))
    assert [token.map for token in tokens if token.tag == "h1" and token.nesting == 1] == [[0, 1]]


@pytest.mark.parametrize("name", [*NAMES, "CHANGELOG.md"])
def test_every_table_is_one(name: str) -> None:
    """Where the dashes under its head are no hyphens, or their number is another, it is shown as lines of text."""
    tokens = MarkdownIt().enable("table").parse(_text(name))
    inside = [token.content for token in tokens if token.type == "inline" and token.level == 1]
    assert [text for text in inside if text.startswith("|")] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    """Every relative link is a file, and its anchor a heading there, by GitHub's rule."""
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)", _prose(path)):
        there = (path.parent / target) if target else path
        assert there.exists() or target == "changelog.md", target
        assert not anchor or anchor in _anchors(there), f"{target}#{anchor}"


def test_every_command_in_the_documents_is_a_command() -> None:
    """Commands and long options that the documents name are in the help, in what is not run too."""
    helps: dict[str, str] = {}
    for name in NAMES:
        for block in _blocks(name):
            if block.language != "sh":
                continue
            for command, rest in re.findall(r"summarizer (\w+)((?:[^\n\\|&]|\\\n)*)", block.text):
                if command not in helps:
                    helps[command] = _help(command)
                for option in re.findall(r"(?<![\w-])--[a-z-]+", rest.split("#")[0]):
                    assert option in helps[command], (name, command, option)
    assert set(helps) >= {"run", "check", "prompt"}


def _help(command: str) -> str:
    ran = call(command, "--help")
    assert ran.returncode == 0, command
    return ran.stdout


@functools.cache
def _anchors(path: Path) -> set[str]:
    """The anchors that GitHub gives the headings of a document."""
    tokens = MarkdownIt().parse(path.read_text(encoding="utf-8"))
    titles = [after.content for token, after in itertools.pairwise(tokens) if token.type == "heading_open"]
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def _prose(path: Path) -> str:
    """A document without its fenced blocks."""
    return re.sub(r"^( *)(`{3,}).*?^ *\2$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _blocks(name: str) -> list[Block]:
    return blocks(_text(name))
