"""Runs in a store: what is asked again and what never, what is new, and what is told of articles that were changed."""

import contextlib
import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from summarizer import Article, Settings, Summary, summarize
from summarizer.cli import main
from summarizer.cli.runs import list_runs
from summarizer.pipeline import journal
from summarizer.records.article import make_article

from ..helpers.endpoint import Answer, Endpoint, Request, completion, endpoint, events, invented_event

Script = Callable[[Request, int], Answer]


def towns(*numbers: int, killed: int = 3) -> list[Article]:
    return [
        make_article(
            f"Town {n} was shelled and {killed} people were killed.", source="Wire", published=date(2023, 5, 30)
        )
        for n in numbers
    ]


def asked_of(request: Request) -> int:
    """The town that a request asks about."""
    text = request["messages"][1]["content"]
    return int(text.split("Town ")[1].split()[0])


def answer(request: Request, killed: int = 3) -> Answer:
    event = invented_event(asked_of(request))
    event["figures"][0] |= {"quote": f"{killed} people were killed", "value": killed}
    return Answer(completion(events(event)))


def read(server: Endpoint, store: Path, given: list[Article], **settings: Any) -> Summary:
    chosen = Settings(model="loopback", base_url=server.url, transport_retries=0, store=store, **settings)
    return summarize(given, settings=chosen)


def figures(summary: Summary) -> list[tuple[str, float | None]]:
    return sorted((e.article, f.value) for i in summary.incidents for e in i.events for f in e.figures)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


def test_the_same_articles_are_asked_about_once(store: Path) -> None:
    """A second run asks about the new one alone, and reports all."""
    with endpoint(lambda request, _: answer(request)) as server:
        first = read(server, store, towns(1, 2))
        second = read(server, store, towns(1, 2, 3))
    assert sorted(asked_of(request) for request in server.requests) == [1, 2, 3]
    assert [len(figures(found)) for found in (first, second)] == [2, 3]
    assert (second.usage.requests, second.usage.stored, second.usage.attempts) == (3, 2, 1)


@pytest.mark.parametrize(
    ("changed", "requests"),
    [
        pytest.param({"model": "other"}, 2, id="another model"),
        pytest.param({"max_tokens": 900}, 2, id="another parameter of the request"),
        pytest.param({"mode": "tools"}, 2, id="the schema in another form"),
        pytest.param({"passes": 2}, 2, id="a second pass asks about what was left over alone"),
        pytest.param({"concurrency": 2, "timeout": 9.0, "rpm": 60}, 1, id="what no answer depends on"),
    ],
)
def test_what_a_reply_depends_on(store: Path, changed: dict[str, Any], requests: int) -> None:
    def script(request: Request, _: int) -> Answer:
        tool = "Events" if "tools" in request else None
        if '"numbers"' in json.dumps(request.get("response_format", {})):
            return Answer(completion('{"numbers": []}'))
        return Answer(completion(events(invented_event(1)), tool=tool))

    with endpoint(script) as server:
        chosen = Settings(model="loopback", base_url=server.url, store=store)
        for settings in (chosen, replace(chosen, **changed)):
            assert len(figures(summarize(towns(1), settings=settings))) == 1
    assert len(server.requests) == requests


def test_what_failed_stays_failed_until_it_is_asked_again(store: Path) -> None:
    """`retry_failed` takes up the failures only: the reply that led to one answers no more."""
    replies = iter([completion(None, refusal="No."), completion(events(invented_event(2)))])

    def script(request: Request, _: int) -> Answer:
        return answer(request) if asked_of(request) == 1 else Answer(next(replies))

    with endpoint(script) as server:
        runs = [read(server, store, towns(1, 2), retry_failed=retry) for retry in (False, False, True, True)]
    assert [[a.status for a in found.articles] for found in runs] == [["ok", "failed"]] * 2 + [["ok", "ok"]] * 2
    assert sorted(asked_of(request) for request in server.requests) == [1, 2, 2]
    assert runs[0].articles[1].error == runs[1].articles[1].error


