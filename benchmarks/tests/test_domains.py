"""Labels of war and disaster texts: no text is in them, and the built-in reader keeps its floors on them."""

import json
from pathlib import Path

import pytest

from benchmarks.realnews.domains import LABELS, measure
from benchmarks.realnews.texts import TRAINING, Domain
from benchmarks.worlds.readings import missing

from .test_labels import LONGEST_FIELD, fields

with_texts = pytest.mark.skipif(missing() is not None, reason=str(missing()))


@pytest.mark.parametrize("path", [LABELS, TRAINING])
def test_no_text_is_in_the_labels(path: Path) -> None:
    """Names of places and short words for what is counted at most."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(lines) > 100
    assert all(len(text) < LONGEST_FIELD for line in lines for text in fields(line))
    assert not any(
        "quote" in figure for line in lines if "report" in line for figure in line["report"].get("figures", ())
    )


@with_texts
@pytest.mark.parametrize(
    ("domain", "found", "right", "sure"), [("muc4", 0.3, 0.7, 0.9), ("displacement", 0.5, 0.85, 0.88)]
)
def test_floors_of_the_built_in_reader(domain: Domain, found: float, right: float, sure: float) -> None:
    """The share of the labelled numerals that are read, of what is read that is right, and of what is sure."""
    score = measure(domain)
    assert score.found >= found * score.labelled
    assert score.right >= right * score.read
    assert score.sure_right >= sure * score.sure
    assert score.sure > 0
