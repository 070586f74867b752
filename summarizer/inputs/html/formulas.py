"""Writes formulas and ruby annotations as inline text: "10⁶", "1/2", "東京 (とうきょう)".

Formulas of more than a line of characters become unreadable.
"""

from typing import Final

from lxml.html import HtmlElement

from .layout import garble

_DRAWN: Final = ("msqrt", "mroot", "mover", "munder", "munderover", "menclose", "mmultiscripts", "mtable", "mlongdiv")
_SCRIPTS: Final = {"msup": ("sup",), "msub": ("sub",), "msubsup": ("sub", "sup")}
_SPACED: Final = frozenset("+=<>≤≥×≈±")  # operators between two numbers, which are drawn apart


def write_formulas(root: HtmlElement) -> None:
    """Write each formula as inline text."""
    for formula in list(root.iter("math")):
        for element in list(formula.iter()):
            _write(element, is_formula=element is formula)
        for element in list(formula.iter()):
            if element.tag not in {"sup", "sub"}:
                element.tag = "b"


def _write(element: HtmlElement, *, is_formula: bool) -> None:
    element.text = (element.text or "").strip()
    if not is_formula:
        element.tail = (element.tail or "").strip()
    if element.tag in _DRAWN:
        for part in element.iter():
            part.text = garble(part.text)
    elif element.tag == "mfrac" and len(element) == 2:  # numerator, denominator
        element[0].tag, element[1].tag = "sup", "sub"
        element[0].text, element[1].text = element[0].text_content().strip(), element[1].text_content().strip()
        del element[0][:], element[1][:]
        element[0].tail = "/"
    elif element.tag in _SCRIPTS:
        for child, tag in zip(element[1:], _SCRIPTS[element.tag], strict=False):
            child.tag = tag
    elif element.tag == "mo" and element.text in _SPACED:
        element.text = f" {element.text} "


def write_readings(root: HtmlElement) -> None:
    """Write ruby annotations in brackets behind their words."""
    for element in list(root.iter("ruby", "rb", "rt", "rtc")):
        if element.tag == "rt":
            said = element.text_content().strip()
            del element[:]
            element.text = f" ({said})" if said else ""
        element.tag = "b"
