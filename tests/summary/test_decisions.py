"""What a person decides of links holds: in reports of records, in streams, in any order and with more records."""

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from summarizer import EventReport, Summary, check, check_each
from summarizer.linking import Ruling, labelled_pairs, link, settle
from summarizer.linking.adjudication import adjudicate_pairs
from summarizer.linking.corpus import Corpus
from summarizer.records.reviews import Review, link_review, report_key
from summarizer.reviews import apply_reviews
from summarizer.summary.clerical_review import decide
from summarizer.summary.decisions import Decisions

from ..helpers.reports import figure, report
from ..linking.test_decisions import SIMILAR, assert_hold


def together(summary: Summary) -> list[set[str]]:
    """The sources of each incident, the first first."""
    return sorted(
        ({event.source or event.article for event in incident.events} for incident in summary.incidents), key=sorted
    )


def records() -> list[EventReport]:
    """Two reports of one raid, one of another town a month later."""
    raids = [report(name, place="Moscow//Russia", figures=[figure(value=4, article=name)]) for name in "ab"]
    return [*raids, report("c", place="Kursk//Russia", start="2023-06-30", figures=[figure(value=9, article="c")])]


@pytest.mark.parametrize(
    ("choices", "expected", "why"),
    [
        ({}, [{"a", "b"}, {"c"}], "as linking has it"),
        ({"same": [("a", "c")]}, [{"a", "b", "c"}], "the incidents merge"),
        ({"different": [("a", "b")]}, [{"a"}, {"b"}, {"c"}], "the incident is split"),
        ({"one_event": True}, [{"a", "b", "c"}], "all are one"),
        ({"one_event": True, "different": [("b", "c")]}, [{"a", "c"}, {"b"}], "but for what is named"),
        ({"same": [("a", "b")], "different": [("a", "b")]}, [{"a"}, {"b"}, {"c"}], "the later one holds"),
    ],
)
def test_check_keeps_to_what_is_decided(choices: dict[str, Any], expected: list[set[str]], why: str) -> None:
    """At once, and as a stream; each decision is in the report."""
    summary = check(records(), **choices)
    assert together(summary) == expected, why
    streamed = list(check_each(records(), **choices))
    assert {each.incident.id for each in streamed} == {incident.id for incident in summary.incidents}
    decided, in_stream = (
        {(each.review, each.incident, each.other, each.overruled) for each in reviewed}
        for reviewed in (summary.reviewed, (review for each in streamed for review in each.reviewed))
    )
    assert in_stream == decided


def test_a_report_is_taken_out_of_an_incident_by_its_id() -> None:
    """It is apart from each of the others, and these stay together: of two reports alone, the rest might follow either."""
    raids = [report(name, place="Moscow//Russia", figures=[figure(value=4, article=name)]) for name in "abd"]
    (incident,) = check(raids).incidents
    for pair in (("b", incident.id), (incident.id, "b")):
        assert together(check(raids, different=[pair])) == [{"a", "d"}, {"b"}]
        assert together(check(raids, different=[pair], same=[("a", "b")])) == [{"a", "d"}, {"b"}], "it is later"


@settings(max_examples=40)
@given(SIMILAR, st.data())
def test_the_order_of_the_records_does_not_matter(reports: list[EventReport], data: st.DataObject) -> None:
    """Nor that all are said to be one event, but for some; one decision gives way to another by the call alone."""
    names = sorted({each.article for each in reports})
    pair = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(lambda both: both[0] != both[1])
    pairs = st.lists(pair, max_size=3) if len(names) > 1 else st.just([])
    choices: dict[str, Any] = {
        "one_event": data.draw(st.booleans()),
        "same": data.draw(pairs),
        "different": data.draw(pairs),
    }
    first, mixed = (check(each, **choices) for each in (reports, data.draw(st.permutations(reports))))
    assert {each.id: each.events for each in first.incidents} == {each.id: each.events for each in mixed.incidents}
    for a, b in choices["different"][-1:]:
        assert not any({a, b} <= {*each.sources} for each in first.incidents), "the last decision holds"


