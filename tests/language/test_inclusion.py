"""Whether a count includes whoever did it, by the words beside it."""

import math

import pytest

from summarizer.language.inclusion import Attackers, read_attackers

ONE, SOME = (1.0, 1.0), (2.0, math.inf)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("including the gunman", Attackers(True, *ONE)),
        ("including the alleged gunman", Attackers(True, *ONE)),
        ("with the gunman", Attackers(True, *ONE)),
        ("among them the two attackers", Attackers(True, 2.0, 2.0)),
        ("including three of the attackers", Attackers(True, 3.0, 3.0)),
        ("including two children and the gunman", Attackers(True, *ONE)),
        ("including two armed attackers", Attackers(True, 2.0, 2.0)),
        ("counting the bombers", Attackers(True, *SOME)),
        ("not counting a gunman", Attackers(False, *ONE)),
        ("besides the attackers", Attackers(False, *SOME)),
        ("excluding the two assailants", Attackers(False, 2.0, 2.0)),
        ("himself and five others", Attackers(False, *ONE)),
        ("and himself", Attackers(False, *ONE)),
        ("before killing himself", Attackers(False, *ONE)),
        ("including two children", None),
        ("with him", None),
        ("including the man who had been shot at", None),
    ],
)
def test_attackers_by_their_words(words: str, expected: Attackers | None) -> None:
    """They are counted in or left out, and are one or some; words that name no attacker say nothing."""
    assert read_attackers(words) == expected
