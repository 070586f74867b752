"""Earlier decisions found again: through edits, renames and moves of articles, and those that find nothing."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from summarizer import summarize
from summarizer.store import Store

from .three_articles import APART, JOINED, MARKET, PORT, export, write

EDITED = MARKET + " Two shops burned down."
REWRITTEN = EDITED.replace("Four", "At least six") + " The mayor spoke of a black day."


@pytest.mark.parametrize("form", ["json", "incidents"])
@pytest.mark.parametrize(
    "steps",
    [
        [("wire", EDITED), ("agency", EDITED)],
        [("agency", MARKET), ("agency", EDITED)],
        [("agency", MARKET), ("agency", EDITED), ("bulletin", EDITED), ("bulletin", REWRITTEN), ("wire", REWRITTEN)],
        [("wire", EDITED), ("wire", REWRITTEN), ("agency", REWRITTEN), ("agency", MARKET), ("wire", MARKET)],
    ],
)
@pytest.mark.parametrize("other_is_gone", [False, True])
def test_a_decision_follows_an_article_through_edits_and_renames(
    run: Callable[..., Any], tmp_path: Path, steps: Sequence[tuple[str, str]], form: str, other_is_gone: bool
) -> None:
    """In any order and number, each with a run between; also while the other article is not there."""
    assert run("news", "--same", "wire.txt", "post.txt", form=form) == JOINED
    name = "wire"
    if other_is_gone:
        (tmp_path / "news" / "post.txt").rename(tmp_path / "post.txt")
    for now, text in steps:
        (tmp_path / "news" / f"{name}.txt").unlink()
        name = now
        (tmp_path / "news" / f"{name}.txt").write_text(f"---\nsource: wire\n---\n{text}\n")
        assert other_is_gone or run("news", form=form) == JOINED
        assert run("news", form=form) == ([{"port"}, {"wire"}] if other_is_gone else JOINED)
    if other_is_gone:
        assert "found no report" in run.said  # type: ignore[attr-defined]
        (tmp_path / "post.txt").rename(tmp_path / "news" / "post.txt")
        assert run("news", form=form) == JOINED
    assert "found no report" not in run.said  # type: ignore[attr-defined]
    with Store(tmp_path / "s.sqlite") as store:
        assert len(store.decisions()) == 1, "it is the same decision"


def test_a_file_of_reviews_does_not_lead_a_decision_back(run: Callable[..., Any], tmp_path: Path) -> None:
    """It says where the articles were when it was exported; the store knows where they went since."""
    run("news", "--same", "wire.txt", "post.txt")
    with Store(tmp_path / "s.sqlite") as store:
        export(tmp_path / "said.json", *store.decisions())
    for name, text in (("wire", EDITED), ("agency", EDITED), ("agency", REWRITTEN)):
        for path in (tmp_path / "news").glob("[aw]*"):
            path.unlink()
        (tmp_path / "news" / f"{name}.txt").write_text(f"---\nsource: wire\n---\n{text}\n")
        assert run("news", "--reviews", "said.json") == JOINED
        assert "nothing" not in run.said  # type: ignore[attr-defined]


CORRECTED = MARKET.replace("Four", "At least six")
RETOLD = "A market in Brookton was hit by a drone on 30 May 2023. Four people were killed, according to police."
LATER = MARKET.replace("30 May", "31 May")


@pytest.mark.parametrize("form", ["json", "incidents"])
@pytest.mark.parametrize(
    ("now", "follows", "why"),
    [
        ({"agency": ("wire", EDITED)}, True, "the only new text of the outlet, and most of it is the old one"),
        ({"agency": ("wire", CORRECTED)}, True, "another toll is an edit"),
        ({"agency": (None, EDITED)}, False, "another outlet: one that is not named"),
        ({"agency": ("post", EDITED)}, False, "another outlet may print the same wire"),
        ({"agency": ("wire", RETOLD)}, False, "the same event in other words is another article, for all one knows"),
        ({"agency": ("wire", LATER)}, False, "the next day's bulletin has the words of this one"),
        ({"agency": ("wire", EDITED), "late": ("wire", CORRECTED)}, False, "two could be it"),
        ({"old": ("wire", EDITED)}, False, "a run had that text when the other one was there"),
        ({"wire": ("wire", MARKET), "agency": ("wire", EDITED)}, True, "it is there itself; nothing follows the other"),
    ],
)  # fmt: skip
def test_a_decision_follows_an_article_that_was_edited_and_renamed_at_once(
    run: Callable[..., Any],
    tmp_path: Path,
    now: dict[str, tuple[str | None, str]],
    follows: bool,
    why: str,
    form: str,
) -> None:
    """By its text, where that is new and nothing else could be it; then it is known by its new file. Else it is counted."""

    def put(name: str, source: str | None, text: str) -> None:
        matter = f"---\nsource: {source}\n---\n" if source else ""
        (tmp_path / "news" / f"{name}.txt").write_text(f"{matter}{text}\n")

    if "old" in now:
        put("old", *now["old"])
    run("news", "--same", "wire.txt", "post.txt")
    (tmp_path / "news" / "wire.txt").unlink()
    for name, article in now.items():
        put(name, *article)
    run("news", form=form)
    assert ("found no report" not in run.said) is follows, why  # type: ignore[attr-defined]
    for name, (source, text) in now.items():
        put(name, source, f"{text} Nobody claimed it.")
    assert ({"post", "wire"} in run("news")) is follows, why


def test_a_text_that_could_be_either_of_two_is_neither(run: Callable[..., Any], tmp_path: Path) -> None:
    """Two articles of one outlet with almost one text are gone, and one is new: both decisions are counted."""
    (tmp_path / "news" / "copy.txt").write_text(f"---\nsource: wire\n---\n{MARKET} More follows.\n")
    run("news", "--same", "wire.txt", "post.txt", "--same", "copy.txt", "port.txt")
    for name in ("wire", "copy"):
        (tmp_path / "news" / f"{name}.txt").unlink()
    (tmp_path / "news" / "agency.txt").write_text(f"---\nsource: wire\n---\n{EDITED}\n")
    run("news")
    assert "2 of 2 earlier decisions on links found no report" in run.said  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", ["json", "incidents"])
@pytest.mark.parametrize("again", ["--same", "--different"])
@pytest.mark.parametrize("way", ["option", "reviews"])
def test_what_is_decided_again_after_an_edit_is_one_decision(
    run: Callable[..., Any], tmp_path: Path, again: str, way: str, form: str
) -> None:
    """By the command or by the page's export of the edited report: the store has the last one alone."""
    run("news", "--same", "wire.txt", "post.txt", form=form)
    write(tmp_path / "news", wire=EDITED)
    if way == "option":
        run("news", again, "post.txt", "wire.txt", form=form)
    else:
        folder, same = [tmp_path / "news"], [("wire.txt", "post.txt")]
        decided = {"--same": {"same": same}, "--different": {"different": same}}[again]
        summary = summarize(folder, model="builtin", **decided)  # type: ignore[arg-type]  # without the store
        export(tmp_path / "said.json", *(each.review for each in summary.reviewed))
        run("news", "--reviews", "said.json", form=form)
    for _ in range(2):
        with Store(tmp_path / "s.sqlite") as store:
            assert [each.decision for each in store.decisions()] == [again.removeprefix("--")]
        assert run("news", form=form) == (JOINED if again == "--same" else APART)
        assert "contradict" not in run.said  # type: ignore[attr-defined]


