"""The quantity reader of every language but English, by the words of its folder's `numbers.toml`."""

from .lexicon import languages
from .reader import read_numbers

__all__ = ["languages", "read_numbers"]
