"""What an event report is compared by: folded words, a window of days, and the keys that find its rivals."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib import resources

from rapidfuzz.distance import JaroWinkler

from ..records import EventReport
from ..schemas import (
    Battle,
    NaturalDisaster,
    Protest,
    RemoteViolence,
    Riot,
    Statement,
    StrategicDevelopment,
    TechnologicalDisaster,
    ViolenceAgainstCivilians,
    type_names,
)

# Types in one family are easily taken for each other: a clash, a strike and an attack are told
# apart by what a reporter happens to know. The other families hold types that are not.
_FAMILIES = (
    (*type_names(RemoteViolence), *type_names(Battle), *type_names(ViolenceAgainstCivilians)),
    (*type_names(Protest), *type_names(Riot)),
    *(
        (name,)
        for kind in (StrategicDevelopment, NaturalDisaster, TechnologicalDisaster, Statement)
        for name in type_names(kind)
    ),
)
FAMILY = {name: number for number, names in enumerate(_FAMILIES) for name in names}

_WORDS = tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
_PLACE_KINDS = frozenset(_WORDS["place_kinds"])
_EMPTY_WORDS = frozenset(_WORDS["empty"])
_WEEKDAYS: list[str] = _WORDS["calendar"]["weekdays"]
_MONTHS: list[str] = _WORDS["calendar"]["months"]
_DAY_OF_MONTH = re.compile(
    rf"\b(?P<m1>{'|'.join(_MONTHS)})[a-z]*\s(?P<d1>\d{{1,2}})\b|\b(?P<d2>\d{{1,2}})\s(?P<m2>{'|'.join(_MONTHS)})"
)
_LOOKBACK = timedelta(days=3)  # an undated event is news of the last days before publication
_STEM = 5  # letters: "Ukraine" and "Ukrainian", "Russia" and "Russian" share as many


@dataclass(frozen=True)
class Keys:
    """One report, normalised for comparison. `days` is None where neither text nor publication gives a day."""

    report: EventReport
    family: object
    name: str
    region: str
    country: str
    days: tuple[date, date] | None
    dated: bool
    weekday: int | None
    day_of_month: tuple[int, int] | None
    actors: dict[str, frozenset[str]]
    topic: frozenset[str]

    @property
    def placed(self) -> bool:
        """Whether anything narrower than a country says where it was."""
        return bool(self.name or self.region)


def keys_of(report: EventReport) -> Keys:
    """Normalise one report."""
    when = fold(report.when or "")
    days, dated = _days(report)
    actors: dict[str, frozenset[str]] = {}
    for actor in report.actors:
        actors[actor.role] = actors.get(actor.role, frozenset()) | stems(actor.name)
    return Keys(
        report=report,
        family=FAMILY.get(report.type, report.type),
        name=place_key(report.place.name),
        region=place_key(report.place.region),
        country=place_key(report.place.country),
        days=days,
        dated=dated,
        weekday=report.start.weekday() if report.start else _weekday(when),
        day_of_month=(report.start.month, report.start.day) if report.start else _day_of_month(when),
        actors=actors,
        topic=stems(f"{report.about or ''} {report.headline or ''}"),
    )


def fold(text: str) -> str:
    """Lower case, without accents or punctuation."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in decomposed if not unicodedata.combining(c))))


def stems(text: str) -> frozenset[str]:
    """The first letters of each word that means something."""
    return frozenset(word[:_STEM] for word in fold(text).split() if word not in _EMPTY_WORDS)


def place_key(name: str | None) -> str:
    """A place name without the words that every place of its kind has."""
    words = fold(name or "").split()
    kept = [word for word in words if word not in _PLACE_KINDS]
    return " ".join(kept or words)


def same_name(a: str, b: str) -> bool:
    """Whether two folded place names may be spellings of one: Graivoron, Grayvoronsky.

    0.85 by Jaro-Winkler holds the transliteration pairs of the seeds together and keeps Kharkiv
    and Kherson (0.79) apart.
    """
    if a == b or set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split()):
        return True
    return bool(JaroWinkler.similarity(a, b) >= 0.85)


def blocks(keys: Keys) -> Iterator[tuple[object, ...]]:
    """Keys of which two reports must share one to be compared at all: a place, or a day in one country."""
    for place in {keys.name, keys.region} - {""}:
        for word in place.split():
            yield keys.family, "place", word[:4]
    if keys.dated and keys.days:
        first, last = keys.days
        for day in range((last - first).days + 3):
            yield keys.family, keys.country, first + timedelta(days=day - 1)


def topics(keys: Keys) -> Iterator[tuple[object, ...]]:
    """Keys that a report without a place shares with the reports it is compared with."""
    for word in keys.topic.union(*keys.actors.values()):
        yield keys.family, word


def _days(report: EventReport) -> tuple[tuple[date, date] | None, bool]:
    """The window of days, and whether the report itself dates the event."""
    if report.start:
        return (report.start, max(report.start, report.end or report.start)), True
    if report.published:
        published = day_of(report.published)
        return (published - _LOOKBACK, published), False
    return None, False


def day_of(moment: date) -> date:
    """The calendar day of a date or a time."""
    return moment.date() if isinstance(moment, datetime) else moment


def _weekday(when: str) -> int | None:
    """The weekday that the words name, if just one."""
    named = {number for number, name in enumerate(_WEEKDAYS) if name in when.split()}
    return named.pop() if len(named) == 1 else None


def _day_of_month(when: str) -> tuple[int, int] | None:
    match = _DAY_OF_MONTH.search(when)
    if not match:
        return None
    return _MONTHS.index(match["m1"] or match["m2"]) + 1, int(match["d1"] or match["d2"])
