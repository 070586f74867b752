"""`--add`: to which run, with what of it, and what it refuses because something would be lost or paid for twice."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from summarizer import Settings, Summary, summarize
from summarizer.cli import main
from summarizer.errors import UsageError
from summarizer.render import render
from summarizer.store import Store

from ..helpers.endpoint import Answer, Endpoint, endpoint
from .test_runs import STORIES, answer, asked_of, figures, read, towns

REFUSED = Answer({"error": {"message": "bad key"}}, status=401)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


def half(number: int) -> Any:
    """An endpoint that answers about the first towns, and refuses from this one on."""
    return lambda request, _: answer(request) if asked_of(request) < number else REFUSED


def add(server: Endpoint, store: Path, *numbers: int, **settings: Any) -> Summary:
    return read(server, store, towns(*numbers), add=True, concurrency=1, **settings)


def test_a_run_that_did_not_come_to_its_end_is_not_added_to(store: Path) -> None:
    """Its unread articles would be missing and nobody would know; when it is ended, it can be."""
    with endpoint(half(2)) as server:
        read(server, store, towns(1, 2, 3), concurrency=1)
    with endpoint(lambda request, _: answer(request)) as server:
        with pytest.raises(UsageError, match="run 1, stopped after 1 of 3 articles: run it again first"):
            add(server, store, 4)
        assert server.requests == []
        read(server, store, towns(1, 2, 3))
        assert len(figures(add(server, store, 4))) == 4


def test_an_addition_that_did_not_come_to_its_end_is_gone_on_with(store: Path) -> None:
    """By the same command: nothing of the first run is lost, and what is new is still what is new."""
    with endpoint(half(4)) as server:
        read(server, store, towns(1, 2))
        assert add(server, store, 3, 4, 5).ended == "refused"
    with endpoint(lambda request, _: answer(request)) as server:
        with pytest.raises(UsageError, match="run 2, stopped after 3 of 5 articles"):
            add(server, store, 6)
        summary = add(server, store, 3, 4, 5)
        assert [asked_of(request) for request in server.requests] == [4, 5]
    assert len(figures(summary)) == 5
    assert summary.changes
    assert len(summary.changes.articles) == 3


def test_a_run_of_no_articles_is_passed_over(store: Path, tmp_path: Path) -> None:
    """Whatever could not be read in it."""
    (tmp_path / "empty.txt").write_text("")
    with endpoint(lambda request, _: answer(request)) as server:
        read(server, store, towns(1, 2))
        main(["run", str(tmp_path / "empty.txt"), "--store", str(store), "--model", "builtin"])
        assert len(figures(add(server, store, 3))) == 3


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"model": "dearer"}, id="another model"),
        pytest.param({"max_tokens": 900}, id="another parameter"),
        pytest.param({"passes": 2}, id="two passes"),
    ],
)
def test_an_addition_asks_nothing_of_what_was_read(store: Path, changed: dict[str, Any]) -> None:
    """Called in another way it would ask about all of the earlier run once more: it says so instead."""
    with endpoint(lambda request, _: answer(request)) as server:
        read(server, store, towns(1, 2))
        settings = replace(Settings(model="loopback", base_url=server.url, store=store, add=True), **changed)
        with pytest.raises(UsageError, match="expected the model, event types, prompts and options of run 1"):
            summarize(towns(3), settings=settings)
    assert len(server.requests) == 2


def test_an_addition_reads_by_the_model_of_the_run(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With none named; and says nothing of built-in rules, in a dry run neither."""
    paths = [tmp_path / "1.txt", tmp_path / "2.txt"]
    for number, path in enumerate(paths, start=1):
        path.write_text(towns(number)[0].text)
    with endpoint(lambda request, _: answer(request)) as server:
        call = ["run", "--store", str(store), "--base-url", server.url]
        assert main([*call, "--model", "loopback", str(paths[0])]) == 0
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        assert main(["run", "--store", str(store), "--add", "--dry-run", str(paths[1])]) == 0
        assert "requests  1, one for each article" in capsys.readouterr().out
        assert main(["run", "--store", str(store), "--add", str(paths[1])]) == 0
    assert capsys.readouterr().err == ""
    assert [asked_of(request) for request in server.requests] == [1, 2]


