"""JSON reports that were edited: one that names what is not in it is refused in one line, by whatever reads reports."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summarizer import Summary, check, read_report
from summarizer.cli import main

Edit = Callable[[dict[str, Any]], object]


@pytest.fixture
def summary() -> Summary:
    """Two outlets that conflict, linked by place and day."""
    place = {"name": "Karsa", "country": "Kenya"}
    told = {"type": "flood", "place": place, "start": "2024-05-03"}
    figures = [[{"measure": "killed", "of": "people", "value": value}] for value in (2, 9)]
    return check({**told, "article": name, "figures": given} for name, given in zip("ab", figures, strict=True))


def first(told: dict[str, Any]) -> dict[str, Any]:
    """The first incident."""
    incident: dict[str, Any] = told["incidents"][0]
    return incident


def change(told: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"articles": [], "incidents": [], "findings": [], "estimates": [], "gone": [], **told, **fields}


ASKED = {"incidents": ["x"], "articles": ["a", "b"], "verdict": "same", "reason": "one flood"}


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        pytest.param(lambda told: told["articles"].pop(), "an article that is not in it: 'b'", id="an article is taken out"),
        pytest.param(lambda told: first(told)["sources"].append("c\n\x1b"), "an article that is not in it: 'c'", id="a source is put in"),
        pytest.param(lambda told: first(told)["sources"].pop(), "events of the incident", id="a source is taken out"),
        pytest.param(lambda told: first(told)["events"].pop(), "events of the incident", id="an event is taken out"),
        pytest.param(lambda told: first(told)["events"][0].update(article="c"), "events of the incident", id="an event is of another article"),
        pytest.param(lambda told: first(told)["links"][0].update(a=-1), "events of the incident", id="a link leads before the first event"),
        pytest.param(lambda told: first(told)["links"][0].update(b=2), "events of the incident", id="a link leads behind the last event"),
        pytest.param(lambda told: first(told)["estimates"][0]["by_rule"].pop("median"), "an estimate of the incident", id="an estimate has no best by a rule"),
        pytest.param(lambda told: first(told).update(cores=[0]), "events of the incident", id="an event is of no core"),
        pytest.param(lambda told: first(told).update(id="other"), "an incident that is not in it", id="an incident is named anew"),
        pytest.param(lambda told: told["findings"][0].update(incident="x"), "an incident that is not in it: 'x'", id="a finding is of another incident"),
        pytest.param(lambda told: told["adjudicated"].append(ASKED), "an incident that is not in it: 'x'", id="a verdict is of another incident"),
        pytest.param(lambda told: told["adjudicated"].append({**ASKED, "incidents": [], "articles": ["a", "c"]}), "an article that is not in it: 'c'", id="a verdict is of another article"),
        pytest.param(lambda told: told.update(changes=change({}, incidents=["x"])), "an incident that is not in it: 'x'", id="an incident is new that is none"),
        pytest.param(lambda told: told.update(changes=change({}, findings=[7])), "a finding among its `changes`", id="a finding is new that is none"),
    ],
)  # fmt: skip
def test_a_report_that_names_what_is_not_in_it_is_refused(
    summary: Summary, tmp_path: Path, capsys: pytest.CaptureFixture[str], edit: Edit, said: str
) -> None:
    """By `page`, `compare` and `diff`, with exit code 2 and one line that names it."""
    told = json.loads(summary.to_json())
    edit(told)
    good, edited = tmp_path / "good.json", tmp_path / "edited.json"
    good.write_text(summary.to_json(), encoding="utf-8")
    edited.write_text(json.dumps(told), encoding="utf-8")
    page = ["page", str(edited), "-o", str(tmp_path / "a.html")]
    for call in (page, ["compare", str(good), str(edited)], ["diff", str(edited), str(good)]):
        assert main(call) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert said in line
        assert line.isprintable()


def test_a_report_as_it_was_written_reads_back(summary: Summary, tmp_path: Path) -> None:
    """Nothing in it leads out of it."""
    path = tmp_path / "a.json"
    path.write_text(summary.to_json(), encoding="utf-8")
    assert read_report(path) == summary
