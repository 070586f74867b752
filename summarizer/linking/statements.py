"""The SQL statements of linking, filled in with the evidence of `evidence.toml` and the parameters below."""

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from ..gazetteer import contested_lands
from .marks import ARTICLES
from .profiles import COLUMNS

# A place without data is assumed to have one report in so many days.
PRIOR: Final = 100
# Hundredths of a bit: no place counts as rarer than this, however few reports there are.
CITY_MOST, REGION_MOST, COUNTRY_MOST = 650, 450, 250
# Peaks that coincide by chance are of incidents with so many reports at most (benchmarks/events.py).
CLUMP: Final = 8
# Hundredths of a bit: more than unlike numbers of killed and of wounded together speak against one event.
SEEDED: Final = 600
# A large event is still reported so many days later. Two reports that name a side of it name the same with the second
# probability; of many events of a town, with the first (made-up records: 0.07 to 0.32, and 0.38 to 1.0).
LASTING: Final = 12
# Days of one flood, drought or outbreak of a place: what it is told of for longer is many.
SPELL_DAYS: Final = 30
SIDES_CHANCE, SIDES_ONE = "0.33e0", "0.5e0"
# Reports of one block (a place and three days) that are all compared, and the distance in order beyond that.
BLOCK, STRETCH = 400, 100
# Weights are learned from pairs of a place and of days near each other.
NEAR: Final = "greatest(x.first_day, y.first_day) - least(x.last_day, y.last_day) <= 4 and x.city_at = y.city_at"
# Of a place, reports of days so far apart are of two events, by the same outlets of the same conflict.
CONTROL_DAYS: Final = (8, 35)
# So few reports are all compared with each other.
FEW: Final = 150
# Words of at least so many hundredths of a bit, in at most so many reports, bring reports together that share words of
# so many hundredths of a bit.
RARE_WORD, FEW_REPORTS, RARE_WORDS, SOME_WORDS = 600, 40, 2_500, 1_300
# Below these weights a pair is not scored to the end, and not kept.
COARSE_FLOOR, FLOOR = -1130, -530
# Two sites that so many reports of a core name are of two events if all tolls of the one are so many times those of the
# other: of one event, five reports of each seldom fall apart so (once in a hundred orders of ten tolls).
SEVERAL: Final = 5
TOLLS_APART: Final = "1.25e0"
# Two reports of one article are most likely two events.
SAME_ARTICLE: Final = 450

# The rarer side of a pair says how rare a place is; so does the story that one tells, if the other may tell it too.
_RARER: Final = (
    "case when abs(x.story_day - y.story_day) <= 2 and x.type = y.type"
    " or x.story_day is null and y.story_day is not null or y.story_day is null and x.story_day is not null"
    " then least(x.{level}_top, y.{level}_top) else least(x.{level}_rare, y.{level}_rare) end"
)
# Of a region's block: what its towns' blocks do not compare, where the names of two towns begin alike, the two lie near
# each other, or one has its county's name.
_APART: Final = (
    "(x.wide = 0 or x.city_at is null or y.city_at is null or x.city_at = y.county_at or y.city_at = x.county_at"
    " or (x.city_at <> y.city_at and (substr(x.city_at, 1, 1) = substr(y.city_at, 1, 1)"
    " or (x.px - y.px) * (x.px - y.px) + (x.py - y.py) * (x.py - y.py) + (x.pz - y.pz) * (x.pz - y.pz) <= 400)))"
)
# Columns of a profile that blocking changes, or gives other names.
_CHANGED: Final = {"own", "shared", "article", "city_at", "region_at", "country", "first_day", "last_day"}
_CARRIED: Final = ", ".join(name for name in COLUMNS if name not in _CHANGED)

