"""Events → incidents: which reports tell of the same real event."""

from .incidents import Group, Neighbour, link
from .rulings import Ruling, settle

__all__ = ["Group", "Neighbour", "Ruling", "link", "settle"]
