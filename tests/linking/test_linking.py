"""Linking: which reports tell of the same real event."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.events import busy_day, generate
from benchmarks.linking.corpora import fill
from summarizer import EventReport, check, check_each
from summarizer.language.names import skeleton
from summarizer.linking import Group, link
from summarizer.linking.corpus import Corpus
from summarizer.linking.digests import digest
from summarizer.linking.marks import make_marks
from summarizer.linking.profiles import make_profile
from summarizer.linking.scoring import create_tables, find_heaviest, make_tables, score_and_cluster, weigh_pairs
from summarizer.linking.sql_engines import DuckDB, Engine, SQLite
from summarizer.linking.statements import blocking_statements
from summarizer.records.event_lines import decode_line
from summarizer.records.events import parse_event_report

from ..helpers.reports import figure, report

RUSSIA = [{"name": "Russia", "role": "perpetrator"}, {"name": "Ukraine", "role": "target"}]
RUSSIAN = [{"name": "Russian forces", "role": "perpetrator"}, {"name": "Ukrainian cities", "role": "target"}]
BARRAGE: dict[str, Any] = {"kind": "shelling_artillery_missile", "place": "//Ukraine"}


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ({}, {}, "same place, day and type"),
        ({"kind": "attack_on_civilians", "place": "Kaluga//Russia", "start": "2023-05-29"},
         {"kind": "attack_on_civilians", "place": "Kaluga//Russia"}, "a day apart in a town that is seldom told of"),
        ({"start": None, "when": "on Tuesday"}, {}, "the weekday of an undated report fits"),
        ({"start": None, "published": "2023-05-31"}, {}, "an undated report leans on its publication"),
        ({"kind": "armed_clash", "place": "Graivoron district/Belgorod region/Russia"},
         {"kind": "armed_clash", "place": "Grayvoronsky district/Belgorod/Russia"}, "a place spelled in two ways"),
        ({"place": "/Bryansk/Russia", "start": None, "when": "On Saturday"},
         {"place": "Suzemka/Bryansk region/Russia", "start": "2023-04-29"}, "a village inside the region"),
        ({"kind": "attack_on_civilians"}, {}, "types that are taken for each other"),
        ({**BARRAGE, "actors": RUSSIA, "start": "2022-12-29"},
         {**BARRAGE, "actors": RUSSIAN, "start": None, "when": "on Thursday"}, "no place, but the weekday and both sides"),
        ({"place": "//Russia", "start": None, "published": "2023-05-31", "headline": "Ukrainian drone attacks airbase, killing soldiers",
          "figures": [figure(value=3)]},
         {"place": "Engels/Saratov/Russia", "headline": "Downed Ukrainian drone kills soldiers at airbase",
          "figures": [figure(value=3)]}, "an unnamed place, with an equal rare figure and the same topic"),
    ],
)  # fmt: skip
def test_these_are_one_incident(first: dict[str, Any], second: dict[str, Any], why: str) -> None:
    """Two reports of one event are linked although they differ in a detail."""
    (incident,) = link([report("a", **first), report("b", **second)])
    assert len(incident.reports) == 2, why
    (tie,) = incident.links
    assert {"place", "time", "type"} & set(tie.evidence), why


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ({"start": "2023-05-23"}, {}, "the same town a week earlier"),
        ({"start": "2023-05-29"}, {}, "raids of two days on a capital"),
        ({"place": "Springfield/Illinois/United States"}, {"place": "Springfield/Missouri/United States"}, "two states' towns"),
        ({"place": "Kharkiv//Ukraine"}, {"place": "Kherson//Ukraine"}, "two towns with like names"),
        ({"place": "Moscow//Russia"}, {"place": "Moscow//United States"}, "two countries"),
        ({"kind": "earthquake"}, {}, "unlike types"),
        ({"kind": "earthquake", "place": "Kaluga//Russia"}, {"kind": "wildfire", "place": "Kaluga//Russia"},
         "a fire is no earthquake, in however small a town"),
        ({"kind": "flood", "place": "Kaluga//Russia"}, {"place": "Kaluga//Russia"}, "nor is a drone strike a flood"),
        ({"kind": "denial"}, {"kind": "accusation"}, "a denial is not the accusation"),
        ({"kind": "peaceful_protest"}, {}, "a peaceful protest is no air strike"),
        ({**BARRAGE, "actors": RUSSIA, "start": "2022-10-10"},
         {**BARRAGE, "actors": RUSSIAN, "start": None, "when": "on Thursday"}, "a Monday is no Thursday"),
        ({**BARRAGE, "start": None}, {**BARRAGE, "start": None}, "a country and a type alone say too little"),
        ({"start": None, "when": "on May 3"}, {"start": "2023-05-30"}, "another day of the month"),
    ],
)  # fmt: skip
def test_these_are_two_incidents(first: dict[str, Any], second: dict[str, Any], why: str) -> None:
    """Two reports of different events stay apart although they share much."""
    assert len(link([report("a", **first), report("b", **second)])) == 2, why


def test_one_article_tells_of_two_strikes_as_two() -> None:
    """What one article keeps apart is kept apart, unless another article brings it together."""
    assert len(link([report("a", start=None), report("a", start=None, headline="Another")])) == 2


def test_given_incident_ids_are_respected() -> None:
    """Same id: one incident, however unlike; no id: linked by themselves."""
    reports = [
        report("a", incident="X"),
        report("b", incident="X", place="Lima//Peru"),
        report("c"),
        report("d", incident="Y"),
    ]
    found = {incident.id: [r.article for r in incident.reports] for incident in link(reports)}
    assert (found.pop("X"), found.pop("Y")) == (["a", "b"], ["d"])
    assert list(found.values()) == [["c"]]


@pytest.mark.parametrize(
    ("ours", "theirs", "why"),
    [
        ("M\u00fcnchen", "Mu\u0308nchen", "an umlaut"),
        ("Qu\u1ea3ng Ng\u00e3i", "Qua\u0309ng Nga\u0303i", "two accents"),
        ("\u041a\u0438\u0457\u0432", "\u041a\u0438\u0456\u0308\u0432", "another script"),
        ("\uac15", "\u1100\u1161\u11bc", "a syllable of three letters"),
    ],
)
def test_an_incident_id_is_one_in_both_forms_of_unicode(ours: str, theirs: str, why: str) -> None:
    """As records, however they are read, and as the name of a decision."""
    records = [report("a", incident=ours), report("b", incident=theirs, place="Lima//Peru"), report("c", place="Oslo")]
    assert {group.id: len(group.reports) for group in link(records)}.get(ours) == 2, why
    line = json.dumps({"article": "a", "type": "flood", "incident": theirs}).encode()
    read = decode_line(line)
    assert read is not None
    assert read.report.incident == ours
    for name in (ours, theirs):
        assert len(check(records, same=[(name, "c")]).incidents) == 1
        assert len(list(check_each(records, same=[(name, "c")]))) == 1


def test_a_chain_of_likely_pairs_is_not_one_incident() -> None:
    """Day after day in one town: neighbours are a day apart, the ends of the chain are not one event."""
    days = [report(f"a{day:02}", start=f"2023-05-{day:02}") for day in range(1, 29)]
    assert max(len(incident.reports) for incident in link(days)) <= 4


PLACES = ["Kyiv//Ukraine", "Lviv//Ukraine", "/Sumy/Ukraine", "//Ukraine", "Moscow//Russia"]
REPORTS = st.lists(
    st.builds(
        lambda number, place, day, kind: report(f"a{number}", kind, place, day and f"2023-05-{day:02}"),
        st.integers(0, 99),
        st.sampled_from(PLACES),
        st.one_of(st.none(), st.integers(1, 9)),
        st.sampled_from(["air_drone_strike", "armed_clash", "peaceful_protest"]),
    ),
    max_size=12,
)


def as_sets(reports: list[EventReport]) -> dict[str, list[str]]:
    """Incidents by id, each as the sorted records of its reports."""
    return {incident.id: sorted(r.model_dump_json() for r in incident.reports) for incident in link(reports)}


@given(REPORTS, st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(reports: list[EventReport], random: Any) -> None:
    """The same reports in any order give the same incidents with the same ids, and each report is in one."""
    incidents = as_sets(reports)
    assert incidents == as_sets(random.sample(reports, len(reports)))
    assert sorted(r for group in incidents.values() for r in group) == sorted({r.model_dump_json() for r in reports})


def made_up(records: int, seed: int = 11) -> list[EventReport]:
    return [EventReport.model_validate(record) for record, _ in generate(records, seed)]


def plain(incidents: list[Group]) -> dict[str, list[tuple[str, int]]]:
    """Members and cores by id; evidence aside."""
    return {
        incident.id: sorted(
            (report.model_dump_json(), core) for report, core in zip(incident.reports, incident.cores, strict=True)
        )
        for incident in incidents
    }


def test_new_reports_leave_nearly_all_incidents_as_they_are() -> None:
    """Of a corpus with summaries, copies and missing places, five new reports change the incidents that they join."""
    reports = made_up(500)
    before, after = plain(link(reports[:-5])), plain(link(reports))
    assert len(before.keys() - after.keys()) <= 5


def test_a_report_from_elsewhere_changes_nothing_here() -> None:
    """Incidents that share no name with the new report stay the same, evidence and all."""
    reports = [report("a"), report("b"), report("c", place="Lviv//Ukraine")]
    before, after = link(reports), link([*reports, report("d", place="Lima//Peru")])
    assert [group for group in after if group in before] == before
    assert len(after) == len(before) + 1


def related(engine: Engine, reports: list[EventReport]) -> tuple[list[Any], ...]:
    """All that an engine finds: groups, nodes, pairs, weights, and the evidence of the closest pairs."""
    owns = [digest(report.model_dump_json()) for report in reports]
    create_tables(engine)
    engine.insert("raw", [make_profile(report, own).row() for report, own in zip(reports, owns, strict=True)])
    engine.insert("mark", [mark for report, own in zip(reports, owns, strict=True) for mark in make_marks(report, own)])
    *tables, weights = score_and_cluster(engine)
    inside, outside = find_heaviest(engine, tables[1])
    evidence = weigh_pairs(engine, {*inside, *outside}, weights)
    groups = [sorted(engine.rows(f"select p, label from {table}")) for table in tables]  # noqa: S608  # names of our own
    found = (sorted(engine.rows(query)) for query in ("select own, p from rec", "select a, b, w, n from pair"))
    return (*groups, *found, sorted(weights.items()), sorted(evidence.items()))


def test_both_engines_find_the_same() -> None:
    """To the last hundredth of a bit, on reports with every kind of gap."""
    reports = [
        *made_up(400),
        report("u1", start=None, when="on Tuesday"),
        report("u2", start=None, place="//Russia", headline="Drone hits Moscow tower block"),
        report("u3", start=None, place=None, headline="Drone hits tower block in capital"),
        report("o'brien", 'a new\ntype, "quoted"', place='O\'Higgins, "X"/\x00/Chile'),
    ]
    with SQLite() as few, DuckDB() as many:
        assert related(few, reports) == related(many, reports)


def test_a_corpus_on_disk_gives_what_memory_gives() -> None:
    """Given ids, doubles and all: the same incidents, ids, cores and order of reports."""
    reports = made_up(1200)
    reports += [reports[3], report("x", incident="G'1\n"), report("y", incident="G'1\n", place="Lima//Peru")]
    with Corpus() as corpus:
        for each in reports:
            corpus.add(each)
        streamed = list(corpus.incidents())
    linked = link(reports)
    assert plain(streamed) == plain(linked)
    assert {i.id: i.reports for i in streamed} == {i.id: i.reports for i in linked}


def test_a_corpus_of_nothing_has_no_incidents() -> None:
    """No report is no error."""
    with Corpus() as corpus:
        assert list(corpus.incidents()) == []


def test_a_summary_article_links_each_of_its_events_to_its_own() -> None:
    """Ten events in one article, each told by another article too: ten incidents of two reports."""
    towns = ["Kyiv", "Lviv", "Odesa", "Sumy", "Poltava", "Dnipro", "Uman", "Lutsk", "Rivne", "Kherson"]
    told = [report("round-up", place=f"{town}//Ukraine") for town in towns]
    told += [report(f"a{number}", place=f"{town}//Ukraine") for number, town in enumerate(towns)]
    incidents = link(told)
    assert sorted(len(incident.reports) for incident in incidents) == [2] * 10
    assert all(len({r.place.name for r in incident.reports}) == 1 for incident in incidents)


def test_unequal_figures_forbid_nothing() -> None:
    """Eight drones or about 25, two killed or nine: what the checker is there for."""
    (incident,) = link(
        [
            report("a", figures=[figure(value=2), figure("launched", "drones", 8)]),
            report("b", figures=[figure(value=9), figure("launched", "drones", 25, bound="about")]),
        ]
    )
    assert incident.cores == (0, 0)


@pytest.mark.parametrize(
    ("second", "cores", "kinds"),
    [
        ({"kind": "attack_on_civilians", "start": "2023-05-31"}, {0}, {"conflict"}),
        ({"start": "2023-06-01"}, {0, 1}, {"uncorroborated"}),
    ],
)
def test_only_a_sure_link_accuses(second: dict[str, Any], cores: set[int], kinds: set[str]) -> None:
    """A day apart: eight drones or 25 conflict. Two days apart: possibly the same, with both numbers and the reason."""
    place = "Kaluga//Russia"
    told = [
        report("a", place=place, figures=[figure("launched", "drones", 8)]),
        report("b", place=place, figures=[figure("launched", "drones", 25, article="b")], **second),
    ]
    summary = check(told)
    (incident,) = summary.incidents
    assert set(incident.cores) == cores
    assert {finding.kind for finding in summary.findings} == kinds
    assert ("link" in {missed.rule for missed in summary.near_misses}) is (len(cores) > 1)


def test_every_link_has_its_evidence_and_the_nearest_other_its_reason() -> None:
    """Weights in bits by field; what speaks against the rival is there too."""
    uman = [report(name, place="Uman//Ukraine", actors=RUSSIA) for name in "ab"]
    wagner = [{"name": "Wagner", "role": "perpetrator"}]
    late = report("c", "abduction", "Uman//Ukraine", start="2023-06-02", actors=wagner)
    first, second = sorted(link([*uman, late]), key=lambda incident: -len(incident.reports))
    (tie,) = first.links
    assert tie.evidence["place"] > 0
    assert first.rival is not None
    assert (first.rival.incident, first.rival.theirs) == (second.id, late)
    assert min(first.rival.evidence["time"], first.rival.evidence["type"]) < -3


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("kharkiv", "kharkov", True),
        ("khmelnytskyi", "hmelnitski", True),
        ("mykolaiv", "mikolayiv", True),
        ("idlib", "idleb", True),
        ("al hasakah", "hasaka", False),
        ("kyiv", "lviv", False),
        ("donetsk", "dnipro", False),
        ("kharkiv", "kherson", False),
    ],
)
def test_skeletons_are_the_same_for_transliterations_of_one_name(ours: str, theirs: str, same: bool) -> None:
    """Consonants tell towns apart, and hold spellings of one together."""
    assert (skeleton(ours) == skeleton(theirs)) is same


def test_twenty_articles_link_at_once() -> None:
    """Few reports do not pay for an engine: well under 100 ms, here with room for a busy machine."""
    reports = made_up(60)
    link(reports)
    took = []
    for _ in range(5):
        start = time.process_time()
        link(reports)
        took.append(time.process_time() - start)
    assert min(took) < 0.1


def test_a_busy_day_costs_no_more_than_its_length() -> None:
    """All reports in one region on one day: twice as many compare about twice as many pairs, not four times."""

    def compared(count: int) -> int:
        with DuckDB() as engine:
            fill(engine, (parse_event_report(record) for record, _ in busy_day(count, 3)))
            make_tables(engine, blocking_statements())
            ((pairs,),) = engine.rows(
                "select count(*) from (select a, b from quiet_pair union select a, b from candidate)"
            )
            return int(pairs)

    assert compared(4000) < 3 * compared(2000)


def test_a_shared_quote_speaks_for_one_event() -> None:
    """A long passage that two reports have in common is evidence; two words are not."""
    long = "a drone crashed into the upper floors of an apartment block"

    def weight(quote: str) -> float:
        told = [report(name, place="Kyiv//Ukraine", figures=[figure(value=2, quote=quote)]) for name in "ab"]
        (incident,) = link(told)
        return incident.links[0].evidence.get("quotes", 0)

    assert weight(long) > 1
    assert weight("two dead") == 0


def test_hostile_names_cost_and_break_nothing() -> None:
    """A name of a million letters, a headline of as many words, line breaks, quotes and zeros: in either engine."""
    hostile = [
        report(
            f"h{number}", place=f"{'x' * 900_000}{number}//Ukraine", headline="w " + " ".join(map(str, range(90_000)))
        )
        for number in range(3)
    ]
    hostile += [report("z", 'a\x00b\n"c"', place='\x00"\n,\\N//\\N', about="NULL"), report("n", place="//")]
    start = time.process_time()
    with SQLite() as few, DuckDB() as many:
        assert related(few, hostile) == related(many, hostile)
    assert time.process_time() - start < 10
