"""Match weights learned from a corpus's own pairs by expectation maximisation, without labels.

The model is that of Fellegi and Sunter (1969, "A theory for record linkage"), estimated as by Winkler (1988, "Using the EM
algorithm for weight computation"): a pair tells of one event or of two, and each term agrees by its own chance in either
case. The weights of `evidence.toml` are the prior, worth as much as so many pairs, so that few reports change little.
"""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from .sql_engines import Engine
from .statements import PLACE, TIME, Term, Weights, learning_statements, terms

# The prior's worth, in pairs of one event and of two, and of the places' log-odds.
_ONE_PAIRS: Final = 200.0
_TWO_PAIRS: Final = 600.0
_PLACE_PAIRS: Final = 50.0
# Nodes whose pairs are sampled: more change no weight by a quarter of a bit.
_SAMPLED: Final = 6_000
_ROUNDS: Final = 20
_STEP: Final = 25  # hundredths of a bit: weights move in such steps, so that one more report seldom moves one
_FURTHEST: Final = 4.0  # bits that a weight moves from its prior


class Pattern(NamedTuple):
    """Pairs that agree alike: the level of each term (0: it says nothing), the rarity of their place, their number.

    `control` pairs are of one place at other times: of two events, whatever they agree on.
    """

    levels: tuple[int, ...]
    base: float
    control: bool
    pairs: int


def learn_weights(engine: Engine) -> Weights:
    """Learn the weights of a corpus from the tables of `blocking.sql`."""
    ((nodes,),) = engine.rows("select count(*) from node")
    statements = learning_statements(max(1, nodes // _SAMPLED))
    for name, select in statements:
        engine.make(name, select)
    rows = sorted(engine.rows("select * from pattern"))
    engine.drop(*(name for name, _ in statements))
    return estimate_weights([Pattern(row[:-3], row[-3] / 100, bool(row[-2]), row[-1]) for row in rows])


def estimate_weights(patterns: Sequence[Pattern]) -> Weights:
    """Estimate the weights of each term's levels, in hundredths of a bit, from patterns in a fixed order."""
    shares = [_Shares(term) for term in terms() if term.name != PLACE]
    at = [nth for nth, term in enumerate(terms()) if term.name != PLACE]
    place_at = next(nth for nth, term in enumerate(terms()) if term.name == PLACE)
    place = _LogOdds(terms()[place_at])
    for pattern in patterns:
        if pattern.control:
            for share, nth in zip(shares, at, strict=True):
                share.add_control(pattern.levels[nth], pattern.pairs)
    rows = [
        ([levels[nth] for nth in at], levels[place_at], base, pairs)
        for levels, base, control, pairs in patterns
        if not control
    ]
    for _ in range(_ROUNDS):
        for counted in (*shares, place):
            counted.start()
        tables = [share.bits for share in shares]
        for levels, where, base, pairs in rows:
            prior = base + place.bits[where]
            one = pairs * _logistic(prior + sum(table[level] for table, level in zip(tables, levels, strict=True)))
            for share, level in zip(shares, levels, strict=True):
                share.one[level] += one
                share.two[level] += pairs - one
            place.count(where, one, pairs, _logistic(prior))
        for counted in shares:
            counted.update()
    return {
        term.name: counted.weights() for term, counted in zip(terms(), _in_order(shares, place, place_at), strict=True)
    }


class _Levels:
    """The bits of a term's levels, the prior first and then as they are learned; at 0, where it says nothing."""

    def __init__(self, term: Term) -> None:
        self.prior = [0.0, *(level.bits for level in term.levels)]
        self.bits = list(self.prior)

    def move(self, nth: int, bits: float) -> None:
        """Set the bits of a level, not too far from the prior."""
        self.bits[nth] = max(self.prior[nth] - _FURTHEST, min(self.prior[nth] + _FURTHEST, bits))

    def weights(self) -> tuple[int, ...]:
        """The weights in hundredths of a bit, in steps."""
        return tuple(round(bits * 100 / _STEP) * _STEP for bits in self.bits[1:])


class _Shares(_Levels):
    """How often each level of a term occurs in pairs of one event and of two: the prior and what is counted."""

    def __init__(self, term: Term) -> None:
        super().__init__(term)
        self._one = [0.0, *(level.one for level in term.levels)]
        self._learned = term.learned
        self._two = [0.0, *(level.two for level in term.levels)]
        self._control = None if term.name == TIME else [0.0] * len(self.bits)

    def start(self) -> None:
        self.one = [0.0] * len(self.bits)
        self.two = [0.0] * len(self.bits)

    def add_control(self, level: int, pairs: int) -> None:
        """Count pairs that are known to be of two events. Of time they say nothing, since it was chosen."""
        if self._control and level:
            self._control[level] += pairs

    def update(self) -> None:
        """Set the bits of the levels that occur: levels that no pair has keep their prior."""
        seen = [nth for nth in range(1, len(self.bits)) if self._learned and self.one[nth] + self.two[nth] > 0]
        one = _blend(self.one, self._one, seen, _ONE_PAIRS)
        two = _blend(self._control or self.two, self._two, seen, _TWO_PAIRS)
        for nth in seen:
            self.move(nth, math.log2(one[nth] / two[nth]))


class _LogOdds(_Levels):
    """The log-odds of one event by how two places agree, before anything else is known."""

    def start(self) -> None:
        self._slope = [0.0] * len(self.bits)
        self._curve = [0.0] * len(self.bits)

    def count(self, nth: int, one: float, pairs: int, expected: float) -> None:
        """Count pairs of a level: those of one event, all of them, and the share that its bits expect."""
        self._slope[nth] += one - pairs * expected
        self._curve[nth] += pairs * expected * (1 - expected)

    def update(self) -> None:
        """Move each level's bits by a step of Newton's method."""
        for nth in range(1, len(self.bits)):
            worth = _PLACE_PAIRS / 4
            slope = self._slope[nth] - worth * math.log(2) * (self.bits[nth] - self.prior[nth])
            step = slope / ((self._curve[nth] + worth) * math.log(2))
            self.move(nth, self.bits[nth] + max(-1.0, min(1.0, step)))


def _blend(counts: Sequence[float], prior: Sequence[float], seen: Sequence[int], worth: float) -> dict[int, float]:
    """The share of each level that is seen, the prior counting as so many pairs."""
    whole, expected = sum(counts[nth] for nth in seen), sum(prior[nth] for nth in seen)
    return {
        nth: (counts[nth] + worth * prior[nth] / expected) / (whole + worth) * expected / sum(prior) for nth in seen
    }


def _in_order(shares: Sequence[_Levels], place: _Levels, at: int) -> list[_Levels]:
    return [*shares[:at], place, *shares[at:]]


def _logistic(bits: float) -> float:
    return 1 / (1 + 2 ** -max(-60.0, min(60.0, bits)))
