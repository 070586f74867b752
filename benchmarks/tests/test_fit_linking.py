"""Fitting the prior weights of linking to records whose incidents are known."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from benchmarks import fit_linking
from benchmarks.eventfiles import truth_path, write_jsonl
from benchmarks.events import generate
from summarizer.linking.statements import prior_weights, terms


def test_a_category_gets_the_odds_of_its_pairs() -> None:
    """Three in four pairs of one event: log 3 nats; what has few pairs stays near where it was."""
    columns = np.array([[1.0, 0.0], [0.0, 1.0]])
    pairs, true = np.array([40_000.0, 1.0]), np.array([30_000.0, 1.0])
    start = np.array([0.0, -1.5])
    fitted = fit_linking.regression(columns, pairs, true, np.zeros(2), start)
    assert fitted[0] == pytest.approx(math.log(3), abs=0.01)
    assert fitted[1] == pytest.approx(-1.5, abs=0.5)


def test_incident_ids_are_the_truth_where_no_file_of_truth_is(tmp_path: Path) -> None:
    """Both ways give the same numbers but for the order; a record without an id is an incident of its own."""
    told = list(generate(60, 3))
    lines = [json.dumps({**record, "incident": f"i{incident}"}) for record, incident in told]
    alone = json.dumps({"article": "x", "type": "flood"})
    records = tmp_path / "records.jsonl"
    records.write_text("\n".join([*lines, alone, alone.replace("x", "y")]), encoding="utf-8")
    numbers = fit_linking.known_incidents(records)
    incidents = [incident for _, incident in told]
    assert [numbers[nth] == numbers[0] for nth in range(60)] == [each == incidents[0] for each in incidents]
    assert len(set(numbers)) == len(set(incidents)) + 2
    truth_path(records).write_text("\n".join(["7"] * 62), encoding="ascii")
    assert set(fit_linking.known_incidents(records)) == {7}


def test_a_row_of_the_table_is_a_level(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Terms that are fixed keep their weights; of what speaks for one event, most pairs are."""
    records = tmp_path / "records.jsonl"
    write_jsonl(records, 400, 3)
    fit_linking.main([str(records), "--fixed", "country", "time"])
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]] for line in capsys.readouterr().out.splitlines()[2:] if line
    ]
    assert [(row[0], row[1]) for row in rows] == [(term.name, level.name) for term in terms() for level in term.levels]
    kept = [int(row[5]) for row in rows if row[0] == "time"]
    assert kept == list(prior_weights()["time"])
    same_town = next(row for row in rows if row[:2] == ["place", "same town"])
    assert int(same_town[3].replace(",", "")) > 100