# Regions that do not keep two places apart: one may be a name that the gazetteer does not have of the other.
_ONE_REGION: Final = (
    "(x.region_at is null or y.region_at is null or x.region_at = y.region_at or x.region_known <> y.region_known)"
)
# Two towns that the gazetteer has, with 20 km or more between them: neither is meant as the other's county or region.
_TWO_TOWNS: Final = (
    "coalesce(x.town_known + y.town_known = 2"
    " and (x.px - y.px) * (x.px - y.px) + (x.py - y.py) * (x.py - y.py) + (x.pz - y.pz) * (x.pz - y.pz) > 400, 1 = 0)"
)
# Hazards that are told of for many days, and those that one event brings over many places.
_WIDE: Final = "'drought', 'epidemic', 'infestation', 'extreme_temperature', 'volcanic_activity'"
_SPELLS: Final = f"'weather', {_WIDE}"  # of which a place has one at a time
_LASTING: Final = f"x.kin = y.kin and (x.kin in ({_SPELLS}) or x.family = 'fire')"
_SPREADING: Final = f"x.kin = y.kin and x.kin in ('weather', 'earthquake', {_WIDE})"
# Words that one outlet prints twice may be its own: a reporter's name, what stands on every page.
_TERMS: Final = "(case when x.outlet = y.outlet then 40 else 100 end * coalesce(m.terms, 0))"
# 1 for the killed, 2 for the wounded, 3 for both.
_TOLLS: Final = (
    "(case when {0}.killed_low is null then 0 else 1 end + case when {0}.wounded_low is null then 0 else 2 end)"
)
_EQUAL_TOLLS: Final = "x.killed_low = y.killed_low and x.killed_high = y.killed_high"
_TOLLS_MEET: Final = "x.killed_low <= y.killed_high and y.killed_low <= x.killed_high"
PLACE: Final = "place"  # the term whose weights are log-odds, and add rarity
TIME: Final = "time"
Statement = tuple[str, str]
Weights = Mapping[str, tuple[int, ...]]  # of each term, the weight of each level in hundredths of a bit


@dataclass(frozen=True)
class Level:
    """A level of agreement: SQL over the rows x and y, and how often it occurs.

    `one` and `two` are the shares, in percent, of the pairs of one event and of two. A place has a `weight` instead, in
    hundredths of a bit, and the rarity that it adds (`base`).
    """

    name: str
    when: str
    one: float = 1.0
    two: float = 1.0
    weight: int = 0
    base: str | None = None

    @property
    def bits(self) -> float:
        """The prior weight."""
        return self.weight / 100 + math.log2(self.one / self.two)


@dataclass(frozen=True)
class Term:
    """A kind of evidence: its levels, the first that holds counts; nothing where `known` fails.

    `group` says when it is weighed: coarse before the others, marked with the marks that a pair shares. `learned` is
    False where the prior weights hold for every corpus.
    """

    name: str
    group: str
    levels: tuple[Level, ...]
    known: str = "1 = 1"
    learned: bool = True

    def weight_sql(self, weights: tuple[int, ...]) -> str:
        """The weight of a pair's level."""
        return self._case(f"{_base_sql(level)}{weight:+d}" for level, weight in zip(self.levels, weights, strict=True))

    def level_sql(self) -> str:
        """The number of a pair's level, from 1; 0 where the term says nothing."""
        return self._case(str(nth) for nth, _ in enumerate(self.levels, 1))

    def base_sql(self) -> str:
        """The rarity that a pair's level adds."""
        return self._case(_base_sql(level) or "0" for level in self.levels)

    def _case(self, values: Any) -> str:
        whens = " ".join(f"when {level.when} then {value}" for level, value in zip(self.levels, values, strict=True))
        return f"case when {self.known} then case {whens} else 0 end else 0 end"


def _base_sql(level: Level) -> str:
    return f"({_RARER.format(level=level.base)})" if level.base else ""


