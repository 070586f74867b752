"""The command line: parse, call one function, map errors to one line and an exit code.

Nothing heavy is imported before a command needs it, so that `--help` answers at once.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from .errors import SummarizerError, UsageError

if TYPE_CHECKING:
    from .schemas import Event
    from .summary import Summary

    _Commands = argparse._SubParsersAction["_Parser"]  # noqa: SLF001  # argparse names the type no other way

OK: Final = 0
FOUND: Final = 1
USAGE: Final = 2
FAILED: Final = 3
INTERRUPTED: Final = 130

# Written out, so that parsing imports neither pydantic nor a renderer; a test holds them to the originals.
KINDS: Final = ("conflict", "dispute", "arithmetic", "retraction", "revision", "uncorroborated", "agreement")
FORMATS: Final = ("text", "json", "md")
CHECK_FORMATS: Final = (*FORMATS, "incidents")
MODES: Final = ("json_schema", "tools")
BEST_RULES: Final = ("latest", "median", "mode", "min", "max", "most_sourced")

_QUESTIONS: Final = 50  # what `--adjudicate` alone asks at most

_PROBLEMS_SHOWN: Final = 20  # a table in the wrong encoding has a problem on every other row

_RULES_ALONE = (
    "no model configured, so reading by the built-in rules; a model finds more events, places and figures: "
    "--model NAME with OPENAI_API_KEY, or --base-url of a local server, or --replay CASSETTE"
)

_CHECKED = """Link event records into incidents and flag the numbers that conflict.

RECORDS are of these formats, by the file's ending:
  .jsonl         one JSON record a line: article, type, figures (each a measure with a value, or low and high);
                 source, published, incident, place, start, end and actors where known
  .csv .tsv      a table in the columns of UCDP GED, ACLED or the R package eventreport, or those that --map names
  .parquet       either of these
  -              JSON records on standard input
Each but Parquet may be compressed (.gz). Records with one incident id stay together; the others are linked.
"""

_EXIT_CODES = """exit codes:
  0    done
  1    there is a finding of the kind given to --fail-on
  2    the call is wrong, or there is no model to read with
  3    some articles or records failed; the report holds the others
  130  interrupted; the report holds what was done
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    arguments = _parser().parse_args(argv)
    try:
        run: Callable[[argparse.Namespace], int] = arguments.run
        return run(arguments)
    except UsageError as error:
        return _fail(str(error), USAGE)
    except SummarizerError as error:
        return _fail(str(error), FAILED)
    except BrokenPipeError:  # the reader of our output (head, less) has gone
        sys.stderr.close()
        return OK
    except KeyboardInterrupt:
        return _fail("interrupted", INTERRUPTED)


def _fail(message: str, code: int) -> int:
    print(f"summarizer: {message}", file=sys.stderr)
    return code


class _Parser(argparse.ArgumentParser):
    """Errors as one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"{self.prog}: {message} (see {self.prog} --help)\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="summarizer",
        description="A structured summarizer for news that does not let a number through unchecked.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)
    for add in (_add_run, _add_check, _add_compare, _add_numbers, _add_prompt, _add_schema):
        add(commands)
    return parser


def _add_run(commands: "_Commands") -> None:
    command = commands.add_parser(
        "run",
        help="read articles, prove and compare their numbers, and report",
        description="Read articles with a model, prove each number against the article's words, link the events "
        "that tell of one incident, and flag the numbers that conflict.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "paths", nargs="+", metavar="PATH", help="a .txt, .md or .jsonl file, a folder, or - for standard input"
    )
    _add_report_options(command)
    model = command.add_argument_group("model")
    model.add_argument(
        "--model",
        metavar="NAME",
        help="model to ask; `builtin` reads by rules alone (default: $SUMMARIZER_MODEL, else builtin)",
    )
    model.add_argument(
        "--base-url", metavar="URL", help="OpenAI-compatible endpoint (default: $OPENAI_BASE_URL, else OpenAI)"
    )
    model.add_argument("--mode", choices=MODES, help="how the endpoint is held to the schema (default: json_schema)")
    model.add_argument("--concurrency", type=int, metavar="N", help="articles asked about at a time (default: 8)")
    model.add_argument(
        "--timeout", type=float, metavar="SECONDS", help="time limit for one article, retries included (default: 300)"
    )
    model.add_argument(
        "--passes", type=int, metavar="N", help="2: ask once more about numbers that no figure claims (default: 1)"
    )
    model.add_argument(
        "--adjudicate",
        nargs="?",
        type=_questions,
        const=_QUESTIONS,
        default=0,
        metavar="N",
        help="ask the model, at most N times, whether reports tell of one event where linking is not sure "
        f"(N: {_QUESTIONS} if left out; default: do not ask)",
    )
    _add_event_option(model)
    cassette = command.add_argument_group("cassettes").add_mutually_exclusive_group()
    cassette.add_argument(
        "--replay", type=Path, metavar="FILE", help="answer from a cassette: no network, no key, no model"
    )
    cassette.add_argument(
        "--record", type=Path, metavar="FILE", help="keep the replies in a cassette; those it has are used again"
    )
    command.set_defaults(run=_run)


def _add_check(commands: "_Commands") -> None:
    command = commands.add_parser(
        "check",
        help="link and check event records that you already have; no model",
        description=_CHECKED,
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "records", nargs="+", metavar="RECORDS", help="a .jsonl, .csv, .tsv or .parquet file, or - for standard input"
    )
    command.add_argument(
        "--map",
        action="append",
        default=[],
        type=_mapped,
        metavar="COLUMN=FIELD",
        help="what a column of a table holds: killed, killed.low, place.name ...; may be repeated",
    )
    _add_report_options(command, CHECK_FORMATS)
    command.set_defaults(run=_check)


def _questions(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"expected a number of questions, got {text!r}: put PATH before it")
    return int(text)


def _mapped(text: str) -> tuple[str, str]:
    """The column and the field of `--map`; a column's name may itself hold an equals sign."""
    column, equals, field = text.rpartition("=")
    if not (equals and column.strip()):
        raise argparse.ArgumentTypeError(f"expected COLUMN=FIELD, got {text!r}")
    return column, field


