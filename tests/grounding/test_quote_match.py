"""How a figure's quote was matched with its article: kept from the proof to the report, and no part of what is reported."""

import json
from io import BytesIO
from typing import Any

import pytest

from summarizer import Article, Summary, check, summarize
from summarizer.errors import RecordError
from summarizer.grounding import ground
from summarizer.linking import link
from summarizer.records.article import make_article
from summarizer.records.changes import Changes
from summarizer.records.ids import figure_id, figure_passage_id
from summarizer.records.usage import Usage
from summarizer.render import render, render_bytes
from summarizer.schemas import Figure, RemoteViolence
from summarizer.summary.assembly import summarize_outcomes
from summarizer.summary.changes import find_changes

from ..helpers.browser import data_of
from ..helpers.proved import ground_events
from ..helpers.reports import figure, report

TEXT = (
    "Podolyak said that more than 120 missiles had been launched across the country. "
    "“Two people,” the mayor said, were hurt – one of them gravely. Twelve homes\n\nburned."
)
MARK = "[matched by likeness]"


@pytest.mark.parametrize(
    ("quote", "fields", "match"),
    [
        pytest.param("more than 120 missiles had been launched", {"value": 120, "bound": "more_than"}, "exact", id="the words"),
        pytest.param("  more than 120 missiles ", {"value": 120, "bound": "more_than"}, "exact", id="with blanks around"),
        pytest.param("120 missiles", {"value": 120, "bound": "more_than"}, "exact", id="clipped of its bound"),
        pytest.param("MORE THAN 120 missiles", {"value": 120, "bound": "more_than"}, "folded", id="another case"),
        pytest.param("more than  120\tmissiles", {"value": 120, "bound": "more_than"}, "folded", id="other white space"),
        pytest.param('"Two people," the mayor said', {"value": 2}, "folded", id="straight quotation marks"),
        pytest.param("“Two people,” the mayor said, were hurt - one", {"value": 2}, "folded", id="another dash"),
        pytest.param("Twelve homes burned", {"value": 12}, "folded", id="over a paragraph's end"),
        pytest.param("more than 120 rockets had been launched across the country", {"value": 120, "bound": "more_than"}, "fuzzy", id="another word"),
        pytest.param("more than 120 missiles were launched across the country", {"value": 120, "bound": "more_than"}, "fuzzy", id="another tense"),
        pytest.param("more than 120 missiles had been launched accross", {"value": 120, "bound": "more_than"}, "fuzzy", id="misspelled"),
    ],
)  # fmt: skip
def test_a_grounded_figure_says_how_its_quote_was_matched(quote: str, fields: dict[str, Any], match: str) -> None:
    """Character for character, folded, or by likeness; the quote that is kept is the article's own."""
    (grounded,), _ = ground(TEXT, [Figure(quote=quote, measure="other", of="things", **fields)])
    assert grounded.match == match
    assert grounded.quote == TEXT[grounded.start : grounded.end]


CONFLICT = [
    report("a", incident="1", source="Wire", figures=[figure(value=4, quote="four people died", match="fuzzy")]),
    report("b", incident="1", source="Post", figures=[figure(value=9, quote="nine died", article="b", match="folded")]),
]


def launched(quote: str, text: str = TEXT) -> tuple[Summary, Article]:
    """The summary of an article with one figure."""
    read = make_article(text, source="Wire")
    told = {"quote": quote, "measure": "launched", "of": "missiles", "value": 120, "bound": "more_than"}
    event = RemoteViolence.model_validate({"type": "shelling_artillery_missile", "headline": "Raid", "figures": [told]})
    return summarize_outcomes([ground_events(read, [event], Usage())]), read


PARAPHRASE = "more than 120 rockets had been launched across the country"


