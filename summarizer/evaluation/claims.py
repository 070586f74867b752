"""Two labels of one number: whether they are one, and which parts of the claim beside the number they share."""

import math
from typing import Final, Literal, get_args

from ..consistency import relation
from ..consistency.comparison import period_key
from ..consistency.intervals import overlaps
from ..consistency.places import place_scope
from ..consistency.sources import is_same_attribution
from ..records.events import ReportedFigure

Part = Literal[
    "measure",
    "bound",
    "of",
    "attribution",
    "attributed_to",
    "extent",
    "stance",
    "period",
    "where",
    "category",
]
PARTS: Final[tuple[Part, ...]] = get_args(Part)


def is_same_number(a: ReportedFigure, b: ReportedFigure) -> bool:
    """Test whether two figures state the same number: the same interval, or the same value with the same bound.

    Of two vague counts, one of which is a word ("dozens"), the intervals need only meet: nobody sets their ends alike.
    """
    if _fold(a.unit) != _fold(b.unit):
        return False
    if _are_close(a.lowest, b.lowest) and _are_close(a.highest, b.highest):
        return True
    if a.value is None and b.value is None:
        return bool(a.words or b.words) and overlaps(a, b)
    return a.value is not None and b.value is not None and a.bound == b.bound and _are_close(a.value, b.value)


def compare_parts(gold: ReportedFigure, read: ReportedFigure) -> dict[Part, bool]:
    """Compare the parts of two claims on one number; a part that the gold figure leaves open is left out.

    `attribution` is whether either both name a source or neither does; `attributed_to`, of figures that both name
    one, whether it is the same. `category` is compared where the gold figure gives it, null included: an older gold
    standard has none.
    """
    parts: dict[Part, bool] = {
        "measure": gold.measure == read.measure,
        "bound": gold.bound == read.bound,
        "of": relation(gold.of, read.of) == "same",
        "attribution": bool(gold.attributed_to) == bool(read.attributed_to),
        "extent": gold.extent == read.extent,
        "stance": gold.stance == read.stance,
        "period": period_key(gold) == period_key(read),
        "where": place_scope(gold.where) == place_scope(read.where),
    }
    if gold.attributed_to and read.attributed_to:
        parts["attributed_to"] = is_same_attribution(gold.attributed_to, read.attributed_to)
    if "category" in gold.model_fields_set:
        parts["category"] = gold.category == read.category
    return parts


def same_quote(a: str, b: str) -> bool:
    """Test whether two quotes are the same words."""
    return _fold(a) == _fold(b)


def _are_close(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)


def _fold(text: str | None) -> str:
    return " ".join((text or "").casefold().split())
