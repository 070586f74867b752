"""Articles from files of every kind and from addresses: bytes → texts, with what is known of each.

Each format has a module of its own, which is imported when a file of that kind is met.
"""

from .addresses import address
from .found import Fetch, Found, Part, Passed, Problem
from .kinds import ENDINGS, in_folder, of_lines, of_text, pages_of
from .reading import read_address, read_stream

__all__ = [
    "ENDINGS",
    "Fetch",
    "Found",
    "Part",
    "Passed",
    "Problem",
    "address",
    "in_folder",
    "of_lines",
    "of_text",
    "pages_of",
    "read_address",
    "read_stream",
]
