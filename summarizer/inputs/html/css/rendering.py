"""Renderings of elements: whether a person can see the text, can read it, and where it stands.

A layout engine knows more: text under another box, cut off within a line, or off a page by the sum of many moves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from .boxes import INLINE, choose_display, choose_flow, find_width_limit, has_gaps, has_side_margin
from .cascade import INHERITED, Values
from .clipping import TINY, is_clipped_away, is_shrunk_away
from .colors import (
    BLACK,
    FAINTEST,
    LEAST_CONTRAST,
    MOST_CONTRAST,
    WHITE,
    Color,
    blend,
    find_color,
    invert,
    is_transparent,
    measure_contrast,
    measure_luminance,
    parse_color,
)
from .position import ATOMS, OUT_OF_FLOW, is_floated, is_moved_by_row, is_out_of_window, is_shifted
from .transforms import IDENTITY, Matrix, apply_transforms, measure_area_scale, turn_to_writing_mode
from .values import find_calls, has_length_above_zero, parse_length, parse_number, parse_relative, starts_with_length

FONT_SIZE: Final = 16.0  # pixels, of browsers
_BLURRED: Final = 4.0  # pixels, a quarter of common type
_SQUEEZED: Final = -0.35  # of the font size between letters: digits are half as wide as high
_FLAT: Final = 0.01  # of its area: a tenth of its height and width
_TURNED: Final = -0.5  # the cosine of 120 degrees
_INVERTED: Final = 0.8  # of a whole inversion, and as good as that
_LEAST_SHADOW: Final = 0.1  # of its opacity, for a shadow or an outline to show letters
_FONT_SIZES: Final = {"xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0}
_RAISED: Final = ("super", "text-top")
_BRIGHT: Final = ("screen", "lighten", "color-dodge")  # blend modes that leave white what is white
_BOLD: Final = ("difference", "exclusion")  # that make white of black on white
_DARK: Final = 0.1  # luminance
_NO_FILL: Final = frozenset(("currentcolor", "initial", "unset"))
_NO_IMAGE: Final = frozenset(("none", "initial", "unset"))
_NO_BACKGROUND: Final = frozenset(("transparent", "initial", "unset", "none", "inherit", "revert"))
_NO_SHADOW: Final = frozenset(("none", "initial", "unset", ""))


@dataclass(frozen=True)
class Rendering:
    """The rendering of an element, with what it inherits from those around it."""

    inherited: Values  # of the properties that are inherited
    inline: bool = False
    hidden: bool = False  # with all that it holds
    visible: bool = True  # by `visibility`
    font_size: float = FONT_SIZE  # pixels
    color: Color | None = BLACK  # None: not known
    background: Color | None = WHITE
    has_background: bool = False  # of its own, or of one that it stands in
    opacity: float = 1.0
    inverted: bool = False
    matrix: Matrix = IDENTITY
    blurred: bool = False
    struck: bool = False  # through, as what is withdrawn
    raised: bool = False  # above the line
    moved: bool = False  # not where it would follow what stands before it
    overlaid: bool = False  # moved, and laid over others
    reversed: bool = False  # letters from right to left
    children: str = ""  # how they are set: "moved", "row", "column", or as text
    apart: bool = False  # from its neighbours, by a margin
    gaps: bool = False  # between its children
    packed: bool = False  # an item of a row, beside the next, whatever space is written between them
    width_limit: float | None = None  # pixels of width beyond which its text is cut off
    own_line: bool = False
    leading: bool = False  # at the left of its line, as an initial is

    @property
    def is_seen(self) -> bool:
        """Whether its own text is seen."""
        return self.visible and self.font_size > TINY and (self._has_outline or self._contrast >= LEAST_CONTRAST)

    @property
    def is_readable(self) -> bool:
        """Whether its letters can be read: not mirrored, upside down, blurred, masked, or one on another."""
        matrix = turn_to_writing_mode(self.matrix, self.inherited.get("writing-mode", ""))
        spacing = parse_length(self.inherited.get("letter-spacing", "normal"), self.font_size, 0.0)
        is_masked = self.inherited.get("-webkit-text-security", "none") not in _NO_IMAGE
        is_upright = measure_area_scale(matrix) > 0 and matrix[0] > _TURNED
        return is_upright and not (spacing < _SQUEEZED * self.font_size or is_masked or self.blurred)

    @property
    def _has_outline(self) -> bool:
        """Whether a shadow or a stroke shows letters that have the colour of their background."""
        shadow = self.inherited.get("text-shadow", "none")
        names = ("-webkit-text-stroke", "-webkit-text-stroke-width")
        stroke = " ".join(self.inherited.get(name, "") for name in names)
        has_shadow = shadow not in _NO_SHADOW and not is_transparent(shadow)
        return self.opacity > _LEAST_SHADOW and (has_shadow or has_length_above_zero(stroke, self.font_size))

    @property
    def _contrast(self) -> float:
        if self.color is None:
            return MOST_CONTRAST
        cover = self.color[3] * self.opacity
        if self.background is None:
            return 1.0 if cover < FAINTEST else MOST_CONTRAST
        color = invert(self.color) if self.inverted else self.color
        return measure_contrast(blend(color, self.background, cover), self.background)


def render(values: Values, parent: Rendering, *, block: bool) -> Rendering:
    """Work out how an element with these values is rendered; `block`: as browsers lay out its tag."""
    display = choose_display(values, parent.children, block=block)
    inline = display in INLINE
    inherited = _inherit(values, parent)
    font_size = _find_font_size(values, parent.font_size)
    rendering = replace(
        parent,
        inherited=inherited,
        inline=inline,
        font_size=font_size,
        visible=inherited.get("visibility", "visible") not in {"hidden", "collapse"},
        struck="line-through" in values.get("text-decoration-line", ""),
        raised=_is_raised(values),
        reversed=_is_reversed(values, inherited, parent, inline=inline),
        children=choose_flow(display, values, inherited),
        gaps=has_gaps(values, font_size),
        packed=parent.children == "row" and not parent.gaps,
        width_limit=None if inline else find_width_limit(values, font_size),
        apart=parent.gaps or has_side_margin(values, font_size),
        matrix=parent.matrix if inline else apply_transforms(parent.matrix, values),
    )
    rendering = _apply_filters(_apply_color(rendering, values), values)
    rendering = _apply_position(rendering, values, parent, display)
    return replace(rendering, hidden=_is_hidden(rendering, values, display))


def _inherit(values: Values, parent: Rendering) -> Mapping[str, str]:
    """Work out the values of the inherited properties."""
    inherited = dict(parent.inherited)
    for name in INHERITED & values.keys():
        if values[name] in {"initial", "revert"}:
            inherited.pop(name, None)
        elif values[name] not in {"inherit", "unset"}:
            inherited[name] = values[name]
    return inherited


def _find_font_size(values: Values, parent: float) -> float:
    zoom = parse_number(values.get("zoom", "1"), 1.0) or 1.0
    size = values.get("font-size", "inherit")
    if size in _FONT_SIZES:
        return _FONT_SIZES[size] * zoom
    if size in {"initial", "revert"} or size.endswith("-large"):
        return FONT_SIZE * zoom
    if size in {"inherit", "unset"}:
        return parent * zoom
    if size in {"smaller", "larger"}:
        return parent * (0.83 if size == "smaller" else 1.2) * zoom
    relative = parse_relative(size, parent)
    return (max(parse_length(size, parent, parent), 0.0) if relative is None else relative) * zoom


def _is_raised(values: Values) -> bool:
    align = values.get("vertical-align")
    if align is not None:
        return align in _RAISED or (starts_with_length(align) and parse_length(align, FONT_SIZE, 0.0) > 0)
    if values.get("position") == "relative" and values.get("top", "").startswith("-"):
        return True
    return values.get("font-variant-position") == "super"


def _is_reversed(values: Values, inherited: Mapping[str, str], parent: Rendering, *, inline: bool) -> bool:
    """Whether letters are forced from right to left; a block does not hand that on to others."""
    bidi = values.get("unicode-bidi")
    if bidi is None or bidi in {"initial", "unset", "revert", "normal"}:
        return parent.reversed and inline
    if bidi == "inherit":
        return parent.reversed
    return bidi.endswith("override") and inherited.get("direction") == "rtl"


def _apply_color(rendering: Rendering, values: Values) -> Rendering:
    """Apply the colour of the letters, and of what is behind them."""
    own = parse_color(rendering.inherited["color"], BLACK) if "color" in rendering.inherited else BLACK
    fill = rendering.inherited.get("-webkit-text-fill-color", "currentcolor")
    color = own if fill in _NO_FILL else parse_color(fill, own)
    rendering = _apply_background(rendering, values, own)
    if "text" in values.get("background-clip", "") and (
        rendering.has_background or values.get("background-color", "transparent") not in {"transparent", "none"}
    ):
        color = None  # the letters are cut out of the background
    return replace(rendering, color=color)


def _apply_background(rendering: Rendering, values: Values, current: Color | None) -> Rendering:
    """Apply the element's own background, if it has one."""
    background = values.get("background-color", "transparent")
    if values.get("background-image", "none") not in _NO_IMAGE or "?" in background:
        return replace(rendering, background=None, has_background=True)
    if background in _NO_BACKGROUND or "text" in values.get("background-clip", ""):
        return rendering
    color, behind = parse_color(find_color(background), current), rendering.background
    has_background = rendering.has_background or color is None or color[3] > 0
    if color is None or behind is None:
        behind = color if color and color[3] > 0.9 else None  # what shines through is not known
    else:
        behind = blend(color, behind, color[3])
    return replace(rendering, background=behind, inverted=False, has_background=has_background)


