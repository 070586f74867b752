"""Reads an input by the reader of its format. An error of a reader costs that input alone."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from io import BufferedReader, BytesIO
from typing import BinaryIO, Final, cast

from ..errors import ArticleError
from ..language.visible import one_line
from .formats import HEAD, detect_format
from .own_outputs import OutputError, check_stream
from .results import Failure, OtherKindError, Part, Passed, RawArticle
from .sources import Fetch, Source

_MODULES: Final = {
    "text": "textfiles", "jsonl": "jsonlines", "table": "tables", "page": "html.pages", "feed": "html.feeds",
    "pdf": "pdf.reader", "warc": "archives.warcs", "zip": "archives.zips", "gzip": "archives.gzips",
}  # fmt: skip
_SHOWN: Final = 120  # characters of what a library says
_ENDINGS: Final = {"text/html": "x.html", "application/pdf": "x.pdf", "text/plain": "x.txt"}
_FROM_ADDRESS: Final = ("text", "page", "pdf", "feed")


def read_stream(stream: BinaryIO, where: str, name: str, *, among: bool = False) -> Iterator[Part]:
    """Read an open file; its parts are named after `where`, and `name` has the ending.

    Among other files of a folder (`among`), a file that has an article's ending and holds none is passed over.
    """
    return read_source(Source(stream, where, name, among=among))


def find_own_outputs(stream: BinaryIO, where: str) -> Iterator[Passed]:
    """Report a file that summarizer wrote among the files of a folder whose names are no articles'."""
    try:
        check_stream(stream, stream.read(HEAD))
    except OutputError as error:
        yield _pass_over(where, error)


def read_source(source: Source) -> Iterator[Part]:
    """Read an input by its format. Never raises."""
    try:
        head, stream = _peek(source.stream)
        check_stream(stream, head)
        kind = detect_format(source.name, head)
        for part in _find_reader(kind, source.packed)(replace(source, stream=stream)):
            if not isinstance(part, RawArticle):
                yield part
                continue
            yield replace(part, notes=())
            yield from (Passed(part.where, note) for note in part.notes)
    except OtherKindError as error:
        yield _pass_over(source.where, error) if source.among else Failure(source.where, str(error))
    except ArticleError as error:
        yield Failure(source.where, str(error))
    except OSError as error:
        yield Failure(source.where, f"expected a readable file, got: {one_line(error.strerror or str(error), _SHOWN)}")
    except Exception as error:  # the libraries raise anything on hostile input, and the others go on
        said = one_line(f"{type(error).__name__}: {error}", _SHOWN)
        yield Failure(source.where, f"expected a file as its ending says, got what cannot be read: {said}")


def read_address(url: str, fetch: Fetch | None = None) -> Iterator[Part]:
    """Read a page, a PDF, a feed or a text at an http or https address. Never raises."""
    from .web.fetch import fetch_politely  # noqa: PLC0415  # TLS takes time to import

    try:
        page = (fetch or fetch_politely)(url)
        name = _ENDINGS.get(page.type, "x.html")
        kind = detect_format(name, page.data[:HEAD])
    except ArticleError as error:
        yield Failure(url, str(error))
        return
    if kind not in _FROM_ADDRESS:
        yield Failure(url, f"expected a page, a PDF, a feed or a text at an address, got a {kind} file: download it")
        return
    yield from read_source(Source(BytesIO(page.data), url, name, url=page.url, charset=page.charset))


def _pass_over(where: str, error: OtherKindError) -> Passed:
    return Passed(where, f"not read: {error}", "output" if isinstance(error, OutputError) else None)


def _peek(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """Peek at the first bytes of a stream; return them, and a stream that still begins with them."""
    if not hasattr(stream, "peek"):
        stream = cast("BinaryIO", BufferedReader(cast("BufferedReader", stream), HEAD))
    return cast("BufferedReader", stream).peek(HEAD)[:HEAD], stream


def _find_reader(kind: str, packed: tuple[str, ...]) -> Callable[[Source], Iterator[Part]]:
    if kind in packed or (kind == "zip" and packed):
        raise ArticleError(f"expected articles in a {packed[-1]} file, got a {kind} file in it: unpack it first")
    read: Callable[[Source], Iterator[Part]] = import_module(f".{_MODULES[kind]}", __package__).read
    return read
