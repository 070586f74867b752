"""`summarizer eval`: its ways to read, its formats, its exit codes, and one line for what is wrong."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from summarizer.records.evaluation import SCORES, Evaluation
from summarizer.render.evaluation import render_evaluation

from ..helpers.commandline import Ended, call
from ..helpers.endpoint import Answer, completion, endpoint, events
from ..helpers.golds import Line, event, finding, killed, reading, write

TEXTS = {
    "fire-1": "A fire at the central market in Kisumu, Kenya, killed four people on Monday, police said.",
    "fire-2": "Seven people were killed on Monday when a fire swept through a market in Kisumu, Kenya, the county said.",
}
ARTICLES = tuple({"article": name, "published": "2024-03-05", "text": text} for name, text in TEXTS.items())
KISUMU: dict[str, Any] = {
    "type": "miscellaneous_accident",
    "start": "2024-03-04",
    "place": {"town": "Kisumu", "country": "Kenya"},
}
EVENTS = (
    event("fire-1", "fire", killed(4, attributed_to="police", quote="killed four people"), ids=["f1"], **KISUMU),
    event("fire-2", "fire", killed(7, attributed_to="the county", quote="Seven people were killed"), ids=["f2"], **KISUMU),
)  # fmt: skip
LINES: tuple[Line, ...] = (*ARTICLES, *EVENTS, finding("fire", "f1", "f2", why="one evening"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A gold standard; a reading that is perfect, one with a fault, and one of another gold standard."""
    write(tmp_path, LINES)
    write(tmp_path, map(reading, EVENTS), "readings.jsonl")
    write(tmp_path, [reading(EVENTS[0])], "half.jsonl")
    write(tmp_path, [reading(EVENTS[0]), {**reading(EVENTS[1]), "article": "elsewhere"}], "others.jsonl")
    (tmp_path / "broken.jsonl").write_text((tmp_path / "readings.jsonl").read_text() + "no JSON\n")
    (tmp_path / "faulty.jsonl").write_text((tmp_path / "gold.jsonl").read_text() + "no JSON\n[1]\n")
    write(tmp_path, [*LINES[:4], finding("fire", "f1", "f2")], "other.jsonl")
    return tmp_path


def evaluated(folder: Path, *arguments: str, gold: str = "gold.jsonl", **environment: str) -> Ended:
    """What the command does in a folder."""
    return call("eval", gold, *arguments, folder=folder, SUMMARIZER_STORE=str(folder / "store.sqlite"), **environment)


def result(ran: Ended) -> Evaluation:
    """The JSON of standard output."""
    return Evaluation.model_validate_json(ran.stdout)


def recall(evaluation: Evaluation) -> dict[str, float | None]:
    """The recall of what was measured."""
    names = {name: score.value for name, score in evaluation.scores.items() if name.endswith("_recall")}
    return {name.removesuffix("_recall"): value for name, value in names.items()}


ALL = {"figures": 1, "events": 1, "links_pairs": 1, "links_b3": 1, "findings": 1}


@pytest.mark.parametrize(
    ("arguments", "read_by", "reader", "linking", "recalled"),
    [
        ((), "gold", None, "gold", {"findings": 1}),
        (("--linking", "ours"), "gold", None, "ours", {"links_pairs": 1, "links_b3": 1, "findings": 1}),
        (("--records", "readings.jsonl"), "records", "readings.jsonl", "ours", ALL),
        (("--records", "readings.jsonl", "--linking", "gold"), "records", "readings.jsonl", "gold",
         {"figures": 1, "events": 1, "findings": 1}),
        (("--records", "readings.jsonl", "--linking", "given"), "records", "readings.jsonl", "given", ALL),
        (("--records", "half.jsonl"), "records", "half.jsonl", "ours",
         {"figures": 1 / 2, "events": 1 / 2, "links_pairs": None, "links_b3": 1, "findings": 0}),
        (("--model", "builtin"), "model", "builtin", "ours", ALL),
    ],
)  # fmt: skip
def test_ways_to_read(
    arguments: tuple[str, ...],
    read_by: str,
    reader: str | None,
    linking: str,
    recalled: dict[str, float | None],
    folder: Path,
) -> None:
    ran = evaluated(folder, *arguments, "--format", "json", "-q")
    assert (ran.returncode, ran.stderr) == (0, "")
    told = result(ran)
    assert (told.read_by, told.reader, told.linking) == (read_by, reader, linking)
    assert recall(told) == recalled


