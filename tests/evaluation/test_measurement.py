"""A whole evaluation, from lines to scores: each expected value is counted by hand."""

import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import UsageError
from summarizer.evaluation import Gold, compare_evaluations, evaluate, link_as_gold, select_reports
from summarizer.pipeline.check import check_decided
from summarizer.records.evaluation import SCORES, Evaluation, Linking, ReadBy
from summarizer.records.events import parse_event_report

from ..helpers.golds import Line, event, finding, gold_of, killed, reading

KISUMU: dict[str, Any] = {
    "type": "miscellaneous_accident",
    "start": "2024-03-04",
    "place": {"town": "Kisumu", "country": "Kenya"},
}
YORK: dict[str, Any] = {"type": "flood", "start": "2024-05-01", "place": {"town": "York", "country": "United Kingdom"}}
# Two fires are one incident with a conflict, three reports of a flood another, with a toll that rose.
EVENTS = (
    event("f1", "fire", killed(4, attributed_to="police"), {"measure": "wounded", "of": "people", "value": 20}, source="Gazette", published="2024-03-05", **KISUMU),
    event("f2", "fire", killed(7, attributed_to="the county"), source="Wire", published="2024-03-05", **KISUMU),
    event("y1", "flood", killed(2), source="Press", published="2024-05-01", **YORK),
    event("y2", "flood", killed(3), {"measure": "damaged", "of": "homes", "value": 40}, source="Press", published="2024-05-02", **YORK),
    event("y3", "flood", killed(3, attributed_to="officials"), source="Herald", published="2024-05-03", **YORK),
)  # fmt: skip
FINDINGS = (finding("fire", "f11", "f21"), finding("flood", "y11", "y21 y31", kind="revision"))
LINES = (*EVENTS, *FINDINGS)


def measured(
    gold: Gold, records: Iterable[Line], linking: Linking = "ours", read_by: ReadBy = "records", **fields: Any
) -> Evaluation:
    """The evaluation of these records, linked and checked."""
    reports = list(select_reports(gold, map(parse_event_report, records)).reports)
    if linking == "gold":
        reports = link_as_gold(gold, reports)
    return evaluate(gold, check_decided(reports, texts=gold.texts), read_by=read_by, linking=linking, **fields)


def values(evaluation: Evaluation, prefix: str) -> list[float | None]:
    """The precision, recall and F1 of something."""
    return [evaluation.scores[f"{prefix}_{part}"].value for part in ("precision", "recall", "f1")]  # type: ignore[index]  # its names


@pytest.fixture
def gold(tmp_path: Path) -> Gold:
    """The fire and the flood: 5 events, 7 figures, 2 findings."""
    return gold_of(tmp_path, *LINES)


PERFECT = tuple(map(reading, EVENTS))
BAD: tuple[Line, ...] = (
    reading(EVENTS[0], figures=[killed(4, attributed_to="police"), {"measure": "wounded", "of": "people", "value": 30}]),
    reading(EVENTS[1], figures=[killed(7)]),
    reading(EVENTS[2]),
    reading(EVENTS[3], type="storm"),
    {**reading(EVENTS[4]), "article": "elsewhere"},
)  # fmt: skip


def test_a_perfect_reading_scores_one(gold: Gold) -> None:
    """All that can be measured is right, and nothing is listed."""
    result = measured(gold, PERFECT)
    assert set(result.scores) == set(SCORES)
    assert {name: score.value for name, score in result.scores.items() if score.value not in (1, None)} == {}
    unmeasured = {name for name, score in result.scores.items() if score.value is None}
    assert unmeasured == {"figures_category", "near_misses_flagged"}
    listed = result.missed, result.other_kind, result.false_findings, result.missed_figures, result.extra_figures
    assert listed == ((), (), (), (), ())


