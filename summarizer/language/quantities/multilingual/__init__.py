"""The quantity reader of every language but English, by the words of its folder's `numbers.toml`."""

from .folding import fold
from .lexicon import is_latin, languages
from .negations import is_denied
from .persons import find_person
from .reader import read_numbers

__all__ = ["find_person", "fold", "is_denied", "is_latin", "languages", "read_numbers"]
