"""The evidence page from the command line, and the reviews that come back from it."""

import argparse
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import StoreError, UsageError
from .exits import OK
from .outputs import targets, write_all
from .terminal import say

_OVERRULED_SHOWN: Final = 5

if TYPE_CHECKING:
    from ..records.article import Article
    from ..records.reviews import Review
    from ..records.summary import Summary
    from ..reviews import Desk


def page(arguments: argparse.Namespace) -> int:
    """Make the evidence page of a JSON report."""
    from ..inputs.articles import read_articles  # noqa: PLC0415
    from ..inputs.reports import read_report  # noqa: PLC0415

    outputs = targets("html", arguments.output)
    reviews = reviews_of(arguments)
    summary = reviewed(read_report(arguments.summary), reviews)
    reading = read_articles(arguments.articles)
    for unreadable in reading.unreadable:
        say(unreadable.error)
    known = {article.id for article in summary.articles}
    found = [article for article in reading.articles if article.id in known]
    if arguments.articles and not found:
        where = ", ".join(arguments.articles)
        raise UsageError(f"{where}: expected articles of the report, found none: check --articles, or leave it out")
    write_all(summary, outputs, articles=found)
    return OK


def reviews_of(arguments: argparse.Namespace) -> "tuple[Review, ...]":
    """The decisions of `--reviews`, read before anything is paid for."""
    if not arguments.reviews:
        return ()
    from ..language.visible import clean  # noqa: PLC0415
    from ..reviews import read_decisions  # noqa: PLC0415

    decisions = read_decisions(arguments.reviews)
    for earlier, later in decisions.overruled[:_OVERRULED_SHOWN]:
        about = clean(later.about or earlier.about or later.id)[:120]
        say(f"reviewers differ, the last counts: {_by(earlier)}, then {_by(later)}: {about}")
    if len(decisions.overruled) > _OVERRULED_SHOWN:
        say(f"and {len(decisions.overruled) - _OVERRULED_SHOWN} more on which reviewers differ")
    return decisions.reviews


def desk_of(arguments: argparse.Namespace) -> "Desk | None":
    """The same decisions for incidents that come one by one; None without `--reviews`."""
    reviews = reviews_of(arguments)
    if not reviews:
        return None
    from ..reviews import Desk  # noqa: PLC0415

    return Desk(reviews)


def _by(review: "Review") -> str:
    """N. N. corrected it to 4."""
    from ..language.visible import clean  # noqa: PLC0415
    from ..records.wording import number  # noqa: PLC0415

    to = "" if review.value is None else f" it to {number(review.value)}"
    return f"{clean(review.by or 'a reviewer')[:80]} {review.decision}{to}"


def reviewed(summary: "Summary", reviews: "Sequence[Review]") -> "Summary":
    """The summary as its reviewers left it; how many decisions match nothing goes to standard error."""
    if not reviews:
        return summary
    from ..reviews import apply_reviews, describe_unmatched  # noqa: PLC0415

    summary, unmatched = apply_reviews(summary, reviews)
    if unmatched:
        say(describe_unmatched(unmatched, len(reviews)))
    return summary


def texts_of(summary: "Summary", articles: "Sequence[Article]", store: Path | None) -> "list[Article]":
    """The articles of a summary whose texts are at hand: those that were read, and those of earlier runs in the store.

    A store that cannot be read costs texts, and not the report.
    """
    found = list(articles)
    here = {article.id for article in articles}
    elsewhere = [article.id for article in summary.articles if article.status == "ok" and article.id not in here]
    if store and elsewhere:
        from ..store import Store  # noqa: PLC0415

        with suppress(StoreError), Store(store) as kept:
            found += [article for each in elsewhere if (article := kept.article(each))]
    return found
