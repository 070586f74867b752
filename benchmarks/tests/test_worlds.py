"""The worlds that linking is benchmarked in, and how its results are judged there."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import combinations
from random import Random

import pytest

from benchmarks.linking.articles import Verdict, judge
from benchmarks.linking.corpora import own_digest
from benchmarks.linking.findings import is_of_one
from benchmarks.worlds import war
from benchmarks.worlds.annotated import annotate
from benchmarks.worlds.local import Renaming, _moved_words
from benchmarks.worlds.readings import Document, Registry
from benchmarks.worlds.registry import HELD_OUT_SEEDS, TUNING_SEEDS, WORLDS
from summarizer.pipeline.check import check
from summarizer.records.events import parse_event_report


@pytest.mark.parametrize("world", ["news", "war"])
def test_a_world_gives_as_many_records_as_asked_and_the_same_for_a_seed(world: str) -> None:
    rows = list(WORLDS[world].generate(1500, 3))
    assert len(rows) == 1500
    assert rows == list(WORLDS[world].generate(1500, 3))
    assert rows != list(WORLDS[world].generate(1500, 4))
    assert all(parse_event_report(record).published for record, _ in rows)


def test_the_seeds_for_tuning_are_not_those_that_are_published() -> None:
    assert not set(TUNING_SEEDS) & set(HELD_OUT_SEEDS)


def test_the_war_is_told_day_by_day_by_outlets_that_tell_of_an_incident_once() -> None:
    rows = list(war.generate(4000, 5))
    days = [record["published"] for record, _ in rows]
    assert days == sorted(days)
    told = Counter((record["source"], incident) for record, incident in rows)
    assert max(told.values()) == 1
    by_article = defaultdict(list)
    for record, incident in rows:
        by_article[record["article"]].append(incident)
    assert all(len(set(incidents)) == len(incidents) for incidents in by_article.values())
    assert max(map(len, by_article.values())) >= war.LEAST_ROUND_UP


def test_a_codebook_tells_incidents_of_one_town_and_day_in_the_war_apart() -> None:
    stream = war._Stream(Random(7))
    stream.happen(war.FIRST_DAY, 3000)
    happenings = {happening.number: happening for _, _, _, happening in stream.waiting}
    by_town = defaultdict(list)
    for happening in happenings.values():
        if happening.kind != "flood":
            by_town[happening.spot.town].append(happening)
    assert any(len(together) > 2 for together in by_town.values())
    for together in by_town.values():
        for one, other in combinations(together, 2):
            assert one.family != other.family or (one.site, one.quarter) != (other.site, other.quarter)


JUDGED = [
    ("all linked", {"a": {1}, "b": {1}, "c": {2}}, Verdict(1, 1, 1, 1, 1, 1, 1)),
    ("nothing linked", {"a": {1}, "b": {3}, "c": {2}}, Verdict(1, 1, 0, 0, 0, 1, 1)),
    ("a look-alike joined: two wrong pairs", {"a": {1}, "b": {1}, "c": {1}}, Verdict(1, 1, 1, 3, 1, 1, 0)),
    ("one was not read: its pair is lost", {"a": {1}, "c": {2}}, Verdict(1, 0, 0, 0, 0, 1, 1)),
    ("an incident of which nothing was read is no look-alike kept apart", {"c": {2}}, Verdict(1, 0, 0, 0, 0, 0, 0)),
    ("articles of several groups are linked by any", {"a": {1, 5}, "b": {5}, "c": {2}}, Verdict(1, 1, 1, 1, 1, 1, 1)),
]


@pytest.mark.parametrize(("why", "labels", "verdict"), JUDGED, ids=[case[0] for case in JUDGED])
def test_articles_are_judged_in_pairs(why: str, labels: dict[str, set[int]], verdict: Verdict) -> None:
    groups = {article: frozenset(found) for article, found in labels.items()}
    assert judge(groups, {"a": "fire", "b": "fire", "c": "flood"}, [("fire", "flood")]) == verdict, why


def test_a_finding_whose_figures_are_of_two_true_incidents_is_mixed() -> None:
    reports = [
        parse_event_report(
            {"article": article, "source": article, "published": "2024-05-02", "type": "flood", "incident": "x",
             "start": "2024-05-01", "figures": [{"measure": "killed", "of": "people", "value": value}]}
        )
        for article, value in (("a", 3), ("b", 9))
    ]  # fmt: skip
    summary = check(reports)
    (finding,) = (finding for finding in summary.findings if finding.kind in ("conflict", "revision"))
    (incident,) = summary.incidents
    for truths, right in (((1, 1), True), ((1, 2), False)):
        truth = {own_digest(event): truths[event.article == "b"] for event in incident.events}
        assert is_of_one(finding, incident, truth) is right


REGISTRY = Registry(date(2016, 5, 7), "Ashton (Millside)", "Ohio", 1, 2)


def test_an_annotated_record_says_what_the_article_says_of_its_incident_and_no_more() -> None:
    text = "A man was killed and two were wounded early Sunday in the 300 block of Birch Street in Millside, Ohio."
    row = {"doc_id": "1a", "source": "x", "title": "Shooting", "published": "2016-05-08", "text": text}
    event = annotate(Document(row, "i", REGISTRY))
    assert event.place.name == "300 block of Birch Street, Millside"
    assert (event.place.region, event.start) == ("Ohio", date(2016, 5, 8))
    assert [(figure.measure, figure.value) for figure in event.figures] == [("killed", 1), ("wounded", 2)]
    silent = annotate(Document(row | {"text": "Police ask for help."}, "i", REGISTRY))
    assert (silent.place.name, silent.start, silent.figures) == (None, None, ())


def test_a_name_is_changed_alike_in_all_reports_of_an_incident() -> None:
    renaming = Renaming(Random(1), REGISTRY, ("Newtown", "Utah"), ("Birch", "Cedar", "Maple", "Oak", "Spruce"))
    assert renaming.text("Ashton, Ohio") == "Newtown, Utah"
    first, second = renaming.text("300 block of Maple Street, Ashton"), renaming.text("Maple Street")
    assert first is not None
    assert second is not None
    assert second in first
    assert first.endswith(", Newtown")
    assert "Maple" not in second


@pytest.mark.parametrize(
    ("when", "moved"),
    [
        ("late Tuesday", "late Tuesday"),
        ("on March 3", "on March 10"),
        ("Dec. 30, 2015", "January 6, 2016"),
        ("in 2014", None),
    ],
)
def test_the_words_for_a_day_move_with_it(when: str, moved: str | None) -> None:
    assert _moved_words(when, date(2016, 3, 8), timedelta(weeks=1)) == moved
