"""Floors under the built-in reader, linking and checking together, on pairs of short reports."""

import pytest

from ..helpers.pair_scores import SETS, score

# The fewest conflicts and revisions that are flagged, and with those that are shown as possible; the most false alarms.
FLOORS: dict[str, tuple[int, int, int]] = {
    "a": (28, 40, 0),
    "b": (30, 35, 0),
    "c": (36, 46, 0),
    "d": (33, 48, 0),
    "e": (25, 36, 0),
}


def test_every_set_has_a_floor() -> None:
    """A set that is added is measured."""
    assert set(SETS) == set(FLOORS)


@pytest.mark.parametrize("name", SETS)
def test_floors_on_pairs_of_short_reports(name: str) -> None:
    """As in docs/accuracy.md; what nobody should be accused of counts most."""
    flagged, shown, wrong = FLOORS[name]
    found = score(name)
    assert sum(found.flagged.values()) >= flagged
    assert sum(found.flagged.values()) + sum(found.possible.values()) >= shown
    assert len(found.wrong) <= wrong, found.wrong
