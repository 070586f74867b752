"""A contender in a process of its own, so that its peak of memory is its own."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_A_MEGABYTE: Final = 2**20 if sys.platform == "darwin" else 2**10  # of what getrusage counts in: bytes there, KB here
_ENDING: Final = ".labels"


@dataclass
class Phases:
    """Seconds of each phase, and of all phases on all cores; the peak of resident memory in MB up to the last's end.

    `accusing` counts the findings that accuse, `mixed` those of them whose figures are of several true incidents.
    """

    seconds: dict[str, float] = field(default_factory=dict)
    cpu: float = 0.0
    peak: float = 0.0
    accusing: int = 0
    mixed: int = 0

    @contextmanager
    def timed(self, phase: str) -> Iterator[None]:
        """Time what is done inside."""
        started, worked = time.perf_counter(), time.process_time()
        yield
        self.seconds[phase] = time.perf_counter() - started
        self.cpu += time.process_time() - worked
        self.peak = _peak()


def _peak() -> float:
    """The peak of resident memory in MB: of this program where Linux says, for getrusage counts its parent's too."""
    status = Path("/proc/self/status")
    if status.is_file():
        lines = dict(line.split(":", 1) for line in status.read_text(encoding="ascii").splitlines())
        return int(lines["VmHWM"].split()[0]) / 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _A_MEGABYTE


@dataclass(frozen=True)
class Outcome:
    """What a contender took, and the label of each record under each of its ways; or why it failed."""

    seconds: dict[str, float] = field(default_factory=dict)
    cpu: float = 0.0
    peak: float = 0.0
    accusing: int = 0
    mixed: int = 0
    labels: dict[str, array[int]] = field(default_factory=dict)
    failure: str = ""

    @property
    def wall(self) -> float:
        """Seconds in all."""
        return sum(self.seconds.values())


def contend(module: str, records: Path, folder: Path, *options: str, limit: float) -> Outcome:
    """Run `benchmarks.linking.{module}` on a file of records, for so many seconds at most."""
    folder.mkdir()
    command = [sys.executable, "-m", f"{__package__}.{module}", str(records), str(folder), *options]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return Outcome(failure=f"not done after {limit:.0f} s")
    if done.returncode:
        return Outcome(failure=(done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1])
    told = json.loads((folder / "phases.json").read_text(encoding="utf-8"))
    return Outcome(**told, labels={path.stem: _read(path) for path in folder.glob(f"*{_ENDING}")})


def hand_in(folder: Path, phases: Phases, labels: dict[str, array[int]]) -> None:
    """Write what `contend` reads."""
    for way, found in labels.items():
        with (folder / f"{way}{_ENDING}").open("wb") as file:
            found.tofile(file)
    (folder / "phases.json").write_text(json.dumps(vars(phases)), encoding="utf-8")


def _read(path: Path) -> array[int]:
    found = array("q")
    found.frombytes(path.read_bytes())
    return found
