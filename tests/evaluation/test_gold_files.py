"""Gold standards read from files: what is taken, and what is refused with which line."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import UsageError
from summarizer.evaluation import read_gold
from summarizer.records.article import make_article

from ..helpers.golds import Line, event, finding, gold_of, killed, write

TEXT = "The river flooded York. Two people were killed, and two people were killed in Hull. 40 homes were damaged."
ARTICLE: Line = {"article": "a", "source": "The Press", "published": "2024-05-02", "text": TEXT}


def figure_of(folder: Path, **fields: Any) -> tuple[int | None, int | None, str | None]:
    """Where a figure stands, and its quote."""
    gold = gold_of(folder, ARTICLE, event("a", "x", killed(2, **fields)))
    (figure,) = gold.events[0].figures
    return figure.start, figure.end, figure.quote


@pytest.mark.parametrize(
    ("fields", "place", "why"),
    [
        ({"quote": "flooded York. Two people"}, (10, 34, "flooded York. Two people"), "a quote that stands once is located"),
        ({"quote": "TWO  people were killed,"}, (24, 47, "TWO  people were killed,"), "whatever its case and white space"),
        ({"quote": "wo people were killed"}, (None, None, "wo people were killed"), "one that stands twice is not"),
        ({"start": 24, "end": 34}, (24, 34, "Two people"), "a place without a quote gets it"),
        ({}, (None, None, None), "neither is needed"),
    ],
)  # fmt: skip
def test_where_figures_stand(
    fields: dict[str, Any], place: tuple[int | None, int | None, str | None], why: str, tmp_path: Path
) -> None:
    assert figure_of(tmp_path, **fields) == place, why


def test_an_event_has_the_outlet_and_the_day_of_its_article(tmp_path: Path) -> None:
    """And so have its figures; what the event says itself comes first."""
    told = event("a", "x", killed(2)), event("a", "y", killed(3), source="Wire", ids=["other"])
    first, other = sorted(gold_of(tmp_path, ARTICLE, *told).events, key=lambda each: each.incident or "")
    assert (first.source, str(first.published), first.figures[0].source) == ("The Press", "2024-05-02", "The Press")
    assert (other.source, other.figures[0].source) == ("Wire", "Wire")


def test_an_article_is_known_by_both_its_ids(tmp_path: Path) -> None:
    """That of the gold standard, and the hash of its text that `run` gives it."""
    gold = gold_of(tmp_path, ARTICLE, {"article": "b"}, event("a", "x"))
    assert gold.names == {"a": "a", make_article(TEXT).id: "a", "b": "b"}
    assert gold.texts == {"a": TEXT}


def test_an_article_lies_in_a_file_beside_the_gold_standard(tmp_path: Path) -> None:
    """With its front matter, which the line overrules."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/a.txt").write_text(f"---\nsource: Wire\npublished: 2024-05-01\n---\n{TEXT}\n")
    gold = gold_of(tmp_path, {"article": "a", "path": "texts/a.txt", "source": "The Press"}, event("a", "x", killed(2)))
    assert gold.texts == {"a": TEXT}
    assert (gold.events[0].source, str(gold.events[0].published)) == ("The Press", "2024-05-01")


def test_articles_need_no_line(tmp_path: Path) -> None:
    """Where none has one; ids of figures are needed for findings alone."""
    gold = gold_of(tmp_path, {"event": event("a", "x", killed(2))["event"]})
    assert (gold.articles, gold.ids) == ({"a": None}, (None,))


def test_the_order_of_lines_does_not_matter(tmp_path: Path) -> None:
    """Nor do blank lines."""
    lines = [
        ARTICLE,
        event("a", "x", killed(2), killed(3)),
        event("a", "y", killed(4), ids=["z"]),
        finding("x", "a1", "a2"),
    ]
    one, other = gold_of(tmp_path, *lines), gold_of(tmp_path, *reversed(lines))
    assert one == other
    write(tmp_path, lines).write_text("\n" + (tmp_path / "gold.jsonl").read_text().replace("\n", "\n\n"))
    assert read_gold(str(tmp_path / "gold.jsonl"))[0].digest == one.digest


@pytest.mark.parametrize(
    ("at", "changed", "why"),
    [
        (0, {"article": "a", "text": TEXT + " More."}, "a text"),
        (1, event("a", "x", killed(2), killed(9)), "a figure"),
        (2, finding("x", "a1", "a2", kind="dispute"), "a finding"),
    ],
)
def test_another_gold_standard_has_another_digest(at: int, changed: Line, why: str, tmp_path: Path) -> None:
    """By which results on different ones are told apart."""
    lines = [ARTICLE, event("a", "x", killed(2), killed(3)), finding("x", "a1", "a2")]
    others = [*lines[:at], changed, *lines[at + 1 :]]
    assert gold_of(tmp_path, *lines).digest != gold_of(tmp_path, *others).digest, why


TWO = event("a", "x", killed(2), killed(3))

