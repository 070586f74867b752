"""Match weights learned from a corpus's own pairs by expectation maximisation, and from those that a person decided.

The model is that of Fellegi and Sunter (1969, "A theory for record linkage"), estimated as by Winkler (1988, "Using
the EM algorithm for weight computation"): a pair tells of one event or of two, and each term agrees by its own chance
in either case. Two things keep it from taking any likeness for one event. How often two events of a town agree is
counted in pairs of reports whose days lie weeks apart, which are of two events for certain; and of the log-odds of two
places, which rest on how rare they are, only the general height is learned: how many of the pairs are of one event. The
weights of `evidence.toml` are the prior, worth as much as so many pairs, so that few reports change little.

Labelled pairs, whose posterior is 1 or 0, come in when the rounds are over: in the last maximisation alone. In every
round, each of them would take along the thousands of pairs like it that nobody looked at.
"""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
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
_FURTHEST: Final = 4.0  # bits that a weight moves up from its prior
# Bits: what speaks so strongly against one event does so in every corpus. A few pairs that are taken for one event by
# mistake would be more than all that the prior has.
_VETO: Final = -6.0
# How much of the shift of all places' odds is used: what terms have in common makes it too large.
_SHIFTED: Final = 0.5
_MOST_SHIFTED: Final = 1.0  # bits: in a town of nothing but small events alike, the estimate runs to its bound
_HALVINGS: Final = 20
# What a labelled pair counts, in pairs: thirty decisions of a kind, the work of an hour, come near to the prior's worth
# of one event. All together count at most as many as the sampled pairs, which nobody chose.
_LABEL_PAIRS: Final = 5.0
# Bits that each labelled pair moves a weight at most: with rounding no more than a step.
_LABEL_MOST: Final = 0.24
_LEAST: Final = 2**-20  # of a level's share: what is taken from a sum that it was part of may leave less than nothing
_SUREST: Final = 60.0  # bits: more change no share that a float holds


Label = tuple[int, int, bool]  # the digests of two reports, and whether a person decided that they are of one event
LABEL_COLUMNS: Final = ("own_a integer", "own_b integer", "same integer")


class Pattern(NamedTuple):
    """Pairs that agree alike: the level of each term (0: it says nothing), the rarity of their place, their number.

    `control` pairs are of one place at other times: of two events, whatever they agree on. `drawn` pairs are of the
    sample. `same` is what a person decided of them, None where nobody did.
    """

    levels: tuple[int, ...]
    base: float
    control: bool
    pairs: int
    drawn: bool = True
    same: bool | None = None


