"""Events → incidents: which reports tell of the same real event."""

from .incidents import Incident, Link, Rival, link
from .incremental import relink

__all__ = ["Incident", "Link", "Rival", "link", "relink"]