def test_a_model_reads_and_is_paid_for_once(folder: Path) -> None:
    """What the store has is not asked for again, and the store lists no run for it: `--add` adds to none."""
    figure = {"measure": "killed", "of": "people", "value": 4, "quote": "killed four people", "attributed_to": "police"}
    told = {"type": "miscellaneous_accident", "headline": "A market burned", "place": {}, "figures": [figure]}
    with endpoint(lambda *_: Answer(completion(events(told)))) as server:
        call_ = ("--model", "m", "--format", "json", "-q")
        environment = {"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": server.url}
        first = evaluated(folder, *call_, **environment)
        asked = len(server.requests)
        again = evaluated(folder, *call_, **environment)
        assert asked >= 2
        assert len(server.requests) == asked
    assert first.stdout == again.stdout
    assert result(first).scores["figures_recall"].right == 1
    runs = call("runs", folder=folder, SUMMARIZER_STORE=str(folder / "store.sqlite"))
    assert len(runs.stdout.splitlines()) == 1


def test_a_budget_that_ends_the_reading_ends_the_command_with_its_code(folder: Path) -> None:
    """What was not read counts as missed, and one line says how much that is."""
    (folder / "prices.toml").write_text('[[list]]\n[list.models]\n"m" = { input = 1.0, output = 1.0 }\n')
    arguments = ("--model", "m", "--prices", "prices.toml", "--budget", "0", "--format", "json")
    ran = evaluated(folder, *arguments, OPENAI_API_KEY="k", OPENAI_BASE_URL="http://127.0.0.1:1/v1")
    assert ran.returncode == 4, ran.stderr
    assert ran.stderr.splitlines()[-1].endswith("; 2 of 2 articles not read")
    assert recall(result(ran))["figures"] == 0


def test_a_model_that_only_the_environment_names_is_not_asked(folder: Path) -> None:
    """Nor one of a settings file: figures as labelled cost nothing."""
    (folder / "summarizer.toml").write_text('model = "m"\n')
    ran = evaluated(
        folder, "--format", "json", SUMMARIZER_MODEL="m", OPENAI_API_KEY="k", OPENAI_BASE_URL="http://127.0.0.1:1/v1"
    )
    assert (ran.returncode, result(ran).read_by) == (0, "gold")


def test_an_article_that_cannot_be_read_counts_as_missed(folder: Path) -> None:
    """Exit code 3; the cassette of other articles has no reply."""
    ran = evaluated(folder, "--replay", str(Path(__file__).parents[2] / "cassettes/seeds.yaml"), "--format", "json")
    assert ran.returncode == 3
    told = result(ran)
    assert recall(told)["figures"] == 0
    assert [why.partition(":")[0] for why in told.unread] == ["article fire-1", "article fire-2"]
    assert "summarizer: article fire-1: " in ran.stderr


def test_what_a_run_would_cost_is_said_beforehand(folder: Path) -> None:
    """With `--dry-run`, as of `run`."""
    ran = evaluated(folder, "--model", "builtin", "--dry-run")
    assert (ran.returncode, ran.stdout) == (
        0,
        "articles  2, read by the built-in rules: nothing to send, nothing to pay\n",
    )


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--fail-under", "findings_precision=1"), 0, ""),
        (("--records", "half.jsonl", "--fail-under", "findings_recall=0.5"), 1, "findings_recall: expected 0.5 or more, got 0.0000"),
        (("--records", "half.jsonl", "--fail-under", "figures_recall=0.5"), 0, ""),
        (("--records", "half.jsonl", "--fail-under", "findings_precision=0"), 1, "findings_precision: expected 0 or more, got nothing to measure"),
        (("--fail-under", "figures_f1=0.5"), 2, "the figures are as labelled here"),
        (("--records", "readings.jsonl", "--linking", "gold", "--fail-under", "links_b3_f1=0.5"), 2, "links are those of the gold standard"),
        (("--records", "readings.jsonl", "-o", "readings.jsonl.json", "--baseline", "readings.jsonl"), 2, "expected a result of"),
        (("-o", "gold.jsonl", "--format", "json"), 2, "gold.jsonl: expected another file than those that are read"),
        (("--records", "readings.jsonl", "-o", "readings.jsonl", "--format", "json"), 2, "readings.jsonl: expected another file"),
        (("--records", "-", "--baseline-records", "-"), 2, "expected standard input for one source"),
        (("--fail-under", "figures=0.5"), 2, "expected SCORE=VALUE with a score, got 'figures'"),
        (("--fail-under", "near_misses_flagged=0.1"), 2, "expected SCORE=VALUE with a score, got 'near_misses_flagged'"),
        (("--fail-under", "figures_f1=2"), 2, "expected a value from 0 to 1"),
        (("--records", "nowhere.jsonl"), 2, "nowhere.jsonl"),
        (("--records", "broken.jsonl"), 3, "broken.jsonl:3"),
        (("--records", "broken.jsonl", "--fail-under", "links_pairs_f1=1"), 3, "broken.jsonl:3"),
        (("--records", "readings.jsonl", "--model", "builtin"), 2, "expected one reading"),
        (("--linking", "given"), 2, "expected --records with --linking given"),
        (("--model", "builtin", "--linking", "given"), 2, "expected --records with --linking given"),
        (("--record", "cassette.yaml"), 2, "name it with --model"),
        (("--dry-run",), 2, "name it with --model"),
        (("--articles", "."), 2, "expected --gold-from beside --articles"),
        (("--model", "m"), 2, "OPENAI_API_KEY"),
        (("-o", "result.csv"), 2, "expected a result in text, json, html"),
        (("-o", "nowhere/result.json"), 2, "nowhere/result.json"),
        (("--baseline", "gold.jsonl"), 2, "expected a result of `summarizer eval --format json`"),
        (("--baseline", "nowhere.json"), 2, "nowhere.json"),
        (("--baseline", "a", "--baseline-records", "b"), 2, "not allowed"),
    ],
)  # fmt: skip
def test_exit_codes_and_one_line_errors(arguments: tuple[str, ...], code: int, said: str, folder: Path) -> None:
    """0 done, 1 a score below its threshold, 2 a wrong call, 3 records that cannot be read."""
    ran = evaluated(folder, *arguments, "-q")
    assert ran.returncode == code, ran.stderr
    assert said in ran.stderr
    assert len(ran.stderr.splitlines()) == bool(said)


