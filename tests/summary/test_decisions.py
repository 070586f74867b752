"""What a person decides of links holds: in every command, in a stream, through edits, additions and another reading."""

import asyncio
import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from summarizer import EventReport, Summary, check, check_each, summarize
from summarizer.cli import main
from summarizer.errors import UsageError
from summarizer.linking import Ruling, link, settle
from summarizer.linking.adjudication import adjudicate_pairs
from summarizer.linking.corpus import Corpus
from summarizer.records.article import make_article
from summarizer.records.reviews import Review, link_review, report_key
from summarizer.reviews import apply_reviews, read_reviews
from summarizer.reviews.files import COLUMNS
from summarizer.store import Store
from summarizer.summary.decisions import Decisions, decide

from ..helpers.reports import figure, report
from ..linking.test_decisions import SIMILAR, assert_hold

MARKET = "Four people were killed in a drone strike on a market in Brookton on 30 May 2023, police said."
SCHOOL = "Nine people were killed in a drone strike on a school in Haverford on 2 June 2023, officials said."
PORT = "Five people were killed in shelling in Kherson, Ukraine, on 9 June 2023, the governor said."
PORT_ID = make_article(PORT).id


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
    assert {review for each in streamed for review in each.reviewed} == set(summary.reviewed)


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


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (
            ("a", "incident-9"),
            "expected an article (its id, file or address) or an incident of this run, got 'incident-9'",
        ),
        (("aa", "c"), "got 'aa': the nearest are a"),
        (("a\n\x1b[31m", "c"), "got 'a [31m'"),
    ],
)
def test_a_name_of_nothing_is_an_error_with_the_nearest_names(pair: tuple[str, str], said: str) -> None:
    """Of the records at once, and of a stream."""
    for call in (check, lambda *args, **kinds: list(check_each(*args, **kinds))):
        with pytest.raises(UsageError) as error:
            call(records(), same=[pair])
        assert said in str(error.value)
    with pytest.raises(UsageError, match="expected pairs of two names in `same`, got 'ab'"):
        check(records(), same=["ab"])  # type: ignore[list-item]  # the test


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
    whole = settle(link(reports), decided)
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


def reviews_of(*decided: tuple[EventReport, EventReport, bool]) -> Iterable[Review]:
    """Decisions on reports."""
    return [link_review(report_key(a), report_key(b), same=same) for a, b, same in decided]


