"""Reports: readable at 80 columns, and nothing from an article is markup in them."""

import io
import re
from typing import Any

import pytest

from summarizer import Summary, check
from summarizer.consistency import Context, compare
from summarizer.language.visible import clean
from summarizer.render import TextFormat, render, write_text
from summarizer.render.markdown import escape
from summarizer.render.notes import caution_lines
from summarizer.summary.incidents import add_pairs

from ..helpers.reports import figure, report

HOSTILE = "\x1b[31mred\x1b[0m \u202eevil\u202c <script>alert(1)</script> | [x](http://e) `code` **b** \n# head \x07"


@pytest.fixture
def summary() -> Summary:
    """Two sources that conflict, in hostile words, and one that fails to say where."""
    return check(
        [
            report("a", source=HOSTILE, headline=HOSTILE, figures=[
                figure("launched", HOSTILE, 8, attributed_to=HOSTILE, quote=HOSTILE, source=HOSTILE),
                figure("intercepted", HOSTILE, 5)]),
            report("b", figures=[figure("launched", HOSTILE, 25, article="b", attributed_to="B", quote="about 25 " * 40)]),
        ]
    )  # fmt: skip


def test_text_fits_80_columns_and_leads_with_the_conflict(summary: Summary) -> None:
    """Both numbers, who says each, both quotes, then the incidents."""
    lines = render(summary, "text").splitlines()
    assert max(map(len, lines)) <= 80
    assert not any(line != line.rstrip() for line in lines)
    text = "\n".join(lines)
    assert text.index("CONFLICT") < text.index("INCIDENTS")
    assert text.index("  8 ") < text.index("  25 ")
    assert "nothing settles it" in text


@pytest.mark.parametrize("form", ["text", "md"])
def test_no_control_character_gets_through(summary: Summary, form: str) -> None:
    """No terminal escape, bell or direction mark, in any report for a person."""
    report_text = render(summary, form, explain=True)  # type: ignore[arg-type]  # one of the two
    assert all(character.isprintable() or character == "\n" for character in report_text)


def test_markdown_of_an_article_is_inert(summary: Summary) -> None:
    """No link, code, table cell, heading or HTML of the article's."""
    text = render(summary, "md")
    for live in ("<script>", "[x](", "`code`", "**b**", "\n# head"):
        assert live not in text
    for row in (line for line in text.splitlines() if line.startswith("|")):
        assert row.replace("\\|", "").count("|") in (4, 5)


def test_json_keeps_the_words_as_they_are(summary: Summary) -> None:
    """JSON is data: nothing is taken out, and it reads back."""
    assert Summary.model_validate_json(render(summary, "json")) == summary
    assert any(event.headline == HOSTILE for incident in summary.incidents for event in incident.events)


def test_explain_says_why_near_misses_are_not_flagged(summary: Summary) -> None:
    """Only when asked."""
    assert "they measure different things: launched and intercepted" in " ".join(
        render(summary, "text", explain=True).split()
    )
    assert "different things" not in render(summary, "text")


@pytest.fixture
def sums() -> Summary:
    """Three civilians and a soldier, five people in all, in one article."""
    told = [("civilians", 3), ("soldier", 1), ("people", 5)]
    return check([report("a", figures=[figure(of=of, value=value, quote=f"{value} {of}") for of, value in told])])


@pytest.mark.parametrize("form", ["text", "md"])
def test_numbers_that_do_not_add_up_are_laid_out(sums: Summary, form: str) -> None:
    """Each with what it counts, and the sum in words; the digest counts them."""
    text = " ".join(render(sums, form).replace("\\", "").split())  # type: ignore[arg-type]  # one of the two
    assert "Flagged: 1 wrong sum." in text
    for said in ("3 civilians", "1 soldier", "5 people", "3 and 1 make 4, but the whole is 5"):
        assert said in text


def test_an_incidents_summary_says_no_sum(sums: Summary) -> None:
    """Four is no number that a source states."""
    (incident,) = sums.incidents
    assert "these do not add up" in incident.summary
    assert "4" not in incident.summary


@pytest.mark.parametrize("form", ["text", "md", "json"])
def test_every_pair_is_explained_when_asked(summary: Summary, form: str) -> None:
    """With the verdict and the rule's stable name; only when asked."""
    plain = render(summary, form)  # type: ignore[arg-type]  # one of the three
    told = render(add_pairs(summary), form)  # type: ignore[arg-type]  # one of the three
    flat = " ".join(told.replace("\\", "").split())
    assert "not comparable" in flat or "not_comparable" in flat
    assert "disjoint" in flat
    assert len(told) > len(plain)
    assert all(character.isprintable() or character == "\n" for character in told) or form == "json"


