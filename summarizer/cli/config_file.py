"""Options from a file: `summarizer.toml`, or `[tool.summarizer]` of a `pyproject.toml`, in this folder or above it.

An argument comes before the environment, the environment before the file, the file before the default.
"""

import argparse
import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..errors import UsageError
from ..settings import redact_address
from .parser import build_parser, list_options, named_in_call, subparsers

NAMES: Final = ("summarizer.toml", "pyproject.toml")
ENVIRONMENT: Final = {"model": "SUMMARIZER_MODEL", "base_url": "OPENAI_BASE_URL", "store": "SUMMARIZER_STORE"}

_READERS: Final = ("run", "check", "eval", "config", "runs", "prompt", "schema")  # the commands that a file speaks to
_REPORTING: Final = ("run", "check")  # those whose --format is the report's
# What is said anew with each call: a file that says it would do something that nobody asked for.
_PER_CALL: Final = frozenset(
    ["help", "debug", "verbose", "output", "dry_run", "add", "retry_failed", "replay", "record", "one_event", "links"]
)
# The options that an argument overrides: a cassette keeps replies by itself, and says which model was asked.
_OVERRIDDEN: Final = {
    "replay": {"store", "no_store", "model", "base_url", "budget"},
    "record": {"store", "no_store"},
    "store": {"no_store"},
    "no_store": {"store"},
}
_SECRET: Final = re.compile(r"key|secret|password|passwd|token|credential|authorization", re.IGNORECASE)
_WHOLE: Final = "a whole number"


class Origin(NamedTuple):
    """The source of an option's value: argument, environment, file or default; and its name or line there."""

    kind: str
    where: str | None = None

    def __str__(self) -> str:
        return self.where if self.kind == "file" and self.where else " ".join(filter(None, self))


@dataclass(frozen=True)
class File:
    """The options that a file names, checked, and the line of each where it is known."""

    path: Path
    values: Mapping[str, object]
    lines: Mapping[str, int]

    def origin(self, name: str) -> Origin:
        """Return the file and the line of an option."""
        line = self.lines.get(name)
        return Origin("file", f"{_relative_to_here(self.path)}:{line}" if line else _relative_to_here(self.path))


def configure(
    arguments: argparse.Namespace, called: Sequence[str] | None, environ: Mapping[str, str] | None = None
) -> dict[str, Origin]:
    """Fill in the options that a file sets, and return the origin of each option; {} where no file applies.

    The environment is left to `Settings.from_environment`. Raises UsageError.
    """
    env = os.environ if environ is None else environ
    if arguments.command not in _READERS:
        return {}
    file = find_file(Path.cwd())
    if file is None and arguments.command != "config":
        return {}
    named = named_in_call(called)
    overridden = set().union(*(_OVERRIDDEN.get(name, set()) for name in named))
    origins: dict[str, Origin] = {}
    for name in list_file_options():
        if name == "format" and arguments.command not in (*_REPORTING, "config"):
            continue
        if not hasattr(arguments, name) and arguments.command != "config":
            continue
        if name in named and not (name == "format" and arguments.command == "config"):
            origins[name] = Origin("argument")
        elif variable := env.get(ENVIRONMENT.get(name, "")) and ENVIRONMENT[name]:
            origins[name] = Origin("environment", variable)
        elif file and name in file.values and name not in overridden:
            origins[name] = file.origin(name)
            _fill(arguments, name, file)
        else:
            origins[name] = Origin("default")
    return origins


def _fill(arguments: argparse.Namespace, name: str, file: File) -> None:
    """Set the option to the file's value; `config` keeps its own --format, and holds the report's beside it."""
    own = next((a for a in list_options(subparsers(build_parser())[arguments.command]) if a.dest == name), None)
    value = file.values[name]
    if arguments.command == "config" and (own is None or name == "format"):
        arguments.report = {**getattr(arguments, "report", {}), name: value}
        return
    if own and own.choices and not isinstance(value, list) and value not in own.choices:
        raise UsageError(f"{file.origin(name)}: expected {name} as `{arguments.command}` has it, got {value!r}")
    setattr(arguments, name, value)


@cache
def list_file_options() -> dict[str, argparse.Action]:
    """Return the options that a file may name: those of `run`, but for what belongs to one call."""
    options = list_options(subparsers(build_parser())["run"])
    return {action.dest: action for action in options if action.dest not in _PER_CALL}


def find_file(folder: Path) -> File | None:
    """Find the first file with settings in this folder or above it. Raises UsageError for the first fault in it."""
    for parent in (folder, *folder.parents):
        for name in NAMES:
            with suppress(FileNotFoundError, NotADirectoryError):
                if (file := _read_file(parent / name)) is not None:
                    return file
    return None


