"""Floors under the quantity reader, on labelled sentences (`python -m tests.helpers.quantity_scores` prints every mistake)."""

import hashlib

import pytest

from ..helpers.quantity_scores import FOLDER, rows, score


@pytest.mark.parametrize(
    ("name", "sentences", "core", "strict"),
    [
        ("numbers.jsonl", 145, 99.0, 97.0),
        ("numbers_hard_a.jsonl", 80, 99.0, 98.0),
        ("numbers_hard_b.jsonl", 80, 99.0, 98.0),
    ],
)
def test_floors(name: str, sentences: int, core: float, strict: float) -> None:
    """F1 as in docs/accuracy.md, and every designator left alone."""
    labelled = rows(FOLDER / name)
    assert len(labelled) == sentences
    found = score(labelled, strict=True)
    assert score(labelled, strict=False).f1 >= core
    assert found.f1 >= strict
    assert found.designators_left_alone == found.designators


def test_the_labels_are_those_that_were_scored() -> None:
    """A floor means something only over the same labels."""
    digest = hashlib.sha256(
        b"".join((FOLDER / name).read_bytes() for name in sorted(p.name for p in FOLDER.glob("numbers*.jsonl")))
    )
    assert digest.hexdigest()[:16] == "37deb8355d44583b"
