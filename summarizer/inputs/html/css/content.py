"""What style sheets write before and behind a text: `content`."""

import re
from typing import Final

import tinycss2
from lxml.html import HtmlElement

_PICTURES = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")  # of fonts that have pictures for letters
_LONGEST: Final = 500  # characters
_COUNTED: Final = "\ufffd"  # a number that only who lays out the page knows


def written_by(content: str, element: HtmlElement) -> str:
    """The text that a value of `content` writes at an element; "" if it writes none."""
    said = ""
    for token in tinycss2.parse_component_value_list(content, True):
        if token == "/":  # noqa: S105  # of a style sheet
            break  # what follows is for screen readers
        if token.type == "string":
            said += token.value
        elif token.type == "function" and token.lower_name == "attr":
            name = next((each.value for each in token.arguments if each.type == "ident"), "")
            said += element.get(name.lower()) or ""
        elif token.type == "function" and token.lower_name in {"counter", "counters"}:
            said += _COUNTED
    return _PICTURES.sub("", said)[:_LONGEST]
