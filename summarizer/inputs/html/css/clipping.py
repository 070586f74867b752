"""Boxes of which nothing is left to see: clipped, masked, shrunk to nothing."""

import re
from typing import Final

from .cascade import Values
from .colors import is_transparent
from .values import NUMBER, match_call, parse_length, parse_number

TINY: Final = 2.0  # pixels of which nobody reads anything
_FAR: Final = 500.0  # pixels: wider than a line of text that is clipped away from its sides
_UNKNOWN: Final = 99.0  # pixels, for a length that is not understood: no reason to take a box for an empty one
OVERFLOWS: Final = frozenset(("hidden", "clip", "auto", "scroll"))
_UNMASKED: Final = frozenset(("none", "initial", "unset"))
_ZERO_RECT: Final = re.compile(r"rect\((?:0|1)(?:px)?\b")


def is_clipped_away(values: Values) -> bool:
    """Whether `clip`, `clip-path` or a mask leaves nothing of an element."""
    if values.get("mso-hide") == "all":
        return True
    if _is_empty_shape(values.get("clip-path", "none")) or _is_empty_mask(values.get("mask-image", "none")):
        return True
    clip = values.get("clip", "")
    return bool(_ZERO_RECT.match(clip)) and values.get("position") in {"absolute", "fixed"}


def is_shrunk_away(values: Values, font_size: float, display: str) -> bool:
    """Whether a box that hides its overflow has no height or no width."""
    if not {values.get("overflow-x"), values.get("overflow-y")} & OVERFLOWS:
        return False
    heights = [values[name] for name in ("height", "max-height") if name in values]
    widths = [values[name] for name in ("width", "max-width") if name in values]
    if parse_number(values.get("line-height", "1"), 1.0) == 0 and not heights:
        return True
    is_padded = any(
        parse_length(values.get(f"padding-{side}", "0"), font_size, 0.0) > TINY for side in ("bottom", "right")
    )
    if is_padded or display == "contents":
        return False
    return any(parse_length(length, font_size, _UNKNOWN) <= TINY for length in (*heights, *widths))


def _is_empty_shape(clip_path: str) -> bool:
    call = match_call(clip_path)
    if not call:
        return False
    name, arguments = call
    if name == "inset":
        return _is_empty_inset(arguments.partition("round")[0])
    if name in {"circle", "ellipse"}:
        radii = arguments.partition("at")[0].split()
        return any(parse_length(radius, 16.0, _UNKNOWN) <= TINY for radius in radii)
    if name == "polygon":
        points = {tuple(point.split()) for point in arguments.split(",")}
        return () not in points and 1 in {len({point[0] for point in points}), len({point[-1] for point in points})}
    if name == "xywh":
        sides = _parse_sides(arguments)
        return len(sides) > 3 and min(sides[2:4]) <= TINY
    return False


def _is_empty_inset(arguments: str) -> bool:
    percents = [float(share) for share in re.findall(rf"({NUMBER})%", arguments)]
    if not percents:
        sides = _parse_sides(arguments)
        return bool(sides) and max(sides) >= _FAR
    top, right, bottom, left = _expand_sides(percents)
    return top + bottom >= 100 or left + right >= 100  # percent


def _parse_sides(arguments: str) -> list[float]:
    """Parse the numbers of a shape: pixels of lengths, percentages as they are."""
    return [
        float(side[:-1]) if side.endswith("%") else parse_length(side, 16.0, 0.0)
        for side in re.findall(rf"{NUMBER}(?:%|[a-z]*)", arguments.partition("round")[0])
    ]


def _expand_sides(sides: list[float]) -> tuple[float, float, float, float]:
    """Expand one to four values to those of the top, right, bottom and left."""
    top, right, bottom, left = [*sides, sides[1], sides[1]][:4] if len(sides) == 3 else (sides * 4)[:4]
    return top, right, bottom, left


def _is_empty_mask(mask: str) -> bool:
    """Whether a mask lets nothing through: a transparent gradient, or a picture, which is not fetched."""
    if mask in _UNMASKED:
        return False
    if "gradient(" in mask:
        return is_transparent(mask)
    return "url(" in mask and "url(#" not in mask.replace('"', "").replace("'", "")
