"""Names of articles: what a person, or an earlier decision, calls an article of a run."""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Final, NamedTuple, Protocol

from ..inputs.origins import Located, list_origins, normalize_address
from ..records.reviews import ReportKey

SHOWN: Final = 80  # characters of a name in a message


class Source(Located, Protocol):
    """An article, or its record in a summary."""

    @property
    def id(self) -> str: ...  # noqa: D102


class Named(NamedTuple):
    """What an article is known by."""

    id: str
    path: str | None
    url: str | None
    source: str | None


def find_real_path(path: str | None) -> str | None:
    """Find the file that a path leads to from any folder; None for an address, standard input and what is no path."""
    if not path or path == "-" or "://" in path or "\0" in path:
        return None
    return os.path.realpath(path)


class ArticleNames:
    """The articles of a run by their ids, paths, files and addresses, and by the ids from before they were `moved`."""

    def __init__(self, articles: Iterable[Source], moved: Mapping[str, str] | None = None) -> None:
        self._moved = moved or {}
        self._ids: dict[str, None] = {}
        self._paths: dict[str, set[str]] = defaultdict(set)
        self._files: dict[str, set[str]] = defaultdict(set)
        self._origins: dict[str, set[str]] = defaultdict(set)
        self._folders: set[str] = set()
        for article in articles:
            self._ids[article.id] = None
            if real := find_real_path(article.path):
                self._folders.add(os.path.dirname(real))  # noqa: PTH120  # of the path as it is
            for path in filter(None, (article.path, article.url)):
                self._paths[path].add(article.id)
            if article.path:
                self._files[PurePath(article.path).name].add(article.id)
            for origin in list_origins(article):
                self._origins[origin.key].add(article.id)
            if address := normalize_address(article.url):
                self._origins[address].add(article.id)

    def find(self, name: str) -> set[str]:
        """Find the ids of the articles of a name: an id, a path as it was given, a file, an address, a file's name."""
        if name in self._ids:
            return {name}
        real = "" if "\0" in name else os.path.realpath(name)
        ways = (
            (self._paths, name),
            (self._origins, real),
            (self._origins, normalize_address(name)),
            (self._files, name),
        )
        return next((set(by[key]) for by, key in ways if key and by.get(key)), set())

    def find_key(self, key: ReportKey) -> str | None:
        """Find the article of an earlier decision: by its id, else the one alone at its file, or address and outlet."""
        if key.article in self._ids:
            return key.article
        for origin in list_origins(key):
            if len(here := self._origins.get(origin.key, set())) == 1:
                return next(iter(here))
        return self._moved.get(key.article)

    def is_lost(self, key: ReportKey, *, alone: bool) -> bool:
        """Whether the article of an earlier decision should be among these, and is not, or nothing was read of it.

        That is so if its file is gone from a folder that these are of. If it was no file, then if it `alone` is missing
        of the two that the decision is on.
        """
        if self.find_key(key) is not None:
            return True
        real = find_real_path(key.path)
        if real is None:
            return alone
        return os.path.dirname(real) in self._folders and not os.path.exists(real)  # noqa: PTH110, PTH120  # never raise

    def listed(self) -> list[str]:
        """The names to suggest."""
        return [*self._paths, *self._files, *self._ids]
