"""The evidence page in a real browser: what a reader, a keyboard, a screen reader and a hostile article make of it."""

import csv
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument
from selenium.webdriver.common.keys import Keys

from benchmarks.page import generated
from summarizer import Article, EventReport, Summary, check, read_report
from summarizer.files.delimited import defuse
from summarizer.records.article import make_article
from summarizer.records.reviews import Review
from summarizer.records.summary import ArticleRecord
from summarizer.records.usage import Usage
from summarizer.render import render
from summarizer.reviews import apply_reviews, read_decisions, read_reviews
from summarizer.schemas import RemoteViolence
from summarizer.summary.assembly import summarize_outcomes

from ..helpers.browser import CHROMIUM, DRIVER, MISSING, Browser, data_of, opened
from ..helpers.proved import ground_events
from ..helpers.reports import figure, report
from .test_hostile_output import ALL, FIELDS, PAYLOADS, spoilt

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not (CHROMIUM and DRIVER), reason=MISSING)]

ROOT = Path(__file__).parents[2]
ARTEFACTS = ROOT / "artefacts"
VIEWS = ("findings", "incidents", "misses", "articles", "left", "reviews")
EVERY_KIND = """
    const boxes = () => [...document.querySelectorAll('#facets input:not(:checked)')];
    const kinds = boxes().map((box) => box.dataset.key).filter((key) => key.startsWith('kind:'));
    for (const kind of kinds) boxes().find((box) => box.dataset.key === kind).click();"""
SHOWN = "return document.querySelector('[aria-current]').getAttribute('href') === '#' + arguments[0]"
FLAGGED = ("conflict", "dispute", "arithmetic", "retraction", "revision")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for all."""
    with opened() as browser:
        yield browser


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """At 1,400 by 1,000, with nothing in its memory; afterwards its console must have no error."""
    chromium.room()
    yield chromium
    assert chromium.alert() is None
    chromium.js("try { localStorage.clear() } catch {}")
    assert chromium.messages() == []


def make(path: Path) -> None:
    """Make the page of the seed articles."""
    command = ["run", "seeds/", "--replay", "cassettes/seeds.yaml", "--format", "html", "-o", str(path)]
    subprocess.run([sys.executable, "-m", "summarizer", *command], cwd=ROOT, check=True)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the seed articles, as the command makes it."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    make(path)
    return path


@pytest.fixture(scope="module")
def data(seeds: Path) -> Any:
    """What that page was given."""
    return data_of(seeds.read_text(encoding="utf-8"))


def flagged(data: Any) -> list[Any]:
    """The findings of the first screen."""
    return [finding for finding in data["findings"] if finding["kind"] in FLAGGED]


def write(folder: Path, page: str) -> Path:
    """A page on disk."""
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    return path


# --- the first screen ---


def test_the_first_screen_is_the_flagged_findings_worst_first(browser: Browser, seeds: Path, data: Any) -> None:
    """Each with both numbers, who says each, when, and the quotes in their sentences; the others only when asked for."""
    browser.open(seeds)
    assert browser.texts(".card h3") == [finding["title"] for finding in flagged(data)]
    assert browser.text("#status") == f"{len(flagged(data))} of {len(data['findings'])} findings"
    first = browser.text(".card")
    said = ("8", "Russia's defence ministry", "Meridian Wire · 30 May 2023", "about 25", "Capital Daily · 30 May 2023")
    assert all(words in first for words in said)
    assert browser.texts(".card:first-child mark") == [
        "eight drones took part", "About 25 drones",
    ]  # fmt: skip
    assert "Russia's defence ministry said eight drones took part in the raid." in browser.texts("blockquote")
    assert "Nothing settles it: the ranges do not meet" in first
    large = browser.js("return parseFloat(getComputedStyle(document.querySelector('.number strong')).fontSize)")
    assert large >= 36
    browser.click("[data-key='kind:agreement']")
    assert len(browser.all(".card")) == sum(finding["kind"] in (*FLAGGED, "agreement") for finding in data["findings"])


def test_why_like_numbers_were_not_flagged_is_there_when_asked_for(browser: Browser, seeds: Path) -> None:
    """Shut at first, with the rule that decided."""
    browser.open(seeds)
    assert not browser.one(".card .misses ul").is_displayed()
    browser.click(".card .misses summary")
    assert browser.one(".card .misses ul").is_displayed()
    assert ": they measure different things: launched and intercepted. measure" in browser.text(".card .misses ul")


def test_pairs_that_may_conflict_are_told_of_at_the_head_and_come_first(browser: Browser, tmp_path: Path) -> None:
    """A click leads to them; each says when it would be a conflict."""
    told = [
        {"article": "1", "figures": [{"measure": "killed", "of": "children", "value": 3}]},
        {"article": "2", "figures": [{"measure": "killed", "of": "workers", "value": 34}]},
        {"article": "3", "figures": [{"measure": "killed", "of": "people", "value": 41}]},
    ]
    summary = check([{"type": "industrial_accident", "incident": "x", **one} for one in told])
    browser.open(write(tmp_path, render(summary, "html")))
    browser.click(".mast a[href='#misses']")
    browser.wait(partial(browser.js, SHOWN, "misses"))
    cards = browser.texts(".card")
    assert "May conflict: a conflict if “workers” and “people” are the same" in cards[0]
    assert sum("May conflict" in card for card in cards) == 1 < len(cards)


def test_the_page_loads_nothing_and_stores_nothing_by_itself(browser: Browser, seeds: Path) -> None:
    """No request, no cookie, no entry in the browser's memory."""
    browser.open(seeds)
    assert browser.js("return performance.getEntriesByType('resource').length") == 0
    assert browser.js("return [document.cookie, localStorage.length]") == ["", 0]


# --- the articles side by side ---


def selected(browser: Browser, side: str) -> str:
    """What the passage in question selects, from its first piece to its last."""
    code = """
        const pieces = document.querySelectorAll(`.pane.${arguments[0]} .current`);
        const range = document.createRange();
        range.setStartBefore(pieces[0]);
        range.setEndAfter(pieces[pieces.length - 1]);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        return getSelection().toString();"""
    return str(browser.js(code, side))


def in_sight(browser: Browser, side: str) -> bool:
    """Whether the passage lies inside its article's window."""
    code = """
        const box = document.querySelector(`.pane.${arguments[0]} .text`).getBoundingClientRect();
        const mark = document.querySelector(`.pane.${arguments[0]} .current`).getBoundingClientRect();
        return box.top <= mark.top && mark.bottom <= box.bottom + 1;"""
    return bool(browser.js(code, side))


@pytest.mark.parametrize("way", ["click on the title", "click on the card", "the address", "Enter"])
def test_a_finding_opens_with_both_articles_at_their_passages(
    browser: Browser, seeds: Path, data: Any, way: str
) -> None:
    """However it is opened."""
    finding = flagged(data)[0]
    browser.open(seeds, finding["id"] if way == "the address" else "")
    if way == "click on the title":
        browser.click(".card .open")
    elif way == "click on the card":
        browser.click(".card .outcome")
    elif way == "Enter":
        browser.press("j", Keys.ENTER)
    browser.wait(lambda: browser.all("dialog[open] .pane"))
    assert browser.text("#compare-title") == finding["title"]
    assert [selected(browser, side) for side in ("left", "right")] == [
        "eight drones took part", "About 25 drones",
    ]  # fmt: skip
    assert in_sight(browser, "left")
    assert in_sight(browser, "right")
    assert browser.text(".explained").endswith("nothing says that one replaced the other. disjoint")


LONG = "The night was calm 🌙 and nobody counted. " * 200


