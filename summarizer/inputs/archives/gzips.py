"""A gzip file: whatever one file is in it."""

import gzip
from collections.abc import Iterator
from typing import BinaryIO, cast

from ...files.bounded import Counted, bounded
from ..open import read_source
from ..parts import Part, Source


def read(source: Source) -> Iterator[Part]:
    """The parts of the file that is packed; it goes by the name without `.gz`."""
    packed = Counted(source.stream)
    with gzip.GzipFile(fileobj=cast("gzip._ReadableFileobj", packed)) as unpacked:  # noqa: SLF001  # a name of typeshed
        stream = bounded(cast("BinaryIO", unpacked), lambda: packed.taken)
        name = source.name[:-3] if source.name.lower().endswith(".gz") else source.name
        yield from read_source(source.inside(stream, "gzip", name))
