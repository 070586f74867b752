"""Reading and validation of cassette files."""

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
from .layout import DEEPEST, Interaction, drop_torn_addition

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
    """Read and validate a cassette. Raises UsageError, in one line, if it cannot be read or is no cassette."""
    return parse_cassette(read_bytes(path), path)


def read_replies(path: Path) -> list[Interaction]:
    """Read the interactions of a cassette that is to be replayed. Raises UsageError as `read_cassette`, or for none."""
    return _with_replies(path)["interactions"]  # type: ignore[no-any-return]  # as validated


def read_recorded_model(path: Path) -> str | None:
    """Read the model's name in the cassette's header. Raises UsageError as `read_replies`."""
    return (_with_replies(path).get(ABOUT) or {}).get("model")


def _with_replies(path: Path) -> dict[str, Any]:
    content = read_cassette(path)
    if not content["interactions"]:
        raise UsageError(f"{path}: expected a cassette with replies, got one without any: record them with --record")
    return content


def read_bytes(path: Path) -> bytes:
    """Read the bytes of a cassette. Raises UsageError, in one line, if it cannot be read, is no file, or too large."""
    try:
        with open(path, "rb", opener=_opened) as file:  # pathlib's takes no opener
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise UsageError(f"{path}: expected a cassette, got what is no file: name one that --record wrote")
            data = file.read(SIZE + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(f"{path}: expected a cassette, got: {reason}: record one with --record") from error
    if len(data) > SIZE:
        raise UsageError(f"{path}: expected a cassette of at most {SIZE >> 20} MiB, got more: split it")
    return data


def parse_cassette(data: bytes, path: Path) -> dict[str, Any]:
    """Parse and validate the bytes of a cassette. Raises UsageError, in one line, if they are none."""
    try:
        text = drop_torn_addition(data).decode("utf-8")
        content: dict[str, Any] = load(text, deepest=DEEPEST, aliases=True, most=_VALUES)
        _Cassette.model_validate(content)
        if measure(content) > LARGEST:
            raise UsageError(f"{path}: expected a cassette of at most {LARGEST} characters, got more: split it")
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        reason = one_line(f"{where}: {re.sub('^Value error, ', '', first['msg'])}", _SHOWN)
        raise UsageError(f"{path}: expected a cassette with `interactions`, got at {reason}") from error
    except ValueError as error:
        raise UsageError(f"{path}: expected a YAML cassette, got: {one_line(str(error), _SHOWN)}") from error
    return content


def parse_addition(data: bytes, path: Path) -> list[Interaction]:
    """Parse the interactions that were appended to a cassette. Raises UsageError if the text is no such addition."""
    interactions: list[Interaction] = parse_cassette(b"version: 1\ninteractions:\n" + data, path)["interactions"]
    return interactions


def measure(content: object) -> int:
    """Count the characters of plain values with aliases written out. Raises ValueError for what JSON cannot hold."""
    return _size(content, {})[0]


def _opened(path: str, flags: int) -> int:
    """Open without waiting for the writer of a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _size(node: object, sizes_by_id: dict[int, tuple[int, int] | None]) -> tuple[int, int]:
    """Count the characters and the levels of a tree with aliases written out.

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
    if id(node) in sizes_by_id:
        size_and_depth = sizes_by_id[id(node)]
        if size_and_depth is None:
            raise ValueError("an alias of what it stands in")
        return size_and_depth
    sizes_by_id[id(node)] = None
    if isinstance(node, dict) and not all(isinstance(key, str) for key in node):
        raise ValueError("a key that is no text")
    children = [*node, *node.values()] if isinstance(node, dict) else node
    sizes = [_size(child, sizes_by_id) for child in children]
    size = 1 + sum(length for length, _ in sizes)
    depth = 1 + max((levels for _, levels in sizes), default=0)
    if depth > DEEPEST:
        raise ValueError(f"more than {DEEPEST} levels")
    sizes_by_id[id(node)] = size, depth
    return size, depth
