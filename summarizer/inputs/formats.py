"""Detects the format of an input: by its ending, and by its first bytes where endings lie."""

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final, TypeVar

from ..errors import ArticleError

_Path = TypeVar("_Path", bound=PurePath)

HEAD: Final = 2048  # bytes that the format is detected by
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
_UNSUPPORTED: Final = (  # which would pass for text
    (re.compile(rb"From: <Saved by |MIME-Version: ", re.IGNORECASE), "MHTML", "save the page as HTML"),
    (re.compile(rb"\{\\rtf"), "RTF", "save it as text"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an old Office document", "save it as text or PDF"),
    (re.compile(rb".{257}ustar", re.DOTALL), "a tar archive", "unpack it, or pack it as .zip"),
)


def is_article_name(name: str) -> bool:
    """Whether a file of this name in a folder holds articles: by its ending, and no README."""
    path = PurePath(name.lower())
    if path.suffix == ".gz":
        path = path.with_suffix("")
    return path.suffix in KINDS and path.stem != "readme" and not path.stem.startswith("._")


def has_article_lines(name: str) -> bool:
    """Whether each article in a file of this name begins on a line of its own: JSON Lines, tables."""
    return KINDS.get(PurePath(name.lower()).suffix) in {"jsonl", "table"}


def is_text_name(name: str) -> bool:
    """Whether a file of this name is the text of one article."""
    return KINDS.get(PurePath(name.lower()).suffix, "text") == "text"


def list_saved_pages(path: _Path) -> Iterator[_Path]:
    """List the pages that a browser may have saved with a file: it puts frames and advertisements into "NAME_files"."""
    for folder in path.parents:
        if folder.name.endswith("_files"):
            yield from (folder.with_name(folder.name.removesuffix("_files") + ending) for ending in (".html", ".htm"))


def detect_format(name: str, head: bytes) -> str:
    """Detect the format of an input by its name and its first bytes.

    Raises ArticleError for a format that is not supported.
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
    for signs, what, cure in _UNSUPPORTED:
        if signs.match(head):
            raise ArticleError(f"expected one of {', '.join(ENDINGS)}, got {what}: {cure}")
    return _detect_markup(head) or named


def _detect_markup(head: bytes) -> str | None:
    """Detect markup by its root element, in UTF-8 or, with a byte order mark, UTF-16."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    head = head.removeprefix(b"\xef\xbb\xbf").lower()
    leading = _LEADING.match(head)
    begins = head[leading.end() :] if leading else head
    return next((kind for pattern, kind in _MARKUP if pattern.match(begins)), None)
