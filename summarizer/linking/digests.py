"""Digests of 63 bits, which any SQL engine holds as an integer."""

from functools import lru_cache
from hashlib import blake2b
from typing import Final

from ..records.events import EventReport
from ..records.ids import canonical_json, content_json

_MOST_TERMS: Final = (1 << 31) - 1  # so that a rank has 63 bits


@lru_cache(50_000)  # the words of topics, the names of articles and incidents: most come again
def digest(text: str) -> int:
    """Hash a text to 63 bits, and keep the hash: most words come again."""
    return hash_text(text)


def hash_text(text: str) -> int:
    """Hash a text to 63 bits."""
    return digest_bytes(text.encode("utf-8", "surrogatepass"))


def digest_bytes(text: bytes) -> int:
    """Hash a text in UTF-8 to 63 bits."""
    return int.from_bytes(blake2b(text, digest_size=8).digest()) >> 1


def report_digest(report: EventReport) -> int:
    """Hash what a report says to 63 bits."""
    return hash_text(canonical_json(report))


def content_digest(report: EventReport) -> int:
    """Hash all of a report but its terms to 63 bits: of reports that share it one is kept."""
    return hash_text(content_json(report))


def terms_rank(report: EventReport) -> int:
    """Rank repeats of a report: the one with most terms is kept, of as many the one whose digest of these is larger.

    So the order in which repeats came does not matter.
    """
    return min(len(report.terms), _MOST_TERMS) << 32 | digest(repr(tuple(report.terms))) >> 31


def incident_digest(report: EventReport) -> int:
    """Hash the incident id that came with a report to 63 bits; 0 for none."""
    return 0 if report.incident is None else digest(report.incident)
