"""The documentation site: it builds without a warning, has the whole Python reference, and fetches nothing."""

import asyncio
import inspect
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

import summarizer
from summarizer import SummarizerError, errors, render, reviews
from summarizer.errors import ArticleError, RecordError, StoreError, UsageError
from summarizer.inputs import reports
from summarizer.llm import cassettes

from ..helpers.browser import CHROMIUM, DRIVER, MISSING, opened

ROOT = Path(__file__).parents[2]
NAV = re.findall(r"^ +- [^:]+: ([\w-]+)\.md$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)

# What the browser fetches of its own accord.
FETCHED = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "link": "href",
}


def mkdocs(configuration: Path, out: Path) -> str:
    """Build a site; what is said meanwhile. A warning is an error."""
    ran = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-f", str(configuration), "-d", str(out)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    return ran.stderr + ran.stdout


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built."""
    out = tmp_path_factory.mktemp("site")
    assert mkdocs(ROOT / "mkdocs.yml", out) == ""
    return out


class Tags(HTMLParser):
    """The tags of a page, with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags(page: Path) -> list[tuple[str, dict[str, str | None]]]:
    return Tags(page.read_text(encoding="utf-8")).found


def test_every_document_is_in_the_navigation() -> None:
    """And the changelog, which comes from above."""
    assert sorted(NAV) == sorted(["changelog", *(page.stem for page in (ROOT / "docs").glob("*.md"))])


@pytest.mark.slow
def test_every_page_has_one_title_and_its_pictures(site: Path) -> None:
    """A picture's file is in the site."""
    for name in NAV:
        found = tags(site / f"{name}.html")
        assert [tag for tag, _ in found].count("h1") == 1, name
        for tag, attributes in found:
            if tag == "img":
                assert (site / (attributes["src"] or "-")).is_file(), (name, attributes)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(set(NAV) - {"api"}))
def test_a_page_is_set_as_github_sets_it(name: str, site: Path) -> None:
    """As many lists, tables, blocks and stressed words: the two read some Markdown differently."""
    path = ROOT / "CHANGELOG.md" if name == "changelog" else ROOT / f"docs/{name}.md"
    theirs = MarkdownIt("commonmark").enable("table").render(path.read_text(encoding="utf-8"))
    ours = (site / f"{name}.html").read_text(encoding="utf-8").partition("<article")[2].partition("</article>")[0]
    assert counted(ours) == counted(theirs)


def counted(text: str) -> dict[str, int]:
    """How many there are of each tag that a writer sets."""
    found = Counter(tag for tag, _ in Tags(text).found)
    return {
        tag: found[tag] for tag in ("h1", "h2", "h3", "ol", "ul", "li", "table", "tr", "pre", "em", "strong", "img")
    }


@pytest.mark.slow
def test_a_readers_browser_fetches_nothing_from_elsewhere(site: Path) -> None:
    """No font, script, style or picture of another host, in pages and styles."""
    for page in site.rglob("*.html"):
        for tag, attributes in tags(page):
            if tag in FETCHED and attributes.get("rel") != "canonical":
                assert not re.match(r"(https?:)?//", attributes.get(FETCHED[tag]) or ""), (page.name, attributes)
    for style in site.rglob("*.css"):
        assert not re.search(r"(url\(|@import)\s*[\"']?(https?:)?//", style.read_text(encoding="utf-8")), style.name


@pytest.mark.slow
def test_no_page_names_a_folder_of_the_machine_it_was_built_on(site: Path) -> None:
    """Nor does the search index."""
    for page in [*site.rglob("*.html"), *site.rglob("search_index.*")]:
        assert str(ROOT) not in page.read_text(encoding="utf-8"), page.name