@pytest.mark.parametrize(
    ("quote", "match"),
    [
        pytest.param("more than 120 missiles had been launched", "exact", id="exact"),
        pytest.param("More than 120 missiles had been launched", "folded", id="folded"),
        pytest.param(PARAPHRASE, "fuzzy", id="fuzzy"),
    ],
)
def test_reports_and_records_have_the_match(quote: str, match: str) -> None:
    """The JSON, JSON Lines, and data frames; the JSON reads back."""
    summary, _ = launched(quote)
    document = json.loads(summary.to_json())
    assert document["incidents"][0]["events"][0]["figures"][0]["match"] == match
    assert json.loads(render(summary, "jsonl"))["figures"][0]["match"] == match
    assert list(summary.to_pandas()["match"]) == list(summary.to_polars()["match"]) == [match]
    assert Summary.model_validate_json(summary.to_json()) == summary


def test_parquet_has_the_match() -> None:
    """In the struct of a figure."""
    parquet = pytest.importorskip("pyarrow.parquet")
    summary, _ = launched(PARAPHRASE)
    (row,) = parquet.read_table(BytesIO(render_bytes(summary, "parquet"))).to_pylist()
    assert row["figures"][0]["match"] == "fuzzy"


def test_the_rules_read_from_the_text() -> None:
    """Each quote of the built-in rules is exact."""
    text = "Five people were killed and at least 12 wounded in shelling in Kharkiv, Ukraine, on Monday, the mayor said."
    summary = summarize([text], model="builtin")
    figures = [figure for incident in summary.incidents for event in incident.events for figure in event.figures]
    assert len(figures) == 2
    assert {figure.match for figure in figures} == {"exact"}


def test_a_report_of_an_earlier_version_loads() -> None:
    """Its figures have no match, and nothing is said of them."""
    summary, _ = launched(PARAPHRASE)
    earlier = json.loads(summary.to_json())
    for figures in (earlier["incidents"][0]["events"][0]["figures"], *(f["figures"] for f in earlier["findings"])):
        for one in figures:
            del one["match"]
    old = Summary.model_validate(earlier)
    assert old.incidents[0].events[0].figures[0].match is None
    assert MARK not in render(old, "text")


def test_nothing_is_new_beside_a_report_of_an_earlier_version() -> None:
    """Its incidents and findings are known, though none of its figures says how its quote was matched."""
    now = check(CONFLICT)
    earlier = [
        one.model_copy(update={"figures": tuple(each.model_copy(update={"match": None}) for each in one.figures)})
        for one in CONFLICT
    ]
    assert find_changes(check(earlier), now) == Changes(articles=(), incidents=(), findings=(), estimates=(), gone=())


@pytest.mark.parametrize("match", ["alike", "", 1])
def test_a_record_with_another_match_is_refused(match: Any) -> None:
    """By its place in the record."""
    with pytest.raises(RecordError, match=r"figures\.0\.match"):
        check([{"article": "1", "type": "battle", "figures": [{"measure": "killed", "value": 2, "match": match}]}])


def test_the_match_is_no_part_of_what_a_report_says() -> None:
    """Incidents and figures keep their ids, so that reviews and links of earlier runs hold."""
    ids = set()
    for match in (None, "exact", "folded", "fuzzy"):
        told = figure(value=4, quote="four people", match=match)
        reports = [report("a", figures=[told]), report("b", figures=[figure(value=4, article="b", match=match)])]
        (incident,) = link(reports)
        ids.add((incident.id, figure_id(told), figure_passage_id(told)))
    assert len(ids) == 1


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        pytest.param("text", f"“four people died” {MARK}", id="text"),
        pytest.param("md", r"| four people died \[matched by likeness\] |", id="Markdown"),
    ],
)
def test_a_fuzzy_match_is_marked_behind_its_quote(form: Any, shown: str) -> None:
    """Once; a folded one differs in nothing that a reader would miss."""
    told = render(check(CONFLICT), form)
    assert shown in told
    assert told.count("matched by likeness") == 1


def test_the_page_is_given_the_match_of_each_quote() -> None:
    """A figure without a quote has none."""
    summary, read = launched(PARAPHRASE)
    (shown,) = data_of(render(summary, "html", articles=[read]))["figures"]
    assert shown["match"] == "fuzzy"
    bare = check([report("a", figures=[figure(value=4, match="fuzzy")])])
    assert "match" not in data_of(render(bare, "html"))["figures"][0]
