"""The evidence page as a document, with no browser: what is in it, and what can never be."""

import base64
import hashlib
import json
import re
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Article, Summary, check
from summarizer.cli import main
from summarizer.errors import UsageError
from summarizer.records.article import make_article
from summarizer.records.reviews import Review
from summarizer.records.usage import Usage
from summarizer.render import render
from summarizer.render.page.articles import safe_url
from summarizer.render.page.document import as_json
from summarizer.render.page.figures import split_amount
from summarizer.render.page.offsets import Utf16
from summarizer.reviews import apply_reviews
from summarizer.schemas import RemoteViolence
from summarizer.summary.assembly import summarize_outcomes

from ..helpers.browser import data_of
from ..helpers.proved import ground_events
from ..helpers.reports import figure, report

RESOURCES = resources.files("summarizer.render.page")
SCRIPTS = sorted(Path(str(RESOURCES)).glob("script/*.js"))


def raid(text: str, *figures: dict[str, Any], **fields: Any) -> tuple[Summary, Article]:
    """The summary of one article with one event."""
    read = make_article(text, **fields)
    told = [{"measure": "launched", "of": "drones", **given} for given in figures]
    event = RemoteViolence.model_validate({"type": "air_drone_strike", "headline": "A raid", "figures": told})
    return summarize_outcomes([ground_events(read, [event], Usage())]), read


@pytest.mark.parametrize("path", SCRIPTS, ids=[path.name for path in SCRIPTS])
def test_no_script_of_ours_makes_markup_or_code_of_a_text(path: Path) -> None:
    """Elements are made one by one, and texts go in as texts."""
    text = path.read_text(encoding="utf-8")
    words = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "DOMParser",
             "createContextualFragment", "srcdoc", "setTimeout(\"", "import(", "fetch(", "XMLHttpRequest", "WebSocket",
             "sendBeacon", "</script", "<!--")  # fmt: skip
    assert [word for word in words if word in text] == []


def test_every_script_is_in_the_page() -> None:
    """Each begins with what it is for, and none is left out."""
    page = render(check([]), "html")
    for path in SCRIPTS:
        opening, *_ = path.read_text(encoding="utf-8").splitlines()
        assert opening.startswith("// ")
        assert opening in page


