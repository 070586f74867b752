"""A lock among processes on a folder: it leaves no file behind, and ends with its process."""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

try:
    import fcntl
except ImportError:  # not on this system
    fcntl = None  # type: ignore[assignment]

_PATIENCE: Final = 60.0  # s: what is done under the lock takes milliseconds, and a second for the largest file
_PAUSE: Final = 0.02  # s


@contextmanager
def hold_lock(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder. Raises OSError if another process holds it for a minute.

    File systems without locks, as some over a network, are not locked.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _lock(descriptor)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> None:
    until = time.monotonic() + _PATIENCE
    while fcntl is not None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > until:
                raise OSError(errno.EBUSY, "another program has had its folder locked for a minute") from error
            time.sleep(_PAUSE)
        except OSError:
            return
        else:
            return
