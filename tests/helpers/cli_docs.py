"""docs/cli.md, written from the parser: `python -m tests.helpers.cli_docs`."""

import argparse
from pathlib import Path

from summarizer.cli.examples import EXAMPLES
from summarizer.cli.exits import EXIT_CODES
from summarizer.cli.parser import build_parser, subparsers

PATH = Path(__file__).parents[2] / "docs/cli.md"


def document() -> str:
    """The whole page; it does not go by argparse's own layout, which differs from one Python to the next."""
    whole = build_parser()
    parts = ["# The command line", "`python -m tests.helpers.cli_docs` writes this page from the parser."]
    for name, command in subparsers(whole).items():
        parts += [f"## summarizer {name}", *_command(command), f"```text\n{EXAMPLES[name].strip(chr(10))}\n```"]
    parts += ["## Exit codes", f"```text\n{EXIT_CODES.partition(chr(10))[2].rstrip()}\n```"]
    return "\n\n".join(parts) + "\n"


def _command(command: argparse.ArgumentParser) -> list[str]:
    """What a command is, and a table of its arguments and options."""
    actions = [action for action in command._actions if action.dest != "help"]
    about = (
        [f"```text\n{command.description.rstrip()}\n```" if "\n" in command.description else command.description]
        if command.description
        else []
    )
    rows = [f"| {_name(action)} | {_cell((action.help or '') % {'prog': command.prog})} |" for action in actions]
    return [*about, "\n".join(["| Argument, option | Is |", "|---|---|", *rows])]


def _name(action: argparse.Action) -> str:
    metavar = " ".join(action.metavar) if isinstance(action.metavar, tuple) else action.metavar
    value = str(metavar or ("|".join(map(str, action.choices)) if action.choices else "")) if action.nargs != 0 else ""
    if not action.option_strings:
        return f"`{_cell(value)}`"
    given = f" {value}" if value and action.nargs != "?" else f" [{value}]" if value else ""
    return ", ".join(f"`{_cell(name + given)}`" for name in action.option_strings)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    PATH.write_text(document(), encoding="utf-8")