@pytest.mark.slow
@pytest.mark.skipif(not (CHROMIUM and DRIVER), reason=MISSING)
def test_search_works_from_disk(site: Path) -> None:
    """Without a server and a network."""
    with opened() as browser:
        browser.open(site / "index.html")
        browser.room()
        browser.js("document.querySelector('.md-search__input').focus()")
        browser.press("retraction")
        assert browser.wait(lambda: browser.texts(".md-search-result__item h1"))
        fetched = browser.js("return performance.getEntriesByType('resource').map((one) => one.name)")
        assert [name for name in fetched if not name.startswith("file:")] == []
        assert browser.messages() == []


@pytest.mark.slow
def test_links_lead_where_they_lead_on_github(tmp_path: Path) -> None:
    """Out of the folder: to the start, to the changelog, to a file as text; a page is named by its title."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts/extract.md").write_text("# {{ prompt }}\n", encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## 1.0\n", encoding="utf-8")
    (tmp_path / "docs/index.md").write_text("# Start\n", encoding="utf-8")
    (tmp_path / "docs/other.md").write_text("# Another page\n\n## There\n", encoding="utf-8")
    (tmp_path / "docs/page.md").write_text(
        "# Page\n\n[a](../README.md) [b](../CHANGELOG.md#10) [c](../prompts/extract.md) [other.md](other.md#there)\n",
        encoding="utf-8",
    )
    configuration = tmp_path / "mkdocs.yml"
    told = {
        "site_name": "a site",
        "use_directory_urls": False,
        "hooks": [str(ROOT / "docs/hooks.py")],
        "validation": {"links": {"anchors": "warn", "not_found": "warn"}, "nav": {"omitted_files": "ignore"}},
    }
    configuration.write_text(json.dumps(told), encoding="utf-8")  # which is YAML
    mkdocs(configuration, tmp_path / "site")
    text = (tmp_path / "site/page.html").read_text(encoding="utf-8")
    links = dict(re.findall(r'<a href="([^"]+)">([^<]+)</a>', text))
    expected = {
        "index.html": "a",
        "changelog.html#10": "b",
        "repository/prompts/extract.md.txt": "c",
        "other.html#there": "Another page",
    }
    assert expected.items() <= links.items()
    assert (tmp_path / "site/repository/prompts/extract.md.txt").read_text(encoding="utf-8") == "# {{ prompt }}\n"


# --- the Python reference ---


@pytest.mark.slow
def test_every_public_name_is_in_the_reference(site: Path) -> None:
    """Under a heading of its own."""
    headings = {attributes.get("id") for tag, attributes in tags(site / "api.html") if tag in ("h2", "h3", "h4")}
    assert {f"summarizer.{name}" for name in summarizer.__all__} - headings == set()


def test_the_reference_shows_every_error() -> None:
    """The tree of `summarizer.errors`."""
    tree = inspect.cleandoc(errors.__doc__ or "").partition("\n\n")[2]
    assert tree.startswith("SummarizerError\n")
    assert tree in (ROOT / "docs/api.md").read_text(encoding="utf-8")


def sections(name: str, text: str | None) -> list[str]:
    """The names that a section of a docstring lists."""
    found = re.search(rf"^{name}:\n((?:    .*\n?|\n)+)", inspect.cleandoc(text or ""), re.MULTILINE)
    return re.findall(r"^    (\*{0,2}\w+)(?= \(|:)", found[1], re.MULTILINE) if found else []


FUNCTIONS = {
    name: getattr(summarizer, name) for name in summarizer.__all__ if inspect.isfunction(getattr(summarizer, name))
}
HELPERS = {
    function.__name__: function
    for function in (
        *(render.render, render.render_bytes, reports.read_report, reviews.read_reviews, reviews.apply_reviews),
        *(cassettes.replaying, cassettes.recording, cassettes.vcr_options, cassettes.register),
    )
}
RECORDS = ("Article", "EventReport", "Finding", "GroundedFigure", "Incident", "Number", "Problem", "RejectedFigure", "ReportedFigure", "Settings", "Summary")  # fmt: skip


@pytest.mark.parametrize("function", [*FUNCTIONS.values(), *HELPERS.values()], ids=[*FUNCTIONS, *HELPERS])
def test_a_functions_arguments_are_documented(function: Callable[..., Any]) -> None:
    """Each of them; `asummarize` has those of `summarize`, and names its own."""
    wanted = list(inspect.signature(function).parameters)
    if function is summarizer.asummarize:
        assert re.findall(r"`(stop|progress)`", function.__doc__ or "") == ["stop", "progress"]
        assert wanted[:-2] == list(inspect.signature(summarizer.summarize).parameters)
    else:
        assert sections("Args", function.__doc__) == wanted


@pytest.mark.parametrize("name", RECORDS)
def test_a_records_fields_are_documented(name: str) -> None:
    """Each of them, in its order. Event types have descriptions, which the model is told."""
    record = getattr(summarizer, name)
    fields = record.model_fields if hasattr(record, "model_fields") else record.__dataclass_fields__
    assert sections("Attributes", record.__doc__) == list(fields)


def nowhere(folder: Path) -> Path:
    return folder / "nowhere"


RAISED: list[tuple[str, type[SummarizerError], Callable[[Path], object]]] = [
    ("summarize", UsageError, lambda folder: summarizer.summarize([nowhere(folder)])),
    ("summarize", UsageError, lambda _: summarizer.summarize([], best="mean")),  # type: ignore[arg-type]  # the test
    ("summarize", ArticleError, lambda _: summarizer.summarize([" "])),
    ("summarize", StoreError, lambda folder: summarizer.summarize([], store=folder)),
    ("asummarize", UsageError, lambda folder: asyncio.run(summarizer.asummarize([nowhere(folder)]))),
    ("asummarize", ArticleError, lambda _: asyncio.run(summarizer.asummarize([" "]))),
    ("asummarize", StoreError, lambda folder: asyncio.run(summarizer.asummarize([], store=folder))),
    ("check", RecordError, lambda _: summarizer.check([{"type": "riot"}])),
    ("check", UsageError, lambda _: summarizer.check([], best="mean")),  # type: ignore[arg-type]  # the test
    ("check_each", RecordError, lambda _: list(summarizer.check_each([{"type": "riot"}]))),
    ("check_each", UsageError, lambda _: list(summarizer.check_each([], best="mean"))),  # type: ignore[arg-type]  # the test
    ("read_articles", UsageError, lambda folder: summarizer.read_articles([nowhere(folder)])),
    ("read_records", UsageError, lambda folder: list(summarizer.read_records(f"{nowhere(folder)}.csv"))),
    ("read_numbers", UsageError, lambda _: summarizer.read_numbers("two", language="xx")),
    ("read_report", UsageError, lambda folder: reports.read_report(nowhere(folder))),
    ("read_reviews", UsageError, lambda folder: reviews.read_reviews([nowhere(folder)])),
    ("replaying", UsageError, lambda folder: cassettes.replaying(nowhere(folder)).__enter__()),
]


@pytest.mark.parametrize(
    ("name", "error", "call"), RAISED, ids=[f"{name}-{error.__name__}" for name, error, _ in RAISED]
)
def test_an_error_that_is_raised_is_documented(
    name: str, error: type[SummarizerError], call: Callable[[Path], object], tmp_path: Path
) -> None:
    """Where it is raised."""
    with pytest.raises(error):
        call(tmp_path)
    assert error.__name__ in sections("Raises", (FUNCTIONS | HELPERS)[name].__doc__)


def test_no_function_documents_an_error_that_nobody_has_seen() -> None:
    """Those of the table above, and four that other tests raise."""
    seen = {(name, error.__name__) for name, error, _ in RAISED}
    elsewhere = {
        *(("render_bytes", "UsageError"), ("apply_reviews", "UsageError")),
        *(("recording", "UsageError"), ("recording", "StoreError")),
    }
    told = {(name, error) for name, made in (FUNCTIONS | HELPERS).items() for error in sections("Raises", made.__doc__)}
    assert told == seen | elsewhere
