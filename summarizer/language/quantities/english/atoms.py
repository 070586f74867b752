"""Atoms: what one numeral means before anything limits it."""

from dataclasses import dataclass
from typing import Literal

# An "odd" count is about its number; an ambiguous one ("125.000") has its thousands or its decimals behind the point.
Style = Literal["cardinal", "fraction", "ordinal", "vague", "zero", "odd", "ambiguous"]


@dataclass(frozen=True, slots=True)
class Atom:
    """One numeral: where it stands, and the interval it means before anything limits it.

    `scale` is what its last scale word multiplied by ("1.5 billion": 1e9), 1 without one.
    """

    start: int
    end: int
    low: float
    high: float
    style: Style = "cardinal"
    scale: float = 1.0
