"""`--add`: the run that new articles come to, and what is left of it beside them."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from ..errors import UsageError
from ..inputs.origins import Place, places_of, takes_place
from ..reading.reader import Reader
from ..records.article import Article
from ..records.changes import AddedTo
from ..store import RunRow, Store
from .journal import asked_of

NO_RUN: Final = "expected a run to add to, found none in the store: run without --add first"


@dataclass(frozen=True)
class Earlier:
    """The run that is added to: its id, its model, its articles' ids and the keys of their outcomes; `base` says which.

    `kept` are those of its articles that stay, `replaced` the ids of those in whose place another text stands now.
    """

    run: int
    model: str
    ids: frozenset[str]
    keys: frozenset[str]
    replaced: tuple[str, ...]
    kept: tuple[Article, ...]
    base: AddedTo

    def told(self, arguments: str) -> str:
        """The call, in JSON, with the run that it adds to."""
        return json.dumps({**json.loads(arguments), "added_to": self.run})

    def check(self, reader: Reader, passes: int) -> None:
        """Raises UsageError if this reader would be asked anew about all that was read."""
        if self.kept and not any(asked_of(reader, article, passes).key in self.keys for article in self.kept):
            raise UsageError(
                f"expected the model, event types, prompts and options of run {self.run} ({self.model}), to which this "
                "adds, got others: call it as that one was called, or run all articles anew without --add"
            )


def added_to(store: Store, new: Sequence[Article], call: str = "{}", model: str | None = None) -> Earlier:
    """The run that new articles are added to. Raises UsageError if there is none, or it did not end.

    `call` is the call in JSON, `model` the one that it names: the last of the runs nearest to them (`_nearness`). An
    addition that did not come to its end is passed over, if all that it read is in the one that begins.
    """
    here = {article.id for article in new}
    run, unfinished = _base(store, call, model)
    rows = list(store.run_keys(run.id))
    ids = frozenset(article_id for _, article_id in rows)
    for addition in unfinished:
        if any(article_id not in ids | here for _, article_id in store.run_keys(addition.id)):
            raise _unfinished(store, addition)
    found = [article for _, article_id in rows if article_id not in here and (article := store.article(article_id))]
    replaced = _replaced(found, new)
    return Earlier(
        run.id,
        run.model,
        ids,
        frozenset(key for key, _ in rows),
        tuple(article.id for article in found if article.id in replaced),
        tuple(article for article in found if article.id not in replaced),
        AddedTo(run=run.id, began=run.began, paths=_told(run.arguments).paths),
    )


class _Call(NamedTuple):
    """How a run was called: its paths, and the folder that they start from."""

    paths: tuple[str, ...]
    folder: str

    def places(self) -> list[Path]:
        """The folders that it reads from: those that it names, and those of the files that it names."""
        files = [path for path in self.paths if "://" not in path and path != "-" and "\0" not in path]
        named = [Path(self.folder, path) for path in files]
        return [Path(os.path.normpath(path if path.is_dir() else path.parent)) for path in named]


def _told(arguments: str) -> _Call:
    told = json.loads(arguments)
    told = told if isinstance(told, dict) else {}
    return _Call(tuple(map(str, told.get("paths") or ())), str(told.get("folder") or ""))


def _nearness(run: RunRow, call: _Call, model: str | None) -> tuple[int, bool, int]:
    """How near a run is to a call: by its folders, then by the model that is asked for, then by how late it began.

    3: it reads from a folder that the call reads from; 2: from one inside such a folder, or around one; 1: it was
    called in the same folder; 0: neither.
    """
    earlier = _told(run.arguments)
    ours, theirs = set(call.places()), set(earlier.places())
    if ours & theirs:
        near = 3
    elif any(a.is_relative_to(b) or b.is_relative_to(a) for a in ours for b in theirs):
        near = 2
    else:
        near = int(bool(call.folder) and call.folder == earlier.folder)
    return near, model is None or run.model == model, run.id


def _base(store: Store, call: str, model: str | None) -> tuple[RunRow, list[RunRow]]:
    """The nearest run that read something, or that to which it is an unfinished addition; and such additions."""
    runs = {run.id: run for run in store.runs() if not (run.state == "done" and run.total == 0)}
    if not runs:
        raise UsageError(NO_RUN)
    told = _told(call)
    run = max(runs.values(), key=lambda found: _nearness(found, told, model))
    additions = []
    while run.state != "done":
        before = runs.get(_base_of(run))
        if before is None or before.id >= run.id:
            raise _unfinished(store, run)
        additions.append(run)
        run = before
    return run, additions


def _base_of(run: RunRow) -> int:
    told = json.loads(run.arguments)
    return int(told.get("added_to", -1)) if isinstance(told, dict) else -1


def _unfinished(store: Store, run: RunRow) -> UsageError:
    done, total = sum(1 for _ in store.run_keys(run.id)), "?" if run.total is None else run.total
    what = "wait for it" if run.state == "running" else "run it again first"
    return UsageError(
        f"expected a run to add to that came to its end, got run {run.id}, {run.state} after {done} of {total} "
        f"articles: {what}"
    )


def _replaced(earlier: Iterable[Article], new: Iterable[Article]) -> Set[str]:
    """The ids of those in whose place one of the new stands. Where several stand at one time, none replaces another."""
    was, stands = _at_places(earlier), _at_places(new)
    return {
        before.id
        for key, (_, before) in was.items()
        if (found := stands.get(key)) and takes_place(found[1], before, found[0])
    }


def _at_places(articles: Iterable[Article]) -> dict[str, tuple[Place, Article]]:
    """The article at each place that has one alone, by the place's key."""
    found = [(place, article) for article in articles for place in places_of(article)]
    count = Counter(place.key for place, _ in found)
    return {place.key: (place, article) for place, article in found if count[place.key] == 1}
