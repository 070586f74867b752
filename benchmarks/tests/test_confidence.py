"""The built-in reader's confidence holds what it says on labelled real articles that it was fitted to."""

import pytest

from benchmarks.fit_confidence import cross_validate, read_examples
from benchmarks.realnews.texts import read_part
from benchmarks.worlds.readings import missing
from summarizer.records.events import SURE


@pytest.mark.skipif(missing() is not None, reason=str(missing()))
def test_floors_of_the_confidence() -> None:
    """By weights fitted to other incidents: of what it is sure of, nine in ten are right, and that is half of all."""
    examples = read_examples(list(read_part("tuned")))
    names = sorted({name for example in examples for name in example.features})
    estimates = cross_validate(examples, names)
    kept = [example.right for example, sure in zip(examples, estimates, strict=True) if sure >= SURE]
    assert sum(kept) / len(kept) >= 0.9
    assert sum(kept) / sum(example.right for example in examples) >= 0.4
