"""Reads the articles of a zip archive. Names of entries are labels: no file is written or opened by them."""

import stat
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, Final, cast

from ...errors import ArticleError
from ...files.decompression import ALLOWANCE, MOST_GROWTH, limit_growth
from ...language.visible import one_line
from ...records.article import LONGEST_FIELD
from ...records.wording import pluralize
from ..formats import is_article_name, list_saved_pages
from ..readers import read_source
from ..results import Failure, Part, Passed
from ..sources import Source

MOST_ENTRIES: Final = 100_000
LARGEST: Final = 4_000_000_000  # bytes of all entries, unpacked
_ENCRYPTED: Final = 1  # a bit of an entry's flags
_OFFICE: Final = ("[Content_Types].xml", "mimetype")  # what Office, OpenDocument and EPUB files begin with


def read(source: Source) -> Iterator[Part]:
    """Read each entry, in the archive's order; entries of other formats are passed over, as in a folder."""
    try:
        archive = zipfile.ZipFile(source.stream)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise ArticleError(f"expected a zip archive, got: {one_line(str(error), 100)}: pack it again") from error
    with archive:
        entries = archive.infolist()
        _check_size(entries)
        files = [entry for entry in entries if not entry.is_dir()]
        names = {entry.filename for entry in files}
        passed = 0
        for entry in files:
            if not _is_wanted(PurePosixPath(entry.filename), names):
                passed += 1
                continue
            yield from _read_entry(archive, entry, source)
    if passed:
        yield Passed(
            source.where,
            f"{passed} of {len(files)} {pluralize(len(files), 'entry', 'entries')} not read: of other kinds",
        )
    if passed == len(files):
        raise ArticleError("expected a zip archive with articles in it, got one with none")


def _check_size(entries: list[zipfile.ZipInfo]) -> None:
    if entries and entries[0].filename in _OFFICE:
        raise ArticleError(
            "expected a zip archive of articles, got a document of an office program: save it as PDF or text"
        )
    if len(entries) > MOST_ENTRIES:
        raise ArticleError(f"expected at most {MOST_ENTRIES} entries, got {len(entries)}: split the archive")
    size = sum(entry.file_size for entry in entries)
    if size > LARGEST:
        raise ArticleError(f"expected at most {LARGEST} bytes in an archive, got {size}: split it")


def _is_wanted(path: PurePosixPath, names: set[str]) -> bool:
    """Whether an entry is an article by its name, as in a folder."""
    return is_article_name(path.name) and not any(str(page) in names for page in list_saved_pages(path))


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, source: Source) -> Iterator[Part]:
    name = one_line(entry.filename, LONGEST_FIELD)
    where = f"{source.where}:{name}"
    if stat.S_ISLNK(entry.external_attr >> 16):
        yield Failure(where, "expected a file in the archive, got a symbolic link: pack the file itself")
    elif entry.flag_bits & _ENCRYPTED:
        yield Failure(where, "expected an entry without a password, got an encrypted one: unpack it first")
    elif entry.file_size > max(ALLOWANCE, MOST_GROWTH * entry.compress_size):
        sizes = f"{entry.file_size} bytes of {entry.compress_size}"
        yield Failure(
            where, f"expected an entry that is packed at most {MOST_GROWTH} times, got {sizes}: unpack it first"
        )
    else:
        try:
            with archive.open(entry) as stream:
                unpacked = limit_growth(cast("BinaryIO", stream), lambda: entry.compress_size)
                yield from read_source(replace(source.open_inside(unpacked, "zip", name, where), among=True))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
            yield Failure(
                where, f"expected an entry that can be unpacked, got: {one_line(str(error), 100)}: pack it again"
            )
