"""Digests of what an answer depends on."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Final

from .schemas import Event, reply_model, strict_schema

_CODE: Final = (".py", ".toml", ".sql", ".txt")


def digest_of(*parts: object) -> str:
    """32 hex digits of the SHA-256 of these, as JSON."""
    told = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@cache
def schema_digest(events: tuple[type[Event], ...]) -> str:
    """The digest of what a reply about these event types must fit."""
    return digest_of(strict_schema(reply_model(events)))


@cache
def checker_digest() -> str:
    """The digest of this package's code and word lists: figures that other code has proved are proved again."""
    folder = Path(__file__).parent
    found = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.suffix in _CODE):
        found.update(f"{file.relative_to(folder)}\0".encode())
        found.update(file.read_bytes())
    return found.hexdigest()[:32]