def two_raids() -> tuple[Summary, list[Article]]:
    """Two long articles whose passages stand behind emoji, over two lines, and with a number that is told twice."""
    told = (
        (f"🚨🚨🚨 {LONG}\n\nThe army said that 8 🛸 drones\nand no more came 🚀. {LONG}", "8 🛸 drones\nand no more came 🚀", 8.0),
        (f"𝟚 men spoke. {LONG}The mayor counted 25 drones; others 7 drones. {LONG}", "25 drones", 25.0),
    )  # fmt: skip
    read = [
        make_article(text, source=f"Outlet {n}", published=date(2023, 5, 30)) for n, (text, _, _) in enumerate(told)
    ]
    events = [
        RemoteViolence.model_validate(
            {"type": "air_drone_strike", "headline": "A raid on Odesa", "place": {"name": "Odesa"},
             "figures": [{"quote": quote, "measure": "launched", "of": "drones", "value": value}]}
        )
        for _, quote, value in told
    ]  # fmt: skip
    outcomes = [ground_events(paper, [event], Usage()) for paper, event in zip(read, events, strict=True)]
    return summarize_outcomes(outcomes), read


def test_passages_are_found_behind_emoji_and_scrolled_to(browser: Browser, tmp_path: Path) -> None:
    """JavaScript counts an emoji twice: the selected text is the quote none the less."""
    summary, read = two_raids()
    conflict = next(finding for finding in summary.findings if finding.kind == "conflict")
    browser.open(write(tmp_path, render(summary, "html", articles=read)))
    browser.click(".open")
    assert {selected(browser, side) for side in ("left", "right")} == {figure.quote for figure in conflict.figures}
    for side in ("left", "right"):
        assert in_sight(browser, side)
        assert browser.js(f"return document.querySelector('.pane.{side} .text').scrollTop") > 500
    whole = browser.js("return [...document.querySelectorAll('.pane .text')].map((one) => one.textContent)")
    assert sorted(whole) == sorted(paper.text for paper in read)


def test_each_number_of_an_article_is_marked_by_what_became_of_it(browser: Browser, tmp_path: Path) -> None:
    """By lines that differ without their colours; under the focus or the mouse each says why."""
    text = "🚨 On 30 May Odesa counted 25 drones; 7 of 2 kinds fell. It was the 3rd raid."
    read = make_article(text, source="Wire")
    told = {"quote": "25 drones", "measure": "launched", "of": "drones", "value": 25}
    event = RemoteViolence.model_validate({"type": "air_drone_strike", "headline": "A raid", "figures": [told]})
    summary = summarize_outcomes([ground_events(read, [event], Usage())])
    browser.open(write(tmp_path, render(summary, "html", articles=[read])), "articles")
    browser.click(".open")
    expected = {"claimed": ["25"], "unaccounted": ["7", "2"], "dismissed": ["30 May", "3rd"]}
    assert {name: browser.texts(f".text .{name}") for name in expected} == expected
    lines = [browser.js(f"return getComputedStyle(document.querySelector('.text .{name}')).textDecorationStyle")
             for name in expected]  # fmt: skip
    assert lines == ["solid", "wavy", "dotted"]
    assert browser.text(".pane .accounts") == "1 read as a figure2 dismissed: 1 date, 1 ordinal2 unaccounted"
    said = []
    assert ("mark", "Dismissed: a date") in browser.named(("mark",))
    browser.js("document.querySelector('.text').focus()")
    browser.press(Keys.TAB)
    for _ in range(5):
        said.append((browser.focus(), browser.text(".number-note")))
        browser.press(Keys.ARROW_RIGHT)
    assert said == [
        ("30 May", "Dismissed: a date"), ("25", "Read as: 25 drones launched, Wire"),
        ("7", "Unaccounted: not read as a figure"), ("2", "Unaccounted: not read as a figure"), ("3rd", "Dismissed: an ordinal"),
    ]  # fmt: skip
    browser.press(Keys.TAB)
    assert browser.js("return document.activeElement.closest('.text')") is None


def test_without_its_text_a_figure_is_shown_by_its_quote(browser: Browser, tmp_path: Path) -> None:
    """And the page says so."""
    summary, _ = two_raids()
    browser.open(write(tmp_path, render(summary, "html")))
    browser.click(".open")
    assert "25 drones" in browser.texts(".pane mark")
    assert "The article's text is not in this page." in browser.text(".pane .text")


def test_a_quote_that_was_matched_by_likeness_says_so(browser: Browser, tmp_path: Path) -> None:
    """In words, in the card and beside the article, for the figure that it is true of alone."""
    told = [
        {"article": "1", "figures": [{"measure": "killed", "value": 4, "quote": "four people died", "match": "fuzzy"}]},
        {"article": "2", "figures": [{"measure": "killed", "value": 9, "quote": "nine died", "match": "folded"}]},
    ]
    summary = check([{"type": "industrial_accident", "incident": "x", **one} for one in told])
    browser.open(write(tmp_path, render(summary, "html")))
    assert [text.partition(":")[0] for text in browser.texts(".claim .likeness")] == [
        "Matched by likeness, not word for word"
    ]
    assert "four people died" in browser.js("return document.querySelector('.likeness').closest('.claim').innerText")
    browser.click(".open")
    assert len(browser.texts(".pane .likeness")) == 1


def test_arabic_runs_from_the_right_and_its_passage_is_the_quote(browser: Browser, tmp_path: Path) -> None:
    """Behind emoji and combining signs; beside an article that runs from the left."""
    told = (
        (
            "قال المحافظ 🚨👨‍👩‍👧 إنّ 12 شخصًا قتلوا في أوديسا. ثم هدأ الوضع. " * 1 + "لا شيء. " * 400,
            "12 شخصًا قتلوا",
            12.0,
        ),
        (
            "Nothing. " * 400 + "🚨 Le mai\u0302re a compte\u0301: 3 people were killed. " + "Fin. " * 400,
            "3 people were killed",
            3.0,
        ),
    )
    read = [make_article(text, source=f"Outlet {n}") for n, (text, _, _) in enumerate(told)]
    reports: list[EventReport] = []
    for paper, (_, quote, value) in zip(read, told, strict=True):
        figure = {"quote": quote, "measure": "killed", "of": "people", "value": value}
        event = RemoteViolence.model_validate({"type": "air_drone_strike", "headline": "A raid", "figures": [figure]})
        reports += ground_events(paper, [event], Usage()).reports
    summary = check([each.model_copy(update={"incident": "i"}) for each in reports])
    browser.open(write(tmp_path, render(summary, "html", articles=read)))
    directions = "return [...document.querySelectorAll(arguments[0])].map((one) => getComputedStyle(one).direction)"
    assert sorted(browser.js(directions, ".card blockquote")) == ["ltr", "rtl"]
    browser.click(".open")
    assert {selected(browser, side) for side in ("left", "right")} == {quote for _, quote, _ in told}
    assert in_sight(browser, "left")
    assert in_sight(browser, "right")
    assert sorted(browser.js(directions, ".pane .text")) == ["ltr", "rtl"]


