"""The earlier run that `--add` adds to, and which of its articles the new ones replace."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NamedTuple

from ..errors import UsageError
from ..inputs.articles import Reading
from ..inputs.origins import TextOrigin, is_later_version, list_origins
from ..reading.reader import Reader
from ..records.article import Article
from ..records.changes import AddedTo
from ..store import RunRow, Store
from .journal import question_about
from .run import Run

NO_RUN: Final = "expected a run to add to, found none in the store: run without --add first"


@dataclass(frozen=True)
class Earlier:
    """The run that new articles are added to.

    Attributes:
        run: Its id.
        model: The model that read it.
        ids: The ids of all its articles.
        keys: The keys of their outcomes.
        replaced: The ids of its articles in whose place another text stands now.
        kept: Its other articles.
        base: What the summary says of it.
    """

    run: int
    model: str
    ids: frozenset[str]
    keys: frozenset[str]
    replaced: tuple[str, ...]
    kept: tuple[Article, ...]
    base: AddedTo

    def extend(self, reading: Reading, run: Run) -> tuple[Reading, Run]:
        """Put the kept articles before the new ones; the run records this one, and asks its model if it names none."""
        call = json.dumps({**json.loads(run.call), "added_to": self.run})
        settings = replace(run.settings, model=run.settings.model or self.model)
        articles = (*self.kept, *reading.articles)
        return replace(reading, articles=articles), replace(run, settings=settings, call=call)

    def expect_reader(self, reader: Reader, passes: int) -> None:
        """Raise UsageError if this reader would be asked anew about all that was read."""
        if self.kept and not any(question_about(article, reader, passes).key in self.keys for article in self.kept):
            raise UsageError(
                f"expected the model, event types, prompts and options of run {self.run} ({self.model}), to which this "
                "adds, got others: call it as that one was called, or run all articles anew without --add"
            )


def find_earlier(store: Store, new: Sequence[Article], run: Run) -> Earlier:
    """Find the run that new articles are added to: the last of those nearest to this one's call (`_rank_nearness`).

    An addition that did not come to its end is passed over, if all that it read is in the run that begins.

    Raises:
        UsageError: There is none, or it did not end.
    """
    new_ids = {article.id for article in new}
    base, unfinished = _find_base(store, run)
    rows = list(store.run_keys(base.id))
    ids = frozenset(article_id for _, article_id in rows)
    for addition in unfinished:
        if any(article_id not in ids | new_ids for _, article_id in store.run_keys(addition.id)):
            raise _unfinished_error(store, addition)
    old = [article for _, article_id in rows if article_id not in new_ids and (article := store.article(article_id))]
    replaced = _find_replaced(old, new)
    return Earlier(
        base.id,
        base.model,
        ids,
        frozenset(key for key, _ in rows),
        tuple(article.id for article in old if article.id in replaced),
        tuple(article for article in old if article.id not in replaced),
        AddedTo(run=base.id, began=base.began, paths=_Call.parse(base.arguments).paths),
    )


class _Call(NamedTuple):
    """The call of a run: its paths, the folder that they start from, and the run that it added to, if any."""

    paths: tuple[str, ...]
    folder: str
    added_to: int | None

    @classmethod
    def parse(cls, arguments: str) -> "_Call":
        """Parse a call as the store records it, in JSON."""
        call = json.loads(arguments)
        call = call if isinstance(call, dict) else {}
        added_to = int(call["added_to"]) if "added_to" in call else None
        return cls(tuple(map(str, call.get("paths") or ())), str(call.get("folder") or ""), added_to)

    def folders(self) -> set[Path]:
        """Return the folders that it reads from: those that it names, and those of the files that it names."""
        files = [path for path in self.paths if "://" not in path and path != "-" and "\0" not in path]
        named = [Path(self.folder, path) for path in files]
        return {Path(os.path.normpath(path if path.is_dir() else path.parent)) for path in named}


def _rank_nearness(candidate: RunRow, call: _Call, model: str | None) -> tuple[int, bool, int]:
    """Rank a run by how near it is to a call: by its folders, then by its model, then by how late it began.

    3: it reads from a folder that the call reads from; 2: from one inside such a folder, or around one; 1: it was
    called in the same folder; 0: neither.
    """
    earlier = _Call.parse(candidate.arguments)
    ours, theirs = call.folders(), earlier.folders()
    if ours & theirs:
        near = 3
    elif any(a.is_relative_to(b) or b.is_relative_to(a) for a in ours for b in theirs):
        near = 2
    else:
        near = int(bool(call.folder) and call.folder == earlier.folder)
    return near, model is None or candidate.model == model, candidate.id


def _find_base(store: Store, run: Run) -> tuple[RunRow, list[RunRow]]:
    """Find the nearest run that read something, or that to which it is an unfinished addition; and such additions."""
    rows = {row.id: row for row in store.runs() if not (row.state == "done" and row.total == 0)}
    if not rows:
        raise UsageError(NO_RUN)
    call = _Call.parse(run.call)
    base = max(rows.values(), key=lambda row: _rank_nearness(row, call, run.settings.model))
    additions = []
    while base.state != "done":
        before = rows.get(_Call.parse(base.arguments).added_to or -1)
        if before is None or before.id >= base.id:
            raise _unfinished_error(store, base)
        additions.append(base)
        base = before
    return base, additions


def _unfinished_error(store: Store, row: RunRow) -> UsageError:
    done, total = sum(1 for _ in store.run_keys(row.id)), "?" if row.total is None else row.total
    advice = "wait for it" if row.state == "running" else "run it again first"
    return UsageError(
        f"expected a run to add to that came to its end, got run {row.id}, {row.state} after {done} of {total} "
        f"articles: {advice}"
    )


def _find_replaced(old: Iterable[Article], new: Iterable[Article]) -> Set[str]:
    """Return the ids of old articles in whose place a new one stands; where several stand at once, none replaces."""
    was, now = _index_by_place(old), _index_by_place(new)
    return {
        before.id
        for key, (_, before) in was.items()
        if (successor := now.get(key)) and is_later_version(successor[1], before, successor[0])
    }


def _index_by_place(articles: Iterable[Article]) -> dict[str, tuple[TextOrigin, Article]]:
    """Index the articles by the keys of those places that hold one article alone."""
    pairs = [(place, article) for article in articles for place in list_origins(article)]
    count = Counter(place.key for place, _ in pairs)
    return {place.key: (place, article) for place, article in pairs if count[place.key] == 1}
