"""Isolation: work on many items together, of which one that makes it fail costs itself and no other."""

import logging
from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

from .errors import SummarizerError

Item = TypeVar("Item")
Result = TypeVar("Result")

_log = logging.getLogger(__name__)
_MOST: Final = 50  # attempts that fail, in a search for the items to blame; beyond these all that is left is to blame


def isolate(items: Sequence[Item], work: Callable[[list[Item]], Result]) -> tuple[Result, dict[int, str]]:
    """Do work on all items at once; where that fails, on as many of them as it succeeds for.

    Args:
        items: What is worked on.
        work: Any function of some of the items, in their order. It must succeed for none.

    Returns:
        What `work` gives, and by its place why each item is left out, in one line.

    Raises:
        SummarizerError: As `work` raises it: those are raised on purpose, and end the work as a whole.
    """
    search = _Search(items, work)
    search.extend(range(len(items)))
    return search.result(), search.blamed


class _Search(Generic[Item, Result]):
    """The largest set of items that the work was seen to succeed for, grown by halves of what made it fail."""

    def __init__(self, items: Sequence[Item], work: Callable[[list[Item]], Result]) -> None:
        self._items = items
        self._work = work
        self._kept: list[int] = []
        self._results: list[Result] = []
        self._failures = 0
        self.blamed: dict[int, str] = {}

    def extend(self, places: Sequence[int]) -> None:
        """Take in the items at these places, as far as the work succeeds with them."""
        if not places:
            return
        tried = [*self._kept, *places]
        if self._failures == _MOST:
            self.blamed |= dict.fromkeys(places, "left out with others that the work fails on: -v logs which")
            return
        try:
            self._results = [self._work([self._items[place] for place in tried])]
        except SummarizerError:
            raise
        except Exception as error:
            _log.exception("working on %d items", len(tried))
            self._failures += 1
            if len(places) == 1:
                self.blamed[places[0]] = reason(error)
                return
            middle = len(places) // 2
            self.extend(places[:middle])
            self.extend(places[middle:])
        else:
            self._kept = tried

    def result(self) -> Result:
        """What the work gives for what is kept."""
        return self._results[0] if self._results else self._work([])


def reason(error: Exception) -> str:
    """A fault of our own in one line."""
    return f"internal error, please report it: {error!r}"
