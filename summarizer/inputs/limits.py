"""How large an input may be. Each is far above what newsrooms write, and below what would fill a memory."""

from typing import Final

LARGEST: Final = 5_000_000  # bytes of an article's text: a long novel has a million
LONGEST_LINE: Final = 16_000_000  # bytes of a line of JSON, where an escape takes up to three times what it stands for
LARGEST_PAGE: Final = 10_000_000  # bytes of a web page; long ones, scripts and all, have two or three million
LARGEST_REPLY: Final = 5_000_000  # bytes of a model's: 128,000 tokens, each three letters escaped, are 2.3 million
LARGEST_FEED: Final = 20_000_000  # bytes of a feed; those with the last thousand entries in full have a few million
LARGEST_PDF: Final = 50_000_000  # bytes of a PDF, most of which are pictures
MOST_PAGES: Final = 1000  # of a PDF
LONGEST_FIELD: Final = 2000  # characters of a source, a title, an address
