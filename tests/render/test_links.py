"""What a report says of links: their evidence, what a person decided of them, and what to write to overrule them."""

import shlex
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from summarizer import EventReport, Summary, check
from summarizer.linking import Group, Neighbour
from summarizer.records.summary import ArticleRecord
from summarizer.render import render
from summarizer.render.links import LinkNotes
from summarizer.summary.article_names import ArticleNames
from summarizer.summary.assembly import summarize_incidents

from ..helpers.reports import figure, report

FAR: dict[str, Any] = {"place": "Kursk//Russia", "start": "2023-06-30"}


def raid(article: str, **fields: Any) -> EventReport:
    """A report of a raid on Moscow."""
    counted = figure(article=article, source=article)
    return report(article, **{"place": "Moscow//Russia", "source": article, "figures": [counted], **fields})


def summarized(groups: Sequence[Group], paths: Mapping[str, str] | None = None) -> Summary:
    """The summary of incidents as linking might leave them; `paths` are the files of articles."""
    articles = {each.article for group in groups for each in group.reports}
    read = [ArticleRecord(id=name, path=(paths or {}).get(name), status="ok") for name in sorted(articles)]
    return summarize_incidents(groups, read, {})


def flat(text: str) -> str:
    """A report without the breaks of its lines, and what Markdown escapes as it is."""
    return " ".join(text.replace("\\", "").split())


@pytest.mark.parametrize(
    ("path", "other", "named", "why"),
    [
        ("news/wire.txt", "news/post.txt", "wire.txt", "the file's name"),
        ("news/wire.txt", "old/wire.txt", "news/wire.txt", "its path, where another file has the name"),
        ("news/wire.txt", "news/wire.txt", "a", "its id, where an earlier text was of this file"),
        (None, "wire.txt", "a", "its id, where it came from no file"),
        ("news/the wire.txt", "x.txt", "'the wire.txt'", "quoted for a shell"),
        ("$(rm x).txt", "x.txt", "'$(rm x).txt'", "whatever a file's name would do there"),
        ("news/wi\u202ere.txt", "x.txt", "a", "its id, where a name cannot be written"),
        ("news/--same", "x.txt", "news/--same", "its path, where its name is an option"),
        (f"{'w' * 90}.txt", "x.txt", "a", "its id, where a name fills more than the line"),
        ("https://wire.example/a/story", "x.txt", "story", "the end of an address"),
    ],
)
def test_an_article_is_named_as_the_options_take_it(path: str | None, other: str, named: str, why: str) -> None:
    """What `--explain` shows for an article is what `--same` and `--different` find it by."""
    paths = {"b": other} | ({"a": path} if path else {})
    summary = summarized([Group("inc-a", (raid("a"), raid("b")), (0, 0))], paths)
    shown = LinkNotes(summary).explain(summary.incidents[0])[0]
    assert shown.startswith(f"for --same and --different: inc-a, [1] {named}, [2] "), why
    assert ArticleNames(summary.articles).find(shlex.split(named)[0]) == {"a"}


@pytest.mark.parametrize("form", ["text", "md"])
@pytest.mark.parametrize(
    ("also", "how"),
    [
        ((), "To settle it: --same wire.txt post.txt, or --different wire.txt post.txt."),
        ((raid("a", **FAR),), "To settle it: --same inc-a inc-b, or --different inc-a inc-b."),
    ],
    ids=["one event each", "an article of several events"],
)
def test_a_doubtful_link_says_what_to_write(also: Sequence[EventReport], how: str, form: str) -> None:
    """Beside the numbers that may conflict; once for two incidents that have several such pairs."""
    first, second = (
        raid(name, figures=[figure(m, value=v, article=name) for m in ("killed", "wounded")])
        for name, v in (("a", 4), ("b", 40))
    )
    summary = summarized(
        [
            Group("inc-a", (first,), (0,), rival=Neighbour("inc-b", first, second, {"place": 4.5})),
            Group("inc-b", (second,), (0,)),
            *(Group(f"inc-{nth}", (each,), (0,)) for nth, each in enumerate(also)),
            Group("inc-c", (raid("c", **FAR),), (0,)),
        ],
        {"a": "news/wire.txt", "b": "news/post.txt"},
    )
    assert sum(miss.may_conflict for miss in summary.near_misses) == 2
    shown = flat(render(summary, form))  # type: ignore[arg-type]  # one of the two
    assert shown.count(how) == (1 if form == "text" else 2)


def test_a_report_that_may_be_of_another_event_is_said_and_how_to_settle_it() -> None:
    """What is only possibly of an incident has a line that says what follows for a reader."""
    summary = summarized([Group("inc-a", (raid("a"), raid("b")), (0, 1)), Group("inc-c", (raid("c", **FAR),), (0,))])
    by_id = {incident.id: LinkNotes(summary).cautions(incident) for incident in summary.incidents}
    possibly, sure = by_id["inc-a"], by_id["inc-c"]
    assert possibly == [
        "Possibly the same event, so differences are not flagged: [2]. To settle it: --same a b, or --different a b."
    ]
    assert sure == []


@pytest.mark.parametrize(
    ("reports", "choices", "lines", "why"),
    [
        ([raid("a"), raid("c"), raid("b", **FAR)], {"same": [("a", "b")]}, ["One event as a person decided: [1][2]"], "two of three"),
        ([raid("a"), raid("b", **FAR), raid("c")], {"one_event": True}, ["One event as a person decided: [1][2][3]"], "all of a call"),
        ([raid("a"), raid("b")], {"different": [("a", "b")]}, [None, None], "two events are no forced incident"),
        ([raid("a", incident="x"), raid("b", incident="x", **FAR)], {}, ["One event by the incident id that came with them: [1][2]"], "a name in front matter or a record"),
        ([raid("a", incident="x"), raid("b", **FAR)], {}, [None, None], "a name that one alone has"),
        ([raid("a"), raid("b")], {}, [None], "what linking found"),
    ],
)  # fmt: skip
def test_an_incident_says_that_a_person_made_it(
    reports: Sequence[EventReport], choices: dict[str, Any], lines: Sequence[str | None], why: str
) -> None:
    """In one line, in each form for readers."""
    summary = check(reports, **choices)
    notes = [LinkNotes(summary).cautions(incident) for incident in summary.incidents]
    assert notes == [[line] if line else [] for line in lines], why
    for line in filter(None, lines):
        for form in ("text", "md", "html"):
            assert line in flat(render(summary, form))


@pytest.mark.parametrize("form", ["text", "md"])
def test_explain_shows_the_evidence_beside_what_was_decided(form: str) -> None:
    """In bits, for one event and for two; no evidence of what came with its incident, none of what is not in force."""
    reports = [raid("a"), raid("b"), raid("c", **FAR), raid("d", incident="x", **FAR)]
    summary = check(reports, same=[("a", "c"), ("c", "d")], different=[("a", "b")])
    plain, explained = (flat(render(summary, form, explain=explain)) for explain in (False, True))  # type: ignore[arg-type]
    assert "the evidence alone" not in plain
    assert explained.count("the evidence alone: +") == 1
    assert explained.count("the evidence alone: -") == 1
    assert explained.count("linking has no evidence on them") == 1
