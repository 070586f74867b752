"""Articles from files of every format and from web addresses.

Each format has a module of its own, which is imported when a file of that format is met:

- `textfiles`, `jsonlines`, `tables`; `archives` of files: `gzips`, `zips`, `warcs`
- `html`: pages (decode, parse, remove what is hidden and teasers of other articles, extract the main text, restore its
  lede) and feeds
- `pdf`: a process of its own that finds glyphs, sets them in lines and joins these to paragraphs
- `web`: pages at public addresses
- `records`: event records, which are no articles
"""

from .articles import Reading, Unreadable, build_article, iter_articles, read_articles
from .formats import has_article_lines, is_text_name
from .results import Passed
from .sources import Fetch, Page
from .web.addresses import is_web_address

__all__ = [
    "Fetch",
    "Page",
    "Passed",
    "Reading",
    "Unreadable",
    "build_article",
    "has_article_lines",
    "is_text_name",
    "is_web_address",
    "iter_articles",
    "read_articles",
]
