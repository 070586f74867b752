"""Numerals of a text in digits and words: all of the adjacent numeral material is one number, or it is unread."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ...bounds import WordedBound
from .lexicon import SPELT_DIGITS, WORD
from .patterns import Patterns
from .runs import Run, Style

_UNMISTAKABLE: Final = 6  # characters of number words that are nothing else, so that they need no counter
_NEAR: Final = 16  # characters before a number in which a currency stands
_WORD: Final = re.compile(WORD)
_PARTED: Final = re.compile(r"[〇一二三四五六七八九十百千万]・$|(?<![\d.])\.$")
MAGNITUDE: Final = re.compile(r"(?<![a-z0-9])m$")
_DECIMAL: Final = re.compile(r"\d[.,]\d(?!\d)")
_IN_WORD: Final = re.compile(r"[а-яіїєґ]'[а-яіїєґ]")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral of the folded text; `low` and `high` are those of a vague count, the value twice of any other.

    Attributes:
        scale: What the last of its scales multiplies, 1 where it has none.
        tail: Where what is glued behind it ends: an ending of case.
        inside: A bound that stands inside: "30多人".
    """

    start: int
    end: int
    tail: int
    low: float
    high: float
    style: Style
    scale: float = 1.0
    inside: WordedBound | None = None
    in_digits: bool = False


def find_numerals(text: str, mask: bytearray, patterns: Patterns) -> Iterator[Numeral]:
    """Yield the numerals of a folded text, in order, outside what the mask marks as taken by names."""
    at, reader = 0, _Reader(text, mask, patterns)
    while match := patterns.atom.search(text, at):
        if mask[match.start()] or not _may_begin(text, match, patterns):
            at = _skip(text, match, patterns)
            continue
        if not patterns.spaces and (part := patterns.part_word.match(text, match.start())):
            at = part.end()  # "一半" is a half, no one and a half
            continue
        numeral = reader.read(match.start())
        if numeral is None:
            at = max(_skip(text, match, patterns), 0 if patterns.spaces else _find_chain_end(text, match, patterns))
            continue
        yield numeral
        at = numeral.tail


def _skip(text: str, match: re.Match[str], patterns: Patterns) -> int:
    """Return where to go on behind an atom that begins no numeral: behind its word."""
    if match["digits"] or not patterns.spaces:
        return match.start() + 1
    end = match.start() + 1
    while end < len(text) and _WORD.match(text[end]):
        end += 1
    return end


def _find_chain_end(text: str, match: re.Match[str], patterns: Patterns) -> int:
    """Return where number words that touch each other end: no part of what is not read as a whole is a number."""
    if match["number"] in patterns.vague:
        return match.end()
    end = match.end()
    while following := patterns.atom.match(text, end):
        end = following.end()
    return end if end > match.end() else match.start() + 1


def _may_begin(text: str, match: re.Match[str], patterns: Patterns) -> bool:
    """Return whether a numeral may begin here: at the edge of a word, but for what is written together with it."""
    start = match.start()
    before = text[max(0, start - 8) : start]
    if not patterns.spaces and _PARTED.search(before):
        return False  # "三・六" is 3.6, ".310" is an average
    if match["digits"] and MAGNITUDE.search(before) and _DECIMAL.match(text, start):
        return True  # an earthquake of "M5.6"
    if not before or not _WORD.match(before[-1]) or not patterns.spaces:
        return not before or not before[-1].isascii() or not before[-1].isalnum()
    if match["digits"] and patterns.counted and not before[-1].isascii():
        return True  # Korean writes particles and nouns before digits without a space
    return patterns.proclitic.search(before) is not None


