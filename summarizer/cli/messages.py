"""Messages on standard error while a command runs: notes, and the log of the package."""

import argparse
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from .terminal import say

_LEVELS: Final = (logging.WARNING, logging.INFO, logging.DEBUG)


def note(arguments: argparse.Namespace, text: str) -> None:
    """Say one line that is no error, unless the call is quiet."""
    if not arguments.quiet:
        say(text)


@contextmanager
def log_to_stderr(arguments: argparse.Namespace) -> Iterator[None]:
    """Show the log of the package on standard error, at the level that the call asks for."""
    handler = _LineHandler(traces=arguments.debug)
    log = logging.getLogger("summarizer")
    before = log.level
    log.addHandler(handler)
    log.setLevel(logging.ERROR if arguments.quiet else _LEVELS[min(arguments.verbose, 2)])
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(before)


class _LineHandler(logging.Handler):
    """Prints each record as one line, so that no article writes to the terminal. `traces`: and tracebacks."""

    def __init__(self, *, traces: bool) -> None:
        super().__init__()
        self._traces = traces

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record."""
        from ..language.visible import clean  # noqa: PLC0415

        say(clean(record.getMessage()))
        if self._traces and record.exc_info:
            print(logging.Formatter().formatException(record.exc_info), file=sys.stderr)