@cache
def terms() -> tuple[Term, ...]:
    """The terms of the sum, in the order of `evidence.toml`."""
    text = (
        _read_text("evidence.toml")
        .replace("{one_region}", _ONE_REGION)
        .replace("{two_towns}", _TWO_TOWNS)
        .replace("{contested}", _contested_pairs())
        .replace("{lasting}", _LASTING)
        .replace("{spreading}", _SPREADING)
        .replace("{terms}", _TERMS)
        .replace("{tolls:x}", _TOLLS.format("x"))
        .replace("{tolls:y}", _TOLLS.format("y"))
        .replace("{equal}", _EQUAL_TOLLS)
        .replace("{meet}", _TOLLS_MEET)
        .replace("{bounded}", "greatest(x.killed_high, y.killed_high) < 1e9")
        .replace("{lowest}", "least(x.killed_low, y.killed_low)")
        .replace("{highest}", "greatest(x.killed_low, y.killed_low)")
        .replace("{end}", "least(x.killed_high, y.killed_high)")
        .replace("{top}", "greatest(x.killed_high, y.killed_high)")
    )
    groups = tomllib.loads(text)
    killed = groups["fine"]["toll"]["levels"]
    groups["fine"]["wounded"]["levels"] = [
        level | {"when": level["when"].replace("killed", "wounded")} for level in killed
    ]
    return tuple(
        Term(name, group, tuple(Level(**level) for level in entry.pop("levels")), **entry)
        for group, named in groups.items()
        for name, entry in named.items()
    )


def _contested_pairs() -> str:
    """The pairs of countries of which one claims land of the other, as SQL texts."""
    pairs = {pair for a, b in contested_lands().values() for pair in (f"{a}/{b}", f"{b}/{a}")}
    return ", ".join("'" + pair.replace("'", "''") + "'" for pair in sorted(pairs))


@cache
def prior_weights() -> Weights:
    """The weights before anything is learned of a corpus."""
    return {term.name: tuple(round(level.bits * 100) for level in term.levels) for term in terms()}


@cache
def blocking_statements() -> list[Statement]:
    """The statements of blocking: the name and the query of each table, in the order to make them."""
    return read_statements(
        "blocking.sql",
        carried=_CARRIED,
        columns=", ".join(COLUMNS),
        prior=PRIOR,
        city_most=CITY_MOST,
        region_most=REGION_MOST,
        country_most=COUNTRY_MOST,
        clump=CLUMP,
        seeded=SEEDED,
        lasting=LASTING,
        spells=_SPELLS,
        spell_days=SPELL_DAYS,
        sides_chance=SIDES_CHANCE,
        sides_one=SIDES_ONE,
        most=BLOCK,
        hazards=f"'earthquake', {_WIDE}",
        apart=_APART,
        stretch=STRETCH,
        articles=f"{ARTICLES}e0",
        few=FEW,
        few_reports=FEW_REPORTS,
        rare_word=RARE_WORD,
        rare_words=RARE_WORDS,
        some_words=SOME_WORDS,
    )


def learning_statements(stride: int, near: str = NEAR) -> list[Statement]:
    """The statements that count what pairs agree on, of the pairs of one node in `stride` that are `near`."""
    return read_statements(
        "learning.sql",
        stride=stride,
        near=near,
        control_first=CONTROL_DAYS[0],
        control_last=CONTROL_DAYS[1],
        names=", ".join(f"{term.name}_level" for term in terms()),
        levels=", ".join(f"({term.level_sql()}) as {term.name}_level" for term in terms()),
        base=" + ".join(f"({term.base_sql()})" for term in terms() if any(level.base for level in term.levels)),
    )


def scoring_statements(weights: Weights) -> list[Statement]:
    """The statements of scoring."""
    named = {term.name: f"({term.weight_sql(weights[term.name])})" for term in terms()}
    groups = {
        group: " + ".join(named[term.name] for term in terms() if term.group == group and term.name != PLACE)
        for group in ("coarse", "marked")
    }
    fine = {term.name: named[term.name] for term in terms() if term.group == "fine" or term.name == PLACE}
    return read_statements("scoring.sql", coarse_floor=COARSE_FLOOR, floor=FLOOR, **groups, **fine)


def core_statements(sure: str) -> list[Statement]:
    """The statements that divide the sure clusters of a table which hold two large events."""
    return read_statements("cores.sql", sure=sure, several=SEVERAL, apart=TOLLS_APART)


def read_statements(name: str, **values: str | int) -> list[Statement]:
    """Read the statements of a file: the name and the query of each table."""
    sql = re.sub(r"^--(?! table:).*\n", "", _read_text(name), flags=re.MULTILINE).format_map(values)
    _, *parts = re.split(r"^-- table: (\w+)\n", sql, flags=re.MULTILINE)
    return [(table, select.strip()) for table, select in zip(parts[::2], parts[1::2], strict=True)]


@cache
def _read_text(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
