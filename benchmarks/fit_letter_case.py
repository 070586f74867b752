"""Which words English news writes in lower case: `language/en/letter_case.toml`, to read texts in capitals.

Run by hand, with JSON lines of texts: `python -m benchmarks.fit_letter_case FILE...`. Of each line every text is read
that has words in lower case. Only the words are kept.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import fill
from typing import Any, Final

LEAST: Final = 2  # texts that a word stands in, in lower case
_MOSTLY: Final = 0.5  # of its uses inside a sentence
_WIDTH: Final = 120  # letters of a line, so that a person can read a change to the table
# A word behind another, and not behind the end of a sentence: there a capital would mean something.
_WITHIN: Final = re.compile(r"(?<=[\w,;)’'] )([A-Za-z][a-z]+)\b")
_HEAD: Final = """\
# Words that English news writes in lower case inside a sentence: in {share:.0%} or more of their uses, and in {least}
# texts or more of {texts:,} (US local papers, displacement reports, sentences invented for this project's tests).
# Made by benchmarks/fit_letter_case.py.
lower = \"\"\"
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Count how words are written, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_letter_case", description=main.__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="JSON lines with texts")
    parser.add_argument("-o", "--output", type=Path, default=Path("summarizer/language/en/letter_case.toml"))
    given = parser.parse_args(arguments)
    texts = [text for file in given.files for text in read_texts(file)]
    words = find_lower(texts)
    head = _HEAD.format(share=_MOSTLY, least=LEAST, texts=len(texts))
    given.output.write_text(f'{head}{fill(" ".join(words), _WIDTH)}\n"""\n', encoding="utf-8")


def read_texts(file: Path) -> Iterator[str]:
    """Read every text of a file of JSON lines."""
    for line in file.read_text(encoding="utf-8").splitlines():
        yield from _find_texts(json.loads(line))


def _find_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if not value.isupper() and " " in value:
            yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _find_texts(each)


def find_lower(texts: Sequence[str]) -> list[str]:
    """Find the words that are mostly written in lower case, in the order of the alphabet."""
    lower, upper, held = Counter[str](), Counter[str](), Counter[str]()
    for text in texts:
        words = _WITHIN.findall(text)
        lower.update(word for word in words if word.islower())
        upper.update(word.lower() for word in words if not word.islower())
        held.update({word for word in words if word.islower()})
    return sorted(
        word for word, count in held.items() if count >= LEAST and lower[word] >= _MOSTLY * (lower[word] + upper[word])
    )


if __name__ == "__main__":
    main()
