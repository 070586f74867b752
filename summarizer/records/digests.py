"""Hashes of an answer's dependencies: prompts, schemas, code."""

import hashlib
import json
import sys
from functools import cache
from pathlib import Path
from typing import Final

from ..schemas import Event, reply_model, strict_schema

_CODE: Final = (".py", ".toml", ".sql", ".txt")


def hash_json(*parts: object) -> str:
    """Hash values by their JSON: 32 hex digits of the SHA-256."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def prompt_label(name: str, version: int, own: str | None) -> str:
    """The label of a prompt: "extract 2", or "extract 2 (own 1f3a5b7c9d0e)" for a user's template."""
    return f"{name} {version} (own {own})" if own else f"{name} {version}"


@cache
def schema_digest(events: tuple[type[Event], ...]) -> str:
    """The digest of the JSON schema that replies about these event types must fit."""
    return hash_json(strict_schema(reply_model(events)))


@cache
def event_code_digest(events: tuple[type[Event], ...]) -> str:
    """The digest of the files that define a user's event types; empty if all are of this package."""
    modules = {kind.__module__ for event in events for kind in event.__mro__ if issubclass(kind, Event)}
    files = (getattr(sys.modules.get(name), "__file__", None) for name in modules if not _is_ours(name))
    files_of_user = {file for file in files if file and Path(file).is_file()}
    return hash_json(*(Path(file).read_bytes().hex() for file in sorted(files_of_user))) if files_of_user else ""


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] == __name__.partition(".")[0]


@cache
def checker_digest() -> str:
    """The digest of this package's code and word lists, so that figures proved by other code are proved again."""
    folder = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.suffix in _CODE):
        digest.update(f"{file.relative_to(folder)}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:32]
