"""How well numbers are read in each language: `python -m tests.helpers.language_numbers [-v LANGUAGE]`.

Six tables of news sentences a language (`tests/data/language_numbers/`), written and labelled by a large language model
that had seen neither the program nor its word lists. The reader was tuned on five of them; no sentence of the sixth was
looked at, but for five Ukrainian ones, late.

*Core*: a number is read with its value or its two ends, or as vague. *Strict*: with its bound, kind and currency too.
*Wrong*: of the numbers that are read, the share that the sentence does not say.
"""

import json
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, Literal

from summarizer.language.quantities import Number, read_numbers

from . import hard_numbers as hard

FOLDER = Path(__file__).parents[1] / "data" / "language_numbers"
LANGUAGES = tuple(sorted(path.stem for path in (FOLDER / "first").glob("*.jsonl")))
Part = Literal["tuned", "unseen"]
_TABLES: dict[Part, tuple[str, ...]] = {
    "tuned": ("first", "second", "third", "fourth", "fifth"),
    "unseen": ("sixth",),
}


def rows(language: str, part: Part) -> list[dict[str, Any]]:
    """The rows of a language that the reader was tuned on, or those not looked at."""
    return [row for table in _TABLES[part] for row in _rows(FOLDER / table / f"{language}.jsonl")]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def judge(row: dict[str, Any], language: str) -> Counter[str]:
    """Count in a sentence the numbers that it says, that are read, and that are read rightly."""
    numbers = read_numbers(row["text"], language)
    found: Counter[str] = Counter(read=sum(number.kind in (*hard._READ, "age") for number in numbers))
    found["read"] -= sum(
        number.low == 0 and number.kind in hard._READ and not _is_said(number, row) for number in numbers
    )
    for mention, near in hard._find_near(row, numbers):
        read = [number for number in near if number.kind in (*hard._READ, "age")]
        if hard.is_sum(read, mention):
            found += Counter(said=len(read), core=len(read), strict=len(read))
        elif mention["is"] == "either":
            found["read"] -= len(read)
        elif mention["is"] in hard._COUNTS:
            found["said"] += 1
            found["core"] += any(hard._says(number, mention) or hard._is_right(number, mention) for number in read)
            found["strict"] += len(read) == 1 and hard._is_right(read[0], mention)
        elif mention["is"] == "name":
            found["names"] += 1
            found["names_left"] += not read
    return found


def _is_said(number: Number, row: dict[str, Any]) -> bool:
    """Return whether a zero is labelled: the tables do not label what counts none."""
    return any(number in near for _, near in hard._find_near(row, [number]))


@cache
def score(language: str, part: Part) -> dict[str, float]:
    """Core and strict F1, and the share of the numbers read that are wrong, in percent."""
    total: Counter[str] = Counter()
    for row in rows(language, part):
        total += judge(row, language)
    core, strict = (200 * total[kind] / max(total["said"] + total["read"], 1) for kind in ("core", "strict"))
    wrong = 100 * (total["read"] - total["core"]) / max(total["read"], 1)
    return {"core": core, "strict": strict, "wrong": wrong, "numbers": total["said"]}


def main() -> None:
    """Print the table of docs/accuracy.md; with -v the tuned sentences of a language that are not right."""
    if "-v" in sys.argv:
        for language in (name for name in sys.argv[sys.argv.index("-v") + 1 :] if name in LANGUAGES):
            for row in rows(language, "tuned"):
                found = judge(row, language)
                if not found["said"] == found["strict"] == found["read"] or found["names"] != found["names_left"]:
                    read = [
                        (n.text, n.kind, n.value, n.low, n.high, n.bound, n.unit)
                        for n in read_numbers(row["text"], language)
                    ]
                    print(row["id"], row["kind"], row["text"])
                    for mention in row["numbers"]:
                        print("     said", {k: v for k, v in mention.items() if v is not None})
                    for number in read:
                        print("     read", number)
        return
    parts: tuple[Part, ...] = ("tuned", "unseen") if "--unseen" in sys.argv else ("tuned",)
    print("| Language | Numbers | Core F1 | Strict F1 | Wrong | Unseen: core | strict | wrong |")
    print("|---|---|---|---|---|---|---|---|")
    for language in LANGUAGES:
        cells = [f"{score(language, part)[figure]:.1f}" for part in parts for figure in ("core", "strict", "wrong")]
        print(f"| {language} | {score(language, 'tuned')['numbers']:.0f} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
