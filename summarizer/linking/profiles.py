"""Profiles: the values of a report that linking compares, as a row for any SQL engine."""

import math
import re
import tomllib
from functools import lru_cache
from hashlib import blake2b
from importlib import resources
from typing import NamedTuple

from anyascii import anyascii

from ..gazetteer import PlacePath, get_entry, parse_place
from ..gazetteer.sites import describe_site
from ..language.dates import day_of, find_hours
from ..language.names import fold, skeleton
from ..language.places import countries
from ..language.rarity import rarity
from ..records.events import EventReport, ReportedFigure
from ..schemas import Place
from .names import actor_stems, stems, victim_stems
from .time_windows import Window, event_window

UNKNOWN = "?"  # before the key of a country that is not known
ARTICLES = 2_000  # of news: what the rarity of words is counted in

_KINS = tomllib.loads(resources.files(__package__).joinpath("types.toml").read_text(encoding="utf-8"))
_FAMILY = {
    name: (kin, family) for kin, families in _KINS.items() for family, names in families.items() for name in names
}
_DISTINCTIVE = 3  # smaller figures (1 killed, 2 wounded) are shared by chance
_NO_END = 1e9  # stands for an unbounded end, so that engines need no infinity
_WORDS = 40  # of a topic: a headline has no more
_LONG_QUOTE = 25  # letters: a shorter passage is shared by chance
_CACHED = 200_000  # places: a corpus of a million reports holds about as many
_EARTH = 6371  # kilometres
_CELL = 60  # kilometres of a grid: two places 20 apart lie in one cell of one of two grids, mostly
_LARGE_TOWN, _LARGEST_CITY = 250_000, 16  # inhabitants for each report a quarter, and how many of these count at most
_OF_PEOPLE = {"killed", "wounded", "casualties", "missing", "trapped", "abducted", "rescued"}
_AGE = re.compile(r"\b(\d{1,3})-year-old\b")


class Profile(NamedTuple):
    """One report, normalised. Text is folded; `*_at` are keys of places; days are ordinals; None is unknown.

    `own` is the report's digest; `shared` is the digest of the compared values, where they are so specific that
    reports with the same values are one node, else `own`. A digest is a number of 63 bits. `outlet` is that of the
    source, `dataset` that of the coded dataset of which the report is a row, else 0; rows with one id are one node, and
    no others.

    `region_known` is 0 for a region that the gazetteer does not have; `claimed` is a second country that claims the
    place. `px`, `py` and `pz` are a point on the globe in kilometres from its centre, `cell` and `next_cell` the cells of
    two grids that it lies in. `street` and `building` say whether the site is one, `crowd` how many reports a quarter a
    town of its size has at least, `late` whether the report was published after its day. `first_hour` and `last_hour`
    count on from day 0. `age` is that of the only victim. `sited`, `named`, `victims`, `figured`, `quoted` and `termed`
    are the numbers of marks of each kind.
    """

    own: int
    shared: int
    article: int
    outlet: int | None
    dataset: int
    type: str
    family: str
    kin: str
    city: str | None
    city_at: str | None
    quarter_at: str | None
    county_at: str | None
    region_at: str | None
    region_known: int
    country: str | None
    claimed: str | None
    px: int | None
    py: int | None
    pz: int | None
    cell: str | None
    next_cell: str | None
    street: int
    building: int
    crowd: int
    late: int
    first_day: int | None
    last_day: int | None
    dated: int
    weekday: int | None
    day_of_month: int | None
    first_hour: int | None
    last_hour: int | None
    by1: str | None
    by2: str | None
    on1: str | None
    on2: str | None
    killed_low: float | None
    killed_high: float | None
    wounded_low: float | None
    wounded_high: float | None
    age: int | None
    sited: int
    named: int
    victims: int
    figured: int
    quoted: int
    termed: int


class Mark(NamedTuple):
    """A rare feature of a report, by its digest: a figure, a quote, a word of its topic, of its site, of its article.

    `expected` is in how many of 2,000 articles of news a word is expected; 0 for the other kinds.
    """

    own: int
    kind: str
    mark: int
    expected: float = 0.0


COLUMNS = Profile._fields
# The kind of each column in a table: text, integer or real.
COLUMN_KINDS = {
    name: "text" if "str" in str(kind) else "real" if "float" in str(kind) else "integer"
    for name, kind in Profile.__annotations__.items()
}
_COMPARED = COLUMNS.index("type")


