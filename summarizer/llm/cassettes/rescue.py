"""Replies for which a cassette had no room: kept in a cassette of their own, which the next recording takes in."""

import contextlib
import glob
import hashlib
import logging
import os
import stat
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from ...errors import UsageError
from .file import cassette_of
from .layout import Interaction, whole

_ENDING: Final = ".rescued.yaml"
_log = logging.getLogger(__name__)


def save(name: Path, path: Path, interactions: Sequence[Interaction]) -> None:
    """Write them to a file beside the cassette or, failing that, in the temporary folder; and say where."""
    if not interactions:
        return
    told = f"{name}: replies that were paid for and could not be kept ({len(interactions)})"
    data = whole({"version": 1, "interactions": list(interactions)})
    for folder, start in _places(path):
        with contextlib.suppress(OSError):
            file = _written(folder, start, data)
            _log.warning("%s are in %s, and the next recording into it takes them in", told, file)
            return
    _log.error("%s are lost: expected room for them beside the file, or in TMPDIR, found none", told)


def found(path: Path) -> Iterator[tuple[Path, list[Interaction]]]:
    """The files of this cassette that there are, with what they hold; of one that cannot be read, a warning."""
    for folder, start in _places(path):
        for file in sorted(folder.glob(f"{glob.escape(start)}*{_ENDING}")):
            try:
                yield file, cassette_of(_own(file), file)["interactions"]
            except (OSError, UsageError) as error:
                _log.warning("%s: expected rescued replies, got: %s: look at it, or remove it", file, error)


def _places(path: Path) -> list[tuple[Path, str]]:
    """The folders where a file of this cassette may lie, each with how its name begins there."""
    digest = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    return [(path.parent, f"{path.name}."), (Path(tempfile.gettempdir()), f"summarizer-{digest}.")]


def _written(folder: Path, start: str, data: bytes) -> Path:
    """A new file, on the disk, that nobody else can read. Raises OSError, and then leaves none."""
    descriptor, name = tempfile.mkstemp(_ENDING, start, folder)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123  # a descriptor
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _own(path: Path) -> bytes:
    """The bytes of one's own file: anybody may put one in a temporary folder. Raises OSError for another's."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with open(descriptor, "rb") as file:  # noqa: PTH123  # a descriptor
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or (hasattr(os, "getuid") and status.st_uid != os.getuid()):
            raise PermissionError("another user's file")
        return file.read()
