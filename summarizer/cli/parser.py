"""The parser of the command line, with nothing heavy imported, so that `--help` answers at once."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from .examples import EXAMPLES
from .exits import EXIT_CODES, USAGE
from .options import (
    SHELLS,
    STREAM_FORMATS,
    TEMPLATES,
    add_evaluation_options,
    add_event_option,
    add_language_option,
    add_message_options,
    add_prompts_option,
    add_reading_options,
    add_report_options,
    add_reviews_option,
    add_store_option,
)

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction["Parser"]  # noqa: SLF001  # argparse names the type no other way

_CHECKED = """Link event records into incidents and flag the numbers that conflict.

RECORDS are of these formats, by the file's ending:
  .jsonl         one JSON record a line: article, type, figures (each a measure with a value, or low and high);
                 source, published, incident, place, start, end and actors where known
  .csv .tsv      a table in the columns of ACLED, UCDP GED, GTD, EM-DAT or the R package eventreport, or those that
                 --map names
  .parquet       either of these
  -              JSON records on standard input
Each but Parquet may be compressed (.gz). Records with one incident id stay together; the others are linked.
"""

_MEASURED = """Measure a reading, its linking and its findings against a gold standard (docs/eval.md).

GOLD is JSON Lines with the articles, their true events and figures, and the true findings. What is measured:
  --model, --replay     a model (or `builtin`) reads the articles, and its reading is linked and checked
  --records READINGS    event records of these articles are linked and checked
  neither               the figures as labelled are checked: as good as the checker can be
With --gold-from, GOLD is a JSON report, and a gold standard is made of what reviewers decided of it.
"""


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line and exit."""
        from ..language.visible import clean  # noqa: PLC0415  # a `--help` needs none of it

        self.exit(USAGE, f"{self.prog}: {clean(message)} (see {self.prog} --help)\n")


