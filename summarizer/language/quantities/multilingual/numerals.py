"""Numerals of a text in digits and words: all of the adjacent numeral material is one number, or it is unread."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from ...bounds import WordedBound
from . import digits
from .lexicon import WORD
from .patterns import Patterns

_DOZENS, _THOUSAND = (6, 12, 24), 1000
_UNMISTAKABLE: Final = 6  # characters of number words that are nothing else, so that they need no counter
_NEAR = 16  # characters before digits in which a currency stands
_WORD: Final = re.compile(WORD)
_LETTER_BEHIND: Final = re.compile(rf"{WORD}")
_PARTED: Final = re.compile(r"[〇一二三四五六七八九十百千万]・$")
_IN_WORD: Final = re.compile(r"[а-яіїєґ]'[а-яіїєґ]")
Style = Literal["exact", "about", "vague", "unread"]


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


@dataclass
class _Run:
    """A numeral while it is read: parts that add up, or the ends of a vague count."""

    parts: list[float] = field(default_factory=list)
    vague: tuple[float, float] | None = None
    half: bool = False
    scale: float = 1.0
    style: Style = "exact"
    last: str = ""
    is_bare_scale: bool = False  # a scale that no number stands before
    in_digits: bool = False  # it begins with digits

    first_scale: float = 1.0  # what stands before all that it multiplies

    @property
    def value(self) -> float:
        return sum(self.parts) * self.first_scale


def find_numerals(text: str, mask: bytearray, patterns: Patterns) -> Iterator[Numeral]:
    """Yield the numerals of a folded text, in order, outside what the mask marks as taken by names."""
    at = 0
    while match := patterns.atom.search(text, at):
        if mask[match.start()] or not _may_begin(text, match, patterns):
            at = _skip(text, match, patterns)
            continue
        numeral = _Reader(text, mask, patterns).read(match.start())
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
        return False  # "三・六" is 3.6
    if not before or not _WORD.match(before[-1]) or not patterns.spaces:
        return not before or not before[-1].isascii() or not before[-1].isalnum()
    if match["digits"] and patterns.counted and not before[-1].isascii():
        return True  # Korean writes particles and nouns before digits without a space
    return patterns.proclitic.search(before) is not None


class _Reader:
    def __init__(self, text: str, mask: bytearray, patterns: Patterns) -> None:
        self._text, self._mask, self._patterns = text, mask, patterns

    def read(self, start: int) -> Numeral | None:
        """Read the longest numeral that begins at an atom; None if none ends at the edge of a word."""
        ends: list[Numeral] = []
        run, at, begun, inside = _Run(), start, start, None
        joined = ""
        while True:
            atom = self._patterns.atom.match(self._text, at)
            if atom is None or self._mask[at]:
                break
            end = self._push_longest(run, self._choose(atom), joined)
            if end is None:
                if atom["number"] and self._is_scale(atom["number"]) and len(ends) > 1:
                    ends = [found for found in ends if found.end <= begun]  # "150 thousand and 200 thousand" are two
                break
            begun = at
            letters = self._patterns.magnitude.match(self._text, end) if atom["digits"] else None
            if letters and self._multiply(run, self._patterns.magnitudes[letters["letters"]]):
                end = letters.end()
            bounded = None if self._is_plain(end) else self._patterns.bound_inside.match(self._text, end)
            if bounded:
                inside = self._patterns.inside[bounded[0]]
            self._note(ends, start, end, run, inside)
            end = bounded.end() if bounded else end
            if bounded:
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

    def _note(self, ends: list[Numeral], start: int, end: int, run: _Run, inside: WordedBound | None) -> None:
        """Note the numeral as it stands, if it may end here."""
        tail = self._find_tail(end)
        if tail is None or (run.half and not run.parts):
            return
        if self._patterns.counted and not self._is_long(start, end) and not self._is_counted(start, end, tail):
            return
        low, high = run.vague or (run.value, run.value)
        style = run.style if run.vague is None or run.style == "unread" else "vague"
        in_digits = self._text[start].isdigit()
        if in_digits and style == "exact" and run.value != run.value:
            style = "unread"
        ends.append(Numeral(start, end, tail, low, high, style, run.scale, inside, in_digits))

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
        if self._text[end - 1].isdigit() and (
            self._patterns.unit.match(self._text, end)
            or self._patterns.currency.match(self._text, end)
            or self._patterns.bound_behind.match(self._text, end)
        ):
            return end
        if self._patterns.bound_behind.match(self._text, end):
            return end
        return None

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
        ahead = (patterns.percent_before, patterns.currency_before, patterns.share_before)
        behind = (patterns.counter, patterns.unit, patterns.currency, patterns.bound_behind, patterns.share_part)
        if any(pattern.search(before) for pattern in ahead) or any(
            pattern.match(self._text, tail) for pattern in behind
        ):
            return True
        bound = patterns.bound_before.search(before)
        return bound is not None and patterns.before[bound["bound"]] != "exactly"

    def _push_longest(self, run: _Run, atom: re.Match[str], joined: str) -> int | None:
        """Add the longest form of an atom that the run has room for: in "四十多" no "十多" but "十"."""
        end = self._push(run, atom, joined)
        if end is not None or atom["digits"] or self._patterns.spaces:
            return end
        shorter = range(atom.end() - 1, atom.start(), -1)
        forms = (form for at in shorter if (form := atom.re.fullmatch(self._text, atom.start(), at)))
        return next((end for form in forms if (end := self._push(run, form, joined)) is not None), None)

    def _push(self, run: _Run, atom: re.Match[str], joined: str) -> int | None:
        """Add an atom to a run and return where it ends; None if it is no part of it."""
        if atom["digits"]:
            return self._push_digits(run, atom.start(), joined)
        words = atom["number"]
        patterns = self._patterns
        if (
            joined.strip()
            and patterns.of.fullmatch(f" {joined.strip()}")
            and not (run.last in ("scale", "collective") and (words in patterns.plurals or words in patterns.scales))
        ):
            return None
        if not run.parts and not run.vague and not run.half:
            if words in patterns.collectives:
                run.parts.append(patterns.collectives[words])
                run.style = "exact" if run.value in _DOZENS else "about"
                run.last = "collective"
                return atom.end()
            if words in patterns.vague:
                run.vague, run.last = patterns.vague[words], "vague"
                return atom.end()
            if words in patterns.halves:
                run.half, run.last = True, "half"
                return atom.end()
            if words in patterns.plurals:
                size = patterns.plurals[words]
                run.vague, run.scale, run.last = _unnamed(size), size, "scale"
                return atom.end()
        if words in patterns.plurals or words in patterns.scales:
            size = (patterns.scales if words in patterns.scales else patterns.plurals)[words]
            return atom.end() if self._multiply(run, size) else None
        if words in patterns.words and not run.half:
            return atom.end() if self._add(run, patterns.words[words], joined) else None
        return None

    def _push_digits(self, run: _Run, start: int, joined: str) -> int | None:
        """Add digits to a run: they begin it, or stand behind a scale."""
        behind_scale = run.last == "scale" and (run.scale >= _THOUSAND or run.in_digits)
        if run.vague or run.half or (run.parts and not behind_scale):
            return None
        end, value, is_scaled = self._parse_digits(start)
        if value is None:
            if run.parts:
                return None
            run.parts, run.style, run.last = [math.nan], "unread", "digits"
            return end
        if run.is_bare_scale and self._patterns.scale_first and not is_scaled:
            run.parts, run.first_scale, run.last, run.is_bare_scale = [value], run.scale, "digits", False
            return end
        apart = joined.strip() and not self._patterns.glued_join.fullmatch(joined)
        if run.parts and (apart or (run.is_bare_scale and not joined.strip()) or value >= _room(run.parts[-1])):
            return None
        run.in_digits = run.in_digits or not run.parts
        run.parts.append(value)
        run.last = "digits"
        return end

    def _parse_digits(self, start: int) -> tuple[int, float | None, bool]:
        """Parse the digits at an offset: where they end, their value, None for several, and whether a scale follows."""
        text, patterns = self._text, self._patterns
        match = digits.RUN.match(text, start)
        assert match  # noqa: S101  # the atom is a digit
        decimals = patterns.decimal_word.match(text, match.end()) if match[0].isdigit() else None
        written, end = (f"{match[0]}.{decimals['decimals']}", decimals.end()) if decimals else (match[0], match.end())
        scale = patterns.scale_behind.match(text, end) or patterns.magnitude.match(text, end)
        before = max(0, start - _NEAR)
        beside = (scale, decimals, patterns.unit.match(text, end), patterns.percent_before.search(text, before, start))
        money = patterns.currency.match(text, end) or patterns.currency_before.search(text, before, start)
        value = patterns.separators.parse(
            written, measured=any(beside), scaled=scale is not None, is_money=money is not None
        )
        return end, value, scale is not None

    def _add(self, run: _Run, value: float, joined: str) -> bool:
        """Add a number word, if the number has room for it."""
        if run.vague or run.last in ("digits", "collective"):
            return False
        if not run.parts:
            run.parts.append(value)
            run.last = "word"
            return True
        last = run.parts[-1]
        if run.is_bare_scale and self._patterns.scale_first and value < last:
            run.parts, run.first_scale, run.last, run.is_bare_scale = [value], last, "word", False
            return True
        if 0 < last < 10 and value in range(20, 100, 10) and self._patterns.before_tens.fullmatch(joined):
            run.parts[-1] += value
        elif 0 < value < _room(last) or (last in self._patterns.teens_behind and 10 <= value < 20):
            run.parts.append(value)
        else:
            return False
        run.last = "word"
        return True

    def _multiply(self, run: _Run, size: float) -> bool:
        """Multiply what is smaller than a scale by it, or begin with the scale itself."""
        if run.vague:
            open_ended = run.last == "vague" and run.vague[1] > run.vague[0] + 1  # but "five or six thousand"
            run.vague = (run.vague[0] * size, run.vague[1] * size + (size - 1 if open_ended else 0))
        elif run.half:
            run.parts, run.half = [0.5 * size], False
        else:
            smaller = 0.0
            while run.parts and run.parts[-1] < size:
                smaller += run.parts.pop()
            more = (smaller or 1.0) * size
            if run.parts and more >= _room(run.parts[-1]) and not math.isnan(run.parts[-1]):
                run.parts.append(smaller)
                return False
            run.is_bare_scale = not run.parts and not smaller
            run.parts.append((smaller or 1.0) * size)
        run.scale, run.last = size, "scale"
        return True


def _room(value: float) -> float:
    """Return the power of ten below which a part may follow: 100 behind 300, 1 behind 21."""
    if math.isnan(value) or value % 1:
        return 1.0
    room = 1.0
    while value and value % (room * 10) == 0:
        room *= 10
    return room


def _unnamed(size: float) -> tuple[float, float]:
    """Return the ends of an unnamed number of tens, dozens, thousands: two at least, less than the next power."""
    return 2 * size, 99.0 if size < 100 else 10 * size - 1
