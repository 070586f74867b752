"""Events → incidents: which reports tell of the same real event."""

from .clusters import Incident, Link, link

__all__ = ["Incident", "Link", "link"]
