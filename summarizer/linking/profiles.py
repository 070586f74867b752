"""Profiles: the values of a report that linking compares, as a row for any SQL engine."""

from functools import lru_cache
from typing import Any, NamedTuple

from ..language.dates import day_of, find_hours
from ..language.names import fold
from ..records.events import EventReport
from .digests import digest, hash_text
from .event_types import classify_type
from .marks import DISTINCTIVE, MarkWords, distinctive_total, find_mark_words
from .names import actor_keys, find_age
from .place_columns import PlaceColumns, place_columns
from .time_windows import Window, event_window

_CACHED = 10_000  # outlets: a corpus of a million reports holds some hundred
_CACHED_ACTORS = 50_000  # sets of actors in a country: of a million reports about as many as their names
_NO_END = 1e9  # stands for an unbounded end, so that engines need no infinity


class Profile(NamedTuple):
    """One report, normalised. Text is folded; days are ordinals; None is unknown.

    `own` is the report's digest; `shared` is the digest of the compared values, where they are so specific that
    reports with the same values are one node, else `own`. A digest is a number of 63 bits. `outlet` is that of the
    source, `dataset` that of the coded dataset of which the report is a row, else 0; rows with one id are one node, and
    no others.

    `late` says whether the report was published after its day. `first_hour` and `last_hour` count on from day 0. `age`
    is that of the only victim. `sited`, `named`, `persons`, `victims`, `figured`, `quoted` and `termed` are the numbers
    of marks of each kind.
    """

    own: int
    shared: int
    article: int
    outlet: int | None
    dataset: int
    type: str
    family: str
    kin: str
    place: PlaceColumns
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
    persons: int
    victims: int
    figured: int
    quoted: int
    termed: int

    def row(self) -> tuple[Any, ...]:
        """The values in the order of `COLUMNS`."""
        return *self[:_PLACE], *self.place, *self[_PLACE + 1 :]


_PLACE = Profile._fields.index("place")
_FIELDS = list(Profile.__annotations__.items())
# The kind of each column in a table: text, integer or real.
COLUMN_KINDS = {
    name: "text" if "str" in str(kind) else "real" if "float" in str(kind) else "integer"
    for name, kind in (*_FIELDS[:_PLACE], *PlaceColumns.__annotations__.items(), *_FIELDS[_PLACE + 1 :])
}
COLUMNS = tuple(COLUMN_KINDS)


def make_profile(report: EventReport, own: int, words: MarkWords | None = None) -> Profile:
    """Make the profile of a report; `own` is the digest of its JSON, `words` are found if they are not given."""
    words = words or find_mark_words(report)
    kind, family, kin = classify_type(report.type)
    columns, sites = place_columns(report.precise_place)
    window = event_window(report)
    by1, by2 = _actor_keys(report, is_target=False)
    on1, on2 = _actor_keys(report, is_target=True)
    killed = _toll_range(report, "killed")
    compared = (
        *(_published_later(report), *window, *_hours(report, window)),
        *(by1, by2, on1, on2, *killed, *_toll_range(report, "wounded"), _sole_age(report)),
        *(len(sites), len(words.name), len(words.person), len(words.victim), len(words.figure), len(words.quote)),
        len(report.terms),
    )
    shared, dataset = own, 0
    if report.dataset_key:
        dataset = digest(report.dataset_key)
        if report.dataset_id is not None:
            shared = digest(f"{dataset} {report.dataset_id}")
    elif columns.city and window.first and window.dated and (by1 or on1 or (killed[0] or 0) >= DISTINCTIVE):
        # A town, a day, and an actor or a toll of three or more: specific enough for reports alike to be one node.
        totals = sorted(text for text in map(distinctive_total, report.figures) if text)
        shared = hash_text(repr(((kind, family, kin, *columns, *compared), totals)))
    outlet = _outlet_digest(report.source) if report.source else None
    return Profile(own, shared, digest(report.article), outlet, dataset, kind, family, kin, columns, *compared)


@lru_cache(_CACHED)
def _outlet_digest(source: str) -> int:
    return digest(fold(source))


def _hours(report: EventReport, window: Window) -> tuple[int | None, int | None]:
    """The hours from and to which the report puts the event, from day 0 on, if it names a day and a part of it."""
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
        age
        for figure in report.figures
        if figure.measure in ("killed", "wounded")
        and figure.value == 1
        and (age := find_age(figure.counted)) is not None
    }
    ages |= {detail.age for detail in report.named if detail.kind == "victim" and detail.age is not None}
    return ages.pop() if len(ages) == 1 else None


def _actor_keys(report: EventReport, *, is_target: bool) -> tuple[str | None, str | None]:
    """The first two keys of the targets, or of the perpetrators and participants; the sure ones first."""
    names = tuple([actor.name for actor in report.actors if (actor.role == "target") is is_target])
    return _first_keys(names, report.place.country, is_target) if names else (None, None)


@lru_cache(_CACHED_ACTORS)
def _first_keys(names: tuple[str, ...], country: str | None, is_target: bool) -> tuple[str | None, str | None]:
    named = [actor_keys(name, country, is_target=is_target) for name in names]
    keys = dict.fromkeys(key for part in zip(*named, strict=True) for keys in part for key in keys)
    first, second, *_ = (*keys, None, None)
    return first, second


def _toll_range(report: EventReport, measure: str) -> tuple[float | None, float | None]:
    """The lowest and the highest count that the report's totals of a measure allow."""
    totals = [f for f in report.figures if f.measure == measure and f.is_toll]
    if not totals:
        return None, None
    return min(figure.lowest for figure in totals), max(min(figure.highest, _NO_END) for figure in totals)
