"""Text that style sheets write before and behind an element: the property `content`."""

import re
from typing import Final

import tinycss2
from lxml.html import HtmlElement

_PICTURES: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")  # of fonts that have pictures for letters
_LONGEST: Final = 500  # characters
_COUNTER: Final = "\ufffd"  # a number that only a layout engine knows
_QUOTES: Final = {"open-quote": "“", "close-quote": "”"}  # those of the language differ; that there is one does not


def write_content(content: str, element: HtmlElement, *, quoted: bool) -> str:
    """Work out the text that a value of `content` writes at an element; "" for none.

    `quoted`: a quotation is open, without which browsers draw no mark that closes one.
    """
    text = ""
    for token in tinycss2.parse_component_value_list(content, True):
        if token == "/":  # noqa: S105  # of a style sheet
            break  # what follows is for screen readers
        if token.type == "string":
            text += token.value
        elif token.type == "ident":
            is_drawn = element.tag != "q" and (quoted or token.lower_value == "open-quote")  # `q` has its own
            text += _QUOTES.get(token.lower_value, "") if is_drawn else ""
        elif token.type == "function" and token.lower_name == "attr":
            name = next((argument.value for argument in token.arguments if argument.type == "ident"), "")
            text += element.get(name.lower()) or ""
        elif token.type == "function" and token.lower_name in {"counter", "counters"}:
            text += _COUNTER
    return _PICTURES.sub("", text)[:_LONGEST]
