"""Rescued replies: those that the store could not write are saved in a file beside it, and read in by the next run."""

import base64
import json
import logging
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from ..files.rescue import read_rescue, rescue_files, write_rescue
from ..llm.replies import CachedReply
from .connections import transaction
from .failures import BUSY, primary_code
from .rows import reply_to_row

_RESCUED: Final = ".rescued.jsonl"
Keep = Callable[[sqlite3.Connection, Sequence[Any]], None]
_log = logging.getLogger(__name__)


class Rescued:
    """The replies of this process that are nowhere but in its memory. They answer as kept ones do."""

    def __init__(self, path: Path) -> None:
        self._path = path.absolute()  # the folder that we are in may change
        self._rows: dict[str, tuple[Any, ...]] = {}

    def hold(self, key: str, reply: CachedReply) -> None:
        """Hold the first reply to this key."""
        self._rows.setdefault(key, reply_to_row(key, reply))

    def body(self, key: str) -> bytes | None:
        """Return the body of the reply to this key, if it is held."""
        row = self._rows.get(key)
        return row[1] if row else None

    def save(self) -> None:
        """Write what is held to a file beside the store or, failing that, in the temporary folder, and log which."""
        if not self._rows:
            return
        lost = f"replies that were paid for and could not be kept ({len(self._rows)})"
        if file := write_rescue(self._path, _RESCUED, _encode_lines(self._rows.values())):
            _log.warning("%s are in %s, and the next run takes them in", lost, file)
        else:
            _log.error("%s are lost: expected room for them beside the file, or in TMPDIR, found none", lost)


def take_in(connection: sqlite3.Connection, path: Path, keep: Keep) -> None:
    """Keep what earlier processes rescued, and remove their files. What cannot be kept or read stays where it is."""
    for file in rescue_files(path.absolute(), _RESCUED):
        try:
            with transaction(connection):  # whoever comes second finds no file
                for row in map(_parse_row, map(json.loads, read_rescue(file).splitlines())):
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


def _encode_lines(rows: Iterable[Sequence[Any]]) -> bytes:
    """Write rows as lines of JSON."""
    encoded = ([key, base64.b64encode(body).decode(), *rest] for key, body, *rest in rows)
    return "".join(f"{json.dumps(row)}\n" for row in encoded).encode()


def _parse_row(cells: Any) -> tuple[Any, ...]:
    kinds: tuple[type | tuple[type, ...], ...] = (str, str, str, str, str, (int, float), str)
    if not isinstance(cells, list) or len(cells) != len(kinds):
        raise ValueError("a line that is no reply")
    if not all(isinstance(value, kind) for value, kind in zip(cells, kinds, strict=True)):
        raise ValueError("a reply of another form")
    key, body, *others = cells
    return (key, base64.b64decode(body, validate=True), *others)
