"""Of what kind an input is: by its ending, and by how it begins where endings lie."""

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final, TypeVar

from ..errors import ArticleError

_Path = TypeVar("_Path", bound=PurePath)

HEAD: Final = 2048  # bytes that tell
KINDS: Final = {
    ".txt": "text", ".md": "text", ".jsonl": "jsonl", ".ndjson": "jsonl", ".html": "page", ".htm": "page",
    ".xhtml": "page", ".pdf": "pdf", ".xml": "feed", ".rss": "feed", ".atom": "feed", ".warc": "warc", ".zip": "zip",
    ".csv": "table", ".tsv": "table",
}  # fmt: skip
ENDINGS: Final = (*KINDS, ".gz")

_BINARY: Final = ((b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"\x1f\x8b", "gzip"), (b"%PDF-", "pdf"))
_MARKUP: Final = (
    (re.compile(rb"<!doctype html|<html[\s>]"), "page"),
    (re.compile(rb"<(?:rss|feed|rdf:rdf)[\s>]"), "feed"),
)
_LEADING = re.compile(rb"(?:\s|<\?xml[^>]*>|<!--.*?-->|<!doctype (?:rss|rdf)[^>]*>)*", re.DOTALL)
_UNREAD: Final = (  # what would pass for a text, and is none
    (re.compile(rb"From: <Saved by |MIME-Version: ", re.IGNORECASE), "MHTML", "save the page as HTML"),
    (re.compile(rb"\{\\rtf"), "RTF", "save it as text"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an old Office document", "save it as text or PDF"),
    (re.compile(rb".{257}ustar", re.DOTALL), "a tar archive", "unpack it, or pack it as .zip"),
)


def is_article_name(name: str) -> bool:
    """Whether a file of this name in a folder is an article, or holds some: known endings, and no README."""
    path = PurePath(name.lower())
    if path.suffix == ".gz":
        path = path.with_suffix("")
    return path.suffix in KINDS and path.stem != "readme" and not path.stem.startswith("._")


def has_article_lines(name: str) -> bool:
    """Whether a file of this name has an article a line, or a row that begins on a line."""
    return KINDS.get(PurePath(name.lower()).suffix) in {"jsonl", "table"}


def is_text_name(name: str) -> bool:
    """Whether a file of this name is the text of one article."""
    return KINDS.get(PurePath(name.lower()).suffix, "text") == "text"


def list_saved_pages(path: _Path) -> Iterator[_Path]:
    """The page that a browser may have saved with the file: it puts frames and advertisements into "NAME_files"."""
    for above in path.parents:
        if above.name.endswith("_files"):
            yield from (above.with_name(above.name.removesuffix("_files") + ending) for ending in (".html", ".htm"))


def detect_format(name: str, head: bytes) -> str:
    """The kind of an input of this name that begins like this.

    Raises ArticleError for a format that is known and not read.
    """
    ending = PurePath(name.lower()).suffix
    if ending == ".gz" and name.lower().endswith(".warc.gz"):
        return "warc"
    for signature, kind in _BINARY:
        if head.startswith(signature):
            return kind
    if head.startswith(b"WARC/"):
        return "warc"
    named = "gzip" if ending == ".gz" else KINDS.get(ending, "text")
    if named in {"jsonl", "table"}:
        return named
    for signs, what, cure in _UNREAD:
        if signs.match(head):
            raise ArticleError(f"expected one of {', '.join(ENDINGS)}, got {what}: {cure}")
    return _by_markup(head) or named


def _by_markup(head: bytes) -> str | None:
    """By the root element; UTF-16 is told by its mark."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    head = head.removeprefix(b"\xef\xbb\xbf").lower()
    leading = _LEADING.match(head)
    begins = head[leading.end() :] if leading else head
    return next((kind for pattern, kind in _MARKUP if pattern.match(begins)), None)
