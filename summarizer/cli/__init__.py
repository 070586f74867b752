"""The command line: parse, call one function, map errors to one line and an exit code."""

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Final

from ..errors import StoreError, SummarizerError, UsageError
from ..terminal import say
from . import commands
from .configuration import configured
from .endings import hint
from .exits import FAILED, INTERRUPTED, OK, STORE, USAGE
from .options import parser

_COMMANDS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    "run": commands.run,
    "check": commands.check,
    "compare": commands.compare,
    "diff": commands.diff,
    "runs": commands.runs,
    "numbers": commands.numbers,
    "prompt": commands.prompt,
    "schema": commands.schema,
    "config": commands.config,
    "completion": commands.completion,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    arguments = parser().parse_args(argv)
    arguments.called = sys.argv[1:] if argv is None else list(argv)
    try:
        return _run(arguments)
    except UsageError as error:
        return _fail(str(error), USAGE, arguments)
    except StoreError as error:
        return _fail(str(error), STORE, arguments)
    except SummarizerError as error:
        return _fail(str(error), FAILED, arguments)
    except BrokenPipeError:  # the reader of our output (head, less) has gone
        sys.stderr.close()
        return OK
    except KeyboardInterrupt:
        return _fail(f"interrupted{hint(arguments)}", INTERRUPTED, arguments)
    except Exception as error:  # Python's own exit code would be that of a finding
        return _fail(f"internal error, please report it (--debug shows where): {error!r}", FAILED, arguments)


def _run(arguments: argparse.Namespace) -> int:
    from .messages import listening  # noqa: PLC0415  # a `--help` logs nothing

    arguments.origins = configured(arguments, arguments.called)
    with listening(arguments):
        return _COMMANDS[arguments.command](arguments)


def _fail(message: str, code: int, arguments: argparse.Namespace) -> int:
    if arguments.debug:
        from traceback import print_exc  # noqa: PLC0415  # for whoever looks for a fault

        print_exc()
    say(" ".join(message.split()))
    return code
