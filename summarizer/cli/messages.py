"""What goes to standard error while a command runs: notes, and what the package logs."""

import argparse
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from .terminal import say

_LEVELS: Final = (logging.WARNING, logging.INFO, logging.DEBUG)


def note(arguments: argparse.Namespace, text: str) -> None:
    """One line that is no error."""
    if not arguments.quiet:
        say(text)


@contextmanager
def listening(arguments: argparse.Namespace) -> Iterator[None]:
    """The log of the package on standard error, as much of it as the call asks for."""
    handler = _Lines(traces=arguments.debug)
    log = logging.getLogger("summarizer")
    before = log.level
    log.addHandler(handler)
    log.setLevel(logging.ERROR if arguments.quiet else _LEVELS[min(arguments.verbose, 2)])
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(before)


class _Lines(logging.Handler):
    """One line for each record: what an article holds cannot write to the terminal. `traces`: and tracebacks."""

    def __init__(self, *, traces: bool) -> None:
        super().__init__()
        self._traces = traces

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record."""
        from ..language.visible import clean  # noqa: PLC0415

        say(clean(record.getMessage()))
        if self._traces and record.exc_info:
            print(logging.Formatter().formatException(record.exc_info), file=sys.stderr)
