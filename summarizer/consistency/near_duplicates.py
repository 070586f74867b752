"""Near-duplicate texts, by their shared shingles: copies are not corroboration."""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from itertools import count

from ..language.dates import day_of
from ..records.disjoint_sets import DisjointSets

_SHINGLE = 5  # words
# In the seeds independent reports of one event share up to four shingles, a twenty-fifth of the shorter one's, and a
# copy with another lead 98 of a hundred. A shared passage of fewer shingles than this (sixteen words, three times
# the passage that independent reports share) counts only where it is most of both texts: otherwise a headline that
# stands alone would make copies of all the reports that use its words.
_PASSAGE = 12

Published = Mapping[str, date | datetime | None]


def find_copies(texts: Mapping[str, str], published: Published | None = None) -> dict[str, str]:
    """Map each article that is a near-duplicate of another to the original of its cluster.

    The original is the first to be published, by day; of one day, and of articles without one, the first by id.

    Texts that share more than half of the shorter one's five-word shingles are near-duplicates. The shortest come
    first, and each is compared only with originals, the texts that copy none before them: a wire
    text is found in the long report that prints it, two wire texts are not merged by a report that
    prints both, and a thousand prints of one text are compared with one. The clusters follow from the
    texts, not from their ids or their order.
    """
    if len(texts) < 2:
        return {}
    shingles = _make_shingles(texts)
    originals = _Originals(shingles.values())
    kinds: dict[str, list[str]] = {}
    for name in sorted(texts, key=lambda name: (len(shingles[name]), texts[name], name)):
        kinds.setdefault(originals.find_or_add(name, frozenset(shingles[name])), []).append(name)
    return _map_to_original(kinds.values(), (), published or {})


def merge_copies(
    copied: Mapping[str, str], declared: Mapping[str, str], articles: Iterable[str], published: Published | None = None
) -> dict[str, str]:
    """Merge detected copies with those that reports declare: map each copy to the original of its cluster.

    Two copies of one text are in one cluster, whether that text is among the articles or not. An article that reports
    declare to be copied is the original, else the first to be published, as in `find_copies`.
    """
    clusters: DisjointSets[str] = DisjointSets()
    for copy, original in (*copied.items(), *declared.items()):
        clusters.union(copy, original)
    members: dict[str, list[str]] = {}
    for name in articles:
        members.setdefault(clusters.find(name), []).append(name)
    return _map_to_original(members.values(), declared.values(), published or {})


def _map_to_original(clusters: Iterable[list[str]], declared: Collection[str], published: Published) -> dict[str, str]:
    named = frozenset(declared)

    def key(name: str) -> tuple[bool, date, str]:
        at = published.get(name)
        return name not in named, day_of(at) if at else date.max, name

    ordered = (sorted(names, key=key) for names in clusters)
    return {name: first for first, *others in ordered for name in others}


def _make_shingles(texts: Mapping[str, str]) -> "dict[str, array[int]]":
    """Make the set of five-word shingles of each text, each shingle by a number of its own."""
    numbers: defaultdict[tuple[str, ...], int] = defaultdict(count().__next__)
    by_text: dict[str, array[int]] = {}
    for name, text in texts.items():
        words = re.findall(r"\w+", text.casefold())
        shingles = zip(*(words[at:] for at in range(_SHINGLE)), strict=False)
        by_text[name] = array("L", {numbers[shingle] for shingle in shingles})
    return by_text


class _Originals:
    """An index of originals, the texts that copy none before them; texts are added shortest first.

    A text that has more than half of an original's n shingles has at least one of any n - n // 2 of them: an original
    is indexed by the rarest, so that a phrase in every text leads to none.
    """

    def __init__(self, texts: "Iterable[array[int]]") -> None:
        self._frequency = Counter(shingle for shingles in texts for shingle in shingles)
        self._texts: list[tuple[str, frozenset[int]]] = []
        self._having: defaultdict[int, list[int]] = defaultdict(list)

    def find_or_add(self, name: str, shingles: frozenset[int]) -> str:
        """Find the first original that the text copies; if there is none, add the text and return it."""
        for index in sorted({index for shingle in shingles & self._having.keys() for index in self._having[shingle]}):
            original, theirs = self._texts[index]
            if _is_copy(shingles, theirs):
                return original
        for shingle in sorted(shingles, key=self._frequency.__getitem__)[: len(shingles) - len(shingles) // 2]:
            self._having[shingle].append(len(self._texts))
        self._texts.append((name, shingles))
        return name


def _is_copy(shingles: frozenset[int], original: frozenset[int]) -> bool:
    shared = len(shingles & original)
    return 2 * shared > len(original) and (shared >= _PASSAGE or 2 * shared > len(shingles))
