"""The quantity reader: text → numbers. Pure, no model, no network."""

from .intervals import interval, rounding
from .measured import unit_named
from .number import Kind, Number
from .reader import holds_more_numbers, read_numbers

__all__ = [
    "Kind",
    "Number",
    "holds_more_numbers",
    "interval",
    "read_numbers",
    "rounding",
    "unit_named",
]
