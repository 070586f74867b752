"""Record linkage: event reports of the same real event become one incident."""

from .constraints import labelled_pairs
from .decisions import settle
from .incidents import Group, Neighbour, link
from .rulings import Ruling, apply_rulings

__all__ = ["Group", "Neighbour", "Ruling", "apply_rulings", "labelled_pairs", "link", "settle"]