@settings(max_examples=40)
@given(SIMILAR, st.data())
def test_what_was_decided_holds_with_more_records(reports: list[EventReport], data: st.DataObject) -> None:
    """Decisions on some records, read back from a file, hold among all of them: each on its own two reports.

    Two reports of one article that differ in nothing but the incident that they came with are told apart by nothing.
    """
    assume(len({report.model_copy(update={"incident": None}) for report in reports}) == len(reports))
    some = reports[: data.draw(st.integers(2, len(reports)))]
    pairs = st.tuples(st.sampled_from(some), st.sampled_from(some), st.booleans()).filter(
        lambda pair: pair[0] != pair[1]
    )
    decided = data.draw(st.lists(pairs, max_size=4))
    reviews = [Review.model_validate_json(review.model_dump_json()) for review in reviews_of(*decided)]
    for records in (some, reports, data.draw(st.permutations(reports))):
        settled = decide(link(records), [], Decisions(tuple(reviews)))
        assert_hold(settled.incidents, [Ruling(*pair) for pair in decided])


def test_incidents_are_named_by_the_ids_that_a_report_shows() -> None:
    """Those of linking, those that earlier decisions made, and those that records came with."""
    linked = {incident.sources: incident.id for incident in check(records()).incidents}
    assert together(check(records(), same=[(linked["a", "b"], linked[("c",)])])) == [{"a", "b", "c"}]
    assert together(check(records(), different=[("a", linked["a", "b"])])) == [{"a"}, {"b"}, {"c"}]
    one = check(records(), same=[("a", "c")])
    earlier = [reviewed.review for reviewed in one.reviewed]
    assert together(check(records(), reviews=earlier, different=[("c", one.incidents[0].id)])) == [{"a", "b"}, {"c"}]
    given = [records()[0].model_copy(update={"incident": "raid"}), *records()[1:]]
    assert together(check(given, same=[("raid", "c")])) == [{"a", "c"}, {"b"}]
    assert next(each.incident.id for each in check_each(given, same=[("raid", "c")])) == "raid"


@settings(max_examples=25)
@given(SIMILAR, st.data())
def test_a_stream_settles_as_memory_does(reports: list[EventReport], data: st.DataObject) -> None:
    """Ids, members and cores, whatever is decided, in the order of the first reports."""
    pairs = st.tuples(st.sampled_from(reports), st.sampled_from(reports), st.booleans())
    decided = [Ruling(*pair) for pair in data.draw(st.lists(pairs, max_size=4))]
    with Corpus(threads=1) as corpus:
        for each in reports:
            corpus.add(each)
        concerned = corpus.settle(decided)
        found = list(corpus.incidents())
    whole = settle(link(reports, labelled_pairs((), decided)), decided)
    assert {(each.id, each.reports, each.cores) for each in found} == {(i.id, i.reports, i.cores) for i in whole}
    assert_hold(found, decided)
    assert {each.id for each in concerned} <= {each.id for each in found}
    first = [min(map(reports.index, each.reports)) for each in found]
    assert first == sorted(first)


def test_a_judge_does_not_undo_what_a_person_decided() -> None:
    """Its verdicts come first, and the decisions last."""
    decided = decide(link(records()), [], Decisions(tuple(reviews_of((records()[0], records()[1], False)))))

    class Judge:
        async def judge(self, *_: object) -> Any:
            raise AssertionError("nobody is to be asked about what is decided")

    asked = asyncio.run(adjudicate_pairs(decided.incidents[-2:], Judge(), 9, 1, lambda *_: True))
    assert asked.asked == 0
    assert sorted(len(group.reports) for group in decided.settle(link(records()))) == [1, 1, 1]


def test_the_evidence_on_a_decided_pair_is_kept_beside_the_decision() -> None:
    """What linking made of the two by itself, through what is decided of the report later; none where it compared none."""
    reports = [*records(), report("d", incident="x", place="Kursk//Russia", start="2023-06-30")]
    (linked,) = (link for incident in check(reports).incidents for link in incident.links)
    summary = check(reports, same=[("a", "c"), ("c", "d")], different=[("a", "b")])
    by_articles = {frozenset((each.review.a.article, each.review.b.article)): each for each in summary.reviewed}  # type: ignore[union-attr]  # of links
    apart, joined, named = (by_articles[frozenset(pair)] for pair in ("ab", "ac", "cd"))
    assert apart.evidence.keys() == linked.evidence.keys()
    assert apart.weight == pytest.approx(linked.weight, abs=0.25 * len(linked.evidence)), "but for what it teaches"
    assert apart.weight == sum(apart.evidence.values())
    assert joined.weight is not None
    assert joined.weight < 0 < apart.weight
    assert (named.weight, named.evidence) == (None, {})
    later, _ = apply_reviews(summary, reviews_of((reports[1], reports[2], False)))
    kept = {each.review.id: each.evidence for each in later.reviewed}
    assert [kept[each.review.id] for each in (apart, joined)] == [apart.evidence, joined.evidence]