class _Reader:
    def __init__(self, text: str, mask: bytearray, patterns: Patterns) -> None:
        self._text, self._mask, self._patterns = text, mask, patterns
        self._separators = patterns.separators.fit(text)

    def read(self, start: int) -> Numeral | None:
        """Read the longest numeral that begins at an atom; None if none ends at the edge of a word."""
        ends: list[Numeral] = []
        run, at, begun, inside = Run(self._text, self._patterns, self._separators), start, start, None
        joined = ""
        while True:
            atom = self._patterns.atom.match(self._text, at)
            if atom is None or self._mask[at] or (joined == "" and at > start and self._is_of_share(start, atom)):
                break
            end = run.push(self._choose(atom), joined)
            if end is None:
                scaled = atom["number"] and self._is_scale(atom["number"]) and self._find_tail(atom.end()) is not None
                if scaled and len(ends) > 1:
                    ends = [found for found in ends if found.end <= begun]  # "150 thousand and 200 thousand" are two
                break
            begun = at
            letters = self._patterns.magnitude.match(self._text, end) if atom["digits"] else None
            if letters and run.multiply(self._patterns.magnitudes[letters["letters"]]):
                end = letters.end()
            bounded = None if self._is_plain(end) else self._patterns.bound_inside.match(self._text, end)
            if bounded:
                inside = self._patterns.inside[bounded[0]]
            self._note(ends, start, end, run, inside)
            end = bounded.end() if bounded else end
            if bounded:
                self._note(ends, start, end, run, inside)
            spelt = None if atom["digits"] else self._patterns.spelt_decimal.match(self._text, end)
            if spelt and run.parts:
                run.add_decimals("".join(str(max(0, SPELT_DIGITS.index(sign) - 1)) for sign in spelt["decimals"]))
                end = spelt.end()
                self._note(ends, start, end, run, inside)
            more = self._patterns.half_behind.match(self._text, end)
            if more and run.parts:
                run.parts[-1] += 0.5 * run.scale
                end = more.end()
                self._note(ends, start, end, run, inside)
            at = self._find_next(end)
            joined = self._text[end:at]
            if not joined and not self._patterns.compounds and self._patterns.spaces and not atom["digits"]:
                break
        piece = bool(ends) and self._patterns.counted and not joined and ends[-1].end < at
        return ends[-1] if ends and not piece else None

    def _find_next(self, end: int) -> int:
        """Return where the next atom may begin: behind white space or a hyphen, else behind a word that joins."""
        for join in self._patterns.joins:
            match = join.match(self._text, end)
            if match and self._patterns.atom.match(self._text, match.end()):
                return match.end()
        return end

    def _choose(self, atom: re.Match[str]) -> re.Match[str]:
        """Choose the longest form of a number word behind which its word ends or another number word begins.

        "hunderteins" is "hundert" and "eins", though "hunderte" is a word.
        """
        if not self._patterns.compounds or atom["digits"]:
            return atom
        ends = range(atom.end(), atom.start() + 1, -1)
        forms = [form for end in ends if (form := atom.re.fullmatch(self._text, atom.start(), end))]
        ones = (form for form in forms if self._is_before_tens(form.end()))
        return next(ones, None) or next((form for form in forms if self._goes_on(form.end())), atom)

    def _is_before_tens(self, end: int) -> bool:
        """Return whether the word between ones and tens stands at an offset, and a number word behind it."""
        join = self._patterns.before_tens.match(self._text, end)
        return join is not None and bool(join[0]) and self._patterns.atom.match(self._text, join.end()) is not None

    def _goes_on(self, end: int) -> bool:
        """Return whether a word ends at an offset, or a number word goes on there."""
        if self._find_tail(end) is not None:
            return True
        return self._patterns.atom.match(self._text, self._find_next(end)) is not None

    def _note(self, ends: list[Numeral], start: int, end: int, run: Run, inside: WordedBound | None) -> None:
        """Note the numeral as it stands, if it may end here."""
        tail = self._find_tail(end)
        if tail is None or (run.half and not run.parts):
            return
        if self._text[start:end] in self._patterns.only_counted and not self._patterns.counted_by.match(
            self._text, end
        ):
            return
        sure = self._is_long(start, end) or self._text[start:end] in self._patterns.alone
        if self._patterns.counted and not sure and not self._is_counted(start, end, tail):
            return
        low, high = (float(f"{end:.12g}") for end in run.vague or (run.value, run.value))  # no 33799999999.999996
        style = run.style if run.vague is None or run.style == "unread" else "vague"
        in_digits = self._text[start].isdigit()
        if in_digits and style == "exact" and run.value != run.value:
            style = "unread"
        shared = run.last == "scale" or run.vague or run.first_scale > 1  # "1천240" has none that a neighbour shares
        scale = run.scale if shared else 1.0
        ends.append(Numeral(start, end, tail, low, high, style, scale, inside, in_digits))

    def _find_tail(self, end: int) -> int | None:
        """Return where what is glued behind a numeral ends; None if a word goes on."""
        enclitic = self._patterns.enclitic.match(self._text, end)
        if enclitic:
            return enclitic.end()
        if _IN_WORD.match(self._text, max(0, end - 1)):
            return None  # "сім'я" is a family, no seven
        glued = end < len(self._text) and _WORD.match(self._text[end]) and _WORD.match(self._text[end - 1])
        if not glued or not self._patterns.spaces or self._patterns.counted:
            return end
        if self._patterns.age_behind.match(self._text, end):
            return end  # "zweijährige"
        if self._text[end - 1].isdigit() and (
            self._patterns.unit.match(self._text, end)
            or self._patterns.currency.match(self._text, end)
            or self._patterns.bound_behind.match(self._text, end)
        ):
            return end
        if self._patterns.bound_behind.match(self._text, end):
            return end
        return None

    def _is_of_share(self, start: int, atom: re.Match[str]) -> bool:
        """Return whether a scale is a particle behind the part of a whole: "3분의 1만" is only a third."""
        patterns, before = self._patterns, self._text[max(0, start - _NEAR) : start]
        scaled = patterns.spaces and patterns.counted and atom["number"] and self._is_scale(atom["number"])
        return bool(scaled) and patterns.share_before.search(before.rstrip()) is not None

    def _is_plain(self, at: int) -> bool:
        """Return whether a plain number word stands at an offset: "여섯" in "열여섯", no "여" (odd)."""
        atom = self._patterns.atom.match(self._text, at)
        return atom is not None and atom["number"] is not None and atom["number"] in self._patterns.words

    def _is_scale(self, words: str) -> bool:
        return words in self._patterns.scales or words in self._patterns.plurals

    def _is_long(self, start: int, end: int) -> bool:
        """Return whether number words are too long for anything else, and stand apart: they need no counter."""
        apart = not _WORD.match(self._text[end : end + 1] or " ")
        return end - start >= _UNMISTAKABLE and apart and not _WORD.match(self._text[start - 1 : start] or " ")

    def _is_counted(self, start: int, end: int, tail: int) -> bool:
        """Return whether a numeral has digits, or words beside it that only numbers have."""
        if any(character.isdigit() for character in self._text[start:end]):
            return True
        patterns, before = self._patterns, self._text[max(0, start - _NEAR) : start]
        ahead = [patterns.percent_before, patterns.currency_before, patterns.share_before]
        ahead += [] if patterns.spaces else [patterns.age_before]  # "年仅十六"
        behind = (
            *(patterns.counter, patterns.unit, patterns.currency, patterns.bound_behind, patterns.share_part),
            *(patterns.tenths.word, patterns.decades.word),
        )
        if any(pattern.search(before) for pattern in ahead) or any(
            pattern.match(self._text, tail) for pattern in behind
        ):
            return True
        joined = patterns.range_join.match(self._text, tail)
        if joined and joined.end() > tail and (patterns.atom.match(self._text, joined.end())):
            return not patterns.spaces  # "四十八到七十二小时"
        bound = patterns.bound_before.search(before)
        return bound is not None and patterns.before[bound["bound"]] != "exactly"
