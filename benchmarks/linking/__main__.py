"""Linking: `python -m benchmarks.linking`."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from benchmarks.realnews import Half
from benchmarks.worlds import readings
from benchmarks.worlds.registry import WORLDS

from .ablation import ablate
from .articles import compare_articles, compare_readings
from .comparison import CONTENDERS, busy_days, compare
from .grey_zone import measure
from .thresholds import sweep

SIZES = (1_000, 100_000, 1_000_000)
BUSY = (5_000, 20_000)
SMALL = 20_000
SEED = 1
REAL_NEWS = "realnews"  # judged in pairs alone, by halves


def main(arguments: Sequence[str] | None = None) -> None:
    """How well and how fast reports are linked, beside connected components and Splink."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linking", description=main.__doc__)
    parser.add_argument(
        "--records", type=int, nargs="+", default=SIZES, help="how many: 1000 100000 1000000 if not given"
    )
    parser.add_argument("--seed", type=int, nargs="+", default=[SEED], help="of the records; 90 to 99 only to publish")
    worlds = [*WORLDS, REAL_NEWS]
    parser.add_argument("--world", choices=worlds, nargs="+", default=worlds, help="all if not given")
    parser.add_argument("--readings", type=Path, help="records of the real articles instead of the built-in rules' own")
    parser.add_argument(
        "--part",
        choices=get_args(Half),
        nargs="+",
        default=["tuned"],
        help=f"of {REAL_NEWS}",
    )
    modules = [contender.module for contender in CONTENDERS]
    parser.add_argument("--only", choices=modules, nargs="+", default=modules, help="the contenders; all if not given")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--busy", action="store_true", help="a day with 5,000 and with 20,000 records in one region")
    only.add_argument("--thresholds", action="store_true", help="how strict a link must be before it accuses")
    only.add_argument("--grey-zone", action="store_true", help="how many of the pairs in doubt are one event")
    only.add_argument("--ablate", action="store_true", help="what each term and each block is worth")
    given = parser.parse_args(arguments)
    if given.readings:
        readings.read_from(given.readings)
    if given.busy:
        busy_days(BUSY, given.seed[0])
    elif given.thresholds:
        sweep(SMALL, given.seed[0], given.world[0])
    elif given.grey_zone:
        measure(SMALL, given.seed[0], given.world)
    elif given.ablate:
        ablate(SMALL, given.seed[0], given.world[0])
    else:
        if made_up := [world for world in given.world if world != REAL_NEWS]:
            compare(given.records, given.seed, made_up, given.only)
        if "real" in given.world and not readings.missing():
            compare_articles(given.only)
        if REAL_NEWS in given.world:
            if why := readings.missing():
                print(f"The world {REAL_NEWS!r} is left out: {why}.\n")
            else:
                compare_readings(given.part, given.only)


if __name__ == "__main__":
    main()
