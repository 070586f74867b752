"""What a store has kept is used as far as it holds today, and no further: other code, other files, other texts."""

import contextlib
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer import Settings, Summary, summarize
from summarizer.pipeline import journal
from summarizer.records.article import make_article

from ..helpers.endpoint import Answer, Request, completion, endpoint
from .test_runs import answer, asked_of, figures, read, towns

RULES = Settings(model="builtin")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


@contextlib.contextmanager
def yesterday() -> Iterator[None]:
    """Other code than today's proves the figures."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "checker_digest", lambda: "yesterday")
        yield


def change(store: Path, statement: str, *values: object) -> None:
    with contextlib.closing(sqlite3.connect(store, isolation_level=None)) as rows:
        rows.execute(statement, values)


def told(summary: Summary) -> list[list[tuple[float | None, float | None]]]:
    """The figures that changed, of each article that was edited."""
    return [
        [(figure.before.value, figure.now.value) for figure in edit.figures or () if figure.before and figure.now]
        for edit in summary.edited
    ]


@pytest.mark.parametrize(
    ("found", "code"),
    [
        pytest.param('{"reports": [], "of_another_version": 1}', "yesterday", id="of a form that this version has not"),
        pytest.param('{"reports"', "today", id="damaged"),
    ],
)
def test_an_outcome_that_cannot_be_read_is_read_again_from_its_replies(store: Path, found: str, code: str) -> None:
    """It ends no run and costs nothing."""
    with endpoint(lambda request, _: answer(request)) as server:
        with yesterday() if code == "yesterday" else contextlib.nullcontext():
            read(server, store, towns(1))
        change(store, "UPDATE outcome SET found = ?", found.encode())
        assert len(figures(read(server, store, towns(1)))) == 1
    assert len(server.requests) == 1


def test_what_other_code_proved_is_not_told_as_what_an_edited_text_said(store: Path, tmp_path: Path) -> None:
    """The earlier text's figures are proved again, too."""
    path = tmp_path / "a.txt"
    path.write_text(towns(1, killed=4)[0].text)
    with endpoint(lambda request, _: answer(request, killed=4 if "4 people" in json.dumps(request) else 3)) as server:
        settings = Settings(model="loopback", base_url=server.url, store=store)
        with yesterday():
            summarize([path], settings=settings)
        change(store, "UPDATE outcome SET found = replace(CAST(found AS TEXT), '4.0', '9.0')")
        path.write_text(towns(1)[0].text)
        summary = summarize([path], settings=settings)
    assert told(summary) == [[(4, 3)]]


def test_what_is_kept_is_proved_again_though_nothing_more_can_be_sent(store: Path) -> None:
    """A refused key, met in a new article, costs no article whose reply was paid for."""
    with endpoint(lambda request, _: answer(request)) as server, yesterday():
        read(server, store, towns(2, 3, 4))
    with endpoint(lambda *_: Answer({"error": {"message": "bad key"}}, status=401)) as server:
        summary = read(server, store, towns(1, 2, 3, 4), concurrency=1)
    assert [found.status for found in summary.articles] == ["failed", "ok", "ok", "ok"]


