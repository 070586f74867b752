"""A corpus in the columns of eventreport: checked by the incidents that it names, and by those that linking finds."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.clusters import bcubed
from benchmarks.eventfiles import write_eventreport_csv
from summarizer import Summary, check, read_records

ROWS = 600
SEED = 7


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[int]]:
    folder = tmp_path_factory.mktemp("eventreport")
    for ids in (True, False):
        write_eventreport_csv(folder / f"ids_{ids}.csv", ROWS, SEED, ids=ids)
    return folder, [int(line) for line in (folder / "ids_True.truth").read_text(encoding="utf-8").split()]


def groups(summary: Summary, name: str) -> list[int]:
    """The number of each row's incident, by the row's number in the file."""
    found = {event.article: number for number, told in enumerate(summary.incidents) for event in told.events}
    return [found[row] for row in sorted(found, key=lambda row: int(row.removeprefix(f"{name}:")))]


def tolls(labels: Sequence[int]) -> int:
    """How many of the groups hold more than one report."""
    return sum(count > 1 for count in Counter(labels).values())


def test_given_incidents_are_respected(truth: tuple[Path, list[int]]) -> None:
    """Each row in the incident of its `event_id`, and conflicts only where two rows of one id contradict."""
    folder, ids = truth
    path = str(folder / "ids_True.csv")
    summary = check(read_records(path))
    assert len(summary.articles) == ROWS
    assert all(article.status == "ok" for article in summary.articles)
    assert bcubed(ids, groups(summary, path)).f1 == 1.0
    assert {incident.id for incident in summary.incidents} == set(map(str, ids))
    kinds = Counter(finding.kind for finding in summary.findings)
    assert kinds["conflict"] >= 10
    assert kinds["agreement"] >= 50


def test_without_ids_the_rows_are_linked(truth: tuple[Path, list[int]]) -> None:
    """Headlines are not in such a table: places, days, sides and tolls link it, as well as on the whole corpus."""
    folder, ids = truth
    path = str(folder / "ids_False.csv")
    summary = check(read_records(path))
    score = bcubed(ids, groups(summary, path))
    assert score.f1 >= 0.85
    assert score.precision >= 0.85
    assert tolls(groups(summary, path)) >= 0.7 * tolls(ids)
