"""The SQL statements of linking, filled in with the terms of `evidence.toml` and the parameters below."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Final

# A place without data is assumed to have one report in so many days.
PRIOR: Final = 100
# Hundredths of a bit: no place counts as rarer than this, however few reports there are.
CITY_MOST, REGION_MOST, COUNTRY_MOST = 650, 450, 250
# How many reports incidents of a country have is taken from so many towns at least; a burst is so many times that.
LEAST_ALONE, BURST = 20, 12
ENDLESS: Final = 1_000_000
# Peaks that coincide by chance are of incidents with so many reports at most (benchmarks/events.py).
CLUMP: Final = 8
# Hundredths of a bit: more than unlike numbers of killed and of wounded together speak against one event.
SEEDED: Final = 600
# A large event is still reported so many days later. Two reports that name a side of it name the same with the second
# probability; of many events of a town, with the first (made-up records: 0.07 to 0.32, and 0.38 to 1.0).
LASTING: Final = 12
SIDES_CHANCE, SIDES_ONE = "0.33e0", "0.5e0"
# Reports of one block (a place and three days) that are all compared, and the distance in order beyond that.
BLOCK, STRETCH = 400, 100
# Below these weights a pair is not scored to the end, and not kept.
COARSE_FLOOR, FLOOR = -930, -530
# Two reports of one article are most likely two events.
SAME_ARTICLE: Final = 450

# The rarer side of a pair says how rare a place is; so does the story that one tells, if the other may tell it too.
_RARER: Final = (
    "case when abs(x.story_day - y.story_day) <= 2 and x.type = y.type"
    " or x.story_day is null and y.story_day is not null or y.story_day is null and x.story_day is not null"
    " then least(x.{level}_top, y.{level}_top) else least(x.{level}_rare, y.{level}_rare) end"
)
# Of a region's block: what its towns' blocks do not compare, where the names of two towns begin alike.
_APART: Final = (
    "(x.wide = 0 or x.city_at is null or y.city_at is null"
    " or (x.city_at <> y.city_at and substr(x.city_at, 1, 1) = substr(y.city_at, 1, 1)))"
)

Statement = tuple[str, str]


@cache
def weight_terms() -> dict[str, dict[str, str]]:
    """The terms of the sum by group (coarse, fine, marked) and name."""
    text = _read_text("evidence.toml")
    for level in ("city", "region", "country"):
        text = text.replace(f"{{{level}}}", _RARER.format(level=level))
    return tomllib.loads(text)


@cache
def link_statements() -> list[Statement]:
    """The statements of blocking and scoring: the name and the query of each table, in the order to make them."""
    return read_statements(
        "link.sql",
        prior=PRIOR,
        city_most=CITY_MOST,
        region_most=REGION_MOST,
        country_most=COUNTRY_MOST,
        least_alone=LEAST_ALONE,
        burst=BURST,
        endless=ENDLESS,
        clump=CLUMP,
        seeded=SEEDED,
        lasting=LASTING,
        sides_chance=SIDES_CHANCE,
        sides_one=SIDES_ONE,
        most=BLOCK,
        apart=_APART,
        stretch=STRETCH,
        coarse_floor=COARSE_FLOOR,
        floor=FLOOR,
        same_article=SAME_ARTICLE,
        **{group: " + ".join(f"({term})" for term in named.values()) for group, named in weight_terms().items()},
        **{name: f"({term})" for name, term in weight_terms()["fine"].items()},
    )


def read_statements(name: str, **values: str | int) -> list[Statement]:
    """Read the statements of a file: the name and the query of each table."""
    sql = re.sub(r"^--(?! table:).*\n", "", _read_text(name), flags=re.MULTILINE).format_map(values)
    _, *parts = re.split(r"^-- table: (\w+)\n", sql, flags=re.MULTILINE)
    return [(table, select.strip()) for table, select in zip(parts[::2], parts[1::2], strict=True)]


@cache
def _read_text(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
