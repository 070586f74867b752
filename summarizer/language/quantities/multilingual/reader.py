"""From a text to its numbers, by the words of a language's folder."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest
from typing import Final

from ..number import Kind, Number
from .currencies import settle_currencies
from .folding import fold_text
from .lexicon import LETTER, WORD
from .limits import read_limits, restore
from .lists import share_units
from .measures import Measured, measure
from .minor_units import add_minor_units
from .numerals import MAGNITUDE, Numeral, find_numerals
from .one_words import OneWords, one_words_of
from .patterns import Patterns, patterns
from .ranges import joins_range
from .shares import find_halves, find_shares
from .tenths import settle_tenths

_YEARS: Final = range(1800, 2101)
_UNNAMED_YEARS: Final = range(1900, 2060)  # four digits that are no count where nothing says that they are one
_HOURS: Final = 24
_DAYS: Final = range(1, 32)
_BESIDE, _FAR = 16, 40  # characters beside a number
_NAMED: Final = re.compile(rf"(?:{LETTER}{WORD}*[-–]|{LETTER}|[№#])$")
_NAMED_IN_ASCII: Final = re.compile(rf"(?:[a-z][a-z0-9]*[-–]|{LETTER}[-–]|[a-z]|[№#])$")
_STRONGEST: Final = 10
_MODEL: Final = re.compile("[B-EGKLPRSTX](?![A-Za-z0-9])")
_DASHED: Final = re.compile(r"\d[–ー-]\d")
_SCORE: Final = re.compile(r"(?<![\w/–-])(?<!\d[.,])(?<!\d )(\d{1,2})[–ー-](\d{1,2})(?![\d/%–-]|[.,]\d|\s\d|\s?%)")
_SCORE_IN_TEXT: Final = re.compile(_SCORE.pattern.replace(r"[\w/–-]", "[a-z0-9/–-]", 1))  # where words are not parted
_WORD_BEHIND: Final = re.compile(r"\s[^\W\d_]")


def read_numbers(text: str, language: str) -> list[Number]:
    """Read every numeric mention of a text, in order, as the press of a language writes them.

    Args:
        text: Any text.
        language: A language that `languages()` lists.

    Returns:
        Numbers, dates, times, ordinals and names, told apart by `kind`; spans never overlap, and every digit is in one.
        What may mean several numbers is "unread".
    """
    folded = fold_text(text)
    read = _Reading(folded.text, text, folded.offsets, patterns(language), one_words_of(language)).read()
    numbers = map(settle_tenths, settle_currencies(read, folded.text, language))
    restored = sorted((restore(number, text, folded.offsets) for number in numbers), key=lambda number: number.start)
    return list(_fill(text, _apart(restored)))


class _Reading:
    """One text on its way to its numbers: what is read is masked, so that nothing is read twice."""

    def __init__(
        self, text: str, original: str, offsets: Sequence[int], patterns: Patterns, one_words: OneWords
    ) -> None:
        self._text = text
        self._original = original
        self._offsets = offsets
        self._patterns = patterns
        self._one_words = one_words
        self._mask = bytearray(len(text))

    def read(self) -> Iterator[Number]:
        """Yield the numbers, with their offsets in the folded text; a dual and what it is a part of may overlap."""
        text, patterns = self._text, self._patterns
        for pattern, kind in patterns.names:
            found = list(self._find_all(pattern, kind or "designator"))
            yield from found if kind else ()
        for none in self._find_all(patterns.zeros, "quantity"):  # before its numeral: 无一人
            yield replace(none, low=0.0, high=0.0, bound="exactly", value=0.0)
        yield from self._find_scores()
        numerals = []
        for numeral in find_numerals(text, self._mask, patterns):
            tens = not numeral.in_digits and numeral.low in range(20, 100, 10)
            ordinal = patterns.ordinal_behind.match(text, numeral.tail) if tens else None
            ones = patterns.ordinal_ones.search(text, max(0, numeral.start - _FAR), numeral.start) if tens else None
            if ones:  # "الثالثة والثلاثون"
                yield from self._find_all(re.compile(re.escape(text[ones.start() : numeral.tail])), "ordinal")
            elif ordinal:  # "двадцать первый"
                yield from self._find_all(re.compile(re.escape(text[numeral.start : ordinal.end()])), "ordinal")
            elif self._is_named(numeral):
                self._cover(numeral)
                yield Number(numeral.start, numeral.end, "", "designator")
            else:
                numerals.append(numeral)
        measured = list(add_minor_units(text, (measure(text, each, patterns) for each in numerals), patterns))
        measured = list(_leave_out_inner(measured))
        measured = share_units(text, measured, patterns)
        shares = dict(find_shares(text, measured, patterns))
        taken = {at for places in shares.values() for at in places}
        measured = [item for at, item in enumerate(measured) if at not in taken and not self._is_article(item)]
        named = dict(self._find_named(measured))
        yield from (Number(item.start, item.end, "", kind) for item, kind in named.items())
        measured = [item for item in measured if item not in named]
        at_once = {at for item in measured for at in range(item.start, item.end)}
        measured += self._one_words.find(text, self._mask, at_once)
        measured.sort(key=lambda item: item.start)
        spans: tuple[Measured | Number, ...] = (*measured, *shares)
        for span in spans:
            self._cover(span)
        yield from find_halves(text, self._mask, patterns)
        yield from self._find_all(patterns.ordinal, "ordinal")
        yield from shares
        yield from read_limits(text, measured, patterns)

    def _cover(self, span: Numeral | Measured | Number) -> None:
        self._mask[span.start : span.end] = b"\1" * (span.end - span.start)

    def _find_all(self, pattern: re.Pattern[str], kind: Kind) -> Iterator[Number]:
        """Yield what a pattern matches where nothing is read yet, and cover it."""
        for match in pattern.finditer(self._text):
            if match.end() > match.start() and self._mask.find(1, match.start(), match.end()) < 0:
                found = Number(match.start(), match.end(), "", kind)
                self._cover(found)
                yield found

    def _find_scores(self) -> Iterator[Number]:
        """Yield two counts of a game, the first no smaller, so that they are no range: "3-1"."""
        patterns, twice = self._patterns, self._patterns.separators.indian  # "50-50 हजार" are 50 thousand each
        score = _SCORE if patterns.spaces else _SCORE_IN_TEXT
        for dash in _DASHED.finditer(self._text):
            match = score.match(self._text, max(0, dash.start() - 1)) or score.match(self._text, dash.start())
            if match is None:
                continue
            falls = int(match[1]) > int(match[2]) - (not twice)
            counted = any(each.match(self._text, match.end()) for each in (patterns.scale_behind, patterns.currency))
            if falls and not counted and self._mask.find(1, match.start(), match.end()) < 0:
                game = Number(match.start(), match.end(), "", "designator")
                self._cover(game)
                yield game

    def _is_named(self, numeral: Numeral) -> bool:
        """Return whether digits are part of a name: letters stand before them that are neither a bound nor money."""
        patterns, before = self._patterns, self._text[max(0, numeral.start - _BESIDE) : numeral.start]
        named = _NAMED if patterns.spaces and not patterns.counted else _NAMED_IN_ASCII
        if numeral.in_digits and patterns.counted and self._is_in_model(numeral):
            return True
        if not numeral.in_digits or not named.search(before):
            return False
        if MAGNITUDE.search(before) and numeral.low < _STRONGEST and numeral.low % 1:
            return False
        known = (patterns.proclitic, patterns.currency_before, patterns.bound_before)
        return not any(pattern.search(before) for pattern in known)

    def _is_in_model(self, numeral: Numeral) -> bool:
        """Return whether a capital that is no unit stands right behind digits: "5G" (no five grams), "3D"."""
        letter = _MODEL.match(self._original, self._offsets[numeral.tail])
        units = (self._patterns.unit, self._patterns.counter, self._patterns.currency)
        known = any(each.match(self._text, numeral.tail) for each in units)
        return letter is not None and (letter[0] == "G" or not known)

    def _is_article(self, item: Measured) -> bool:
        """Return whether a word for a number is an article or no number: no unit follows, nor a noun that it counts."""
        numeral = item.numeral
        if item.unit is not None or self._patterns.ones.match(self._text, numeral.start):
            return False
        joins = (self._patterns.range_join, *(frame[1] for frame in self._patterns.frames))  # "ein bis drei"
        for join in filter(None, (pattern.match(self._text, numeral.tail) for pattern in joins)):
            if self._patterns.atom.match(self._text, join.end()):
                return False
        said = self._original[self._offsets[numeral.start] : self._offsets[numeral.end]]
        return said.strip().casefold() in self._patterns.articles  # with its accents: "één" counts, "een" does not

    def _find_named(self, measured: Sequence[Measured]) -> Iterator[tuple[Measured, Kind]]:
        """Yield the numerals that count nothing; two hours with a word of ranges between them do not either."""
        for item in measured:
            if kind := self._name(item):
                yield item, kind
        for pair in pairwise(measured):
            hours = not self._patterns.counted and all(
                item.unit == "hour" and item.numeral.low <= _HOURS for item in pair
            )
            if hours and joins_range(self._text, *pair, self._patterns):  # "de 20 heures à 5 heures"
                yield from ((item, "time") for item in pair)

    def _name(self, item: Measured) -> Kind | None:
        """Return what a numeral is that counts nothing: an hour, four digits that may be a year, what is below zero."""
        text, patterns, numeral = self._text, self._patterns, item.numeral
        if numeral.low <= _HOURS and patterns.clock_behind.match(text, numeral.tail):
            return "time"
        if not numeral.in_digits and numeral.low in _DAYS and patterns.month_behind.match(text, numeral.tail):
            return "date"  # "dos de marzo"
        bare = numeral.in_digits and numeral.end - numeral.start == 4 and text[numeral.start : numeral.end].isdigit()
        bare = bare and item.behind == numeral.tail  # "2000人" has a counter
        years = (*_YEARS, *patterns.other_years)
        if not bare or item.unit is not None or numeral.low not in years:
            return None
        bounded = patterns.bound_before.search(text, max(0, item.start - _FAR), item.start)
        since = bounded is not None and patterns.year_before.search(bounded[0].strip()) is not None  # "desde 1998"
        if not since and self._is_bounded(item):  # "more than 2019" is more than in that year
            alone = numeral.low in _UNNAMED_YEARS and not _WORD_BEHIND.match(text, numeral.tail)
            return "unread" if alone and numeral.low % 100 else None
        if patterns.year_before.search(text, max(0, numeral.start - _FAR), numeral.start):
            return "date"
        if numeral.low not in _UNNAMED_YEARS and numeral.low not in patterns.other_years:
            return None
        return "unread" if _WORD_BEHIND.match(text, numeral.tail) else "date"

    def _is_bounded(self, item: Measured) -> bool:
        found = self._patterns.bound_before.search(self._text, max(0, item.start - _FAR), item.start)
        bound = self._patterns.before[found["bound"]] if found else "exactly"
        behind = self._patterns.bound_behind.match(self._text, item.behind)
        return bound not in ("exactly", "at_most") or behind is not None


def _leave_out_inner(measured: Sequence[Measured]) -> Iterator[Measured]:
    """Yield the numerals that are no part of another: not 百 in "百分之六", nor 5 in "3割5分"."""
    done = 0
    for item, after in zip_longest(measured, measured[1:]):
        if (after is None or after.start > item.start) and item.numeral.start >= done:
            done = item.end
            yield item


def _apart(numbers: list[Number]) -> list[Number]:
    """Return the numbers that overlap none before them."""
    apart: list[Number] = []
    for number in numbers:
        if not apart or number.start >= apart[-1].end:
            apart.append(number)
    return apart


def _fill(text: str, numbers: list[Number]) -> Iterator[Number]:
    """Yield the numbers, and between them as `unread` the digits that nothing explained."""
    edges = [(0, 0), *((number.start, number.end) for number in numbers), (len(text), len(text))]
    for at, ((_, end), (start, _)) in enumerate(pairwise(edges)):
        for match in re.finditer(r"\d+", text[end:start]):
            start_of = end + match.start()
            kind: Kind = "designator" if text[start_of - 1 : start_of].isalpha() else "unread"
            yield Number(start_of, end + match.end(), match[0], kind)
        if at < len(numbers):
            yield numbers[at]