def _apply_filters(rendering: Rendering, values: Values) -> Rendering:
    """Apply opacity and filters."""
    opacity = rendering.opacity * parse_number(values.get("opacity", "1"), 1.0)
    blurred, inverted = rendering.blurred, rendering.inverted
    for name, argument in find_calls(values.get("filter", "")):
        if name == "opacity":
            opacity *= parse_number(argument or "1", 1.0)
        elif name == "blur":
            blurred = blurred or parse_length(argument, rendering.font_size, 0.0) >= _BLURRED
        elif name == "invert" and parse_number(argument or "1", 1.0) > _INVERTED:
            inverted = not inverted
    return replace(rendering, opacity=opacity, blurred=blurred, inverted=inverted)


def _apply_position(rendering: Rendering, values: Values, parent: Rendering, display: str) -> Rendering:
    """Apply its position relative to what stands before it."""
    moved = overlaid = False
    if is_moved_by_row(values, parent.children) or is_floated(values, parent.children):
        moved = True
    elif values.get("position") in OUT_OF_FLOW:
        moved = overlaid = True
    else:
        overlaid = is_shifted(values, rendering.font_size, inline=rendering.inline)
        is_rtl = rendering.inherited.get("direction") == "rtl"
        moved = overlaid or (display in ATOMS and is_rtl and not parent.children)
    is_line = not rendering.inline and display not in ATOMS and parent.children in {"", "column"}
    return replace(
        rendering,
        moved=moved,
        overlaid=overlaid,
        own_line=is_line and not moved,
        leading=moved and values.get("float") in {"left", "inline-start"},
    )


def _is_hidden(rendering: Rendering, values: Values, display: str) -> bool:
    """Whether nothing of it is seen, nor of what it holds."""
    if display == "none" or "(" in display or is_clipped_away(values):
        return True
    if not rendering.inline and (
        values.get("content-visibility") == "hidden"
        or abs(measure_area_scale(rendering.matrix)) < _FLAT
        or is_shrunk_away(values, rendering.font_size, display)
    ):
        return True
    indent = rendering.inherited.get("text-indent", "0")
    return is_out_of_window(values, indent, rendering.font_size, inline=rendering.inline) or _is_blended_away(
        rendering, values
    )


def _is_blended_away(rendering: Rendering, values: Values) -> bool:
    """Whether a blend mode makes it white on white."""
    mode = values.get("mix-blend-mode", "normal")
    if not rendering.has_background or rendering.background != WHITE or rendering.color is None:
        return False
    return mode in _BRIGHT or (mode in _BOLD and measure_luminance(rendering.color) < _DARK)
