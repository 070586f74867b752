"""The command line, called in this process: what a process would cost in time is spent where a process is what is tested."""

import io
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from summarizer.cli import main

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, and what it wrote; the names are those of `subprocess.CompletedProcess`."""

    returncode: int
    stdout: str
    stderr: str


def call(*arguments: str, stdin: str = "", folder: Path = ROOT, **environment: str) -> Ended:
    """Call the command line from the repository's root, or from `folder`, with these variables added."""
    given, out, err = (
        io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", newline="") for data in (stdin.encode(), b"", b"")
    )
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(folder)
        patch.setattr("sys.stdin", given)
        for name, value in environment.items():
            patch.setenv(name, value)
        code = _exit_code(arguments)
    return Ended(code, *(_written(stream) for stream in (out, err)))


def _exit_code(arguments: tuple[str, ...]) -> int:
    try:
        return main(arguments)
    except SystemExit as end:  # argparse's way of ending
        return end.code if isinstance(end.code, int) else int(end.code is not None)


def _written(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()