def learn_weights(engine: Engine, labels: Collection[Label] = ()) -> Weights:
    """Learn the weights of a corpus from the tables of `blocking.sql`, and from labelled pairs of its reports."""
    ((nodes,),) = engine.rows("select count(*) from node")
    engine.declare("label", LABEL_COLUMNS)
    if labels:
        engine.insert("label", sorted((a, b, int(same)) for a, b, same in labels))
    statements = learning_statements(max(1, nodes // _SAMPLED))
    for name, select in statements:
        engine.make(name, select)
    rows = sorted(engine.rows("select * from pattern"))
    engine.drop("label", *(name for name, _ in statements))
    return estimate_weights(
        [
            Pattern(tuple(levels), base / 100, bool(control), pairs, bool(drawn), None if same < 0 else bool(same))
            for *levels, base, drawn, same, control, pairs in rows
        ]
    )


def estimate_weights(patterns: Sequence[Pattern]) -> Weights:
    """Estimate the weights of each term's levels, in hundredths of a bit, from patterns in a fixed order."""
    shares = [_Shares(term) for term in terms()]
    sampled = [pattern for pattern in patterns if pattern.drawn]
    for pattern in sampled:
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
        for pattern in sampled
        if not pattern.control
    ]
    place = next(nth for nth, term in enumerate(terms()) if term.name == PLACE)
    before: Counter[float] = Counter()  # pairs by the odds that their places alone give
    for pattern in sampled:
        if not pattern.control:
            before[pattern.base + shares[place].bits[pattern.levels[place]]] += pattern.pairs
    shift = 0.0
    for _ in range(_ROUNDS):
        bits = [each for share in shares for each in share.bits]
        last = [share.bits.copy() for share in shares], shift
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
    _count_labels(shares, [pattern for pattern in patterns if pattern.same is not None], last, before.total())
    shift *= _SHIFTED * before.total() / (before.total() + _TWO_PAIRS)
    shares[place].shift(max(-_MOST_SHIFTED, min(_MOST_SHIFTED, shift)))
    return {term.name: share.weights() for term, share in zip(terms(), shares, strict=True)}


def _count_labels(
    shares: Sequence["_Shares"],
    labelled: Sequence[Pattern],
    last: tuple[Sequence[Sequence[float]], float],
    sampled: int,
) -> None:
    """Move the weights by labelled pairs; `last` are the bits and the shift by which the last round weighed pairs."""
    if not labelled:
        return
    worth = min(_LABEL_PAIRS, sampled / sum(pattern.pairs for pattern in labelled))
    bits, shift = last
    for pattern in labelled:
        odds = pattern.base + shift + sum(each[level] for each, level in zip(bits, pattern.levels, strict=True))
        for share, level in zip(shares, pattern.levels, strict=True):
            share.add_labels(level, pattern, _share(odds), worth)
    for share in shares:
        share.move_by_labels()


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
        self._lowered = term.lowered
        self._prior = [0.0, *(level.bits for level in term.levels)]
        self._one = [0.0, *(level.one for level in term.levels)]
        self._two = [0.0, *(level.two for level in term.levels)]
        # Of time, pairs that were chosen by their days say nothing.
        self._control = None if term.name == TIME else [0.0] * len(self._prior)
        self.bits = list(self._prior)
        # What the last round counted, and what labels add to it.
        self._counted: list[list[float]] = [[0.0] * len(self._prior) for _ in range(2)]
        self._added: list[list[float]] = [[0.0] * len(self._prior) for _ in range(2)]
        self._labels = 0

    def add_control(self, level: int, pairs: int) -> None:
        """Count pairs that are known to be of two events."""
        if self._control and level:
            self._control[level] += pairs

    def update(self, one: Sequence[float], two: Sequence[float]) -> None:
        """Set the bits of the levels that occur, from how often they do in pairs of one event and of two.

        Levels that no pair has keep their prior.
        """
        seen = [nth for nth in range(1, len(self.bits)) if self._learned and one[nth] + two[nth] > 0]
        self._counted = [list(one), list(self._control or two)]
        of_one = _blend(one, self._one, seen, _ONE_PAIRS)
        of_two = _blend(self._control or two, self._two, seen, _TWO_PAIRS)
        for nth in seen:
            self._move(nth, math.log2(of_one[nth] / of_two[nth]))

    def _move(self, nth: int, bits: float) -> None:
        """Set the bits of a level, as far from its prior as they may be."""
        most = 0.0 if self._prior[nth] < _VETO else _FURTHEST
        self.bits[nth] = self._prior[nth] + max(-self._lowered, min(most, bits - self._prior[nth]))

    def add_labels(self, level: int, pattern: Pattern, likely: float, worth: float) -> None:
        """Count labelled pairs as worth so much each; no longer as the sample does, `likely` of one event."""
        if not level:
            return
        self._labels += pattern.pairs
        one, two = self._added
        (one if pattern.same else two)[level] += worth * pattern.pairs
        if pattern.drawn and not pattern.control:
            one[level] -= likely * pattern.pairs
        if pattern.drawn and (pattern.control if self._control else not pattern.control):
            two[level] -= (1.0 if pattern.control else 1 - likely) * pattern.pairs

    def move_by_labels(self) -> None:
        """Move the bits of all levels by what labels add to the shares that the last round found."""
        if not (self._learned and self._labels):
            return
        moved = [0.0] * len(self.bits)
        for sign, counted, added, prior, worth in zip(
            (1, -1), self._counted, self._added, (self._one, self._two), (_ONE_PAIRS, _TWO_PAIRS), strict=True
        ):
            before = [count + worth * share / sum(prior) for count, share in zip(counted, prior, strict=True)]
            whole = sum(added) / sum(before)
            for nth in range(1, len(moved)):
                moved[nth] += sign * math.log2(max(_LEAST, 1 + added[nth] / before[nth]) / (1 + whole))
        most = _LABEL_MOST * self._labels
        for nth in range(1, len(moved)):
            self._move(nth, self.bits[nth] + max(-most, min(most, moved[nth])))

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