def write(folder: Path, **texts: str) -> None:
    """Articles, each in a file of its outlet's name."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        matter, _, body = text.rpartition("|")
        (folder / f"{name}.txt").write_text(f"---\nsource: {name}\n{matter}\n---\n{body}\n")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Runs the command line in a folder with a store and three articles of three events; returns what it found."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "news", wire=MARKET, post=SCHOOL, port=PORT)

    def run(*arguments: str, code: int = 0, form: str = "json") -> Any:
        called = ["run", *arguments, "--store", "s.sqlite", "--format", form]
        assert main(called) == code, capsys.readouterr().err
        out = capsys.readouterr()
        run.said = out.err  # type: ignore[attr-defined]
        if form == "incidents":
            found = [json.loads(line)["incident"] for line in out.out.splitlines()]
            return sorted(({event["source"] for event in incident["events"]} for incident in found), key=sorted)
        return together(Summary.model_validate_json(out.out)) if out.out else None

    return run


APART: Sequence[set[str]] = [{"port"}, {"post"}, {"wire"}]
JOINED: Sequence[set[str]] = [{"port"}, {"post", "wire"}]


def test_what_is_decided_once_holds_for_ever_after(run: Callable[..., Any], tmp_path: Path) -> None:
    """In the next run, through an edit of an article, through an addition, in a stream; until it is overruled."""
    assert run("news") == APART
    assert run("news", "--same", "wire.txt", "news/post.txt") == JOINED
    assert run("news") == JOINED
    assert run("news", form="incidents") == JOINED
    write(tmp_path / "news", wire=MARKET.replace("Four", "At least six"), post=SCHOOL + " Police are looking into it.")
    assert run("news") == JOINED
    assert run("news", form="incidents") == JOINED
    write(tmp_path / "more", late=PORT.replace("Five", "Six"))
    assert run("more", "--add") == [{"late", "port"}, {"post", "wire"}]
    assert run("news", "--different", "wire.txt", "post.txt") == APART
    assert run("news") == APART
    assert "contradict" not in run.said, "a person who changed their mind is not told so for ever"  # type: ignore[attr-defined]


def test_one_event_holds_through_an_addition(run: Callable[..., Any], tmp_path: Path) -> None:
    """The articles of the first call are one; those that are added are linked, unless they are said to be one with them."""
    assert run("news", "--one-event") == [{"port", "post", "wire"}]
    write(tmp_path / "more", other="Two people were hurt in a flood in Lima, Peru, on 3 March 2021, officials said.")
    assert run("more", "--add") == [{"other"}, {"port", "post", "wire"}]
    assert run("more", "--add", "--one-event") == [{"other", "port", "post", "wire"}]


@pytest.mark.parametrize("form", ["json", "incidents"])
@pytest.mark.parametrize("gone", ["wire", "post", "port"])
def test_one_event_holds_when_an_article_is_gone(run: Callable[..., Any], gone: str, form: str, tmp_path: Path) -> None:
    """Whichever of them it was: the others were said to be one, too."""
    assert run("news", "--one-event") == [{"port", "post", "wire"}]
    (tmp_path / "news" / f"{gone}.txt").unlink()
    assert run("news", form=form) == [{"port", "post", "wire"} - {gone}]


def test_a_stream_decides_and_keeps(run: Callable[..., Any]) -> None:
    """Also with a name of an article that only the stream reads."""
    assert run("news", "--same", "wire.txt", "post.txt", form="incidents") == JOINED
    assert run("news") == JOINED


@pytest.mark.parametrize("form", ["json", "incidents"])
def test_a_name_of_no_article_ends_the_run_before_anything_is_paid_for(run: Callable[..., Any], form: str) -> None:
    """With the names that it may be."""
    run("news", "--same", "wire.txt", "pots.txt", code=2, form=form)
    assert "got 'pots.txt': the nearest are post.txt" in run.said  # type: ignore[attr-defined]


def test_decisions_that_contradict_each_other_are_said_once(run: Callable[..., Any]) -> None:
    """In one line; the later hold, and the store forgets the one that gave way."""
    said = ["--same", "wire.txt", "post.txt", "--same", "post.txt", "port.txt", "--different", "wire.txt", "port.txt"]
    assert run("news", *said) == [{"port", "post"}, {"wire"}]
    assert run.said.count("contradict each other") == 1  # type: ignore[attr-defined]
    assert run("news") == [{"port", "post"}, {"wire"}]
    assert "contradict" not in run.said  # type: ignore[attr-defined]


def test_a_decision_from_a_file_is_kept_and_can_be_taken_back(run: Callable[..., Any], tmp_path: Path) -> None:
    """By the page's export, or an earlier report's, and by the export of whoever takes it back."""
    run("news", "--same", "wire.txt", "post.txt")
    with Store(tmp_path / "s.sqlite") as store:
        (made,) = store.decisions()
        store.keep_decisions([], [made.id])
    assert run("news") == APART
    export(tmp_path / "said.json", made)
    assert run("news", "--reviews", "said.json") == JOINED
    assert run("news") == JOINED
    export(tmp_path / "back.json", made.model_copy(update={"decision": "withdrawn", "a": None, "b": None}))
    assert run("news", "--reviews", "back.json") == APART
    assert run("news") == APART


def export(path: Path, *reviews: Review) -> None:
    """Write reviews as the page exports them."""
    told = [json.loads(review.model_dump_json(exclude_none=True)) for review in reviews]
    path.write_text(json.dumps({"format": "summarizer-reviews", "version": 1, "reviews": told}))


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


def test_a_decision_on_a_link_reads_the_same_from_json_and_csv(tmp_path: Path) -> None:
    """In a cell the key of a report is JSON; a spreadsheet may save it with semicolons."""
    (made,) = reviews_of((records()[0], records()[2], True))
    export(tmp_path / "a.json", made)
    for delimiter in ",;":
        row = {**json.loads(made.model_dump_json(exclude_none=True))}
        row |= {name: json.dumps(row[name]) for name in "ab"}
        file = io.StringIO()
        table = csv.DictWriter(file, COLUMNS, delimiter=delimiter)
        table.writeheader()
        table.writerow(row)
        (tmp_path / "a.csv").write_text(file.getvalue())
        assert read_reviews([tmp_path / "a.csv"]) == read_reviews([tmp_path / "a.json"]) == (made,)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"a": None}, "with `a` and `b`"),
        ({"decision": "accepted"}, "expected `same` or `different` as the decision on a link, got accepted"),
        ({"subject": "figure"}, "expected a decision on a figure, got same"),
        ({"a": "{" * 100_000}, "expected a review, got at a"),
        ({"a": '{"article": ' * 100_000}, "expected a review, got at a"),
        ({"id": " "}, "expected the `id`"),
    ],
)
def test_an_incomplete_decision_on_a_link_is_refused(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    """In one line."""
    (made,) = reviews_of((records()[0], records()[2], True))
    told = {**json.loads(made.model_dump_json(exclude_none=True)), **changes}
    (tmp_path / "a.json").write_text(json.dumps({"format": "summarizer-reviews", "version": 1, "reviews": [told]}))
    with pytest.raises(UsageError) as error:
        read_reviews([tmp_path / "a.json"])
    assert said in str(error.value)


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


@pytest.mark.parametrize("form", ["front matter", "lines", "table"])
def test_an_article_names_the_incident_that_it_is_of(tmp_path: Path, form: str) -> None:
    """In its front matter, in a field of its line, in a column of its row; kept in the store."""
    texts = {"wire": MARKET, "post": SCHOOL, "port": PORT}
    labels = {"wire": "raid-7", "post": "raid-7", "port": ""}
    if form == "front matter":
        write(
            tmp_path / "in",
            **{name: (f"incident: {labels[name]}|" if labels[name] else "") + text for name, text in texts.items()},
        )
    else:
        rows = [{"text": text, "source": name, "incident": labels[name]} for name, text in texts.items()]
        (tmp_path / "in").mkdir()
        if form == "lines":
            lines = (json.dumps({name: value for name, value in row.items() if value}) for row in rows)
            (tmp_path / "in" / "all.jsonl").write_text("\n".join(lines))
        else:
            with (tmp_path / "in" / "all.csv").open("w", newline="") as file:
                table = csv.DictWriter(file, ["text", "source", "incident"])
                table.writeheader()
                table.writerows(rows)
    summary = summarize([tmp_path / "in"], model="builtin", store=tmp_path / "s.sqlite")
    assert together(summary) == JOINED
    assert "raid-7" in {incident.id for incident in summary.incidents}
    assert len(summarize([tmp_path / "in"], model="builtin", same=[("raid-7", PORT_ID)]).incidents) == 1
    with Store(tmp_path / "s.sqlite") as store:
        kept = [store.article(article.id) for article in summary.articles]
    assert sorted(article.incident or "" for article in kept if article) == ["", "raid-7", "raid-7"]


def test_an_incident_id_is_one_line() -> None:
    """Like the other fields."""
    assert make_article("Four died.", incident="a\n\u202eb ").incident == "a b"


@pytest.mark.parametrize(
    ("ours", "theirs", "one"),
    [
        ("010", "8", False),
        ("0x10", "16", False),
        ("1_0", "10", False),
        ("12:30", "750", False),
        ("1.0", "1.00", False),
        ("yes", "true", False),
        ("2024-05-06T00:00:00", "2024-05-06", False),
        (".inf", ".Inf", False),
        ("7", "'7'", True),
        ("007", '"007"', True),
        ("no", "'no'", True),
        ("2024-05-06", "'2024-05-06'", True),
    ],
)
def test_an_incident_id_is_what_is_written(ours: str, theirs: str, one: bool, tmp_path: Path) -> None:
    """Not the number, the day or the truth that YAML makes of it."""
    write(tmp_path, wire=f"incident: {ours}|{MARKET}", post=f"incident: {theirs}|{SCHOOL}", port=PORT)
    assert together(summarize([tmp_path], model="builtin")) == (JOINED if one else APART)


@pytest.mark.parametrize("blank", ["", "  ", "\t\n", "\u200b", "\u00a0"])
def test_a_blank_incident_id_is_none(blank: str, tmp_path: Path) -> None:
    """As an empty cell and a template's empty field are: else all that lack an id would be one incident."""
    assert make_article("Four died.", incident=blank).incident is None
    labelled = f"incident: {json.dumps(blank)}|"
    write(tmp_path, wire=labelled + MARKET, post=labelled + SCHOOL, port=labelled + PORT)
    assert together(summarize([tmp_path], model="builtin")) == APART


