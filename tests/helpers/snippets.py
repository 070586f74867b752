"""The snippets of the documents: what they are, running them, and writing their output again.

An HTML comment on the line before a fenced block says what it is for; several stand one below the other.

- ``file: NAME``: the block's text is saved as NAME, in any language.
- ``prints``: the block is what the `sh` or `python` block before it prints; ``...`` on a line stands for lines left out.
- ``exits N``: the `sh` block ends with code N.
- ``not run: WHY``: the block is only shown.

All other `sh` and `python` blocks are run, in order. ``python -m tests.helpers.snippets --write [DOCUMENT ...]`` writes what is
printed into the documents; without ``--write`` it says what does not hold.
"""

import argparse
import difflib
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from .snippet_place import Place, Ran

ROOT: Final = Path(__file__).parents[2]
RUN: Final = ("sh", "python")
LEFT_OUT: Final = "..."

_TOLD: Final = 2000  # characters of the output of what failed
_FENCE: Final = re.compile(r"( *)(`{3,}|~{3,})(.*)")
_COMMENT: Final = re.compile(r" *<!-- (file|prints|exits|not run)\b:? ?(.*?) *-->")


class SnippetError(Exception):
    """A block that is not marked as it should be, or does not do what its document says."""


@dataclass(frozen=True)
class Block:
    """A fenced block: the line of its text's first line (from 1), its language, its text, and what its comments say."""

    line: int
    language: str
    text: str
    indent: str = ""
    file: str | None = None
    prints: bool = False
    exits: int = 0
    not_run: str | None = None

    @property
    def runs(self) -> bool:
        """Whether it is run."""
        return self.language in RUN and self.file is None and self.not_run is None and not self.prints


def documents() -> list[Path]:
    """All documents that have snippets."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a document, in order. Raises SnippetError."""
    found: list[Block] = []
    marks: dict[str, tuple[int, str]] = {}
    lines = enumerate(text.splitlines(), 1)
    for number, line in lines:
        if comment := _COMMENT.fullmatch(line):
            marks[comment[1]] = (number, comment[2])
        elif fence := _FENCE.fullmatch(line):
            found.append(_block(fence, lines, number + 1, {name: value for name, (_, value) in marks.items()}))
            marks = {}
        elif marks:
            name, (at, _) = next(iter(marks.items()))
            raise SnippetError(f"line {at}: expected a fenced block on the line after <!-- {name} -->, got {line!r}")
    if marks:
        raise SnippetError("expected a fenced block after the last comment, got the end")
    _in_order(found)
    return found


def _block(fence: re.Match[str], lines: Iterator[tuple[int, str]], line: int, marks: dict[str, str]) -> Block:
    indent, mark, language = fence[1], fence[2], fence[3].strip()
    inside: list[str] = []
    for _, text in lines:
        if text.strip() == mark:
            break
        inside.append(text.removeprefix(indent))
    else:
        raise SnippetError(f"line {line - 1}: expected {mark} to end the block, got the end of the document")
    exits = marks.get("exits", "0")
    if not exits.isdecimal():
        raise SnippetError(f"line {line - 1}: expected <!-- exits N -->, got {exits!r}")
    name = marks.get("file")
    if name is not None and (not name or PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts):
        raise SnippetError(f"line {line - 1}: expected the name of a file in the folder, got {name!r}")
    if marks.get("not run") == "":
        raise SnippetError(f"line {line - 1}: expected <!-- not run: WHY -->, got no reason")
    joined = "".join(f"{part}\n" for part in inside)
    return Block(line, language, joined, indent, name, "prints" in marks, int(exits), marks.get("not run"))


def _in_order(found: list[Block]) -> None:
    """What is printed comes after what prints it, once, and not after what is not run."""
    before: Block | None = None
    for block in found:
        if block.prints:
            if before is None or not before.runs:
                raise SnippetError(
                    f"line {block.line - 1}: expected a block that is run before what it prints, got none"
                )
            before = None
        elif block.language in RUN and block.file is None:
            before = block
        if block.exits and not (block.runs and block.language == "sh"):
            raise SnippetError(
                f"line {block.line - 1}: expected a sh block after <!-- exits -->, got {block.language!r}"
            )


