"""What holds digits and counts nothing: dates, clock times, ordinals, and the names of things."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final

from ..number import Kind
from .lexicon import LETTER, WORD, Phrases, glued, shared_table

_DAY: Final = r"(?:3[01]|[12]\d|0?[1-9])"
_DASH: Final = r"\s?[-–—]\s?"
_MINUTES: Final = r"[0-5]\d"

Joined = Callable[[Iterable[str]], str]
Named = tuple[re.Pattern[str], Kind]


def find_names(table: Mapping[str, Any], phrases: Joined, units: Phrases[str]) -> Iterator[Named]:
    """Yield the patterns of a language's dates, times, ordinals and names, the surer first, each with its kind."""
    dates = table["dates"]
    yield from (
        _find_dates(table, phrases) if not dates.get("month_behind") else _find_signed_dates(dates, phrases, units)
    )
    decades = phrases(dates["decades"])
    yield re.compile(rf"{decades}[\s-]*(?:\d{{2,4}})(?!\d)|(?<!\d)(?:1[89]|20)\d0\s?-?\s?{decades}"), "date"
    weekdays, before_day = phrases(chain.from_iterable(dates["weekdays"])), phrases(dates["day_before"])
    day = rf"\s+\(?{_DAY}(?:/\d{{1,2}}(?=\)))?(?!\d|[.,]\d)\)?"
    listed = (table["ranges"]["joins"], table["joins"]["parts"], dates["fillers"], table["times"]["before"])
    counts = rf"(?!\s+(?!{phrases(chain.from_iterable(listed))}){LETTER})"  # "on Tuesday 20 people"
    yield re.compile(rf"{weekdays},?{day}{counts}|{before_day}\s+{_DAY}(?!\d|[.,]\d)"), "date"
    yield from _find_times(table, phrases, units)
    yield re.compile(r"(?<![\d.,:])\d{1,3}:\d{1,3}(?![\d:])"), "designator"  # a score
    ordinals = table["ordinals"]
    yield re.compile(phrases(word for word in ordinals["words"] if " " in word)), "ordinal"
    yield re.compile(rf"(?<![\d.,])\d+{glued(ordinals['endings'])}(?!{WORD})"), "ordinal"
    yield re.compile(rf"{glued(ordinals['before'])}\s?-?\d+"), "ordinal"
    before, models = phrases([*table["names"]["before"], *shared_table()["names"]["before"]]), shared_table()["models"]
    letter = rf"(?:[-–]?[a-zа-я](?!{WORD}))?"
    digits = rf"\d++(?:[.,]\d{{3}}(?!\d))*+(?![.,]\d)(?:[./-]\d+)*{letter}"
    yield re.compile(rf"{before}[\s:]*[-–]?{digits}|{phrases(models['before'])}[-–]?{digits}"), "designator"


def _find_dates(table: Mapping[str, Any], phrases: Joined) -> Iterator[Named]:
    """Yield the patterns of days, months and years where months have names."""
    dates = table["dates"]
    months = phrases([*chain.from_iterable(dates["months"]), *dates.get("other_months", ())])
    fillers = rf"(?:\s*{phrases(dates['fillers'])})?\s*"
    behind_year = phrases(dates["year_behind"])
    years = r"(?:1[3-9]|20)\d\d" if "other_years" in dates else r"(?:1[5-9]|20)\d\d"
    joins = phrases([*table["ranges"]["joins"], *table["joins"]["parts"], ","])
    day = rf"{_DAY}(?:\s?{glued(dates['day_behind'])})?"
    days = rf"(?<!\d){day}(?:(?:{_DASH}|\s*{joins}\s*){day}){{0,3}}"
    year = rf"(?:{fillers}{years}(?!\d)(?:\s*{behind_year})?)"
    yield _numbered_dates()
    if dates.get("month_first"):
        year_first = rf"(?:(?<![\d.,]){years}(?:\s*{behind_year})?,?\s+)?"
        yield re.compile(rf"{year_first}{months}{fillers}{day}(?!\d)(?:,?{year})?(?![.,]?\d)"), "date"
    yield re.compile(rf"{days}{fillers}{months}{year}?"), "date"
    yield re.compile(rf"{months}{year}"), "date"
    yield re.compile(rf"(?<![\d.,])\d{{4}}(?:\s?[-–/]\s?\d{{2,4}})?[\s-]*{behind_year}"), "date"


def _find_signed_dates(dates: Mapping[str, Any], phrases: Joined, units: Phrases[str]) -> Iterator[Named]:
    """Yield the patterns of days, months and years where each has its sign: "2023年5月3日"."""
    month, end, most = glued(dates["month_behind"]), glued(dates["day_behind"]), rf"(?!{units.pattern})"
    behind_year = phrases(dates["year_behind"])
    day = rf"(?:\s?{_DAY}\s?{end})?"
    yield _numbered_dates()
    with_year = rf"(?<!\d)\d{{2,4}}\s?{most}{behind_year}(?:\s?\d{{1,2}}\s?{month}{day})?"
    yield re.compile(rf"{with_year}|(?<!\d)\d{{1,2}}\s?{most}{month}{day}"), "date"
    yield re.compile(rf"(?<!\d){_DAY}\s?{most}{end}"), "date"


def _numbered_dates() -> Named:
    whole = r"(?<![\d.,])\d{4}-\d{1,2}-\d{1,2}(?!\d)|(?<![\d.,])\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d\d)(?!\d)"
    return re.compile(whole), "date"


def _find_times(table: Mapping[str, Any], phrases: Joined, units: Phrases[str]) -> Iterator[Named]:
    """Yield the patterns of clock times, in digits and words."""
    times, spaces = table["times"], table["writing"]["spaces"]
    behind = phrases(times["behind"])
    hours = phrases([form for value, forms in table["words"].items() if float(value) in range(1, 25) for form in forms])
    clock = rf"(?:2[0-4]|1\d|0?\d|{hours})"
    listed = (table["ranges"]["joins"], table["joins"]["parts"], table["dates"]["fillers"], *table["dates"]["weekdays"])
    alone = rf"(?=\s*{behind}|\s+{phrases(chain.from_iterable(listed))}|[^\w\s]|\s*$)" if spaces else ""
    marks = "".join(re.escape(mark) for mark in times["separators"] if len(mark) == 1)
    ends = r"(?!\d|[.,]\d)"
    yield re.compile(rf"(?<![\d.,:]){clock}\s?[:h]\s?{_MINUTES}(?::\d\d)?(?![\d:])(?:\s*{behind})?"), "time"
    minutes = rf"{clock}\s?[{marks}:]\s?{_MINUTES}{ends}"
    hour = "h?(?!\\w)" if "h" in times["separators"] else ""  # "à 20h"
    yield re.compile(rf"{phrases(times['before'])}\s*(?:{minutes}|{clock}{hour}{ends}{alone})(?:\s*{behind})?"), "time"
    optional = rf"(?:\s?[{marks}:]\s?{_MINUTES})?"
    yield re.compile(rf"(?<![\d.,:]){clock}{optional}\s?(?!{units.pattern}){behind}"), "time"
