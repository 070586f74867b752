"""Floors under the built-in reader, on articles that it was not written for."""

from ..helpers.rule_scores import rows, score


def test_floors_on_held_out_articles() -> None:
    """Precision and recall as in docs/accuracy.md, where they are those of the blind first run."""
    labelled = rows()
    assert len(labelled) == 24
    found = score(labelled)
    assert sum(found.labelled.values()) == 132
    assert found.precision >= 90
    assert found.recall >= 60
    assert found.types_right >= 20
