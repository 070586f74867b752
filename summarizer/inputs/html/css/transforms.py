"""Transforms of CSS: what they do to directions on the page, and how far they move a box."""

import re
from collections.abc import Iterator
from math import cos, radians, sin
from typing import Final

from .cascade import Values
from .values import NUMBER, find_calls, parse_number

Matrix = tuple[float, float, float, float]  # without the translation
IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0)
_ANGLE: Final = re.compile(rf"([+-]?{NUMBER}(?:e[+-]?\d{{1,2}})?)(deg|rad|grad|turn|)")
_RADIANS: Final = {"deg": radians(1), "": radians(1), "rad": 1.0, "grad": radians(0.9), "turn": radians(360)}


def apply_transforms(matrix: Matrix, values: Values) -> Matrix:
    """Compute the matrix of an element from its parent's and its own `transform`, `rotate` and `scale`."""
    calls = [
        *find_calls(values.get("transform", "")),
        ("rotate", values.get("rotate", "")),
        ("scale", values.get("scale", "")),
    ]
    for name, arguments in calls:
        matrix = _multiply(matrix, _parse_transform(name, re.split(r"[,\s]+", arguments.strip())))
    return matrix


def find_sideways_moves(values: Values) -> Iterator[str]:
    """Find the lengths by which `transform` and `translate` move a box to the right."""
    for name, arguments in find_calls(values.get("transform", "")):
        if name in {"translate", "translatex", "translate3d"}:
            yield arguments.split(",")[0]
    yield values.get("translate", "0").split(" ")[0]


def find_moves(values: Values) -> Iterator[str]:
    """Find the lengths by which `transform` and `translate` move a box in any direction."""
    for name, arguments in find_calls(values.get("transform", "")):
        if name.startswith("translate"):
            yield from arguments.split(",")
    yield from values.get("translate", "0").split()


def turn_to_writing_mode(matrix: Matrix, mode: str) -> Matrix:
    """Turn a matrix as a vertical writing mode turns letters."""
    if not mode.startswith(("vertical", "tb", "sideways")):
        return matrix
    a, b, c, d = matrix
    return (-c, -d, a, b) if mode == "sideways-lr" else (c, d, -a, -b)


def measure_area_scale(matrix: Matrix) -> float:
    """Compute the determinant: the factor by which areas grow, below 0 for a mirror image."""
    a, b, c, d = matrix
    return a * d - b * c


def _parse_transform(name: str, arguments: list[str]) -> Matrix:
    """Parse one transform to its matrix; the identity for those that only move."""
    if name in {"scale", "scale3d"} and arguments[0] not in {"", "none", "initial"}:
        x = parse_number(arguments[0], 1.0)
        return (x, 0.0, 0.0, parse_number(arguments[1], 1.0) if len(arguments) > 1 else x)
    if name in {"scalex", "scaley"}:
        return _stretch(parse_number(arguments[0], 1.0), along_x=name == "scalex")
    if name in {"rotatex", "rotatey"}:
        return _stretch(cos(_parse_angle(arguments[0])), along_x=name == "rotatey")
    if name in {"rotate", "rotatez", "rotate3d"}:
        return _rotate(name, arguments)
    if name in {"matrix", "matrix3d"} and len(arguments) in {6, 16}:
        places = (0, 1, 2, 3) if name == "matrix" else (0, 1, 4, 5)
        a, b, c, d = (parse_number(arguments[place], default) for place, default in zip(places, IDENTITY, strict=True))
        return (a, b, c, d)
    return IDENTITY


def _stretch(by: float, *, along_x: bool) -> Matrix:
    return (by, 0.0, 0.0, 1.0) if along_x else (1.0, 0.0, 0.0, by)


def _rotate(name: str, arguments: list[str]) -> Matrix:
    angle = _parse_angle(arguments[-1])
    axis = arguments[0] if len(arguments) > 1 and arguments[0] in {"x", "y"} else ""
    if name == "rotate3d" and len(arguments) > 3:
        x, y, _ = (parse_number(part, 0.0) for part in arguments[:3])
        axis = "y" if abs(y) > 0.5 or axis == "y" else "x" if abs(x) > 0.5 or axis == "x" else ""
    if axis:
        return _stretch(cos(angle), along_x=axis == "y")
    return (cos(angle), sin(angle), -sin(angle), cos(angle))


def _multiply(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[2] * n[1],
        m[1] * n[0] + m[3] * n[1],
        m[0] * n[2] + m[2] * n[3],
        m[1] * n[2] + m[3] * n[3],
    )


def _parse_angle(text: str) -> float:
    angle = _ANGLE.fullmatch(text)
    return float(angle[1]) * _RADIANS[angle[2]] if angle else 0.0