FAULTS: list[tuple[list[Line | str], int, str]] = [
    (["not JSON"], 1, "expected one JSON object a line"),
    (["[1]"], 1, "expected a JSON object"),
    ([{"text": "no id"}], 1, 'expected an "article", an "event" or a finding with "positions", got \'text\''),
    ([{"article": ""}], 1, "expected an article, got at article"),
    ([{"article": "a", "texts": "b"}], 1, "expected an article, got at texts"),
    ([ARTICLE, {"article": "a"}], 2, "expected each article once, got 'a' again"),
    ([ARTICLE, {**ARTICLE, "article": "b"}], 2, "expected each text once, got that of 'a' again"),
    ([{"article": "a", "text": " "}], 1, "got an empty text"),
    ([{"article": "a", "text": "b", "path": "c"}], 1, "expected `text` or `path`, got both"),
    ([{"article": "a", "path": "nowhere.txt"}], 1, "found nothing there"),
    ([{"article": "a", "path": "/etc/hostname"}], 1, "expected a path beside this file or below it"),
    ([{"article": "a", "path": "-"}], 1, "expected a path beside this file or below it, got '-'"),
    ([{"article": "a", "path": "a\0b"}], 1, "expected a path beside this file or below it, got 'a"),
    ([{"article": "a", "path": "../gold.txt"}], 1, "expected a path beside this file or below it"),
    ([{"article": "a", "published": "soon"}], 1, "expected `published` as a day"),
    ([{"event": {"article": "a", "type": "flood"}}], 1, "expected `incident`"),
    ([{"event": {"article": "a", "incident": "x"}}], 1, "expected an event record, got at type"),
    ([{"event": TWO["event"], "ids": []}], 1, "expected an event with `figure_ids`, got at ids"),
    ([{"event": TWO["event"], "figure_ids": ["a1"]}], 1, "expected an id or null for each of 2 figures, got 1"),
    ([ARTICLE, event("b", "x")], 2, "expected an article that has a line, got 'b'"),
    ([TWO, event("b", "x", killed(1), ids=["a1"])], 1, "expected each figure's id once, got 'a1' twice"),
    ([ARTICLE, event("a", "x", killed(9, quote="nine people"))], 2, "expected a quote that is in the article, got 'nine people'"),
    ([ARTICLE, event("a", "x", killed(2, quote="Two people", start=0, end=10))], 2, "expected the quote at its offsets, got 'The river'"),
    ([ARTICLE, event("a", "x", killed(2, start=0, end=1000))], 2, "got an offset beyond the text"),
    ([ARTICLE, event("a", "x", killed(2, start=5))], 2, "got an offset beyond the text"),
    ([TWO, finding("x", "a1", "a2", kind="agreement")], 2, "expected `kind` as one of conflict, dispute"),
    ([TWO, finding("x", "a1", "a2", kind="quarrel")], 2, "expected a finding, got at kind"),
    ([TWO, finding("x", "a1 a2")], 2, "expected two `positions` or more"),
    ([TWO, finding("x", "a1", "")], 2, "expected two `positions` or more"),
    ([TWO, finding("x", "a1", "a9")], 2, "expected the ids of figures, got 'a9'"),
    ([TWO, finding("x", "a1 a2", "a1")], 2, "expected each figure in one position, got 'a1' twice"),
    ([TWO, finding("y", "a1", "a2")], 2, "expected figures of incident 'y', got 'a1' of 'x'"),
    ([TWO, finding("x", "a1", "a2", measure="wounded")], 2, "expected the measure of a figure, got 'wounded': one of killed"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "line", "message"), FAULTS, ids=[message for _, _, message in FAULTS])
def test_faults_are_told_with_their_line(lines: list[Line | str], line: int, message: str, tmp_path: Path) -> None:
    """One for each line that has one."""
    path = write(tmp_path, [each for each in lines if isinstance(each, dict)])
    if texts := [each for each in lines if isinstance(each, str)]:
        path.write_text("\n".join(texts) + "\n")
    _, problems = read_gold(str(path))
    assert problems
    assert (problems[0].line, message in problems[0].message) == (line, True), problems
    assert "\n" not in str(problems[0])


@pytest.mark.parametrize("text", ["", "\n\n", '{"article": "a"}\n'])
def test_a_file_without_an_event_is_none(text: str, tmp_path: Path) -> None:
    """Nothing can be measured against it."""
    (tmp_path / "gold.jsonl").write_text(text)
    with pytest.raises(UsageError, match="expected a gold standard with events, got none"):
        read_gold(str(tmp_path / "gold.jsonl"))


def test_a_link_leads_out_of_no_folder(tmp_path: Path) -> None:
    """What a gold standard names may be sent to a model."""
    inside = tmp_path / "gold"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("A secret.")
    (inside / "a.txt").symlink_to(tmp_path / "secret.txt")
    _, problems = read_gold(str(write(inside, [{"article": "a", "path": "a.txt"}, event("a", "x")])))
    assert [problem.line for problem in problems] == [1]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["a", "x", "a1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
WHOLE: tuple[Line, ...] = (ARTICLE, event("a", "x", killed(2), killed(3)), finding("x", "a1", "a2"))


@st.composite
def mutated(draw: st.DrawFn) -> list[Line]:
    """The lines of a gold standard, one value of which is another."""
    lines = json.loads(json.dumps(WHOLE))
    at: Any = draw(st.sampled_from(lines))
    while True:
        name = draw(st.sampled_from(sorted(at) if isinstance(at, dict) else list(range(len(at)))))
        if isinstance(at[name], dict | list) and at[name] and draw(st.booleans()):
            at = at[name]
            continue
        at[name] = draw(JSON)
        return list(lines)


@settings(max_examples=200)
@given(lines=mutated())
def test_whatever_a_line_holds_is_taken_or_refused_in_one_line(
    lines: list[Line], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Never an error of another kind."""
    gold, problems = read_gold(str(write(tmp_path_factory.mktemp("gold"), lines)))
    assert all("\n" not in str(problem) for problem in problems)
    assert problems or gold.findings
