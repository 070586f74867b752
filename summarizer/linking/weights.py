"""Match weights learned from a corpus's own pairs by expectation maximisation, without labels.

The model is that of Fellegi and Sunter (1969, "A theory for record linkage"), estimated as by Winkler (1988, "Using
the EM algorithm for weight computation"): a pair tells of one event or of two, and each term agrees by its own chance
in either case. Two things keep it from taking any likeness for one event. How often two events of a town agree is
counted in pairs of reports whose days lie weeks apart, which are of two events for certain; and of the log-odds of two
places, which rest on how rare they are, only the general height is learned: how many of the pairs are of one event. The
weights of `evidence.toml` are the prior, worth as much as so many pairs, so that few reports change little.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from .sql_engines import Engine
from .statements import PLACE, TIME, Term, Weights, learning_statements, terms

# The prior's worth, in pairs of one event and of two.
_ONE_PAIRS: Final = 200.0
_TWO_PAIRS: Final = 600.0
# Nodes whose pairs are sampled: more change no weight by a quarter of a bit.
_SAMPLED: Final = 6_000
_ROUNDS: Final = 20
_STEP: Final = 25  # hundredths of a bit: weights move in such steps, so that one more report seldom moves one
_FURTHEST: Final = 4.0  # bits that a weight moves from its prior
# Bits: what speaks so strongly against one event does so in every corpus. A few pairs that are taken for one event by
# mistake would be more than all that the prior has.
_VETO: Final = -6.0
# How much of the shift of all places' odds is used: what terms have in common makes it too large.
_SHIFTED: Final = 0.5
_MOST_SHIFTED: Final = 1.0  # bits
_HALVINGS: Final = 20
_SUREST: Final = 60.0  # bits: more change no share that a float holds


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
    shares = [_Shares(term) for term in terms()]
    for pattern in patterns:
        if pattern.control:
            for share, level in zip(shares, pattern.levels, strict=True):
                share.add_control(level, pattern.pairs)
    # The levels of all terms have places in one list; those where a term says nothing count nothing.
    firsts = list(accumulate((len(share.bits) for share in shares), initial=0))
    compared = [
        (
            [first + level for first, level in zip(firsts, pattern.levels, strict=False) if level],
            pattern.base,
            pattern.pairs,
        )
        for pattern in patterns
        if not pattern.control
    ]
    place = next(nth for nth, term in enumerate(terms()) if term.name == PLACE)
    before: Counter[float] = Counter()  # pairs by the odds that their places alone give
    for pattern in patterns:
        if not pattern.control:
            before[pattern.base + shares[place].bits[pattern.levels[place]]] += pattern.pairs
    shift = 0.0
    for _ in range(_ROUNDS):
        bits = [each for share in shares for each in share.bits]
        one, two, of_one = [0.0] * len(bits), [0.0] * len(bits), 0.0
        for places, base, pairs in compared:
            likely = pairs * _share(base + shift + sum([bits[at] for at in places]))
            unlikely = pairs - likely
            of_one += likely
            for at in places:
                one[at] += likely
                two[at] += unlikely
        for share, (first, end) in zip(shares, pairwise(firsts), strict=True):
            share.update(one[first:end], two[first:end])
        shift = _find_shift(before, of_one)
    shift *= _SHIFTED * before.total() / (before.total() + _TWO_PAIRS)
    shares[place].shift(max(-_MOST_SHIFTED, min(_MOST_SHIFTED, shift)))
    return {term.name: share.weights() for term, share in zip(terms(), shares, strict=True)}


def _share(bits: float) -> float:
    """The share of pairs of such odds that are of one event."""
    return 1 / (1 + 2 ** -max(-_SUREST, min(_SUREST, bits)))


def _find_shift(before: Mapping[float, int], of_one: float) -> float:
    """Find what to add to the odds that places give so that so many of all pairs are of one event."""
    low, high = -_FURTHEST, _FURTHEST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if sum(pairs * _share(odds + middle) for odds, pairs in before.items()) < of_one:
            low = middle
        else:
            high = middle
    return (low + high) / 2


class _Shares:
    """How often each level of a term occurs in pairs of one event and of two: the prior and what is counted.

    Lists go by the number of the level; at 0, where the term says nothing, they hold nothing.
    """

    def __init__(self, term: Term) -> None:
        self._learned = term.learned
        self._prior = [0.0, *(level.bits for level in term.levels)]
        self._one = [0.0, *(level.one for level in term.levels)]
        self._two = [0.0, *(level.two for level in term.levels)]
        # Of time, pairs that were chosen by their days say nothing.
        self._control = None if term.name == TIME else [0.0] * len(self._prior)
        self.bits = list(self._prior)

    def add_control(self, level: int, pairs: int) -> None:
        """Count pairs that are known to be of two events."""
        if self._control and level:
            self._control[level] += pairs

    def update(self, one: Sequence[float], two: Sequence[float]) -> None:
        """Set the bits of the levels that occur, from how often they do in pairs of one event and of two.

        Levels that no pair has keep their prior.
        """
        seen = [nth for nth in range(1, len(self.bits)) if self._learned and one[nth] + two[nth] > 0]
        of_one = _blend(one, self._one, seen, _ONE_PAIRS)
        of_two = _blend(self._control or two, self._two, seen, _TWO_PAIRS)
        for nth in seen:
            moved = math.log2(of_one[nth] / of_two[nth]) - self._prior[nth]
            most = 0.0 if self._prior[nth] < _VETO else _FURTHEST
            self.bits[nth] = self._prior[nth] + max(-_FURTHEST, min(most, moved))

    def shift(self, bits: float) -> None:
        """Add so much to all levels."""
        self.bits = [each + bits for each in self.bits]

    def weights(self) -> tuple[int, ...]:
        """The weights in hundredths of a bit, in steps."""
        return tuple(round(bits * 100 / _STEP) * _STEP for bits in self.bits[1:])


def _blend(counts: Sequence[float], prior: Sequence[float], seen: Sequence[int], worth: float) -> dict[int, float]:
    """The share of each level that is seen, the prior counting as so many pairs.

    Together they have what the prior gives them: where the counts are as it expects, they are the prior itself.
    """
    whole, expected = sum(counts[nth] for nth in seen), sum(prior[nth] for nth in seen)
    return {nth: (counts[nth] * expected + worth * prior[nth]) / (whole + worth) for nth in seen}
