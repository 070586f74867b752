"""Building of a number from digits and words one after the other: what adds up, what multiplies, what has no room."""

import math
import re
from typing import Final, Literal

from . import digits
from .lexicon import SPELT_DIGITS
from .patterns import Patterns

_TWENTY = 20
_DOZENS, _TEN, _THOUSAND = (6, 12, 24), 10, 1000
_NEAR: Final = 16  # characters before digits in which a currency stands
_DOTTED: Final = re.compile(r"\s?[-~–]\s?\d+・\d+(?!\d)")  # "5・1～5・4％"
Style = Literal["exact", "about", "vague", "span", "unread"]


class Run:
    """A numeral while it is read.

    Attributes:
        parts: What adds up.
        vague: The ends of a vague count; None for any other.
        half: Whether half of the scale that follows was said.
        scale: What the last of its scales multiplies.
        first_scale: What stands before all that it multiplies.
        style: How sure its value is.
        last: What was read last.
        in_digits: Whether it begins with digits.
        is_bare_scale: Whether it is a scale that no number stands before.
    """

    def __init__(self, text: str, patterns: Patterns, separators: digits.Separators) -> None:
        """`separators` are those of the text."""
        self._text, self._patterns, self._separators = text, patterns, separators
        self._is_positional = False
        self.parts: list[float] = []
        self.vague: tuple[float, float] | None = None
        self.half = False
        self.scale = 1.0
        self.first_scale = 1.0
        self.style: Style = "exact"
        self.last = ""
        self.in_digits = False
        self.is_bare_scale = False

    @property
    def value(self) -> float:
        """Return the sum of its parts."""
        return sum(self.parts) * self.first_scale

    def push(self, atom: re.Match[str], joined: str) -> int | None:
        """Add the longest form of an atom that the run has room for: in "四十多" no "十多" but "十"."""
        end = self._push(atom, joined)
        if end is not None or atom["digits"] or self._patterns.spaces:
            return end
        shorter = range(atom.end() - 1, atom.start(), -1)
        forms = (form for at in shorter if (form := atom.re.fullmatch(self._text, atom.start(), at)))
        return next((end for form in forms if (end := self._push(form, joined)) is not None), None)

    def _is_article(self, words: str, joined: str) -> bool:
        """Return whether a word for one is an article behind a number: "tien een zwemvest"; not Turkish "on bir"."""
        last = self.parts[-1] if self.parts else 0.0
        ends = last % _TEN > 0 or (last == _TEN and self._patterns.has_eleven)
        return words in self._patterns.articles and joined.isspace() and last < _TWENTY and ends

    def _begins_unit(self, atom: re.Match[str]) -> bool:
        """Return whether a scale is the beginning of a unit: "千米" is a kilometre, no thousand metres."""
        unit = None if self._patterns.spaces else self._patterns.unit.match(self._text, atom.start())
        return unit is not None and unit.end() > atom.end()

    def _push(self, atom: re.Match[str], joined: str) -> int | None:
        """Add an atom to a run and return where it ends; None if it is no part of it."""
        if atom["digits"]:
            return self._push_digits(atom.start(), joined)
        words = atom["number"]
        patterns = self._patterns
        if (
            joined.strip()
            and patterns.of.fullmatch(f" {joined.strip()}")
            and not (self.last in ("scale", "collective") and (words in patterns.plurals or words in patterns.scales))
        ):
            return None
        if not self.parts and not self.vague and not self.half:
            if words in patterns.collectives:
                self.parts.append(patterns.collectives[words])
                self.style = "exact" if self.value in _DOZENS else "about"
                self.last = "collective"
                return atom.end()
            if words in patterns.vague:
                self.vague, self.last = patterns.vague[words], "vague"
                return atom.end()
            if words in patterns.halves:
                self.half, self.last = True, "half"
                return atom.end()
            if words in patterns.plurals:
                size = patterns.plurals[words]
                self.vague, self.scale, self.last = _unnamed(size), size, "scale"
                return atom.end()
        if words in patterns.plurals or words in patterns.scales:
            size = (patterns.scales if words in patterns.scales else patterns.plurals)[words]
            return atom.end() if not self._begins_unit(atom) and self.multiply(size) else None
        if words in patterns.words and not self.half and not self._is_article(words, joined):
            return atom.end() if self._add(words, patterns.words[words], joined) else None
        return None

    def _push_digits(self, start: int, joined: str) -> int | None:
        """Add digits to a run: they begin it, or stand behind a scale."""
        words_too = self._patterns.digits_behind and joined.isspace()  # Nepali "एक सय ५०"
        behind_scale = self.last == "scale" and (self.scale >= _THOUSAND or self.in_digits or words_too)
        if self.vague or self.half or (self.parts and not behind_scale):
            return None
        end, value, is_scaled = self._parse_digits(start)
        if value is None:
            if self.parts:
                return None
            self.parts, self.style, self.last = [math.nan], "unread", "digits"
            return end
        if self.is_bare_scale and self._patterns.scale_first and not is_scaled:
            self.parts, self.first_scale, self.last, self.is_bare_scale = [value], self.scale, "digits", False
            return end
        apart = joined.strip() and not self._patterns.glued_join.fullmatch(joined)
        bare = self.is_bare_scale and not joined.strip() and not words_too  # Turkish "bin 200" is 1,200
        if self.parts and (apart or bare or value >= _room(self.parts[-1])):
            return None
        self.in_digits = self.in_digits or not self.parts
        self.parts.append(value)
        self.last = "digits"
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
        beside = (
            *(scale, decimals, patterns.unit.match(text, end), patterns.percent_before.search(text, before, start)),
            *(_DOTTED.match(text, end), patterns.decimals_before.search(text, before, start)),
        )
        money = patterns.currency.match(text, end) or patterns.currency_before.search(text, before, start)
        value = self._separators.parse(
            written, measured=any(beside), scaled=scale is not None, is_money=money is not None
        )
        return end, value, scale is not None

    def _add(self, word: str, value: float, joined: str) -> bool:
        """Add a number word, if the number has room for it."""
        if self.vague or self.last in ("digits", "collective"):
            return False
        if not self.parts:
            self.parts.append(value)
            self.last = "word"
            self._is_positional = word in SPELT_DIGITS
            return True
        last = self.parts[-1]
        if self._is_positional and not joined and word in SPELT_DIGITS and len(self.parts) == 1 and value != last + 1:
            self.parts[-1] = _TEN * last + value  # "二五人" are 25; "二三人" are two or three
            return True
        if self.is_bare_scale and self._patterns.scale_first and value < last:
            self.parts, self.first_scale, self.last, self.is_bare_scale = [value], last, "word", False
            return True
        if 0 < last < 10 and value in range(20, 100, 10) and self._patterns.before_tens.fullmatch(joined):
            self.parts[-1] += value
        elif 0 < value < _room(last) or (last in self._patterns.teens_behind and 10 <= value < 20):
            self.parts.append(value)
        else:
            return False
        self.last = "word"
        return True

    def add_decimals(self, digits: str) -> None:
        """Add decimals that are told in words, digit by digit."""
        self.parts[-1] = float(f"{self.parts[-1]:.0f}.{digits}")
        self.last = "digits"

    def multiply(self, size: float) -> bool:
        """Multiply what is smaller than a scale by it, or begin with the scale itself."""
        self._is_positional = False
        if self.vague:
            open_ended = self.last == "vague" and self.vague[1] > self.vague[0] + 1  # but "five or six thousand"
            self.vague = (self.vague[0] * size, self.vague[1] * size + (size - 1 if open_ended else 0))
        elif self.half:
            self.parts, self.half = [0.5 * size], False
        else:
            smaller = self.parts.pop() if self.last == "digits" and len(self.parts) == 1 else 0.0  # "5 104,6 тис."
            while self.parts and self.parts[-1] < size:
                smaller += self.parts.pop()
            more = (smaller or 1.0) * size
            if self.parts and more >= _room(self.parts[-1]) and not math.isnan(self.parts[-1]):
                self.parts.append(smaller)
                return False
            self.is_bare_scale = not self.parts and not smaller
            self.parts.append((smaller or 1.0) * size)
        self.scale = size * self.scale if self.last == "scale" else size  # "2 mil millones"
        self.last = "scale"
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