def build_parser() -> argparse.ArgumentParser:
    """Build the parser of all commands; `command` names the one that was called."""
    parser = Parser(
        prog="summarizer",
        description="A structured summarizer for news that does not let a number through unchecked.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser)
    parser.add_argument("--version", action=_Version, help="print the version and exit")
    for add in (
        _add_run,
        _add_check,
        _add_page,
        _add_compare,
        _add_diff,
        _add_eval,
        _add_runs,
        _add_numbers,
        _add_prompt,
        _add_schema,
        _add_config,
        _add_completion,
    ):
        add(commands)
    for name, command in commands.choices.items():
        add_message_options(command)
        command.epilog = f"examples:{EXAMPLES[name].rstrip()}\n\n{command.epilog or ''}"
        command.formatter_class = argparse.RawDescriptionHelpFormatter
    return parser


def subparsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the parser of each command, by its name."""
    (commands,) = (a for a in parser._actions if isinstance(a, argparse._SubParsersAction))  # noqa: SLF001
    return commands.choices


def list_options(command: argparse.ArgumentParser) -> list[argparse.Action]:
    """Return the options of a command, without its positional arguments."""
    return [action for action in command._actions if action.option_strings]  # noqa: SLF001  # no public list


def named_in_call(called: Sequence[str] | None) -> set[str]:
    """Return the options and arguments that a valid call names."""
    parser = build_parser()
    for command in subparsers(parser).values():
        for action in command._actions:  # noqa: SLF001  # no public list
            action.default = argparse.SUPPRESS
    return set(vars(parser.parse_args(called)))


class _Version(argparse.Action):
    """Prints the version of the installed package, which is looked up only then."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str) -> None:  # noqa: A002  # argparse's name
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from ..version import installed_version  # noqa: PLC0415  # for this option only: it is slow to load

        version = installed_version()
        print(f"summarizer {version}" if version else "summarizer, not installed: run from its source")
        parser.exit()


def _add_run(commands: "_Commands") -> None:
    command = commands.add_parser(
        "run",
        help="read articles, prove and compare their numbers, and report",
        description="Read articles with a model, prove each number against the article's words, link the events "
        "that tell of one incident, and flag the numbers that conflict.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="a text, page, PDF, feed, web archive or table (docs/inputs.md), a folder or .zip of these, an http(s) "
        "address, or - for standard input",
    )
    add_language_option(command)
    add_report_options(command, STREAM_FORMATS)
    add_reading_options(command)


def _add_check(commands: "_Commands") -> None:
    command = commands.add_parser(
        "check",
        help="link and check event records that you already have; no model",
        description=_CHECKED,
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "records", nargs="+", metavar="RECORDS", help="a .jsonl, .csv, .tsv or .parquet file, or - for standard input"
    )
    command.add_argument(
        "--map",
        action="append",
        default=[],
        type=_parse_mapping,
        metavar="COLUMN=FIELD",
        help="what a column of a table holds: killed, killed.low, place.name ...; may be repeated",
    )
    command.add_argument(
        "--dataset",
        type=_parse_dataset,
        metavar="NAME",
        help="each record is an event of this coded dataset, and no two are one; none: they are reports, to be linked "
        "(default: by the columns, ACLED, UCDP GED, GTD and EM-DAT)",
    )
    add_report_options(command, STREAM_FORMATS)


def _parse_dataset(text: str) -> str:
    """Parse NAME of `--dataset`."""
    if not text.strip():
        raise argparse.ArgumentTypeError("expected the name of a dataset or none, got an empty text")
    return text


def _parse_mapping(text: str) -> tuple[str, str]:
    """Parse COLUMN=FIELD of `--map`; a column's name may itself hold an equals sign."""
    column, equals, field = text.rpartition("=")
    if not (equals and column.strip()):
        raise argparse.ArgumentTypeError(f"expected COLUMN=FIELD, got {text!r}")
    return column, field


def _add_page(commands: "_Commands") -> None:
    command = commands.add_parser(
        "page",
        help="a page to read, compare and review the findings on, from a JSON report",
        description="Make the evidence page from a JSON report: one HTML file that opens from disk. "
        "`run --format html` makes the same of a run.",
    )
    command.add_argument("summary", metavar="SUMMARY.json", type=Path, help="a report of `--format json`")
    command.add_argument(
        "--articles",
        action="append",
        default=[],
        metavar="PATH",
        help="where the articles are, as for `run`; of others the page shows the quotes alone; may be repeated",
    )
    add_reviews_option(command)
    command.add_argument(
        "-o", "--output", action="append", default=[], type=Path, metavar="FILE", help="write the page to a file"
    )


def _add_compare(commands: "_Commands") -> None:
    command = commands.add_parser(
        "compare",
        help="where two readings of the same articles differ, figure by figure",
        description="Compare two JSON reports, A and B, of the same articles: which numbers only one of them has, and "
        "which they both have but read differently.",
    )
    command.add_argument("a", metavar="A.json", type=Path, help="a report of `run --format json`")
    command.add_argument("b", metavar="B.json", type=Path, help="another")


def _add_diff(commands: "_Commands") -> None:
    command = commands.add_parser(
        "diff",
        help="what changed between two runs: incidents, findings, estimates",
        description="Compare two JSON reports, A and then B: incidents and findings that are new or gone, and "
        "estimates that changed.",
    )
    command.add_argument("a", metavar="A.json", type=Path, help="the earlier report of `run --format json`")
    command.add_argument("b", metavar="B.json", type=Path, help="the later one")
    command.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")
    command.add_argument("--exit-code", action="store_true", help="exit 1 if anything changed")


def _add_eval(commands: "_Commands") -> None:
    command = commands.add_parser(
        "eval",
        help="measure a reading, its linking and its findings against a gold standard",
        description=_MEASURED,
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("gold", metavar="GOLD", help="a gold standard, a .jsonl file; - for standard input")
    add_evaluation_options(command)
    made = command.add_argument_group("making a gold standard")
    made.add_argument(
        "--gold-from",
        type=Path,
        action="append",
        default=[],
        metavar="REVIEWS",
        help="make a gold standard of a JSON report and these decisions on it (.json or .csv); may be repeated, the "
        "last counts",
    )
    made.add_argument(
        "--articles",
        action="append",
        default=[],
        metavar="PATH",
        help="where the report's articles are, as for `run`: their texts go into the gold standard; may be repeated",
    )
    add_reading_options(command, alone=True)


def _add_runs(commands: "_Commands") -> None:
    command = commands.add_parser("runs", help="list the runs that a store holds, the newest last")
    add_store_option(command)
    command.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")


def _add_numbers(commands: "_Commands") -> None:
    command = commands.add_parser("numbers", help="list the numbers that a text holds, as they are read")
    command.add_argument("file", metavar="FILE", help="a text file, or - for standard input")
    add_language_option(command)
    command.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")


def _add_prompt(commands: "_Commands") -> None:
    command = commands.add_parser(
        "prompt", help="print exactly what would be sent for an article, or a template to begin your own with"
    )
    command.add_argument("paths", nargs="*", metavar="ARTICLE", help="as for `run`")
    command.add_argument(
        "--template", choices=TEMPLATES, help="print the package's template of this name, whatever --prompts says"
    )
    add_prompts_option(command)
    add_event_option(command)


def _add_schema(commands: "_Commands") -> None:
    command = commands.add_parser("schema", help="print the JSON Schema that is sent, or that of one event type")
    command.add_argument(
        "type", nargs="?", metavar="TYPE", help="an event type or class: air_drone_strike, RemoteViolence"
    )
    add_event_option(command)


def _add_config(commands: "_Commands") -> None:
    command = commands.add_parser(
        "config",
        help="print what every option is set to, and where that was said",
        description="Print what every option of `run` is set to, and where that was said: by an argument (those on how "
        "to read are taken here too), the environment, summarizer.toml or [tool.summarizer] in pyproject.toml (in this "
        "folder or above it), or nowhere. Of a key it says only whether it is set.",
    )
    command.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")
    add_reading_options(command)


def _add_completion(commands: "_Commands") -> None:
    command = commands.add_parser("completion", help="print a script that completes this command line in a shell")
    command.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))
