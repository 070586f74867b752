"""Floors under the built-in reader, on articles that it was not written for."""

from ..helpers.rule_scores import rows, score


def test_floors_on_held_out_articles() -> None:
    """Precision and recall a little below today's in docs/accuracy.md."""
    labelled = rows()
    assert len(labelled) == 24
    found = score(labelled)
    assert sum(found.labelled.values()) == 132
    assert found.precision >= 90
    assert found.recall >= 70
    assert found.types_right >= 21
