"""The built-in reader: events and figures by rules over the quantity reader, with no model and no network."""

from .reader import RuleReader

__all__ = ["RuleReader"]
