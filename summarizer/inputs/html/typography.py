"""Writes typography as characters: superscripts, quotation marks, lines of preformatted text."""

import re
from collections import Counter
from typing import Final

from lxml.etree import SubElement, strip_elements, strip_tags
from lxml.html import HtmlElement

from ..pdf.lines import BAR
from ..superscripts import SUBSCRIPTS, SUPERSCRIPTS, is_note_mark

_STYLES: Final = (
    *("b", "i", "em", "strong", "u", "small", "big", "mark", "font", "abbr", "cite", "code", "kbd", "tt", "var"),
    *("samp", "dfn", "ins", "sup", "sub", "bdi", "bdo", "data", "wbr"),
)  # fmt: skip
INLINE: Final = frozenset((*_STYLES, "span", "a"))
_SUPERSCRIPTS: Final = frozenset(("a", "sup", "sub"))  # or may be: marks that stand side by side go
_SHOWS_DATA: Final = ("time", "output", "label")  # which trafilatura takes for controls
_IN_SENTENCE: Final = 40  # characters beside one of these, and it is a part of a sentence
_MOST_LINKS: Final = 2000  # in one paragraph
_MOST_SPANS: Final = 500
_REACH: Final = 30  # characters before a raised figure that tell what it is
_EMPTY: Final = 9  # elements without a text that may stand between
_MARK = re.compile(r"\W*\d{1,3}\W*|[*†‡§]|\[\w{1,3}\]")  # of a footnote
_NOTE_NAME = re.compile(r"(?:foot|end)-?note|\bfn|noteref|citation|reference|superscript|\bsup\b", re.IGNORECASE)
_FRACTION = re.compile(r"\s*(\d{1,2})\s*[/⁄]\s*(\d{1,2})\s*")
_DECIMALS = re.compile(r"[.,]\d{1,2}")
_PRICE = re.compile(r"[$€£¥₹]\s?\d[\d.,]*$")
_NUMERAL = re.compile(r"\s*\d[\d.,]*\s*")
_COLUMNS = re.compile(r"(?<=\S)(?: {2,}| ?\t[ \t]*)(?=\S)")


def write_typography(root: HtmlElement) -> int:
    """Write what tags say as characters, and remove tags of mere style; return how many elements that removed."""
    before = sum(1 for _ in root.iter())
    _separate_counters(root)
    for element in reversed(list(root.iter("sup", "sub", "q", "a", "span"))):
        _write_element(element)
    for element in list(root.iter("pre")):
        _write_preformatted(element)
    _keep_in_sentences(root)
    _unwrap(root)
    return before - sum(1 for _ in root.iter())


def replace_element(element: HtmlElement, text: str = "") -> None:
    """Replace an element by a text, or by nothing; its tag is removed later, with those of mere style.

    Removed at once, each of many would copy the text before it.
    """
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = "wbr", text, tail


def _separate_counters(root: HtmlElement) -> None:
    """Put a bar between two numbers side by side in elements of one kind: counters, which no reader joins.

    Single digits are one number, whose digits are styled one by one.
    """
    for element in root.iter(*(INLINE - _SUPERSCRIPTS)):
        after = element.getnext()
        if (
            after is None
            or (element.tail or "").strip()
            or (element.tag, element.get("class")) != (after.tag, after.get("class"))
        ):
            continue
        texts = [element.text_content().strip(), after.text_content().strip()]
        is_note = _NOTE_NAME.search(element.get("class", ""))
        if not is_note and all(_NUMERAL.fullmatch(text) for text in texts) and max(map(len, texts)) > 1:
            element.tail = BAR


def _write_element(element: HtmlElement) -> None:
    text = element.text_content()
    before = _find_text_before(element)
    if element.tag in {"a", "span"}:
        if _MARK.fullmatch(text.strip()) and _leads_to_note(element, before):
            replace_element(element)
        elif not text:
            element.tag = "wbr"
    elif element.tag == "q":
        _write_quotation(element)
    elif element.tag == "sub":
        if any(character.isdecimal() for character in text) and not _is_fraction(element.getprevious(), element):
            replace_element(element, text.translate(SUBSCRIPTS))
    else:
        _write_superscript(element, text, before)


