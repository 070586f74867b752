"""`summarizer --help` beside bare `python -c pass`: median of ten, in turn."""

import statistics
import subprocess
import sys
import time

RUNS = 10
GOAL = 0.150  # seconds


def seconds(*arguments: str) -> float:
    """Wall time of one Python process."""
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> None:
    """Print both medians."""
    ours, bare = [], []
    for _ in range(RUNS):
        ours.append(seconds("-m", "summarizer", "--help"))
        bare.append(seconds("-c", "pass"))
    print(
        f"start-up: --help {statistics.median(ours) * 1000:.0f} ms, "
        f"python -c pass {statistics.median(bare) * 1000:.0f} ms (medians of {RUNS}; goal {GOAL * 1000:.0f} ms)"
    )


if __name__ == "__main__":
    main()
