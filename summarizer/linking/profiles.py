"""An event report as a row of plain values: what linking compares, the same for every engine."""

import tomllib
from hashlib import blake2b
from importlib import resources
from typing import NamedTuple

from ..records.events import EventReport, ReportedFigure
from .names import actor_stems, country_key, fold, place_key, skeleton, stems
from .windows import window

_KINS = tomllib.loads(resources.files(__package__).joinpath("types.toml").read_text(encoding="utf-8"))
_FAMILY = {
    name: (kin, family) for kin, families in _KINS.items() for family, names in families.items() for name in names
}
_TELLING = 3  # figures below it (1 killed, 2 wounded) are shared by chance
_NO_END = 1e9  # what stands for no end, so that engines need no infinity
_WORDS = 40  # of a topic: a headline has no more
_LONG_QUOTE = 25  # letters: a shorter passage is shared by chance


class Profile(NamedTuple):
    """One report, normalised. Text is folded; `*_at` are consonant skeletons; days are ordinals; None is unknown.

    `own` is the report's digest; `shared` is that of what is compared, where the report is so specific that all
    reports that say the same are one, else `own`. A digest is a number of 63 bits.
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
    """What a report shares with few others: a figure, a quote, a word of its topic."""

    own: int
    kind: str
    mark: int


COLUMNS = Profile._fields
_COMPARED = COLUMNS.index("type")


def digest(text: str) -> int:
    """63 bits of a text."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


def given_digest(report: EventReport) -> int:
    """63 bits of the incident id that came with a report; 0 for none."""
    return 0 if report.incident is None else digest(report.incident)


def profile(report: EventReport, own: int) -> Profile:
    """The row of a report; `own` is the digest of its JSON."""
    place = report.place
    kind = "_".join(fold(report.type.replace("_", " ")).split()) or "unknown"
    city, region, country = place_key(place.name), place_key(place.region), country_key(place.country)
    kin, family = _FAMILY.get(kind, (kind, kind))
    by, on = _actors(report, "perpetrator"), _actors(report, "target")
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
        *window(report),
        *by,
        *on,
        *_range(report, "killed"),
        *_range(report, "wounded"),
    )
    return row._replace(shared=_digest_of(row, report)) if _specific(row) else row


def marks(report: EventReport, own: int) -> list[Mark]:
    """The report's figures that few share, its longer quotes, and the words of its topic."""
    found = {("figure", digest(text)) for text in map(_telling, report.figures) if text}
    found |= {
        ("quote", digest(q))
        for f in report.figures
        if (q := " ".join((f.quote or "").split())) and len(q) >= _LONG_QUOTE
    }
    found |= {("topic", digest(word)) for word in _topic(report)}
    return [Mark(own, kind, mark) for kind, mark in sorted(found)]


def _actors(report: EventReport, role: str) -> tuple[str | None, str | None]:
    """The first two words that name who filled the role; sides of no role count as perpetrators."""
    roles = (role, "participant") if role == "perpetrator" else (role,)
    names = [stem for actor in report.actors if actor.role in roles for stem in actor_stems(actor.name)]
    first, second, *_ = (*dict.fromkeys(names), None, None)
    return first, second


def _range(report: EventReport, measure: str) -> tuple[float | None, float | None]:
    """The lowest and the highest that the report's totals of a measure allow."""
    totals = [f for f in report.figures if f.measure == measure and f.extent == "total" and f.stance == "asserted"]
    if not totals:
        return None, None
    return min(figure.lowest for figure in totals), max(min(figure.highest, _NO_END) for figure in totals)


def _specific(row: Profile) -> bool:
    """A town, a day, and a side or a toll of three or more."""
    told = row.by1 or row.on1 or (row.killed_low or 0) >= _TELLING
    return bool(row.city and row.first_day and row.dated and told)


def _digest_of(row: Profile, report: EventReport) -> int:
    told = sorted(text for text in map(_telling, report.figures) if text)
    return digest(repr((row[_COMPARED:], told)))


def _telling(figure: ReportedFigure) -> str | None:
    if figure.measure == "other" or figure.lowest < _TELLING or figure.stance == "denied":
        return None
    return f"{figure.measure}={figure.lowest:g}..{figure.highest:g} {figure.unit or ''}"


def _topic(report: EventReport) -> tuple[str, ...]:
    return stems(f"{report.about or ''} {report.headline or ''}")[:_WORDS]
