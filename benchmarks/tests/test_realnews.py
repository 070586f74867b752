"""A model's readings of real articles: no text is in them; it can be put back; and linking does well on them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pytest

from benchmarks.linking.articles import Pairs, Verdict, bootstrap, incidents, judge
from benchmarks.realnews import (
    LONGEST_RUN,
    load_readings,
    put_back,
    read_documents,
    read_documents_by_rules,
    take_out,
)
from benchmarks.worlds import real
from benchmarks.worlds.readings import Document, missing
from summarizer.linking import link
from summarizer.records.article import Article, make_article
from summarizer.records.events import EventReport, parse_event_report

with_texts = pytest.mark.skipif(missing() is not None, reason=str(missing()))

LONGEST_FIELD = 100  # characters: a headline, or a site with its street
LONGEST_ARTICLE = 100_000  # characters
AT = re.compile(r"\{(\d+):(\d+)\}")


def fields(record: Any) -> Iterator[str]:
    """Every text in a reading."""
    if isinstance(record, str):
        yield record
    elif isinstance(record, dict | list):
        for inner in record.values() if isinstance(record, dict) else record:
            yield from fields(inner)


def test_the_readings_are_records_of_many_articles_in_two_halves() -> None:
    readings = load_readings()
    reports = [parse_event_report(reading["report"]) for reading in readings]
    assert len({report.article for report in reports}) >= 120
    assert all(
        len({line["half"] for line in readings if line["text"] == text}) == 1 for text in {x["text"] for x in readings}
    )
    assert {reading["half"] for reading in readings} == {"tuned", "blind", "second"}
    assert any(report.figures for report in reports)


def test_offsets_are_ranges_in_an_article() -> None:
    for reading in load_readings():
        ranges = [(int(at[1]), int(at[2])) for text in fields(reading) for at in AT.finditer(text)]
        ranges += [(figure["start"], figure["end"]) for figure in reading["report"].get("figures", ())]
        assert all(0 <= start < end < LONGEST_ARTICLE for start, end in ranges), reading["text"]


def test_no_text_is_in_the_readings() -> None:
    for reading in load_readings():
        assert max(map(len, fields(reading))) <= LONGEST_FIELD, reading["text"]
        assert "terms" not in reading["report"]
        assert not any("quote" in figure for figure in reading["report"].get("figures", ()))


TEXT = "Ana Ruiz, 34, died when a bus left the road near the old mill in Ashton on Monday. Ruiz was a teacher."


def report(article: Article, **changes: Any) -> EventReport:
    """A reading of the article."""
    figure = {"measure": "killed", "of": "person", "value": 1, "words": "Ana Ruiz", "quote": "Ana Ruiz, 34, died"}
    return parse_event_report(
        {"article": article.id, "source": "x", "published": "2024-05-07", "type": "traffic_accident",
         "headline": "Teacher Ana Ruiz dies in Ashton", "place": {"name": "near the old mill", "town": "Ashton"},
         "when": "on Monday", "figures": [figure | {"article": article.id, "source": "x", "start": 0, "end": 18}],
         "named": [{"kind": "victim", "name": "Ana Ruiz", "age": 34}]} | changes
    )  # fmt: skip


HEADLINES = [
    ("Teacher Ana Ruiz dies in Ashton", "Teacher {0:8} dies in Ashton", "a name of a victim goes, a town stays"),
    ("Ruiz's bus crashed", "{4:8}'s bus crashed", "so does a name by itself"),
    ("Crash: a bus left the road", "Crash: {24:43}", "five words of the article in a row go"),
    ("Her bus left the city", "Her bus left the city", "three do not"),
    ("Bus crash in Ashton", "{103:122}", "the title stands behind the text"),
]


@pytest.mark.parametrize(("headline", "taken", "why"), HEADLINES, ids=[case[2] for case in HEADLINES])
def test_words_of_the_article_are_taken_out_and_put_back(headline: str, taken: str, why: str) -> None:
    article = make_article(TEXT, source="x", title="Bus crash in Ashton", published=date(2024, 5, 7))
    read = report(article, headline=headline)
    (reading,) = take_out("tuned", "d1", article, [read])
    assert reading["report"]["headline"] == taken, why
    (back,) = put_back([reading], article)
    assert back.headline == headline
    assert (back.figures[0].quote, back.figures[0].words) == ("Ana Ruiz, 34, died", "Ana Ruiz")
    assert (back.place, back.when, back.named) == (read.place, read.when, read.named)
    assert "mill" in back.terms
    assert not any(word in " ".join(fields(reading)) for word in ("Ruiz", "mill", "Monday"))


def test_words_are_not_put_back_from_another_text() -> None:
    article = make_article(TEXT)
    readings = list(take_out("tuned", "d1", article, [report(article)]))
    with pytest.raises(ValueError, match="d1: expected the text that was read"):
        list(put_back(readings, make_article(TEXT + " She was liked.")))


@with_texts
@pytest.mark.parametrize("half", ["tuned", "blind", "second"])
def test_the_articles_words_are_where_the_readings_say(half: Any) -> None:
    readings = defaultdict(list)
    for reading in load_readings():
        readings[reading["report"]["article"]].append(reading["report"])
    for document in read_documents(half):
        assert len(document.events) == len(readings[document.id])
        assert any(event.terms for event in document.events)
        for event in document.events:
            assert not any(AT.search(text) for text in fields(event.model_dump(mode="json")))
            assert all(figure.quote and (figure.words or "") in figure.quote for figure in event.figures)
        records = [
            record | {"place": {name: text for name, text in record.get("place", {}).items() if name != "district"}}
            for record in readings[document.id]  # a quarter may have a name of four words
        ]
        texts = (text for record in records for text in fields(record))
        assert not any(run_of(text, document.text) > LONGEST_RUN for text in texts), document.id


def run_of(phrase: str, text: str) -> int:
    """How many words of a phrase stand in a row in a text at most."""
    words = list(re.finditer(r"\w+", phrase))
    runs = (
        after - first + 1
        for first in range(len(words))
        for after in range(first, len(words))
        if phrase[words[first].start() : words[after].end()] in text
    )
    return max(runs, default=0)


def judge_links(documents: Sequence[Document]) -> Verdict:
    """Link all events of some documents, and count the pairs of articles."""
    labels: dict[str, set[int]] = defaultdict(set)
    for label, group in enumerate(link(event for document in documents for event in document.events)):
        for event in group.reports:
            labels[event.article].add(label)
    return judge(
        {name: frozenset(groups) for name, groups in labels.items()}, incidents(documents), real.look_alikes(documents)
    )


@with_texts
def test_articles_of_one_incident_are_linked_as_the_model_read_them() -> None:
    found = judge_links(read_documents("tuned"))
    assert found.pairs >= 60
    assert found.linked / found.pairs >= 0.9
    assert found.right / found.claimed >= 0.95
    assert found.apart / found.alike >= 0.85


@with_texts
def test_articles_of_one_incident_are_linked_as_the_rules_read_them() -> None:
    documents = read_documents_by_rules("tuned")
    assert sum(bool(document.events) for document in documents) / len(documents) >= 0.95
    found = judge_links(documents)
    assert found.pairs >= 60
    assert found.linked / found.pairs >= 0.74
    assert found.right / found.claimed >= 0.95
    assert found.apart / found.alike >= 0.75


BOOTSTRAPPED = [
    (Pairs([("a", "a", True), ("b", "b", True)], [], [], []), "(1.00–1.00)", "what is always so is so in every draw"),
    (
        Pairs([("a", "a", True), ("b", "b", False)], [], [], []),
        "(0.00–1.00)",
        "one of two incidents may be drawn twice",
    ),
    (
        Pairs([("a", "b", True), ("a", "b", False)], [], [], []),
        "(0.50–0.50)",
        "pairs of two incidents are drawn together",
    ),
    (Pairs([], [], [], []), "", "a share of nothing has no interval"),
]


@pytest.mark.parametrize(("pairs", "interval", "why"), BOOTSTRAPPED, ids=[case[2] for case in BOOTSTRAPPED])
def test_intervals_are_by_incident(pairs: Pairs, interval: str, why: str) -> None:
    assert bootstrap(pairs, ["a", "b"])[1] == interval, why
