"""Bounds that stand apart from their number: "a dépassé ce mardi les 300", "at least, police say, 70"."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Final

from ...bounds import WordedBound
from .folding import fold
from .lexicon import Phrases, find_table, number_table

_REACH: Final = 80  # characters before a number in which such a bound begins
_NEAR: Final = 8  # characters before a number in which an aside ends
_WORD: Final = 24  # of the word before it
_ASIDE: Final = r",\s[^,.;:!?\d]{3,50},\s"
_BREAK: Final = re.compile(r"[,;:]\s|[.!?]\s")


@dataclass(frozen=True)
class Apart:
    """The patterns of a language.

    Attributes:
        verb: A verb of exceeding, with nothing but words for the count between it and the number.
        aside: A bound, or the halves of one, with an aside behind: "more, police say, than".
        nearest: The words that may stand right before the number behind such a verb; empty if they are not known.
        bounds: What the bounds of asides mean.
        frames: What stands before a number and behind its noun, if it is exceeded.
        risen: What stands behind two numbers, if one changed to the other.
        changed: A word behind which two numbers are such.
        to: A word between these, behind the first.
        if_more: "if not more" behind a comma, some words behind a number.
    """

    verb: re.Pattern[str]
    aside: re.Pattern[str]
    nearest: frozenset[str]
    bounds: Phrases[WordedBound]
    frames: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    risen: re.Pattern[str]
    changed: re.Pattern[str]
    to: re.Pattern[str]
    if_more: re.Pattern[str]

    def find(self, text: str, start: int, behind: int, done: int) -> tuple[WordedBound, int] | None:
        """Find what bounds a number from afar, and where the span that takes it in begins.

        Args:
            text: The folded text.
            start: Where the number begins.
            behind: Where it ends, with its counter.
            done: Where the number before ends.
        """
        first = max(done, start - _REACH)
        beside = text[max(first, start - _WORD) : start].split()[-1:]
        near = not self.nearest or (beside and beside[0] in self.nearest)
        if near and (match := self.verb.search(text, first, start)) and not self.to.match(text, behind):
            return "more_than", match.start()
        match = self.aside.search(text, first, start) if "," in text[max(first, start - _NEAR) : start] else None
        if match and (not done or _BREAK.search(text, done, match.start() + 1)):
            return ("more_than" if match["half"] else self.bounds[match["bound"]]), match.start()
        for opening, closing in self.frames:
            if closing.match(text, behind) and (opened := opening.search(text, first, start)):
                return "more_than", opened.start()
        return None


@cache
def apart_of(language: str) -> Apart:
    """Compile the patterns of a language."""
    words, table = find_table(language, "apart"), number_table(language)
    before, spaces = table["bounds"]["before"], table["writing"]["spaces"]
    asides: tuple[WordedBound, ...] = ("at_least", "about")
    bounds = [(phrase, bound) for bound in asides for phrase in before.get(bound, ())]
    phrases: Phrases[WordedBound] = Phrases(bounds, spaces=spaces)
    risen = Phrases(((phrase, True) for phrase in words["risen"]), spaces=spaces, left=False).pattern
    fillers = [*words["between"], *before.get("exactly", ()), *chain.from_iterable(table["dates"]["weekdays"])]
    nearest = frozenset(fold(phrase).split()[-1] for phrase in (*words["verbs"], *fillers))
    halves = "|".join(rf"{_pattern([first])}{_ASIDE}{fold(last)}" for first, last in words["split"]) or "(?!)"
    return Apart(
        verb=re.compile(rf"{_pattern(words['verbs'])}(?:\s+{_pattern(fillers)}){{0,6}}\s*$"),
        aside=re.compile(rf"(?:(?P<half>{halves})|(?P<bound>{phrases.pattern}){_ASIDE})\s*$"),
        nearest=nearest if not any("*" in word for word in nearest) else frozenset(),
        bounds=phrases,
        frames=tuple(
            (re.compile(rf"{_pattern([first])}\s*$"), re.compile(rf"(?:\s+[^\s\d,.]+){{0,2}}?\s+{_pattern([last])}"))
            for first, last in words["frames"]
        ),
        risen=re.compile((rf"(?:\s+[^\s\d,.]+)?\s*{risen}" if spaces else risen) + _find_particles(words)),
        changed=re.compile(_pattern(words["changed"])),
        to=re.compile(rf"(?:\s+[^\s\d]+)?\s*{_pattern(words['to'])}\s*\d"),
        if_more=re.compile(rf"(?:\s+[^\s\d,،.;:]+){{1,8}}?[,،]\s+{_pattern(words['if_more'])}"),
    )


def _find_particles(words: Mapping[str, Iterable[str]]) -> str:
    """Return a pattern of particles for "to" behind a number that tell of a change by themselves: "12人から15人に"."""
    particles = "|".join(map(fold, words.get("risen_by", ())))
    if not particles:
        return ""
    others = Phrases(((phrase, True) for phrase in words.get("risen_not", ())), spaces=False).pattern
    swallowed = "|".join(f"(?<={particle})" for particle in particles.split("|"))
    return rf"|(?:(?:{particles})|{swallowed})(?!\s?{others})"


def _pattern(phrases: Iterable[str]) -> str:
    return Phrases((phrase, True) for phrase in phrases).pattern
