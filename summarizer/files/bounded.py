"""A stream that is unpacked as it is read, and stops where nothing but a bomb goes on."""

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import BinaryIO, Final, cast

from ..errors import ArticleError

MOST_TIMES: Final = 300  # as large as packed; text is packed to a tenth, and JSON of one form to a fiftieth
ALLOWED: Final = 20_000_000  # bytes that may come of however few


def bounded(stream: BinaryIO, packed: Callable[[], int]) -> BinaryIO:
    """The bytes of a stream that unpacks; `packed` says how many bytes it has taken so far.

    Reading raises ArticleError once more than `ALLOWED` bytes have come of it, and more than `MOST_TIMES` what it
    took; also where what is packed is damaged.
    """
    return cast("BinaryIO", io.BufferedReader(_Bounded(stream, packed), 1 << 16))


class Counted(io.RawIOBase):
    """A stream that counts what was read of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.taken = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]  # typeshed has a private type here
        """As of any raw stream."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self.taken += len(data)
        return len(data)


class _Bounded(Counted):
    def __init__(self, stream: BinaryIO, packed: Callable[[], int]) -> None:
        super().__init__(stream)
        self._packed = packed

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]  # as above
        try:
            size = super().readinto(buffer)
        except (EOFError, zlib.error, zipfile.BadZipFile) as error:
            raise ArticleError(f"expected a whole file, got: {error}: copy or pack it again") from error
        if self.taken > max(ALLOWED, MOST_TIMES * self._packed()):
            raise ArticleError(
                f"expected a file that is packed at most {MOST_TIMES} times, got {self.taken} bytes or more of "
                f"{self._packed()}: unpack it first"
            )
        return size
