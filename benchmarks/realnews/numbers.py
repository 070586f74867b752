"""How well numbers are read in sentences of real articles: `python -m benchmarks.realnews.numbers`.

`numbers.jsonl` has 240 sentences by their offsets, drawn at random from three files of `shared/real` among those with a
number; a large language model that had not seen the program labelled them. The reader was tuned on the *tuned* half; of
the *blind* half no sentence was looked at.

*Value F1*: a count, measure, percentage, share or amount is found if a number is read at its words with its value or an
end of its range, or as vague where it is vague; what is read elsewhere as one of these is wrong.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from benchmarks.worlds.readings import missing
from summarizer.language.detection import find_language
from summarizer.language.quantities import Number, read_numbers

Part = Literal["tuned", "blind"]

LABELS: Final = Path(__file__).with_name("numbers.jsonl")
_COUNTED: Final = ("quantity", "percent", "money", "share")
_READ: Final = ("quantity", "percent", "money")
_CLOSE: Final = 2e-3  # of a value: a third is written 0.333


@dataclass(frozen=True)
class Score:
    """What is said, found, read, and how many names are left alone."""

    said: int
    found: int
    read: int
    names: int
    left: int

    @property
    def f1(self) -> float:
        """F1 of values."""
        return 2 * self.found / (self.said + self.read)


def load_labels() -> list[dict[str, Any]]:
    """Load the labels, which hold no words."""
    return [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]


def score(part: Part) -> Score:
    """Score the reader on the sentences of a part. Raises FileNotFoundError where the texts are not."""
    total: Counter[str] = Counter()
    for text, row in _read_sentences(part):
        total += _judge(text, row)
    return Score(*(total[name] for name in ("said", "found", "read", "names", "left")))


def _read_sentences(part: Part) -> Iterator[tuple[str, dict[str, Any]]]:
    rows = [row for row in load_labels() if row["part"] == part]
    texts = {file: _read_file(file) for file in sorted({row["file"] for row in rows})}
    return ((texts[row["file"]][row["doc"]][row["start"] : row["end"]], row) for row in rows)


def _read_file(name: str) -> dict[str, str]:
    above = (parent / "shared" / "real" / f"{name}.jsonl" for parent in LABELS.resolve().parents)
    path = next((path for path in above if path.is_file()), None)
    if path is None:
        raise FileNotFoundError(missing())
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {str(row.get("doc_id", row.get("id"))): row["text"] for row in rows}


def _judge(text: str, row: Mapping[str, Any]) -> Counter[str]:
    numbers = [number for number in read_numbers(text, find_language(text) or "en") if number.low != 0]
    counted = [number for number in numbers if number.kind in _READ]
    found: Counter[str] = Counter(read=len(counted))
    for label in row["numbers"]:
        near = [number for number in numbers if number.start < label["end"] and label["start"] < number.end]
        if label["is"] in _COUNTED:
            found += Counter(said=1, found=any(_says(number, label) for number in near))
        elif label["is"] == "name":
            found += Counter(names=1, left=not any(number.kind in _READ for number in near))
    return found


def _says(number: Number, label: Mapping[str, Any]) -> bool:
    if label["bound"] in ("between", "vague"):
        return number.bound == "vague" or number.low == label.get("low") or number.high == label.get("high")
    value = label["value"]
    return number.value is not None and abs(number.value - value) <= _CLOSE * abs(value or 1)


def main() -> None:
    """Print the scores of both parts."""
    try:
        scores: dict[Part, Score] = {"tuned": score("tuned"), "blind": score("blind")}
    except FileNotFoundError as error:
        sys.exit(str(error))
    for part, found in scores.items():
        value = f"value F1 {100 * found.f1:.1f}"
        print(f"{part}: {found.said} numbers, {value}, names left alone {found.left} of {found.names}")


if __name__ == "__main__":
    main()
