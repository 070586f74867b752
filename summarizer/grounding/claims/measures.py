"""Measure of a claim: whether the words beside a number tell what became of those it counts."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from ...language.lexicon import alternatives, table
from ...language.quantities import Number
from ...schemas import Figure
from ...syntax.outcomes import Outcomes
from .verdicts import PROVED, UNPROVED, Part, contradict

# What became of people, of which one excludes the other: who was killed was not rescued.
_FATES: Final = frozenset(("killed", "wounded", "missing", "rescued", "detained", "evacuated"))
_OF_THINGS: Final = frozenset(("damaged", "destroyed", "launched", "intercepted", "hit"))
# By the words of which measures a measure is contradicted.
_EXCLUDED_BY: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys((*_FATES, "casualties", "treated", "trapped", "cases"), _FATES),
    **dict.fromkeys(_OF_THINGS, _OF_THINGS),
    "hit": frozenset(("launched", "intercepted")),  # what is hit may be damaged or destroyed
}
# But not of these together: who was shot may be dead, who is treated is hurt.
_KIN: Final = (
    frozenset(("killed", "casualties")),
    frozenset(("wounded", "casualties", "treated", "cases", "affected")),
    frozenset(("missing", "trapped", "abducted", "displaced")),
    frozenset(("evacuated", "displaced", "rescued", "affected")),
    frozenset(("launched", "hit")),
    frozenset(("detained", "participants")),
    frozenset(("detained", "rescued")),  # who is freed was held
)
# What a noun alone does not tell: prisoners may be freed, refugees fed, rounds found.
_STATES: Final = frozenset(
    ("detained", "abducted", "displaced", "rescued", "evacuated", "launched", "intercepted", "hit")
)
# What a unit tells by itself: money, land, the strength of a hazard.
_BY_UNIT: Final = frozenset(("cost", "magnitude", "hectares"))


def prove_measure(figure: Figure, number: Number, outcomes: Outcomes, at: int, lead: str, clause: str) -> Part:
    """Prove that the words of its sentence tell the measure of the number at word `at`.

    `lead` is what its sentence says before the number, `clause` what it says from there.
    """
    measure = figure.measure
    if mixed := measure in _FATES and (_mixed_lead().search(lead) or _mixed_tail().match(clause)):
        return contradict(mixed["outcomes"])
    if measure == "other" or (measure in _BY_UNIT and number.unit is not None):
        return PROVED
    if measure not in table("outcomes"):
        return UNPROVED
    sure, near = outcomes.sure.get(at, frozenset()), outcomes.near.get(at, frozenset())
    kin = _kin(measure)
    if measure in sure:
        return PROVED
    if measure in near and not outcomes.is_farther(at, measure, _rivals(measure)):
        of_another = bool(sure) and (measure in _OF_THINGS or sure.isdisjoint(kin - {"affected"}))
        return UNPROVED if of_another or (measure in _STATES and outcomes.is_named(at, measure)) else PROVED
    known = sure or near
    excluded = bool(known) and known <= _EXCLUDED_BY.get(measure, frozenset())
    if excluded and not (sure | near) & kin and measure not in outcomes.said:
        return contradict(clause)
    return UNPROVED


@cache
def _kin(measure: str) -> frozenset[str]:
    """Return a measure with those that may be told of the same people."""
    return frozenset((measure,)).union(*(names for names in _KIN if measure in names))


@cache
def _rivals(measure: str) -> frozenset[str]:
    return _EXCLUDED_BY.get(measure, frozenset()) - _kin(measure)


@cache
def _mixed_lead() -> re.Pattern[str]:
    """What became of those counted, right before their number: "killed or injured at least 120"."""
    return re.compile(rf"\b(?P<outcomes>{_mixed()})(?: [a-z]+){{0,3}} $", re.IGNORECASE)


@cache
def _mixed_tail() -> re.Pattern[str]:
    """A number, whom it counts, and what became of them: "42 people dead or missing"."""
    return re.compile(rf"\S+(?: [\w'’-]+){{0,3}}? (?P<outcomes>{_mixed()})\b", re.IGNORECASE)


def _mixed() -> str:
    words = table("modality")["mixed"]
    outcomes = alternatives(words["outcomes"])
    return rf"(?:{outcomes}),? (?:{alternatives(words['joint'])}) (?:{outcomes})"
