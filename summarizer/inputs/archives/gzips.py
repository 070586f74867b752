"""Reads a gzip file as the one file that it holds."""

from collections.abc import Iterator

from ...files.decompression import open_gzip
from ..readers import read_source
from ..results import Part
from ..sources import Source


def read(source: Source) -> Iterator[Part]:
    """Read the file inside, which goes by the name without `.gz`."""
    name = source.name[:-3] if source.name.lower().endswith(".gz") else source.name
    with open_gzip(source.stream) as stream:
        yield from read_source(source.open_inside(stream, "gzip", name))
