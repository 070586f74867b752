"""The command line as a process: run to its end, killed at a moment, or run with a limit on what it may write."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.running import ROOT

_LIMIT = 600.0  # s that a run may take


@dataclass(frozen=True)
class Command:
    """`summarizer run` on articles with a store; the same command resumes.

    Without a `url` the built-in rules read. `keeping` may make a cassette of the store, to record or to replay;
    `before` are articles that are read first.
    """

    articles: Path
    store: Path
    output: Path
    url: str | None
    model: str = "soak"
    concurrency: int = 16
    attempt_timeout: float = 5.0
    keeping: str = "--store"
    before: tuple[Path, ...] = ()
    more: tuple[str, ...] = ()

    def words(self) -> list[str]:
        """The command, word by word."""
        options: dict[str, object] = {
            self.keeping: self.store,
            "--format": "json",
            "--output": self.output,
            "--concurrency": self.concurrency,
            "--attempt-timeout": self.attempt_timeout,
        }
        if self.url:
            options |= {"--model": self.model, "--base-url": self.url}
        given = [str(word) for pair in options.items() for word in pair]
        return [sys.executable, "-m", "summarizer", "run", *map(str, (*self.before, self.articles)), *given, *self.more]

    def report(self) -> dict[str, Any]:
        """The report that was written."""
        document: dict[str, Any] = json.loads(self.output.read_text(encoding="utf-8"))
        return document


@dataclass(frozen=True)
class Ended:
    """How a run ended; a `code` below 0 is the signal that ended it."""

    code: int
    errors: str
    seconds: float


def start(command: Command, *, blocks: int | None = None) -> "subprocess.Popen[str]":
    """The run under way; it may write no file of more than `blocks` of 512 bytes."""
    words = command.words()
    if blocks is not None:
        words = ["sh", "-c", 'ulimit -f "$0" && exec "$@"', str(blocks), *words]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def finish(command: Command, *, blocks: int | None = None) -> Ended:
    """Run to the end."""
    started = time.monotonic()
    process = start(command, blocks=blocks)
    try:
        _, errors = process.communicate(timeout=_LIMIT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    return Ended(process.returncode, errors, time.monotonic() - started)


def kill(command: Command, moment: Callable[[], bool], pause: float, by: signal.Signals = signal.SIGKILL) -> Ended:
    """Run, and send a signal `pause` seconds after the moment has come; it may end by itself before."""
    started = time.monotonic()
    process = start(command)
    while process.poll() is None and not moment():
        time.sleep(0.01)
    with suppress(subprocess.TimeoutExpired):
        process.wait(pause)
    process.send_signal(by)
    _, errors = process.communicate(timeout=_LIMIT)
    return Ended(process.returncode, errors, time.monotonic() - started)


def side_by_side(commands: Sequence[Command]) -> list[Ended]:
    """Run all at once to their ends."""
    started = time.monotonic()
    processes = [start(command) for command in commands]
    ended = []
    for process in processes:
        _, errors = process.communicate(timeout=_LIMIT)
        ended.append(Ended(process.returncode, errors, time.monotonic() - started))
    return ended
