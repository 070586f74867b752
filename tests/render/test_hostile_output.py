"""Whatever an article, a record or a model writes into a field, no report runs it, follows it or is spoilt by it."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from rich.cells import cell_len

from summarizer import Summary, check
from summarizer.cli.stream import check_to_lines
from summarizer.errors import RecordError
from summarizer.files.delimited import defuse
from summarizer.language.visible import clean
from summarizer.records.article_numbers import ArticleNumbers, Rejected, UnaccountedNumber
from summarizer.records.incidents import NearMiss
from summarizer.records.summary import Adjudicated, ArticleRecord
from summarizer.render import render, write_text
from summarizer.render.tables.cells import csv_cell, csv_row
from summarizer.summary.incidents import add_pairs

from ..helpers.reports import figure, report

PAYLOADS = {
    "a terminal escape that clears the screen": "\x1b[2J\x1b[1;31mOWNED\x1b[0m",
    "a terminal title and a bell": "\x1b]0;OWNED\x07 x",
    "C1 controls, which some terminals obey": "\x9b2J \x9d0;OWNED\x9c",
    "backspaces and carriage returns that overwrite": "900\b\b\b4\rOWNED",
    "direction overrides and isolates": "\u202e009\u202c \u2067x\u2069 \u200f\u061c",
    "zero-width characters, tags and variation selectors": "4\u200b0\u2060\ufeff \U000e0041\U000e0042 \ufe0f\U000e0100",
    "marks piled up over the lines above": "Z" + "\u0336\u0301" * 200,
    "a Markdown link and an image": "[click](http://evil.example) ![x](http://evil.example/x.png) <http://evil.example>",
    "bare links and mentions": "https://evil.example/x www.evil.example a@evil.example @everyone #12",
    "HTML and script": "<script>alert(1)</script><img src=x onerror=alert(1)><!-- x --> &lt;b&gt; &#60;",
    "table pipes": "a | b || c \\| d | e",
    "new lines, headings and rules": "a\n# head\n\n---\n\n***\n> quote\n- item\n1. one\n```\ncode\n```\n",
    "line separators": "a\u2028# head\u2029b\x85c\x0bd\x0ce",
    "emphasis, code, strike-through and maths": "**b** __b__ *i* _i_ `code` ~~s~~ $x$ \\(y\\) ==m==",
    "rich's and Jinja's markup": "[bold red]x[/] [link=http://evil.example]y[/link] {{ 7*7 }} {% raw %} :smile:",
    "a reference definition": "[x]: http://evil.example\n\n[x] [^1]\n\n[^1]: note",
    "a formula": "=HYPERLINK(\"http://evil.example\",\"x\")",
    "a very long word": "x" * 5000,
    "nothing that can be seen": "\u200b\u200b",
}  # fmt: skip
ALL = "".join(payload + " " for name, payload in PAYLOADS.items() if "long" not in name)
FIELDS = (
    "source", "type", "headline", "when", "about", "place.name", "place.region", "place.country", "actor",
    "measure", "of", "attributed_to", "where", "as_of", "unit", "quote", "words", "figure.source",
    "path", "title", "error", "id", "rejected", "reason", "why", "near", "verdict",
)  # fmt: skip


def spoilt(payload: str, fields: tuple[str, ...]) -> Summary:
    """The summary of two reports that conflict, of a failed article and of what else a run holds, with the payload in these fields."""

    def put(field: str, usual: Any = None) -> Any:
        return payload if field in fields else usual

    names = ("attributed_to", "where", "as_of", "unit", "quote", "words")
    figures = [
        figure(put("measure", "killed"), put("of", "people"), value, source=put("figure.source"), quote=quote)
        for value, quote in ((4, "four people"), (2, "two people"))
    ]
    figures[0] = figures[0].model_copy(update={name: put(name, getattr(figures[0], name)) for name in names})
    place = {name: put(f"place.{name}", "Moscow" if name == "name" else None) for name in ("name", "region", "country")}
    common = {
        "place": None, "source": put("source", "Wire"), "headline": put("headline", "Strike"), "when": put("when"),
        "about": put("about"), "actors": [{"name": put("actor", "Army"), "role": "perpetrator"}],
    }  # fmt: skip
    told = [
        report(name, put("type", "air_drone_strike"), **{**common, "figures": [one]}).model_copy(
            update={"incident": "i"}
        )
        for name, one in zip("ab", figures, strict=True)
    ]
    told = [one.model_validate({**one.model_dump(), "place": place}) for one in told]
    summary = add_pairs(check(told))
    first, *others = summary.articles
    left = UnaccountedNumber(start=0, end=1, text=put("why", "7"), why=put("why"))
    counted = ArticleNumbers(total=1, claimed=0, dismissed=0, unaccounted=(left,))
    articles = (
        first.model_copy(update={"path": put("path"), "title": put("title"), "numbers": counted}),
        *others,
        ArticleRecord(id=put("id", "c"), path=put("path"), status="failed", error=put("error", "empty")),
    )
    rejected = Rejected(article="a", source=put("source"), measure="killed", of=put("rejected", "people"), value=9,
                        quote=put("rejected", "nine"), reason=put("reason", "no such number"))  # fmt: skip
    asked = Adjudicated(incidents=("i", "i"), articles=("a", "b"), verdict="same", reason=put("verdict", "one day"))
    unanswered = Adjudicated(incidents=("i", "i"), articles=("a", "b"), verdict=None, error=put("error", "none"))
    pair = summary.incidents[0].events[0].figures[0], summary.incidents[0].events[1].figures[0]
    miss = NearMiss(incident="i", figures=pair, reason=put("near", "two days"), rule="disjoint")
    updated = {
        "articles": articles,
        "rejected": (rejected,),
        "adjudicated": (asked, unanswered),
        "near_misses": (miss,),
    }
    return summary.model_copy(update=updated)


CASES = [
    *(pytest.param(payload, FIELDS, id=f"{name}, in every field") for name, payload in PAYLOADS.items()),
    *(pytest.param(ALL, (field,), id=f"all of it, as {field}") for field in FIELDS),
]


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("payload", "fields"), CASES)
def test_a_report_for_a_terminal_holds_printable_lines_only(payload: str, fields: tuple[str, ...]) -> None:
    """No control, no direction mark, no pile of marks; on a terminal, no escape but our own colours."""
    summary = spoilt(payload, fields)
    plain = render(summary, "text", explain=True)
    terminal = Terminal()
    write_text(summary, terminal, explain=True)
    for text in (plain, re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue())):
        assert all(character.isprintable() or character == "\n" for character in text)
        assert not re.search("[\ufe00-\ufe0f\U000e0100-\U000e01ef]", text)
        assert not re.search("[\u0300-\u036f]{6}", text)
    assert max(map(cell_len, plain.splitlines())) <= 80
    assert "four people" in plain or not {"quote", "unit"}.isdisjoint(fields)


@pytest.mark.parametrize(("payload", "fields"), CASES)
def test_a_report_in_markdown_has_no_markup_but_ours(payload: str, fields: tuple[str, ...]) -> None:
    """As a CommonMark parser with tables reads it: no link, image, HTML or code, and the tables and headings are ours."""
    text = render(spoilt(payload, fields), "md", explain=True)
    usual = render(spoilt("x", fields), "md", explain=True)
    tokens, expected = (_tokens(one) for one in (text, usual))
    inline = {child.type for token in tokens for child in token.children or ()}
    assert inline <= {"text", "text_special", "strong_open", "strong_close", "html_inline", "softbreak"}
    assert {child.content for token in tokens for child in token.children or () if child.type == "html_inline"} <= {
        "<!-- -->"
    }
    assert _shape(tokens) == _shape(expected) or not clean(payload)
    assert all(character.isprintable() or character == "\n" for character in text)
    assert not re.search(r"(?<!\\)://|www\.|@\w|#\d", text)


def _tokens(text: str) -> list[Any]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def _shape(tokens: list[Any]) -> list[str]:
    """The blocks of a document, in order; what is only told once has as many lines as it needs."""
    return [token.type for token in tokens if token.type not in ("inline", "hr")]


@pytest.mark.parametrize(("payload", "fields"), CASES)
def test_a_report_in_json_is_utf_8_and_reads_back(payload: str, fields: tuple[str, ...]) -> None:
    """JSON is data: nothing is taken out, and it is one document."""
    summary = spoilt(payload, fields)
    data = render(summary, "json").encode()
    assert json.loads(data)["schema_version"] == summary.schema_version
    assert Summary.model_validate_json(data) == summary


@pytest.mark.parametrize("field", ["article", "source", "headline", "type", "when"])
def test_half_a_character_is_no_text_of_a_record(field: str) -> None:
    """UTF-8 cannot hold it, so a record with it is refused, in one line, before a report is made."""
    with pytest.raises(RecordError, match="half of a character") as caught:
        check([{"article": "a", "type": "flood", field: "\ud800"}])
    assert "\n" not in str(caught.value)


def test_lines_of_a_stream_on_standard_error_are_printable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Headlines and explanations of the worst findings, and what could not be read."""
    records = [
        {"article": name, "type": "flood", "incident": "i", "headline": ALL, "published": "2024-01-01", "source": name + ALL,
         "figures": [{"measure": "killed", "of": ALL, "value": value, "attributed_to": name + ALL, "quote": ALL}]}
        for name, value in (("a", 4), ("b", 9))
    ]  # fmt: skip
    path = tmp_path / "r.jsonl"
    path.write_text("\n".join([*map(json.dumps, records), json.dumps({"article": ALL, ALL: 1})]), encoding="utf-8")
    check_to_lines([str(path)], tmp_path / "out.jsonl", "latest")
    told = capsys.readouterr().err
    assert "OWNED" in told
    assert all(character.isprintable() or character == "\n" for character in told)