@pytest.mark.parametrize(
    ("text", "quote", "marked"),
    [
        pytest.param("Nada. 3 casas arde\u0301. Fim.", "3 casas arde", "3 casas arde\u0301", id="an accent typed apart"),
        pytest.param("कल 3 घायल हुए थे।", "3 घायल ह", "3 घायल हु", id="a vowel sign"),
        pytest.param("Killed: 3 👨🏽 here.", "Killed: 3 👨", "Killed: 3 👨🏽", id="a tone of skin"),
        pytest.param("Killed: 3 🇺🇦 here.", "Killed: 3 🇺", "Killed: 3 🇺🇦", id="a flag"),
        pytest.param("قُتل 3 أشخاصٍ هنا.", "3 أشخاص", "3 أشخاصٍ", id="a point of Arabic"),
        pytest.param("Here 3 were killed.", "3 were killed", "3 were killed", id="plain letters"),
    ],
)  # fmt: skip
def test_no_mark_cuts_a_character(browser: Browser, tmp_path: Path, text: str, quote: str, marked: str) -> None:
    """What a reader sees as one is marked whole, in the card and in the article; offsets stay those of code points."""
    papers = [make_article(text, source="A"), make_article("Nothing. 5 were killed.", source="B")]
    start = text.index(quote)
    told: list[dict[str, Any]] = [
        {"value": 3, "quote": quote, "start": start, "end": start + len(quote)},
        {"value": 5, "quote": "5 were killed", "start": 9, "end": 22},
    ]
    summary = check(
        [
            {
                "type": "industrial_accident",
                "incident": "x",
                "article": paper.id,
                "figures": [{"measure": "killed", "match": "exact", **figure}],
            }
            for paper, figure in zip(papers, told, strict=True)
        ]
    )
    browser.open(write(tmp_path, render(summary, "html", articles=papers)))
    assert marked in browser.texts(".card mark")
    browser.click(".open")
    assert selected(browser, "left") == marked or selected(browser, "right") == marked


# --- filters, search, keyboard ---


def test_findings_are_filtered_by_the_language_of_their_articles(browser: Browser, seeds: Path, data: Any) -> None:
    """By name; a finding that sets a Ukrainian report against a Russian one is under both."""
    browser.open(seeds)
    languages = [
        {
            data["articles"][data["figures"][place]["article"]].get("language")
            for group in finding["claims"]
            for place in group
        }
        for finding in flagged(data)
    ]
    for language in ("Ukrainian", "Russian"):
        browser.click(f"[data-key='language:{language}']")
        found = [f["title"] for f, those in zip(flagged(data), languages, strict=True) if language in those]
        assert browser.texts(".card h3") == found != []
        browser.click("#clear")
    browser.open(seeds, "articles")
    browser.click("[data-key='language:Ukrainian']")
    assert browser.texts(".card h3") == [
        article["title"] for article in data["articles"] if article.get("language") == "Ukrainian"
    ]


def test_filters_say_how_many_they_leave_and_leave_so_many(browser: Browser, seeds: Path) -> None:
    """Each box alone, in every facet."""
    browser.open(seeds)
    while browser.all("#facets fieldset button[aria-expanded=false]"):
        browser.click("#facets fieldset button[aria-expanded=false]")
    keys = browser.js("return [...document.querySelectorAll('#facets input')].map((box) => box.dataset.key)")
    tried = 0
    for key in keys:
        if key.startswith("kind:"):
            continue
        code = """
            const box = [...document.querySelectorAll('#facets input')].find((one) => one.dataset.key === arguments[0]);
            const promised = box.parentElement.querySelector('.n').firstChild.data;
            box.click();
            return Number(promised);"""
        assert browser.js(code, key) == len(browser.all(".card"))
        browser.click("#clear")
        tried += 1
    assert tried > 20


def test_a_box_keeps_the_focus_and_its_place(browser: Browser, seeds: Path) -> None:
    """Though all the counts change."""
    browser.open(seeds)
    keys = "return [...document.querySelectorAll('#facets input')].map((box) => box.dataset.key)"
    before = browser.js(keys)
    browser.click("[data-key='measure:wounded']")
    browser.press(Keys.TAB, Keys.SPACE)
    assert browser.js("return document.activeElement.dataset.key") == before[before.index("measure:wounded") + 1]
    assert browser.js(keys) == before


def test_filters_of_two_facets_hold_together(browser: Browser, seeds: Path, data: Any) -> None:
    """Any of the values of one, and any of those of the other."""
    browser.open(seeds)
    browser.click("[data-key='measure:killed']")
    browser.click("[data-key='measure:launched']")
    browser.click("[data-key='place:Ukraine']")
    expected = [
        finding["title"]
        for finding in flagged(data)
        if finding["measure"] in ("killed", "launched")
        and "Ukraine" in data["incidents"][finding["incident"]]["places"]
    ]
    assert browser.texts(".card h3") == expected != []
    assert browser.text("#filters-on") == "(2 set)"


@pytest.mark.parametrize(
    ("view", "words", "found"),
    [
        pytest.param("findings", "zaluzhnyi", ["Missiles launched"], id="who says so"),
        pytest.param("findings", "SUZEMKA killed", ["Civilians killed"], id="place and measure, in any case"),
        pytest.param("findings", "moscow conflict", [], id="not the page's own words"),
        pytest.param("articles", "rublyovka", ["Channel close to security services counts far more drones over Moscow"], id="a word of a text"),
        pytest.param("incidents", "engels", [
            "Wreckage of downed Ukrainian drone kills servicemen at Engels airbase",
            "Earlier attack on the Engels airbase",
        ], id="incidents"),
    ],
)  # fmt: skip
def test_search_finds_words_wherever_they_stand(
    browser: Browser, seeds: Path, view: str, words: str, found: list[str]
) -> None:
    """All words must be there; Esc brings everything back."""
    browser.open(seeds, view)
    everything = len(browser.all(".card"))
    browser.press("/", words)
    browser.wait(lambda: len(browser.all(".card")) == len(found))
    assert browser.texts(".card h3") == found
    assert browser.one("#status").get_attribute("role") == "status"
    assert browser.text("#status").startswith(f"{len(found)} of ")
    browser.press(Keys.ESCAPE)
    assert len(browser.all(".card")) == everything
    assert browser.one("#search").get_attribute("value") == ""


def test_the_keyboard_walks_opens_closes_and_steps(browser: Browser, seeds: Path, data: Any) -> None:
    """The focus is always on what is meant, and comes back to where it was."""
    titles = [finding["title"] for finding in flagged(data)]
    browser.open(seeds)
    browser.press("j", "j", Keys.ARROW_DOWN, "k", Keys.ARROW_UP)
    assert browser.focus() == titles[0]
    browser.press("k")
    assert browser.focus() == titles[0]
    browser.press("j", Keys.ENTER)
    assert browser.text("#compare-title") == titles[1]
    browser.press("j", "j", "k")
    assert browser.text("#compare-title") == titles[2]
    assert browser.js("return location.hash") == f"#{flagged(data)[2]['id']}"
    browser.press(Keys.ESCAPE)
    browser.wait(lambda: browser.focus() == titles[2])
    assert browser.all("dialog[open]") == []
    assert browser.js("return location.hash") in ("", "#findings")
    browser.press("2")
    browser.wait(lambda: browser.text("#view-title") == "Incidents")
    browser.press("?")
    listed = browser.text("#help")
    assert all(word in listed for word in ("next", "previous", "Enter", "search", "accept, reject, correct, note"))


def test_the_keyboard_alone_decides_and_goes_on(browser: Browser, seeds: Path, data: Any) -> None:
    """Open, accept, next, a note, reject, close: no hand on the mouse, and every decision is on its own finding."""
    first, second = flagged(data)[:2]
    browser.open(seeds)
    browser.press("j", Keys.ENTER, "a", "j", "r", "n", "no film", Keys.TAB, Keys.ESCAPE)
    browser.wait(lambda: not browser.all("dialog[open]"))
    kept = browser.js("return JSON.parse(localStorage.getItem(arguments[0]))", f"summarizer.reviews.{data['report']}")
    assert {name: (told["decision"], told["note"]) for name, told in kept.items()} == {
        first["id"]: ("accepted", ""), second["id"]: ("rejected", "no film"),
    }  # fmt: skip
    assert {told["passage"] for told in kept.values()} == {first["passage"], second["passage"]}
    browser.wait(lambda: browser.focus() == second["title"])