def _add_compare(commands: "_Commands") -> None:
    command = commands.add_parser(
        "compare",
        help="where two readings of the same articles differ, figure by figure",
        description="Compare two JSON reports, A and B, of the same articles: which numbers only one of them has, and "
        "which they both have but read differently.",
    )
    command.add_argument("a", metavar="A.json", type=Path, help="a report of `run --format json`")
    command.add_argument("b", metavar="B.json", type=Path, help="another")
    command.set_defaults(run=_compare)


def _add_numbers(commands: "_Commands") -> None:
    command = commands.add_parser("numbers", help="list the numbers that a text holds, as they are read")
    command.add_argument("file", metavar="FILE", help="a text file, or - for standard input")
    command.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")
    command.set_defaults(run=_numbers)


def _add_prompt(commands: "_Commands") -> None:
    command = commands.add_parser("prompt", help="print exactly what would be sent for an article")
    command.add_argument("paths", nargs="+", metavar="ARTICLE", help="as for `run`")
    _add_event_option(command)
    command.set_defaults(run=_prompt)


def _add_schema(commands: "_Commands") -> None:
    command = commands.add_parser("schema", help="print the JSON Schema that is sent, or that of one event type")
    command.add_argument(
        "type", nargs="?", metavar="TYPE", help="an event type or class: air_drone_strike, RemoteViolence"
    )
    _add_event_option(command)
    command.set_defaults(run=_schema)


def _add_report_options(command: argparse.ArgumentParser, formats: Sequence[str] = FORMATS) -> None:
    report = command.add_argument_group("report")
    each = "; incidents: a JSON line each, for more records than memory holds" if "incidents" in formats else ""
    report.add_argument("--format", choices=formats, default="text", help=f"(default: text{each})")
    report.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the report to a file")
    report.add_argument("--explain", action="store_true", help="say why numbers that differ were not flagged")
    report.add_argument(
        "--best",
        choices=BEST_RULES,
        default="latest",
        metavar="RULE",
        help=f"how best is taken from the numbers that sources state: {', '.join(BEST_RULES)} (default: latest)",
    )
    report.add_argument(
        "--explain-all",
        action="store_true",
        help="say what was found of every two figures of an incident, and by which rule",
    )
    report.add_argument(
        "--fail-on",
        choices=KINDS,
        action="append",
        default=[],
        metavar="KIND",
        help=f"exit 1 on such a finding: {', '.join(KINDS)}; may be repeated",
    )


def _add_event_option(command: argparse._ActionsContainer) -> None:
    command.add_argument(
        "--event",
        action="append",
        metavar="MODULE:CLASS",
        help="look for this event type instead of the built-in ones (`builtin` adds those); may be repeated",
    )