def test_the_policy_lets_only_these_two_run() -> None:
    """Its hashes are those of the one style and the one script, and everything else is shut."""
    page = render(check([]), "html")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    rules = dict(rule.partition(" ")[::2] for rule in policy[1].replace("&#39;", "'").split("; "))
    (style,), (script,) = (re.findall(rf"<{name}>(.*?)</{name}>", page, re.DOTALL) for name in ("style", "script"))
    for name, text in (("style-src", style), ("script-src", script)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules.pop(name) == f"'sha256-{digest}'"
    assert rules == {
        "default-src": "'none'", "img-src": "data:", "base-uri": "'none'", "form-action": "'none'",
        "require-trusted-types-for": "'script'", "trusted-types": "'none'",
    }  # fmt: skip
    assert not re.search(r"\son\w+=|javascript:|style=|http-equiv=.refresh", page.replace(script, ""))
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//|@import|url\(""", page)


@given(st.text(alphabet='</script>!-&\u2028\u2029\x00\x1b"\\\U0001f600]x', max_size=40))
def test_json_in_the_page_ends_nothing_and_reads_back(text: str) -> None:
    """Whatever the text: no tag, no comment, no line end of JavaScript."""
    written = as_json({text: [text]})
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == {text: [text]}


@given(st.text(alphabet="aé€\u4e2d\U0001f600\U0001f468\u200d\u0301\n", max_size=30), st.data())
def test_offsets_are_those_of_utf_16(text: str, data: st.DataObject) -> None:
    """A slice by them, in UTF-16, is the slice of the text."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = Utf16(text)(start, end)
    assert text.encode("utf-16-le")[2 * first : 2 * last].decode("utf-16-le") == text[start:end]


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        pytest.param("https://example.org/a?b=c#d", True, id="https"),
        pytest.param("http://example.org", True, id="http"),
        pytest.param("HTTPS://EXAMPLE.ORG/", True, id="in capitals"),
        pytest.param("javascript:alert(1)", False, id="script"),
        pytest.param("JaVaScRiPt:alert(1)", False, id="script in mixed case"),
        pytest.param(" javascript:alert(1)", False, id="script behind a space"),
        pytest.param("java\tscript:alert(1)", False, id="script with a tab in it"),
        pytest.param("data:text/html,<script>alert(1)</script>", False, id="data"),
        pytest.param("file:///etc/passwd", False, id="a file"),
        pytest.param("vbscript:x", False, id="another script"),
        pytest.param("//example.org/x", False, id="no scheme"),
        pytest.param("/x", False, id="a path"),
        pytest.param("https:", False, id="no host"),
        pytest.param("https://bank.example@evil.example/", False, id="a host that hides behind a name"),
        pytest.param("https://[", False, id="no address at all"),
        pytest.param("https://example.org/\u202egnp.exe", False, id="turned round"),
        pytest.param("https://example.org/a b", False, id="with a space"),
        pytest.param("", False, id="nothing"),
        pytest.param(None, False, id="none"),
    ],
)
def test_only_pages_of_the_web_are_links(url: str | None, kept: bool) -> None:
    """The address of an article is what its file says."""
    assert safe_url(url) == (url if kept else None)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"value": 8}, ("", "8", ""), id="a number"),
        pytest.param({"value": 120, "bound": "more_than"}, ("more than", "120", ""), id="a bound"),
        pytest.param({"value": 1200000, "unit": "USD"}, ("", "1,200,000", "USD"), id="a unit"),
        pytest.param({"value": 0.5, "unit": "share", "bound": "about"}, ("about", "50%", ""), id="a share"),
        pytest.param({"value": None, "low": 4, "high": 6}, ("", "4 to 6", ""), id="a range"),
        pytest.param({"value": None, "low": 24, "high": 99, "words": "Dozens"}, ("", "dozens", ""), id="a word"),
        pytest.param({"value": None, "low": 2, "high": 4, "words": "about a few"}, ("", "about a few", ""), id="a word with a bound"),
        pytest.param({"value": 5, "corrected": "a slip"}, ("", "5", ""), id="a reviewer's"),
    ],
)  # fmt: skip
def test_a_number_is_parted_for_large_type(fields: dict[str, Any], expected: tuple[str, str, str]) -> None:
    """Its bound before it, its unit behind it; nothing of it is lost."""
    assert split_amount(figure(**fields)) == expected


def test_the_page_has_the_words_of_each_figure_where_they_stand() -> None:
    """Quote, number and sentence, as slices of the text in UTF-16, with emoji before them."""
    text = "🚨🚨 Alarm in Kyiv. Officials 👪 said more than 70 drones\ncame. They saw 9 of them."
    quote = {"quote": "more than 70 drones", "value": 70, "bound": "more_than"}
    summary, read = raid(text, quote, source="Wire", url="https://example.org/1")
    page = render(summary, "html", articles=[read])
    data = data_of(page)
    (shown,), (paper,) = data["figures"], data["articles"]

    assert piece(page, shown["at"]) == "more than 70 drones"
    assert piece(page, shown["digits"]) == "more than 70"
    assert piece(page, shown["sentence"]) == "Officials 👪 said more than 70 drones\ncame."
    assert paper["url"] == "https://example.org/1"
    (left,) = paper["unaccounted"]
    assert piece(page, left["at"]) == left["text"] == "9"
    assert paper["numbers"] == [1, 0, 1]


def piece(page: str, at: list[int], article: int = 0) -> str:
    """What stands at these offsets, in UTF-16, of a text of the page."""
    units = data_of(page)["articles"][article]["text"].encode("utf-16-le")
    found: bytes = units[2 * at[0] : 2 * at[1]]
    return found.decode("utf-16-le")


DISMISSED = "🚨 On 30 May at 14:05 a 62-year-old man said the 3rd raid took two hours: 8 Shahed-136 drones, 40 km off. Nobody slept."


def test_the_page_has_every_dismissed_number_where_it_stands_and_why() -> None:
    """By the rule that dismissed it, in words; what a figure claims is not among them."""
    summary, read = raid(DISMISSED, {"quote": "8 Shahed-136 drones", "value": 8})
    page = render(summary, "html", articles=[read])
    (paper,) = data_of(page)["articles"]
    assert {piece(page, told["at"]): told["why"] for told in paper["dismissed"]} == {
        "30 May": "a date", "14:05": "a clock time", "62-year-old": "an age", "3rd": "an ordinal", "two hours": "a duration",
        "Shahed-136": "a number in a name", "40 km": "a length", "Nobody": "a word for none",
    }  # fmt: skip
    assert paper["numbers"] == [1, 8, 0]
    assert "1 clock time" in paper["dismissed_by"]


def test_no_number_is_marked_as_dismissed_that_the_record_does_not_count() -> None:
    """A text that is read otherwise than it was has no marks of that rule: a wrong mark looks checked."""
    summary, read = raid(DISMISSED, {"quote": "8 Shahed-136 drones", "value": 8})
    (record,) = summary.articles
    assert record.numbers
    counted = record.numbers.model_copy(update={"dismissed_by": {**record.numbers.dismissed_by, "date": 2}})
    other = summary.model_copy(update={"articles": (record.model_copy(update={"numbers": counted}),)})
    (paper,) = data_of(render(other, "html", articles=[read]))["articles"]
    assert {told["why"] for told in paper["dismissed"]} == {
        "a clock time", "an age", "an ordinal", "a duration", "a number in a name", "a length", "a word for none",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "quote", "value", "number", "sentence"),
    [
        pytest.param("Alarm. Of 12 drones, 2 hit homes. Calm.", "Of 12 drones, 2 hit homes", 2, "2", "Of 12 drones, 2 hit homes.", id="a number that is a part of another"),
        pytest.param("Alarm. They sent 2 drones. Calm came.", "They sent 2 drones.", 2, "2", "They sent 2 drones.", id="a quote with its full stop"),
        pytest.param("Alarm. They sent 2 drones. All fell! Calm came.", "2 drones. All fell", 2, "2", "They sent 2 drones. All fell!", id="a quote over two sentences"),
        pytest.param("He said: “They sent 2 drones.” Calm came.", "They sent 2 drones", 2, "2", "He said: “They sent 2 drones.”", id="a closing quotation mark"),
        pytest.param("Alarm.\n\nThey sent 2 drones\n\nCalm came", "2 drones", 2, "2", "They sent 2 drones", id="a paragraph without a full stop"),
        pytest.param("🚨 قال المحافظ إن 12 طائرة أسقطت. ثم هدأ.", "12 طائرة أسقطت", 12, "12", "🚨 قال المحافظ إن 12 طائرة أسقطت.", id="Arabic behind an emoji"),
        pytest.param("Le mai\u0302re e\u0301lu a vu 3 drones. Fin.", "mai\u0302re e\u0301lu a vu 3 drones", 3, "3", "Le mai\u0302re e\u0301lu a vu 3 drones.", id="combining accents"),
    ],
)  # fmt: skip
def test_a_quote_stands_in_its_sentence_and_its_number_in_it(
    text: str, quote: str, value: float, number: str, sentence: str
) -> None:
    """No more than its sentences, and no less."""
    summary, read = raid(text, {"quote": quote, "value": value})
    page = render(summary, "html", articles=[read])
    (shown,) = data_of(page)["figures"]
    assert piece(page, shown["at"]) == quote
    assert piece(page, shown["sentence"]) == sentence
    assert piece(page, shown["digits"]) == number
    assert not piece(page, [shown["digits"][0] - 1, shown["digits"][0]]).isalnum()


def test_the_page_says_what_no_article_proved() -> None:
    """Records are believed by nobody: their numbers were not looked for in a text here."""
    summary, read = raid("Russia sent 8 drones.", {"quote": "8 drones", "value": 8}, source="Wire")
    assert "Each number was read from its quote" in render(summary, "html")
    given = render(check([report("a", figures=[figure(quote="four people")])]), "html")
    assert "Each number was read" not in given
    assert "The numbers and quotes are as the records give them" in given
    event = summary.incidents[0].events[0].model_copy(update={"incident": "i"})
    mixed = check([event, report("b", incident="i", figures=[figure(article="b")])])
    known = mixed.model_copy(update={"articles": (*summary.articles, mixed.articles[-1])})
    assert "1 of 2 numbers, with their quotes, are as the records give them" in render(known, "html")
    assert read.text not in given


def test_a_passage_is_the_same_in_an_edited_text_and_after_a_correction() -> None:
    """So that what the page exports is found again."""
    shown = []
    for text in ("Russia sent 8 drones.", "UPDATE. Russia sent 8 drones. More soon."):
        summary, _ = raid(text, {"quote": "8 drones", "value": 8}, source="Wire")
        shown += data_of(render(summary, "html"))["figures"]
    first, second = shown
    assert first["id"] != second["id"]
    assert first["passage"] == second["passage"]
    review = Review(id=second["id"], subject="figure", decision="corrected", value=9)
    (now,) = data_of(render(apply_reviews(summary, [review])[0], "html"))["figures"]
    assert (now["number"], now["id"], now["passage"]) == ("9", second["id"], second["passage"])


def test_the_page_says_of_what_the_built_in_reader_is_not_sure() -> None:
    """A figure below the threshold has its confidence, others have none."""
    figures = [figure("killed", "people", value, confidence=sure) for value, sure in ((3, 0.4), (4, 0.99), (5, None))]
    shown = data_of(render(check([report("a", figures=figures)]), "html"))["figures"]
    assert {each["number"]: each.get("unsure") for each in shown} == {"3": 0.4, "4": None, "5": None}


def test_nothing_on_the_page_moves_by_itself() -> None:
    """Whoever asked for reduced motion has it."""
    style = (Path(str(RESOURCES)) / "page.css").read_text(encoding="utf-8")
    assert not re.search(r"animation|transition|scroll-behavior|@keyframes", style)


@pytest.mark.parametrize(
    "span",
    [{"start": -1, "end": 4}, {"start": 2, "end": 9_999_999}, {"start": 5, "end": 5}, {"start": 0, "end": 3}],
    ids=["before the text", "behind it", "empty", "other words"],
)
def test_a_records_own_span_is_believed_only_where_its_article_bears_it_out(span: dict[str, Any]) -> None:
    """Else the quote stands alone."""
    read = make_article("Four people died.")
    told: dict[str, Any] = {"quote": "Four people", "article": read.id, **span}
    summary = check([report(read.id, figures=[figure(**told)])])
    (shown,) = data_of(render(summary, "html", articles=[read]))["figures"]
    assert "at" not in shown
    assert shown["quote"] == "Four people"


def test_texts_are_taken_by_what_they_are() -> None:
    """Only those of the summary; without them the quotes are all there is, and no text is in the page."""
    summary, read = raid("Russia sent 8 drones.", {"quote": "8 drones", "value": 8})
    other = make_article("SECRET DIARY")
    assert "SECRET DIARY" not in render(summary, "html", articles=[other])
    assert "Russia sent" not in render(summary, "html")
    assert "Russia sent" in render(summary, "html", articles=[read])


@pytest.mark.parametrize("lacking", ["incidents", "articles"])
def test_a_report_that_is_not_whole_is_refused(lacking: str) -> None:
    """In one line that says what is missing."""
    events = [report(name, incident="i", figures=[figure(value=n, article=name)]) for n, name in ((4, "a"), (9, "b"))]
    broken = check(events).model_copy(update={lacking: ()})
    with pytest.raises(UsageError, match="expected a whole report"):
        render(broken, "html")


def test_a_reviewed_summary_shows_its_reviews_under_their_first_ids() -> None:
    """So that a later decision on a corrected figure is on the same figure, and the export has all of them."""
    events = [report(name, incident="i", figures=[figure(value=n, article=name)]) for n, name in ((4, "a"), (9, "b"))]
    summary = check(events)
    before = data_of(render(summary, "html"))
    corrected = before["figures"][0]["id"]
    reviews = [
        Review(id=corrected, subject="figure", decision="corrected", value=5, note="seen"),
        Review(id=before["figures"][1]["id"], subject="figure", decision="rejected"),
    ]
    now = data_of(render(apply_reviews(summary, reviews)[0], "html"))
    (left,) = now["figures"]
    assert (left["id"], left["number"], left["corrected"]) == (corrected, "5", "seen")
    assert {review["id"] for review in now["reviewed"]} == {review.id for review in reviews}
    assert {review["about"] for review in now["reviewed"]} == {
        "4 people killed (article a)",
        "9 people killed (article b)",
    }


def test_a_page_made_again_has_the_same_id() -> None:
    """Decisions in the browser are kept under it; another number makes another report."""

    def made(value: int) -> str:
        events = [report("a", figures=[figure(value=value)], published=datetime(2024, 1, 1, 9, 30))]
        return str(data_of(render(check(events), "html"))["report"])

    assert made(4) == made(4) != made(5)


def test_page_makes_the_page_of_a_json_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the texts of --articles; the same page as of the run itself."""
    summary, read = raid("Russia sent 8 drones.", {"quote": "8 drones", "value": 8}, source="Wire")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.md").write_text(f"---\nsource: Wire\n---\n{read.text}\n", encoding="utf-8")
    stored = tmp_path / "summary.json"
    stored.write_text(summary.to_json(), encoding="utf-8")
    page = tmp_path / "report.html"
    assert main(["page", str(stored), "--articles", str(tmp_path / "articles"), "-o", str(page)]) == 0
    assert page.read_text(encoding="utf-8") == render(summary, "html", articles=[read])
    assert main(["page", str(stored)]) == 0
    assert capsys.readouterr().out == render(summary, "html")
    assert main(["page", str(stored), "--articles", "seeds/"]) == 2
    assert "seeds/: expected articles of the report, found none" in capsys.readouterr().err
    assert main(["page", str(page)]) == 2
    assert "expected a JSON report" in capsys.readouterr().err


def test_a_run_makes_the_page_with_the_texts_that_it_read_and_those_of_the_store(tmp_path: Path) -> None:
    """With --add, the articles of earlier runs are in the report, and their texts in its page."""
    for name, killed in (("first", "Two"), ("second", "Four")):
        text = f"{killed} people were killed in the shelling of Suzemka on Saturday, {name} reports said."
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    page, command = tmp_path / "page.html", ["run", "--model", "builtin", "--store", str(tmp_path / "store.sqlite")]
    assert main([*command, str(tmp_path / "first.txt")]) == 0
    assert main([*command, "--add", "--format", "html", "-o", str(page), str(tmp_path / "second.txt")]) == 0
    data = data_of(page.read_text(encoding="utf-8"))
    assert [paper["text"].split()[0] for paper in data["articles"]] == ["Two", "Four"]
    assert data["news"] is True
    assert any(finding["new"] for finding in data["findings"])


def test_check_makes_the_page_of_records(tmp_path: Path) -> None:
    """With the quotes that they have."""
    records, page = tmp_path / "records.jsonl", tmp_path / "page.html"
    records.write_text(report("a", figures=[figure(quote="four people")]).model_dump_json(), encoding="utf-8")
    assert main(["check", str(records), "--format", "html", "-o", str(page)]) == 0
    (shown,) = data_of(page.read_text(encoding="utf-8"))["figures"]
    assert shown["quote"] == "four people"


def test_the_help_of_page_names_its_options(capsys: pytest.CaptureFixture[str]) -> None:
    """As every command's does."""
    with pytest.raises(SystemExit):
        main(["page", "--help"])
    shown = capsys.readouterr().out
    assert all(name in shown for name in ("SUMMARY.json", "--articles", "--reviews", "--output"))
