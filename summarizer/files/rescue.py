"""Rescue files: what was paid for and could not be kept, in a private file beside its home or in the temp folder."""

import contextlib
import glob
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path


def write_rescue(home: Path, suffix: str, data: bytes) -> Path | None:
    """Write `data` to the disk in a new file that nobody else can read; None if neither folder takes it.

    `home` is the absolute path of the file that had no room for it.
    """
    for folder, prefix in _places(home):
        with contextlib.suppress(OSError):
            return _write(folder, prefix, suffix, data)
    return None


def rescue_files(home: Path, suffix: str) -> Iterator[Path]:
    """Yield the rescue files of `home`; anybody may have put one of that name in the temporary folder."""
    for folder, prefix in _places(home):
        with contextlib.suppress(OSError):
            yield from sorted(folder.glob(f"{glob.escape(prefix)}*{suffix}"))


def read_rescue(path: Path) -> bytes:
    """Read a rescue file. Raises OSError if it is no regular file, or another user's."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with open(descriptor, "rb") as file:  # noqa: PTH123  # a descriptor
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or (hasattr(os, "getuid") and status.st_uid != os.getuid()):
            raise PermissionError("another user's file")
        return file.read()


def _places(home: Path) -> list[tuple[Path, str]]:
    """Return the folders where a rescue file of `home` may lie, each with the beginning of its name there."""
    digest = hashlib.sha256(os.fsencode(home.resolve())).hexdigest()[:16]
    return [(home.parent, f"{home.name}."), (Path(tempfile.gettempdir()), f"summarizer-{digest}.")]


def _write(folder: Path, prefix: str, suffix: str, data: bytes) -> Path:
    descriptor, name = tempfile.mkstemp(suffix, prefix, folder)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123  # a descriptor
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)
