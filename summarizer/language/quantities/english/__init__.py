"""The quantity reader of English, by patterns over the words of `language/en`."""

from .reader import holds_more_numbers, read_english_numbers
from .unit_words import is_shared_by, unit_named

__all__ = ["holds_more_numbers", "is_shared_by", "read_english_numbers", "unit_named"]
