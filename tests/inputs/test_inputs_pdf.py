"""PDFs: the text that is to be seen on the pages, and its numbers as they stand there."""

import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from summarizer import read_articles, read_numbers
from summarizer.errors import ArticleError
from summarizer.inputs.pdf.lines import Glyph, TextLine, set_lines
from summarizer.inputs.pdf.paragraphs import join_pages
from summarizer.inputs.pdf.reader import _read_apart

from ..helpers.news import PARAGRAPHS, TITLE, pdf

WIDTH, HEIGHT = A4
Draw = Callable[[Canvas], None]


def drawn(*pages: Draw, **how: Any) -> bytes:
    """Pages as they are drawn on a canvas."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4, **how)
    for page in pages:
        canvas.setFont("Times-Roman", 12)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def at(x: float, y: float, text: str, size: float = 12, **how: Any) -> Draw:
    """A text at a place, in points from the lower left."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", size)
        canvas.drawString(x, y, text, **how)

    return draw


def behind(text: str, more: float = 0) -> float:
    """Where a text that begins at 50 ends."""
    return float(50 + stringWidth(text, "Times-Roman", 12) + more)


def all_of(*draws: Draw) -> Draw:
    def draw_all(canvas: Canvas) -> None:
        for draw in draws:
            draw(canvas)

    return draw_all


def read(data: bytes) -> str:
    """The text of a PDF."""
    return str(_read_apart(data)["text"])


def white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(50, 600, "9 people died.")


def on_black(canvas: Canvas) -> None:
    canvas.rect(40, 590, 300, 30, fill=1)
    white(canvas)


def covered(canvas: Canvas) -> None:
    canvas.drawString(50, 600, "9 people died.")
    canvas.setFillColorRGB(0.9, 0.9, 0.9)
    canvas.rect(40, 590, 300, 30, fill=1, stroke=0)