def test_a_reading_with_mistakes(gold: Gold) -> None:
    """30 for 20 wounded, a source missed, a type wrong, and no record of y3: 5 of 6 figures right, 5 of 7 found."""
    result = measured(gold, BAD)
    assert values(result, "figures") == pytest.approx([5 / 6, 5 / 7, 10 / 13])
    assert values(result, "events") == pytest.approx([1, 4 / 5, 8 / 9])
    told = {name.partition("_")[2]: (score.right, score.of) for name, score in result.scores.items()}
    assert told["type"] == (3, 4)
    assert (told["place"], told["day"]) == ((4, 4), (4, 4))
    assert told["attribution"] == (4, 5)
    assert told["attributed_to"] == (1, 1)
    assert told["measure"] == (5, 5)


def test_categories_count_where_they_are_labelled(tmp_path: Path) -> None:
    """One is right, one is labelled as untold and was made up, one is not labelled."""
    counts = killed(1, category="civilians"), killed(2, category=None), killed(3)
    told = event("f1", "fire", *counts, **KISUMU)
    read = [killed(1, category="civilians"), killed(2, category="police"), killed(3, category="police")]
    score = measured(gold_of(tmp_path, told), [reading(told, figures=read)]).scores["figures_category"]
    assert (score.right, score.of) == (1, 2)


def test_figures_by_measure_and_bound(gold: Gold) -> None:
    """30 wounded is an error on either side; 40 homes are right."""
    result = measured(gold, BAD)
    told = {group.group: (group.right, group.read, group.gold) for group in result.figures_by_measure}
    assert told == {"killed": (4, 4, 5), "wounded": (0, 1, 1), "damaged": (1, 1, 1)}
    assert list(told) == ["killed", "damaged", "wounded"]
    (exactly,) = result.figures_by_bound
    assert (exactly.group, exactly.right, exactly.read, exactly.gold) == ("exactly", 5, 6, 7)
    assert [labelled.id for labelled in result.missed_figures] == ["f12", "y31"]
    assert [(labelled.figure.article, labelled.figure.value) for labelled in result.extra_figures] == [("f1", 30)]


def test_what_is_read_wrongly_counts_in_its_incident(gold: Gold) -> None:
    """By the event that it is of; so that incidents can be drawn."""
    fire, flood = measured(gold, BAD).by_unit
    assert (fire.id, fire.counts["figures_read"], fire.counts["figures_right"], fire.counts["figures_gold"]) == (
        "fire",
        3,
        2,
        3,
    )
    assert (flood.id, flood.counts["figures_read"], flood.counts["figures_right"], flood.counts["figures_gold"]) == (
        "flood",
        3,
        3,
        4,
    )


def test_articles_of_no_event_count_what_is_read_of_them(tmp_path: Path) -> None:
    """As units of their own; articles that the gold standard lacks do not count."""
    lines = [*EVENTS, *({"article": name} for name in ("f1", "f2", "y1", "y2", "y3", "calm"))]
    gold = gold_of(tmp_path, *lines)
    extra = {**reading(EVENTS[0]), "article": "calm"}, {**reading(EVENTS[0]), "article": "elsewhere"}
    result = measured(gold, [*PERFECT, *extra])
    assert values(result, "events") == pytest.approx([5 / 6, 1, 10 / 11])
    assert [(unit.unit, unit.id) for unit in result.by_unit] == [
        ("incident", "fire"),
        ("incident", "flood"),
        ("article", "calm"),
    ]
    assert result.by_unit[2].counts == {"events_read": 1, "figures_read": 2}


def test_figures_as_labelled_measure_the_checker_alone(gold: Gold) -> None:
    """Neither figures nor events; links only where they are ours."""
    kept = measured(gold, [line["event"] for line in EVENTS], "gold", "gold")
    assert {name.partition("_")[0] for name in kept.scores} == {"findings", "near"}
    assert values(kept, "findings") == [1, 1, 1]
    ours = measured(gold, PERFECT, "ours", "gold")
    assert {name.partition("_")[0] for name in ours.scores} == {"findings", "near", "links"}
    assert (kept.figures_by_measure, kept.missed_figures, kept.extra_figures) == ((), (), ())


