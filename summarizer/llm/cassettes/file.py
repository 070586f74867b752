"""Reading a cassette's file: what it must hold, and what makes it no cassette."""

import os
import re
import stat
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlparse

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from ...errors import UsageError
from ...files.yaml import load
from ...language.visible import one_line
from .layout import DEEPEST, Interaction, sound

# Characters of all bodies, with what aliases repeat written out: those of 300 long articles have about ten million.
LARGEST: Final = 200_000_000
# Bytes of a file: 300 replies take about 2 MB, and 13 MB while they are recorded, each with its whole prompt.
SIZE: Final = 32 * 2**20
_VALUES: Final = 4_000_000  # YAML that is all structure: of a file of ours in that size, the third part
_SHOWN: Final = 300
ABOUT: Final = "about"  # the header: the model's name, and where the replies come from


_Headers = dict[str, Annotated[list[str], Field(min_length=1)] | str]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True)


class _Request(_Strict):
    model_config = ConfigDict(extra="forbid", strict=True)

    method: str
    uri: str
    headers: _Headers
    body: str | None = None
    parsed_body: Any = None

    @field_validator("uri")
    @classmethod
    def _has_a_path(cls, uri: str) -> str:
        urlparse(uri)
        return uri


class _Status(_Strict):
    code: Annotated[int, Field(ge=100, le=999)]
    message: Annotated[str, Field(pattern=r"^[ -~\t]*$")] | None = None


class _Body(_Strict):
    string: str | None


class _Response(_Strict):
    status: _Status
    headers: _Headers
    body: _Body | None = None
    parsed_body: Any = None

    @model_validator(mode="after")
    def _has_a_body(self) -> "_Response":
        if self.body is None and "parsed_body" not in self.model_fields_set:
            raise ValueError("no body")
        return self


class _Interaction(_Strict):
    request: _Request
    response: _Response


class _About(_Strict):
    model_config = ConfigDict(extra="allow", strict=True)

    model: str | None = None
    replies: str | None = None


class _Cassette(_Strict):
    version: Literal[1]
    about: _About | None = None
    interactions: list[_Interaction]


def read_cassette(path: Path) -> dict[str, Any]:
    """What the file holds. Raises UsageError, in one line, if it cannot be read or is no cassette."""
    return cassette_of(cassette_bytes(path), path)


def read_replies(path: Path) -> list[Interaction]:
    """Read the interactions of a cassette that is to be replayed. Raises UsageError as `read_cassette`, or for none."""
    return _with_replies(path)["interactions"]  # type: ignore[no-any-return]  # as validated


def recorded_model(path: Path) -> str | None:
    """Read the model's name in the cassette's header. Raises UsageError as `read_replies`."""
    return (_with_replies(path).get(ABOUT) or {}).get("model")


def _with_replies(path: Path) -> dict[str, Any]:
    content = read_cassette(path)
    if not content["interactions"]:
        raise UsageError(f"{path}: expected a cassette with replies, got one without any: record them with --record")
    return content


def cassette_bytes(path: Path) -> bytes:
    """The bytes of the file. Raises UsageError, in one line, if it cannot be read, is no file, or too large."""
    try:
        with open(path, "rb", opener=_opened) as file:  # pathlib's takes no opener
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise UsageError(f"{path}: expected a cassette, got what is no file: name one that --record wrote")
            data = file.read(SIZE + 1)
    except (OSError, ValueError) as error:
        told = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(f"{path}: expected a cassette, got: {told}: record one with --record") from error
    if len(data) > SIZE:
        raise UsageError(f"{path}: expected a cassette of at most {SIZE >> 20} MiB, got more: split it")
    return data


def cassette_of(data: bytes, path: Path) -> dict[str, Any]:
    """What a cassette's bytes hold. Raises UsageError, in one line, if that is no cassette."""
    try:
        text = sound(data).decode("utf-8")
        content: dict[str, Any] = load(text, deepest=DEEPEST, aliases=True, most=_VALUES)
        _Cassette.model_validate(content)
        if size_of(content) > LARGEST:
            raise UsageError(f"{path}: expected a cassette of at most {LARGEST} characters, got more: split it")
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        said = one_line(f"{where}: {re.sub('^Value error, ', '', first['msg'])}", _SHOWN)
        raise UsageError(f"{path}: expected a cassette with `interactions`, got at {said}") from error
    except ValueError as error:
        raise UsageError(f"{path}: expected a YAML cassette, got: {one_line(str(error), _SHOWN)}") from error
    return content


def interactions_of(data: bytes, path: Path) -> list[Interaction]:
    """What a piece of a cassette's text holds that has been added at its end. Raises UsageError if it is no such."""
    interactions: list[Interaction] = cassette_of(b"version: 1\ninteractions:\n" + data, path)["interactions"]
    return interactions


def size_of(content: object) -> int:
    """How many characters plain values take with aliases written out. Raises ValueError for what JSON cannot hold."""
    return _size(content, {})[0]


def _opened(path: str, flags: int) -> int:
    """Open, without waiting for whoever would write to a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _size(node: object, known: dict[int, tuple[int, int] | None]) -> tuple[int, int]:
    """How many characters a tree takes when aliases are written out, and how many levels it has then.

    Raises ValueError for what JSON cannot hold: a tree in itself, one too deep, a key that is no text, a value that is
    no plain one.
    """
    if node is None or isinstance(node, bool | int | float):
        if isinstance(node, int) and node.bit_length() > 10_000:  # Python writes none of more than 4,300 digits
            raise ValueError("a number of more than 3,000 digits")
        return 1, 0
    if isinstance(node, str):
        return len(node), 0
    if not isinstance(node, dict | list):
        raise ValueError(f"a {type(node).__name__}")  # noqa: TRY004  # of the file's content, not of a caller
    if id(node) in known:
        found = known[id(node)]
        if found is None:
            raise ValueError("an alias of what it stands in")
        return found
    known[id(node)] = None
    if isinstance(node, dict) and not all(isinstance(key, str) for key in node):
        raise ValueError("a key that is no text")
    children = [*node, *node.values()] if isinstance(node, dict) else node
    sizes = [_size(child, known) for child in children]
    size = 1 + sum(each for each, _ in sizes)
    depth = 1 + max((levels for _, levels in sizes), default=0)
    if depth > DEEPEST:
        raise ValueError(f"more than {DEEPEST} levels")
    known[id(node)] = size, depth
    return size, depth