def is_trusted(owner: int, user: int) -> bool:
    """Return whether a file of this owner may set where keys are sent: the user's own or root's; root trusts all."""
    return user == 0 or owner in (0, user)


def _read_file(path: Path) -> File | None:
    """Read the settings of a file; None if it is a pyproject.toml without any."""
    import tomllib  # noqa: PLC0415  # most calls find no file

    whole = path.name == NAMES[0]
    try:
        text = path.read_text(encoding="utf-8")
        if not whole and "summarizer" not in text:
            return None
        table = tomllib.loads(text)
    except (FileNotFoundError, NotADirectoryError):
        raise
    except OSError as error:
        raise UsageError(f"{path}: expected settings, got no text: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: expected TOML, got {' '.join(str(error).split())}: mend it") from error
    if not whole:
        tool = table.get("tool")
        own = tool.get("summarizer") if isinstance(tool, dict) else None
        if own is None:
            return None
        if not isinstance(own, dict):
            raise UsageError(f"{path}: expected [tool.summarizer] as a table, got {_describe_kind(own)}")
        table = own
    if hasattr(os, "getuid") and not is_trusted(path.stat().st_uid, os.getuid()):
        raise UsageError(f"{path}: expected a file of your own, got another user's: copy it, or call from elsewhere")
    lines = _number_lines(text, "" if whole else "tool.summarizer")
    return File(path, {name: _check(path, lines, name, value) for name, value in table.items()}, lines)


def _number_lines(text: str, wanted: str) -> dict[str, int]:
    """Return the line number of each key of one table, as far as its header and keys stand on lines of their own."""
    section = ""
    numbers: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\s*([\w.\s\"-]+?)\s*\]", line):
            section = re.sub(r"[\s\"]", "", header[1])
        elif section == wanted and (key := re.match(r"""\s*["']?([\w-]+)["']?\s*=""", line)):
            numbers.setdefault(key[1], number)
    return numbers


def _check(path: Path, lines: Mapping[str, int], name: str, value: Any) -> object:
    """Convert a value as the option takes it. Raises UsageError."""
    where = f"{_relative_to_here(path)}:{lines[name]}" if name in lines else _relative_to_here(path)
    options = list_file_options()
    if name not in options:
        raise UsageError(f"{where}: {_describe_unknown(name, list(options))}")
    action = options[name]
    if isinstance(action, argparse._AppendAction):  # noqa: SLF001  # argparse has no public name for it
        items = value if isinstance(value, list) else [value]
        return [_convert(path, where, action, item) for item in items]
    return _convert(path, where, action, value)


def _convert(path: Path, where: str, action: argparse.Action, value: Any) -> object:
    name, kind = action.dest, action.type
    if action.nargs == 0:
        return _expect(isinstance(value, bool), where, name, "true or false", value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return _expect(False, where, name, "a string" if kind in (None, Path) else _WHOLE, value)
    if kind is float:
        return float(_expect(not isinstance(value, str), where, name, "a number", value))
    if kind not in (None, Path):
        return _expect(isinstance(value, int) and value >= 0, where, name, _WHOLE, value)
    _expect(isinstance(value, str) and bool(value.strip()), where, name, "a string", value)
    if action.choices and value not in action.choices:
        raise UsageError(f"{where}: expected {name} to be one of {', '.join(action.choices)}, got {value!r}")
    if name == "base_url" and redact_address(str(value)) != value and "@" in str(value):
        raise UsageError(f"{where}: expected base_url without a password, got one: set OPENAI_BASE_URL instead")
    return path.parent / Path(str(value)).expanduser() if kind is Path else value


def _expect(holds: bool, where: str, name: str, what: str, value: Any) -> Any:
    if not holds:
        raise UsageError(f"{where}: expected {name} as {what}, got {_describe_kind(value)}")
    return value


def _describe_kind(value: object) -> str:
    if isinstance(value, str):
        return f"{value[:40]!r}"
    if isinstance(value, bool | int | float):
        return str(value).lower()
    if isinstance(value, list | dict):
        return "an array" if isinstance(value, list) else "a table"
    return type(value).__name__


def _describe_unknown(name: str, options: Sequence[str]) -> str:
    if _SECRET.search(name):
        return f"expected no secret in a file, got {name[:40]!r}: set OPENAI_API_KEY in the environment"
    from difflib import get_close_matches  # noqa: PLC0415  # for a message only

    if name in _PER_CALL:
        return f"expected a setting, got {name!r}: that is said with each call, as --{name.replace('_', '-')}"
    near = get_close_matches(name.replace("-", "_"), options, n=1, cutoff=0.0)
    return f"expected the name of an option, got {name[:40]!r}: the nearest is {near[0]}"


def _relative_to_here(path: Path) -> str:
    """Return the path relative to the working folder, if it lies in it."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
