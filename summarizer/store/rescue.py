"""Rescued replies: those that the store could not write are saved in a file beside it, and read in by the next run."""

import base64
import contextlib
import glob
import hashlib
import json
import logging
import os
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from ..llm.replies import Reply
from .connections import transaction
from .failures import BUSY, primary_code
from .rows import reply_to_row

_ENDING: Final = ".rescued.jsonl"
Keep = Callable[[sqlite3.Connection, Sequence[Any]], None]
_log = logging.getLogger(__name__)


class Rescued:
    """The replies of this process that are nowhere but in its memory. They answer as kept ones do."""

    def __init__(self, path: Path) -> None:
        self._path = path.absolute()  # the folder that we are in may change
        self._rows: dict[str, tuple[Any, ...]] = {}

    def hold(self, key: str, reply: Reply) -> None:
        """Hold the first reply to this key."""
        self._rows.setdefault(key, reply_to_row(key, reply))

    def body(self, key: str) -> bytes | None:
        """Return the body of the reply to this key, if it is held."""
        row = self._rows.get(key)
        return row[1] if row else None

    def save(self) -> None:
        """Write what is held to a file beside the store or, failing that, in the temporary folder; and say where."""
        if not self._rows:
            return
        which = f"replies that were paid for and could not be kept ({len(self._rows)})"
        for folder, start in _candidate_folders(self._path):
            with contextlib.suppress(OSError):
                file = _write(folder, start, self._rows.values())
                _log.warning("%s are in %s, and the next run takes them in", which, file)
                return
        _log.error("%s are lost: expected room for them beside the file, or in TMPDIR, found none", which)


def take_in(connection: sqlite3.Connection, path: Path, keep: Keep) -> None:
    """Keep what earlier processes rescued, and remove their files. What cannot be kept or read stays where it is."""
    for file in _list_files(path.absolute()):
        try:
            with transaction(connection):  # whoever comes second finds no file
                for row in _read(file):
                    keep(connection, row)
            file.unlink()
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            _log.warning("%s: expected rescued replies, got: %s: look at it, or remove it", file, error)
        except sqlite3.Error as error:
            if primary_code(error) in BUSY:
                raise
            _log.warning("%s: expected to take these replies in, got: %s: they stay there", file, error)


def _candidate_folders(path: Path) -> list[tuple[Path, str]]:
    """Return the folders where a file of this store may lie, each with the start of its name there."""
    digest = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:16]
    return [(path.parent, f"{path.name}."), (Path(tempfile.gettempdir()), f"summarizer-{digest}.")]


def _write(folder: Path, start: str, rows: Iterable[Sequence[Any]]) -> Path:
    """Write a new file of these rows, durably, that nobody else can read. Raises OSError, and then leaves none."""
    descriptor, name = tempfile.mkstemp(_ENDING, start, folder)
    try:
        with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123  # a descriptor
            for key, body, *others in rows:
                json.dump([key, base64.b64encode(body).decode(), *others], file)
                file.write("\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _list_files(path: Path) -> Iterator[Path]:
    for folder, start in _candidate_folders(path):
        with contextlib.suppress(OSError):
            yield from sorted(folder.glob(f"{glob.escape(start)}*{_ENDING}"))


def _read(path: Path) -> list[tuple[Any, ...]]:
    """Read the rows of such a file. Raises ValueError if it is another user's, as one in a temporary folder may be."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    with open(descriptor, encoding="utf-8") as file:  # noqa: PTH123  # a descriptor
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or (hasattr(os, "getuid") and status.st_uid != os.getuid()):
            raise ValueError("another user's file")
        return [_parse_row(json.loads(line)) for line in file]


def _parse_row(fields: Any) -> tuple[Any, ...]:
    kinds: tuple[type | tuple[type, ...], ...] = (str, str, str, str, str, (int, float), str)
    if not isinstance(fields, list) or len(fields) != len(kinds):
        raise ValueError("a line that is no reply")
    if not all(isinstance(value, kind) for value, kind in zip(fields, kinds, strict=True)):
        raise ValueError("a reply of another form")
    key, body, *others = fields
    return (key, base64.b64decode(body, validate=True), *others)