def test_going_back_closes_a_finding(browser: Browser, seeds: Path) -> None:
    """The address names what is open."""
    browser.open(seeds, "incidents")
    browser.click(".flagged a")
    browser.wait(lambda: browser.all("dialog[open]"))
    browser.js("history.back()")
    browser.wait(lambda: not browser.all("dialog[open]"))
    assert browser.text("#view-title") == "Incidents"


def test_keys_in_a_field_are_letters_and_single_keys_can_be_switched_off(browser: Browser, seeds: Path) -> None:
    """Speech input presses them by chance."""
    browser.open(seeds)
    browser.press("/", "j?k2")
    assert browser.one("#search").get_attribute("value") == "j?k2"
    assert browser.all("dialog[open]") == []
    browser.press(Keys.ESCAPE, "?")
    browser.click("#help input")
    browser.press(Keys.ESCAPE)
    before = browser.focus()
    browser.press("j", "2")
    assert (browser.focus(), browser.text("#view-title")) == (before, "Findings, worst first")
    browser.press(Keys.ARROW_DOWN)


# --- incidents and charts ---


def test_an_incident_has_low_best_high_and_its_figures_by_source_and_time(browser: Browser, seeds: Path) -> None:
    """The toll goes to the right from row to row; a row opens its article."""
    browser.open(seeds, "incidents")
    browser.press("/", "suzemka")
    browser.wait(lambda: len(browser.all(".card")) == 1)
    toll = next(row for row in browser.all(".estimates tr") if "civilians killed" in row.text)
    assert [cell.text for cell in toll.find_elements("css selector", "td")] == ["4", "4", "4"]
    code = """
        const title = [...document.querySelectorAll('.group h4')].find((one) => one.textContent === 'Killed');
        const place = (row) => parseFloat(row.querySelector('circle')?.getAttribute('cx'));
        const cells = (row) => [row.querySelector('.pick').textContent, row.querySelector('.amount').firstChild.data, place(row)];
        return [...title.parentElement.querySelectorAll('li')].map(cells);"""
    rows = browser.js(code)
    assert rows[0][0].startswith("Meridian Wire · 29 April 2023")
    assert "no date" in rows[-1][0]
    places = {amount: place for _, amount, place in rows}
    assert places["2"] < places["4"]
    assert browser.all(".chart .step")
    browser.click(".chart .pick")
    assert browser.text(".pane .who") == "the regional governor"


def test_ranges_in_dispute_do_not_meet_in_the_chart(browser: Browser, seeds: Path, data: Any) -> None:
    """8 is left of "about 25"; a denied number has a broken outline."""
    browser.open(seeds, flagged(data)[0]["id"])
    code = """
        const box = (name) => document.querySelector(`.side ${name}`).getBoundingClientRect();
        return box('.dot').right < box('.range').left;"""
    assert browser.js(code)
    browser.press("j")
    assert (
        browser.js("return getComputedStyle(document.querySelector('.side .denied .range')).strokeDasharray") != "none"
    )


# --- reviews ---


def decide(browser: Browser, seeds: Path, data: Any) -> None:
    """Reject the first finding with a note, call the second a conflict, correct the first figure of the third."""
    first, second, third = flagged(data)[:3]
    browser.open(seeds, "reviews")
    browser.type("#reviewer", "N. N.")
    browser.open(seeds, first["id"])
    browser.type(".side textarea", '=HYPERLINK("http://e"); seen')
    browser.press("r")
    assert browser.text(".side .decided") == "Rejected by N. N. Kept in this browser."
    browser.open(seeds, second["id"])
    browser.press("c")
    browser.js("const kind = document.querySelector('.side select'); kind.value = 'conflict'")
    browser.click(".side .save")
    browser.open(seeds, third["id"])
    browser.click(".pane.left .of-figure summary")
    browser.click(".pane.left [data-decision=corrected]")
    browser.type(".pane.left input[type=number]", "70")
    browser.click(".pane.left .save")
    browser.type(".pane.left textarea", "the ministry's own film")
    browser.press("a")


def test_decisions_are_kept_exported_and_hold_in_the_next_run(browser: Browser, seeds: Path, data: Any) -> None:
    """As JSON and as CSV, to the same effect; a formula in a note is none in the table."""
    decide(browser, seeds, data)
    browser.open(seeds)
    assert browser.texts(".card .kicker .stamp") == ["Rejected", "Corrected", "Accepted"]
    browser.open(seeds, "reviews")
    assert browser.text("#status") == "4 decisions"
    browser.click("#export-json")
    exported = browser.downloaded("json")
    browser.click("#export-csv")
    table = browser.downloaded("csv")
    told = json.loads(exported.read_text(encoding="utf-8"))
    assert (told["format"], told["report"], len(told["reviews"])) == ("summarizer-reviews", data["report"], 4)
    reviews = read_reviews([exported])
    assert read_reviews([table]) == reviews
    with table.open(encoding="utf-8-sig", newline="") as lines:
        notes = [row["note"] for row in csv.DictReader(lines)]
    assert '\'=HYPERLINK("http://e"); seen' in notes
    assert {review.by for review in reviews} == {"N. N."}
    holds_in_the_next_run(exported, data)


def holds_in_the_next_run(exported: Path, data: Any) -> None:
    """The command line keeps to it, and the page of that run has every decision under its id."""
    first, second, third = flagged(data)[:3]
    page, report = exported.with_suffix(".html"), exported.with_suffix(".report.json")
    run = [sys.executable, "-m", "summarizer", "run", "seeds/", "--replay", "cassettes/seeds.yaml"]
    command = [*run, "--reviews", str(exported), "--format", "json", "-o", str(report)]
    ran = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert ran.stderr == ""  # another report still gives the number that was corrected, so its conflict stands
    summary = read_report(report)
    page.write_text(render(summary, "html"), encoding="utf-8")
    now = data_of(page.read_text(encoding="utf-8"))
    ids = {finding["id"]: finding for finding in now["findings"]}
    assert first["id"] not in ids
    assert ids[second["id"]]["kind"] == "conflict"
    corrected = next(figure for figure in now["figures"] if figure.get("corrected"))
    assert (corrected["number"], corrected["corrected"]) == ("70", "the ministry's own film")
    assert corrected["id"] == data["figures"][third["claims"][0][0]]["id"]
    assert len(now["reviewed"]) == 4


def raids() -> list[EventReport]:
    """Three reports of one raid, and one of another town a month later."""
    one = [report(name, source=name, place="Moscow//Russia", figures=[figure(value=4, article=name)]) for name in "abc"]
    later: dict[str, Any] = {"place": "Kursk//Russia", "start": "2023-06-30", "figures": [figure(value=9, article="d")]}
    return [*one, report("d", source="d", **later)]


def together(summary: Summary) -> list[str]:
    """The articles of each incident."""
    return sorted("".join(sorted(incident.sources)) for incident in summary.incidents)


def open_links(browser: Browser, path: Path, articles: str) -> str:
    """Open the form of the incident of these articles; return a selector of what is in it."""
    browser.open(path, "incidents")
    cards = browser.js(
        "return [...document.querySelectorAll('.card.incident')].map((card) => [card.id, "
        "[...card.querySelectorAll('.sources li')].map((one) => one.textContent.trim()[0]).join('')])"
    )
    card = next(name for name, sources in cards if sources == articles)
    browser.click(f"#{card} .links summary")
    return f"#{card} .links"


