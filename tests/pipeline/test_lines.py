"""`check --format incidents`: the same incidents and findings as the whole report, a line each."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from benchmarks.eventfiles import write_jsonl
from summarizer import EventReport, check, check_each, read_records
from summarizer.inputs.records import Problem
from summarizer.records.reviews import CheckedIncident

from ..helpers.commandline import Ended, call


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lines") / "records.jsonl"
    write_jsonl(path, 1500, 4)
    return path


def records(path: Path) -> list[EventReport]:
    return [record for record in read_records(str(path)) if not isinstance(record, Problem)]


def run(*arguments: str) -> Ended:
    return call("check", *arguments, "--format", "incidents")


def test_each_incident_is_what_the_whole_report_has(corpus: Path) -> None:
    """Ids, members, estimates and findings; only the evidence of links is left to the whole report."""
    whole = check(records(corpus))
    streamed = {checked.incident.id: checked for checked in check_each(records(corpus))}
    assert streamed.keys() == {incident.id for incident in whole.incidents}
    for incident in whole.incidents:
        bare = incident.model_copy(update={"links": (), "rival": None})
        assert streamed[incident.id].incident == bare
    found = [finding for checked in streamed.values() for finding in checked.findings]
    assert sorted(found, key=repr) == sorted(whole.findings, key=repr)


def test_the_command_writes_a_line_for_each(corpus: Path, tmp_path: Path) -> None:
    """Valid lines in the file, counts and the worst findings on standard error, exit code 0."""
    output = tmp_path / "checked.jsonl"
    ran = run(str(corpus), "-o", str(output))
    assert ran.returncode == 0
    lines = [CheckedIncident.model_validate_json(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert {told.incident.id for told in lines} == {told.incident.id for told in check_each(records(corpus))}
    assert f"1500 records, {len(lines)} incidents; flagged: " in ran.stderr
    assert len(ran.stderr.splitlines()) == 4
    assert list(tmp_path.iterdir()) == [output], "nothing is left beside it"


def test_bad_records_are_named_and_lose_no_others(corpus: Path, tmp_path: Path) -> None:
    """Exit code 3, a line for the bad one, and all the others checked; 1 if what was to fail is found."""
    path = tmp_path / "records.jsonl"
    path.write_text('{"article": 3}\n' + corpus.read_text(encoding="utf-8"), encoding="utf-8")
    ran = run(str(path))
    assert ran.returncode == 3
    assert "records.jsonl:1" in ran.stderr
    assert "1 problem;" in ran.stderr
    assert all(json.loads(line)["incident"] for line in ran.stdout.splitlines())
    assert run(str(corpus), "--fail-on", "conflict").returncode == 1


def test_an_output_that_cannot_be_written_is_one_line(corpus: Path, tmp_path: Path) -> None:
    """Before anything is read."""
    ran = run(str(corpus), "-o", str(tmp_path / "nowhere" / "checked.jsonl"))
    assert (ran.returncode, len(ran.stderr.splitlines())) == (2, 1)
    assert "expected a place to write the report" in ran.stderr


def test_a_pipe_is_written_as_it_is(corpus: Path, tmp_path: Path) -> None:
    """A device or a pipe keeps its place: it is not replaced by a file."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        read = pool.submit(pipe.read_text)
        assert run(str(corpus), "-o", str(pipe)).returncode == 0
        assert len(read.result().splitlines()) == len(list(check_each(records(corpus))))
    assert pipe.is_fifo()