def printed(path: Path, place: Place) -> Iterator[tuple[Block, str, str]]:
    """Run a document: each block that shows what is printed, as it is shown and what was printed. Raises SnippetError."""
    ran = Ran("", 0)
    for block in blocks(path.read_text(encoding="utf-8")):
        where = f"{path.name}:{block.line}"
        if block.prints:
            yield block, block.text, ran.output
        elif block.file is not None:
            place.save(block.file, block.text)
        elif block.runs:
            ran = place.shell(block.text) if block.language == "sh" else place.python(block.text, path, block.line)
            if ran.code != block.exits:
                raise SnippetError(
                    f"{where}: expected to end with {block.exits}, got {ran.code}:\n{ran.output[-_TOLD:]}"
                )


def faults(path: Path) -> list[str]:
    """What a document shows and does not come out, each as a difference of lines. Raises SnippetError."""
    with tempfile.TemporaryDirectory() as folder, Place(Path(folder)) as place:
        return [
            f"{path.name}:{block.line}: prints something else:\n" + "\n".join(_difference(shown, real))
            for block, shown, real in printed(path, place)
            if not matches(shown, real)
        ]


def _difference(shown: str, real: str) -> Iterator[str]:
    return difflib.unified_diff(_lines(shown), _lines(real), "shown", "printed", lineterm="", n=1)


def write(path: Path) -> bool:
    """Write what is printed into a document; whether anything was to be written."""
    with tempfile.TemporaryDirectory() as folder, Place(Path(folder)) as place:
        found = list(printed(path, place))
    lines = path.read_text(encoding="utf-8").splitlines()
    for block, shown, real in reversed(found):
        if not matches(shown, real):
            first = block.line - 1
            lines[first : first + len(block.text.splitlines())] = [
                (block.indent + line).rstrip() for line in rewritten(_lines(shown), _lines(real))
            ]
    text = "\n".join(lines) + "\n"
    changed = text != path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    return changed


def matches(shown: str, real: str) -> bool:
    """Whether what is shown is what was printed; `...` on a line of its own stands for any number of lines."""
    parts = [re.escape(line) + r"\n" if line != LEFT_OUT else r"(?:.*\n)*?" for line in _lines(shown)]
    return re.fullmatch("".join(parts), "".join(f"{line}\n" for line in _lines(real))) is not None


def rewritten(shown: list[str], real: list[str]) -> list[str]:
    """The real lines, with as much left out as in what was shown."""
    kept: list[str] = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, shown, real, autojunk=False).get_opcodes():
        old, new = shown[i:j], real[k:m]
        if tag == "equal" or LEFT_OUT not in old:
            kept += new
            continue
        before, after = old.index(LEFT_OUT), len(old) - 1 - old[::-1].index(LEFT_OUT)
        tail = len(old) - 1 - after
        if before + tail >= len(new):
            kept += new
        else:
            kept += [*new[:before], LEFT_OUT, *new[len(new) - tail :]]
    return kept


def _lines(text: str) -> list[str]:
    """The lines without white space at their ends, and without empty ones at either end of the text."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n").splitlines()


def main() -> int:
    """Check or write the documents that are named, or all."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.helpers.snippets", description="Check the documents' snippets."
    )
    parser.add_argument("--write", action="store_true", help="write what is printed into the documents")
    parser.add_argument("documents", nargs="*", type=Path, help="default: README.md and docs/*.md")
    arguments = parser.parse_args()
    failed = False
    for path in arguments.documents or documents():
        try:
            if arguments.write:
                print(f"{path.name}: {'written' if write(path) else 'as it was'}")
            else:
                for fault in faults(path):
                    failed = True
                    print(fault)
        except SnippetError as error:
            failed = True
            print(f"{path.name}: {error}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
