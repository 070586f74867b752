"""Alignment of a paraphrased quote with the words of the article, and where the two contradict each other."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from ..language.lexicon import table
from ..language.places import find_nations

# Words beside the outermost common ones, more than the quote has there, in which the article's clause may end. Two news
# texts say one thing in other words within that many ("were killed", "were taken to hospital with injuries").
_MORE: Final = 4
_ROOM: Final = 200  # characters behind the window in which such a clause may end
_LONGEST_WORD: Final = 64
# Scripts without spaces, in which what stands between two is a clause: Thai, Burmese, Khmer, Japanese, Chinese.
_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_RESPELT: Final = 80  # percent of likeness between two spellings of a word
_CLAUSE_END: Final = re.compile(r"[.!?;:,)\"]$")


class ContradictionError(Exception):
    """The likeliest place of a quote, at `span`, says something else of those who are counted: `said`, not `quoted`."""

    def __init__(self, quoted: str, said: str, span: tuple[int, int]) -> None:
        super().__init__(quoted, said)
        self.quoted, self.said, self.span = quoted, said, span


@dataclass(frozen=True)
class Alignment:
    """The span of a text that a quote paraphrases; `instead`: a word of the quote, and the one that contradicts it."""

    start: int
    end: int
    instead: tuple[str, str] | None


def align(quote: str, text: str, start: int, end: int) -> Alignment:
    """Align a quote with the words that it paraphrases, given a window of the text that is like it.

    A paraphrase is longer or shorter than what it repeats, so the window's ends are off by that much, and by what a
    window at either end of the text is shorter than the quote. The ends are the outermost words that both have in
    common, in order. Where the quote has words beyond these, the text's own go on to the end of their clause: a quote
    must not be cut before the word that contradicts it.
    """
    slack = len(quote) // 4
    least, most = min(start, end - len(quote)) - slack, max(end, start + len(quote)) + slack
    at, _ = _extend_to_words(text, max(0, least), end)
    _, far = _extend_to_words(text, start, min(len(text), most + _ROOM))
    ours = re.findall(r"\S+", quote)
    theirs = list(re.finditer(r"\S+", text[at:far]))
    near = sum(word.start() < most - at for word in theirs)
    blocks = Indel.opcodes(ours, [word[0] for word in theirs[:near]])
    same = [block for block in blocks if block.tag == "equal"]
    if not same:
        return Alignment(*_extend_to_words(text, start, end), None)
    first, last = same[0].dest_start, same[-1].dest_end
    if before := same[0].src_start:
        first = _find_clause_start(theirs, first, max(0, first - before - _MORE))
    if behind := len(ours) - same[-1].src_end:
        last = _find_clause_end(theirs, last, min(len(theirs), last + behind + _MORE))
    says = [word[0] for word in theirs[first:last]]
    return Alignment(at + theirs[first].start(), at + theirs[last - 1].end(), _find_contradiction(ours, says))


def is_respelt(quote: str, text: str) -> bool:
    """Test whether two texts differ in the spelling of words alone: as many, and each like the other's.

    In a language whose words for what became of people are not known, a quote may not be paraphrased: one word makes
    the wounded dead, or drops a "not".
    """
    ours, theirs = quote.split(), text.split()
    pairs = zip(ours, theirs, strict=False)
    return len(ours) == len(theirs) and all(
        a == b or (fuzz.ratio(a, b) >= _RESPELT and not _UNSPACED.search(a + b)) for a, b in pairs
    )


def _find_clause_start(words: list[re.Match[str]], first: int, least: int) -> int:
    """Find the first word of the clause that a word is in, and not before the word `least`."""
    while first > least and not _CLAUSE_END.search(words[first - 1][0]):
        first -= 1
    return first


def _find_clause_end(words: list[re.Match[str]], last: int, most: int) -> int:
    """Find where the clause of the word before `last` ends, and not behind the word `most`."""
    while last < most and not _CLAUSE_END.search(words[last - 1][0]):
        last += 1
    return last


def _find_contradiction(ours: list[str], theirs: list[str]) -> tuple[str, str] | None:
    """Find a fate or a nation that only the quote tells of, and one that only the article does; None without both."""
    quoted, said = _find_fates(ours), _find_fates(theirs)
    wrong, right = set(quoted) - set(said), set(said) - set(quoted)
    if wrong and right:
        return quoted[min(wrong)], said[min(right)]
    return _find_swapped_nation(" ".join(ours), " ".join(theirs))


def _find_swapped_nation(quote: str, text: str) -> tuple[str, str] | None:
    """Find a word for a nation that only the quote has, and one that only the article has in its place.

    Each word of the quote is set off against one of the article that can mean the same: "Ethiopia's ministry" leaves
    "Ethiopian soldiers" to be explained.
    """
    left = [(text[start:end], nations) for start, end, nations in find_nations(text)]
    alone = []
    for start, end, nations in find_nations(quote):
        same = next((word for word in left if word[1] & nations), None)
        if same:
            left.remove(same)
        else:
            alone.append(quote[start:end])
    return (alone[0].title(), left[0][0].title()) if alone and left else None


def _find_fates(words: list[str]) -> dict[str, str]:
    """Return the words that tell what became of people, by what they tell."""
    bare = (word.strip(".,;:!?\"'()-") for word in words)
    return {_fate_of()[word]: word for word in bare if word in _fate_of()}


@cache
def _fate_of() -> dict[str, str]:
    """Return what becomes of people, by the words for it, of which none means another's.

    Where a quote has one and the article another in its place, the quote says what the article does not.
    """
    measures = table("measures").items()
    return {word: measure for measure, lists in measures for word in lists.get("fates", ())}


def _extend_to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a window of a text with its first and last words whole; a script without spaces has none so long."""
    before = re.search(r"\S*$", text[max(0, start - _LONGEST_WORD) : start])
    after = re.match(r"\S*", text[end : end + _LONGEST_WORD])
    return start - len(before[0] if before else ""), end + len(after[0] if after else "")
