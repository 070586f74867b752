"""Reads a text file as one article, with optional YAML front matter."""

from collections.abc import Iterator

from ..errors import ArticleError
from ..files import front_matter
from ..records.article import LARGEST
from .own_outputs import check_text
from .results import Part, RawArticle
from .sources import Source


def read(source: Source) -> Iterator[Part]:
    """Read the article of a text file."""
    data = source.stream.read(LARGEST + front_matter.LARGEST + 1)
    if len(data) > LARGEST + front_matter.LARGEST:
        raise ArticleError(describe_too_large(len(data)))
    text = decode_utf8(data)
    check_text(text)
    fields, body = front_matter.split(text)
    yield RawArticle(source.where, {**fields, "text": body})


def decode_utf8(data: bytes) -> str:
    """Decode UTF-8, without a byte order mark. Raises ArticleError that names the first invalid byte."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte, at = data[error.start], error.start
        raise ArticleError(
            f"expected UTF-8, got byte 0x{byte:02x} at offset {at}: convert the file to UTF-8"
        ) from error


def describe_too_large(size: int, most: int = LARGEST, what: str = "an article", cure: str = "split it") -> str:
    """Describe an input of too many bytes."""
    return f"expected {what} of at most {most} bytes, got {size} or more: {cure}"
