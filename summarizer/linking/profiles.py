"""Profiles: the values of a report that linking compares, as a row for any SQL engine."""

import re
import tomllib
from hashlib import blake2b
from importlib import resources
from typing import NamedTuple

from ..language.rarity import rarity
from ..records.events import EventReport, ReportedFigure
from ..schemas import Place
from .names import actor_stems, country_key, fold, place_key, skeleton, stems
from .time_windows import event_window

ARTICLES = 2_000  # of news: what the rarity of words is counted in

_KINS = tomllib.loads(resources.files(__package__).joinpath("types.toml").read_text(encoding="utf-8"))
_FAMILY = {
    name: (kin, family) for kin, families in _KINS.items() for family, names in families.items() for name in names
}
_DISTINCTIVE = 3  # smaller figures (1 killed, 2 wounded) are shared by chance
_NO_END = 1e9  # stands for an unbounded end, so that engines need no infinity
_WORDS = 40  # of a topic: a headline has no more
_LONG_QUOTE = 25  # letters: a shorter passage is shared by chance
_AGE = re.compile(r"\b(\d{1,3})-year-old\b")


class Profile(NamedTuple):
    """One report, normalised. Text is folded; `*_at` are keys of places; days are ordinals; None is unknown.

    `own` is the report's digest; `shared` is the digest of the compared values, where they are so specific that
    reports with the same values are one node, else `own`. A digest is a number of 63 bits. `px`, `py` and `pz` are a
    point on the globe in kilometres from its centre, `cell` and `next_cell` the cells of two grids that it lies in;
    `claimed` is a second country that claims the place. `sited`, `street` and `termed` say how many words name the
    site, whether it is a street, and how many rare words the report has, `figured` and `quoted` how many distinctive figures and
    long quotes; `age` is that of its only victim.
    """

    own: int
    shared: int
    article: int
    type: str
    family: str
    kin: str
    city: str | None
    city_at: str | None
    quarter_at: str | None
    county_at: str | None
    region_at: str | None
    country: str | None
    claimed: str | None
    px: int | None
    py: int | None
    pz: int | None
    cell: str | None
    next_cell: str | None
    sited: int
    street: int
    first_day: int | None
    last_day: int | None
    dated: int
    weekday: int | None
    day_of_month: int | None
    by1: str | None
    by2: str | None
    on1: str | None
    on2: str | None
    killed_low: float | None
    killed_high: float | None
    wounded_low: float | None
    wounded_high: float | None
    age: int | None
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
    row = Profile(
        own,
        own,
        digest(report.article),
        kind,
        family,
        kin,
        *_place_columns(report.place),
        *event_window(report),
        *_actor_words(report, "perpetrator"),
        *_actor_words(report, "target"),
        *_toll_range(report, "killed"),
        *_toll_range(report, "wounded"),
        _sole_age(report),
        len(_distinctive(report)),
        len(_long_quotes(report)),
        len(report.terms),
    )
    return row._replace(shared=_content_digest(row, report)) if _is_specific(row) else row


def make_marks(report: EventReport, own: int) -> list[Mark]:
    """Make the marks of a report: its distinctive figures, its longer quotes, and the words of its topic."""
    keys = {("figure", digest(text)) for text in _distinctive(report)}
    keys |= {("quote", digest(quote)) for quote in _long_quotes(report)}
    keys |= {("topic", digest(word)) for word in _topic_stems(report)}
    keys |= {("site", digest(word)) for word in _site_words(report.place)}
    marks = [Mark(own, kind, mark) for kind, mark in sorted(keys)]
    return marks + [Mark(own, "term", digest(word), ARTICLES / 2 ** rarity(word)) for word in sorted(set(report.terms))]


def _site_words(place: Place) -> list[str]:
    *sites, _ = _parts(place)
    return [word for site in sites for word in place_key(site).split() if len(word) > 2 or word.isdigit()]


def _parts(place: Place) -> list[str]:
    return [part for part in (place.name or "").split(",") if part.strip()] or [""]


def _place_columns(place: Place) -> tuple[str | int | None, ...]:
    *sites, town = _parts(place)
    city, region, country = place_key(town), place_key(place.region), country_key(place.country)
    quarter = skeleton(place_key(sites[-1])) if sites else None
    return (
        city or None, skeleton(city) or None, quarter or None, None, skeleton(region) or None, country or None, None,
        None, None, None, None, None, len(_site_words(place)), 0,
    )  # fmt: skip


def _sole_age(report: EventReport) -> int | None:
    """The age of the only victim, where the report says it of one: "a 16-year-old boy was killed"."""
    ages = {
        int(match[1])
        for figure in report.figures
        if figure.measure in ("killed", "wounded") and figure.value == 1 and (match := _AGE.search(figure.of or ""))
    }
    return ages.pop() if len(ages) == 1 else None


def _actor_words(report: EventReport, role: str) -> tuple[str | None, str | None]:
    """The stems of the first two words that name the actors in a role; participants count as perpetrators."""
    roles = (role, "participant") if role == "perpetrator" else (role,)
    names = [stem for actor in report.actors if actor.role in roles for stem in actor_stems(actor.name)]
    first, second, *_ = (*dict.fromkeys(names), None, None)
    return first, second


def _toll_range(report: EventReport, measure: str) -> tuple[float | None, float | None]:
    """The lowest and the highest count that the report's totals of a measure allow."""
    totals = [f for f in report.figures if f.measure == measure and f.extent == "total" and f.stance == "asserted"]
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
    if figure.measure == "other" or figure.lowest < _DISTINCTIVE or figure.stance == "denied":
        return None
    return f"{figure.measure}={figure.lowest:g}..{figure.highest:g} {figure.unit or ''}"


def _topic_stems(report: EventReport) -> tuple[str, ...]:
    return stems(f"{report.about or ''} {report.headline or ''}")[:_WORDS]
