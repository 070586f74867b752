"""The file of a cassette during a recording: each reply is fsynced before it is used, whatever ends the process then.

Replies are appended under a lock, so that several processes can record into one file; at the end of a recording the
file is rewritten beside itself, and renamed.
"""

import contextlib
import hashlib
import json
import logging
import os
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from ...errors import StoreError, UsageError
from ...files.locks import hold_lock
from ...files.rescue import read_rescue, rescue_files, write_rescue
from ...files.text import sync_folder
from .file import LARGEST, SIZE, measure, parse_addition, parse_cassette, read_bytes
from .layout import Interaction, dump_addition, dump_cassette, is_extended, takes_additions

_log = logging.getLogger(__name__)
_MODE: Final = 0o666  # less the process's mask
_RESCUED: Final = ".rescued.yaml"


class _Seen(NamedTuple):
    """The identity and size of the file when it was last read."""

    device: int
    inode: int
    size: int
    changed: int


class Recorder:
    """Appends replies to the file of a cassette. `about` is the header of a new one.

    `trouble` is the error of the last reply that could not be kept, until it is.

    Raises UsageError, before anything is paid for, if the file is no cassette or its folder cannot be written.
    """

    def __init__(self, path: Path, about: dict[str, str]) -> None:
        self._name = path
        self._path = Path(os.path.realpath(path))  # a link stays one
        self._head: dict[str, Any] = {"version": 1, "about": about}
        self._there: list[Interaction] = []
        self._digests: set[str] = set()  # of those that are there
        self._length = 0  # characters of those that are there, with what aliases repeat
        self._seen: _Seen | None = None
        self._ends_open = False  # the file's text can be added to
        self._shared = False  # others write, too
        self._held: list[Interaction] = []
        self._news: list[Interaction] = []
        self.trouble: StoreError | None = None
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with hold_lock(self._path.parent):
                self._refresh()
                self._expect_place()
                self._take_in()
        except OSError as error:
            raise UsageError(f"{path}: expected a place to record to, got: {error.strerror}: name another") from error
        self.loaded = tuple(self._there)
        self._news, self._shared = [], False

    @property
    def model(self) -> str | None:
        """The model that the header names."""
        return (self._head.get("about") or {}).get("model")

    def add(self, interaction: Interaction) -> None:
        """Append and fsync an interaction; one that cannot be written is held until there is room, see `trouble`."""
        self._held.append(interaction)
        self._keep()

    def news(self) -> Sequence[Interaction]:
        """Return the interactions that other processes have added since the last call."""
        try:
            if self._seen != self._stat():
                with hold_lock(self._path.parent):
                    self._refresh()
        except (OSError, UsageError) as error:
            self.trouble = self._explained(error)
        news, self._news = self._news, []
        return news

    def finish(self, used: Iterable[Interaction], drop: Iterable[Interaction], about: dict[str, str] | None) -> None:
        """Rewrite the file: with the interactions that were used, even if another process has dropped them meanwhile.

        `drop` is left out unless another process has written since; `about` is the new header, None for the old one.
        Interactions that could not be kept go to a rescue file. Never raises.
        """
        if self._held:
            self._keep()
        try:
            with hold_lock(self._path.parent):
                self._refresh()
                self._write_anew(used, drop, about)
        except (OSError, UsageError) as error:  # what was added is in the file as it is
            _log.info("%s: not written anew: %s", self._name, error)
        if self._held:
            self._rescue()

    def _rescue(self) -> None:
        """Write what could not be kept to a file of its own, and log which."""
        lost = f"{self._name}: replies that were paid for and could not be kept ({len(self._held)})"
        if file := write_rescue(self._path, _RESCUED, dump_cassette({"version": 1, "interactions": self._held})):
            _log.warning("%s are in %s, and the next recording into it takes them in", lost, file)
        else:
            _log.error("%s are lost: expected room for them beside the file, or in TMPDIR, found none", lost)

    def _write_anew(
        self, used: Iterable[Interaction], drop: Iterable[Interaction], about: dict[str, str] | None
    ) -> None:
        missing = [interaction for interaction in used if _digest(interaction) not in self._digests]
        dropped = set() if self._shared else {_digest(interaction) for interaction in drop}
        head = {**self._head, "about": {**(self._head.get("about") or {}), **about}} if about else self._head
        if not (self._there or missing):
            return
        if missing or dropped or head != self._head or is_extended(read_bytes(self._path)):
            self._head = head
            self._replace([interaction for interaction in self._there if _digest(interaction) not in dropped] + missing)

    def _keep(self) -> None:
        """Write the interactions that are held."""
        try:
            with hold_lock(self._path.parent):
                self._refresh()
                self._write()
        except (OSError, UsageError) as error:
            self.trouble = self._explained(error)
        else:
            self.trouble = None

    def _explained(self, error: OSError | UsageError) -> StoreError:
        reason = f"{error.strerror}: make room there" if isinstance(error, OSError) else str(error)
        return StoreError(
            f"{self._name}: expected to keep a reply in the cassette, got: {reason}, then run again: "
            "what came before is kept"
        )

    def _full(self) -> UsageError:
        return UsageError(
            f"{self._name}: expected a cassette of at most {SIZE >> 20} MiB, got one that is full: "
            "record the other articles into another"
        )

    def _write(self) -> None:
        added = b"".join(map(dump_addition, self._held))
        if self._length + len(added) > LARGEST:
            raise self._full()
        if self._ends_open and self._seen and self._seen.size + len(added) <= SIZE:
            self._append(added)
            self._more_there(self._held)
        else:
            self._replace([*self._there, *self._held])
        self._held = []

    def _append(self, data: bytes) -> None:
        """Append and fsync; on failure, leave the file as it was. Raises OSError."""
        descriptor = os.open(self._path, os.O_WRONLY)
        try:
            end = os.fstat(descriptor).st_size
            try:
                os.lseek(descriptor, end, os.SEEK_SET)
                _write_all(descriptor, data)
                os.fsync(descriptor)
            except OSError:
                os.ftruncate(descriptor, end)
                raise
            self._seen = _seen(os.fstat(descriptor))
        finally:
            os.close(descriptor)

    def _replace(self, interactions: list[Interaction]) -> None:
        """Rewrite the file atomically, and fsync. Raises OSError, UsageError."""
        data = dump_cassette({**self._head, "interactions": interactions})
        if len(data) > SIZE // 2 and len(data) > (self._seen.size if self._seen else 0):
            raise self._full()
        descriptor = self._beside()
        try:
            _write_all(descriptor, data)
            os.fsync(descriptor)
            self._part.replace(self._path)
            self._seen = _seen(os.fstat(descriptor))
        except OSError:
            self._part.unlink(missing_ok=True)
            raise
        finally:
            os.close(descriptor)
        sync_folder(self._path.parent)
        self._hold_as_there(interactions)
        self._ends_open = bool(interactions)

    def _hold_as_there(self, interactions: list[Interaction]) -> None:
        self._there, self._digests, self._length = [], set(), 0
        self._more_there(interactions)

    def _more_there(self, interactions: Iterable[Interaction]) -> None:
        for interaction in interactions:
            self._there.append(interaction)
            self._digests.add(_digest(interaction))
            self._length += measure(interaction)

    @property
    def _part(self) -> Path:
        return self._path.with_name(f".{self._path.name}.new")

    def _beside(self) -> int:
        """Create a new file beside the cassette, with its mode and owner. Raises OSError."""
        self._part.unlink(missing_ok=True)
        descriptor = os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
        with contextlib.suppress(OSError):  # an owner that one may not set, no cassette yet
            was = self._path.stat()
            self._part.chmod(stat.S_IMODE(was.st_mode))
            os.chown(descriptor, was.st_uid, was.st_gid)  # which may take bits of the mode away
            self._part.chmod(stat.S_IMODE(was.st_mode))
        return descriptor

    def _expect_place(self) -> None:
        """Raises OSError if a reply could not be written."""
        if self._seen:
            os.close(os.open(self._path, os.O_WRONLY | os.O_APPEND))
        if not self._ends_open:
            os.close(self._beside())
            self._part.unlink()

    def _take_in(self) -> None:
        """Write what an earlier process rescued, and remove its files; one that cannot be read stays where it is."""
        for file in rescue_files(self._path, _RESCUED):
            try:
                interactions = parse_cassette(read_rescue(file), file)["interactions"]
            except (OSError, UsageError) as error:
                _log.warning("%s: expected rescued replies, got: %s: look at it, or remove it", file, error)
                continue
            self._held = [item for item in interactions if _digest(item) not in self._digests]
            if self._held:
                self._write()
            file.unlink()

    def _stat(self) -> _Seen | None:
        try:
            return _seen(self._path.stat())
        except FileNotFoundError:
            return None

    def _refresh(self) -> None:
        """Read what other processes have written. Raises UsageError if that is no cassette."""
        now = self._stat()
        if now == self._seen:
            return
        self._shared = True
        if now is None:  # taken away
            self._seen, self._ends_open = None, False
            self._hold_as_there([])
            return
        data = read_bytes(self._path)
        if not self._read_additions(now, data):
            content = parse_cassette(data, self._name)
            there = content.pop("interactions")
            self._note(there)
            self._hold_as_there(there)
            self._head, self._ends_open = content, takes_additions(data)
        self._seen = now

    def _read_additions(self, now: _Seen, data: bytes) -> bool:
        """Read what others appended; return False if they did anything else to the file."""
        was = self._seen
        if not (was and self._ends_open and now[:2] == was[:2] and was.size < now.size == len(data)):
            return False
        try:
            added = parse_addition(data[was.size :], self._name)
        except UsageError:  # cut off
            return False
        self._note(added)
        self._more_there(added)
        return True

    def _note(self, interactions: list[Interaction]) -> None:
        self._news += [item for item in interactions if _digest(item) not in self._digests]


def _digest(interaction: Interaction) -> str:
    return hashlib.sha256(json.dumps(interaction, sort_keys=True).encode()).hexdigest()


def _seen(status: os.stat_result) -> _Seen:
    return _Seen(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
