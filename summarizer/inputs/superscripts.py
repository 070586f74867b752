"""Superscripts and subscripts, in pages and PDFs."""

import re
from collections.abc import Mapping
from typing import Final

SUPERSCRIPTS: Final[Mapping[int, int | str]] = str.maketrans("0123456789-−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺")
SUBSCRIPTS: Final[Mapping[int, int | str]] = str.maketrans("0123456789-−+", "₀₁₂₃₄₅₆₇₈₉₋₋₊")
_DIGITS = re.compile(r"[\d.,]{0,20}\d\s?$")


def is_note_mark(before: str) -> bool:
    """Whether a superscript after this text is a footnote mark: after ten it is a power, after "km" a square."""
    digits = _DIGITS.search(before[-30:])
    return digits is not None and digits[0].strip() != "10"
