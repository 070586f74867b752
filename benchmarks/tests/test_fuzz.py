"""The first of what `make fuzz` tries."""

import pytest

from benchmarks.fuzz.kinds import KINDS, givens
from benchmarks.fuzz.trials import play

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", KINDS)
def test_mutations_of_every_kind_end_in_a_result_or_one_line(kind: str) -> None:
    """Each within its time limit, the reports in every format included."""
    tally = play(KINDS[kind].use, givens(kind, seed=20, count=60))
    assert [found.fault.told for found in tally.faults.values()] == []
    assert tally.trials == 60
    assert tally.refused < 50, "what is always refused tests nothing behind the door"
