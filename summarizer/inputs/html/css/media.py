"""Evaluates the conditions of style sheets, @media and @supports, for a person at a screen.

The window is a desktop's, 1280 by 800 pixels, in light colours, with a mouse; sheets for paper do not hold.
"""

import re
from typing import Final

from ....errors import ArticleError

WINDOW: Final = (1280.0, 800.0)  # pixels: the commonest of desktops and laptops, and not that of a phone
_MOST: Final = 1000  # characters of a condition
_FEATURES: Final = {  # other features, and their values for a desktop
    "orientation": "landscape", "prefers-color-scheme": "light", "prefers-reduced-motion": "no-preference",
    "prefers-reduced-transparency": "no-preference", "prefers-contrast": "no-preference", "forced-colors": "none",
    "inverted-colors": "none", "hover": "hover", "any-hover": "hover", "pointer": "fine", "any-pointer": "fine",
    "display-mode": "browser", "scripting": "enabled", "update": "fast", "overflow-block": "scroll",
    "overflow-inline": "scroll", "dynamic-range": "standard", "color-gamut": "srgb", "grid": "0", "monochrome": "0",
}  # fmt: skip
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
    """Whether one of a list of media queries, "screen and (min-width: 600px), print", matches the window."""
    parts = re.sub(r"/\*.*?\*/", " ", query).lower().strip()
    if len(parts) > _MOST:
        raise ArticleError(
            f"expected media of at most {_MOST} characters in a style sheet, got more: save the page's text alone"
        )
    return not parts or any(_match_query(part.strip()) for part in parts.split(","))


def is_supported(condition: str) -> bool | None:
    """Whether today's browsers support a condition of @supports: all but vendor prefixes of others.

    None if that is not known: "not" before an unusual feature.
    """
    condition = " ".join(condition.lower().split())[:_MOST]
    if _FOREIGN.search(condition):
        return condition.startswith("not")
    if condition.startswith("not"):
        return False if _USUAL.fullmatch(condition) else None
    return True


def _match_query(query: str) -> bool:
    parts = re.match(r"(not\b|only\b)?\s*(?!not\b)([a-z-]+)?\s*(?:and\b)?\s*(.*)", query, re.DOTALL)
    assert parts  # noqa: S101  # every part may be missing
    turned = parts[1] == "not"
    kind = parts[2] in {None, "all", "screen"}
    holds = kind and (not parts[3] or _evaluate(parts[3]))
    return holds != turned


def _evaluate(condition: str) -> bool:
    """Evaluate `not`, `and` and `or` between terms in parentheses."""
    condition = condition.strip()
    if condition.startswith("not"):
        return not _evaluate(condition[3:])
    terms, joins = _split_terms(condition)
    holds = [_evaluate_term(term) for term in terms]
    return bool(holds) and (any(holds) if "or" in joins else all(holds))


def _split_terms(condition: str) -> tuple[list[str], list[str]]:
    """Split a condition into its terms in parentheses and the words between them."""
    terms, joins, depth, start = [], [], 0, 0
    for at, character in enumerate(condition):
        if character == "(":
            if not depth:
                joins += condition[start:at].split()
                start = at + 1
            depth += 1
        elif character == ")" and depth:
            depth -= 1
            if not depth:
                terms.append(condition[start:at].strip())
                start = at + 1
    return terms, joins


def _evaluate_term(term: str) -> bool:
    if term.startswith(("(", "not ", "not(")):
        return _evaluate(term)
    name, colon, value = (part.strip() for part in term.partition(":"))
    if not colon:
        return _evaluate_range(term) if re.search("[<>=]", term) else _has_feature(term)
    if name.startswith(("min-", "max-")):
        have, asked = _measure(name[4:]), _parse_number(value)
        return have is not None and asked is not None and (have >= asked if name[1] == "i" else have <= asked)
    have = _measure(name)
    return have == _parse_number(value) if have is not None else _FEATURES.get(name) == value


def _has_feature(name: str) -> bool:
    return name not in _NEVER and (name in _FEATURES or _measure(name) is not None)


def _evaluate_range(term: str) -> bool:
    """Evaluate a range: `width >= 600px`, `400px < width < 900px`."""
    comparison = _RANGE.fullmatch(term)
    if not comparison:
        return False
    first, sign, second, sign2, third = comparison.groups()
    pairs = [(first, sign, second)] + ([(second, sign2, third)] if sign2 else [])
    return all(_compare(*pair) for pair in pairs)


def _compare(left: str, sign: str, right: str) -> bool:
    a, b = (
        _measure(side.strip()) if _measure(side.strip()) is not None else _parse_number(side) for side in (left, right)
    )
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


def _parse_number(value: str) -> float | None:
    if ratio := re.fullmatch(r"\s*(\d+)\s*/\s*(\d+)\s*", value):
        return float(ratio[1]) / float(ratio[2] or 1) if float(ratio[2]) else None
    if density := re.fullmatch(r"\s*(\d*\.?\d+)(dppx|x|dpi)\s*", value):
        return float(density[1]) / (96 if density[2] == "dpi" else 1)
    length = _LENGTH.fullmatch(value.strip())
    return float(length[1]) * (16.0 if length[2] in {"em", "rem"} else 1.0) if length else None
