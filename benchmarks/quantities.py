"""The quantity reader: throughput beside quantulum3 in the same run, and time against length on hostile input."""

import time
import warnings
from collections.abc import Callable
from pathlib import Path

from summarizer.language.quantities import read_numbers

SEEDS = Path(__file__).parents[1] / "seeds"
ROUNDS = 3
GOAL_TIMES, GOAL_DOUBLING = 10, 2.3
# 40 KB each: one letter, digits, a number that never ends, nested parentheses.
HOSTILE = {
    "letters": "a",
    "digits": "1",
    "words": "a hundred and ",
    "parentheses": "(",
    "separators": "1,",
    "names": "Aa ",
}
SIZE = 40_000


def best(run: Callable[[], object]) -> float:
    """The shortest of some runs, in seconds."""
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        run()
        taken.append(time.perf_counter() - started)
    return min(taken)


def main() -> None:
    """Print both."""
    text = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("0*")))
    read_numbers(text)
    ours = best(lambda: read_numbers(text))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from quantulum3 import parser  # noqa: PLC0415  # it warns when imported

        parser.parse("5 km")
        theirs = best(lambda: parser.parse(text))
    size = len(text.encode()) / 1000
    print(
        f"quantities: ours {size / ours:.0f} KB/s, quantulum3 {size / theirs:.0f} KB/s on {size:.0f} KB of seeds: "
        f"{theirs / ours:.0f} x (goal {GOAL_TIMES})"
    )
    for name, piece in HOSTILE.items():
        once = piece * (SIZE // len(piece))
        short, long = best(lambda text=once: read_numbers(text)), best(lambda text=once * 2: read_numbers(text))  # type: ignore[misc]  # mypy takes no default in a lambda
        print(
            f"quantities, 40 KB of {name}: {short:.2f} s, twice the length {long / short:.2f} x (goal {GOAL_DOUBLING})"
        )


if __name__ == "__main__":
    main()
