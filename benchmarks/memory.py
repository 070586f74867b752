"""Whether a stream of articles grows memory: the peak of `run --format incidents` at two sizes, read by rules."""

import json
import resource
import subprocess
import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

SIZES: Final = (10_000, 100_000)
MOST: Final = 1.5  # times the peak of the smaller one
_FIRST: Final = ["North", "South", "East", "West", "New", "Old", "Upper", "Lower"]
_LAST: Final = ["field", "ford", "ham", "bury", "wick", "stead", "mouth", "bridge", "gate", "hill"]


def write_articles(path: Path, count: int) -> None:
    """Short articles, no two alike, of a year's strikes in eighty towns."""
    rnd = Random(1)
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            town = rnd.choice(_FIRST) + rnd.choice(_LAST)
            killed, wounded = rnd.randint(1, 40), rnd.randint(2, 90)
            text = (
                f"A drone hit a market in {town} on Tuesday. {killed} people were killed and {wounded} wounded, "
                f"police said in note {number}."
            )
            day = f"2023-{rnd.randint(1, 12):02}-{rnd.randint(1, 28):02}"
            file.write(json.dumps({"text": text, "source": f"Wire {number % 50}", "published": day}) + "\n")


def peak(folder: Path, count: int) -> float:
    """MB of resident memory at the most."""
    articles = folder / f"{count}.jsonl"
    write_articles(articles, count)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    command = [sys.executable, "-m", "summarizer", "run", str(articles), "--model", "builtin", "--format", "incidents"]
    subprocess.run(
        [*command, "--store", str(folder / f"{count}.sqlite"), "-o", str(folder / "o")], check=True, capture_output=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    if after <= before:
        raise RuntimeError("expected a larger run to need more than the smaller one, to tell its peak")
    return after / 1024


def main() -> int:
    """Print both peaks; 1 if the larger is too much."""
    with TemporaryDirectory(prefix="memory-") as folder:
        small, large = (peak(Path(folder), count) for count in SIZES)
    told = " and ".join(f"{size:,} articles: {found:.0f} MB" for size, found in zip(SIZES, (small, large), strict=True))
    print(f"{told}, {large / small:.2f} x (at most {MOST} x)")
    return int(large > MOST * small)


if __name__ == "__main__":
    sys.exit(main())
