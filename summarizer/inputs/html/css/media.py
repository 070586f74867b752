"""Whether the conditions of style sheets hold for a person at a screen: @media and @supports.

The window is a desktop's, 1280 by 800 pixels, in light colours, with a mouse; sheets for paper do not hold.
"""

import re
from typing import Final

from ....errors import ArticleError

WINDOW: Final = (1280.0, 800.0)  # pixels: the commonest of desktops and laptops, and not that of a phone
_MOST: Final = 1000  # characters of a condition
_SAID: Final = {  # what else may be asked for, and what a desktop says
    "orientation": "landscape",
    "prefers-color-scheme": "light",
    "prefers-reduced-motion": "no-preference",
    "prefers-reduced-transparency": "no-preference",
    "prefers-contrast": "no-preference",
    "forced-colors": "none",
    "inverted-colors": "none",
    "hover": "hover",
    "any-hover": "hover",
    "pointer": "fine",
    "any-pointer": "fine",
    "display-mode": "browser",
    "scripting": "enabled",
    "update": "fast",
    "overflow-block": "scroll",
    "overflow-inline": "scroll",
    "dynamic-range": "standard",
    "color-gamut": "srgb",
    "grid": "0",
    "monochrome": "0",
}
_NEVER: Final = frozenset(
    ("grid", "monochrome", "forced-colors", "inverted-colors", "prefers-contrast", "prefers-reduced-motion")
)
_LENGTH = re.compile(r"(-?\d*\.?\d+)(px|em|rem|)")
_FOREIGN = re.compile(r"\(\s*-(?:moz|ms|o|khtml)-")
_USUAL = re.compile(  # pages ask for these before they draw for browsers of ten years ago
    r"not \(? ?(?:display ?: ?(?:grid|flex|inline-grid|inline-flex|contents|flow-root|block|inline-block|none)"
    r"|position ?: ?(?:-webkit-)?sticky|object-fit ?: ?(?:cover|contain)|aspect-ratio ?: ?[\d ./]+"
    r"|gap ?: ?[\d.a-z]+) ?\)?"
)
_RANGE = re.compile(r"([^<>=]+?)\s*([<>]=?|=)\s*([^<>=]+?)(?:\s*([<>]=?)\s*([^<>=]+))?")


def holds_for_media(query: str) -> bool:
    """Whether one of the media of a list, "screen and (min-width: 600px), print", is the window."""
    parts = re.sub(r"/\*.*?\*/", " ", query).lower().strip()
    if len(parts) > _MOST:
        raise ArticleError(
            f"expected media of at most {_MOST} characters in a style sheet, got more: save the page's text alone"
        )
    return not parts or any(_one(part.strip()) for part in parts.split(","))


def is_supported(condition: str) -> bool | None:
    """Whether today's browsers know what a condition of @supports asks for: all but what is another maker's own.

    None for what they may know or not: "not" before what is none of the usual.
    """
    told = " ".join(condition.lower().split())[:_MOST]
    if _FOREIGN.search(told):
        return told.startswith("not")
    if told.startswith("not"):
        return False if _USUAL.fullmatch(told) else None
    return True


def _one(query: str) -> bool:
    found = re.match(r"(not\b|only\b)?\s*(?!not\b)([a-z-]+)?\s*(?:and\b)?\s*(.*)", query, re.DOTALL)
    assert found  # noqa: S101  # every part may be missing
    turned = found[1] == "not"
    kind = found[2] in {None, "all", "screen"}
    holds = kind and (not found[3] or _condition(found[3]))
    return holds != turned


def _condition(told: str) -> bool:
    """`not`, `and` and `or` between what is in parentheses."""
    told = told.strip()
    if told.startswith("not"):
        return not _condition(told[3:])
    terms, joins = _terms(told)
    holds = [_term(term) for term in terms]
    return bool(holds) and (any(holds) if "or" in joins else all(holds))


def _terms(told: str) -> tuple[list[str], list[str]]:
    """What is in parentheses, and the words between them."""
    terms, joins, depth, start = [], [], 0, 0
    for at, character in enumerate(told):
        if character == "(":
            if not depth:
                joins += told[start:at].split()
                start = at + 1
            depth += 1
        elif character == ")" and depth:
            depth -= 1
            if not depth:
                terms.append(told[start:at].strip())
                start = at + 1
    return terms, joins


def _term(term: str) -> bool:
    if term.startswith(("(", "not ", "not(")):
        return _condition(term)
    name, colon, value = (part.strip() for part in term.partition(":"))
    if not colon:
        return _ranged(term) if re.search("[<>=]", term) else _bare(term)
    if name.startswith(("min-", "max-")):
        have, asked = _measure(name[4:]), _number(value)
        return have is not None and asked is not None and (have >= asked if name[1] == "i" else have <= asked)
    have = _measure(name)
    return have == _number(value) if have is not None else _SAID.get(name) == value


def _bare(name: str) -> bool:
    return name not in _NEVER and (name in _SAID or _measure(name) is not None)


def _ranged(term: str) -> bool:
    """`width >= 600px`, `400px < width < 900px`."""
    found = _RANGE.fullmatch(term)
    if not found:
        return False
    first, sign, second, sign2, third = found.groups()
    pairs = [(first, sign, second)] + ([(second, sign2, third)] if sign2 else [])
    return all(_compared(*pair) for pair in pairs)


def _compared(left: str, sign: str, right: str) -> bool:
    a, b = (_measure(each.strip()) if _measure(each.strip()) is not None else _number(each) for each in (left, right))
    if a is None or b is None:
        return False
    return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "=": a == b}[sign]


def _measure(name: str) -> float | None:
    width, height = WINDOW
    return {
        "width": width, "inline-size": width, "device-width": width, "height": height, "block-size": height,
        "device-height": height, "aspect-ratio": width / height, "resolution": 1.0, "device-pixel-ratio": 1.0,
        "-webkit-device-pixel-ratio": 1.0, "color": 8.0,
    }.get(name)  # fmt: skip


def _number(value: str) -> float | None:
    if found := re.fullmatch(r"\s*(\d+)\s*/\s*(\d+)\s*", value):
        return float(found[1]) / float(found[2] or 1) if float(found[2]) else None
    if found := re.fullmatch(r"\s*(\d*\.?\d+)(dppx|x|dpi)\s*", value):
        return float(found[1]) / (96 if found[2] == "dpi" else 1)
    found = _LENGTH.fullmatch(value.strip())
    return float(found[1]) * (16.0 if found[2] in {"em", "rem"} else 1.0) if found else None
