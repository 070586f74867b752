"""What each command does; each imports what it needs when it is called, so that the others stay light."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import UsageError
from .exits import BUDGET, FAILED, FOUND, INTERRUPTED, OK, STORE

if TYPE_CHECKING:
    from ..schemas import Event
    from ..summary import Summary

_PROBLEMS_SHOWN: Final = 20  # a table in the wrong encoding has a problem on every other row

# Exit codes of runs that did not come to their end.
_CODES: Final[dict[str, int]] = {"interrupted": INTERRUPTED, "budget": BUDGET, "store": STORE}
_SETTINGS: Final = (
    *("model", "base_url", "mode", "concurrency", "timeout", "attempt_timeout", "rpm", "tpm", "max_tokens", "passes"),
    *("budget", "prices", "replay", "record", "retry_failed"),
)
_RULES_ALONE = (
    "no model configured, so reading by the built-in rules; a model finds more events, places and figures: "
    "--model NAME with OPENAI_API_KEY, or --base-url of a local server, or --replay CASSETTE"
)


def run(arguments: argparse.Namespace) -> int:
    """Read articles and report."""
    from ..articles import read_articles  # noqa: PLC0415
    from ..running import run_to_end  # noqa: PLC0415
    from ..settings import NO_MODEL, Settings  # noqa: PLC0415

    given = {name: getattr(arguments, name) for name in _SETTINGS}
    settings = Settings.from_environment(**given, store=_store(arguments))
    if not (settings.model or settings.replay):
        if settings.budget is not None or arguments.record or arguments.base_url or arguments.adjudicate:
            raise UsageError(NO_MODEL)
        print(f"summarizer: {_RULES_ALONE}", file=sys.stderr)
    types = _event_types(arguments.event)
    reading = read_articles(arguments.paths)
    for copy, first in reading.duplicates:
        print(f"summarizer: {copy}: the same text as {first}, read once", file=sys.stderr)
    for unreadable in reading.unreadable:
        print(f"summarizer: {unreadable.error}", file=sys.stderr)
    for passed in reading.passed:
        print(f"summarizer: {passed.where}: {passed.note}", file=sys.stderr)
    if arguments.dry_run:
        from .dryrun import dry_run  # noqa: PLC0415

        return dry_run(reading, settings, types)
    told = json.dumps({"paths": arguments.paths})
    summary = run_to_end(reading, settings, types, arguments.best, arguments.adjudicate, told)
    if summary.usage.unanswered:
        print(f"summarizer: {_unanswered(summary)}", file=sys.stderr)
    if summary.ended_because:
        print(f"summarizer: {_ended(summary)}", file=sys.stderr)
    code = _report(summary, arguments)
    return _CODES.get(summary.ended, code)


def _store(arguments: argparse.Namespace) -> Path | None:
    """The store that the call names, or the usual one; none with a cassette, which keeps replies by itself."""
    from ..store import default_path  # noqa: PLC0415

    if arguments.no_store or (not arguments.store and (arguments.replay or arguments.record)):
        if arguments.add or arguments.retry_failed:
            raise UsageError("expected a store with --add and --retry-failed, got none: leave out --no-store")
        return None
    return arguments.store or default_path()


def _ended(summary: "Summary") -> str:
    """Why the run ended early, and what to do."""
    from ..render.clean import clean  # noqa: PLC0415

    unread = sum(article.status == "failed" and article.error == summary.ended_because for article in summary.articles)
    left = f" {unread} of {len(summary.articles)} articles not read;" if unread else ""
    return f"{clean(summary.ended_because or '')};{left} the same command goes on where this one ended"


def _unanswered(summary: "Summary") -> str:
    """How many questions about reports have no answer, and why the first has none."""
    from ..render.clean import clean  # noqa: PLC0415

    usage = summary.usage
    why = next(asked.error for asked in summary.adjudicated if asked.error)
    return f"{usage.unanswered} of {usage.adjudicated} questions to --adjudicate got no answer: {clean(why)}"


def check(arguments: argparse.Namespace) -> int:
    """Link and check records and report."""
    from ..api import check as checked  # noqa: PLC0415
    from ..recordfiles import Problem, read_records  # noqa: PLC0415
    from ..render.clean import clean  # noqa: PLC0415

    mapping = dict(arguments.map)
    if arguments.format == "incidents":
        return _check_to_lines(arguments, mapping)
    records = [record for path in arguments.records for record in read_records(path, mapping=mapping)]
    problems = [record for record in records if isinstance(record, Problem)]
    for problem in problems[:_PROBLEMS_SHOWN]:
        print(f"summarizer: {clean(str(problem))}", file=sys.stderr)
    if len(problems) > _PROBLEMS_SHOWN:
        print(f"summarizer: and {len(problems) - _PROBLEMS_SHOWN} more", file=sys.stderr)
    return _report(checked(records, best=arguments.best), arguments)


def _check_to_lines(arguments: argparse.Namespace, mapping: dict[str, str]) -> int:
    from ..lines import check_to_lines  # noqa: PLC0415

    tally = check_to_lines(arguments.records, mapping, arguments.output, arguments.best)
    if tally.kinds.keys() & set(arguments.fail_on):
        return FOUND
    return FAILED if tally.problems else OK


def compare(arguments: argparse.Namespace) -> int:
    """Print where two reports differ."""
    from ..differences import difference_report, differences  # noqa: PLC0415
    from ..reports import read_report  # noqa: PLC0415

    a, b = read_report(arguments.a), read_report(arguments.b)
    names = {article.id: article.path or article.id for summary in (a, b) for article in summary.articles}
    sys.stdout.write(difference_report(differences(a, b), names))
    return OK


def runs(arguments: argparse.Namespace) -> int:
    """List the runs of a store."""
    from ..runlist import run_list  # noqa: PLC0415
    from ..store import default_path  # noqa: PLC0415

    sys.stdout.write(run_list(arguments.store or default_path(), arguments.format))
    return OK


def _report(summary: "Summary", arguments: argparse.Namespace) -> int:
    from ..render import render, write_text  # noqa: PLC0415

    if arguments.explain_all:
        from ..checking import with_pairs  # noqa: PLC0415

        summary = with_pairs(summary)
    if arguments.output:
        from ..textfiles import written_whole  # noqa: PLC0415

        with written_whole(arguments.output) as file:
            file.write(render(summary, arguments.format, explain=arguments.explain))
    elif arguments.format == "text":
        write_text(summary, sys.stdout, explain=arguments.explain)
    else:
        sys.stdout.write(render(summary, arguments.format, explain=arguments.explain))
    if {finding.kind for finding in summary.findings} & set(arguments.fail_on):
        return FOUND
    return FAILED if any(article.status == "failed" for article in summary.articles) else OK


def numbers(arguments: argparse.Namespace) -> int:
    """Print the numbers of a text."""
    from ..numberlist import number_list  # noqa: PLC0415

    sys.stdout.write(number_list(arguments.file, arguments.format))
    return OK


def prompt(arguments: argparse.Namespace) -> int:
    """Print what would be sent."""
    from ..articles import read_articles  # noqa: PLC0415
    from ..templates import extraction_messages  # noqa: PLC0415

    types = _event_types(arguments.event)
    reading = read_articles(arguments.paths)
    for article in reading.articles:
        for message in extraction_messages(article, types):
            print(f"<!-- {message['role']} -->\n{message['content']}\n")
    for unreadable in reading.unreadable:
        print(f"summarizer: {unreadable.error}", file=sys.stderr)
    return FAILED if reading.unreadable else OK


def schema(arguments: argparse.Namespace) -> int:
    """Print a JSON Schema."""
    from ..schemas import reply_schema, type_names  # noqa: PLC0415

    types = _event_types(arguments.event)
    if arguments.type is None:
        schema = reply_schema(types)
    else:
        known = {name: kind for kind in types for name in (kind.__name__, *type_names(kind))}
        if arguments.type not in known:
            raise UsageError(f"expected an event type, got {arguments.type!r}: one of {', '.join(sorted(known))}")
        schema = known[arguments.type].model_json_schema()
    print(json.dumps(schema, indent=2, ensure_ascii=False))
    return OK


def _event_types(names: list[str] | None) -> "tuple[type[Event], ...]":
    """The event types that `--event` names; all built-in ones without it."""
    from ..api import event_types  # noqa: PLC0415
    from ..userevents import load_event  # noqa: PLC0415

    return event_types([kind for name in names or () for kind in load_event(name)] or None)
