"""The evidence page from the command line, the reviews that come back from it, and writing a report."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import StoreError, UsageError
from .exits import OK

if TYPE_CHECKING:
    from ..articles import Article
    from ..render import Format
    from ..summary import Review, Summary


def page(arguments: argparse.Namespace) -> int:
    """Make the evidence page of a JSON report."""
    from ..articles import read_articles  # noqa: PLC0415
    from ..reports import read_report  # noqa: PLC0415

    reviews = reviews_of(arguments)
    summary = reviewed(read_report(arguments.summary), reviews)
    reading = read_articles(arguments.articles)
    for unreadable in reading.unreadable:
        print(f"summarizer: {unreadable.error}", file=sys.stderr)
    known = {article.id for article in summary.articles}
    found = [article for article in reading.articles if article.id in known]
    if arguments.articles and not found:
        where = ", ".join(arguments.articles)
        raise UsageError(f"{where}: expected articles of the report, found none: check --articles, or leave it out")
    write_report(summary, "html", arguments.output, articles=found)
    return OK


def reviews_of(arguments: argparse.Namespace) -> "tuple[Review, ...]":
    """The decisions of `--reviews`, read before anything is paid for."""
    if not arguments.reviews:
        return ()
    from ..reviews import read_reviews  # noqa: PLC0415

    return read_reviews(arguments.reviews)


def reviewed(summary: "Summary", reviews: "Sequence[Review]") -> "Summary":
    """The summary as its reviewers left it; how many decisions match nothing goes to standard error."""
    if not reviews:
        return summary
    from ..reviews import apply_reviews  # noqa: PLC0415

    summary, unmatched = apply_reviews(summary, reviews)
    if unmatched:
        print(f"summarizer: {len(unmatched)} of {len(reviews)} reviews match nothing in this report", file=sys.stderr)
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


def write_report(
    summary: "Summary",
    form: "Format",
    output: Path | None,
    *,
    explain: bool = False,
    articles: "Iterable[Article]" = (),
) -> None:
    """Write a report to a file, or to standard output."""
    from ..render import render, write_text  # noqa: PLC0415

    if output:
        from ..textfiles import written_whole  # noqa: PLC0415

        with written_whole(output) as file:
            file.write(render(summary, form, explain=explain, articles=articles))
    elif form == "text":
        write_text(summary, sys.stdout, explain=explain)
    else:
        sys.stdout.write(render(summary, form, explain=explain, articles=articles))
