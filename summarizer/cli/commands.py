"""What each command does; each imports what it needs when it is called, so that the others stay light."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import StoreError, UsageError
from ..files.streams import Shape, write
from .endings import ended_early, resuming, unanswered
from .evidence import desk_of, reviewed, reviews_of, texts_of
from .exits import BUDGET, FAILED, FOUND, INTERRUPTED, OK, STORE
from .messages import note
from .outputs import Target, only_output, targets, write_all
from .terminal import say

if TYPE_CHECKING:
    from ..inputs.articles import Reading
    from ..records.article import Article
    from ..records.summary import Summary
    from ..schemas import Event
    from ..settings import Settings

_PROBLEMS_SHOWN: Final = 20  # a table in the wrong encoding has a problem on every other row

# Exit codes of runs that did not come to their end.
_CODES: Final[dict[str, int]] = {"interrupted": INTERRUPTED, "budget": BUDGET, "store": STORE}
_SETTINGS: Final = (
    *("model", "base_url", "mode", "concurrency", "timeout", "attempt_timeout", "rpm", "tpm", "max_tokens", "passes"),
    *("budget", "prices", "replay", "record", "retry_failed", "add", "prompts"),
)
_NO_ARTICLE = "expected either an ARTICLE or --template NAME, got both or neither: name one"
_RULES_ALONE = (
    "no model configured, so reading by the built-in rules; a model finds more events, places and figures: "
    "--model NAME with OPENAI_API_KEY, or --base-url of a local server, or --replay CASSETTE"
)


def run(arguments: argparse.Namespace) -> int:
    """Read articles and report."""
    from ..inputs.articles import read_articles  # noqa: PLC0415
    from ..settings import NO_MODEL, Settings  # noqa: PLC0415
    from .progress import Progress  # noqa: PLC0415
    from .running import run_to_end  # noqa: PLC0415

    given = {name: getattr(arguments, name) for name in _SETTINGS}
    settings = Settings.from_environment(**given, store=_store(arguments))
    settings = _with_prompts(settings, arguments)
    if not (settings.model or settings.replay or settings.add):  # an addition is read by the model of its run
        asks = settings.budget is not None or settings.prompts
        if asks or arguments.record or arguments.base_url or arguments.adjudicate:
            raise UsageError(NO_MODEL)
        note(arguments, _RULES_ALONE)
    for name in ("base_url", "event", "prompts"):  # where articles and the key go, what is run, what is asked
        if (origin := arguments.origins.get(name)) and origin.kind == "file":
            note(arguments, f"{name} is as {origin} says")
    types = _event_types(arguments.event)
    reviews = reviews_of(arguments)
    if not arguments.dry_run:
        settings = _with_usable_store(settings, arguments)
        if arguments.format == "incidents":
            return _run_to_lines(arguments, settings, types)
    outputs = targets(arguments.format, arguments.output)
    reading = read_articles(arguments.paths)
    _tell(reading, arguments)
    told = json.dumps({"paths": arguments.paths, "folder": str(Path.cwd())})
    if arguments.dry_run:
        from ..inputs import address  # noqa: PLC0415
        from .dryrun import dry_run  # noqa: PLC0415

        if fetched := sum(address(path) is not None for path in arguments.paths):
            note(
                arguments,
                f"fetched {fetched} address{'es' if fetched > 1 else ''} to count the words; no model is asked",
            )
        return dry_run(reading, settings, types, told)
    progress = None if arguments.quiet else Progress(len(reading.articles), plain=arguments.verbose > 0)
    summary = run_to_end(reading, settings, types, arguments.best, arguments.adjudicate, told, progress)
    if summary.usage.unanswered and not summary.ended_because:
        say(unanswered(summary))
    if summary.ended_because:
        say(ended_early(summary, settings, resuming(arguments)))
    articles = texts_of(summary, reading.articles, settings.store) if "html" in {form for _, form in outputs} else ()
    code = _report(reviewed(summary, reviews), arguments, outputs, articles)
    return _CODES.get(summary.ended, code or _whole(summary.ended))


def _with_prompts(settings: "Settings", arguments: argparse.Namespace) -> "Settings":
    """The settings, their templates checked; without those of a file where the built-in rules read."""
    if settings.prompts is None:
        return settings
    from ..llm.customprompts import read_prompts  # noqa: PLC0415
    from ..settings import BUILTIN  # noqa: PLC0415

    origin = arguments.origins.get("prompts")
    asks = settings.replay or settings.add or settings.model not in (None, BUILTIN)
    if not asks and origin and origin.kind == "file":
        return replace(settings, prompts=None)
    read_prompts(settings.prompts)
    return settings


def _tell(reading: "Reading", arguments: argparse.Namespace) -> None:
    """Say what of the articles is not read, and why."""
    from ..language.visible import clean  # noqa: PLC0415
    from ..render.passed import passed_lines  # noqa: PLC0415

    for copy, first in reading.duplicates:
        note(arguments, f"{clean(copy)}: the same text as {clean(first)}, read once")
    for unreadable in reading.unreadable:
        say(unreadable.error)
    for line in passed_lines(reading.passed):
        note(arguments, line)


def _run_to_lines(arguments: argparse.Namespace, settings: "Settings", types: "tuple[type[Event], ...]") -> int:
    from .stream import Shown, run_to_lines  # noqa: PLC0415

    for name in ("add", "adjudicate", "explain", "explain_all", "replay", "record"):
        if getattr(arguments, name):
            raise UsageError(f"expected a whole report with --{name.replace('_', '-')}, got --format incidents")
    shown = Shown(quiet=arguments.quiet, plain=arguments.verbose > 0, resume=resuming(arguments))
    desk = desk_of(arguments)
    tally, ended = run_to_lines(arguments.paths, settings, types, only_output(arguments), arguments.best, shown, desk)
    if ended in _CODES:
        return _CODES[ended]
    if tally.kinds.keys() & set(arguments.fail_on):
        return FOUND
    return FAILED if tally.problems else _whole(ended)


def _whole(ended: str) -> int:
    """The exit code of a run of which no article failed: one that was refused has questions left."""
    return OK if ended == "done" else FAILED


def _with_usable_store(settings: "Settings", arguments: argparse.Namespace) -> "Settings":
    """The settings; without the usual store where that cannot be used and nothing that costs would be lost."""
    from ..settings import BUILTIN  # noqa: PLC0415
    from ..store import Store  # noqa: PLC0415

    if arguments.store or not settings.store or settings.add or settings.retry_failed:
        return settings
    try:
        Store(settings.store).close()
    except StoreError as error:
        if settings.model not in (None, BUILTIN):
            raise StoreError(f"{error}; or keep nothing: --no-store") from error
        say(f"{error}; nothing is kept of this run")
        return replace(settings, store=None)
    return settings


def _store(arguments: argparse.Namespace) -> Path | None:
    """The store that the call names, or the usual one; none with a cassette, which keeps replies by itself."""
    from ..store import default_path  # noqa: PLC0415

    if arguments.no_store or (not arguments.store and (arguments.replay or arguments.record)):
        if arguments.add or arguments.retry_failed:
            raise UsageError("expected a store with --add and --retry-failed, got none: leave out --no-store")
        return None
    return arguments.store or default_path()


def check(arguments: argparse.Namespace) -> int:
    """Link and check records and report."""
    from ..inputs.records import Problem, read_records  # noqa: PLC0415
    from ..language.visible import clean  # noqa: PLC0415
    from ..pipeline.summarize import check as checked  # noqa: PLC0415

    mapping = dict(arguments.map)
    if arguments.format == "incidents":
        return _check_to_lines(arguments, mapping)
    reviews = reviews_of(arguments)
    outputs = targets(arguments.format, arguments.output)
    records = [record for path in arguments.records for record in read_records(path, mapping=mapping)]
    problems = [record for record in records if isinstance(record, Problem)]
    for problem in problems[:_PROBLEMS_SHOWN]:
        say(clean(str(problem)))
    if len(problems) > _PROBLEMS_SHOWN:
        say(f"and {len(problems) - _PROBLEMS_SHOWN} more")
    return _report(reviewed(checked(records, best=arguments.best), reviews), arguments, outputs)


def _check_to_lines(arguments: argparse.Namespace, mapping: dict[str, str]) -> int:
    from .stream import check_to_lines  # noqa: PLC0415

    output, desk = only_output(arguments), desk_of(arguments)
    tally = check_to_lines(arguments.records, mapping, output, arguments.best, quiet=arguments.quiet, desk=desk)
    if tally.kinds.keys() & set(arguments.fail_on):
        return FOUND
    return FAILED if tally.problems else OK


def compare(arguments: argparse.Namespace) -> int:
    """Print where two reports differ."""
    from ..inputs.reports import read_report  # noqa: PLC0415
    from ..summary.readings import difference_report, differences  # noqa: PLC0415

    a, b = read_report(arguments.a), read_report(arguments.b)
    names = {article.id: article.path or article.id for summary in (a, b) for article in summary.articles}
    write(difference_report(differences(a, b), names))
    return OK


def diff(arguments: argparse.Namespace) -> int:
    """Print what changed between two reports."""
    from ..inputs.reports import read_report  # noqa: PLC0415
    from ..render.diff import difference, difference_text  # noqa: PLC0415

    before, now = read_report(arguments.a), read_report(arguments.b)
    told = difference(before, now)
    if arguments.format == "json":
        write(told.model_dump_json(indent=2) + "\n", "json")
    else:
        write(difference_text(told, before, now))
    return FOUND if arguments.exit_code and not told.empty else OK


def runs(arguments: argparse.Namespace) -> int:
    """List the runs of a store."""
    from ..store import default_path  # noqa: PLC0415
    from .runs import run_list  # noqa: PLC0415

    write(run_list(arguments.store or default_path(), arguments.format), _shape(arguments))
    return OK


def _report(
    summary: "Summary", arguments: argparse.Namespace, outputs: Sequence[Target], articles: "Sequence[Article]" = ()
) -> int:
    if arguments.explain_all:
        from ..summary.incidents import with_pairs  # noqa: PLC0415

        summary = with_pairs(summary)
    whole = write_all(summary, outputs, explain=arguments.explain, articles=articles)
    if {finding.kind for finding in summary.findings} & set(arguments.fail_on):
        return FOUND
    return OK if whole and not summary.failures else FAILED


def numbers(arguments: argparse.Namespace) -> int:
    """Print the numbers of a text."""
    from .numbers import number_list  # noqa: PLC0415

    write(number_list(arguments.file, arguments.format), _shape(arguments))
    return OK


def prompt(arguments: argparse.Namespace) -> int:
    """Print what would be sent."""
    if bool(arguments.template) == bool(arguments.paths):
        raise UsageError(_NO_ARTICLE)
    from ..llm.prompts import extraction_messages, read_built_in  # noqa: PLC0415

    if arguments.template:
        write(read_built_in(arguments.template))
        return OK
    from ..inputs.articles import read_articles  # noqa: PLC0415
    from ..llm.customprompts import read_prompts  # noqa: PLC0415

    types = _event_types(arguments.event)
    prompts = read_prompts(arguments.prompts)
    reading = read_articles(arguments.paths)
    for article in reading.articles:
        for message in extraction_messages(article, types, prompts):
            write(f"<!-- {message['role']} -->\n{message['content']}\n\n")
    for unreadable in reading.unreadable:
        say(unreadable.error)
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
    write(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", "json")
    return OK


def config(arguments: argparse.Namespace) -> int:
    """Print what every option is set to."""
    from .settingslist import settings_list  # noqa: PLC0415

    write(settings_list(arguments, arguments.origins, arguments.format), _shape(arguments))
    return OK


def completion(arguments: argparse.Namespace) -> int:
    """Print a completion script."""
    from .completion import completion_script  # noqa: PLC0415
    from .options import parser  # noqa: PLC0415

    write(completion_script(parser(), arguments.shell))
    return OK


def _shape(arguments: argparse.Namespace) -> Shape:
    return "json" if arguments.format == "json" else "words"


def _event_types(names: list[str] | None) -> "tuple[type[Event], ...]":
    """The event types that `--event` names; all built-in ones without it."""
    from ..pipeline.setup import event_types  # noqa: PLC0415
    from .eventtypes import load_event  # noqa: PLC0415

    return event_types([kind for name in names or () for kind in load_event(name)] or None)