def _write_superscript(element: HtmlElement, text: str, before: str) -> None:
    """Write a superscript on the line: a fraction, decimals, a power; remove a footnote mark."""
    below = element.getnext()
    if _is_fraction(element, below):
        text, element.tail = f"{text}/{below.text_content()}", None
        replace_element(below)
    if fraction := _FRACTION.fullmatch(text):
        replace_element(element, f"{' ' if before[-1:].isdecimal() else ''}{fraction[1]}/{fraction[2]}")
    elif _is_note(element):
        replace_element(element)
    elif before[-1:].isdecimal() and _DECIMALS.fullmatch(text) and not _follows_raised(element):
        element.tag = "wbr"
    elif not any(character.isdecimal() for character in text):
        return
    elif is_note_mark(before) and not (_PRICE.search(before) and re.fullmatch(r"\d\d", text)):
        replace_element(element)
    else:
        replace_element(element, text.translate(SUPERSCRIPTS))


def _is_fraction(above: HtmlElement | None, below: HtmlElement | None) -> bool:
    """Whether two elements are numerator and denominator."""
    if (
        above is None
        or below is None
        or (above.tag, below.tag) != ("sup", "sub")
        or (above.tail or "").strip() not in {"/", "⁄"}
    ):
        return False
    return bool(_FRACTION.fullmatch(f"{above.text_content()}/{below.text_content()}"))


def _is_note(element: HtmlElement) -> bool:
    return bool(element.xpath(".//a[starts-with(@href, '#')]")) or bool(_NOTE_NAME.search(element.get("class", "")))


def _leads_to_note(element: HtmlElement, before: str) -> bool:
    """Whether a small number is a footnote mark: a link within the page, or directly behind a number."""
    if (element.get("href") or "").startswith("#"):
        return True
    named = element.tag == "a" or _NOTE_NAME.search(element.get("class", ""))
    return bool(named) and before[-1:].isdecimal()


def _follows_raised(element: HtmlElement) -> bool:
    before = element.getprevious()
    return before is not None and before.tag == "sup" and not (before.tail or "").strip()


def _find_text_before(element: HtmlElement) -> str:
    """Find the end of the text before an element."""
    before, parent = element.getprevious(), element.getparent()
    for _ in range(_EMPTY):
        if before is None:
            break
        if said := before.tail or before.text_content():
            return str(said[-_REACH:])
        before = before.getprevious()
    if parent is None:
        return ""
    return _find_text_before(parent) if not parent.text and parent.tag in INLINE else (parent.text or "")[-_REACH:]


def _write_quotation(element: HtmlElement) -> None:
    element.text = f"“{element.text or ''}"
    if len(element):
        element[-1].tail = f"{element[-1].tail or ''}”"
    else:
        element.text += "”"
    element.tag = "span"


def _write_preformatted(element: HtmlElement) -> None:
    """Write preformatted text as lines, with bars between columns."""
    paragraphs = re.split(r"\n[ \t]*\n", element.text_content().replace("\r\n", "\n").strip("\n"))
    tail = element.tail
    element.clear()
    element.tag, element.tail = "div", tail
    for paragraph in paragraphs:
        lines = [_COLUMNS.sub(BAR, line.rstrip()) for line in paragraph.split("\n")]
        made = SubElement(element, "p")
        made.text = lines[0]
        for line in lines[1:]:
            SubElement(made, "br").tail = line


def _keep_in_sentences(root: HtmlElement) -> None:
    """Remove the tag of a time or an output within a sentence, so that the text stays."""
    shown = [element for element in root.iter(*_SHOWS_DATA) if element.getparent() is not None]
    lengths = {parent: len(parent.text_content()) for parent in {element.getparent() for element in shown}}
    for element in shown:
        lengths[element.getparent()] -= len(element.text_content())
    for element in shown:
        if lengths[element.getparent()] >= _IN_SENTENCE:
            element.tag = "wbr"


def _unwrap(root: HtmlElement) -> None:
    """Remove tags of mere style, and links beyond number.

    The time that trafilatura takes grows with the square of how many stand in one paragraph.
    """
    spans = Counter(span.getparent() for span in root.iter("span"))
    for element in root.iter("span"):
        if not element.attrib or spans[element.getparent()] > _MOST_SPANS:
            element.tag = "b"
    strip_tags(root, *_STYLES)
    for parent, links in Counter(link.getparent() for link in root.iter("a")).items():
        if links > _MOST_LINKS:
            strip_elements(parent, "a", with_tail=False)
    _join_texts(root)


def _join_texts(root: HtmlElement) -> None:
    """Join the pieces of text that removed tags leave.

    XPath's text() gives for each piece all that follow it: a page of 400 kB took more than a gigabyte.
    """
    for element in root.iter():
        element.text, element.tail = element.text, element.tail
