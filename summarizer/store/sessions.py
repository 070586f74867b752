"""Sessions: one for each `Store` object of a process, with a heartbeat that shows the others that it lives."""

import contextlib
import os
import platform
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

BEAT = 3.0  # s between two beats
_STALE = 5  # beats of ours, 15 s, without one of another's: it is dead, or it might as well be


@dataclass(frozen=True)
class Session:
    """Another session, as its row says."""

    id: int
    machine: str
    pid: int
    born: int | None
    beat: int
    beat_at: float


class Sessions:
    """This session, and its view of the others.

    Another's silence is counted in beats of our own that reached the file meanwhile: no clock is compared
    with another, so that one which is set makes nobody dead, and neither does a lock, a slow disk or a sleep
    that held up both.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._machine, self._pid = pid_scope(), os.getpid()
        self._born = process_start(self._pid)
        self._beats = 0
        self._heard: dict[int, tuple[int, int]] = {}  # session → its beat, and our own when it was first seen
        self._delete_dead(connection)
        added = connection.execute(
            "INSERT INTO session (machine, pid, born, beat, beat_at) VALUES (?, ?, ?, 0, ?)",
            (self._machine, self._pid, self._born, time.time()),
        )
        self.id = int(added.lastrowid or 0)

    def beat(self, connection: sqlite3.Connection) -> None:
        """Show the others that this session lives."""
        connection.execute(
            "INSERT INTO session (id, machine, pid, born, beat, beat_at) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET beat = excluded.beat, beat_at = excluded.beat_at",
            (self.id, self._machine, self._pid, self._born, self._beats + 1, time.time()),
        )

    def confirm_beat(self) -> None:
        """Count a beat that has reached the file."""
        self._beats += 1

    def end(self, connection: sqlite3.Connection) -> None:
        """Delete this session and its leases."""
        connection.execute("DELETE FROM claim WHERE session = ?", (self.id,))
        connection.execute("DELETE FROM session WHERE id = ?", (self.id,))

    def is_silent(self, other: Session) -> bool:
        """Return whether another's lease may be taken over: its process is gone, or has had no heartbeat for 15 s."""
        if other.id == self.id:
            return False
        if self._lives(other) is False:
            return True
        beat, since = self._heard.get(other.id, (None, 0))
        if beat != other.beat:
            self._heard[other.id] = (other.beat, self._beats)
            return False
        return self._beats - since >= _STALE

    def has_died(self, other: Session) -> bool:
        """Return whether the other's process has ended, as far as is known at once: for display."""
        lives = self._lives(other)
        if lives is None:  # by the clock, and either way: a beat far in the future is from before it was set back
            return abs(time.time() - other.beat_at) > BEAT * _STALE
        return not lives

    def _lives(self, other: Session) -> bool | None:
        """Return whether the other's process runs; None if that cannot be known from here."""
        if other.machine != self._machine or os.name != "posix":  # elsewhere, signal 0 is no question
            return None
        try:
            os.kill(other.pid, 0)
        except ProcessLookupError:
            return False
        except (OSError, OverflowError):
            pass  # it is another user's
        started = process_start(other.pid)
        if started is None or other.born is None:
            return None
        return started == other.born

    def _delete_dead(self, connection: sqlite3.Connection) -> None:
        """Delete the sessions whose process is gone for certain, and their leases."""
        for row in connection.execute(f"SELECT {COLUMNS} FROM session").fetchall():
            if self._lives(Session(*row)) is False:
                connection.execute("DELETE FROM claim WHERE session = ?", row[:1])
                connection.execute("DELETE FROM session WHERE id = ?", row[:1])


COLUMNS = "session.id, session.machine, session.pid, session.born, session.beat, session.beat_at"


def pid_scope() -> str:
    """Name the scope in which a process id means something: this boot of this machine, in this container."""
    with contextlib.suppress(OSError):
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot} {os.readlink('/proc/self/ns/pid')}"  # noqa: PTH115  # the link leads to no path
    return platform.node()


def process_start(pid: int) -> int | None:
    """Return the process's start in ticks; 0 if it has ended and waits for its parent; None if it cannot be known."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_bytes()
        state, *rest = stat.rpartition(b")")[2].split()  # the name before it may hold anything
        return 0 if state in (b"Z", b"X") else int(rest[18])
    except (OSError, ValueError, IndexError):
        return None
