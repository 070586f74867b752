"""Bounds of a number in words: one vocabulary for the reader of texts and for figures."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

# What a figure can say of its number. A model is sent this list in the schema of its reply.
Bound = Literal["exactly", "about", "at_least", "more_than", "at_most", "less_than", "between"]
# What the reader tells apart besides: "nearly 25" has one end less than "about 25", "dozens" has no number.
# In a language whose words are not known, nothing tells how a number is bound.
WordedBound = Literal[Bound, "nearly", "just_over", "vague", "unknown"]

BOUNDS: Final[tuple[Bound, ...]] = get_args(Bound)
WORDED_BOUNDS: Final[tuple[WordedBound, ...]] = get_args(WordedBound)

# The bounds that a figure may give for words of the article, the closest first. A vague count has no number to bound.
STATED: Final[Mapping[WordedBound, tuple[Bound, ...]]] = {
    **{bound: (bound,) for bound in BOUNDS},
    "nearly": ("about", "less_than"),
    "just_over": ("more_than", "about"),
    "vague": (),
    "unknown": tuple(bound for bound in BOUNDS if bound != "between"),
}