def test_every_pair_is_three_of_three() -> None:
    """Of three figures, with the verdict that stands after all are seen: the first two fall to the third."""
    told = check(
        [
            report("a", published="2023-04-29", figures=[figure(value=2, attributed_to="the governor")]),
            report("b", published="2023-04-30", figures=[figure(value=4, article="b", attributed_to="the governor")]),
            report("c", figures=[figure(value=4, article="c", attributed_to="police")]),
        ]
    )
    pairs = add_pairs(told).pairs
    assert sorted((pair.verdict, pair.rule) for pair in pairs) == [
        ("agreement", "meets"),
        ("revision", "order"),
        ("revision", "replaced"),
    ]


def test_colour_only_on_a_terminal(summary: Summary) -> None:
    """A pipe gets plain text."""
    stream = io.StringIO()
    write_text(summary, stream)
    assert "\x1b" not in stream.getvalue()

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    write_text(summary, terminal)
    assert "\x1b[" in terminal.getvalue()


@pytest.mark.parametrize(
    ("text", "expected"), [("a\nb", "a b"), ("\x1b[1mx", "[1mx"), ("a\u200bb", "a b"), ("é 中", "é 中")]
)
def test_clean(text: str, expected: str) -> None:
    """One printable line."""
    assert clean(text) == expected


def test_escape_leaves_plain_words_alone() -> None:
    """Only what Markdown reads is marked."""
    assert escape("Two people") == "Two people"
    assert escape("a*b_c & <d>") == r"a\*b\_c &amp; \<d\>"


ONE = [report("a", source="Wire", headline="A fire", figures=[figure("killed", "people", 1, source="Wire")])]
MORE_THAN_ONE = re.compile(r"\b1 (?:article|incident|event|figure|finding|record|pair|estimate|conflict)s\b")


@pytest.mark.parametrize("form", ["text", "md", "html", "github"])
def test_one_of_a_thing_is_counted_in_the_singular(form: TextFormat) -> None:
    """One article with one figure in one incident: no "1 events" in what a person reads."""
    summary = check(ONE)
    for shown in (render(summary, form), render(summary, form, explain=True), repr(summary)):
        assert not MORE_THAN_ONE.search(shown)


@pytest.mark.parametrize("form", ["text", "md", "github"])
def test_what_rests_on_one_source_has_one_name(form: TextFormat) -> None:
    """The kind of the finding is its name for a reader too, and the source stands behind the number."""
    shown = render(check(ONE), form)
    assert "uncorroborated" in shown.lower()
    assert "1 person killed: the only source is Wire" in shown
    assert not any(words in shown.lower() for words in ("one source only", "word of one source"))


REASONS = [
    ({"value": 4}, {"value": 7}, "the numbers differ, and nothing says", "two exact numbers have no ranges"),
    ({"value": 4}, {"value": 7, "bound": "more_than"}, "the ranges do not meet, and nothing says", "one of them is a range"),
    ({"value": None, "low": 2, "high": 4}, {"value": 7}, "the ranges do not meet, and nothing says", "and so is this one"),
]  # fmt: skip


@pytest.mark.parametrize(("ours", "theirs", "expected", "case"), REASONS, ids=[case for *_, case in REASONS])
def test_only_ranges_are_called_ranges(ours: dict[str, Any], theirs: dict[str, Any], expected: str, case: str) -> None:
    """Two reports of one day: the reason fits what is compared."""
    reports = [
        report(name, source=name, figures=[figure("killed", "people", article=name, source=name, **numbers)])
        for name, numbers in (("a", ours), ("b", theirs))
    ]
    (found,) = [finding for finding in check(reports).findings if finding.kind == "conflict"]
    assert expected in found.explanation, case


def test_two_that_say_the_same_number_agree_on_it() -> None:
    """Ranges that meet are told only of ranges: "the same number" and "more than 3" with 4."""
    same, meets = (
        compare(figure(value=4, source="a"), figure(article="b", source="b", **numbers), Context({}, {})).reason
        for numbers in ({"value": 4}, {"value": 3, "bound": "more_than"})
    )
    assert (same, meets) == ("independent sources with the same number", "independent sources whose ranges meet")


def test_figures_that_were_not_compared_are_counted() -> None:
    """In a line under their incident."""
    summary = check(ONE)
    (incident,) = summary.incidents
    (left,) = caution_lines(incident.model_copy(update={"uncompared": 1}))
    assert left.startswith("1 figure not compared")
