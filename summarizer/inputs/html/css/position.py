"""Boxes that do not stand where the text before them ends: moved aside, laid over others, or out of the window."""

from typing import Final

from .cascade import Values
from .transforms import find_moves, find_sideways_moves
from .values import parse_length, parse_number

FLOATS: Final = frozenset(("left", "right", "inline-start", "inline-end"))
ATOMS: Final = ("inline-block", "inline-flex", "inline-grid", "inline-table", "table-cell")  # blocks within a line
OUT_OF_FLOW: Final = frozenset(("absolute", "fixed"))
_FAR: Final = 500.0  # pixels to the left or above: out of the window
_BEYOND: Final = 5000.0  # pixels to the right: twice the widest window
_SHIFT: Final = 1 / 8  # of the font size: what is moved by less stays between its neighbours


def is_moved_by_row(values: Values, children: str) -> bool:
    """Whether the row or grid that an element is an item of gives it another place (`children` as in `Rendering`)."""
    if children == "moved":
        return True
    is_placed = any(values.get(name, "auto") not in {"auto", "initial"} for name in ("grid-column", "grid-row"))
    return children == "row" and (bool(parse_number(values.get("order", "0"), 0.0)) or is_placed)


def is_floated(values: Values, children: str) -> bool:
    """Whether it floats; items of rows do not."""
    return values.get("float", "none") in FLOATS and not children


def is_shifted(values: Values, font_size: float, *, inline: bool) -> bool:
    """Whether it is moved to the left or right of its own place, over what stands there."""
    moves = [values.get(side, "auto") for side in ("left", "right")] if values.get("position") == "relative" else []
    moves += [margin for side in ("left", "right") if (margin := values.get(f"margin-{side}", "")).startswith("-")]
    if not inline:
        moves += find_sideways_moves(values)
    return any(abs(parse_length(move, font_size, 0.0)) >= font_size * _SHIFT for move in moves)


def is_out_of_window(values: Values, text_indent: str, font_size: float, *, inline: bool) -> bool:
    """Whether an element, or its text by its indent, lies far outside of the window."""
    if not inline and parse_length(text_indent, font_size, 0.0) <= -_FAR:
        return True
    left, top = (parse_length(values.get(f"margin-{side}", "0"), font_size, 0.0) for side in ("left", "top"))
    if min(left, top) <= -_FAR or left >= _BEYOND:
        return True
    return _is_placed_outside(values, font_size) or (not inline and _is_moved_outside(values, font_size))


def _is_placed_outside(values: Values, font_size: float) -> bool:
    position = values.get("position", "static")
    if position not in {*OUT_OF_FLOW, "relative"}:
        return False
    left, top, right, bottom = (
        parse_length(values.get(side, "0"), font_size, 0.0) for side in ("left", "top", "right", "bottom")
    )
    if min(left, top) <= -_FAR or max(left, right) >= _BEYOND:
        return True
    return position != "relative" and min(right, bottom) <= -_FAR


def _is_moved_outside(values: Values, font_size: float) -> bool:
    moves = list(find_moves(values))
    if values.get("position") not in OUT_OF_FLOW:
        # Shares are of the box's own width: that of a panel which waits at the side, else of no more than a word.
        moves = [move for move in moves if not move.endswith("%")]
    lengths = [parse_length(move, font_size, 0.0) for move in moves]
    return any(length <= -_FAR or length >= _BEYOND for length in lengths)
