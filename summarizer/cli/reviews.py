"""The decisions of reviewers that `--reviews` names: read, and applied to reports."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from .terminal import say

_OVERRULED_SHOWN: Final = 5

if TYPE_CHECKING:
    from ..records.reviews import Review
    from ..records.summary import Summary
    from ..reviews import Desk
    from ..summary.decisions import Decisions


def read_reviews(arguments: argparse.Namespace) -> "tuple[tuple[Review, ...], frozenset[str]]":
    """Read the decisions, and the ids of links whose decision was withdrawn, before anything is paid for."""
    if not arguments.reviews:
        return (), frozenset()
    from ..language.visible import clean  # noqa: PLC0415
    from ..reviews import read_decisions  # noqa: PLC0415

    decisions = read_decisions(arguments.reviews)
    for earlier, later in decisions.overruled[:_OVERRULED_SHOWN]:
        about = clean(later.about or earlier.about or later.id)[:120]
        say(f"reviewers differ, the last counts: {_describe(earlier)}, then {_describe(later)}: {about}")
    if len(decisions.overruled) > _OVERRULED_SHOWN:
        say(f"and {len(decisions.overruled) - _OVERRULED_SHOWN} more on which reviewers differ")
    return decisions.reviews, decisions.withdrawn


def link_decisions(
    arguments: argparse.Namespace, reviews: "Sequence[Review]", withdrawn: frozenset[str]
) -> "Decisions":
    """Return what the call and its reviews decide of links."""
    from ..summary.decisions import Decisions, NamedPair  # noqa: PLC0415

    return Decisions(
        reviews=tuple(review for review in reviews if review.subject == "link"),
        pairs=tuple(NamedPair(*pair) for pair in arguments.links),
        one_event=arguments.one_event,
        withdrawn=withdrawn,
    )


def open_desk(reviews: "Sequence[Review]") -> "Desk | None":
    """Prepare the decisions for incidents that come one by one; None if there are none."""
    on_figures = [review for review in reviews if review.subject != "link"]
    if not on_figures:
        return None
    from ..reviews import Desk  # noqa: PLC0415

    return Desk(on_figures)


def _describe(review: "Review") -> str:
    """Put a decision in words: N. N. corrected it to 4."""
    from ..language.visible import clean  # noqa: PLC0415
    from ..records.wording import format_number  # noqa: PLC0415

    to = "" if review.value is None else f" it to {format_number(review.value)}"
    return f"{clean(review.by or 'a reviewer')[:80]} {review.decision}{to}"


def with_reviews(summary: "Summary", reviews: "Sequence[Review]") -> "Summary":
    """Apply the decisions to a summary; how many of them match nothing goes to standard error."""
    if not reviews:
        return summary
    from ..reviews import apply_reviews, describe_unmatched  # noqa: PLC0415

    summary, unmatched = apply_reviews(summary, reviews)
    if unmatched:
        say(describe_unmatched(unmatched, len(reviews)))
    return summary