def exports(browser: Browser, path: Path) -> tuple[Review, ...]:
    """The decisions of a page, the same as JSON and as CSV."""
    browser.open(path, "reviews")
    browser.click("#export-json")
    exported = browser.downloaded("json")
    browser.click("#export-csv")
    reviews = read_reviews([exported])
    assert read_reviews([browser.downloaded("csv")]) == reviews
    return reviews


def test_incidents_are_merged_on_the_page_and_stay_so(browser: Browser, tmp_path: Path) -> None:
    """In the next check of the records, in the report that the page was made of, and in no other incident."""
    before = check(raids())
    page = write(tmp_path, render(before, "html"))
    form = open_links(browser, page, "d")
    browser.click(f"{form} button.merge")
    assert browser.text(f"{form} .decided") == "Choose the incident that is the same event."
    browser.js(f"const choice = document.querySelector('{form} select'); choice.selectedIndex = 1")
    browser.type(f"{form} input[type=text]", "the same raid")
    browser.click(f"{form} button.merge")
    assert browser.texts(f"{form} .made b") == ["One event"]
    (made,) = exports(browser, page)
    assert (made.subject, made.decision, made.note) == ("link", "same", "the same raid")
    assert together(check(raids(), reviews=[made])) == ["abcd"]
    assert together(apply_reviews(before, [made])[0]) == ["abcd"]


def test_reports_are_split_off_on_the_page_and_stay_so(browser: Browser, tmp_path: Path) -> None:
    """The ticked ones together, and apart from the rest."""
    before = check(raids())
    page = write(tmp_path, render(before, "html"))
    form = open_links(browser, page, "abc")
    browser.click(f"{form} button.split")
    assert browser.text(f"{form} .decided") == "Tick some of the reports, and not all of them."
    for box in browser.all(f"{form} input[type=checkbox]")[1:]:
        box.click()
    browser.click(f"{form} button.split")
    assert sorted(browser.texts(f"{form} .made b")) == ["One event", "Two events"]
    made = exports(browser, page)
    assert together(check(raids(), reviews=made)) == ["a", "bc", "d"]
    now, unmatched = apply_reviews(before, made)
    assert (together(now), unmatched) == (["a", "bc", "d"], ())


def test_a_decision_on_a_link_can_be_taken_back(browser: Browser, tmp_path: Path) -> None:
    """One of an earlier run is exported as withdrawn, so that a store forgets it."""
    earlier = check(raids(), same=[("a", "d")])
    page = write(tmp_path, render(earlier, "html"))
    form = open_links(browser, page, "abcd")
    assert browser.texts(f"{form} .made b") == ["One event"]
    browser.click(f"{form} .undo")
    assert browser.texts(f"{form} .made b") == []
    browser.open(page, "reviews")
    browser.click("#export-json")
    decisions = read_decisions([browser.downloaded("json")])
    assert decisions.reviews == ()
    assert decisions.withdrawn == {earlier.reviewed[0].review.id}


def test_two_articles_that_may_be_of_one_event_are_compared_at_the_head(browser: Browser, tmp_path: Path) -> None:
    """Measure by measure, before anything else; and never with a line that nothing conflicts."""
    first, *_, last = raids()
    browser.open(write(tmp_path, render(check([first, last]), "html")))
    assert browser.text("h1").startswith("May conflict: if the two articles tell of one event, they differ on killed.")
    assert browser.texts(".compared tbody th, .compared tbody td")[:3] == [
        "killed",
        "4 people killed (a)",
        "9 people killed (d)",
    ]
    assert "No figures conflict" not in browser.text("body")


def test_a_figure_that_was_decided_on_says_so_wherever_it_stands(browser: Browser, seeds: Path, data: Any) -> None:
    """At once, on the card too; the number stays what the report has until the next run."""
    finding = flagged(data)[0]
    number = data["figures"][finding["claims"][0][0]]["number"]
    browser.open(seeds)
    browser.click(".open")
    browser.click(".pane.left .of-figure summary")
    browser.click(".pane.left [data-decision=corrected]")
    browser.type(".pane.left input[type=number]", "70")
    browser.click(".pane.left .save")
    browser.click(".pane.right .of-figure summary")
    browser.click(".pane.right [data-decision=rejected]")
    browser.press(Keys.ESCAPE)
    browser.wait(lambda: not browser.all("dialog[open]"))
    assert browser.texts(".card:first-child .number .stamp") == ["to become 70", "rejected"]
    assert browser.text(".card:first-child .number strong") == number
    assert browser.texts(".card:first-child .kicker .stamp") == []  # on the figures, not on the finding


def test_a_decision_can_be_taken_back(browser: Browser, seeds: Path, data: Any) -> None:
    """In the finding and in the list; then nothing of it is left."""
    browser.open(seeds, flagged(data)[0]["id"])
    browser.press("r")
    browser.click(".side .undo")
    browser.open(seeds, flagged(data)[1]["id"])
    browser.press("a")
    browser.press(Keys.ESCAPE)
    browser.open(seeds, "reviews")
    assert browser.text("#status") == "1 decision"
    browser.click(".card .undo")
    assert browser.text("#status") == "0 decisions"
    browser.open(seeds)
    assert browser.texts(".card .kicker .stamp") == []


@pytest.mark.parametrize(
    ("fill", "said"),
    [
        pytest.param({}, "Give the right number.", id="no number"),
        pytest.param({"value": "9", "bound": "between"}, "Give an upper end", id="a range without an end"),
        pytest.param(
            {"value": "9", "bound": "between", "upper": "4"}, "Give an upper end", id="ends the wrong way round"
        ),
    ],
)
def test_a_correction_that_lacks_something_is_not_kept(
    browser: Browser, seeds: Path, data: Any, fill: dict[str, str], said: str
) -> None:
    """The form says what, aloud."""
    browser.open(seeds, flagged(data)[0]["id"])
    browser.click(".pane.left .of-figure summary")
    browser.click(".pane.left [data-decision=corrected]")
    code = """
        const [value, upper] = document.querySelectorAll('.pane.left .correction input');
        const bound = document.querySelector('.pane.left .correction select');
        value.value = arguments[0].value ?? '';
        bound.value = arguments[0].bound ?? 'exactly';
        upper.value = arguments[0].upper ?? '';"""
    browser.js(code, fill)
    browser.click(".pane.left .save")
    assert browser.text(".pane.left .problem").startswith(said)
    assert browser.one(".pane.left .problem").get_attribute("role") == "alert"
    assert browser.js("return Object.keys(localStorage).filter((key) => key.includes('reviews')).length") == 0


FULL = """
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (name, text) {
      if (text.length > 100) throw new DOMException('full', 'QuotaExceededError');
      set.call(this, name, text);
    };"""
BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"


def test_where_the_browser_keeps_nothing_decisions_hold_until_they_are_exported(
    browser: Browser, seeds: Path, data: Any
) -> None:
    """And the page says that it will not keep them."""
    with browser.before_each_page(BLOCKED):
        browser.open(seeds, flagged(data)[0]["id"])
        browser.press("r")
        assert browser.text(".side .decided").endswith("its storage is off or full): export it before you leave.")
        browser.press(Keys.ESCAPE)
        browser.wait(lambda: not browser.all("dialog[open]"))
        browser.js("location.hash = 'reviews'")
        browser.wait(lambda: browser.text("#status") == "1 decision")
        assert "This browser keeps no decisions" in browser.text(".review-tools")
        browser.click("#export-json")
        (review,) = read_reviews([browser.downloaded("json")])
        assert (review.id, review.decision) == (flagged(data)[0]["id"], "rejected")
    browser.open(seeds)
    assert browser.texts(".card .kicker .stamp") == []


