"""Folders that run out of room, and folders that may not be written."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Callable[[], None] | None]:
    """A disk of this size at `folder`, and what makes it large; None where this user may mount none."""
    folder.mkdir()
    if not _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)):
        yield None
        return
    try:
        yield lambda: _remount(folder, "size=1g")
    finally:
        _unmount(folder)


@contextmanager
def guarded_folder(folder: Path) -> Iterator[Callable[[bool], None] | None]:
    """A folder, and what says whether it may be written; None where nothing keeps this user from it.

    Permissions do not keep root from writing: for root it is a disk that is mounted again.
    """
    folder.mkdir()
    if os.geteuid() != 0:
        yield lambda allowed: _permit(folder, allowed)
        _permit(folder, True)
    elif _mount("-t", "tmpfs", "tmpfs", str(folder)):
        try:
            yield lambda allowed: _remount(folder, "rw" if allowed else "ro")
        finally:
            _unmount(folder)
    else:
        yield None


def _permit(folder: Path, allowed: bool) -> None:
    for path in folder.iterdir():
        path.chmod(0o600 if allowed else 0o400)
    folder.chmod(0o700 if allowed else 0o500)


def _mount(*options: str) -> bool:
    try:
        return subprocess.run(["mount", *options], check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def _remount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)


def _unmount(folder: Path) -> None:
    subprocess.run(["umount", str(folder)], check=True)
