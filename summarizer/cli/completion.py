"""`summarizer completion`: a script that completes commands, options, choices and file names in a shell.

The script is static (shtab), so that a Tab starts no Python; argcomplete would start one at each.
"""

import argparse
from pathlib import Path
from typing import Any, Final

from .parser import subparsers

_FILES: Final = ("PATH", "ARTICLE", "FILE", "RECORDS")  # arguments whose type does not say that they are files


def generate_completion(parser: argparse.ArgumentParser, shell: str) -> str:
    """Return the script for bash, zsh or fish."""
    import shtab  # noqa: PLC0415  # for this command only

    for command in subparsers(parser).values():
        for action in command._actions:  # noqa: SLF001  # argparse has no public list of them
            if action.type is Path or action.metavar in _FILES:
                completable: Any = action
                completable.complete = shtab.FILE
    script: str = shtab.complete(parser, shell=shell)
    return script if script.endswith("\n") else script + "\n"