def test_a_gold_standard_with_faults_is_none(folder: Path) -> None:
    """Each is named, and nothing is measured."""
    ran = evaluated(folder, gold="faulty.jsonl")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert [line.partition(": expected ")[0] for line in ran.stderr.splitlines()] == [
        "summarizer: faulty.jsonl:6",
        "summarizer: faulty.jsonl:7",
        "summarizer: faulty.jsonl",
    ]


def test_articles_to_read_have_a_text(folder: Path) -> None:
    """Of records only their ids are needed."""
    write(folder, [{"article": "fire-1"}, {"article": "fire-2"}, *EVENTS], "bare.jsonl")
    assert evaluated(folder, "--records", "readings.jsonl", gold="bare.jsonl").returncode == 0
    ran = evaluated(folder, "--model", "builtin", gold="bare.jsonl")
    assert ran.returncode == 2
    assert "expected a text of each article to read, got none of 'fire-1' and 1 more" in ran.stderr


def test_what_the_records_lack_and_what_the_gold_standard_lacks_is_said(folder: Path) -> None:
    """For neither is an error by itself."""
    ran = evaluated(folder, "--records", "others.jsonl")
    assert ran.returncode == 0
    assert ran.stderr == (
        "summarizer: others.jsonl: 1 record left out, of articles that the gold standard lacks\n"
        "summarizer: others.jsonl: no record of 1 article of the gold standard, so nothing was read of them\n"
    )


def test_a_baseline_is_a_result_or_records(folder: Path) -> None:
    """Both give the same comparison; a result on another gold standard is refused."""
    assert evaluated(folder, "--records", "half.jsonl", "-o", "half.json", "-q").returncode == 0
    compared = [
        result(evaluated(folder, "--records", "readings.jsonl", *baseline, "--format", "json", "-q")).baseline
        for baseline in (("--baseline", "half.json"), ("--baseline-records", "half.jsonl"))
    ]
    assert compared[0] == compared[1]
    assert {row.score: row.difference for row in compared[0]} == pytest.approx(
        {"figures_f1": 1 / 3, "links_b3_f1": 0, "findings_f1": 1}
    )
    refused = evaluated(folder, "--baseline", "half.json", gold="other.jsonl")
    assert refused.returncode == 2
    assert "expected a baseline on the same gold standard" in refused.stderr
    old = json.loads((folder / "half.json").read_text()) | {"schema_version": 99}
    (folder / "old.json").write_text(json.dumps(old))
    assert "expected schema_version 1, got 99" in evaluated(folder, "--baseline", "old.json").stderr


def test_a_gold_standard_comes_from_standard_input(folder: Path) -> None:
    """As records do."""
    text = (folder / "gold.jsonl").read_text()
    ran = call("eval", "-", "--format", "json", stdin=text, folder=folder)
    assert (ran.returncode, result(ran).gold.findings) == (0, 1)