def test_where_the_browsers_memory_is_full_the_page_says_so_until_it_is_exported(
    browser: Browser, seeds: Path, data: Any
) -> None:
    """On every view, with how many decisions would be lost."""
    with browser.before_each_page(FULL):
        browser.open(seeds)
        assert browser.text("#unkept") == ""
        browser.press("j", Keys.ENTER, "r", "j", "a", Keys.ESCAPE)
        browser.wait(lambda: not browser.all("dialog[open]"))
        assert browser.text("#unkept").startswith("2 decisions held in this window only")
        assert browser.texts(".card .kicker .stamp") == ["Rejected", "Accepted"]
        browser.click("#unkept a")
        browser.wait(lambda: browser.text("#status") == "2 decisions")
        browser.click("#export-json")
        reviews = read_reviews([browser.downloaded("json")])
        assert [review.id for review in reviews] == [finding["id"] for finding in flagged(data)[:2]]
        assert browser.text("#unkept") == ""


def test_two_pages_of_one_origin_do_not_mix_their_decisions(browser: Browser, seeds: Path, tmp_path: Path) -> None:
    """All files of a disk share the browser's memory, and one report's decisions are no other's."""
    browser.open(seeds)
    browser.press("j", Keys.ENTER, "r", Keys.ESCAPE)
    summary, read = two_raids()
    browser.open(write(tmp_path, render(summary, "html", articles=read)), "reviews")
    assert browser.text("#status") == "0 decisions"
    browser.open(seeds, "reviews")
    assert browser.text("#status") == "1 decision"


@pytest.mark.parametrize(
    "junk",
    [
        pytest.param("{", id="no JSON"),
        pytest.param("null", id="nothing"),
        pytest.param("[1]", id="a list"),
        pytest.param('{"%s": 7}', id="a number for a decision"),
        pytest.param('{"%s": {"id": "%s", "subject": "finding", "decision": "<img src=x onerror=alert(1)>"}}', id="an unknown decision"),
        pytest.param('{"%s": {"id": "%s", "subject": "finding", "decision": "rejected", "note": {"a": 1}}}', id="a note that is no text"),
        pytest.param('{"%s": {"id": "x", "subject": "finding", "decision": "rejected"}}', id="under another's id"),
    ],
)  # fmt: skip
def test_what_another_file_left_in_the_browsers_memory_is_not_believed(
    browser: Browser, seeds: Path, data: Any, junk: str
) -> None:
    """Every file on disk may write there."""
    finding = flagged(data)[0]["id"]
    browser.open(seeds)
    browser.js(
        "localStorage.setItem(arguments[0], arguments[1])",
        f"summarizer.reviews.{data['report']}",
        junk.replace("%s", finding),
    )
    browser.open(seeds)
    assert len(browser.all(".card")) == len(flagged(data))
    assert browser.texts(".card .kicker .stamp") == []
    browser.click(".open")
    browser.press("r")
    assert browser.text(".side .decided").startswith("Rejected")


NOTES = [
    *PAYLOADS.values(), "=1+1", "+1", "-1+1|cmd", "@SUM(A1)", " \t=1", "\r=1", "＝1", "﹦1", '"=1', "a;=1", 'a; "@x', "a; b",
    "a = b", "two\nlines", "𝟚=1", "", "x;\u200b=1", "e\u0301;-1",
]  # fmt: skip


def test_the_pages_table_is_defused_as_our_own_is(browser: Browser, seeds: Path, data: Any) -> None:
    """Note by note, cell by cell."""
    ids = [figure["id"] for figure in data["figures"]][: len(NOTES)]
    assert len(set(ids)) == len(NOTES)
    kept = {
        id_: {"id": id_, "subject": "figure", "decision": "rejected", "note": note}
        for id_, note in zip(ids, NOTES, strict=True)
    }
    browser.open(seeds)
    browser.js(
        "localStorage.setItem(arguments[0], JSON.stringify(arguments[1]))", f"summarizer.reviews.{data['report']}", kept
    )
    browser.open(seeds, "reviews")
    browser.click("#export-csv")
    with browser.downloaded("csv").open(encoding="utf-8-sig", newline="") as lines:
        notes = {row["id"]: row["note"] for row in csv.DictReader(lines)}
    assert notes == {id_: defuse(note) for id_, note in zip(ids, NOTES, strict=True)}


# --- hostile articles ---

LIVE = (
    '</script><script>window.owned = 1; alert(1)</script><img src=x onerror="window.owned = 2; alert(2)">'
    "<svg onload=alert(3)><iframe src=javascript:alert(4)></iframe><!--<script>--><a href=javascript:alert(5)>x</a>"
    "{{ 7*7 }}{% raw %}${alert(6)}`&lt;script&gt;\u2028\u2029]]>"
)


def test_a_hostile_article_is_text_wherever_it_is_shown(browser: Browser, tmp_path: Path) -> None:
    """Markup in every field of every record, in the text and in the address: nothing runs, nothing is made of it."""
    summary = spoilt(LIVE, tuple(set(FIELDS) - {"id"}))
    papers = [Article(id=name, text=LIVE, url="javascript:alert(7)", source=LIVE, title=LIVE) for name in ("a", "b")]
    page = render(summary, "html", articles=papers)
    assert page.count("<script") == 2
    browser.open(write(tmp_path, page))
    for view in VIEWS:
        browser.js("location.hash = arguments[0]", view)
        browser.wait(partial(browser.js, SHOWN, view))
        for opener in range(len(browser.all("button.open, .pick"))):
            browser.js("document.querySelectorAll('button.open, .pick')[arguments[0]]?.click()", opener)
            assert_inert(browser)
            browser.js("document.getElementById('compare').close()")
        assert_inert(browser)
        if view == "articles":
            assert LIVE.partition("{{")[0] in browser.text("#list")


def assert_inert(browser: Browser) -> None:
    """No alert, no element that the page did not make, no handler, no link but to the web."""
    assert browser.alert() is None
    assert browser.js("return window.owned ?? null") is None
    code = """
        const made = [...document.querySelectorAll('script, img, iframe, object, embed, base, form, link, meta[http-equiv]')];
        const live = [...document.querySelectorAll('*')].filter((one) => [...one.attributes].some((name) => name.name.startsWith('on')));
        const links = [...document.querySelectorAll('a[href]')].filter((one) => !/^(#|https?:)/.test(one.getAttribute('href')));
        return [made.map((one) => one.tagName), live.length, links.length];"""
    assert browser.js(code) == [["META", "LINK", "SCRIPT", "SCRIPT"], 0, 0]


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(ALL, id="every payload there is"),
        pytest.param(PAYLOADS["a very long word"], id="a very long word"),
        pytest.param(PAYLOADS["nothing that can be seen"], id="nothing that can be seen"),
        pytest.param(LIVE, id="live markup"),
    ],
)
def test_no_field_breaks_the_page(browser: Browser, tmp_path: Path, payload: str) -> None:
    """It is drawn, it does not run out of its window, and nothing in it turns the text round."""
    browser.room(360, 740)
    browser.open(write(tmp_path, render(spoilt(payload, FIELDS), "html")))
    shown = ""
    for view in ("findings", "incidents", "misses", "articles", "left"):
        browser.js("location.hash = arguments[0]", view)
        browser.wait(partial(browser.js, SHOWN, view))
        assert browser.all(".card") or view == "findings"
        assert browser.js("return document.documentElement.scrollWidth") <= 360
        shown += browser.js("return document.body.innerText")
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\x1b\x07\x9b")


