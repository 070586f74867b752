"""Patterns of shares that two numbers tell: "{part} of every {whole}"."""

import re
from dataclasses import dataclass
from typing import Final

from .lexicon import WORD, Phrases

PARTS: Final = re.compile(r"\{(?:part|one|whole)\}")  # a part that may be any number, or one alone


@dataclass(frozen=True)
class SharePattern:
    """What stands before, between and behind the two numbers of a share; whether the part comes first, and is one."""

    before: re.Pattern[str]
    between: re.Pattern[str]
    behind: re.Pattern[str]
    part_first: bool
    is_one: bool


def make_share_pattern(pattern: str, *, spaces: bool) -> SharePattern:
    """Compile "{part} of every {whole}", in either order."""
    pieces = [_expression_of(piece, spaces=spaces) for piece in PARTS.split(pattern)]
    before, between, behind = (
        re.compile(piece)
        for piece in (rf"{pieces[0]}\s*$", rf"(?:\s+{WORD}+){{0,2}}?\s*{pieces[1]}\s*", rf"\s*{pieces[2]}")
    )
    return SharePattern(before, between, behind, "{" in pattern.partition("{whole}")[0], "{one}" in pattern)


def _expression_of(piece: str, *, spaces: bool) -> str:
    return Phrases([(piece.strip(), True)], spaces=spaces).pattern if piece.strip() else ""