def test_every_format_at_once(folder: Path) -> None:
    """By the endings of the files; the text on standard output is 80 columns wide."""
    files = ("-o", "r.json", "-o", "r.html", "-o", "r.txt", "-o", "-")
    ran = evaluated(folder, "--records", "half.jsonl", *files, "-q")
    assert ran.returncode == 0
    assert (folder / "r.txt").read_text() == ran.stdout
    assert max(map(len, ran.stdout.splitlines())) <= 80
    for words in ("SCORES", "figures", "MISSED FINDINGS (1)", "f2: 7 people killed", "→ one evening"):
        assert words in ran.stdout
    page = (folder / "r.html").read_text()
    assert page.startswith("<!doctype html>")
    assert "one evening" in page
    assert json.loads((folder / "r.json").read_text())["schema_version"] == 1


@pytest.mark.parametrize("form", ["txt", "json", "html"])
@pytest.mark.parametrize("read", [(), ("--records", "half.jsonl"), ("--model", "builtin")])
def test_a_result_is_no_article(form: str, read: tuple[str, ...], folder: Path) -> None:
    """One that lies in a folder of articles is named, and not read."""
    (folder / "articles").mkdir()
    (folder / "articles/a.txt").write_text(TEXTS["fire-1"])
    assert evaluated(folder, *read, "-q", "-o", f"articles/result.{form}").returncode == 0
    ran = call("run", "articles", "--model", "builtin", folder=folder, SUMMARIZER_STORE=str(folder / "store.sqlite"))
    assert ran.stdout.startswith("1 article, ")
    assert f"result.{form}" in ran.stderr


BAIT = "<img src=x onerror=alert(1)>\x1b[31m\u202e</style><script>"


def test_nothing_of_an_article_is_markup_or_a_terminal_code(tmp_path: Path) -> None:
    """Wherever it stands: a quote, a name, a reason, an id."""
    told = [
        event(f"{name}{BAIT}", BAIT, killed(value, quote=BAIT, of=BAIT, attributed_to=BAIT), ids=[f"{name}{BAIT}"], headline=BAIT, source=BAIT, **KISUMU)
        for name, value in (("a", 4), ("b", 7))
    ]  # fmt: skip
    lines = [*told, {**finding(BAIT, "x", "y", why=BAIT), "positions": [[f"a{BAIT}"], [f"b{BAIT}"]]}]
    write(tmp_path, lines)
    wrong = [
        reading(line, figures=[killed(nth, of="people", quote=BAIT, attributed_to=f"{nth}{BAIT}")])
        for nth, line in enumerate(told)
    ]
    write(tmp_path, wrong, "readings.jsonl")
    ran = evaluated(tmp_path, "--records", "readings.jsonl", "-q", "-o", "r.html", "-o", "-")
    assert ran.returncode == 0, ran.stderr
    assert "FALSE FINDINGS" in ran.stdout
    assert not re.search("[\x1b\u202e]", ran.stdout)
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert not re.search("[\x1b\u202e]|<img|<script|onerror=alert\\(1\\)>", page)
    assert page.count("</style>") == 1
    assert "script-src" not in page.partition("default-src")[2].partition(">")[0]


def test_a_page_loads_and_runs_nothing(folder: Path) -> None:
    """Only its own style is let in, by its hash."""
    evaluated(folder, "-o", "r.html")
    page = (folder / "r.html").read_text(encoding="utf-8")
    assert "default-src &#39;none&#39;; style-src &#39;sha256-" in page
    assert not re.search(r"(src|href)=\"(?!data:)", page)


def test_a_long_list_is_cut_in_the_text_alone(folder: Path) -> None:
    """The JSON has all of it."""
    evaluation = result(evaluated(folder, "--records", "half.jsonl", "--format", "json", "-q"))
    (missed,) = evaluation.missed
    many = evaluation.model_copy(update={"missed": (missed,) * 30})
    text = render_evaluation(many, "text")
    assert text.count("- conflict: killed, incident fire") == 20
    assert "MISSED FINDINGS (30)" in text
    assert "and 10 more; the JSON report has all" in text
    assert render_evaluation(many, "html").count("conflict: killed, incident fire") == 30


def test_scores_that_were_not_measured_are_no_zero(folder: Path) -> None:
    """A dash in the tables, null in JSON; and what a mode does not measure is not there."""
    ran = evaluated(folder, "--records", "half.jsonl", "-q")
    assert re.search(r"links, pairs +– +– +–", ran.stdout)
    assert set(result(evaluated(folder, "--format", "json")).scores) == {
        name for name in SCORES if name.startswith(("findings", "near"))
    }
