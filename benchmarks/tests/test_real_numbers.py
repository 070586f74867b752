"""Numbers in sentences of real articles: floors, and no words of them in the labels."""

import pytest

from benchmarks.realnews.numbers import Part, load_labels, score
from benchmarks.worlds.readings import missing
from summarizer.language.bounds import WORDED_BOUNDS

FLOORS: dict[Part, tuple[float, float]] = {"tuned": (0.95, 0.9), "blind": (0.92, 0.75)}


@pytest.mark.skipif(missing() is not None, reason=str(missing()))
@pytest.mark.parametrize("part", FLOORS)
def test_values_are_read(part: Part) -> None:
    """As in docs/accuracy.md; the best published reader of quantities has 0.92 on sentences of news (CQE)."""
    value, names = FLOORS[part]
    found = score(part)
    assert found.f1 >= value
    assert found.left >= names * found.names


def test_labels_hold_no_words() -> None:
    """Offsets, kinds and numbers alone."""
    kinds = {"quantity", "percent", "money", "share", "age", "date", "time", "ordinal", "name"}
    for row in load_labels():
        for label in row["numbers"]:
            words = {value for value in label.values() if isinstance(value, str)}
            assert words <= kinds | {*WORDED_BOUNDS}
