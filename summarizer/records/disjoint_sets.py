"""Disjoint sets (union-find): connected components of what pairs tie together."""

from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class DisjointSets(Generic[T]):
    """Sets that grow by union; an item is a set of its own from when it is first named."""

    def __init__(self) -> None:
        self._parent: dict[T, T] = {}

    def find(self, item: T) -> T:
        """The representative of the item's set."""
        while (parent := self._parent.setdefault(item, item)) != item:
            self._parent[item] = item = self._parent[parent]
        return item

    def union(self, a: T, b: T) -> None:
        """Merge the sets of two items; the representative of the first one's stays."""
        ours, theirs = self.find(a), self.find(b)
        self._parent[theirs] = ours
