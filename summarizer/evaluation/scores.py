"""Scores made of counts: shares, and the harmonic mean of two."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from ..records.evaluation import SCORES, ScoreName
from .claims import PARTS

Counts = Mapping[str, float]


class Share(NamedTuple):
    """A share by the names of its counts; `counted`: its numerator is a number of things, not a sum of shares."""

    right: str
    of: str
    counted: bool = True


SHARES: Final[dict[str, Share]] = {
    "figures_precision": Share("figures_right", "figures_read"),
    "figures_recall": Share("figures_right", "figures_gold"),
    **{f"figures_{part}": Share(f"{part}_right", f"{part}_asked") for part in PARTS},
    "events_precision": Share("events_right", "events_read"),
    "events_recall": Share("events_right", "events_gold"),
    **{f"events_{part}": Share(f"{part}_right", f"{part}_asked") for part in ("type", "place", "day")},
    "links_pairs_precision": Share("pairs_right", "pairs_linked"),
    "links_pairs_recall": Share("pairs_right", "pairs_gold"),
    "links_b3_precision": Share("b3_precision", "b3_events", counted=False),
    "links_b3_recall": Share("b3_recall", "b3_events", counted=False),
    "findings_precision": Share("flagged_right", "flagged"),
    "findings_recall": Share("findings_found", "findings_gold"),
    "findings_kind": Share("kind_right", "findings_found"),
    "near_misses_flagged": Share("near_flagged", "near_pairs"),
}
# The precision and the recall that each F1 is made of.
MEANS: Final[dict[str, tuple[str, str]]] = {
    name: (f"{name.removesuffix('f1')}precision", f"{name.removesuffix('f1')}recall")
    for name in SCORES
    if name.endswith("_f1")
}
_COUNTS: Final[dict[str, frozenset[str]]] = {
    **{name: frozenset(share[:2]) for name, share in SHARES.items()},
    **{name: frozenset(SHARES[one][:2]) | frozenset(SHARES[other][:2]) for name, (one, other) in MEANS.items()},
}


def divide(right: float, of: float) -> float | None:
    """The share; None of nothing."""
    return right / of if of else None


def harmonic_mean(precision: float | None, recall: float | None) -> float | None:
    """F1; 0 where only one of the two can be measured, for then nothing is right; None where neither can."""
    if precision is None and recall is None:
        return None
    both = (precision or 0.0) + (recall or 0.0)
    return 2 * (precision or 0.0) * (recall or 0.0) / both if both else 0.0


def score(name: str, counts: Counts) -> float | None:
    """Score counts; None where there is nothing to measure."""
    if name in MEANS:
        return harmonic_mean(*(score(part, counts) for part in MEANS[name]))
    share = SHARES[name]
    return divide(counts.get(share.right, 0.0), counts.get(share.of, 0.0))


def counts_of(names: Iterable[ScoreName]) -> list[str]:
    """The names of the counts that scores are made of."""
    return sorted(frozenset().union(*(_COUNTS[name] for name in names)))


def sum_counts(rows: Iterable[Counts]) -> dict[str, float]:
    """Add up the counts of units."""
    total: dict[str, float] = {}
    for row in rows:
        for name, amount in row.items():
            total[name] = total.get(name, 0.0) + amount
    return total
