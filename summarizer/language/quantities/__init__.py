"""The quantity reader: text → numbers. Pure, no model, no network."""

from .english import holds_more_numbers, is_shared_by, unit_named
from .intervals import interval, rounding
from .multilingual import find_person, fold, is_denied, is_latin
from .number import Kind, Number
from .reader import UNDETERMINED, languages, read_numbers

__all__ = [
    "UNDETERMINED",
    "Kind",
    "Number",
    "find_person",
    "fold",
    "holds_more_numbers",
    "interval",
    "is_denied",
    "is_latin",
    "is_shared_by",
    "languages",
    "read_numbers",
    "rounding",
    "unit_named",
]
