"""Numbers and lengths in the values of CSS properties."""

import re
from collections.abc import Iterator
from typing import Final

# Pixels of each unit, in a window of 1280 by 800; of "%", as of a box a thousand pixels wide.
_PIXELS: Final = {
    "rem": 16.0, "pt": 1.33, "pc": 16.0, "%": 10.0, "vw": 12.8, "vh": 8.0, "px": 1.0, "": 1.0,
    "cm": 37.8, "mm": 3.78, "in": 96.0, "vmin": 8.0, "vmax": 12.8, "svh": 8.0, "dvh": 8.0, "lh": 19.0,
}  # fmt: skip
_FONT_SIZES: Final = {"em": 1.0, "ch": 0.5, "ex": 0.5, "ic": 1.0, "cap": 0.7}  # of each unit
NUMBER: Final = r"(?:\d+\.?\d*|\.\d+)"  # a pattern
_LENGTH: Final = re.compile(rf"([+-]?{NUMBER}(?:e[+-]?\d+)?)(%|[a-z]*)")
_CALL: Final = re.compile(r"([a-z0-9-]+)\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_TERM: Final = re.compile(rf"(?<=\s)[+-](?=\s)|[*/]|[+-]?{NUMBER}(?:%|[a-z]*)")


def parse_number(text: str, default: float) -> float:
    """Parse a number or a percentage, which is a share of 1."""
    text = text.strip()
    if number := _LENGTH.fullmatch(text):
        return float(number[1]) / 100 if number[2] == "%" else float(number[1])
    call = _CALL.fullmatch(text)
    return _calculate(call[2], 1.0) if call and call[1] == "calc" else default


def parse_length(text: str, font_size: float, default: float) -> float:
    """Parse a length in pixels, with `calc`, `min`, `max` and `clamp`."""
    text = text.strip()
    if length := _LENGTH.fullmatch(text):
        return _to_pixels(length, font_size)
    call = _CALL.fullmatch(text)
    if not call or not call[2]:
        return default
    words = [_LENGTH.fullmatch(word) for word in re.split(r"[\s,()*/]+", call[2])]
    lengths = [_to_pixels(word, font_size) for word in words if word]
    if not lengths:
        return default
    if call[1] == "calc":
        return _calculate(call[2], font_size)
    clamped = sorted(lengths)[len(lengths) // 2]
    return {"min": min(lengths), "max": max(lengths), "clamp": clamped}.get(call[1], default)


def parse_relative(text: str, font_size: float) -> float | None:
    """Parse a font size relative to the parent's; None if it is not relative."""
    length = _LENGTH.fullmatch(text)
    share = {"em": 1.0, "%": 0.01, "ex": 0.5, "ch": 0.5}.get(length[2]) if length else None
    return float(length[1]) * share * font_size if length and share is not None else None


def starts_with_length(text: str) -> bool:
    """Whether a value begins with a length, as in "5px"."""
    return bool(_LENGTH.match(text))


def has_length_above_zero(text: str, font_size: float) -> bool:
    """Whether a value has a length of more than nothing among its words."""
    return any(_to_pixels(length, font_size) > 0 for length in _LENGTH.finditer(text))


def find_calls(text: str) -> Iterator[tuple[str, str]]:
    """Find the functions of a value, each with its arguments."""
    return ((call[1], call[2]) for call in _CALL.finditer(text))


def match_call(text: str) -> tuple[str, str] | None:
    """Split a value that begins with a function into its name and arguments."""
    call = _CALL.match(text)
    return (call[1], call[2]) if call else None


def _to_pixels(length: re.Match[str], font_size: float) -> float:
    unit = length[2]
    return float(length[1]) * (_FONT_SIZES[unit] * font_size if unit in _FONT_SIZES else _PIXELS.get(unit, 1.0))


def _calculate(expression: str, font_size: float) -> float:
    """Compute a sum of products, from left to right, without regard to brackets."""
    total, product, sign, operator = 0.0, None, 1.0, "*"
    for part in _TERM.findall(expression):
        if part in "+-":
            total += sign * (product or 0.0)
            product, sign, operator = None, -1.0 if part == "-" else 1.0, "*"
        elif part in "*/":
            operator = part
        else:
            length = _LENGTH.fullmatch(part)
            value = _to_pixels(length, font_size) if length else 0.0
            if product is None:
                product = value
            elif operator == "*":
                product *= value
            else:
                product = product / value if value else 0.0
    return total + sign * (product or 0.0)
