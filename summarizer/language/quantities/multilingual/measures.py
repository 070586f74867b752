"""Numerals with their units: measures, percentages, ages, money, and degrees below zero."""

import re
from dataclasses import dataclass, replace
from typing import Final

from ..number import Kind
from .lexicon import SPELT_DIGITS
from .numerals import Numeral
from .patterns import Patterns
from .tenths import TENTHS

NEAR: Final = 56  # characters before a number in which its bound or its sign stands
BELOW_ZERO: Final = ("degree", "degC")
_SIGN: Final = re.compile(r"(?:^|[\s(])(-)$")
_UNDER_A_YEAR: Final = ("month", "week", "day")
_OLDEST: Final = 116
_WHOLE: Final = 10  # tenths
_BESIDE_NAME: Final = (
    (re.compile(r"[^\W\d_]\.? ?\($"), re.compile(r"\)")),
    (re.compile(r"[^\W\d_], $"), re.compile(r",(?=\s[^\W\d_])")),
)
_PARTED: Final = ("second", "metre")
_DECIMALS: Final = re.compile(rf"\d{{1,2}}(?!\d|[.,:]\d)|[{SPELT_DIGITS[2:]}]{{1,2}}")
_HALVED: Final = ("minute", "hour", "day", "week", "month", "year", "decade")


@dataclass(frozen=True, slots=True)
class Measured:
    """A numeral with its unit: `start` and `end` are of the span with the unit, a bound may stand from `behind` on.

    `minor` says that it was told in hundredths of its unit, as cents.
    """

    numeral: Numeral
    start: int
    end: int
    behind: int
    kind: Kind = "quantity"
    unit: str | None = None
    minor: bool = False


def measure(text: str, numeral: Numeral, patterns: Patterns) -> Measured:
    """Attach the unit, currency or percent sign beside a numeral."""
    start, tail = numeral.start, numeral.tail
    before = text[max(0, start - NEAR) : start]
    offset = start - len(before)
    if match := patterns.percent_before.search(before):
        return Measured(numeral, offset + match.start(), numeral.end, tail, "percent", "%")
    special = _measure_special(text, numeral, before, patterns) or _measure_age(text, numeral, before, patterns)
    if special:
        return special
    currency = patterns.currency_before.search(before)
    if (match := patterns.unit.match(text, tail)) and not _begins_share(text, tail, patterns):
        word = match[0].strip()
        doubtful = word in patterns.words_too and not patterns.of_or_end.match(text, match.end())  # "2514 ha travolto"
        if doubtful or (currency and len(word) == 1):  # "Rp 2,7 M" are no metres
            return Measured(replace(numeral, style="unread"), start, numeral.end, tail)
        return _with_unit(numeral, match, before, patterns)
    if money := _measure_money(text, numeral, currency, offset, patterns):
        return money
    counter = patterns.counter.match(text, tail)
    return Measured(numeral, start, numeral.end, counter.end() if counter else tail)


def _measure_age(text: str, numeral: Numeral, before: str, patterns: Patterns) -> Measured | None:
    """Read an age by the words beside it, or by the name that it stands beside."""
    start, tail = numeral.start, numeral.tail
    if match := patterns.age_behind.match(text, tail):
        half = patterns.half_behind.match(text, match.end())
        if half and numeral.style == "exact":  # "13岁半"
            numeral = replace(numeral, low=numeral.low + 0.5, high=numeral.high + 0.5)
        end = half.end() if half else match.end()
        return Measured(numeral, start, end, end, "age", "year")
    if match := patterns.age_before.search(before):
        behind = patterns.unit.match(text, tail)
        if behind and (named := patterns.unit_word.search(behind[0])) and patterns.units[named[0]] in _UNDER_A_YEAR:
            return Measured(numeral, start, behind.end(), behind.end(), "quantity", patterns.units[named[0]])
        return Measured(numeral, start, numeral.end, tail, "age", "year")
    whole = numeral.in_digits and numeral.low < _OLDEST and numeral.low % 1 == 0
    if whole and _is_beside_name(text, before, tail):
        return Measured(numeral, start, numeral.end, tail, "age", "year")
    return None


def _measure_special(text: str, numeral: Numeral, before: str, patterns: Patterns) -> Measured | None:
    """Read tenths, the decade of an age, and days whose sign is mostly that of a date: "3割", "20代", "首3日"."""
    start, tail = numeral.start, numeral.tail
    if (tenths := patterns.tenths.read(text, tail)) and numeral.high <= _WHOLE:
        more, end = tenths
        numeral = replace(numeral, low=numeral.low + more, high=numeral.high + more)
        return Measured(numeral, start, end, end, unit=TENTHS)
    if decade := patterns.decades.read(text, tail, numeral.low):
        low, high, end = decade
        numeral = replace(numeral, low=low, high=high, style="span")
        return Measured(numeral, start, end, end, "age", "year")
    day = patterns.day_sign.match(text, tail) if patterns.days_before.search(before) else None
    return Measured(numeral, start, day.end(), day.end(), unit="day") if day else None