def test_a_decision_of_the_call_is_kept_though_its_file_takes_it_back(run: Callable[..., Any], tmp_path: Path) -> None:
    """What a call says is later than its files."""
    run("news", "--same", "wire.txt", "post.txt")
    with Store(tmp_path / "s.sqlite") as store:
        (made,) = store.decisions()
    export(tmp_path / "back.json", made.model_copy(update={"decision": "withdrawn", "a": None, "b": None}))
    assert run("news", "--reviews", "back.json", "--same", "wire.txt", "post.txt") == JOINED
    assert run("news") == JOINED


@pytest.mark.parametrize("form", ["json", "incidents"])
@pytest.mark.parametrize(
    ("change", "lost"),
    [
        ("delete", True),
        ("say nothing of an event", True),
        ("nothing", False),
        ("run one file", False),
        ("run another folder", False),
    ],
)
def test_a_decision_that_matches_nothing_is_counted(
    run: Callable[..., Any], tmp_path: Path, change: str, lost: bool, form: str
) -> None:
    """In one line, where its article should be there; not where the call is on other articles."""
    run("news", "--same", "wire.txt", "post.txt", "--different", "post.txt", "port.txt")
    wire = tmp_path / "news" / "wire.txt"
    write(tmp_path / "more", late=PORT.replace("Five", "Six"))
    if change == "delete":
        wire.unlink()
    if change == "say nothing of an event":
        write(tmp_path / "news", wire="The choir will sing in the town hall.")
    run({"run one file": "news/port.txt", "run another folder": "more"}.get(change, "news"), form=form)
    said = "1 of 2 earlier decisions on links found no report to be on: same: "
    assert run.said.count(said) == lost  # type: ignore[attr-defined]


def test_an_event_that_an_edit_leaves_out_does_not_become_the_one_beside_it(
    run: Callable[..., Any], tmp_path: Path
) -> None:
    """When it is told again, the decision is on it."""

    def joined() -> set[str | None]:
        """The towns of the event of wire that is one with that of port."""
        groups = [incident.events for incident in run.summary.incidents]  # type: ignore[attr-defined]
        events = next(group for group in groups if any(event.source == "port" for event in group))
        return {event.place.name for event in events if event.source == "wire"}

    hotel = "Two people were killed in a drone strike on a hotel in Stockford on 12 June 2023, officials said."
    both = f"{MARKET}\n\n{hotel}"
    write(tmp_path / "news", wire=both)
    run("news", "--same", "wire.txt", "port.txt")
    (kept,) = joined()
    write(tmp_path / "news", wire=hotel if kept == "Brookton" else MARKET)
    run("news")
    assert joined() != {kept}, "the only event that there is"
    write(tmp_path / "news", wire=both)
    run("news")
    assert joined() == {kept}