def test_files_of_one_name_in_two_folders_are_two(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each run is called in its own folder: the second's file is not the first's."""
    call = ["run", "x.txt", "--model", "builtin", "--store", str(store)]
    for day, text in (("monday", STORIES["a"]), ("tuesday", STORIES["c"])):
        (tmp_path / day).mkdir()
        (tmp_path / day / "x.txt").write_text(text)
    monkeypatch.chdir(tmp_path / "monday")
    assert main(call) == 0
    monkeypatch.chdir(tmp_path / "tuesday")
    capsys.readouterr()
    assert main([*call, "--add", "--format", "json"]) == 0
    summary = Summary.model_validate_json(capsys.readouterr().out)
    assert (len(summary.articles), summary.edited) == (2, ())
    assert {found.place.name for found in summary.incidents} == {"Kyiv", "Lagos"}


@pytest.mark.parametrize(
    ("called_in", "path", "run"),
    [
        pytest.param("kyiv", "day2.txt", 1, id="a file beside that of the first"),
        pytest.param(".", "kyiv/day2.txt", 1, id="the same from elsewhere"),
        pytest.param(".", "lagos", 2, id="the folder of the second"),
        pytest.param("lagos", "deep/x.txt", 2, id="a folder inside that of the second"),
        pytest.param("other", "x.txt", 4, id="a folder that no run read from: the last"),
        pytest.param("kyiv", "../other/x.txt", 1, id="a folder that none read from, called where the first was"),
    ],
)
def test_articles_are_added_to_the_last_run_of_their_folder(
    called_in: str,
    path: str,
    run: int,
    store: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One store may hold many projects; the report says which run it was, when, and of which paths."""
    texts = {
        "kyiv/day1.txt": "a",
        "kyiv/day2.txt": "b",
        "lagos/x.txt": "c",
        "lagos/deep/x.txt": "c",
        "other/x.txt": "b",
        "far/y.txt": "c",
    }
    for name, story in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(STORIES[story] + name)
    call = ["run", "--model", "builtin", "--store", str(store)]
    for folder, given in (("kyiv", "day1.txt"), ("far", str(tmp_path / "lagos")), ("far", "y.txt"), ("far", "y.txt")):
        monkeypatch.chdir(tmp_path / folder)
        assert main([*call, given]) == 0
    monkeypatch.chdir(tmp_path / called_in)
    capsys.readouterr()
    assert main([*call, "--add", path, "--format", "json"]) == 0
    summary = Summary.model_validate_json(capsys.readouterr().out)
    assert summary.changes
    assert summary.changes.added_to
    assert summary.changes.added_to.run == run
    given = {1: "day1.txt", 2: str(tmp_path / "lagos"), 4: "y.txt"}[run]
    began = Store(store).runs()[run - 1].began
    said = "".join(render(summary, "text").split())  # a long path is broken at any letter
    assert "".join(f"New since run {run} of {began[:10]} {began[11:16]} UTC ({given}):".split()) in said


def test_of_two_runs_of_a_folder_the_one_of_the_model_is_added_to(store: Path) -> None:
    """The other would only say that it was called otherwise."""
    with endpoint(lambda request, _: answer(request)) as server:
        read(server, store, towns(1, 2))
        summarize(towns(1, 2), settings=Settings(model="builtin", store=store))
        summary = add(server, store, 3)
    assert summary.changes
    assert summary.changes.added_to
    assert summary.changes.added_to.run == 1


def test_what_an_article_is_called_is_what_the_last_run_called_it(store: Path, tmp_path: Path) -> None:
    """Not what another run, before or after, knew it by."""
    path = tmp_path / "a.md"
    for source in ("Wire", "Post", "Wire"):
        path.write_text(f"---\nsource: {source}\n---\n{STORIES['a']}\n")
        summarize([path], store=store, settings=Settings(model="builtin"))
    (tmp_path / "c.txt").write_text(STORIES["c"])
    summary = summarize([tmp_path / "c.txt"], settings=Settings(model="builtin", store=store, add=True))
    assert [found.source for found in summary.articles] == ["Wire", None]


def test_added_twice_and_edited_in_between(store: Path, tmp_path: Path) -> None:
    """The text that stands now is in the report once, beside the others; the one before is not."""
    a, b = tmp_path / "a.txt", tmp_path / "b.txt"
    a.write_text(STORIES["a"])
    b.write_text(STORIES["c"])
    summarize([a], store=store, settings=Settings(model="builtin"))
    added = Settings(model="builtin", store=store, add=True)
    for killed in (9, 5, 5):
        a.write_text(STORIES["a"].replace("4 people", f"{killed} people"))
        summary = summarize([a, b], settings=added)
        values = sorted(f.value or 0 for i in summary.incidents for e in i.events for f in e.figures)
        assert (len(summary.articles), values) == (2, [killed])
    assert json.loads(summary.to_json())["changes"]["articles"] == []
