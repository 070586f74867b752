"""The command line: parse, call one function, map errors to one line and an exit code."""

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Final

from ..errors import StoreError, SummarizerError, UsageError
from ..files import streams
from . import commands
from .config_file import configure
from .exits import FAILED, INTERRUPTED, STORE, USAGE
from .parser import build_parser
from .resume_hints import resume_hint
from .terminal import say

_COMMANDS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    "run": commands.run,
    "check": commands.check,
    "page": commands.page,
    "compare": commands.compare,
    "diff": commands.diff,
    "eval": commands.evaluate,
    "runs": commands.runs,
    "numbers": commands.numbers,
    "prompt": commands.prompt,
    "schema": commands.schema,
    "config": commands.config,
    "completion": commands.completion,
}
_WHOLE: Final = "PYTHONIOENCODING=utf-8 keeps it"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    streams.set_up()
    arguments = argparse.Namespace(called=sys.argv[1:] if argv is None else list(argv), command=None, debug=False)
    try:
        try:
            return _run(build_parser().parse_args(argv, arguments))
        finally:
            sys.stdout.flush()  # what cannot be written is said here, and not by Python after the end
    except UsageError as error:
        return _fail(str(error), USAGE, arguments)
    except StoreError as error:
        return _fail(str(error), STORE, arguments)
    except SummarizerError as error:
        return _fail(str(error), FAILED, arguments)
    except KeyboardInterrupt:
        return _fail(f"interrupted{resume_hint(arguments)}", INTERRUPTED, arguments)
    except OSError as error:  # of the system: too long a name, too many files, a working folder that is gone
        where = f"{error.filename}: " if error.filename else ""
        return _fail(f"{where}expected what the system can open, got: {error.strerror or error}", USAGE, arguments)
    except Exception as error:  # Python's own exit code would be that of a finding
        return _fail(f"internal error, please report it (--debug shows where): {error!r}", FAILED, arguments)


def _run(arguments: argparse.Namespace) -> int:
    from .messages import log_to_stderr, note  # noqa: PLC0415  # a `--help` logs nothing

    arguments.origins = configure(arguments, arguments.called)
    with log_to_stderr(arguments):
        code = _COMMANDS[arguments.command](arguments)
        if streams.is_escaped():
            note(arguments, f"standard output takes {sys.stdout.encoding}: what that lacks is escaped; {_WHOLE}")
        return code


def _fail(message: str, code: int, arguments: argparse.Namespace) -> int:
    if arguments.debug:
        from traceback import print_exc  # noqa: PLC0415  # for whoever looks for a fault

        print_exc()
    from ..language.visible import clean  # noqa: PLC0415  # a `--help` needs none of it

    say(clean(message))
    return code