def test_true_links_are_given_to_what_was_read(gold: Gold) -> None:
    """A reading whose places and days say nothing is linked all the same; an event that is none stays alone."""
    bare = [
        {"article": line["event"]["article"], "type": line["event"]["type"], "figures": line["event"]["figures"]}
        for line in EVENTS
    ]
    wrong = {"article": "f1", "type": "riot", "figures": [killed(900)]}
    result = measured(gold, [*bare, wrong], "gold")
    assert not any(name.startswith("links") for name in result.scores)
    assert result.scores["findings_recall"].value == 1
    assert result.false_findings == ()


def test_links_that_records_came_with(gold: Gold) -> None:
    """All five in one incident: 4 of 10 pairs are right."""
    given = [{**line["event"], "incident": "one"} for line in EVENTS]
    result = measured(gold, given, "given")
    assert values(result, "links_pairs") == pytest.approx([4 / 10, 1, 4 / 7])
    # shares of 2/5 for two events, and of 3/5 for three
    assert values(result, "links_b3") == pytest.approx([13 / 25, 1, 13 / 19])


@settings(max_examples=15)
@given(order=st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(order: random.Random, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Of the gold standard and of the records: the same result to the byte."""

    def shuffled(lines: Sequence[Line]) -> list[Line]:
        return order.sample(lines, len(lines))

    folder = tmp_path_factory.mktemp("gold")
    straight = measured(gold_of(folder, *LINES), BAD)
    assert measured(gold_of(folder, *shuffled(LINES)), shuffled(BAD)).model_dump_json() == straight.model_dump_json()


def test_the_ids_of_articles_are_those_of_either_side(tmp_path: Path) -> None:
    """A record may name an article by the hash of its text, as `run` does."""
    text = "Four people were killed, police said."
    told = event("f1", "fire", killed(4, quote="Four people"))
    gold = gold_of(tmp_path, {"article": "f1", "text": text}, told)
    article = gold.articles["f1"]
    assert article
    result = measured(gold, [{**reading(told), "article": article.id}])
    assert values(result, "figures") == [1, 1, 1]


def test_a_result_is_read_back(gold: Gold) -> None:
    """By the same record."""
    result = measured(gold, BAD, reader="a.jsonl", unread=["a.jsonl:1: no JSON"])
    assert Evaluation.model_validate_json(result.model_dump_json()) == result


def test_a_baseline_is_compared_incident_by_incident(gold: Gold) -> None:
    """Figures, links and findings; the same reading does not differ."""
    worse = measured(gold, BAD)
    better = compare_evaluations(measured(gold, PERFECT), worse)
    figures, links, findings = better.baseline
    assert (figures.score, links.score, findings.score) == ("figures_f1", "links_b3_f1", "findings_f1")
    assert [figures.ours, figures.baseline] == pytest.approx([1, 10 / 13])
    assert figures.difference == pytest.approx(3 / 13)
    assert figures.p == pytest.approx(1 / 2, abs=0.02)  # of two incidents, both better
    assert [(row.difference, row.p) for row in compare_evaluations(worse, worse).baseline] == [(0, 1)] * 3


def test_only_what_both_measure_is_compared(gold: Gold) -> None:
    """Beside figures as labelled the findings alone."""
    labelled = measured(gold, [line["event"] for line in EVENTS], "gold", "gold")
    assert [row.score for row in compare_evaluations(labelled, measured(gold, BAD)).baseline] == ["findings_f1"]


def test_a_baseline_is_on_the_same_gold_standard(gold: Gold, tmp_path: Path) -> None:
    """One on another says so."""
    other = gold_of(tmp_path, *EVENTS)
    with pytest.raises(UsageError, match="expected a baseline on the same gold standard"):
        compare_evaluations(measured(gold, BAD), measured(other, BAD))
