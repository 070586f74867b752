"""The process that reads one PDF: bytes on standard input, its text as JSON on standard output."""

import contextlib
import json
import sys
from typing import Final

from ...records.article import LARGEST
from ..sizes import MOST_PAGES
from .lines import TextLine, set_lines
from .paragraphs import join_pages

_MEMORY: Final = 3_000_000_000  # bytes of address space
_PASSWORD: Final = 4  # pdfium's number for an encrypted file


def main() -> None:
    """Read a PDF, and write its text, or an error, as JSON."""
    limit_memory()
    json.dump(read(sys.stdin.buffer.read()), sys.stdout)


def limit_memory() -> None:
    """Limit the memory of this process, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  # not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(data: bytes) -> dict[str, object]:
    """Read the text of a PDF, its title, the number of its pages and of those without text; or the `error`."""
    import pypdfium2  # noqa: PLC0415  # an optional library

    from .glyphs import find_glyphs  # noqa: PLC0415  # needs pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            return {"error": "expected a PDF without a password, got an encrypted one: save it without"}
        return {"error": f"expected a PDF, got what cannot be read as one ({error}): print it anew"}
    if len(document) > MOST_PAGES:
        return {"error": f"expected a PDF of at most {MOST_PAGES} pages, got {len(document)}: split it"}
    pages: list[list[TextLine]] = []
    size = 0
    for number in range(len(document)):
        pages.append([])
        with contextlib.suppress(pypdfium2.PdfiumError), contextlib.closing(document[number]) as page:
            pages[-1] = set_lines(find_glyphs(page))
        size += sum(len(line.text) for line in pages[-1])
        if size > LARGEST:
            return {"error": f"expected an article of at most {LARGEST} bytes, got more: split it"}
    text = join_pages(pages)
    if not text:
        return {"error": "expected a PDF with text, got pages without (a scan?): run OCR over it first"}
    blank = sum(not page for page in pages)
    return {"text": text, "title": document.get_metadata_value("Title"), "pages": len(pages), "blank": blank}
