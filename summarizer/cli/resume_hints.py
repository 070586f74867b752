"""Messages for runs that ended early: what is kept, and the command that resumes."""

import argparse
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..records.summary import Summary
    from ..settings import Settings


def resume_hint(arguments: argparse.Namespace) -> str:
    """Say how to resume a run that was interrupted before its report, where something is kept."""
    if arguments.command != "run" or arguments.no_store or arguments.replay or arguments.dry_run:
        return ""
    return f"; what was paid for is kept; to go on: {resume_command(arguments)}"


def resume_command(arguments: argparse.Namespace) -> str:
    """Return the command that resumes this one, for a shell; not in full if it holds a password."""
    from ..settings import redact_address  # noqa: PLC0415  # as above

    if arguments.base_url and redact_address(arguments.base_url) != arguments.base_url:
        return "the same command"
    program = Path(sys.argv[0])
    start = [sys.executable, "-m", "summarizer"] if program.name == "__main__.py" else [program.name]
    return shlex.join([*start, *arguments.called])


def describe_ending(summary: "Summary", settings: "Settings", resume: str) -> str:
    """Say why the run ended early, what is kept, and how to resume it."""
    from ..language.visible import clean  # noqa: PLC0415  # a `--help` needs none of it
    from ..records.wording import pluralize  # noqa: PLC0415

    kept = settings.store or settings.record
    if summary.ended == "interrupted":
        total = len(summary.articles)
        unread = sum(article.error == summary.ended_because for article in summary.articles)
        done = f"interrupted: {total - unread} of {total} {pluralize(total, 'article')} done"
        if kept is None:
            return f"{done}; nothing is kept but the report"
        return f"{done} and kept in {clean(str(kept))}; to go on: {resume}"
    failed = [article.error for article in summary.articles if article.status == "failed"]
    same_error = failed.count(summary.ended_because)
    unread = summary.usage.unread or same_error  # at the budget, each that was being asked about has its own amounts
    articles = len(summary.articles)
    left = f" {unread} of {articles} {pluralize(articles, 'article')} not read;" if unread else ""
    on = f" the same command goes on where this one ended: {resume}" if kept else " nothing is kept but the report"
    return f"{clean(summary.ended_because or '')};{left}{on}"


def describe_unanswered(summary: "Summary") -> str:
    """Say how many questions of the adjudication have no answer, and why the first has none."""
    from ..language.visible import clean  # noqa: PLC0415  # a `--help` needs none of it
    from ..records.wording import pluralize  # noqa: PLC0415

    usage = summary.usage
    why = next(asked.error for asked in summary.adjudicated if asked.error)
    questions = pluralize(usage.adjudicated, "question")
    return f"{usage.unanswered} of {usage.adjudicated} {questions} to --adjudicate got no answer: {clean(why)}"
