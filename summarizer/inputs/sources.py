"""Inputs that are open: streams, with what is known of them before they are read."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import BinaryIO


@dataclass(frozen=True)
class Source:
    """An open input.

    Attributes:
        stream: Its bytes.
        where: Its name in messages and articles.
        name: A name with the ending that tells its format.
        url: The address that it was fetched from, or that an archive gives it.
        charset: The character set that its server named.
        captured: The time at which an archive received it.
        packed: The archives that it lies in: "zip", "gzip".
        among: It lies among other files of a folder or a zip, and nobody said that it holds articles.
    """

    stream: BinaryIO
    where: str
    name: str
    url: str | None = None
    charset: str | None = None
    captured: datetime | None = None
    packed: tuple[str, ...] = field(default=())
    among: bool = False

    def open_inside(self, stream: BinaryIO, kind: str, name: str, where: str | None = None) -> "Source":
        """Open a file that is packed in this one."""
        return replace(self, stream=stream, name=name, where=where or self.where, packed=(*self.packed, kind))


@dataclass(frozen=True)
class Page:
    """A body that was fetched; `url` is the address that it came from, behind all redirects."""

    url: str
    type: str
    charset: str | None
    data: bytes


Fetch = Callable[[str], Page]  # raises ArticleError