def _is_beside_name(text: str, before: str, tail: int) -> bool:
    """Test whether a number stands alone in brackets or between commas behind a word, as an age does: "Ana (34)"."""
    return any(left.search(before) and right.match(text, tail) for left, right in _BESIDE_NAME)


def _measure_money(
    text: str, numeral: Numeral, before: re.Match[str] | None, offset: int, patterns: Patterns
) -> Measured | None:
    """Read an amount by the currency behind it, or by one found before it, in a text that begins at `offset`."""
    start, tail = numeral.start, numeral.tail
    if numeral.style == "exact" and (match := patterns.minor_unit.match(text, tail)):
        numeral = replace(numeral, low=round(numeral.low / 100, 9), high=round(numeral.high / 100, 9))
        return Measured(numeral, start, match.end(), match.end(), "money", patterns.minor[match["minor"]], minor=True)
    match = patterns.currency.match(text, tail)
    if before:
        end = match.end() if match else numeral.end  # "新台币30万元"
        unit = patterns.money_before[before["money"]]
        return Measured(numeral, offset + before.start(), end, max(end, tail), "money", unit)
    whole = patterns.coins.find_whole(text, tail)
    if match is None and whole is None:
        return None
    unit, end = whole or ("", tail)
    if match:
        unit, end = patterns.money[re.sub(rf"^{patterns.of.pattern}\s*", "", match[0]).strip()], match.end()
    more, end = patterns.coins.add(text, end) if numeral.style == "exact" else (0.0, end)
    if more:
        numeral = replace(numeral, low=round(numeral.low + more, 9), high=round(numeral.high + more, 9))
    return Measured(numeral, start, end, end, "money", unit)


def _begins_share(text: str, at: int, patterns: Patterns) -> bool:
    """Return whether the middle of a share and a numeral stand at an offset: "4分の3" are no four minutes."""
    part = patterns.share_part.match(text, at) if patterns.counted else None
    if part is None:
        return False
    return patterns.atom.match(text, part.end() + text[part.end() :].startswith(" ")) is not None


def _find_unit_end(match: re.Match[str], patterns: Patterns) -> int:
    """Return where a unit ends that is listed with the bound behind it, by which it is told from a date: "10日以上"."""
    if not patterns.spaces and patterns.counted:
        for at in range(match.start() + 1, match.end()):
            if patterns.bound_behind.match(match.string, at):
                return at
    return match.end()


def _with_unit(numeral: Numeral, match: re.Match[str], before: str, patterns: Patterns) -> Measured:
    found = patterns.unit_word.search(match[0])
    unit = patterns.units[found[0]] if found else ""
    half = patterns.half_behind.match(match.string, match.end())
    if half and unit in _HALVED and numeral.style == "exact":  # "due anni e mezzo"
        numeral = replace(numeral, low=numeral.low + 0.5, high=numeral.high + 0.5)
        return Measured(numeral, numeral.start, half.end(), half.end(), "quantity", unit)
    if unit in BELOW_ZERO and (below := patterns.negative_behind.match(match.string, match.end())):
        return Measured(negate(numeral), numeral.start, below.end(), below.end(), "quantity", unit)
    if unit in BELOW_ZERO and numeral.style == "exact" and (sign := find_sign(before, patterns)):
        return Measured(negate(numeral), numeral.start - sign, match.end(), match.end(), "quantity", unit)
    if unit == "percent":
        return Measured(numeral, numeral.start, match.end(), match.end(), "percent", "%")
    if unit == "points":
        return Measured(numeral, numeral.start, match.end(), match.end(), "quantity", "pp")
    if unit == "year" and patterns.person_before.search(before):
        return Measured(numeral, numeral.start, match.end(), match.end(), "age", "year")
    end = _find_unit_end(match, patterns)
    more = _find_decimals(match.string, end, patterns) if unit in _PARTED else None
    if more and numeral.style == "exact" and numeral.low % 1 == 0:  # "9秒98", "一米八五"
        value = float(f"{numeral.low:.0f}.{more[0]}")
        numeral, end = replace(numeral, low=value, high=value), more[1]
    return Measured(numeral, numeral.start, end, end, "quantity", unit)


def _find_decimals(text: str, at: int, patterns: Patterns) -> tuple[str, int] | None:
    """Find decimals that are told right behind a unit, where numbers have counters, and where they end."""
    match = _DECIMALS.match(text, at) if patterns.counted else None
    if match is None:
        return None
    known = (patterns.unit, patterns.counter, patterns.currency, patterns.atom, patterns.tenths.word)
    if any(each.match(text, match.end()) for each in known):
        return None
    return "".join(sign if sign.isdigit() else str(SPELT_DIGITS.index(sign) - 1) for sign in match[0]), match.end()


def negate(numeral: Numeral) -> Numeral:
    """Return a numeral as one below zero."""
    return replace(numeral, low=-numeral.high, high=-numeral.low)


def find_sign(before: str, patterns: Patterns) -> int:
    """Return how many characters before a number say that it is below zero: "minus ", "-"; 0 if none do."""
    match = _SIGN.search(before) or patterns.negative.search(before)
    return len(before) - match.start(match.lastindex or 0) if match else 0