def test_the_policy_stops_what_the_page_does_not_do(chromium: Browser, tmp_path: Path) -> None:
    """Even if something got in: no script, no style, no markup from a text, no request."""
    chromium.open(write(tmp_path, render(check([]), "html")))
    code = """
        const done = arguments[arguments.length - 1];
        const stopped = [];
        addEventListener('securitypolicyviolation', (event) => stopped.push(event.effectiveDirective));
        const script = document.createElement('script');
        try { script.textContent = 'window.owned = 1'; document.body.append(script); } catch { stopped.push('text'); }
        try { document.body.innerHTML = '<b>x</b>'; } catch { stopped.push('markup'); }
        const style = document.createElement('style');
        style.textContent = 'body { display: none }';
        document.head.append(style);
        const image = new Image();
        image.src = 'http://127.0.0.1:9/x.png';
        fetch('http://127.0.0.1:9/').catch(() => stopped.push('fetch')).finally(() => setTimeout(() => done([stopped, window.owned ?? null, getComputedStyle(document.body).display]), 50));"""
    stopped, owned, shown = chromium.later(code)
    assert owned is None
    assert shown == "block"
    assert {"text", "markup", "fetch", "style-src-elem", "img-src", "connect-src"} <= set(stopped)
    assert chromium.messages() != []  # what was refused, for the next test to know nothing of


def test_a_link_to_an_article_tells_its_target_nothing(browser: Browser, tmp_path: Path) -> None:
    """It opens elsewhere, without a referrer and without a hold on this page."""
    summary, read = two_raids()
    linked = [Article(**{**vars(paper), "url": "https://example.org/a"}) for paper in read]
    browser.open(write(tmp_path, render(summary, "html", articles=linked)))
    browser.click(".open")
    link = browser.one(".pane a")
    assert [link.get_attribute(name) for name in ("href", "rel", "target")] == [
        "https://example.org/a", "noopener noreferrer", "_blank",
    ]  # fmt: skip


# --- sizes, schemes, paper, assistive technology ---

CONTRAST = """
    const light = ([r, g, b]) => {
      const part = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
      return 0.2126 * part(r / 255) + 0.7152 * part(g / 255) + 0.0722 * part(b / 255);
    };
    const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const ground = (element) => {
      for (let one = element; one; one = one.parentElement) {
        const colour = numbers(getComputedStyle(one).backgroundColor);
        if (colour.length < 4 || colour[3] === 1) return colour;
        if (colour[3] > 0) throw new Error('see-through');
      }
      return [255, 255, 255];
    };
    const poor = [];
    const walk = document.createTreeWalker(arguments[0] ?? document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const element = walk.currentNode.parentElement;
      if (!walk.currentNode.data.trim() || !element.checkVisibility() || element.closest('script, style, noscript, .unseen, .skip')) continue;
      const style = getComputedStyle(element);
      const ink = numbers(element.closest('svg') ? style.fill : style.color);
      const [a, b] = [light(ink), light(ground(element))].sort((x, y) => y - x);
      const ratio = (a + 0.05) / (b + 0.05);
      if (ratio < 4.5) poor.push(`${ratio.toFixed(2)} ${element.className} ${walk.currentNode.data.trim().slice(0, 30)}`);
    }
    return poor;"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_text_stands_out_from_its_ground(browser: Browser, seeds: Path, data: Any, dark: bool) -> None:
    """4.5 to 1 at least, in every view and dialog, by day and by night."""
    browser.room(dark=dark)
    for view in (*VIEWS, flagged(data)[0]["id"]):
        browser.open(seeds, view)
        browser.js("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        assert browser.js(CONTRAST) == [], view
    browser.press("r")
    assert browser.js(CONTRAST) == []
    browser.press(Keys.ESCAPE, "?")
    assert browser.js(CONTRAST) == []
    paper = browser.js("return getComputedStyle(document.body).backgroundColor")
    assert (int(re.findall(r"\d+", paper)[0]) < 50) is dark


@pytest.mark.parametrize("width", [320, 360, 700, 768, 1400])  # 320: 1,280 at 400 %; 700: 1,400 at 200 %
def test_nothing_runs_out_of_the_window(browser: Browser, seeds: Path, data: Any, width: int) -> None:
    """In no view, no dialog, at no width."""
    browser.room(width, 740)
    code = """
        const wide = [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility() && !one.closest('nav, .unseen, svg, .text')
          && one.getBoundingClientRect().width && one.getBoundingClientRect().right > innerWidth + 1);
        return [document.documentElement.scrollWidth, wide.map((one) => one.outerHTML.slice(0, 80))];"""
    for view in (*VIEWS, flagged(data)[0]["id"], flagged(data)[-2]["id"]):
        browser.open(seeds, view)
        browser.js("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        assert browser.js(code) == [width, []], view
    browser.press(Keys.ESCAPE, "?")
    assert browser.js(code) == [width, []]


@pytest.mark.parametrize("width", [768, 1400])
def test_the_articles_stand_side_by_side_at_once(browser: Browser, seeds: Path, data: Any, width: int) -> None:
    """On a tablet too, in the first window, at one height."""
    browser.room(width, 900)
    browser.open(seeds, flagged(data)[0]["id"])
    boxes = browser.js(
        "return [...document.querySelectorAll('.pane')].map((one) => one.getBoundingClientRect().toJSON())"
    )
    left, right = sorted(boxes, key=lambda box: float(box["left"]))
    assert left["right"] <= right["left"] + 1
    assert left["top"] == right["top"] < 300
    for side in ("left", "right"):
        assert in_sight(browser, side)
        assert (
            browser.js(f"return document.querySelector('.pane.{side} .current').getBoundingClientRect().bottom") < 900
        )


def test_on_a_small_screen_every_view_can_be_seen(browser: Browser, seeds: Path) -> None:
    """None of their names is cut off."""
    browser.room(360, 740)
    browser.open(seeds)
    ends = browser.js(
        "return [...document.querySelectorAll('#views a')].map((one) => one.getBoundingClientRect().right)"
    )
    assert len(ends) == len(VIEWS)
    assert max(ends) <= 360


def test_a_reader_who_wants_large_letters_has_them(browser: Browser, seeds: Path) -> None:
    """Every size follows that of the browser."""
    browser.open(seeds)
    size = "return parseFloat(getComputedStyle(document.querySelector(arguments[0])).fontSize)"
    names = ("body", ".card .when", ".card blockquote", ".number strong", "#facets label")
    before = [browser.js(size, name) for name in names]
    browser.js("document.documentElement.style.fontSize = '32px'")
    assert [browser.js(size, name) for name in names] == [2 * was for was in before]


def test_on_a_small_screen_both_passages_are_on_the_page(browser: Browser, seeds: Path, data: Any) -> None:
    """One above the other, each in its own window."""
    browser.room(360, 740)
    browser.open(seeds, flagged(data)[0]["id"])
    assert in_sight(browser, "left")
    assert in_sight(browser, "right")
    assert browser.js("return document.querySelector('.pane.left .current').getBoundingClientRect().bottom") < 740


def test_a_screen_reader_is_told_what_everything_is(browser: Browser, seeds: Path, data: Any) -> None:
    """Landmarks, headings without a gap, and a name for whatever can be used."""
    used = ("button", "link", "checkbox", "textbox", "searchbox", "combobox", "spinbutton", "DisclosureTriangle")
    for view in (*VIEWS, flagged(data)[0]["id"]):
        browser.open(seeds, view)
        browser.js("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        named = browser.named(
            (*used, "main", "navigation", "banner", "contentinfo", "complementary", "search", "dialog")
        )
        assert [role for role, name in named if role in used and not name.strip()] == []
        if "finding-" in view:
            assert ("dialog", flagged(data)[0]["title"]) in named
            continue
        roles = {role for role, _ in named}
        assert roles >= {"main", "navigation", "banner", "contentinfo", "search"}
        levels = browser.js(
            "return [...document.querySelectorAll('h1, h2, h3, h4')].filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1]))"
        )
        assert levels[0] == 1
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_every_id_is_one_elements_and_every_name_refers_to_one(browser: Browser, seeds: Path, data: Any) -> None:
    """And no stop of the tab key is put before another."""
    code = """
        const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
        const twice = ids.filter((id, nth) => ids.indexOf(id) !== nth);
        const names = ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for'];
        const refers = names.flatMap((name) => [...document.querySelectorAll(`[${name}]`)].map((one) => one.getAttribute(name)));
        const first = [...document.querySelectorAll('[tabindex]')].filter((one) => one.tabIndex > 0).length;
        return [twice, refers.filter((id) => !ids.includes(id) && id !== 'compare-title' && id !== 'help-title'), first];"""
    for view in (*VIEWS, flagged(data)[0]["id"]):
        browser.open(seeds, view)
        assert browser.js(code) == [[], [], 0]


def test_the_focus_is_seen(browser: Browser, seeds: Path) -> None:
    """Each stop of the tab key has an outline of two pixels."""
    browser.open(seeds)
    for _ in range(16):
        browser.press(Keys.TAB)
        style, width = browser.js(
            "const s = getComputedStyle(document.activeElement); return [s.outlineStyle, parseFloat(s.outlineWidth)]"
        )
        assert (style, width >= 2) == ("solid", True), browser.focus()


def test_a_change_of_counts_is_said_aloud(browser: Browser, seeds: Path) -> None:
    """And a decision."""
    browser.open(seeds)
    assert {place.get_attribute("role") for place in (browser.one("#status"), browser.one("#said"))} == {"status"}
    browser.press("j", Keys.ENTER, "r")
    browser.wait(lambda: browser.texts("#said") == ["Rejected. Kept in this browser."])


def test_paper_has_every_card_and_none_of_the_controls(browser: Browser, tmp_path: Path) -> None:
    """Those too that were not drawn yet."""
    summary, papers = generated(200)
    browser.open(write(tmp_path, render(summary, "html", articles=papers)))
    browser.js(EVERY_KIND)
    assert len(browser.all(".card")) < len(summary.findings)
    assert len(browser.printed()) > 10_000
    assert len(browser.all(".card")) == len(summary.findings)
    browser.room(media="print")
    shown = browser.js(
        "return ['.bar', 'aside', '.mast', '.card', '.card blockquote'].map((name) => document.querySelector(name).checkVisibility())"
    )
    assert shown == [False, False, True, True, True]


def test_paper_has_an_open_finding_to_its_last_word(browser: Browser, tmp_path: Path) -> None:
    """Both articles over as many sheets as they need, with what was found; afterwards the page is as it was."""
    summary, read = two_raids()
    ended = [make_article(f"{paper.text}The last word {nth}.", source=paper.source) for nth, paper in enumerate(read)]
    moved = {old.id: new.id for old, new in zip(read, ended, strict=True)}
    told = Summary.model_validate_json(re.sub("|".join(moved), lambda match: moved[match[0]], summary.to_json()))
    browser.open(write(tmp_path, render(told, "html", articles=ended)))
    browser.click(".open")
    sheets = PdfDocument(browser.printed())
    text = " ".join(page.get_textpage().get_text_range() for page in sheets)
    assert len(sheets) > 2
    assert [words for words in ("The last word 0", "The last word 1", "the numbers differ") if words not in text] == []
    assert "Review this figure" not in text
    assert browser.all("#printed") == []
    assert len(browser.all("dialog[open] .pane")) == 2


def test_paper_begins_with_the_first_incident(browser: Browser, seeds: Path, data: Any) -> None:
    """However long it is: no sheet is left empty for it."""
    browser.open(seeds, "incidents")
    first = PdfDocument(browser.printed())[0].get_textpage().get_text_range()
    assert " ".join(data["incidents"][0]["summary"].split()[:5]) in " ".join(first.split())


# --- many ---


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    """The page of 3,000 incidents and 5,000 findings."""
    summary, papers = generated()
    assert len(summary.incidents) >= 2000
    assert len(summary.findings) >= 5000
    return write(tmp_path_factory.mktemp("many"), render(summary, "html", articles=papers)), summary


# Work of a fixed size, to measure others by: what else runs on the machine slows down both.
YARDSTICK = "let sum = 0; for (let at = 0; at < 2e8; at += 1) sum += at % 7; return sum;"


def test_five_thousand_findings_open_at_once_and_scroll(browser: Browser, many: tuple[Path, Summary]) -> None:
    """By the browser's own time, beside that of a fixed loop in the same run."""
    path, summary = many
    opening = browser.busy_opening(path)
    loop = browser.busy_while(lambda: browser.js(YARDSTICK))  # a quarter of a second where nothing else runs
    assert 0.05 < opening < 8 * loop  # less than the lower end is a clock that was read wrongly
    assert len(browser.all(".card")) <= 60
    screens = 30
    assert browser.busy_while(lambda: browser.scroll(screens)) / screens < 0.4 * loop
    assert browser.busy_while(lambda: browser.js(EVERY_KIND)) < 8 * loop
    assert browser.text("#status") == f"{len(summary.findings):,} findings"
    browser.press("j", *["j"] * 40)
    assert browser.js("return document.activeElement.closest('.card').dataset.nth") == "40"


