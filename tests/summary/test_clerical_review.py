"""Decisions of a person in runs: kept in the store, through edits, additions, streams and files of reviews."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from summarizer import check, summarize
from summarizer.errors import UsageError
from summarizer.records.article import make_article
from summarizer.reviews import read_reviews
from summarizer.reviews.files import COLUMNS
from summarizer.store import Store

from .test_decisions import records, reviews_of, together
from .three_articles import APART, JOINED, MARKET, PORT, PORT_ID, SCHOOL, export, write


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


@pytest.mark.parametrize(
    ("decided", "again"),
    [
        (["--same", "wire.txt", "post.txt"], []),
        (["--one-event"], []),
        (["--one-event", "--different", "wire.txt", "post.txt"], []),
        (["--same", "wire.txt", "post.txt"], ["--same", "wire.txt", "post.txt"]),
        (["--same", "wire.txt", "post.txt"], ["--different", "wire.txt", "post.txt"]),
        ([], ["--one-event"]),
    ],
)
@pytest.mark.parametrize("rival", ["", "Six"])
def test_an_addition_reports_only_what_it_adds(
    run: Callable[..., Any], tmp_path: Path, decided: Sequence[str], again: Sequence[str], rival: str
) -> None:
    """The earlier run is recomputed under the same decisions, those of the store as those of the call."""
    if rival:  # an earlier version of one of the articles, so that linking has incidents of two reports as well
        write(tmp_path / "news", twin=MARKET.replace("Four", rival))
    run("news", *decided)
    run("news")
    run("news", "--add", *again)
    changes = run.summary.changes  # type: ignore[attr-defined]
    news = (changes.articles, changes.incidents, changes.findings, changes.estimates, changes.gone)
    assert not any(news), news
    write(tmp_path / "more", other="Two people were hurt in a flood in Lima, Peru, on 3 March 2021, officials said.")
    run("more", "--add")
    changes = run.summary.changes  # type: ignore[attr-defined]
    assert [len(changes.articles), len(changes.incidents), len(changes.estimates), len(changes.gone)] == [1, 1, 0, 0]
    new = {run.summary.findings[nth].incident for nth in changes.findings}  # type: ignore[attr-defined]
    assert new <= set(changes.incidents)


def test_one_event_holds_through_an_addition(run: Callable[..., Any], tmp_path: Path) -> None:
    """The articles of the first call are one; those that are added are linked, unless they are said to be one with them."""
    assert run("news", "--one-event") == [{"port", "post", "wire"}]
    write(tmp_path / "more", other="Two people were hurt in a flood in Lima, Peru, on 3 March 2021, officials said.")
    assert run("more", "--add") == [{"other"}, {"port", "post", "wire"}]
    assert run("more", "--add", "--one-event") == [{"other", "port", "post", "wire"}]


@pytest.mark.parametrize("form", ["json", "incidents"])
@pytest.mark.parametrize(
    ("articles", "apart", "joined", "warned", "why"),
    [
        ({"both": f"{MARKET}\n\n{SCHOOL}"}, [{"both"}] * 2, [{"both"}], False, "two events of the only article"),
        ({"all": f"{MARKET}\n\n{SCHOOL}\n\n{PORT}"}, [{"all"}] * 3, [{"all"}], False, "three"),
        ({"all": MARKET}, [{"all"}], [{"all"}], True, "one event: there is nothing to join"),
        ({"all": "Nothing happened."}, [], [], True, "no event"),
        ({"both": f"{MARKET}\n\n{SCHOOL}", "post": SCHOOL}, [{"both"}, {"both", "post"}], [{"both"}, {"both", "post"}],
         False, "of two articles it is the event that they have in common"),
    ],
)  # fmt: skip
def test_the_events_of_one_file_are_one_event_where_a_person_says_so(
    run: Callable[..., Any],
    tmp_path: Path,
    form: str,
    articles: dict[str, str],
    apart: list[set[str]],
    joined: list[set[str]],
    *,
    warned: bool,
    why: str,
) -> None:
    """They are joined, as `--one-event` says; where there is nothing to join, a line says so."""
    write(tmp_path / "alone", **articles)
    assert run("alone", form=form) == apart, why
    assert run("alone", "--one-event", form=form) == joined, why
    assert ("--one-event: nothing decided" in run.said) == warned, why  # type: ignore[attr-defined]
    assert run("alone", form=form) == joined, "the decision is kept"


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


ONE_AND_THE_SAME = "expected two reports, got one and the same: name another beside it"


@pytest.mark.parametrize("form", ["json", "incidents"])
@pytest.mark.parametrize("option", ["--same", "--different"])
@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        pytest.param("wire.txt", "wire.txt", ONE_AND_THE_SAME, id="one name"),
        pytest.param("wire.txt", "news/wire.txt", ONE_AND_THE_SAME, id="two names of one file"),
        pytest.param(PORT_ID, "port.txt", ONE_AND_THE_SAME, id="an id and its file"),
        pytest.param("flood", "flood", ONE_AND_THE_SAME, id="an incident that articles name"),
        pytest.param("wire.txt", "flood", ONE_AND_THE_SAME, id="an article and the incident that is it alone"),
        pytest.param("inc-0123456789", "wire.txt", "or an incident of this run, got 'inc-0123456789'", id="no incident"),
        pytest.param("twin.txt", "port.txt", "news/b/twin.txt: say which", id="two files"),
    ],
)  # fmt: skip
def test_a_pair_names_two_reports(run: Callable[..., Any], tmp_path: Path, form: str, option: str, a: str, b: str, said: str) -> None:  # fmt: skip
    """One and the same, none, or one of several is an error that says what to do; a name of front matter is one in a stream too."""
    write(tmp_path / "news", wire=f"incident: flood|{MARKET}")
    write(tmp_path / "news" / "a", twin="A dog barked in Ghent on Friday.")
    write(tmp_path / "news" / "b", twin="A dog barked in Bruges on Friday.")
    run("news", option, a, b, code=2, form=form)
    assert said in run.said  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["wire", "agency"])
def test_a_decision_names_the_files_and_its_incident_the_articles_of_today(
    run: Callable[..., Any], tmp_path: Path, name: str
) -> None:
    """Two articles of one outlet are told apart; in the run that reads an edit, too, and an edit in another file."""
    write(tmp_path / "news", post=f"source: wire|{SCHOOL}")
    run("news", "--same", "wire.txt", "post.txt")
    (tmp_path / "news" / "wire.txt").unlink()
    write(tmp_path / "news", **{name: f"source: wire|{MARKET} Two shops burned down."})
    run("news")
    (reviewed,) = run.summary.reviewed  # type: ignore[attr-defined]
    assert {"wire (wire.txt)", "wire (post.txt)"} == {
        side.split(":")[0] for side in reviewed.review.about.split(" and ")
    }
    (joined,) = (incident for incident in run.summary.incidents if incident.id == reviewed.incident)  # type: ignore[attr-defined]
    assert {reviewed.review.a.article, reviewed.review.b.article} == set(joined.sources)


@pytest.mark.parametrize("form", ["json", "incidents"])
def test_an_article_without_an_event_is_of_no_incident(run: Callable[..., Any], tmp_path: Path, form: str) -> None:
    """The run goes on, and says which of the two it is: another reading may find an event in it."""
    write(tmp_path / "news", fair="The fair was opened by the mayor.")
    run("news", "--same", "wire.txt", "fair.txt", form=form)
    assert "--same wire.txt fair.txt: nothing decided: no event was read of fair.txt: name another" in run.said  # type: ignore[attr-defined]


def test_decisions_that_contradict_each_other_are_said_once(run: Callable[..., Any]) -> None:
    """In one line; the later hold, and the store forgets the one that gave way."""
    said = ["--same", "wire.txt", "post.txt", "--same", "post.txt", "port.txt", "--different", "wire.txt", "port.txt"]
    assert run("news", *said) == [{"port", "post"}, {"wire"}]
    assert run.said.count("contradict each other") == 1  # type: ignore[attr-defined]
    assert run("news") == [{"port", "post"}, {"wire"}]
    assert "contradict" not in run.said  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", ["json", "incidents"])
@pytest.mark.parametrize("between", [False, True])
def test_the_opposite_takes_back_all_that_was_decided(
    run: Callable[..., Any], tmp_path: Path, form: str, between: bool
) -> None:
    """Of an article with two events `--different` is two decisions; nothing of them is left, in whatever order it is said."""
    hotel = "Two people were killed in a drone strike on a hotel in Stockford on 12 June 2023, officials said."
    write(tmp_path / "news", wire=f"{MARKET}\n\n{hotel}")
    run("news", "--different", "wire.txt", "post.txt", form=form)
    with Store(tmp_path / "s.sqlite") as store:
        assert [each.decision for each in store.decisions()] == ["different", "different"]
    if between:
        write(tmp_path / "news", wire=f"{MARKET}\n\n{hotel} A guest was hurt.")
        run("news", form=form)
    run("news", "--same", "post.txt", "wire.txt", form=form)
    assert "not in force: different" in run.said  # type: ignore[attr-defined]
    with Store(tmp_path / "s.sqlite") as store:
        assert [each.decision for each in store.decisions()] == ["same"]
    run("news", form=form)
    assert "not in force" not in run.said  # type: ignore[attr-defined]


def test_one_event_takes_back_with_the_incident_that_it_names() -> None:
    """An article apart from each report of an incident, and then one with it: the incident stays whole."""
    raids = [*records()[:2], records()[2].model_copy(update={"article": "x"})]
    first = check(raids, different=[("x", "a"), ("x", "b")])
    incident = next(each.id for each in first.incidents if len(each.sources) == 2)
    earlier = [reviewed.review for reviewed in first.reviewed]
    assert together(check(raids, reviews=earlier, same=[("x", incident)])) == [{"a", "b", "x"}]


@pytest.mark.parametrize("form", ["json", "incidents"])
def test_one_event_says_which_decision_no_longer_holds(run: Callable[..., Any], tmp_path: Path, form: str) -> None:
    """It is kept as the others are, for the articles of that call; what it overrules is said once."""
    run("news", "--different", "wire.txt", "post.txt", form=form)
    assert run("news", "--one-event", form=form) == [{"port", "post", "wire"}]
    assert run.said.count("not in force: different: ") == 1  # type: ignore[attr-defined]
    write(tmp_path / "news", late="Two people were hurt in a flood in Lima, Peru, on 3 March 2021, officials said.")
    assert run("news", form=form) == [{"late"}, {"port", "post", "wire"}]
    assert "not in force" not in run.said  # type: ignore[attr-defined]
    assert run("news", "--different", "wire.txt", "post.txt", form=form) == [{"late"}, {"port", "post"}, {"wire"}]


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
