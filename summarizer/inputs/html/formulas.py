"""What is drawn above and below a line as text: formulas, "10⁶", "1/2", and how words are read, "東京 (とうきょう)".

What is drawn as more than a line of characters is unreadable.
"""

from typing import Final

from lxml.html import HtmlElement

from .layout import garble

_DRAWN: Final = ("msqrt", "mroot", "mover", "munder", "munderover", "menclose", "mmultiscripts", "mtable", "mlongdiv")
_SCRIPTS: Final = {"msup": ("sup",), "msub": ("sub",), "msubsup": ("sub", "sup")}
_SPACED: Final = frozenset("+=<>≤≥×≈±")  # operators between two numbers, which are drawn apart


def write_formulas(root: HtmlElement) -> None:
    """Make inline text of each formula."""
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
        for each in element.iter():
            each.text = garble(each.text)
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
    """Put what stands above words, small, behind them in brackets."""
    for element in list(root.iter("ruby", "rb", "rt", "rtc")):
        if element.tag == "rt":
            said = element.text_content().strip()
            del element[:]
            element.text = f" ({said})" if said else ""
        element.tag = "b"
