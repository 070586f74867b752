"""Decisions as constraints on clustering: which of them stand, and the labelled pairs that they give."""

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.linking import Ruling, labelled_pairs
from summarizer.linking.constraints import bridge_missing, standing_rulings

from ..helpers.reports import report
from .test_decisions import SAID
from .test_verdicts import rulings


def without(missing: str, decided: Sequence[Ruling]) -> list[Ruling]:
    """What was decided, by the reports that are left."""
    sides = [[one.article if one.article in missing else one for one in (ruling.a, ruling.b)] for ruling in decided]
    return [
        ruling for _, ruling in bridge_missing([(a, b, one.same) for (a, b), one in zip(sides, decided, strict=True)])
    ]


@pytest.mark.parametrize(
    ("said", "follows", "why"),
    [
        ("x=a x=b x=c", "a=b a=c b=c", "one event of three, of which the first is gone"),
        ("a=x x=y y=b", "a=b", "by way of two that are gone"),
        ("x=y a=x y=b", "a=b", "in any order"),
        ("a=x y=b x=y", "a=b", "in any order"),
        ("a=x b=y c=x", "a=c", "each with its own"),
        ("a=x y=b", "", "what nothing ties is not tied"),
        ("a=x x!b", "a!b", "what is one with a is another event than b"),
        ("a=x y!x y=b y=c", "a!b a!c b=c", "by way of two that are gone"),
        ("x!b x!c x=a", "a!b a!c", "and of each event that it is not"),
        ("a=b a=x x!b", "a!b", "it overrules an earlier decision"),
        ("a=x x!b a=b", "a=b", "but not a later one"),
        ("x=a x!a x=b", "a!b", "a later decision on the one that is gone holds"),
        ("x!a x=a x=b", "a=b", "both ways"),
        ("x=y x!y a=x y=b", "a!b", "also on two that are gone"),
        ("x!y x=y a=x y=b", "a=b", "both ways"),
    ],
)
def test_a_decision_holds_by_way_of_a_report_that_is_gone(said: str, follows: str, why: str) -> None:
    """Of x and y there is no report any more: what was decided of a, b and c by way of them stays so."""
    left = without("xy", rulings(said))
    assert {
        f"{a}{'=' if same else '!'}{b}" for a, b in ("ab", "ac", "bc") if (same := is_implied(left, a, b)) is not None
    } == set(follows.split()), why


@given(SAID, st.sets(st.sampled_from("abcdefg"), max_size=4))
def test_decisions_that_agree_say_the_same_of_the_reports_that_are_left(said: list[str], gone: set[str]) -> None:
    """Whichever reports are taken away."""
    decided = [ruling for ruling in rulings(" ".join(said)) if ruling.a != ruling.b]
    decided = [one for one, stands in zip(decided, standing_rulings(decided), strict=True) if stands]
    fewer = without("".join(gone), decided)
    assert all(standing_rulings(fewer))
    for a, b in combinations(sorted(set("abcdefg") - gone), 2):
        assert is_implied(decided, a, b) == is_implied(fewer, a, b)


def is_implied(decided: Sequence[Ruling], a: str, b: str) -> bool | None:
    """Whether decisions make two reports one event (True) or two (False); None where they leave it open."""
    for same in (True, False):
        if not standing_rulings([Ruling(report(a), report(b), not same), *decided])[0]:
            return same
    return None


@given(SAID)
def test_the_last_decision_always_stands(said: list[str]) -> None:
    """And so does each before it that fits all later ones."""
    stands = standing_rulings(rulings(" ".join(said)))
    assert stands[-1:] in ([], [True])


def test_what_people_decided_labels_pairs_for_the_weights() -> None:
    """Decisions that stand, and reports of one incident id; a contradicted decision is no label."""
    a, b, c = (report(letter) for letter in "abc")
    x, y = (report(letter, incident="given") for letter in "xy")
    decided = [Ruling(a, b, same=True), Ruling(b, c, same=False), Ruling(a, b, same=False)]
    assert list(labelled_pairs([a, b, c, x, y], decided)) == [*decided[1:], Ruling(x, y, same=True)]
    many = [report(f"m{nth:02}", incident="many") for nth in range(30)]
    assert len(list(labelled_pairs(many))) == 29
