"""Boxes: what `display` makes of an element, and how its children are set."""

from collections.abc import Mapping
from typing import Final

from .cascade import Values
from .clipping import OVERFLOWS, TINY
from .position import FLOATS, OUT_OF_FLOW
from .values import parse_length

INLINE: Final = frozenset(("inline", "contents", "ruby", "math"))
_WIDEST: Final = 5000.0  # pixels, for a width that is not understood
_GAP: Final = 1 / 4  # of the font size: numbers so far apart are two


def choose_display(values: Values, parent_children: str, *, block: bool) -> str:
    """Find how an element is laid out; `block`: as browsers lay out its tag.

    What floats, or is an item of a row, is a block whatever it says.
    """
    display = values.get("display", "block" if block else "inline")
    if display in {"initial", "unset"}:
        display = "inline"
    elif display == "revert":
        display = "block" if block else "inline"
    elif display == "inherit":
        display = "block"
    if display in {"inline", "ruby", "math"} and (
        values.get("float", "none") in FLOATS or values.get("position") in OUT_OF_FLOW or parent_children
    ):
        return "block"
    return display


def choose_flow(display: str, values: Values, inherited: Mapping[str, str]) -> str:
    """Find how the children are set: "row", "column" (a line each), "moved" (in another order), or "" as text is."""
    if "flex" not in display and "grid" not in display:
        return ""
    is_flex = "flex" in display
    directions = {*values.get("flex-direction", "").split(), values.get("flex-wrap", "")}
    if is_flex and directions & {"column", "column-reverse"}:
        return "column"
    is_reversed = is_flex and bool(directions & {"row-reverse", "wrap-reverse"})
    return "moved" if is_reversed or inherited.get("direction") == "rtl" else "row"


def has_gaps(values: Values, font_size: float) -> bool:
    """Whether the children of a row are set apart from one another."""
    gap = values.get("column-gap", "0").split(" ")[-1]
    return _is_gap(gap, font_size) or values.get("justify-content", "").startswith("space-")


def has_side_margin(values: Values, font_size: float) -> bool:
    """Whether a margin or padding sets it apart from its neighbours."""
    return any(
        _is_gap(values.get(f"{kind}-{side}", "0"), font_size)
        for kind in ("margin", "padding")
        for side in ("left", "right")
    )


def find_width_limit(values: Values, font_size: float) -> float | None:
    """Find the width in pixels beyond which text is cut off; None if it is not."""
    if values.get("overflow-x", "visible") not in OVERFLOWS:
        return None
    widths = [parse_length(values[name], font_size, _WIDEST) for name in ("width", "max-width") if name in values]
    return min(widths, default=None)


def _is_gap(length: str, font_size: float) -> bool:
    return parse_length(length, font_size, 0.0) >= max(font_size, TINY) * _GAP
