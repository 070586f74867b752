"""Fuzzy search: the passage of a long text that is most like a short one."""

import re
from collections import Counter, defaultdict
from typing import Final

from rapidfuzz import fuzz

# Masked quotes of other passages score up to 75 against news text, light paraphrases 80 and more.
LEAST_LIKENESS = 80.0

# Characters that are compared in one call, which holds every thread up: with a quote of 400 characters, and a text made
# to be slow, a tenth of a second.
_AT_ONCE: Final = 65_536
_ALL_COMPARED: Final = 524_288  # characters of a text that is compared whole, where a least likeness cuts most short
_BLOCK: Final = 8_192
_OVERLAP: Final = 1_024  # more than the longest passage, so that each lies in some block whole
_MOST_BLOCKS: Final = 8  # blocks that have most words in common with the passage that is looked for
_RAREST_WORDS: Final = 24  # of the passage, by which blocks are chosen: common words do not tell blocks apart


class Passages:
    """A text in which passages are looked for by likeness: each search takes about the same time in a longer one."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._blocks: dict[str, list[int]] | None = None

    def find_most_like(self, passage: str, least: float = 0.0) -> tuple[int, int] | None:
        """Find the span of the text that is most like a passage, the first of several; None below `least` of 100.

        A passage that is longer than the text is in none. Of a text of more than 512 K characters (64 K, if `least` is
        0), only the parts that share most of the passage's rarest words are compared.
        """
        best: tuple[float, int, int] | None = None
        for start, end in self._choose_windows(passage, _ALL_COMPARED if least else _AT_ONCE):
            part = self._text[start:end]
            if len(passage) > len(part):
                continue
            cutoff = max(least, best[0] if best else 0.0)
            aligned = fuzz.partial_ratio_alignment(passage, part, score_cutoff=cutoff)
            if aligned and aligned.dest_end > aligned.dest_start and (best is None or aligned.score > best[0]):
                best = aligned.score, start + aligned.dest_start, start + aligned.dest_end
        return (best[1], best[2]) if best else None

    def _choose_windows(self, passage: str, most: int) -> list[tuple[int, int]]:
        """Overlapping windows of the text that may hold the passage, in order: all, in at most `most` characters."""
        length = len(self._text)
        if length <= most:
            return [(at, at + _AT_ONCE + _OVERLAP * (at + _AT_ONCE < length)) for at in range(0, length, _AT_ONCE)]
        if self._blocks is None:
            self._blocks = _index_blocks(self._text)
        holding = [self._blocks[word] for word in set(_split_words(passage)) if word in self._blocks]
        shared: Counter[int] = Counter()
        for blocks in sorted(holding, key=lambda blocks: (len(blocks), blocks))[:_RAREST_WORDS]:
            shared.update(blocks)
        likely = sorted(shared, key=lambda block: (-shared[block], block))[:_MOST_BLOCKS]
        return [(block * _BLOCK, block * _BLOCK + _BLOCK + _OVERLAP) for block in sorted(likely)]


def _index_blocks(text: str) -> dict[str, list[int]]:
    """Index the blocks of a text by the words that they hold."""
    index: dict[str, list[int]] = defaultdict(list)
    for block, start in enumerate(range(0, len(text), _BLOCK)):
        for word in set(_split_words(text[start : start + _BLOCK + _OVERLAP])):
            index[word].append(block)
    return dict(index)


def _split_words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