def picture(canvas: Canvas) -> None:
    """A page that was scanned: a picture of a text."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  # comes with ReportLab

    image = Image.new("L", (600, 80), 255)
    ImageDraw.Draw(image).text((10, 10), "9 people died.", fill=0, font_size=50)
    canvas.drawImage(ImageReader(image), 50, 590, 300, 40)


def turned(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.translate(500, 100)
    canvas.rotate(90)
    canvas.drawString(0, 0, "9 people died.")
    canvas.restoreState()


SEEN = at(50, 700, "Rescuers went on until the morning.")
HIDDEN = {
    "white on white": white,
    "beneath a box": covered,
    "without ink": at(50, 600, "9 people died.", mode=3),
    "off the page": at(WIDTH + 20, 600, "9 people died."),
    "up the margin": turned,
    "too small to leave ink": at(50, 600, "9 people died.", 0.1),
}


@pytest.mark.parametrize("draw", HIDDEN.values(), ids=HIDDEN)
def test_what_nobody_sees_on_a_page_is_no_text(draw: Draw) -> None:
    """A page is drawn, and where a letter leaves no trace there is none."""
    assert read(drawn(all_of(SEEN, draw))) == "Rescuers went on until the morning."


@pytest.mark.parametrize(
    "draw",
    [on_black, all_of(picture, at(55, 600, "9 people died.", 30, mode=3)), all_of(turned, turned)],
    ids=["white on black", "over a scan", "a page that lies on its side"],
)
def test_what_is_seen_is_text(draw: Draw) -> None:
    """Also the text that OCR has laid over a picture of it."""
    assert read(drawn(draw)).startswith("9 people died")


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_page_is_read_as_it_is_shown(degrees: int) -> None:
    """However the file says that it is turned."""

    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(degrees)
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(degrees)
        canvas.drawString(-100, 0, "At least 43 people died, and 1,200 fled.")

    assert read(drawn(draw)) == "At least 43 people died, and 1,200 fled."


NUMBERS: dict[str, tuple[Draw, str, list[float]]] = {
    "a footnote": (all_of(at(50, 600, "At least 39"), at(behind("At least 39"), 604, "3", 7), at(behind("At least 39", 4), 600, ", they said.")), "At least 39, they said.", [39]),
    "a footnote of two figures": (all_of(at(50, 600, "At least 39"), at(behind("At least 39"), 604, "12", 7)), "At least 39", [39]),
    "a power of ten": (all_of(at(50, 600, "It cost 10"), at(behind("It cost 10"), 604, "6", 7)), "It cost 10⁶", []),
    "lowered": (all_of(at(50, 600, "CO"), at(67.4, 597, "2", 7), at(71, 600, " took 12 lives.")), "CO₂ took 12 lives.", [12]),
    "a footnote's text": (all_of(at(50, 604, "3", 7), at(54, 600, "By telephone.")), "³By telephone.", []),
    "cells": (all_of(at(50, 600, "Karari"), at(150, 600, "43"), at(172, 600, "120")), "Karari | 43 | 120", [43, 120]),
    "cells that are near": (all_of(at(50, 600, "43"), at(65, 600, "120")), "43 | 120", [43, 120]),
    "digits in groups": (at(50, 600, "At least 36 000 people fled."), "At least 36 000 people fled.", [36000]),
    "rows": (all_of(at(50, 600, "In Karari 43"), at(50, 586, "120 in Bahri")), "In Karari 43\n120 in Bahri", [43, 120]),
    "letters one by one": (all_of(*(at(50 + 6 * n, 600, c) for n, c in enumerate("1200"))), "1200", [1200]),
    "thousands over the end of a line": (all_of(at(50, 600, "In all 12"), at(50, 586, "000 people fled.")), "In all 12 000 people fled.", [12000]),
    "over the end of a line": (all_of(at(50, 600, "There were more than"), at(50, 586, "120 wounded people.")), "There were more than 120 wounded people.", [120]),
    "a number word in two": (all_of(at(50, 600, "The staff treated fifty-"), at(50, 586, "two people in all.")), "The staff treated fifty-two people in all.", [52]),
    "a range in two": (all_of(at(50, 600, "The staff treated 10-"), at(50, 586, "15 people.")), "The staff treated 10-15 people.", [10]),
    "a word in two": (all_of(at(50, 600, "The bombard-"), at(50, 586, "ment killed 43.")), "The bombardment killed 43.", [43]),
    "a word that has its hyphen elsewhere": (all_of(at(50, 600, "An anti-aircraft gun, one anti-"), at(50, 586, "aircraft gun.")), "An anti-aircraft gun, one anti-aircraft gun.", [1]),
    "a name in two": (all_of(at(50, 600, "The Russo-"), at(50, 586, "Japanese war.")), "The Russo-Japanese war.", []),
}  # fmt: skip


@pytest.mark.parametrize(("draw", "text", "values"), NUMBERS.values(), ids=NUMBERS)
def test_numbers_are_those_that_stand_there(draw: Draw, text: str, values: list[float]) -> None:
    """A raised figure is no digit, two cells are no number, and a line's end is none within one."""
    found = read(drawn(draw))
    assert found == text
    assert [number.low for number in read_numbers(found) if number.kind == "quantity"] == values


def test_pages_and_columns_are_read_in_order_and_without_what_runs_through_them() -> None:
    """A sentence goes on in the next column, on the next page; heads, feet and page numbers are not in it."""
    found = read(pdf(*PARAGRAPHS * 12, columns=2, head="Situation report, 31 May", style={"alignment": 4}))
    assert found == "\n\n".join(PARAGRAPHS * 12)


def test_a_sentence_goes_on_overleaf_across_the_notes_at_the_foot() -> None:
    """So that its number keeps its bound; the notes come last."""
    first = all_of(
        at(50, 714, "The flood killed many, the ministry said."),
        at(50, 700, "On Monday more than"),
        at(50, 40, "1 By telephone.", 8),
    )
    second = all_of(at(50, 780, "120 people were wounded, it said."), at(50, 766, "The minister spoke later."))
    found = read(drawn(first, second))
    assert "On Monday more than 120 people were wounded, it said." in found
    assert found.endswith("By telephone.")
    assert [number.bound for number in read_numbers(found) if number.low == 120] == ["more_than"]


