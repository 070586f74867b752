"""Events → incidents: which reports tell of the same real event."""

from .incidents import Incident, Link, Rival, link
from .incremental import relink
from .rulings import Ruling, settle

__all__ = ["Incident", "Link", "Rival", "Ruling", "link", "relink", "settle"]
