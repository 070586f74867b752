"""Lists the files of a folder in name order; no link leads out of it, and unreadable entries are reported."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Final

from ..language.visible import one_line
from .formats import is_article_name, list_saved_pages
from .own_outputs import may_be_output
from .results import Failure, Passed

_OUT: Final = "a link out of the folder is not followed: name it to have it read"
_NOWHERE: Final = "a link that leads nowhere is not read"
_ONCE: Final = "a link to what is read under its own name is not read again"
_SPECIAL: Final = "what is no regular file is not read"
_CURES: Final = {errno.ENAMETOOLONG: ": shorten its path", errno.EACCES: ": make it readable, or take it out"}
_SHOWN: Final = 120  # characters of what the system says


def list_files(folder: Path) -> Iterator[Path | Failure | Passed]:
    """List the files of a folder tree that are articles by their names, or may be reports that summarizer wrote.

    With them come a Failure for each entry that cannot be read (its path is too long, it is gone by now), and links
    that are passed over: out of the folder, to a file that is read under its own name, to nowhere. The folder itself
    may be a link, for somebody named it.
    """
    inside = os.path.realpath(folder)
    waiting = [iter([folder])]  # of each folder on the way down, what is still to come: recursion has a limit
    while waiting:
        path = next(waiting[-1], None)
        if path is None:
            waiting.pop()
            continue
        try:
            mode = (path.stat() if path is folder else path.lstat()).st_mode
            if stat.S_ISDIR(mode):
                waiting.append(iter(_sort_entries(path)))
            elif stat.S_ISLNK(mode):
                yield from _follow_link(path, inside)
            elif _is_wanted(path):
                yield path if stat.S_ISREG(mode) else Passed(str(path), _SPECIAL)
        except FileNotFoundError as error:  # since it was listed: many programs write beside and rename
            if is_article_name(path.name) or not path.suffix:
                yield describe_os_error(path, error)
        except OSError as error:
            yield describe_os_error(path, error)


def describe_os_error(path: Path, error: OSError) -> Failure:
    """Describe why the system does not let a path be read."""
    said = one_line(error.strerror or str(error), _SHOWN)
    return Failure(str(path), f"expected a readable file or folder, got: {said}{_CURES.get(error.errno or 0, '')}")


def _sort_entries(folder: Path) -> list[Path]:
    with os.scandir(folder) as entries:
        return sorted(folder / entry.name for entry in entries)


def _follow_link(link: Path, inside: str) -> Iterator[Path | Passed]:
    """Follow a link, only to a file of the folder that is not read under its own name."""
    try:
        target = Path(os.path.realpath(link, strict=True))
        is_folder = target.is_dir()
    except OSError:
        yield Passed(str(link), _NOWHERE, "nowhere")
        return
    if is_folder or _is_wanted(link):
        if not target.is_relative_to(inside):
            yield Passed(str(link), _OUT, "outside")
        elif is_folder or _is_wanted(target):
            yield Passed(str(link), _ONCE, "again")
        else:
            yield link if target.is_file() else Passed(str(link), _SPECIAL)


def _is_wanted(path: PurePath) -> bool:
    if not is_article_name(path.name):
        return may_be_output(path.name)
    return not any(os.path.exists(page) for page in list_saved_pages(path))  # noqa: PTH110  # Path.exists may raise
