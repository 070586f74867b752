"""One trial: an input is used, within a limit of computing time, and ends in a result or in one line of ours."""

import contextlib
import json
import logging
import signal
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from types import FrameType
from typing import Any, Final, Literal, NamedTuple

from summarizer.errors import SummarizerError

# Seconds of computing for one input, of 60 kB at most: a hundred times what the slowest takes (`make fuzz` says which).
LIMIT: Final = 10.0
_FIRST: Final = 30  # inputs, among which there are some of each ending
_SHRINKINGS: Final = 400  # tries to make an input smaller that still fails alike


class Given(NamedTuple):
    """An input as a file: its bytes and the ending of its name."""

    data: bytes
    ending: str


@dataclass(frozen=True)
class Fault:
    """How an input failed: where, in one line that is the same for the same fault, and all of it."""

    where: str
    told: str


class Found(NamedTuple):
    """A fault of one kind: which input was the first, the smallest that fails alike, and how many did."""

    nth: int
    given: Given
    fault: Fault
    times: int


Use = Callable[[Path], None]
Ended = Literal["result", "refused"]


class TooSlowError(BaseException):
    """The limit of computing time passed."""


class BrokenPromiseError(Exception):
    """A result that must not be: an error of ours told as an internal one, a report that cannot be read back."""


@contextlib.contextmanager
def _limited(seconds: float) -> Iterator[None]:
    def end(_number: int, _frame: FrameType | None) -> None:
        raise TooSlowError(f"more than {seconds:g} s of computing")

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0.0)
        signal.signal(signal.SIGVTALRM, before)


def tried(use: Use, given: Given, folder: Path) -> Fault | Ended:
    """How the input ends. To be called in the main thread."""
    path = folder / f"given{given.ending}"
    path.write_bytes(given.data)
    try:
        with _limited(LIMIT), warnings.catch_warnings():
            warnings.simplefilter("error")
            use(path)
    except SummarizerError as error:
        said = str(error)
        if len(said.splitlines()) == 1 and said.isprintable():
            return "refused"
        return Fault(f"{type(error).__name__} that is not one line of printable words", repr(said))
    except (Exception, TooSlowError) as error:
        return Fault(_where(error), "".join(traceback.format_exception(error)[-12:]))
    return "result"


def _where(error: BaseException) -> str:
    """The kind of error, and the last line of ours that it passed through; the words of a broken promise."""
    if isinstance(error, BrokenPromiseError):
        return str(error)
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "/summarizer/" in frame.filename]
    at = f" at {ours[-1].filename.rpartition('/summarizer/')[2]}:{ours[-1].lineno}" if ours else ""
    return f"{type(error).__name__}{at if not isinstance(error, TooSlowError) else ''}"


def shrunk(given: Given, fails: Callable[[Given], bool]) -> Given:
    """A smaller input that still fails: smaller by what can be left out of its JSON, or of its bytes."""
    left = _SHRINKINGS
    smaller = True
    while smaller and left > 0:
        smaller = False
        for data in _smaller(given.data):
            left -= 1
            if left < 0:
                break
            if fails(Given(data, given.ending)):
                given, smaller = Given(data, given.ending), True
                break
    return given


def _smaller(data: bytes) -> Iterator[bytes]:
    """The same with something left out, large parts first."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        size = len(data) // 2
        while size:
            for start in range(0, len(data), size):
                yield data[:start] + data[start + size :]
            size //= 2
        return
    for less in _smaller_values(value):
        yield json.dumps(less).encode()


def _smaller_values(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        for name in value:
            yield {other: value[other] for other in value if other != name}
        for name, child in value.items():
            for less in _smaller_values(child):
                yield {**value, name: less}
    elif isinstance(value, list):
        half = len(value) // 2
        if half > 1:
            yield value[:half]
            yield value[half:]
        for nth in range(len(value)):
            yield value[:nth] + value[nth + 1 :]
        for nth, child in enumerate(value):
            for less in _smaller_values(child):
                yield [*value[:nth], less, *value[nth + 1 :]]
    elif isinstance(value, str) and len(value) > 8:
        yield value[: len(value) // 2]
        yield value[len(value) // 2 :]


@dataclass
class Tally:
    """What the trials of one kind came to: the seconds that all and the slowest took, and each fault once."""

    trials: int = 0
    refused: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    faults: dict[str, Found] = field(default_factory=dict)


def play(use: Use, givens: Iterable[Given]) -> Tally:
    """Try each input; of faults that are alike the first stands, as small as it can be made.

    The first ones are tried once before the clock runs: modules are imported then, and their tables read.
    """
    tally, givens = Tally(), iter(givens)
    ahead = list(islice(givens, _FIRST))
    logging.disable(logging.CRITICAL)  # an internal error is logged whole, and told here
    try:
        with tempfile.TemporaryDirectory() as name:
            for given in ahead:
                tried(use, given, Path(name))
            for nth, given in enumerate(chain(ahead, givens)):
                started = time.process_time()
                ended = tried(use, given, Path(name))
                took = time.process_time() - started
                tally.trials += 1
                tally.refused += ended == "refused"
                tally.seconds += took
                tally.slowest = max(tally.slowest, took)
                if isinstance(ended, Fault):
                    found = tally.faults.get(ended.where)
                    tally.faults[ended.where] = (
                        found._replace(times=found.times + 1)
                        if found
                        else Found(nth, _small(use, given, ended, Path(name)), ended, 1)
                    )
    finally:
        logging.disable(logging.NOTSET)
    return tally


def _small(use: Use, given: Given, fault: Fault, folder: Path) -> Given:
    if fault.where.startswith(TooSlowError.__name__):
        return given

    def fails(smaller: Given) -> bool:
        found = tried(use, smaller, folder)
        return isinstance(found, Fault) and found.where == fault.where

    return shrunk(given, fails)
