"""Colours of CSS: parsing, mixing, contrast."""

import re
from functools import lru_cache
from typing import Final

from tinycss2 import color5

from .values import NUMBER

Color = tuple[float, float, float, float]  # red, green, blue and how much it covers, each from 0 to 1
BLACK: Final[Color] = (0.0, 0.0, 0.0, 1.0)
WHITE: Final[Color] = (1.0, 1.0, 1.0, 1.0)
FAINTEST: Final = 0.06  # of full cover, which gives black on white the contrast below
LEAST_CONTRAST: Final = 1.1  # after WCAG 2; light grey on white, which a person can just make out, has 1.2
MOST_CONTRAST: Final = 21.0  # of black on white
_CLEAR: Final[Color] = (0.0, 0.0, 0.0, 0.0)
_SYSTEM: Final = {"canvastext": BLACK, "canvas": WHITE}
_COLORS: Final = re.compile(
    r"#[0-9a-f]+|(?:rgb|rgba|hsl|hsla|hwb|lab|lch|oklab|oklch|color)\([^()]*\)|[a-z]{3,}(?![a-z(-])"
)
_WORDS: Final = re.compile(r"#[0-9a-f]+|[a-z-]+\([^()]*(?:\([^()]*\)[^()]*)*\)|[a-z-]+")
_MIX: Final = re.compile(r"color-mix\([^,]*,(.*)\)")
_SHARE: Final = re.compile(rf"(?:^|(?<=\s))({NUMBER})%\s*$|^\s*({NUMBER})%")


@lru_cache(4096)
def parse_color(text: str, current: Color | None) -> Color | None:
    """Parse a colour, with `current` for "currentcolor"; None for one that is not understood."""
    if text == "currentcolor":
        return current
    if mix := _MIX.fullmatch(text):
        return _parse_mix(mix[1], current)
    color = color5.parse_color(text)
    if color is None or isinstance(color, str):
        return _SYSTEM.get(text)
    try:
        red, green, blue = (min(max(float(part or 0), 0.0), 1.0) for part in color.to("srgb").coordinates)
    except NotImplementedError:  # as bright as it is, in grey
        light = float(color.coordinates[0] or 0) / (100.0 if color.space in {"lab", "lch"} else 1.0)
        red = green = blue = min(max(light, 0.0), 1.0)
    return (red, green, blue, float(color.alpha))


def find_color(background: str) -> str:
    """Find the colour among the words of a background."""
    for word in _WORDS.findall(background):
        if word == "currentcolor" or color5.parse_color(word) is not None or word.startswith("color-mix("):
            return str(word)
    return "transparent"


def is_transparent(text: str) -> bool:
    """Whether a value has colours, all of them transparent."""
    colors = [color for word in _COLORS.findall(text) if (color := parse_color(word, BLACK)) is not None]
    return bool(colors) and all(color[3] < FAINTEST for color in colors)


def blend(color: Color, background: Color, cover: float) -> Color:
    """Draw a colour over a background."""
    red, green, blue = (a * cover + b * (1 - cover) for a, b in zip(color[:3], background[:3], strict=True))
    return (red, green, blue, 1.0)


def invert(color: Color) -> Color:
    """Invert a colour."""
    return (1 - color[0], 1 - color[1], 1 - color[2], color[3])


def measure_contrast(color: Color, background: Color) -> float:
    """Compute the contrast ratio of WCAG 2, from 1 to 21."""
    light, dark = sorted((measure_luminance(color), measure_luminance(background)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def measure_luminance(color: Color) -> float:
    """Compute the relative luminance of WCAG 2, from 0 to 1."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parse_mix(arguments: str, current: Color | None) -> Color | None:
    """Parse what `color-mix` mixes: two colours, each with its share if it has one."""
    parts = re.findall(r"((?:[^,()]|\([^()]*\))+)", arguments)
    if len(parts) != 2:
        return None
    first, second = (parse_color(re.sub(rf"(?:^|\s){NUMBER}%", "", part).strip(), current) for part in parts)
    if first is None or second is None:
        return None
    share = _parse_share(parts[0], parts[1])
    alpha = first[3] * share + second[3] * (1 - share)
    if not alpha:
        return _CLEAR
    red, green, blue = (
        (a * first[3] * share + b * second[3] * (1 - share)) / alpha for a, b in zip(first[:3], second[:3], strict=True)
    )
    return (red, green, blue, alpha)


def _parse_share(first: str, second: str) -> float:
    if share := _SHARE.search(first):
        return float(share[1] or share[2]) / 100
    if share := _SHARE.search(second):
        return 1 - float(share[1] or share[2]) / 100
    return 0.5
