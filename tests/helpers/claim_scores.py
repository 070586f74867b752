"""How many right and wrong claims are told apart: `python -m tests.helpers.claim_scores [-v]`.

Six tables of claims on invented sentences (`tests/data/claims/`), written by a large language model that had not seen
the program: the number of each stands in its text, and one other part of the wrong ones is wrong. The words for the
proof were chosen by a to e, which tell what was learnt; f was never looked into.
"""

import json
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, Literal

from summarizer import ground
from summarizer.schemas import CodedFigure

FOLDER = Path(__file__).parents[1] / "data" / "claims"
TABLES = tuple(sorted(path.stem for path in FOLDER.glob("*.jsonl")))
Outcome = Literal["proved", "unproved", "refused"]


def rows(table: str) -> list[dict[str, Any]]:
    """The claims of a table."""
    return [json.loads(line) for line in (FOLDER / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()]


def judge(row: dict[str, Any]) -> tuple[Outcome, str]:
    """What becomes of a claim: wholly proved, kept with a part unproved, or refused; and which parts, or why."""
    figure = CodedFigure.model_validate({"value": None, **row["figure"]})
    grounded, rejected = ground(row["text"], [figure])
    if rejected:
        return "refused", rejected[0].reason
    proof = grounded[0].proof
    unproved = proof.record.unproved if proof else ()
    return ("unproved" if unproved else "proved"), ", ".join(unproved)


@cache
def score(table: str) -> Counter[tuple[bool, Outcome]]:
    """How many of the right and of the wrong claims of a table came to what."""
    return Counter((row["right"], judge(row)[0]) for row in rows(table))


def share(table: str, right: bool, *outcomes: Outcome) -> float:
    """Which share of the right or of the wrong claims came to any of these."""
    found = score(table)
    every = sum(count for (is_right, _), count in found.items() if is_right is right)
    return sum(found[right, outcome] for outcome in outcomes) / every


def main() -> None:
    """Print the table of docs/accuracy.md, and with -v every claim that went wrong."""
    print(
        "| Table | Right claims kept | of them wholly proved | Wrong claims refused | marked unproved | wholly proved |"
    )
    print("|---|---|---|---|---|---|")
    for table in TABLES:
        kept = share(table, True, "proved", "unproved")
        told = [kept, share(table, True, "proved")]
        told += [share(table, False, outcome) for outcome in ("refused", "unproved", "proved")]
        print(f"| {table} | {' | '.join(f'{100 * value:.1f} %' for value in told)} |")
    if "-v" in sys.argv:
        for table in TABLES:
            for row in rows(table):
                outcome, why = judge(row)
                if outcome == ("refused" if row["right"] else "proved"):
                    print(row["id"], row["kind"], outcome, why, row["figure"], row["text"], sep=" | ")


if __name__ == "__main__":
    main()
