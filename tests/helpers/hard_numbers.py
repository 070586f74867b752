"""How many hard sentences are read rightly: `python -m tests.helpers.hard_numbers [-v]`.

Twenty-three tables of sentences with their numbers (`tests/data/hard_numbers/`), written by a large language model that knew
twelve kinds of difficulty by name and had not seen the program; three of them of names alone. The reader was tuned on
those called `tuned` and `names`; no sentence of those called `unseen` was looked at.

A sentence is right if each of its quantities, shares, amounts and ages is read with its value, bound and kind, and
nothing else in it as a quantity. *Wrong*: some number is read that the sentence does not say. The tables do not
label what counts none ("no casualties").
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from summarizer.language.quantities import Number, is_shared_by, read_numbers

FOLDER = Path(__file__).parents[1] / "data" / "hard_numbers"
TABLES = tuple(sorted(path.stem for path in FOLDER.glob("*.jsonl")))
_COUNTS = ("quantity", "percent", "money", "share", "age")
_READ = ("quantity", "percent", "money")
_CLOSE = 2e-3  # of a value: a third is written 0.333
_HOURS = {"second": 1 / 3600, "minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0, "month": 730.5, "year": 8766.0}
# Scores and calibres, which one table calls names and another counts and measures.
_EITHER = re.compile(r"\d+[-–]\d+|\d+(?:[.,]\d+)?[\s-]?(?:mm|мм|मिमी|एमएम|מ\"מ)", re.IGNORECASE)
_POINTS = ("pp", "bp")  # are percents of a kind
_SIZES = {"Mt": 1e6, "kt": 1e3, "Mtpa": 1e6, "bcm": 1e9, "mcm": 1e6}  # which the tables write out in tonnes
# What a table calls nearly or just over, the reader may call by the looser word, and "within 10 days" exactly 10.
_ALIKE = {"nearly": ("nearly", "less_than", "about"), "just_over": ("just_over", "more_than")}


@dataclass(frozen=True)
class Verdict:
    """Of one sentence: whether all is right, whether a wrong number was read, how many names were left alone."""

    right: bool
    wrong: bool
    names: int
    names_left: int


def rows(table: str) -> list[dict[str, Any]]:
    """The sentences of a table."""
    return [json.loads(line) for line in (FOLDER / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()]


def judge(row: dict[str, Any]) -> Verdict:
    """Judge what is read of a sentence."""
    numbers, used = read_numbers(row["text"]), set[int]()
    right, wrong, names, left = True, False, 0, 0
    for mention, near in _find_near(row, numbers):
        used |= {number.start for number in near}
        counts = [number for number in near if number.kind in (*_READ, "age")]
        if mention["is"] == "either":
            continue
        if mention["is"] not in _COUNTS:
            clean = not any(number.kind in _READ for number in near)
            names, left = names + (mention["is"] == "name"), left + (mention["is"] == "name" and clean)
            right, wrong = right and clean, wrong or not clean
        elif not (len(counts) == 1 and _is_right(counts[0], mention)) and not is_sum(counts, mention):
            right, wrong = False, wrong or any(not _says(number, mention) for number in counts)
    extra = any(number.start not in used and number.kind in _READ and number.low != 0 for number in numbers)
    return Verdict(right and not extra, wrong or extra, names, left)


def _find_near(row: dict[str, Any], numbers: Sequence[Number]) -> Iterator[tuple[dict[str, Any], list[Number]]]:
    """Yield each labelled mention with the numbers that were read at its words."""
    at = 0
    for each in row["numbers"]:
        mention = each | {"is": "either"} if each["is"] == "name" and _EITHER.fullmatch(each["words"]) else each
        start, at = _find_words(mention["words"], row["text"], at)
        yield mention, [number for number in numbers if number.start < at and start < number.end]


def _find_words(words: str, text: str, at: int) -> tuple[int, int]:
    """Find the words of a mention from `at`, in no other word."""
    apart = re.compile(rf"(?<!\w){re.escape(words)}")
    found = apart.search(text, at) or re.compile(re.escape(words)).search(text, at)
    assert found, words
    return found.span()


def is_sum(numbers: Sequence[Number], mention: dict[str, Any]) -> bool:
    """Return whether a duration that a table has as one is read in its parts: "2 hours 15 minutes"."""
    lengths = [_HOURS.get(number.unit or "", 0.0) for number in numbers]
    if len(numbers) < 2 or not all(lengths) or mention.get("value") is None:
        return False
    total = sum((number.value or 0) * length for number, length in zip(numbers, lengths, strict=True)) / lengths[0]
    return bool(abs(total - mention["value"]) <= 0.01 * total)


def _says(number: Number, mention: dict[str, Any]) -> bool:
    """Return whether a number has the value of a mention, or its ends."""
    if mention.get("bound") in ("between", "vague"):
        ends = (mention.get("low"), mention.get("high"))
        return number.bound == "vague" or number.low in ends or number.high in ends
    value = mention.get("value")
    if value is None:
        return True
    if number.value is None:
        return bool(number.low <= value <= number.high)  # "a couple of dozen"
    sizes = (1, _SIZES.get(number.unit or "", 1))
    return any(abs(number.value * size - value) <= _CLOSE * abs(value or 1) for size in sizes)


def _is_right(number: Number, mention: dict[str, Any]) -> bool:
    """Return whether a number is a mention, in value, bound, kind and currency."""
    bound, unit = mention.get("bound") or "exactly", mention.get("unit")
    if mention["is"] == "age":
        return _says(number, mention)
    if mention["is"] in ("percent", "money") and number.kind != mention["is"] and number.unit not in _POINTS:
        return False
    if mention["is"] == "money" and not (unit in (None, "unsure", number.unit) or is_shared_by(number.unit, unit)):
        return False
    if bound == "vague":
        return number.bound == "vague"
    if bound == "between":
        ends = zip((number.low, number.high), (mention["low"], mention["high"]), strict=True)
        return number.bound in (bound, "vague") and all(abs(a - b) <= _CLOSE * abs(b or 1) for a, b in ends)
    alike = (*_ALIKE.get(bound, (bound,)), *(["exactly"] if mention["words"].startswith("within ") else []))
    if number.bound == "vague" and bound in ("about", "at_most"):
        return _says(number, mention)
    return _says(number, mention) and (mention.get("value") is None or number.bound in alike)


@cache
def score(table: str) -> Counter[str]:
    """The sentences of a table that are right, that hold a wrong number, and their names that are left alone."""
    total: Counter[str] = Counter()
    for row in rows(table):
        verdict = judge(row)
        total += Counter(
            sentences=1, right=verdict.right, wrong=verdict.wrong, names=verdict.names, names_left=verdict.names_left
        )
    return total


def main() -> None:
    """Print the table of docs/accuracy.md, and with -v every tuned sentence that is not right."""
    print("| Table | Sentences | All right | A wrong number | Names left alone |")
    print("|---|---|---|---|---|")
    for table in TABLES:
        found = score(table)
        shares = [found["right"] / found["sentences"], found["wrong"] / found["sentences"]]
        told = " | ".join(f"{100 * share:.1f} %" for share in shares)
        print(f"| {table} | {found['sentences']} | {told} | {found['names_left']} of {found['names']} |")
    if "-v" in sys.argv:
        for table in TABLES:
            for row in rows(table) if table.startswith("tuned") else ():
                if not judge(row).right:
                    read = [
                        (n.text, n.kind, n.value, n.low, n.high, n.bound, n.unit) for n in read_numbers(row["text"])
                    ]
                    print(row["id"], row["kind"], row["text"], row["numbers"], read, sep=" | ")


if __name__ == "__main__":
    main()
