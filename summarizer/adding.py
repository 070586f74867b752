"""`--add`: the run that new articles come to, and what is left of it beside them."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Final

from .articles import Article
from .errors import UsageError
from .journal import asked_of, places_of
from .readers import Reader
from .store import RunRow, Store

NO_RUN: Final = "expected a run to add to, found none in the store: run without --add first"


@dataclass(frozen=True)
class Earlier:
    """The run that is added to: its id, its model, its articles' ids and the keys of their outcomes.

    `kept` are those of its articles that stay, `replaced` the ids of those in whose place another text stands now.
    """

    run: int
    model: str
    ids: frozenset[str]
    keys: frozenset[str]
    replaced: tuple[str, ...]
    kept: tuple[Article, ...]

    def told(self, arguments: str) -> str:
        """The call, in JSON, with the run that it adds to."""
        return json.dumps({**json.loads(arguments), "added_to": self.run})

    def check(self, reader: Reader, passes: int) -> None:
        """Raises UsageError if this reader would be asked anew about all that was read."""
        if self.kept and not any(asked_of(reader, article, passes).key in self.keys for article in self.kept):
            raise UsageError(
                f"expected the model, event types and options of run {self.run} ({self.model}), to which this adds, "
                "got others: call it as that one was called, or run all articles anew without --add"
            )


def added_to(store: Store, new: Sequence[Article]) -> Earlier:
    """The run that new articles are added to: the last. Raises UsageError if there is none, or it did not end.

    An addition that did not come to its end is passed over, if all that it read is in the one that begins.
    """
    here = {article.id for article in new}
    run, unfinished = _base(store)
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
    )


def _base(store: Store) -> tuple[RunRow, list[RunRow]]:
    """The last run that read something, or that to which it is an unfinished addition; and such additions."""
    runs = {run.id: run for run in store.runs() if not (run.state == "done" and run.total == 0)}
    if not runs:
        raise UsageError(NO_RUN)
    run, additions = runs[max(runs)], []
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
    return {was[place] for place in was.keys() & stands.keys()}


def _at_places(articles: Iterable[Article]) -> dict[str, str]:
    """The article's id at each place that has one alone."""
    found = [(place, article.id) for article in articles for place in places_of(article)]
    count = Counter(place for place, _ in found)
    return {place: article_id for place, article_id in found if count[place] == 1}
