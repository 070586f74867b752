"""The quantity reader: text → numbers. Pure, no model, no network."""

from .foreign import read_foreign_numbers
from .intervals import interval, rounding
from .number import Kind, Number
from .reader import holds_more_numbers, read_numbers
from .units import is_shared_by, unit_named

__all__ = [
    "Kind",
    "Number",
    "holds_more_numbers",
    "interval",
    "is_shared_by",
    "read_foreign_numbers",
    "read_numbers",
    "rounding",
    "unit_named",
]
