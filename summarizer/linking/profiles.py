"""Profiles: the values of a report that linking compares, as a row for any SQL engine."""

import tomllib
from functools import lru_cache
from hashlib import blake2b
from importlib import resources
from typing import NamedTuple

from ..records.events import EventReport, ReportedFigure
from .names import actor_stems, country_key, fold, place_key, skeleton, stems
from .time_windows import event_window

_KINS = tomllib.loads(resources.files(__package__).joinpath("types.toml").read_text(encoding="utf-8"))
_FAMILY = {
    name: (kin, family) for kin, families in _KINS.items() for family, names in families.items() for name in names
}
_DISTINCTIVE = 3  # smaller figures (1 killed, 2 wounded) are shared by chance
_NO_END = 1e9  # stands for an unbounded end, so that engines need no infinity
_WORDS = 40  # of a topic: a headline has no more
_LONG_QUOTE = 25  # letters: a shorter passage is shared by chance


class Profile(NamedTuple):
    """One report, normalised. Text is folded; `*_at` are consonant skeletons; days are ordinals; None is unknown.

    `own` is the report's digest; `shared` is the digest of the compared values, where they are so specific that
    reports with the same values are one node, else `own`. A digest is a number of 63 bits.
    """

    own: int
    shared: int
    article: int
    type: str
    family: str
    kin: str
    city: str | None
    city_at: str | None
    region: str | None
    region_at: str | None
    country: str | None
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


class Mark(NamedTuple):
    """A rare feature of a report, by its digest: a figure, a quote, a word of its topic."""

    own: int
    kind: str
    mark: int


COLUMNS = Profile._fields
_COMPARED = COLUMNS.index("type")


@lru_cache(50_000)  # the words of topics, the names of articles and incidents: most come again
def digest(text: str) -> int:
    """Hash a text to 63 bits."""
    return digest_bytes(text.encode("utf-8", "surrogatepass"))


def digest_bytes(text: bytes) -> int:
    """Hash a text in UTF-8 to 63 bits."""
    return int.from_bytes(blake2b(text, digest_size=8).digest()) >> 1


def incident_digest(report: EventReport) -> int:
    """Hash the incident id that came with a report to 63 bits; 0 for none."""
    return 0 if report.incident is None else digest(report.incident)


def make_profile(report: EventReport, own: int) -> Profile:
    """Make the profile of a report; `own` is the digest of its JSON."""
    place = report.place
    kind = "_".join(fold(report.type.replace("_", " ")).split()) or "unknown"
    city, region, country = place_key(place.name), place_key(place.region), country_key(place.country)
    kin, family = _FAMILY.get(kind, (kind, kind))
    by, on = _actor_words(report, "perpetrator"), _actor_words(report, "target")
    row = Profile(
        own,
        own,
        digest(report.article),
        kind,
        family,
        kin,
        city or None,
        skeleton(city) or None,
        region or None,
        skeleton(region) or None,
        country or None,
        *event_window(report),
        *by,
        *on,
        *_toll_range(report, "killed"),
        *_toll_range(report, "wounded"),
    )
    return row._replace(shared=_content_digest(row, report)) if _is_specific(row) else row


def make_marks(report: EventReport, own: int) -> list[Mark]:
    """Make the marks of a report: its distinctive figures, its longer quotes, and the words of its topic."""
    keys = {("figure", digest(text)) for text in map(_distinctive_total, report.figures) if text}
    keys |= {
        ("quote", digest(q))
        for f in report.figures
        if (q := " ".join((f.quote or "").split())) and len(q) >= _LONG_QUOTE
    }
    keys |= {("topic", digest(word)) for word in _topic_stems(report)}
    return [Mark(own, kind, mark) for kind, mark in sorted(keys)]


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


def _distinctive_total(figure: ReportedFigure) -> str | None:
    if figure.measure == "other" or figure.lowest < _DISTINCTIVE or figure.stance == "denied":
        return None
    return f"{figure.measure}={figure.lowest:g}..{figure.highest:g} {figure.unit or ''}"


def _topic_stems(report: EventReport) -> tuple[str, ...]:
    return stems(f"{report.about or ''} {report.headline or ''}")[:_WORDS]