def digest(text: str) -> int:
    """Hash a text to 63 bits."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


def incident_digest(report: EventReport) -> int:
    """Hash the incident id that came with a report to 63 bits; 0 for none."""
    return 0 if report.incident is None else digest(report.incident)


def make_profile(report: EventReport, own: int) -> Profile:
    """Make the profile of a report; `own` is the digest of its JSON."""
    kind = "_".join(fold(report.type.replace("_", " ")).split()) or "unknown"
    kin, family = _FAMILY.get(kind, (kind, kind))
    columns, sites = _place_columns(report.precise_place)
    window = event_window(report)
    row = Profile(
        own,
        own,
        digest(report.article),
        digest(fold(report.source)) if report.source else None,
        digest(report.dataset_key) if report.dataset_key else 0,
        kind,
        family,
        kin,
        *columns,
        _published_later(report),
        *window,
        *_hours(report, window),
        *_actor_words(report, "perpetrator"),
        *_actor_words(report, "target"),
        *_toll_range(report, "killed"),
        *_toll_range(report, "wounded"),
        _sole_age(report),
        len(sites),
        len(_name_words(report)),
        len(_victim_words(report)),
        len(_distinctive(report)),
        len(_long_quotes(report)),
        len(report.terms),
    )
    if row.dataset:
        return row if report.dataset_id is None else row._replace(shared=digest(f"{row.dataset} {report.dataset_id}"))
    return row._replace(shared=_content_digest(row, report)) if _is_specific(row) else row


def make_marks(report: EventReport, own: int) -> list[Mark]:
    """Make the marks of a report: its distinctive figures, its longer quotes, and the words of its topic."""
    keys = {("figure", digest(text)) for text in _distinctive(report)}
    keys |= {("quote", digest(quote)) for quote in _long_quotes(report)}
    keys |= {("topic", digest(word)) for word in _topic_stems(report)}
    keys |= {("name", digest(word)) for word in _name_words(report)}
    keys |= {("victim", digest(word)) for word in _victim_words(report)}
    keys |= {("site", digest(word)) for word in _place_columns(report.precise_place)[1]}
    marks = [Mark(own, kind, mark) for kind, mark in sorted(keys)]
    return marks + [Mark(own, "term", digest(word), ARTICLES / 2 ** rarity(word)) for word in sorted(set(report.terms))]


class _PlaceColumns(NamedTuple):
    """The columns of a place, in the order of a profile."""

    city: str | None
    city_at: str | None
    quarter_at: str | None
    county_at: str | None
    region_at: str | None
    region_known: int
    country: str | None
    claimed: str | None
    px: int | None
    py: int | None
    pz: int | None
    cell: str | None
    next_cell: str | None
    street: int
    building: int
    crowd: int


@lru_cache(_CACHED)
def _place_columns(place: Place) -> tuple[_PlaceColumns, tuple[str, ...]]:
    """The columns of a place, and the words that name its site."""
    path = parse_place(place)
    sites = [describe_site(site) for site in path.sites]
    words = sorted({word for site in sites for word in site.words})
    town = get_entry(path.town_id) if path.town_id is not None else None
    point = _point(path)
    columns = _PlaceColumns(
        fold(anyascii(path.town)) if path.town else None,
        _key(path.town),
        _key(path.quarter),
        None if path.guessed else _key(path.county),
        None if path.guessed else _key(path.region),
        int(path.region_id is not None or path.region is None),
        None if path.guessed else _marked(path.country, path.country in countries()),
        None if path.guessed else path.claimed_by,
        *(point or (None, None, None)),
        _cell(point, 0),
        _cell(point, _CELL // 2),
        int(any(site.kind == "streets" and site.words for site in sites)),
        int(any(site.kind != "streets" and site.words for site in sites)),
        max(1, min(_LARGEST_CITY, town.inhabitants // _LARGE_TOWN)) if town else 1,
    )
    return columns, tuple(words)


def _key(name: str | None) -> str | None:
    return skeleton(name) or None if name else None


def _marked(key: str | None, known: bool) -> str | None:
    """A key with a mark before it if nothing is known of the place: it may be another name of one that is known."""
    return key if key is None or known else f"{UNKNOWN}{key}"


def _point(path: PlacePath) -> tuple[int, int, int] | None:
    """A point on the globe in kilometres from its centre, where a town or narrower is known."""
    if path.latitude is None or path.longitude is None or path.guessed or path.precision not in ("quarter", "town"):
        return None
    latitude, longitude = math.radians(path.latitude), math.radians(path.longitude)
    x, y, z = math.cos(latitude) * math.cos(longitude), math.cos(latitude) * math.sin(longitude), math.sin(latitude)
    return round(_EARTH * x), round(_EARTH * y), round(_EARTH * z)


def _cell(point: tuple[int, int, int] | None, offset: int) -> str | None:
    return " ".join(str((at + offset) // _CELL) for at in point) + f" {offset}" if point else None


def _hours(report: EventReport, window: Window) -> tuple[int | None, int | None]:
    """The hours from and to which the report puts the event, counted on from day 0, if it names one day and a part of it."""
    hours = find_hours(report.when) if report.when and window.dated and window.first == window.last else None
    if hours is None or window.first is None:
        return None, None
    return 24 * window.first + hours[0], 24 * window.first + hours[1]


def _published_later(report: EventReport) -> int:
    """1 where the report was published after the day that it gives for the event: the day was over, and is known."""
    return int(bool(report.start and report.published and day_of(report.published) > report.start))


def _sole_age(report: EventReport) -> int | None:
    """The age of the only victim, where the report says it of one: "a 16-year-old boy was killed"."""
    ages = {
        int(match[1])
        for figure in report.figures
        if figure.measure in ("killed", "wounded") and figure.value == 1 and (match := _AGE.search(figure.of or ""))
    }
    ages |= {detail.age for detail in report.named if detail.kind == "victim" and detail.age is not None}
    return ages.pop() if len(ages) == 1 else None


def _name_words(report: EventReport) -> set[str]:
    """The words of the names of victims and suspects, of ships, trains and flights."""
    named = (detail.name for detail in report.named if detail.kind in ("victim", "suspect", "vehicle"))
    return {word for name in named for word in fold(name).split() if len(word) > 2 or word.isdigit()}


def _victim_words(report: EventReport) -> set[str]:
    """The stems of the nouns that say who was hurt, without those that say it of anybody: "workers", not "people"."""
    nouns = (figure.of_english or figure.of for figure in report.figures if figure.measure in _OF_PEOPLE)
    return {stem for noun in nouns for stem in victim_stems(noun or "")}


def _actor_words(report: EventReport, role: str) -> tuple[str | None, str | None]:
    """The stems of the first two words that name the actors in a role; participants count as perpetrators."""
    roles = (role, "participant") if role == "perpetrator" else (role,)
    names = [stem for actor in report.actors if actor.role in roles for stem in actor_stems(actor.name)]
    first, second, *_ = (*dict.fromkeys(names), None, None)
    return first, second


def _toll_range(report: EventReport, measure: str) -> tuple[float | None, float | None]:
    """The lowest and the highest count that the report's totals of a measure allow."""
    totals = [f for f in report.figures if f.measure == measure and f.is_toll]
    if not totals:
        return None, None
    return min(figure.lowest for figure in totals), max(min(figure.highest, _NO_END) for figure in totals)