def test_a_title_that_a_program_gave_is_none(tmp_path: Path) -> None:
    """The name of a Word file is no headline."""
    for name, title in (("a.pdf", "report_final.docx"), ("b.pdf", TITLE)):
        written = io.BytesIO()
        canvas = Canvas(written)
        canvas.setTitle(title)
        canvas.drawString(50, 600, f"9 people died in {name}.")
        canvas.save()
        (tmp_path / name).write_bytes(written.getvalue())
    assert [one.title for one in read_articles([tmp_path]).articles] == [None, TITLE]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (lambda: drawn(SEEN, encrypt=StandardEncryption("secret")), "without a password"),
        (lambda: drawn(picture), "run OCR over it first"),
        (lambda: drawn(lambda _: None), "run OCR over it first"),
        (lambda: drawn(*[SEEN] * 1001), "at most 1000 pages, got 1001"),
    ],
    ids=["encrypted", "scanned", "blank", "too many pages"],
)
def test_a_pdf_without_a_text_to_read_says_why(tmp_path: Path, data: Callable[[], bytes], said: str) -> None:
    """In one line, and the other files are read."""
    (tmp_path / "a.pdf").write_bytes(data())
    (tmp_path / "b.txt").write_text("Two people died.")
    reading = read_articles([tmp_path])
    assert [one.text for one in reading.articles] == ["Two people died."]
    (unreadable,) = reading.unreadable
    assert said in unreadable.error
    assert len(unreadable.error.splitlines()) == 1


def test_a_pdf_that_may_be_read_by_all_is_read_though_it_is_encrypted() -> None:
    """Many are, so that they cannot be changed."""
    assert read(drawn(SEEN, encrypt=StandardEncryption("", "owner"))) == "Rescuers went on until the morning."


def test_pages_without_text_are_told_of(tmp_path: Path) -> None:
    """And the others are read."""
    (tmp_path / "a.pdf").write_bytes(drawn(picture, SEEN, picture))
    reading = read_articles([tmp_path])
    assert [one.text for one in reading.articles] == ["Rescuers went on until the morning."]
    (passed,) = reading.passed
    assert passed.note == "2 of 3 pages without readable text: use OCR first"


def test_a_pdf_is_read_in_a_process_without_keys_that_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """What breaks it costs one file."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    program = "import os, json; print(json.dumps({'text': ' '.join(os.environ)}))"
    assert "OPENAI_API_KEY" not in str(_read_apart(b"", start=program)["text"])
    with pytest.raises(ArticleError, match="read within 1 s"):
        _read_apart(b"", 1, start="import time; time.sleep(60)")
    with pytest.raises(ArticleError, match=r"breaks the reader \(exit code -11\)"):
        _read_apart(b"", start="import os; os.kill(os.getpid(), 11)")
    with pytest.raises(ArticleError, match=r"breaks the reader \(MemoryError\)"):
        _read_apart(b"", start="from summarizer.inputs.pdf.worker import limit_memory; limit_memory(); bytes(1 << 36)")


BOXES = st.builds(
    lambda text, x, y, size, wide: Glyph(text, x, x + wide, y - size, y + size * 0.2, x, y),
    st.sampled_from("a9, -|\u2010ﬁ1"), st.floats(0, 500), st.floats(0, 800), st.floats(0.1, 40), st.floats(0, 30),
)  # fmt: skip


@given(st.lists(st.lists(BOXES, max_size=25), max_size=4))
def test_letters_anywhere_are_a_text_with_all_of_them(pages: list[list[Glyph]]) -> None:
    """But those of lines that run through the pages, and hyphens at the ends of lines; and no digits are joined."""
    lines = [set_lines(page) for page in pages]
    for page, of_page in zip(pages, lines, strict=True):
        letters = sum(not glyph.text.isspace() for glyph in page)
        assert sum(
            len(line.text.replace(" | ", "").replace(" ", "").replace("fi", "f")) for line in of_page
        ) <= letters + sum(glyph.text == "|" for glyph in page)
    join_pages(lines)


def test_many_lines_take_no_time() -> None:
    """A page of a hundred thousand letters and lines of their own."""
    page = [TextLine(f"{number} died", number % 90, number % 90 + 40, number, 10) for number in range(50_000)]
    began = time.process_time()
    join_pages([page])
    assert time.process_time() - began < 20
