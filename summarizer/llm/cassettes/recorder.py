"""A cassette that is being recorded: each reply is on the disk before it is used, whatever ends the process then.

A reply is added at the end of the file, under a lock, so that several processes can record into one; at the end of a
recording the file is written anew as a whole, beside itself, and renamed.
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
from ...files.locks import locked
from ...files.rescue import read_rescue, rescue_files, write_rescue
from ...files.text import sync_folder
from .file import LARGEST, SIZE, cassette_bytes, cassette_of, interactions_of, size_of
from .layout import Interaction, addition, is_extended, takes_additions, whole

_log = logging.getLogger(__name__)
_MODE: Final = 0o666  # less the process's mask
_RESCUED: Final = ".rescued.yaml"


class _Seen(NamedTuple):
    """Which file was seen, and as far as which byte."""

    device: int
    inode: int
    size: int
    changed: int


class Recorder:
    """One process's hold on the file of a cassette. `about` is for the header of a new one.

    `trouble` is why the last reply could not be kept, until it is.

    Raises UsageError if the file is no cassette, or its place cannot be written: before anything is paid for.
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
            with locked(self._path.parent):
                self._look()
                self._expect_place()
                self._take_in()
        except OSError as error:
            raise UsageError(f"{path}: expected a place to record to, got: {error.strerror}: name another") from error
        self.loaded = tuple(self._there)
        self._news, self._shared = [], False

    @property
    def model(self) -> str | None:
        """The model that the file's header names."""
        return (self._head.get("about") or {}).get("model")

    def add(self, interaction: Interaction) -> None:
        """Keep it, on the disk when this returns; else it is held until there is room, and `trouble` says why."""
        self._held.append(interaction)
        self._keep()

    def news(self) -> Sequence[Interaction]:
        """What other processes have added since the last time this was asked."""
        try:
            if self._seen != self._stat():
                with locked(self._path.parent):
                    self._look()
        except (OSError, UsageError) as error:
            self.trouble = self._explained(error)
        news, self._news = self._news, []
        return news

    def finish(self, used: Iterable[Interaction], drop: Iterable[Interaction], about: dict[str, str] | None) -> None:
        """Write the file as a whole: with what was used, also if another has dropped it meanwhile.

        `drop`, if nobody else has written since, is left out; `about` is for the header, None for the old one. What
        could not be kept goes to a file of its own. Never raises.
        """
        if self._held:
            self._keep()
        try:
            with locked(self._path.parent):
                self._look()
                self._write_anew(used, drop, about)
        except (OSError, UsageError) as error:  # what was added is in the file as it is
            _log.info("%s: not written anew: %s", self._name, error)
        if self._held:
            self._rescue()

    def _rescue(self) -> None:
        """Write what could not be kept to a file of its own, and log which."""
        lost = f"{self._name}: replies that were paid for and could not be kept ({len(self._held)})"
        if file := write_rescue(self._path, _RESCUED, whole({"version": 1, "interactions": self._held})):
            _log.warning("%s are in %s, and the next recording into it takes them in", lost, file)
        else:
            _log.error("%s are lost: expected room for them beside the file, or in TMPDIR, found none", lost)

    def _write_anew(
        self, used: Iterable[Interaction], drop: Iterable[Interaction], about: dict[str, str] | None
    ) -> None:
        missing = [each for each in used if _digest(each) not in self._digests]
        dropped = set() if self._shared else {_digest(each) for each in drop}
        head = {**self._head, "about": {**(self._head.get("about") or {}), **about}} if about else self._head
        if not (self._there or missing):
            return
        if missing or dropped or head != self._head or is_extended(cassette_bytes(self._path)):
            self._head = head
            self._replace([each for each in self._there if _digest(each) not in dropped] + missing)

    def _keep(self) -> None:
        """Write what is held."""
        try:
            with locked(self._path.parent):
                self._look()
                self._write()
        except (OSError, UsageError) as error:
            self.trouble = self._explained(error)
        else:
            self.trouble = None

    def _explained(self, error: OSError | UsageError) -> StoreError:
        told = f"{error.strerror}: make room there" if isinstance(error, OSError) else str(error)
        return StoreError(
            f"{self._name}: expected to keep a reply in the cassette, got: {told}, then run again: "
            "what came before is kept"
        )

    def _full(self) -> UsageError:
        return UsageError(
            f"{self._name}: expected a cassette of at most {SIZE >> 20} MiB, got one that is full: "
            "record the other articles into another"
        )

    def _write(self) -> None:
        added = b"".join(map(addition, self._held))
        if self._length + len(added) > LARGEST:
            raise self._full()
        if self._ends_open and self._seen and self._seen.size + len(added) <= SIZE:
            self._append(added)
            self._more_there(self._held)
        else:
            self._replace([*self._there, *self._held])
        self._held = []

    def _append(self, data: bytes) -> None:
        """Add to the file's end, on the disk; or leave it as it was. Raises OSError."""
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
        """Write the file as a whole, on the disk, under its name when it is whole. Raises OSError, UsageError."""
        data = whole({**self._head, "interactions": interactions})
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
        for each in interactions:
            self._there.append(each)
            self._digests.add(_digest(each))
            self._length += size_of(each)

    @property
    def _part(self) -> Path:
        return self._path.with_name(f".{self._path.name}.new")

    def _beside(self) -> int:
        """A new file beside the cassette, as readable as that. Raises OSError."""
        self._part.unlink(missing_ok=True)
        descriptor = os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
        with contextlib.suppress(OSError):  # an owner that one may not set, no cassette yet
            was = self._path.stat()
            self._part.chmod(stat.S_IMODE(was.st_mode))
            os.chown(descriptor, was.st_uid, was.st_gid)  # which may take bits of the mode away
            self._part.chmod(stat.S_IMODE(was.st_mode))
        return descriptor

    def _expect_place(self) -> None:
        """Raises OSError if it is plain now that a reply could not be written."""
        if self._seen:
            os.close(os.open(self._path, os.O_WRONLY | os.O_APPEND))
        if not self._ends_open:
            os.close(self._beside())
            self._part.unlink()

    def _take_in(self) -> None:
        """Write what an earlier process rescued, and remove its files; one that cannot be read stays where it is."""
        for file in rescue_files(self._path, _RESCUED):
            try:
                interactions = cassette_of(read_rescue(file), file)["interactions"]
            except (OSError, UsageError) as error:
                _log.warning("%s: expected rescued replies, got: %s: look at it, or remove it", file, error)
                continue
            self._held = [each for each in interactions if _digest(each) not in self._digests]
            if self._held:
                self._write()
            file.unlink()

    def _stat(self) -> _Seen | None:
        try:
            return _seen(self._path.stat())
        except FileNotFoundError:
            return None

    def _look(self) -> None:
        """See what others have written. Raises UsageError if that is no cassette."""
        now = self._stat()
        if now == self._seen:
            return
        self._shared = True
        if now is None:  # taken away
            self._seen, self._ends_open = None, False
            self._hold_as_there([])
            return
        data = cassette_bytes(self._path)
        if not self._grew(now, data):
            content = cassette_of(data, self._name)
            there = content.pop("interactions")
            self._note(there)
            self._hold_as_there(there)
            self._head, self._ends_open = content, takes_additions(data)
        self._seen = now

    def _grew(self, now: _Seen, data: bytes) -> bool:
        """Whether others only added to the file; then that is noted."""
        was = self._seen
        if not (was and self._ends_open and now[:2] == was[:2] and was.size < now.size == len(data)):
            return False
        try:
            added = interactions_of(data[was.size :], self._name)
        except UsageError:  # cut off
            return False
        self._note(added)
        self._more_there(added)
        return True

    def _note(self, found: list[Interaction]) -> None:
        self._news += [each for each in found if _digest(each) not in self._digests]


def _digest(interaction: Interaction) -> str:
    return hashlib.sha256(json.dumps(interaction, sort_keys=True).encode()).hexdigest()


def _seen(found: os.stat_result) -> _Seen:
    return _Seen(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
