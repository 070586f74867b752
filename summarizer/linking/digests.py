"""Digests of 63 bits, which any SQL engine holds as an integer."""

from functools import lru_cache
from hashlib import blake2b

from ..records.events import EventReport
from ..records.ids import canonical_json


@lru_cache(50_000)  # the words of topics, the names of articles and incidents: most come again
def digest(text: str) -> int:
    """Hash a text to 63 bits."""
    return digest_bytes(text.encode("utf-8", "surrogatepass"))


def digest_bytes(text: bytes) -> int:
    """Hash a text in UTF-8 to 63 bits."""
    return int.from_bytes(blake2b(text, digest_size=8).digest()) >> 1


def report_digest(report: EventReport) -> int:
    """Hash what a report says to 63 bits."""
    return digest_bytes(canonical_json(report).encode("utf-8", "surrogatepass"))


def incident_digest(report: EventReport) -> int:
    """Hash the incident id that came with a report to 63 bits; 0 for none."""
    return 0 if report.incident is None else digest(report.incident)
