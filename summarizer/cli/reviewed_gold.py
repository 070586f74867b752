"""`summarizer eval --gold-from`: makes a gold standard of a report and what reviewers decided of it."""

import argparse
from pathlib import Path
from typing import Final

from ..errors import UsageError
from ..evaluation.reviewed import ReviewedGold, gold_of_reviews
from ..files.streams import expect_output, write
from ..files.text import expect_apart, expect_place, expect_standard_input_once, open_whole
from ..inputs.articles import read_articles
from ..inputs.reports import read_report
from ..records.wording import format_count
from .exits import FAILED, OK
from .messages import note
from .reviews import read_reviews, with_reviews
from .terminal import say

_OTHERS: Final = (
    *("records", "linking", "baseline", "baseline_records", "format", "fail_under", "replay", "record", "dry_run"),
)


def make_gold(arguments: argparse.Namespace) -> int:
    """Make the gold standard and write it."""
    for name in _OTHERS:
        if getattr(arguments, name):
            raise UsageError(f"expected nothing to measure with --gold-from, got --{name.replace('_', '-')}")
    output = _find_output(arguments)
    sources = [arguments.gold, *arguments.gold_from, *arguments.articles]
    expect_standard_input_once(sources)
    expect_apart([output], sources)
    arguments.reviews = arguments.gold_from
    reviews, _ = read_reviews(arguments)
    summary = with_reviews(read_report(arguments.gold), reviews)
    reading = read_articles(arguments.articles)
    for unreadable in reading.unreadable:
        say(unreadable.error)
    made = gold_of_reviews(summary, reading.articles)
    if not made.incidents:
        raise UsageError(f"expected an incident of which every flagged finding is decided, got none: {_explain(made)}")
    if made.untouched or made.undecided:
        note(arguments, f"{format_count(made.incidents, 'incident')} taken; {_explain(made)}")
    if output:
        with open_whole(output) as file:
            file.write(made.to_jsonl())
    else:
        write(made.to_jsonl(), "json")
    return FAILED if reading.unreadable else OK


def _find_output(arguments: argparse.Namespace) -> Path | None:
    """Find the file to write to; None for standard output."""
    if len(arguments.output) > 1:
        raise UsageError("expected one -o with --gold-from, got several: name one file")
    path = next(iter(arguments.output), None)
    if path is None or str(path) == "-":
        expect_output()
        return None
    expect_place(path)
    return Path(path)


def _explain(made: ReviewedGold) -> str:
    """Say which incidents are not in the gold standard."""
    parts = [
        f"{made.untouched} left out, on which nobody decided" if made.untouched else "",
        f"{made.undecided} left out, of which, or of whose articles, a flagged finding is not decided"
        if made.undecided
        else "",
    ]
    return "; ".join(filter(None, parts)) or "the report has no incident"
