"""How well the quantity reader reads labelled sentences: `python -m tests.helpers.quantity_scores [FILE ...]`.

*core*: a mention is read if a number of the same kind overlaps it and has its value (or, for a
vague count, none). *strict*: a mention is read if both ends of the interval lie in the labelled
ranges too. Designators count as read if what overlaps them is one, or nothing is read there; a
number where nothing is labelled is an error.
"""

import json
import math
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.language.quantities import Number, read_numbers

FOLDER = Path(__file__).parents[1] / "data"
_KINDS = {
    "quantity": "q", "age": "q", "percent": "pct", "money": "money", "ordinal": "ord", "date": "date", "time": "time",
    "designator": "x", "unread": "unread",
}  # fmt: skip


@dataclass
class Score:
    """True positives, false positives and false negatives, and what went wrong."""

    right: int = 0
    extra: int = 0
    missed: int = 0
    designators: int = 0
    designators_left_alone: int = 0

    @property
    def f1(self) -> float:
        """100 times the harmonic mean of precision and recall."""
        return 200 * self.right / (2 * self.right + self.extra + self.missed)


def rows(path: Path) -> list[dict[str, Any]]:
    """The labelled sentences of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def score(sentences: Iterable[dict[str, Any]], *, strict: bool, told: list[str] | None = None) -> Score:
    """The score over these sentences; `told` collects a line for each mistake."""
    total = Score()
    for row in sentences:
        numbers = read_numbers(row["text"])
        used: set[int] = set()
        for mention in row["mentions"]:
            near = [i for i, n in enumerate(numbers) if n.start < mention["end"] and mention["start"] < n.end]
            hit = next((i for i in near if i not in used and _reads(numbers[i], mention, strict=strict)), None)
            if mention["kind"] == "x":
                total.designators += 1
                left_alone = all(numbers[i].kind == "designator" for i in near)
                total.designators_left_alone += left_alone
                if left_alone and hit is None:  # a name that nothing was read in is as good as one read as a name
                    total.right += 1
                    used.update(near)
                    continue
            if hit is None:
                total.missed += 1
                _tell(told, row, "missed", mention["text"], mention)
            else:
                total.right += 1
                used.add(hit)
        for i, number in enumerate(numbers):
            if i not in used and number.kind != "designator":
                total.extra += 1
                _tell(
                    told, row, "extra", number.text, f"{number.kind} [{number.low:g}, {number.high:g}] {number.limit}"
                )
    return total


def _tell(told: list[str] | None, row: dict[str, Any], what: str, text: str, detail: Any) -> None:
    if told is not None:
        brief = {k: detail.get(k) for k in ("kind", "lo", "hi")} if isinstance(detail, dict) else detail
        told.append(f"{row['id']} {what} {text!r} {brief} — {row['text']}")


def _reads(number: Number, mention: dict[str, Any], *, strict: bool) -> bool:
    if _KINDS[number.kind] != mention["kind"]:
        return False
    if mention["kind"] in ("x", "date", "time"):
        return True
    if strict:
        return _within(number.low, mention["lo"]) and _within(number.high, mention["hi"])
    if mention["mod"] == "vague" or not mention["core"]:
        return True
    return any(_close(value, core) for value in (number.value, number.low, number.high) for core in mention["core"])


def _within(end: float, accepted: list[float]) -> bool:
    slack = 1e-6 * max(1.0, abs(end)) if math.isfinite(end) else 0.0
    return accepted[0] - slack <= end <= accepted[1] + slack


def _close(value: float | None, core: float) -> bool:
    return value is not None and math.isclose(value, core, rel_tol=1e-6, abs_tol=1e-9)


def main(paths: list[Path]) -> None:
    """Print both scores of each file, and every mistake."""
    for path in paths:
        told: list[str] = []
        strict = score(rows(path), strict=True, told=told)
        core = score(rows(path), strict=False)
        print("\n".join(told))
        print(
            f"{path.name}: core F1 {core.f1:.1f}, strict F1 {strict.f1:.1f}, designators left alone "
            f"{strict.designators_left_alone} of {strict.designators} ({len(rows(path))} sentences)"
        )


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(FOLDER.glob("numbers*.jsonl")))