def test_what_is_decided_on_a_finished_report_has_the_evidence_of_its_link() -> None:
    """Of two reports that linking had joined."""
    summary = check(records())
    (linked,) = (link for incident in summary.incidents for link in incident.links)
    a, b, _ = records()
    (split,) = apply_reviews(summary, reviews_of((a, b, False)))[0].reviewed
    assert (split.weight, split.evidence) == (linked.weight, linked.evidence)


def reviews_of(*decided: tuple[EventReport, EventReport, bool]) -> Iterable[Review]:
    """Decisions on reports."""
    return [link_review(report_key(a), report_key(b), same=same) for a, b, same in decided]


@pytest.mark.parametrize(
    ("stored", "given", "expected", "why"),
    [
        ((True, "2024-01-01"), (False, "2024-01-02"), False, "the file is later"),
        ((True, "2024-01-03"), (False, "2024-01-02"), True, "the store is later"),
        ((True, "2024-01-03"), (False, None), False, "a decision without a time is of this call"),
    ],
)
def test_of_a_store_and_a_file_the_later_decision_holds(
    stored: tuple[bool, str], given: tuple[bool, str | None], expected: bool, why: str
) -> None:
    """On the same two reports by the same id; only what the store lacks is written to it."""
    a, b, _ = records()
    was, now = (link_review(report_key(a), report_key(b), same=same, at=at) for same, at in (stored, given))
    decisions = Decisions((now,)).after([was])
    assert [review.decision for review in decisions.reviews] == ["same" if expected else "different"], why
    assert decisions.stored == ({was.id} if expected else set())
    assert Decisions(withdrawn=frozenset([was.id])).after([was]).reviews == ()


@pytest.mark.parametrize(
    ("decided", "expected", "kinds"),
    [
        ((0, 2, True), [{"a", "b", "c"}], {"conflict", "agreement"}),
        ((0, 1, False), [{"a"}, {"b"}, {"c"}], {"uncorroborated"}),
    ],
)
def test_decisions_on_links_change_a_report_that_was_made_without_them(
    decided: tuple[int, int, bool], expected: list[set[str]], kinds: set[str]
) -> None:
    """As if it had been made with them; what concerns other reports is told."""
    a, b, same = decided
    before = check(records())
    (made,) = reviews_of((records()[a], records()[b], same))
    (other,) = reviews_of((report("x"), report("y"), True))
    now, unmatched = apply_reviews(before, [made, other])
    assert together(now) == expected
    assert {finding.kind for finding in now.findings} == kinds
    assert unmatched == (other,)
    whole = check(records(), reviews=[made])
    assert {incident.id for incident in now.incidents} == {incident.id for incident in whole.incidents}
    assert now.findings == whole.findings
    assert now.digest == whole.digest
    again, _ = apply_reviews(now, [made])
    assert again == now, "applied twice is applied once"


def test_incidents_that_are_decided_to_be_two_are_no_possible_duplicates() -> None:
    """A sum over them counts both, and is no range for want of an answer."""
    killed = next(total for total in check(records(), different=[("a", "b")]).sensitivity if total.measure == "killed")
    assert (killed.doubtful, killed.ranges) == (0, {})
    assert killed.totals["latest"] == 4 + 4 + 9


@pytest.mark.parametrize("blank", ["", "  ", "\t\n", "\u00a0"])
def test_a_blank_name_in_a_record_is_none(blank: str) -> None:
    """One of an incident, an outlet, an original."""
    named = {"incident": blank, "source": blank, "copy_of": blank}
    raids = [EventReport.model_validate(one.model_dump(exclude={"figures"}) | named) for one in records()]
    assert {(one.incident, one.source, one.copy_of) for one in raids} == {(None, None, None)}
    assert sorted(len(incident.events) for incident in check(raids).incidents) == [1, 2]
