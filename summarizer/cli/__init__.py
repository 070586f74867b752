"""The command line: parse, call one function, map errors to one line and an exit code."""

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Final

from ..errors import StoreError, SummarizerError, UsageError
from . import commands
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
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    arguments = parser().parse_args(argv)
    try:
        return _COMMANDS[arguments.command](arguments)
    except UsageError as error:
        return _fail(str(error), USAGE)
    except StoreError as error:
        return _fail(str(error), STORE)
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
