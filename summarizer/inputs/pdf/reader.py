"""Reads the visible text of a PDF, in reading order.

pdfium reads the file, a library of a million lines that any PDF may try to break. So it does that in a process of its
own, which has no key, no more than its share of memory, and a time limit.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from ...errors import ArticleError
from ...language.visible import one_line
from ...records.wording import pluralize
from ..dependencies import require_extra
from ..results import Part, Passed, RawArticle, clean_fields
from ..sizes import LARGEST_PDF
from ..sources import Source
from ..textfiles import describe_too_large

SECONDS: Final = 120.0  # for one file; a page takes some hundredths of a second
_KEPT: Final = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP")
_PATH: Final = "import json, sys; sys.path[:] = json.loads(sys.argv[1])"
_START: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from summarizer.inputs.pdf.worker import main; main()"
)
_NO_TITLES: Final = ("", "(anonymous)", "untitled", "about:blank")
_SHOWN: Final = 100


def read(source: Source) -> Iterator[Part]:
    """Read the article of a PDF, and report its pages without text."""
    data = source.stream.read(LARGEST_PDF + 1)
    if len(data) > LARGEST_PDF:
        raise ArticleError(describe_too_large(len(data), LARGEST_PDF, "a PDF"))
    result = _read_apart(data)
    if error := result.get("error"):
        raise ArticleError(str(error))
    yield RawArticle(
        source.where, clean_fields(str(result["text"]), title=_find_title(result.get("title")), url=source.url)
    )
    if result["blank"]:
        pages = pluralize(result["pages"], "page")
        yield Passed(
            source.where, f"{result['blank']} of {result['pages']} {pages} without readable text: use OCR first"
        )


def _read_apart(data: bytes, seconds: float = SECONDS, start: str = _START) -> Mapping[str, Any]:
    """Read a PDF in a process of its own."""
    with require_extra("pdf", "PDF files"):
        import pypdfium2 as _  # noqa: F401, PLC0415  # an optional library
    command = [
        sys.executable,
        "-I",
        "-c",
        f"{_PATH}; {start}",
        json.dumps([str(Path(entry).absolute()) for entry in sys.path]),
    ]
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    try:
        ran = subprocess.run(  # noqa: S603  # this interpreter, and a command of our own
            command, input=data, capture_output=True, timeout=seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ArticleError(f"expected a PDF that is read within {seconds:.0f} s, got a longer one: split it") from error
    try:
        result: Mapping[str, Any] = json.loads(ran.stdout)
    except ValueError as error:
        said = one_line(ran.stderr.decode(errors="replace").strip().rpartition("\n")[2], _SHOWN)
        why = said or f"exit code {ran.returncode}"
        raise ArticleError(
            f"expected a PDF that can be read, got one that breaks the reader ({why}): print it anew"
        ) from error
    return result


def _find_title(value: object) -> str | None:
    """Find the title in the file's metadata, if a person wrote it."""
    title = str(value or "").strip()
    name = title.lower()
    return None if name in _NO_TITLES or name.endswith((".doc", ".docx", ".pdf", ".indd", ".html", ".tmp")) else title
