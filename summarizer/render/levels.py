"""How loud each kind of finding is where a machine shows it, and how its file is named there."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from ..records.incidents import Kind

Level = Literal["error", "warning", "note"]

# What contradicts itself is an error; what was replaced a warning; one source alone is worth knowing, and no fault.
# Agreement is none.
LEVELS: Final[Mapping[Kind, Level]] = {
    "conflict": "error",
    "dispute": "error",
    "arithmetic": "error",
    "retraction": "warning",
    "revision": "warning",
    "uncorroborated": "note",
}


def in_repository(path: str) -> str:
    """The path from the root of the repository ($GITHUB_WORKSPACE, else where we are), as it is if it lies outside."""
    root = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())
    whole = Path(os.path.normpath(Path.cwd() / path))
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else whole.as_posix()
