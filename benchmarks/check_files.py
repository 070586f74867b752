"""`summarizer check FILE --format incidents` on made-up records, beside an earlier commit in the same run.

`python -m benchmarks.check_files --sizes 1000000` prints wall, CPU of all processes, and their peak of memory together.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.eventfiles import write_jsonl
from benchmarks.linking.tables import markdown

ROOT: Final = Path(__file__).parents[1]
BASELINE: Final = "30d5418"  # the last commit before reading and checking used all cores
SIZES: Final = (20, 100_000, 1_000_000)
SEED: Final = 1
HEADINGS: Final = ("records", "code", "wall, s", "CPU, s", "CPU a record, µs", "peak, MB", "output")
_EVERY: Final = 0.1  # seconds between two looks at the memory
_SHOWN: Final = 160  # characters of a message
_PAGE: Final = resource.getpagesize()


@dataclass(frozen=True)
class Cost:
    """What a call took: seconds, seconds of all cores, MB of all its processes together; and a digest of its output."""

    wall: float
    cpu: float
    peak: float
    output: str


def main(arguments: Sequence[str] | None = None) -> None:
    """How long records take to be linked, checked and written, today and before."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.check_files", description=main.__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="of records: 20 100000 1000000 by default")
    parser.add_argument("--baseline", default=BASELINE, help=f"a commit to measure beside, by default {BASELINE}")
    parser.add_argument("--alone", action="store_true", help="measure no baseline")
    given = parser.parse_args(arguments)
    with (
        TemporaryDirectory(prefix="check-files-") as folder,
        _worktree(given.baseline, Path(folder) / "tree") as before,
    ):
        codes = {"today": ROOT} if given.alone else {given.baseline: before, "today": ROOT}
        rows = [row for size in given.sizes for row in _measure(size, codes, Path(folder))]
    print(markdown(HEADINGS, rows))


def _measure(size: int, codes: dict[str, Path], folder: Path) -> Iterator[list[str]]:
    records = folder / "records.jsonl"
    write_jsonl(records, size, SEED)
    first = ""
    for code, root in codes.items():
        cost = check(root, records, folder / "checked.jsonl")
        if isinstance(cost, str):
            yield [f"{size:,}", code, *["–"] * 4, cost]
            continue
        first = first or cost.output
        same = "the same, byte for byte" if cost.output == first else "other lines"
        costs = (f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{cost.cpu / size * 1e6:.0f}", f"{cost.peak:.0f}")
        yield [f"{size:,}", code, *costs, same]


def check(root: Path, records: Path, output: Path) -> Cost | str:
    """Check a file of records by the code in a folder; return why it failed, if it did."""
    command = [
        sys.executable,
        "-m",
        "summarizer",
        "check",
        str(records),
        "--format",
        "incidents",
        "-q",
        "-o",
        str(output),
    ]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True)
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(map(_resident, _family(process.pid))))
        time.sleep(_EVERY)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = process.communicate()[1].strip()
    if process.returncode:
        return f"fails: {said.splitlines()[-1][:_SHOWN]}" if said else f"fails: exit code {process.returncode}"
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    with output.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    output.unlink()
    return Cost(wall, cpu, peak / 2**20, digest)


def _family(pid: int) -> Iterator[int]:
    """A process and its descendants."""
    yield pid
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(child) for child in path.read_text(encoding="ascii").split()]
        except OSError:  # it has ended
            continue
        for child in children:
            yield from _family(child)


def _resident(pid: int) -> int:
    """The resident memory of a process in bytes; 0 where there is no `/proc`."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    except OSError:
        return 0


@contextmanager
def _worktree(commit: str, folder: Path) -> Iterator[Path]:
    """The code of a commit, in a folder of its own."""
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(folder), commit], check=True)
    try:
        yield folder
    finally:
        subprocess.run([*git, "remove", "--force", str(folder)], check=True)


if __name__ == "__main__":
    main()
