"""How well found clusters match the true ones: pairwise and B-cubed scores, from the contingency table in O(n)."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple


class Score(NamedTuple):
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float


def _score(precision: float, recall: float) -> Score:
    """A score of its two parts; f1 is 0 where both are."""
    both = precision + recall
    return Score(precision, recall, 2 * precision * recall / both if both else 0.0)


def _tables(truth: Sequence[int], found: Sequence[int]) -> tuple[Counter[int], Counter[int], Counter[tuple[int, int]]]:
    """How many items each true cluster, each found cluster and each overlap of the two holds."""
    if len(truth) != len(found):
        raise ValueError(f"expected one label an item in both, got {len(truth)} and {len(found)}")
    return Counter(truth), Counter(found), Counter(zip(truth, found, strict=True))


def _pairs(sizes: Iterable[int]) -> int:
    """How many pairs of items lie within clusters of these sizes."""
    return sum(size * (size - 1) // 2 for size in sizes)


def pairwise(truth: Sequence[int], found: Sequence[int]) -> Score:
    """Precision: the share of found pairs that are true ones; recall: the share of true pairs that were found.

    Of no pairs, all are right: clusters of one item each have precision 1, and recall 1 if the truth has none either.
    """
    true, ours, overlaps = _tables(truth, found)
    right, expected, claimed = _pairs(overlaps.values()), _pairs(true.values()), _pairs(ours.values())
    return _score(right / claimed if claimed else 1.0, right / expected if expected else 1.0)


def bcubed(truth: Sequence[int], found: Sequence[int]) -> Score:
    """B-cubed: the mean, over items, of the share of an item's found cluster that is of its true one, and vice versa.

    Bagga and Baldwin 1998, "Algorithms for Scoring Coreference Chains" (LREC Workshop on Linguistic Coreference) and
    "Entity-Based Cross-Document Coreferencing Using the Vector Space Model" (COLING-ACL), with equal weights for all
    items. An overlap of c items adds c * c / size to the sum, for each of its items shares c / size with its cluster.
    """
    true, ours, overlaps = _tables(truth, found)
    if not truth:
        return _score(1.0, 1.0)
    precision = sum(count * count / ours[cluster] for (_, cluster), count in overlaps.items())
    recall = sum(count * count / true[incident] for (incident, _), count in overlaps.items())
    return _score(precision / len(truth), recall / len(truth))


def largest(labels: Iterable[Hashable]) -> int:
    """How many items the largest cluster holds; 0 where there is none."""
    return max(Counter(labels).values(), default=0)
