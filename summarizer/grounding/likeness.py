"""The passage of a long text that is most like a short one."""

import re
from collections import Counter, defaultdict
from typing import Final

from rapidfuzz import fuzz

# Characters that are compared in one call, which holds every thread up: with a quote of 400 characters, and a text made
# to be slow, a tenth of a second.
_AT_ONCE: Final = 65_536
_ALL: Final = 524_288  # characters up to which all of a text is compared, where a least likeness cuts most of it short
_BLOCK: Final = 8_192
_OVERLAP: Final = 1_024  # more than the longest passage, so that each lies in some block whole
_TRIED: Final = 8  # blocks that have most words in common with the passage that is looked for
_TELLING: Final = 24  # of its words, the rarest: those that are in most blocks do not tell them apart


class Passages:
    """A text in which passages are looked for by likeness: each search takes about the same time in a longer one."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._blocks: dict[str, list[int]] | None = None

    def most_like(self, passage: str, least: float = 0.0) -> tuple[int, int] | None:
        """Where the text is most like a passage, the first place of several; None below `least` of 100.

        A passage that is longer than the text is in none. Of a text of more than 512 K characters (64 K, if `least` is
        0), only the parts that share most of the passage's rarest words are compared.
        """
        best: tuple[float, int, int] | None = None
        for start, end in self._parts(passage, _ALL if least else _AT_ONCE):
            part = self._text[start:end]
            if len(passage) > len(part):
                continue
            cutoff = max(least, best[0] if best else 0.0)
            found = fuzz.partial_ratio_alignment(passage, part, score_cutoff=cutoff)
            if found and found.dest_end > found.dest_start and (best is None or found.score > best[0]):
                best = found.score, start + found.dest_start, start + found.dest_end
        return (best[1], best[2]) if best else None

    def _parts(self, passage: str, all_of: int) -> list[tuple[int, int]]:
        """The parts of the text that may hold the passage, in order."""
        length = len(self._text)
        if length <= all_of:
            return [(at, at + _AT_ONCE + _OVERLAP * (at + _AT_ONCE < length)) for at in range(0, length, _AT_ONCE)]
        if self._blocks is None:
            self._blocks = _blocks_by_word(self._text)
        known = [self._blocks[word] for word in set(_words(passage)) if word in self._blocks]
        shared: Counter[int] = Counter()
        for blocks in sorted(known, key=lambda blocks: (len(blocks), blocks))[:_TELLING]:
            shared.update(blocks)
        likely = sorted(shared, key=lambda block: (-shared[block], block))[:_TRIED]
        return [(block * _BLOCK, block * _BLOCK + _BLOCK + _OVERLAP) for block in sorted(likely)]


def _blocks_by_word(text: str) -> dict[str, list[int]]:
    """The blocks that hold each word, in order."""
    found: dict[str, list[int]] = defaultdict(list)
    for block, start in enumerate(range(0, len(text), _BLOCK)):
        for word in set(_words(text[start : start + _BLOCK + _OVERLAP])):
            found[word].append(block)
    return dict(found)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
