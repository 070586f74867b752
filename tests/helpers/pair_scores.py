"""How often two short reports whose numbers conflict are flagged, with no model: `python -m tests.helpers.pair_scores [-v]`.

Five sets of pairs as somebody would type them who tries the tool (`tests/data/pairs/`): one incident whose numbers
conflict ("conflict"), one whose toll grows ("revision"), or nothing to flag ("none").
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from summarizer import Article, Summary, summarize

FOLDER = Path(__file__).parents[1] / "data" / "pairs"
SETS = tuple(sorted(path.stem for path in FOLDER.glob("*.jsonl")))
_ACCUSING = ("conflict", "dispute", "retraction", "arithmetic")


@dataclass
class Score:
    """Pairs by what they are: how many there are, were flagged as they should be, shown as possible, flagged wrongly."""

    pairs: Counter[str] = field(default_factory=Counter)
    flagged: Counter[str] = field(default_factory=Counter)
    possible: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The pairs of a set."""
    for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def checked(row: dict[str, Any]) -> Summary:
    """Both reports, read by the built-in rules and checked."""
    days = row["published"] or [None, None]
    return summarize(
        [
            Article(id=side, text=row[side], published=date.fromisoformat(day) if day else None)
            for side, day in zip("ab", days, strict=True)
        ]
    )


def score(name: str) -> Score:
    """The score on one set."""
    total = Score()
    for row in rows(name):
        summary, expected = checked(row), row["expect"]
        kinds = {finding.kind for finding in summary.findings}
        accused = bool(kinds & set(_ACCUSING))
        total.pairs[expected] += 1
        if expected == "none":
            if accused or "revision" in kinds:
                total.wrong.append(row["id"])
        elif accused if expected == "conflict" else ("revision" in kinds and not accused):
            total.flagged[expected] += 1
        elif any(miss.may_conflict for miss in summary.near_misses):
            total.possible[expected] += 1
    return total


if __name__ == "__main__":
    for each in SETS:
        found = score(each)
        told = ", ".join(
            f"{kind} {found.flagged[kind]} flagged + {found.possible[kind]} possible of {found.pairs[kind]}"
            for kind in ("conflict", "revision")
        )
        print(f"{each}: {told}, {len(found.wrong)} of {found.pairs['none']} flagged wrongly")
        if "-v" in sys.argv:
            print(*found.wrong)
