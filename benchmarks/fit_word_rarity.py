"""How rare each English word is in news: in how many of so many articles it stands. Writes `language/en/rarity.toml`.

Run by hand, with JSON lines of articles (`text`, and `title` where there is one):
`python -m benchmarks.fit_word_rarity FILE...`. Only the words and their counts are kept.
"""

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from textwrap import fill
from typing import Final

from summarizer.language.rarity import split_words

LEAST: Final = 5  # articles that a word stands in: of rarer ones too little is known, and all count alike
_WIDTH: Final = 120  # letters of a line, so that a person can read a change to the table
_HEAD: Final = """\
# How rare a word of English news is: bits, log2(articles / articles that it stands in), to the half bit. Counted in
# {articles:,} articles of US local papers (2013 to 2017) and news agencies (1988 to 1990) by
# benchmarks/fit_word_rarity.py; words in fewer than {least} of them are not listed, and count as `unlisted`.
unlisted = {unlisted}

[bits]
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Count the words of articles, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_word_rarity", description=main.__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="JSON lines with `text` and `title`")
    parser.add_argument("-o", "--output", type=Path, default=Path("summarizer/language/en/rarity.toml"))
    given = parser.parse_args(arguments)
    articles, counts = count_words(given.files)
    by_bits: dict[float, list[str]] = defaultdict(list)
    for word, count in counts.items():
        if count >= LEAST:
            by_bits[_half_bits(articles / count)].append(word)
    unlisted = _half_bits(articles / (LEAST / 2))
    entries = [
        f'"{bits}" = """\n{fill(" ".join(sorted(words)), _WIDTH)}\n"""\n' for bits, words in sorted(by_bits.items())
    ]
    text = _HEAD.format(articles=articles, least=LEAST, unlisted=unlisted) + "".join(entries)
    given.output.write_text(text, encoding="utf-8")


def count_words(files: Sequence[Path]) -> tuple[int, Counter[str]]:
    """Count the articles, and those that each word stands in."""
    articles, counts = 0, Counter[str]()
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            articles += 1
            counts.update(set(split_words(f"{article.get('title') or ''} {article['text']}")))
    return articles, counts


def _half_bits(ratio: float) -> float:
    return round(2 * math.log2(ratio)) / 2


if __name__ == "__main__":
    main()
