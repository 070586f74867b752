"""`python -m benchmarks.fuzz`: every kind of input, a line for each, its faults below; exit code 1 if there are any."""

import argparse
import sys
import time

from .kinds import KINDS, givens
from .trials import Found, play

_SHOWN = 3000  # characters of an input that fails


def main() -> int:
    """Try the mutations of every kind and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=KINDS, action="append", help="this kind alone")
    parser.add_argument("--share", type=float, default=1.0, help="a part of the mutations, or more of them")
    parser.add_argument("--first", type=int, default=0, help="the number of the first mutation")
    options = parser.parse_args()
    started, trials, faults = time.process_time(), 0, 0
    for name in options.kind or KINDS:
        count = max(1, round(KINDS[name].share * options.share))
        tally = play(KINDS[name].use, givens(name, options.seed, count, options.first))
        ends = f"{tally.trials - tally.refused} results, {tally.refused} refused" if not tally.faults else "FAULTS"
        print(f"{name:10} {tally.trials:6} mutations: {ends}; {tally.seconds:.0f} s, the slowest {tally.slowest:.2f} s")
        for found in tally.faults.values():
            _show(name, options.seed, options.first, found)
        sys.stdout.flush()
        trials, faults = trials + tally.trials, faults + len(tally.faults)
    print(f"\n{trials} mutations, {faults} kinds of faults, {time.process_time() - started:.0f} s of computing")
    return 1 if faults else 0


def _show(name: str, seed: int, first: int, found: Found) -> None:
    given = found.given.data
    cut = f" … {len(given)} bytes in all" if len(given) > _SHOWN else ""
    print(f"  FAULT {found.fault.where} ({found.times} times)")
    print(f"    again: python -m benchmarks.fuzz --seed {seed} --kind {name} --first {first + found.nth} --share 0")
    print(f"    the smallest ({found.given.ending}): {given[:_SHOWN]!r}{cut}")
    print("    " + found.fault.told.replace("\n", "\n    "))


if __name__ == "__main__":
    sys.exit(main())
