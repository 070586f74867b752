"""Digests of 63 bits, which any SQL engine holds as an integer."""

from hashlib import blake2b

from ..records.events import EventReport


def digest(text: str) -> int:
    """Hash a text to 63 bits."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


def incident_digest(report: EventReport) -> int:
    """Hash the incident id that came with a report to 63 bits; 0 for none."""
    return 0 if report.incident is None else digest(report.incident)