@pytest.mark.parametrize(
    ("failure", "retry", "said"),
    [
        pytest.param(Answer(status=400), [], "requests  1, one for each article, 1 of them answered already; 1 failed", id="no reply: not asked"),
        pytest.param(Answer(completion(None, refusal="No.")), [], "requests  1, one for each article, 1 of them answered already; 1 failed", id="a refusal: not asked"),
        pytest.param(Answer(status=400), ["--retry-failed"], "requests  2, one for each article, 1 of them answered already\n", id="no reply: asked again"),
        pytest.param(Answer(completion(None, refusal="No.")), ["--retry-failed"], "requests  2, one for each article, 1 of them answered already\n", id="a refusal: asked again"),
    ],
)  # fmt: skip
def test_a_dry_run_foretells_what_the_command_asks_of_what_failed(
    failure: Answer, retry: list[str], said: str, store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As many requests as the same command then sends."""
    paths = [str(tmp_path / f"{n}.txt") for n in (1, 2)]
    for path, town in zip(paths, towns(1, 2), strict=True):
        Path(path).write_text(town.text)
    with endpoint(lambda request, _: answer(request) if asked_of(request) == 1 else failure) as server:
        call = ["run", "--model", "m", "--base-url", server.url, "--store", str(store), *paths]
        assert main(call) == 3
        before = len(server.requests)
        capsys.readouterr()
        assert main([*call, *retry, "--dry-run"]) == 0
        assert said in capsys.readouterr().out
        main([*call, *retry])
    assert len(server.requests) - before == len(retry)


def test_a_second_look_that_failed_is_asked_again_alone(store: Path) -> None:
    """The first reading stands meanwhile; to try again asks for the figure that was refused, and for nothing else."""
    repairs = iter(
        [Answer(status=400), completion('{"repairs": [{"entry": 1, "quote": "3 people were killed", "value": 3}]}')]
    )

    def script(request: Request, _: int) -> Answer:
        if "=== ARTICLE" in request["messages"][1]["content"]:
            return answer(request, killed=7)
        given = next(repairs)
        return given if isinstance(given, Answer) else Answer(given)

    with endpoint(script) as server:
        runs = [read(server, store, towns(1), retry_failed=retry) for retry in (False, False, True, True)]
    assert [len(found.rejected) for found in runs] == [1, 1, 0, 0]
    assert [found.articles[0].status for found in runs] == ["ok"] * 4
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("script", "code", "ended"),
    [
        pytest.param(
            lambda *_: Answer({"error": {"message": "bad key"}}, status=401), 3, "refused", id="a refused key"
        ),
        pytest.param(lambda *_: Answer({"error": {"message": "no"}}, status=404), 3, "refused", id="no such model"),
    ],
)
def test_a_run_that_cannot_go_on_settles_nothing(
    store: Path, tmp_path: Path, script: Script, code: int, ended: str
) -> None:
    """Its articles are read by the next run, which needs no --retry-failed."""
    (tmp_path / "a.txt").write_text(towns(1)[0].text)
    call = ["run", str(tmp_path / "a.txt"), "--model", "loopback", "--store", str(store), "--format", "json"]
    with endpoint(script) as server:
        assert main([*call, "--base-url", server.url, "-o", str(tmp_path / "1.json")]) == code
    with endpoint(lambda request, _: answer(request)) as server:
        assert main([*call, "--base-url", server.url, "-o", str(tmp_path / "2.json")]) == 0
    first, second = (Summary.model_validate_json((tmp_path / f"{n}.json").read_text()) for n in (1, 2))
    assert (first.ended, second.ended, len(figures(second))) == (ended, "done", 1)
    assert [(run["state"], run["counts"].get("ok")) for run in json.loads(list_runs(store, "json"))] == [
        ("stopped", 0),
        ("done", 1),
    ]


def test_other_code_proves_the_stored_replies_again_and_asks_nothing(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What yesterday's checker let through, today's does not: the reply is read again, the outcome written again."""
    with endpoint(lambda request, _: answer(request)) as server, monkeypatch.context() as yesterday:
        yesterday.setattr(journal, "checker_digest", lambda: "yesterday")
        read(server, store, towns(1))
        assert len(server.requests) == 1
    with contextlib.closing(sqlite3.connect(store, isolation_level=None)) as rows:
        rows.execute("UPDATE outcome SET found = replace(CAST(found AS TEXT), '3.0', '9.0')")
    with endpoint(lambda *_: Answer(status=500)) as server:
        with monkeypatch.context() as yesterday:
            yesterday.setattr(journal, "checker_digest", lambda: "yesterday")
            assert {value for _, value in figures(read(server, store, towns(1)))} == {9}
        for _ in range(2):
            summary = read(server, store, towns(1))
            assert {value for _, value in figures(summary)} == {3}
            assert (summary.usage.stored, summary.usage.attempts) == (1, 0)
    assert server.requests == []


def test_an_article_that_was_edited_is_told_with_its_figures(store: Path, tmp_path: Path) -> None:
    """By its path, as long as the text is another; the figures that stayed are not told."""
    path = tmp_path / "a.txt"
    told = "A drone hit a bus in Kyiv on Tuesday, killing {} people. {} people were wounded in the attack, police said."
    found = []
    for killed, wounded in ((4, 9), (2, 9), (2, 9), (4, 9)):
        path.write_text(told.format(killed, wounded))
        found.append(summarize([path], store=store, settings=Settings(model="builtin")).edited)
    assert found[0] == ()
    assert found[1] == found[2]
    changed = [
        [(figure.before and figure.before.value, figure.now and figure.now.value) for figure in edit.figures or ()]
        for edits in found[1:]
        for edit in edits
    ]
    assert changed == [[(4, 2)], [(4, 2)], [(2, 4)]]
    assert {edit.place for edits in found for edit in edits} == {str(path)}


def test_an_edit_is_told_though_the_earlier_text_was_never_read_so(store: Path, tmp_path: Path) -> None:
    """By another model: its figures are not known, and nobody is asked about them."""
    path = tmp_path / "a.txt"
    path.write_text(towns(1)[0].text)
    summarize([path], store=store, settings=Settings(model="builtin"))
    path.write_text(towns(2)[0].text)
    with endpoint(lambda request, _: answer(request)) as server:
        summary = summarize([path], settings=Settings(model="loopback", base_url=server.url, store=store))
    (edit,) = summary.edited
    assert edit.figures is None
    assert [asked_of(request) for request in server.requests] == [2]


STORIES = {
    "a": "A drone hit a bus in Kyiv on May 30, killing 4 people, police said.",
    "b": "A drone struck a bus in Kyiv on May 30. 9 people were killed, the mayor said.",
    "c": "Floods hit Lagos on May 29 and 12 people died, officials said.",
}


@pytest.fixture
def stories(tmp_path: Path) -> dict[str, Path]:
    paths = {name: tmp_path / f"{name}.md" for name in STORIES}
    for name, path in paths.items():
        path.write_text(f"---\nsource: {name.upper()} Wire\npublished: 2023-05-31\n---\n{STORIES[name]}\n")
    return paths


def test_added_articles_bring_what_is_new(store: Path, stories: dict[str, Path]) -> None:
    """A new incident, a conflict with an old article, and the estimate that it moves; not what was known."""
    summarize([stories["a"]], store=store, settings=Settings(model="builtin"))
    added = Settings(model="builtin", store=store, add=True)
    summary = summarize([stories["b"], stories["c"]], settings=added)
    assert summary.changes
    assert len(summary.articles) == 3
    headlines = {incident.id: incident.place.name for incident in summary.incidents}
    assert [headlines[found] for found in summary.changes.incidents] == ["Lagos"]
    kinds = {summary.findings[nth].kind for nth in summary.changes.findings}
    assert "conflict" in kinds
    (estimate,) = summary.changes.estimates
    assert (estimate.before and estimate.before.high, estimate.now.high) == (4, 9)
    nothing = summarize([stories["c"]], settings=added).changes
    assert nothing
    assert (nothing.articles, nothing.incidents, nothing.findings, nothing.estimates, nothing.gone) == ((),) * 5


def test_an_added_text_takes_the_place_of_the_one_it_replaced(store: Path, stories: dict[str, Path]) -> None:
    """Not both are articles of the run; the finding that the old one led to is gone."""
    summarize([stories["a"], stories["b"]], store=store, settings=Settings(model="builtin"))
    stories["b"].write_text(stories["b"].read_text().replace("9 people", "4 people"))
    summary = summarize([stories["b"]], settings=Settings(model="builtin", store=store, add=True))
    assert summary.changes
    assert len(summary.articles) == 2
    assert [finding.kind for finding in summary.changes.gone] == ["conflict"]
    assert [edit.article for edit in summary.edited] == [summary.articles[1].id]


@pytest.mark.parametrize("form", ["text", "md"])
def test_the_report_of_an_addition_says_only_what_is_new(
    store: Path, stories: dict[str, Path], capsys: pytest.CaptureFixture[str], form: str
) -> None:
    call = ["run", "--model", "builtin", "--store", str(store), "--format", form]
    assert main([*call, str(stories["a"])]) == 0
    capsys.readouterr()
    assert main([*call, "--add", str(stories["c"])]) == 0
    out = capsys.readouterr().out
    assert "Lagos" in out
    assert "Kyiv" not in out
    assert "1 article, 1 incident" in " ".join(out.replace("\\", "").split())


@pytest.mark.parametrize(
    ("call", "told"),
    [
        pytest.param(["--add"], "expected a run to add to", id="nothing to add to"),
        pytest.param(["--add", "--no-store"], "expected a store", id="no store to add to"),
        pytest.param(["--retry-failed", "--no-store"], "expected a store", id="no store to try again"),
        pytest.param(["--store", "x", "--no-store"], "not allowed with", id="a store and none"),
    ],
)
def test_calls_that_cannot_be(
    store: Path, stories: dict[str, Path], capsys: pytest.CaptureFixture[str], call: list[str], told: str
) -> None:
    named = [] if "--no-store" in call else ["--store", str(store)]
    try:
        code = main(["run", *named, *call, "--model", "builtin", str(stories["a"])])
    except SystemExit as exited:
        code = int(str(exited.code))
    lines = capsys.readouterr().err.splitlines()
    assert (code, len(lines)) == (2, 1)
    assert told in lines[0]


def test_runs_are_listed(store: Path, stories: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    """A line each, and the same as JSON; a file that is not there is not made."""
    assert main(["runs", "--store", str(store)]) == 2
    assert not store.exists()
    for name in ("a", "b"):
        main(["run", "--model", "builtin", "--store", str(store), str(stories[name])])
    capsys.readouterr()
    assert main(["runs", "--store", str(store)]) == 0
    heading, *lines = capsys.readouterr().out.splitlines()
    assert "state" in heading
    assert [
        ("done" in line, "1 of 1" in line, str(stories[name]) in line) for line, name in zip(lines, "ab", strict=True)
    ] == [(True, True, True)] * 2
    assert [run["arguments"]["paths"] for run in json.loads(list_runs(store, "json"))] == [
        [str(stories["a"])],
        [str(stories["b"])],
    ]


@pytest.mark.parametrize("first", ["incidents", "json"])
def test_an_edit_after_a_stream_is_told_as_after_a_whole_run(
    first: str, store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A stream notes where it read each text; two texts of one address at a time replace none."""
    path, pages = tmp_path / "a.txt", tmp_path / "pages.jsonl"
    path.write_text(STORIES["a"])
    page = {"url": "https://example.org/live", "text": STORIES["c"]}
    pages.write_text(json.dumps(page) + "\n" + json.dumps({**page, "text": STORIES["b"]}) + "\n")
    call = ["run", "--model", "builtin", "--store", str(store), str(path), str(pages), "--format"]
    assert main([*call, first]) == 0
    path.write_text(STORIES["a"].replace("4 people", "9 people"))
    pages.write_text(json.dumps({**page, "text": STORIES["c"] + " It rained."}) + "\n")
    capsys.readouterr()
    assert main([*call, "json"]) == 0
    summary = Summary.model_validate_json(capsys.readouterr().out)
    assert [edited.place for edited in summary.edited] == [str(path)]


@pytest.mark.parametrize(
    ("call", "code"),
    [
        pytest.param(["runs"], 2, id="to list its runs"),
        pytest.param(["run", "--dry-run", "--model", "m", "--base-url", "http://localhost/v1"], 0, id="to foretell a run"),
        pytest.param(["run", "--dry-run", "--add"], 2, id="to foretell an addition"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("made", [True, False], ids=["an empty file", "no file"])
def test_to_look_makes_no_store(
    call: list[str], code: int, made: bool, store: Path, stories: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """What is there stays as it is, and what is wrong is one line."""
    if made:
        store.touch()
    paths = [str(stories["a"])] if call[0] == "run" else []
    assert main([*call, "--store", str(store), *paths]) == code
    assert [path.name for path in store.parent.glob(f"{store.name}*")] == [store.name] * made
    assert not made or store.stat().st_size == 0
    assert len(capsys.readouterr().err.splitlines()) == (code != 0)


@pytest.mark.parametrize("kept", [True, False], ids=["with a store", "with none"])
def test_a_stream_has_the_incidents_of_a_whole_report(
    store: Path, stories: dict[str, Path], tmp_path: Path, kept: bool
) -> None:
    """The same incidents, findings and near misses, to the letter but for the evidence of links; a text twice is one."""
    (tmp_path / "again.txt").write_text(STORIES["a"])
    (tmp_path / "bad.jsonl").write_text("{}\n")
    call = ["run", "--model", "builtin", *(["--store", str(store)] if kept else ["--no-store"])]
    paths = [str(path) for path in stories.values()] + [str(tmp_path / "bad.jsonl")]
    assert main([*call, *paths, str(tmp_path / "again.txt"), "--format", "incidents", "-o", str(tmp_path / "o")]) == 3
    assert main([*call, *paths, "--format", "json", "-o", str(tmp_path / "whole")]) == 3
    whole = Summary.model_validate_json((tmp_path / "whole").read_text())
    streamed = [json.loads(line) for line in (tmp_path / "o").read_text().splitlines()]
    by_id = {found.id: found.model_copy(update={"links": (), "rival": None}) for found in whole.incidents}
    assert {each["incident"]["id"]: each["incident"] for each in streamed} == {
        name: json.loads(found.model_dump_json()) for name, found in by_id.items()
    }
    told = sorted(found.model_dump_json() for found in whole.findings)
    assert (
        sorted(json.dumps(f, separators=(",", ":"), ensure_ascii=False) for e in streamed for f in e["findings"])
        == told
    )
