"""Digests of what an answer depends on."""

import hashlib
import json
import sys
from functools import cache
from pathlib import Path
from typing import Final

from ..schemas import Event, reply_model, strict_schema

_CODE: Final = (".py", ".toml", ".sql", ".txt")


def digest_of(*parts: object) -> str:
    """32 hex digits of the SHA-256 of these, as JSON."""
    told = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def label_of(name: str, version: int, own: str | None) -> str:
    """What names a prompt: "extract 2", or, whatever version one's own claims, "extract 2 (own 1f3a5b7c9d0e)"."""
    return f"{name} {version} (own {own})" if own else f"{name} {version}"


@cache
def schema_digest(events: tuple[type[Event], ...]) -> str:
    """The digest of what a reply about these event types must fit."""
    return digest_of(strict_schema(reply_model(events)))


@cache
def own_code(events: tuple[type[Event], ...]) -> str:
    """The digest of the files that define event types of one's own; empty if all are of this package."""
    modules = {kind.__module__ for event in events for kind in event.__mro__ if issubclass(kind, Event)}
    files = (getattr(sys.modules.get(name), "__file__", None) for name in modules if not _is_ours(name))
    found = {file for file in files if file and Path(file).is_file()}
    return digest_of(*(Path(file).read_bytes().hex() for file in sorted(found))) if found else ""


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] == __name__.partition(".")[0]


@cache
def checker_digest() -> str:
    """The digest of this package's code and word lists: figures that other code has proved are proved again."""
    folder = Path(__file__).parents[1]
    found = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.suffix in _CODE):
        found.update(f"{file.relative_to(folder)}\0".encode())
        found.update(file.read_bytes())
    return found.hexdigest()[:32]
