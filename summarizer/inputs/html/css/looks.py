"""How an element is drawn: whether a person can see its text, can read it, and where it stands.

What only a layout engine knows is not known here: text under another box, cut off within a line, or off a page by the
sum of many moves.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from math import cos, radians, sin
from typing import Final

from tinycss2 import color5

from .cascade import INHERITED, Values

_FAR: Final = 500.0  # pixels to the left or above
_BEYOND: Final = 5000.0  # to the right: twice the widest window
_TINY: Final = 2.0  # pixels of type that nobody reads
_FAINT: Final = 1.1  # contrast after WCAG 2; light grey on white, which a person can just make out, has 1.2
_BLURRED: Final = 4.0  # pixels, a quarter of common type
_SQUEEZED: Final = -0.35  # of the type's size between letters: digits are half as wide as high
_PIXELS: Final = {
    "rem": 16.0, "pt": 1.33, "pc": 16.0, "%": 10.0, "vw": 12.8, "vh": 8.0, "px": 1.0, "": 1.0,
    "cm": 37.8, "mm": 3.78, "in": 96.0, "vmin": 8.0, "vmax": 12.8, "svh": 8.0, "dvh": 8.0, "lh": 19.0,
}  # fmt: skip
_OF_SIZE: Final = {"em": 1.0, "ch": 0.5, "ex": 0.5, "ic": 1.0, "cap": 0.7}
_LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(%|[a-z]*)")
_CALL = re.compile(r"([a-z0-9-]+)\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_COLORS = re.compile(r"#[0-9a-f]+|(?:rgb|rgba|hsl|hsla|hwb|lab|lch|oklab|oklch|color)\([^()]*\)|[a-z]{3,}(?![a-z(-])")
_SIZES: Final = {"xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0}
_RAISED: Final = ("super", "text-top")
_OVERFLOWS: Final = frozenset(("hidden", "clip", "auto", "scroll"))
_ITEMS: Final = ("flex", "grid")
_ATOMS: Final = ("inline-block", "inline-flex", "inline-grid", "inline-table", "table-cell")
_BRIGHT: Final = ("screen", "lighten", "color-dodge")  # leave white what is white
_BOLD: Final = ("difference", "exclusion")  # make white of black on white

Color = tuple[float, float, float, float]
_BLACK: Final[Color] = (0.0, 0.0, 0.0, 1.0)
_WHITE: Final[Color] = (1.0, 1.0, 1.0, 1.0)
_CLEAR: Final[Color] = (0.0, 0.0, 0.0, 0.0)
Matrix = tuple[float, float, float, float]


@dataclass(frozen=True)
class Look:
    """How an element is drawn, with what it has from those that it stands in."""

    values: Values  # of properties that are inherited
    inline: bool = False
    gone: bool = False  # with all that it holds
    visible: bool = True
    size: float = 16.0
    color: Color | None = _BLACK  # None: not known
    back: Color | None = _WHITE
    painted: bool = False  # whether something lies behind it
    alpha: float = 1.0
    inverted: bool = False
    turn: Matrix = (1.0, 0.0, 0.0, 1.0)
    blurred: bool = False
    struck: bool = False
    raised: bool = False
    moved: bool = False  # not where it would follow what stands before it
    over: bool = False  # moved, and laid over others
    turned: bool = False  # letters from right to left
    items: str = ""  # how its children are set: "moved", "row", "column", or as text
    apart: bool = False  # from its neighbours, by a margin
    gaps: bool = False  # between its children
    packed: bool = False  # an item of a row, beside the next, whatever space is written between them
    room: float | None = None  # pixels of width beyond which its text is cut off
    line: bool = False  # on a line of its own
    leading: bool = False  # at the left of its line, as an initial is

    @property
    def shows(self) -> bool:
        """Whether its own text is seen."""
        return self.visible and self.size > _TINY and (self._shadowed or self._contrast >= _FAINT)

    @property
    def readable(self) -> bool:
        """Whether its letters can be read: not mirrored, upside down, blurred, or one on another."""
        a, b, c, d = self.turn
        if self.values.get("writing-mode", "").startswith(("vertical", "tb", "sideways")):
            a, b, c, d = (c, d, -a, -b) if self.values["writing-mode"] != "sideways-lr" else (-c, -d, a, b)
        squeezed = _length(self.values.get("letter-spacing", "normal"), self.size, 0.0) < _SQUEEZED * self.size
        masked = self.values.get("-webkit-text-security", "none") not in {"none", "initial", "unset"}
        return a * d - b * c > 0 and a > -0.5 and not (squeezed or masked or self.blurred)  # 120°

    @property
    def _shadowed(self) -> bool:
        shadow = self.values.get("text-shadow", "none")
        stroke = f"{self.values.get('-webkit-text-stroke', '')} {self.values.get('-webkit-text-stroke-width', '')}"
        seen = shadow not in {"none", "initial", "unset", ""} and not _fades(shadow)
        return self.alpha > 0.1 and (seen or any(_in_pixels(each, self.size) > 0 for each in _LENGTH.finditer(stroke)))

    @property
    def _contrast(self) -> float:
        color = self.color
        if color is None:
            return 21.0
        if self.back is None:
            return 1.0 if color[3] * self.alpha < 0.06 else 21.0  # as faint as below
        if self.inverted:
            color = (1 - color[0], 1 - color[1], 1 - color[2], color[3])
        drawn = _mixed(color, self.back, color[3] * self.alpha)
        light, dark = sorted((_luminance(drawn), _luminance(self.back)), reverse=True)
        return (light + 0.05) / (dark + 0.05)


def look_of(values: Values, above: Look, *, block: bool) -> Look:
    """How an element is drawn that has these values and stands in another; `block`: as browsers lay out its tag."""
    display = _display(values, above, block=block)
    inline = display in {"inline", "contents", "ruby", "math"}
    inherited = dict(above.values)
    for name in INHERITED & values.keys():
        if values[name] in {"initial", "revert"}:
            inherited.pop(name, None)
        elif values[name] not in {"inherit", "unset"}:
            inherited[name] = values[name]
    size = _size(values, above.size)
    look = replace(
        above,
        values=inherited,
        inline=inline,
        size=size,
        visible=inherited.get("visibility", "visible") not in {"hidden", "collapse"},
        struck="line-through" in values.get("text-decoration-line", ""),
        raised=_is_raised(values),
        turned=_is_turned(values, inherited, above, inline=inline),
        items=_items(display, values, inherited),
        gaps=_has_gaps(values, size),
        packed=above.items == "row" and not above.gaps,
        room=None if inline else _room(values, size),
        apart=above.gaps
        or any(
            _length(values.get(f"{kind}-{side}", "0"), size, 0.0) >= max(size, _TINY) / 4
            for kind in ("margin", "padding")
            for side in ("left", "right")
        ),
    )
    look = _colored(look, values)
    look = _filtered(look, values)
    look = _transformed(look, values) if not inline else look
    moved, over = _moved(look, values, above, display)
    gone = display == "none" or "(" in display or _is_cut(look, values, display) or _is_away(look, values)
    line = not inline and display not in _ATOMS and above.items in {"", "column"} and not moved
    leading = moved and values.get("float") in {"left", "inline-start"}
    return replace(look, moved=moved, over=over, line=line, leading=leading, gone=gone or _is_blended(look, values))


def _display(values: Values, above: Look, *, block: bool) -> str:
    """How it is laid out: what floats, or is an item of a row, is a block whatever it says."""
    display = values.get("display", "block" if block else "inline")
    if display in {"initial", "unset"}:
        display = "inline"
    elif display == "revert":
        display = "block" if block else "inline"
    elif display == "inherit":
        display = "block"
    if display in {"inline", "ruby", "math"} and (
        values.get("float", "none") in {"left", "right", "inline-start", "inline-end"}
        or values.get("position") in {"absolute", "fixed"}
        or above.items
    ):
        return "block"
    return display


def _items(display: str, values: Values, inherited: Mapping[str, str]) -> str:
    """How the children are set; in a column each has a line of its own, in whatever order."""
    if display == "table" or not any(kind in display for kind in _ITEMS):
        return ""
    way = {*values.get("flex-direction", "").split(), values.get("flex-wrap", "")}
    if "flex" in display and way & {"column", "column-reverse"}:
        return "column"
    turned = "flex" in display and bool(way & {"row-reverse", "wrap-reverse"})
    return "moved" if turned or inherited.get("direction") == "rtl" else "row"


def _has_gaps(values: Values, size: float) -> bool:
    """Whether the children of a row are set apart from one another."""
    gap = _length(values.get("column-gap", "0").split(" ")[-1], size, 0.0)
    return gap >= max(size, _TINY) / 4 or values.get("justify-content", "").startswith("space-")


def _room(values: Values, size: float) -> float | None:
    """The width beyond which text is cut off."""
    if values.get("overflow-x", "visible") not in _OVERFLOWS:
        return None
    wide = [_length(values[name], size, _BEYOND) for name in ("width", "max-width") if name in values]
    return min(wide, default=None)


def _is_turned(values: Values, inherited: Mapping[str, str], above: Look, *, inline: bool) -> bool:
    """Whether letters are forced from right to left; a block does not hand that on to others."""
    told = values.get("unicode-bidi")
    if told is None or told in {"initial", "unset", "revert"}:
        return above.turned and inline
    if told == "inherit":
        return above.turned
    if told.endswith("override"):
        return inherited.get("direction") == "rtl"
    return told == "normal" and above.turned and inline


def _is_raised(values: Values) -> bool:
    align = values.get("vertical-align")
    if align is not None:
        return align in _RAISED or bool(_LENGTH.match(align) and _length(align, 16.0, 0.0) > 0)
    if values.get("position") == "relative" and values.get("top", "").startswith("-"):
        return True
    return values.get("font-variant-position") == "super"


def _size(values: Values, above: float) -> float:
    zoom = _number(values.get("zoom", "1"), 1.0) or 1.0
    told = values.get("font-size", "inherit")
    if told in _SIZES:
        return _SIZES[told] * zoom
    if told in {"initial", "revert"} or told.endswith("-large"):
        return 16.0 * zoom
    if told in {"smaller", "larger"}:
        return above * (0.83 if told == "smaller" else 1.2) * zoom
    found = _LENGTH.fullmatch(told)
    if found and found[2] in {"em", "%", "ex", "ch"}:
        part = {"em": 1.0, "%": 0.01, "ex": 0.5, "ch": 0.5}[found[2]]
        return float(found[1]) * part * above * zoom
    return (max(_length(told, above, above), 0.0) if told not in {"inherit", "unset"} else above) * zoom


def _colored(look: Look, values: Values) -> Look:
    fill = look.values.get("-webkit-text-fill-color", "currentcolor")
    own = color_of(look.values.get("color", ""), _BLACK) if "color" in look.values else _BLACK
    color = own if fill in {"currentcolor", "initial", "unset"} else color_of(fill, own)
    back, inverted, painted = look.back, look.inverted, look.painted
    image, told = values.get("background-image", "none"), values.get("background-color", "transparent")
    clipped = "text" in values.get("background-clip", "")
    if image not in {"none", "initial", "unset"} or "?" in told:
        back, painted = None, True
    elif told not in {"transparent", "initial", "unset", "none", "inherit", "revert"} and not clipped:
        found = color_of(_color_in(told), own)
        if found is None or back is None:
            back = found if found and found[3] > 0.9 else None  # what shines through is not known
        else:
            back = _mixed(found, back, found[3])
        inverted, painted = False, painted or found is None or found[3] > 0
    if clipped and (painted or told not in {"transparent", "none"}):
        color = None  # the letters are cut out of the background
    return replace(look, color=color, back=back, inverted=inverted, painted=painted)


def _filtered(look: Look, values: Values) -> Look:
    alpha = look.alpha * _number(values.get("opacity", "1"), 1.0)
    blurred, inverted = look.blurred, look.inverted
    for name, inner in _CALL.findall(values.get("filter", "")):
        if name == "opacity":
            alpha *= _number(inner or "1", 1.0)
        elif name == "blur":
            blurred = blurred or _length(inner, look.size, 0.0) >= _BLURRED
        elif name == "invert" and _number(inner or "1", 1.0) > 0.8:  # as good as whole
            inverted = not inverted
    return replace(look, alpha=alpha, blurred=blurred, inverted=inverted)


def _transformed(look: Look, values: Values) -> Look:
    turn = look.turn
    told = values.get("transform", "")
    for name, inner in [*_CALL.findall(told), ("rotate", values.get("rotate", "")), ("scale", values.get("scale", ""))]:
        turn = _product(turn, _matrix(name, re.split(r"[,\s]+", inner.strip())))
    return replace(look, turn=turn)


def _matrix(name: str, numbers: list[str]) -> Matrix:
    """What a transform does to directions on the page; what is moved stays as it is."""
    if name in {"scale", "scale3d"} and numbers[0] not in {"", "none", "initial"}:
        x = _number(numbers[0], 1.0)
        return (x, 0.0, 0.0, _number(numbers[1], 1.0) if len(numbers) > 1 else x)
    if name in {"scalex", "scaley"}:
        x = _number(numbers[0], 1.0)
        return (x, 0.0, 0.0, 1.0) if name == "scalex" else (1.0, 0.0, 0.0, x)
    if name in {"rotatey", "rotatex"}:
        x = cos(_angle(numbers[0]))
        return (x, 0.0, 0.0, 1.0) if name == "rotatey" else (1.0, 0.0, 0.0, x)
    if name in {"rotate", "rotatez", "rotate3d"}:
        axis = numbers[0] if len(numbers) > 1 and numbers[0] in {"x", "y"} else ""
        if axis or name == "rotate3d":
            x = cos(_angle(numbers[-1]))
            flat = [_number(each, 0.0) for each in numbers[:3]] if name == "rotate3d" and len(numbers) > 3 else []
            if axis == "y" or (flat and abs(flat[1]) > 0.5):
                return (x, 0.0, 0.0, 1.0)
            if axis == "x" or (flat and abs(flat[0]) > 0.5):
                return (1.0, 0.0, 0.0, x)
        angle = _angle(numbers[-1])
        return (cos(angle), sin(angle), -sin(angle), cos(angle))
    if name in {"matrix", "matrix3d"} and len(numbers) in {6, 16}:
        a, b, c, d = (0, 1, 2, 3) if name == "matrix" else (0, 1, 4, 5)
        return (_number(numbers[a], 1), _number(numbers[b], 0), _number(numbers[c], 0), _number(numbers[d], 1))
    return (1.0, 0.0, 0.0, 1.0)


def _product(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[2] * n[1],
        m[1] * n[0] + m[3] * n[1],
        m[0] * n[2] + m[2] * n[3],
        m[1] * n[2] + m[3] * n[3],
    )


def _angle(told: str) -> float:
    found = re.fullmatch(r"([+-]?[\d.]+(?:e[+-]?\d+)?)(deg|rad|grad|turn|)", told)
    if not found:
        return 0.0
    return (
        float(found[1])
        * {"deg": radians(1), "": radians(1), "rad": 1.0, "grad": radians(0.9), "turn": radians(360)}[found[2]]
    )


def _moved(look: Look, values: Values, above: Look, display: str) -> tuple[bool, bool]:
    """Whether it stands elsewhere than behind what comes before it, and whether it is laid over others."""
    placed = any(values.get(name, "auto") not in {"auto", "initial"} for name in ("grid-column", "grid-row"))
    if above.items == "moved" or (above.items == "row" and (_number(values.get("order", "0"), 0.0) or placed)):
        return True, False
    if values.get("float", "none") in {"left", "right", "inline-start", "inline-end"} and not above.items:
        return True, False
    if values.get("position") in {"absolute", "fixed"}:
        return True, True
    sideways = [values.get(side, "auto") for side in ("left", "right")] if values.get("position") == "relative" else []
    sideways += [
        each for each in (values.get("margin-left", ""), values.get("margin-right", "")) if each.startswith("-")
    ]
    if not look.inline:
        sideways += [
            inner.split(",")[0]
            for name, inner in _CALL.findall(values.get("transform", ""))
            if name in {"translate", "translatex", "translate3d"}
        ]
        sideways.append(values.get("translate", "0").split(" ")[0])
    shifted = any(abs(_length(each, look.size, 0.0)) >= look.size / 8 for each in sideways)
    atom = display in _ATOMS and look.values.get("direction") == "rtl" and not above.items
    return shifted or atom, shifted


def _is_cut(look: Look, values: Values, display: str) -> bool:
    """Whether nothing is left of it: clipped, masked, scaled or shrunk to nothing."""
    if values.get("mso-hide") == "all":
        return True
    if _is_clipped(values.get("clip-path", "none")) or _is_masked(values.get("mask-image", "none")):
        return True
    if re.match(r"rect\((?:0|1)(?:px)?\b", values.get("clip", "")) and values.get("position") in {"absolute", "fixed"}:
        return True
    if look.inline:
        return False
    if values.get("content-visibility") == "hidden":
        return True
    a, b, c, d = look.turn
    if abs(a * d - b * c) < 0.01:  # a tenth of its height and width
        return True
    if not {values.get("overflow-x"), values.get("overflow-y")} & _OVERFLOWS:
        return False
    tall = [values[name] for name in ("height", "max-height") if name in values]
    wide = [values[name] for name in ("width", "max-width") if name in values]
    padded = any(_length(values.get(f"padding-{side}", "0"), look.size, 0.0) > _TINY for side in ("bottom", "right"))
    if _number(values.get("line-height", "1"), 1.0) == 0 and not tall:
        return True
    return (
        any(_length(each, look.size, 99.0) <= _TINY for each in (*tall, *wide)) and not padded and display != "contents"
    )


def _is_clipped(told: str) -> bool:
    found = _CALL.match(told)
    if not found:
        return False
    name, inner = found[1], found[2]
    sides = [
        _length(each, 16.0, 0.0) if each.endswith("%") is False else float(each[:-1] or 0)
        for each in re.findall(r"[\d.]+(?:%|[a-z]*)", inner.partition("round")[0])
    ]
    if name == "inset":
        percents = [float(each) for each in re.findall(r"([\d.]+)%", inner.partition("round")[0])]
        if not percents:
            return bool(sides) and max(sides) >= _FAR
        top, right, bottom, left = _four(percents)
        return top + bottom >= 100 or left + right >= 100  # percent
    if name in {"circle", "ellipse"}:
        first = inner.partition("at")[0].split()
        return any(_length(each, 16.0, 99.0) <= _TINY for each in first) if first else False
    if name in {"polygon", "rect", "xywh"}:
        points = {tuple(point.split()) for point in inner.split(",")}
        if name == "polygon":
            return len({x for x, *_ in points if x}) == 1 or len({point[-1] for point in points if point}) == 1
        return name == "xywh" and len(sides) > 3 and min(sides[2:4]) <= _TINY
    return False


def _four(sides: list[float]) -> tuple[float, float, float, float]:
    top, right, bottom, left = (
        (sides + [sides[1 if len(sides) > 1 else 0]] * 3)[:4] if len(sides) == 3 else (sides * 4)[:4]
    )
    return top, right, bottom, left


def _is_masked(told: str) -> bool:
    """Whether a mask lets nothing through: a gradient of what is transparent, or a picture, which is not fetched."""
    if told in {"none", "initial", "unset"}:
        return False
    if "gradient(" in told:
        return _fades(told)
    return "url(" in told and "url(#" not in told.replace('"', "").replace("'", "")


def _fades(told: str) -> bool:
    """Whether all colours in a value are transparent."""
    colors = [color_of(each, _BLACK) for each in _COLORS.findall(told)]
    known = [each for each in colors if each is not None]
    return bool(known) and all(each[3] < 0.06 for each in known)  # as faint as text below


def _is_away(look: Look, values: Values) -> bool:
    """Whether it lies far outside of the window."""
    position = values.get("position", "static")
    if not look.inline and _length(look.values.get("text-indent", "0"), look.size, 0.0) <= -_FAR:
        return True
    margins = [_length(values.get(side, "0"), look.size, 0.0) for side in ("margin-left", "margin-top")]
    if min(margins) <= -_FAR or margins[0] >= _BEYOND:
        return True
    if position in {"absolute", "fixed", "relative"}:
        left, top, right, bottom = (
            _length(values.get(side, "0"), look.size, 0.0) for side in ("left", "top", "right", "bottom")
        )
        if min(left, top) <= -_FAR or max(left, right) >= _BEYOND:
            return True
        if position != "relative" and min(right, bottom) <= -_FAR:
            return True
    if look.inline:
        return False
    moves = [
        each
        for name, inner in _CALL.findall(values.get("transform", ""))
        if name.startswith("translate")
        for each in inner.split(",")
    ]
    moves += values.get("translate", "0").split()
    if position not in {"absolute", "fixed"}:  # of a panel that waits at the side; else of a word's own width
        moves = [each for each in moves if not each.endswith("%")]
    return any(_length(each, look.size, 0.0) <= -_FAR or _length(each, look.size, 0.0) >= _BEYOND for each in moves)


def _is_blended(look: Look, values: Values) -> bool:
    """Whether it is lost in a white background by how its colours are mixed with that."""
    how = values.get("mix-blend-mode", "normal")
    if not look.painted or look.back != _WHITE or look.color is None:
        return False
    return how in _BRIGHT or (how in _BOLD and _luminance(look.color) < 0.1)  # black


def _color_in(told: str) -> str:
    """The colour among the words of a background."""
    for word in re.findall(r"#[0-9a-f]+|[a-z-]+\([^()]*(?:\([^()]*\)[^()]*)*\)|[a-z-]+", told):
        if word == "currentcolor" or color5.parse_color(word) is not None or word.startswith("color-mix("):
            return str(word)
    return "transparent"


@lru_cache(4096)
def color_of(told: str, current: Color | None) -> Color | None:
    """A colour as red, green, blue and how much it covers, each of 1; None for one that is not known."""
    if told == "currentcolor":
        return current
    if mixed := re.fullmatch(r"color-mix\([^,]*,(.*)\)", told):
        return _mix_of(mixed[1], current)
    color = color5.parse_color(told)
    if color is None or isinstance(color, str):
        return {"canvastext": _BLACK, "canvas": _WHITE}.get(told)
    try:
        red, green, blue = (min(max(float(each or 0), 0.0), 1.0) for each in color.to("srgb").coordinates)
    except NotImplementedError:
        light = float(color.coordinates[0] or 0) / (100.0 if color.space in {"lab", "lch"} else 1.0)
        red = green = blue = min(max(light, 0.0), 1.0)
    return (red, green, blue, float(color.alpha))


def _mix_of(told: str, current: Color | None) -> Color | None:
    parts = re.findall(r"((?:[^,()]|\([^()]*\))+)", told)
    shares = [re.search(r"([\d.]+)%\s*$|^\s*([\d.]+)%", part) for part in parts]
    colors = [color_of(re.sub(r"(?:^|\s)[\d.]+%", "", part).strip(), current) for part in parts]
    if len(parts) != 2 or None in colors:
        return None
    first = (
        float(shares[0][1] or shares[0][2]) / 100
        if shares[0]
        else 1 - float(shares[1][1] or shares[1][2]) / 100
        if shares[1]
        else 0.5
    )
    a, b = colors
    assert a  # noqa: S101  # neither is None
    assert b  # noqa: S101
    alpha = a[3] * first + b[3] * (1 - first)
    if not alpha:
        return _CLEAR
    mixed = [(x * a[3] * first + y * b[3] * (1 - first)) / alpha for x, y in zip(a[:3], b[:3], strict=True)]
    return (mixed[0], mixed[1], mixed[2], alpha)


def _mixed(color: Color, back: Color, alpha: float) -> Color:
    red, green, blue = (a * alpha + b * (1 - alpha) for a, b in zip(color[:3], back[:3], strict=True))
    return (red, green, blue, 1.0)


def _luminance(color: Color) -> float:
    """Relative luminance, after WCAG 2."""
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in color[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _number(told: str, otherwise: float) -> float:
    """A number, or a part in percent."""
    found = _LENGTH.fullmatch(told.strip())
    if not found:
        call = _CALL.fullmatch(told.strip())
        return _calculated(call[2], 1.0) if call and call[1] == "calc" else otherwise
    return float(found[1]) / 100 if found[2] == "%" else float(found[1])


def _in_pixels(found: re.Match[str], size: float) -> float:
    unit = found[2]
    return float(found[1]) * (_OF_SIZE[unit] * size if unit in _OF_SIZE else _PIXELS.get(unit, 1.0))


def _length(told: str, size: float, otherwise: float) -> float:
    """A length in pixels; that of a `calc()` is the sum of what stands in it, of other functions their first."""
    told = told.strip()
    if found := _LENGTH.fullmatch(told):
        return _in_pixels(found, size)
    call = _CALL.fullmatch(told)
    if not call or not call[2]:
        return otherwise
    lengths = [_LENGTH.fullmatch(each) for each in re.split(r"[\s,()*/]+", call[2])]
    sizes = [_in_pixels(each, size) for each in lengths if each]
    if not sizes:
        return otherwise
    if call[1] == "calc":
        return _calculated(call[2], size)
    return {"min": min(sizes), "max": max(sizes), "clamp": sorted(sizes)[len(sizes) // 2]}.get(call[1], otherwise)


def _calculated(told: str, size: float) -> float:
    """A sum of products, from left to right; brackets are passed over."""
    total, product, sign, by = 0.0, None, 1.0, "*"
    for part in re.findall(r"(?<=\s)[+-](?=\s)|[*/]|[+-]?(?:\d+\.?\d*|\.\d+)(?:%|[a-z]*)", told):
        if part in "+-":
            total, product, sign, by = total + sign * (product or 0.0), None, -1.0 if part == "-" else 1.0, "*"
        elif part in "*/":
            by = part
        else:
            found = _LENGTH.fullmatch(part)
            value = _in_pixels(found, size) if found else 0.0
            product = value if product is None else product * value if by == "*" else product / value if value else 0.0
    return total + sign * (product or 0.0)