@pytest.mark.parametrize("blank", ["", "  ", "\t\n", "\u00a0"])
def test_a_blank_name_in_a_record_is_none(blank: str) -> None:
    """One of an incident, an outlet, an original."""
    named = {"incident": blank, "source": blank, "copy_of": blank}
    raids = [EventReport.model_validate(one.model_dump(exclude={"figures"}) | named) for one in records()]
    assert {(one.incident, one.source, one.copy_of) for one in raids} == {(None, None, None)}
    assert sorted(len(incident.events) for incident in check(raids).incidents) == [1, 2]


@pytest.mark.parametrize("name", ["id", "path", "file", "address"])
def test_an_article_is_named_by_whatever_a_report_shows_of_it(tmp_path: Path, name: str) -> None:
    """Its id, its path, its file's name, its address however it is spelled."""
    write(tmp_path / "news", wire=f"url: https://wire.example/a?utm_source=x|{MARKET}", post=SCHOOL)
    wire = next(
        article for article in summarize([tmp_path / "news"], model="builtin").articles if article.source == "wire"
    )
    names = {
        "id": wire.id,
        "path": str(tmp_path / "news" / "wire.txt"),
        "file": "wire.txt",
        "address": "http://www.wire.example/a/",
    }
    summary = summarize([tmp_path / "news"], model="builtin", same=[(names[name], "post.txt")])
    assert together(summary) == [{"post", "wire"}]