def test_a_fault_of_ours_does_not_retire_the_reply(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was paid for, and is no worse for it: --retry-failed reads it again."""
    from summarizer.reading import articles as reading  # noqa: PLC0415

    with endpoint(lambda request, _: answer(request)) as server:
        with monkeypatch.context() as broken:
            broken.setattr(reading, "make_outcome", lambda *_: 1 / 0)
            assert [found.status for found in read(server, store, towns(1)).articles] == ["failed"]
        assert len(figures(read(server, store, towns(1), retry_failed=True))) == 1
    assert len(server.requests) == 1


def test_articles_of_one_address_are_no_edits_of_each_other(store: Path) -> None:
    """Not within a run, not in the next, nor when only one of them is read again; nor are they lost to --add."""
    several = [
        make_article(f"A drone hit a bus in Kyiv on Tuesday, killing {n} people.", url="https://wire.example/")
        for n in (4, 9)
    ]
    third = make_article("Floods hit Lagos on Monday and 12 people died.", url="https://wire.example/")
    for given in (several, several, several[1:], several[:1], several):
        assert summarize(given, settings=RULES, store=store).edited == ()
    added = summarize([third], settings=Settings(model="builtin", store=store, add=True))
    assert (len(added.articles), added.edited) == (3, ())


def test_an_edit_of_an_article_that_failed_now_says_no_untruth(store: Path, tmp_path: Path) -> None:
    """What the earlier text said is known; it is the later one that could not be read."""
    from summarizer.render import render  # noqa: PLC0415

    path = tmp_path / "a.txt"
    path.write_text(towns(1)[0].text)

    def script(request: Request, _: int) -> Answer:
        return answer(request) if asked_of(request) == 1 else Answer(completion(None, refusal="No."))

    with endpoint(script) as server:
        settings = Settings(model="loopback", base_url=server.url, store=store)
        summarize([path], settings=settings)
        path.write_text(towns(2)[0].text)
        summary = summarize([path], settings=settings)
    text = render(summary, "text", explain=False)
    text = " ".join(text.split())
    assert "another text" in text
    assert "the earlier one was not read" not in text


@pytest.mark.parametrize("form", ["whole", "stream"])
def test_a_file_that_was_moved_goes_by_its_new_name(store: Path, tmp_path: Path, form: str) -> None:
    """In a stream as in a whole report."""
    from summarizer.cli import main  # noqa: PLC0415

    first, second, out = (tmp_path / name for name in ("first.txt", "second.txt", "out"))
    first.write_text("A drone hit a bus in Kyiv on May 30, killing 4 people, police said.")
    call = ["run", "--model", "builtin", "--store", str(store)]
    assert main([*call, str(first), "-o", str(out)]) == 0
    first.rename(second)
    assert main([*call, str(second), "--format", "json" if form == "whole" else "incidents", "-o", str(out)]) == 0
    assert "second.txt" in out.read_text()
    assert "first.txt" not in out.read_text()


def test_the_report_of_a_summary_with_all_that_is_new_can_be_read_back(store: Path, tmp_path: Path) -> None:
    """Edited, changed and gone, to the letter."""
    from summarizer.inputs.reports import read_report  # noqa: PLC0415

    path, other = tmp_path / "a.txt", tmp_path / "b.txt"
    for killed in (4, 9):
        path.write_text(f"A drone hit a bus in Kyiv on May 30, killing {killed} people, police said.")
        other.write_text("A drone hit a bus in Kyiv on May 30, killing 9 people, the mayor said.")
        if killed == 4:
            summarize([path, other], settings=RULES, store=store)
    summary = summarize([path], settings=Settings(model="builtin", store=store, add=True))
    assert summary.edited
    assert summary.changes
    assert summary.changes.gone
    (tmp_path / "r.json").write_text(summary.to_json())
    assert read_report(tmp_path / "r.json") == summary


OWN = """
from typing import Literal
from pydantic import field_validator
from summarizer import Event
from summarizer.schemas import CodedFigure

class Strike(Event):
    "A strike."
    type: Literal["air_drone_strike"]
    figures: tuple[CodedFigure, ...]

    @field_validator("headline")
    @classmethod
    def told(cls, text: str) -> str:
        return text.{}()
"""


def test_an_outcome_rests_on_the_code_of_an_event_type_of_ones_own(store: Path, tmp_path: Path) -> None:
    """Its schema is the same, and what it makes of a reply is another."""
    (tmp_path / "a.txt").write_text("A drone hit a bus in Kyiv on May 30, killing 4 people, police said.")
    call = ["run", "a.txt", "--model", "builtin", "--store", str(store), "--event", "own:Strike", "--format", "json"]
    found = []
    for method in ("upper", "lower"):
        (tmp_path / "own.py").write_text(OWN.format(method))
        ran = subprocess.run(
            [sys.executable, "-B", "-m", "summarizer", *call], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr
        found += [incident.headline for incident in Summary.model_validate_json(ran.stdout).incidents]
    assert [headline.isupper() for headline in found] == [True, False]