def test_an_article_that_could_not_be_read_is_seen(browser: Browser, tmp_path: Path) -> None:
    """In the head, among the articles, and among what was left out, with the reason."""
    summary, read = two_raids()
    failed = ArticleRecord(id="x", path="bad.txt", status="failed", error="the model refused")
    page = render(summary.model_copy(update={"articles": (*summary.articles, failed)}), "html", articles=read)
    browser.open(write(tmp_path, page), "articles")
    assert browser.text(".counts").endswith("1 failed")
    assert browser.texts(".card.failed") == ["bad.txtno date · bad.txtFailed: the model refused"]
    browser.js("location.hash = 'left'")
    browser.wait(lambda: "bad.txt: the model refused" in browser.text("#list"))


def test_a_report_with_no_finding_says_so(browser: Browser, tmp_path: Path) -> None:
    """An empty one, and one with nothing flagged."""
    browser.open(write(tmp_path, render(check([]), "html")))
    assert browser.text("h1") == "No figures conflict."
    assert browser.text(".empty") == "None."
    for view in VIEWS:
        browser.js("location.hash = arguments[0]", view)
        browser.wait(lambda: browser.texts(".empty"))
    assert browser.text(".empty").startswith("Nothing is decided yet.")


def test_pictures_for_the_eye(browser: Browser, seeds: Path, data: Any) -> None:
    """In `artefacts/`, to be looked at."""
    for width, height in ((1400, 1000), (360, 740)):
        for dark in (False, True):
            browser.room(width, height, dark=dark)
            for view in ("findings", "incidents", flagged(data)[0]["id"]):
                browser.open(seeds, view)
                name = "compare" if view.startswith("finding-") else view
                browser.shot(ARTEFACTS / f"{name}-{width}{'-dark' if dark else ''}.png")
    assert len(list(ARTEFACTS.glob("*.png"))) >= 12


def pictures() -> None:
    """Write the pictures of the documents again; `python -m tests.render.test_page` does."""
    with tempfile.TemporaryDirectory() as folder, opened() as browser:
        page = Path(folder) / "report.html"
        make(page)
        browser.room(1200, 820)
        browser.open(page)
        browser.shot(ROOT / "docs" / "page-findings.png")
        browser.open(page, flagged(data_of(page.read_text(encoding="utf-8")))[0]["id"])
        browser.shot(ROOT / "docs" / "page-compare.png")


if __name__ == "__main__":
    pictures()
