"""Record linkage: event reports of the same real event become one incident."""

from .incidents import Group, Neighbour, link
from .rulings import Ruling, apply_rulings

__all__ = ["Group", "Neighbour", "Ruling", "apply_rulings", "link"]
