"""Copies among 2,000 texts, beside MinHash LSH Ensemble (datasketch) in the same run."""

import random
import re
import time

from datasketch import MinHash, MinHashLSHEnsemble

from summarizer.consistency import find_copies
from tests.helpers.wiretexts import WIRES, planted

GOAL = 5.0  # seconds
THRESHOLDS = (0.5, 0.25)  # that of our rule, and half of it


def runs(text: str) -> frozenset[bytes]:
    """The five-word runs of a text."""
    words = re.findall(r"\w+", text.casefold())
    return frozenset(" ".join(words[at : at + 5]).encode() for at in range(len(words) - 4))


def candidates(texts: dict[str, str], threshold: float) -> tuple[float, set[tuple[str, str]]]:
    """Seconds, and the pairs that the ensemble would have us compare: a shorter text, and one that may hold it."""
    started = time.perf_counter()
    having = {name: runs(text) for name, text in texts.items()}
    sketches = {}
    for name, found in having.items():
        sketches[name] = MinHash(num_perm=128)
        sketches[name].update_batch(list(found))
    ensemble = MinHashLSHEnsemble(threshold=threshold, num_perm=128, num_part=16)
    ensemble.index((name, sketches[name], len(having[name])) for name in texts)
    pairs = {(name, other) for name in texts for other in ensemble.query(sketches[name], len(having[name]))}
    return time.perf_counter() - started, {pair for pair in pairs if pair[0] != pair[1]}


def main() -> None:
    """Print times, and how much of what was planted each finds."""
    texts, wire_of = planted(random.Random("bench"))
    started = time.perf_counter()
    found = find_copies(texts)
    seconds = time.perf_counter() - started
    right = sum(wire_of.get(name) == wire_of.get(first, -1) for name, first in found.items())
    print(
        f"copies, ours: {seconds:.1f} s (goal {GOAL:.0f}), {right} of {len(wire_of) - WIRES} copies, "
        f"{len(found) - right} wrong"
    )
    length = {name: len(text.split()) for name, text in texts.items()}
    true = {(a, b) for a in wire_of for b in wire_of if a != b and wire_of[a] == wire_of[b] and length[a] <= length[b]}
    for threshold in THRESHOLDS:
        seconds, pairs = candidates(texts, threshold)
        print(
            f"copies, MinHash LSH Ensemble at {threshold}: {seconds:.1f} s, "
            f"{100 * len(pairs & true) / len(true):.0f} % of the pairs among {len(pairs)} candidates"
        )


if __name__ == "__main__":
    main()