@pytest.mark.parametrize("name", ["../../outside", "/etc/passwd", "C:\\x", "a/b", "..", "\x00"])
def test_a_name_or_id_never_becomes_a_path(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports are made in memory: no file is written or read for an id, a source, an incident or a path of a record."""
    monkeypatch.chdir(tmp_path)
    record = {
        "article": name,
        "type": "flood",
        "incident": name,
        "source": name,
        "figures": [{"measure": "killed", "value": 1}],
    }
    summary = check([record])
    for form in ("text", "md", "json"):
        render(summary, form)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Two people", "Two people", id="plain words stay"),
        pytest.param("=1+1", "'=1+1", id="a formula"),
        pytest.param("+1+1", "'+1+1", id="a plus"),
        pytest.param("-1+1|cmd", "'-1+1|cmd", id="a minus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="an at sign"),
        pytest.param("  \t=1", "'=1", id="behind spaces and a tab"),
        pytest.param("\r=1", "'=1", id="behind a carriage return"),
        pytest.param("\u200b=1", "'=1", id="behind what cannot be seen"),
        pytest.param("＝1＋1", "'＝1＋1", id="full-width"),
        pytest.param("＋1", "'＋1", id="full-width plus"),
        pytest.param("－1", "'－1", id="full-width minus"),
        pytest.param("＠x", "'＠x", id="full-width at sign"),
        pytest.param("﹦1", "'﹦1", id="small form"),
        pytest.param('"=1', "'\"=1", id="behind a quotation mark"),
        pytest.param("a;=1", "a;'=1", id="behind a semicolon, a separator in half of the world"),
        pytest.param('a; "@x', "a; \"'@x", id="behind a semicolon and a quotation mark"),
        pytest.param("a; b", "a; b", id="a semicolon in a sentence"),
        pytest.param("a = b - c, at x@y", "a = b - c, at x@y", id="signs inside a text"),
        pytest.param("two\nlines", "two lines", id="one line"),
        pytest.param("", "", id="nothing"),
    ],
)  # fmt: skip
def test_a_text_in_a_cell_is_no_formula(text: str, expected: str) -> None:
    """An apostrophe goes before what a spreadsheet would run; all else stays."""
    assert defuse(text) == expected
    (read,) = csv.reader([csv_cell(text)])
    assert read == [expected]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(4, "4"), (4.0, "4"), (0.5, "0.5"), (-3, "-3"), (1e21, "1000000000000000000000"), (float("inf"), ""),
     (float("nan"), ""), (None, ""), (date(2024, 1, 2), "2024-01-02"), ("-3", "\"'-3\""), ('a"b', '"a""b"')],
)  # fmt: skip
def test_numbers_stay_numbers(value: Any, expected: str) -> None:
    """A number is bare, a negative one too; a text that looks like one is a text."""
    assert csv_cell(value) == expected


def test_a_line_reads_back_as_its_cells() -> None:
    """Commas, quotation marks and line ends of a text break nothing."""
    (read,) = csv.reader(io.StringIO(csv_row(['a,"b"\n=c', 3, None, PAYLOADS["a formula"]]), newline=""))
    assert read == ['a,"b" =c', "3", "", "'" + PAYLOADS["a formula"]]