def _is_specific(row: Profile) -> bool:
    """Test whether a profile has a town, a day, and an actor or a toll of three or more."""
    has_detail = row.by1 or row.on1 or (row.killed_low or 0) >= _DISTINCTIVE
    return bool(row.city and row.first_day and row.dated and has_detail)


def _content_digest(row: Profile, report: EventReport) -> int:
    totals = sorted(text for text in map(_distinctive_total, report.figures) if text)
    return digest(repr((row[_COMPARED:], totals)))


def _distinctive(report: EventReport) -> set[str]:
    """The distinctive figures beside those of the killed and the wounded, which are compared by themselves."""
    return {
        text
        for figure in report.figures
        if figure.measure not in ("killed", "wounded") and (text := _distinctive_total(figure))
    }


def _long_quotes(report: EventReport) -> set[str]:
    quotes = (" ".join((figure.quote or "").split()) for figure in report.figures)
    return {quote for quote in quotes if len(quote) >= _LONG_QUOTE}


def _distinctive_total(figure: ReportedFigure) -> str | None:
    if figure.measure == "other" or figure.lowest < _DISTINCTIVE or not figure.is_claim or figure.stance == "denied":
        return None
    return f"{figure.measure}={figure.lowest:g}..{figure.highest:g} {figure.unit or ''}"


def _topic_stems(report: EventReport) -> tuple[str, ...]:
    return stems(f"{report.about or ''} {report.headline or ''}")[:_WORDS]
