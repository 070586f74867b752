"""Size limits of inputs, each far above what newsrooms write and below what would fill the memory."""

from typing import Final

LONGEST_LINE: Final = 16_000_000  # bytes of a line of JSON, where an escape takes up to three times what it stands for
LARGEST_PAGE: Final = 10_000_000  # bytes of a web page; long ones, scripts and all, have two or three million
LARGEST_FEED: Final = 20_000_000  # bytes of a feed; those with the last thousand entries in full have a few million
LARGEST_PDF: Final = 50_000_000  # bytes of a PDF, most of which are pictures
MOST_PAGES: Final = 1000  # of a PDF
