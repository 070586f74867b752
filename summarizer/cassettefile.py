"""Reading a cassette's file: what it must hold, and what makes it no cassette."""

from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urlparse

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from .errors import UsageError
from .safeyaml import load
from .visible import one_line

# Characters of all bodies, with what aliases repeat written out: those of 300 long articles have about ten million.
LARGEST: Final = 200_000_000
_DEEPEST: Final = 100  # levels: a schema of ours has about 15
_SHOWN: Final = 300


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid")

    method: str
    uri: str
    headers: dict[str, list[str] | str]
    body: str | bytes | None = None
    parsed_body: Any = None

    @field_validator("uri")
    @classmethod
    def _has_a_path(cls, uri: str) -> str:
        urlparse(uri)
        return uri


class _Status(BaseModel):
    code: int


class _Body(BaseModel):
    string: str | bytes | None


class _Response(BaseModel):
    status: _Status
    headers: dict[str, list[str] | str]
    body: _Body | None = None
    parsed_body: Any = None


class _Interaction(BaseModel):
    request: _Request
    response: _Response


class _Cassette(BaseModel):
    version: Literal[1]
    about: dict[str, Any] | None = None
    interactions: list[_Interaction]


def read_cassette(path: Path) -> dict[str, Any]:
    """What the file holds. Raises UsageError, in one line, if it cannot be read or is no cassette."""
    try:
        content: dict[str, Any] = load(path.read_text(encoding="utf-8"), deepest=_DEEPEST, aliases=True)
        _Cassette.model_validate(content)
        if _size(content, {}) > LARGEST:
            raise UsageError(f"{path}: expected a cassette of at most {LARGEST} characters, got more: split it")
    except OSError as error:
        raise UsageError(f"{path}: expected a cassette, got: {error.strerror}: record one with --record") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        said = one_line(f"{where}: {first['msg']}", _SHOWN)
        raise UsageError(f"{path}: expected a cassette with `interactions`, got at {said}") from error
    except ValueError as error:
        raise UsageError(f"{path}: expected a YAML cassette, got: {one_line(str(error), _SHOWN)}") from error
    return content


def _size(node: object, known: dict[int, int | None]) -> int:
    """How many characters a tree takes when aliases are written out.

    Raises ValueError for what JSON cannot hold: a tree in itself, a key that is no text, a value that is no plain one.
    """
    if node is None or isinstance(node, bool | int | float):
        return 1
    if isinstance(node, str | bytes):
        return len(node)
    if not isinstance(node, dict | list):
        raise ValueError(f"a {type(node).__name__}")  # noqa: TRY004  # of the file's content, not of a caller
    if id(node) in known:
        size = known[id(node)]
        if size is None:
            raise ValueError("an alias of what it stands in")
        return size
    known[id(node)] = None
    if isinstance(node, dict) and not all(isinstance(key, str) for key in node):
        raise ValueError("a key that is no text")
    children = [*node, *node.values()] if isinstance(node, dict) else node
    size = known[id(node)] = 1 + sum(_size(child, known) for child in children)
    return size