def test_incidents_that_are_decided_to_be_two_are_no_possible_duplicates() -> None:
    """A sum over them counts both, and is no range for want of an answer."""
    killed = next(total for total in check(records(), different=[("a", "b")]).sensitivity if total.measure == "killed")
    assert (killed.doubtful, killed.ranges) == (0, {})
    assert killed.totals["latest"] == 4 + 4 + 9


@pytest.mark.parametrize(
    ("before", "after", "holds", "why"),
    [
        (("a.jsonl", "https://x.example/1", "X"), ("b.jsonl", "http://www.x.example/1/", "x"), True, "one address and outlet"),
        (("a.jsonl", "https://x.example/1", "X"), ("b.jsonl", "https://x.example/1", "Y"), False, "another outlet claims it"),
        (("a.jsonl", "https://x.example/1", "X"), ("a.jsonl", "https://x.example/2", "X"), False, "a line is no file of its own"),
        (("a.txt", None, "X"), ("a.txt", None, "X"), True, "one file"),
        (("a.txt", None, "X"), ("b.txt", None, "X"), False, "another file"),
    ],
)  # fmt: skip
def test_an_edited_article_is_known_by_its_address_or_its_file(
    tmp_path: Path,
    before: tuple[str, str | None, str],
    after: tuple[str, str | None, str],
    holds: bool,
    why: str,
) -> None:
    """And by nothing else: its text, and so its id, is another."""

    def put(at: tuple[str, str | None, str], text: str) -> None:
        name, url, source = at
        fields = {"source": source, **({"url": url} if url else {})}
        if name.endswith("jsonl"):
            (tmp_path / "in" / name).write_text(json.dumps({"text": text, **fields}))
        else:
            matter = "".join(f"{key}: {value}\n" for key, value in fields.items())
            (tmp_path / "in" / name).write_text(f"---\n{matter}---\n{text}\n")

    write(tmp_path / "in", post=SCHOOL)
    put(before, MARKET)
    store = tmp_path / "s.sqlite"
    (wire,) = (a.id for a in summarize([tmp_path / "in"], model="builtin").articles if a.source != "post")
    assert len(summarize([tmp_path / "in"], model="builtin", store=store, same=[(wire, "post.txt")]).incidents) == 1
    (tmp_path / "in" / before[0]).unlink()
    put(after, MARKET.replace("Four", "At least six"))
    summary = summarize([tmp_path / "in"], model="builtin", store=store)
    assert len(summary.articles) == 2
    assert (len(summary.incidents) == 1) is holds, why


def test_of_several_files_of_one_name_the_folder_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is guessed; both are named."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "news", wire=MARKET, post=SCHOOL)
    write(tmp_path / "old", wire=PORT)
    with pytest.raises(UsageError, match=r"which is of news/wire.*old/wire"):
        summarize([Path("news"), Path("old")], model="builtin", same=[("wire.txt", "post.txt")])
