"""Standard error on a terminal: lines, and a line of progress that is rewritten."""

import os
import sys
from typing import Final, TextIO

ERASE: Final = "\r\x1b[K"  # what stands in the terminal's last line


def can_rewrite(stream: TextIO) -> bool:
    """Return whether lines on this stream can be rewritten."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def say(text: str) -> None:
    """Print one line on standard error, in place of a line of progress that may stand there."""
    print(f"{ERASE if can_rewrite(sys.stderr) else ''}summarizer: {text}", file=sys.stderr)
