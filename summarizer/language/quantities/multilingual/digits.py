"""Digits of a language: from "1.200,5" and "12,34,567" to values, by what parts thousands and decimals there."""

import re
from dataclasses import dataclass
from typing import Final

SEPARATORS: Final = ".,'٬٫/·・"
_DOT: Final = "・"  # decimals beside a unit; elsewhere it parts days, names, items
RUN: Final = re.compile(rf"\d+(?:[{SEPARATORS}]\d+| \d{{3}}(?!\d))*")
_GROUPS: Final = re.compile(r"[1-9]\d{0,2}(\D)\d{3}(?:\1\d{3})*")
_INDIAN: Final = re.compile(r"[1-9]\d?(?:,\d\d)+,\d{3}")
_PARTED: Final = re.compile(r"(\d+)(\D)(\d+)")
_BOTH: Final = re.compile(r"([1-9]\d{0,2}(\D)\d{3}(?:\2\d{3})*)(?!\2)(\D)(\d+)")
_POINTS: Final = ".,٫"
_COMMA_THOUSANDS: Final = re.compile(
    r"(?<![\d.,])[1-9]\d{0,2}(?:,\d{3})*,000(?![\d,])|(?<![\d.,])\d{1,3}\.\d{1,2}(?![\d.])"
)
_POINT_THOUSANDS: Final = re.compile(r"(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d.])|\d,\d{1,2}(?!\d)")


@dataclass(frozen=True)
class Separators:
    """What parts the digits of a language's numbers.

    Attributes:
        thousands: Between groups of three.
        decimals: Before decimals.
        indian: Whether groups of two are usual before the last three: "12,34,567".
        unsure: Before three digits, thousands in one country and decimals in another.
    """

    thousands: frozenset[str]
    decimals: frozenset[str]
    indian: bool = False
    unsure: frozenset[str] = frozenset()

    def fit(self, text: str) -> "Separators":
        """Return those of a text: with a comma before thousands, as in Mexico, where one shows that it is meant so."""
        if not self.unsure or not _COMMA_THOUSANDS.search(text) or _POINT_THOUSANDS.search(text):
            return self
        return Separators(frozenset(","), frozenset("."), self.indian)

    def parse(self, run: str, *, measured: bool, scaled: bool, is_money: bool) -> float | None:
        """Parse a run of digits; None where it may be several numbers.

        Args:
            run: Digits, ASCII, with separators between them.
            measured: Whether a scale or a unit stands beside it, so that it may have decimals.
            scaled: Whether it is a scale.
            is_money: Whether a currency does, which has no more than two.
        """
        if run.isdigit():
            return float(run)
        if self.indian and _INDIAN.fullmatch(run):
            return float(run.replace(",", ""))
        if both := _BOTH.fullmatch(run):
            return float(f"{re.sub(r'[^0-9]', '', both[1])}.{both[4]}") if both[3] in _POINTS else None
        if groups := _GROUPS.fullmatch(run):
            return self._parse_groups(run, groups[1], measured=measured, scaled=scaled, is_money=is_money)
        parted = _PARTED.fullmatch(run)
        if parted is None or parted[2] not in {*_POINTS, *self.decimals}:
            return None
        usual = (parted[2] in self.decimals and parted[2] != _DOT) or parted[1] == "0"
        usual = usual or (parted[2] == "." and len(parted[3]) == 1)  # "magnitudo 4.4"
        return float(f"{parted[1]}.{parted[3]}") if usual or measured or is_money else None

    def _parse_groups(self, run: str, separator: str, *, measured: bool, scaled: bool, is_money: bool) -> float | None:
        digits = float(run.replace(separator, ""))
        once = run.count(separator) == 1
        if once and separator in _POINTS and run.endswith("000") and not scaled:
            return digits  # nobody writes three zeros behind a decimal point
        if once and separator in self.unsure:
            return None
        if separator in self.thousands:
            return None if once and scaled and separator in self.decimals else digits
        is_decimal = separator in self.decimals
        if not once or (is_money and not scaled and not is_decimal) or separator in " '٬":
            return digits
        return float(run.replace(separator, ".")) if (measured or is_money) and is_decimal else None
