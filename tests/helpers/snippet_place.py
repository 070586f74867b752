"""Where a document's snippets run: a folder with articles, a shell, a Python, a loopback endpoint, and no network."""

import contextlib
import json
import os
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from .endpoint import endpoint
from .snippet_model import answered

_ROOT: Final = Path(__file__).parents[2]
_WORKER: Final = Path(__file__).with_name("snippet_worker.py")
_SECONDS: Final = 180  # on a machine that is busy

# As of an installed script: the working folder is not on its path.
_COMMAND: Final = f"""#!{sys.executable}
import sys
from summarizer.cli import main
sys.exit(main())
"""

# What every Python that a snippet starts runs first: only loopback is reached.
_GUARD: Final = """
import sys

def loopback_only(event, arguments):
    if event == "socket.connect" and isinstance(arguments[1], tuple) and arguments[1][0] not in LOCAL:
        raise OSError(f"no network in snippets: {arguments[1]}")
    if event == "socket.getaddrinfo" and arguments[0] not in LOCAL:
        raise OSError(f"no network in snippets: {arguments[0]}")

LOCAL = ("127.0.0.1", "::1", "localhost", None, "")
sys.addaudithook(loopback_only)
"""

# The prices that a vendor's endpoint has; the documents' own settings files come before it.
_SETTINGS: Final = 'prices = "prices.toml"\n'
_PRICES: Final = "[[list]]\n[list.models]\n" + "".join(
    f'"{model}" = {{ input = 0.4, output = 1.6 }}\n' for model in ("gpt-4.1-mini", "gpt-4.1")
)

ARTICLES: Final = {
    "gazette.txt": """---
source: Harbour Gazette
title: Fire at Kisumu market kills four
published: 2024-03-05
---
A fire at the central market in Kisumu, Kenya, killed four people on Monday, police said. About 20 people were injured.
""",
    "wire.txt": """---
source: Meridian Wire
title: Market fire in western Kenya
published: 2024-03-05
---
Seven people were killed on Monday when a fire swept through a market in Kisumu, Kenya, the county government said.
""",
}


@dataclass(frozen=True)
class Ran:
    """What a block printed, standard error included, in the order in which it came; and its exit code."""

    output: str
    code: int


class Place:
    """One document's folder, and what runs in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "work"
        self._bin = self._folder / ".venv/bin"
        self._outside = folder
        self._worker: subprocess.Popen[str] | None = None
        self._stack = contextlib.ExitStack()
        self._environment: dict[str, str] = {}

    def __enter__(self) -> Self:
        self._furnish()
        url = self._stack.enter_context(endpoint(answered)).url
        kept = {name: value for name, value in os.environ.items() if name in ("LANG", "LC_ALL", "TMPDIR", "JAVA_HOME")}
        self._environment = kept | {
            "HOME": str(self._outside / "home"),
            "PATH": f"{self._bin}:{os.environ['PATH']}",
            "PYTHONPATH": f"{self._outside / 'guard'}:{_ROOT}",
            "PYTHONUNBUFFERED": "1",  # standard output and error in the order in which they were written
            "PYTHONDONTWRITEBYTECODE": "1",
            "OPENAI_BASE_URL": url,
            "OPENAI_API_KEY": "a-key-for-loopback",
        }
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._worker:
            self._worker.communicate()
        self._stack.close()

    def _furnish(self) -> None:
        """As after `make demo`: the sample articles, the recorded replies, the command; and two articles that disagree."""
        for name in ("seeds", "cassettes"):
            shutil.copytree(_ROOT / name, self._folder / name)
        for name in ("Makefile", "constraints.txt"):
            shutil.copy(_ROOT / name, self._folder / name)
        self.save("pyproject.toml", "")
        for name, text in ARTICLES.items():
            self.save(f"articles/{name}", text)
        self.save(".venv/bin/activate", "")
        for name, text in (("summarizer", _COMMAND), ("python", f'#!/bin/sh\nexec {sys.executable} "$@"\n')):
            self.save(f".venv/bin/{name}", text)
            (self._bin / name).chmod(stat.S_IRWXU)
        (self._folder / ".venv/demo").touch()  # last: newer than what it is made from
        for name, text in (
            ("guard/sitecustomize.py", _GUARD),
            ("summarizer.toml", _SETTINGS),
            ("prices.toml", _PRICES),
        ):
            path = self._outside / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        (self._outside / "home").mkdir()

    def save(self, name: str, text: str) -> None:
        """Write a file of the document."""
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def shell(self, script: str) -> Ran:
        """Run a `sh` block."""
        ran = subprocess.run(
            ["bash", "-e", "-c", script],  # noqa: S607  # whatever bash there is
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            timeout=_SECONDS,
            check=False,
        )
        return Ran(ran.stdout, ran.returncode)

    def python(self, source: str, path: Path, line: int) -> Ran:
        """Run a `python` block in the namespace of those before it; `line` is that of its first line in the document."""
        if self._worker is None:
            self._worker = subprocess.Popen(
                [sys.executable, str(_WORKER)],
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        assert self._worker.stdin
        assert self._worker.stdout
        self._worker.stdin.write(json.dumps([source, str(path), line]) + "\n")
        self._worker.stdin.flush()
        answer = self._worker.stdout.readline()
        return Ran(*json.loads(answer)) if answer else Ran("the process ended", 1)
