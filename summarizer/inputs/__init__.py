"""Articles from files of every kind and from addresses: bytes → texts, with what is known of each.

Each format has a module of its own, which is imported when a file of that kind is met (`kinds`, `reading`):

- `plain`, `jsonlines`, `tables`; `gzips` and `zips`, by way of `bounded`
- `pages`: `charsets` → `htmltree` → `hidden` (with `styles`) → `typeset` → `promotions` → trafilatura → `markup` →
  `regained`
- `pdf`, which starts `pdfworker`: `pdfglyphs` → `pdftext` → `pdfparagraphs`
- `folders`, and `outputs`, which knows what summarizer wrote
- `feeds`; `warcs`, with `bodies`; `addresses` and `web`
"""

from .folders import files_in, unreadable
from .formats import ENDINGS, in_folder, of_lines, of_text
from .readers import outputs_in, read_address, read_stream
from .results import Fetch, Found, Part, Passed, Problem
from .web.addresses import address

__all__ = [
    "ENDINGS",
    "Fetch",
    "Found",
    "Part",
    "Passed",
    "Problem",
    "address",
    "files_in",
    "in_folder",
    "of_lines",
    "of_text",
    "outputs_in",
    "read_address",
    "read_stream",
    "unreadable",
]