def _run(arguments: argparse.Namespace) -> int:
    from .articles import read_articles  # noqa: PLC0415
    from .running import run_to_end  # noqa: PLC0415
    from .settings import NO_MODEL, Settings  # noqa: PLC0415

    names = ("model", "base_url", "mode", "concurrency", "timeout", "passes", "replay", "record")
    settings = Settings.from_environment(**{name: getattr(arguments, name) for name in names})
    if not (settings.model or settings.replay):
        if arguments.record or arguments.base_url or arguments.adjudicate:
            raise UsageError(NO_MODEL)
        print(f"summarizer: {_RULES_ALONE}", file=sys.stderr)
    types = _event_types(arguments.event)
    reading = read_articles(arguments.paths)
    for copy, first in reading.duplicates:
        print(f"summarizer: {copy}: the same text as {first}, read once", file=sys.stderr)
    for unreadable in reading.unreadable:
        print(f"summarizer: {unreadable.error}", file=sys.stderr)
    summary, interrupted = run_to_end(reading, settings, types, arguments.best, arguments.adjudicate)
    if summary.usage.unanswered:
        print(f"summarizer: {_unanswered(summary)}", file=sys.stderr)
    code = _report(summary, arguments)
    return INTERRUPTED if interrupted else code


def _unanswered(summary: "Summary") -> str:
    """How many questions about reports have no answer, and why the first has none."""
    from .render.clean import clean  # noqa: PLC0415

    usage = summary.usage
    why = next(asked.error for asked in summary.adjudicated if asked.error)
    return f"{usage.unanswered} of {usage.adjudicated} questions to --adjudicate got no answer: {clean(why)}"


def _check(arguments: argparse.Namespace) -> int:
    from .api import check  # noqa: PLC0415
    from .recordfiles import Problem, read_records  # noqa: PLC0415
    from .render.clean import clean  # noqa: PLC0415

    mapping = dict(arguments.map)
    if arguments.format == "incidents":
        return _check_to_lines(arguments, mapping)
    records = [record for path in arguments.records for record in read_records(path, mapping=mapping)]
    problems = [record for record in records if isinstance(record, Problem)]
    for problem in problems[:_PROBLEMS_SHOWN]:
        print(f"summarizer: {clean(str(problem))}", file=sys.stderr)
    if len(problems) > _PROBLEMS_SHOWN:
        print(f"summarizer: and {len(problems) - _PROBLEMS_SHOWN} more", file=sys.stderr)
    return _report(check(records, best=arguments.best), arguments)


def _check_to_lines(arguments: argparse.Namespace, mapping: dict[str, str]) -> int:
    from .lines import check_to_lines  # noqa: PLC0415

    tally = check_to_lines(arguments.records, mapping, arguments.output, arguments.best)
    if tally.kinds.keys() & set(arguments.fail_on):
        return FOUND
    return FAILED if tally.problems else OK


def _compare(arguments: argparse.Namespace) -> int:
    from .differences import difference_report, differences  # noqa: PLC0415
    from .reports import read_report  # noqa: PLC0415

    a, b = read_report(arguments.a), read_report(arguments.b)
    names = {article.id: article.path or article.id for summary in (a, b) for article in summary.articles}
    sys.stdout.write(difference_report(differences(a, b), names))
    return OK


def _report(summary: "Summary", arguments: argparse.Namespace) -> int:
    from .render import render, write_text  # noqa: PLC0415

    if arguments.explain_all:
        from .checking import with_pairs  # noqa: PLC0415

        summary = with_pairs(summary)
    if arguments.output:
        from .textfiles import written_whole  # noqa: PLC0415

        with written_whole(arguments.output) as file:
            file.write(render(summary, arguments.format, explain=arguments.explain))
    elif arguments.format == "text":
        write_text(summary, sys.stdout, explain=arguments.explain)
    else:
        sys.stdout.write(render(summary, arguments.format, explain=arguments.explain))
    if {finding.kind for finding in summary.findings} & set(arguments.fail_on):
        return FOUND
    return FAILED if any(article.status == "failed" for article in summary.articles) else OK


def _numbers(arguments: argparse.Namespace) -> int:
    from .numberlist import number_list  # noqa: PLC0415

    sys.stdout.write(number_list(arguments.file, arguments.format))
    return OK


def _prompt(arguments: argparse.Namespace) -> int:
    from .articles import read_articles  # noqa: PLC0415
    from .templates import extraction_messages  # noqa: PLC0415

    types = _event_types(arguments.event)
    reading = read_articles(arguments.paths)
    for article in reading.articles:
        for message in extraction_messages(article, types):
            print(f"<!-- {message['role']} -->\n{message['content']}\n")
    for unreadable in reading.unreadable:
        print(f"summarizer: {unreadable.error}", file=sys.stderr)
    return FAILED if reading.unreadable else OK


def _schema(arguments: argparse.Namespace) -> int:
    import json  # noqa: PLC0415

    from .schemas import reply_schema, type_names  # noqa: PLC0415

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
    from .api import event_types  # noqa: PLC0415
    from .userevents import load_event  # noqa: PLC0415

    return event_types([kind for name in names or () for kind in load_event(name)] or None)
