"""What holds digits and counts nothing: dates, clock times, ordinals, and the names of things."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final

from ..number import Kind
from .folding import fold
from .lexicon import LETTER, WORD, Phrases, find_edge, glued, shared_table, spelt_decimal

_DAY: Final = r"(?:3[01]|[12]\d|0?[1-9])"
_DASH: Final = r"\s?[-–—]\s?"
_MINUTES: Final = r"[0-5]\d"

# "01 42 34 56 78", "(11) 3456-7890", "030 1234567".
_PHONES: Final = (
    r"8 ?\(?\d{3}\)? \d{3}[- ]\d\d[- ]\d\d",
    r"0\d{1,3}-\d{3,4}-\d{3,4}",
    r"[48]00-\d{3,4}-\d{3,4}",
    r"1[3-9]\d{9}(?=\D|$)",
    r"\d{15,20}",
    r"1[568](?:00|11|33|44|55|61|66|70|77|88|99)-\d{4}(?=\D|$)",
    r"\(0\d{2,3}\) ?\d{6,8}",
    r"\+\d{1,3}(?:[ -]\d{2,4}){3,4}",
    r"(?:800|900|0 ?800)(?: \d{2,3}){2,3}",
    r"0\d{3}-\d{4,6}",
    r"\+?\d{2}(?:[ .-]\d{2}){4}",
    r"\(\d{2,4}\) ?\d{3,5}[ -]\d{3,4}",
    r"0\d{2,4}[ /-]\d{5,8}",
)
_PHONE: Final = re.compile(rf"(?<!\d)(?<!\d[.,])(?:{'|'.join(_PHONES)})(?!\d|[.,]\d)")

Joined = Callable[[Iterable[str]], str]
Named = tuple[re.Pattern[str], Kind | None]  # None for words that hold a number word and are no number


def find_names(table: Mapping[str, Any], phrases: Joined, units: Phrases[str]) -> Iterator[Named]:
    """Yield the patterns of a language's dates, times, ordinals and names, the surer first, each with its kind."""
    dates, spaces = table["dates"], table["writing"]["spaces"]
    numbers = glued(chain.from_iterable((*table["words"].values(), *table["scales"].values())))
    spelt = r"\d+" if spaces else rf"(?:\d+|(?:{numbers})+)"
    yield _PHONE, "designator"
    yield re.compile(rf"{_not_behind(table)}{phrases(table['names'].get('words', ()))}"), None
    yield re.compile(r"(?<![a-z\d])[a-z]{1,2}\d{1,4}\+\d{1,3}(?!\d)"), "designator"  # "K218+300", on a road
    yield re.compile(r"[\u4e00-\u9fff][a-z][·・.]?(?=[a-z\d]*\d{3})[a-z\d]{4,6}(?![a-z\d])"), "designator"  # 粤B·88888
    yield from (_find_dates(table, phrases) if not dates.get("month_behind") else _find_signed_dates(table, units))
    decades = phrases(dates["decades"])
    decade = r"(?<!\d)(?:1[89]|20)\d0" if spaces else rf"(?<!\d)(?:\d{{2,4}}|(?:{numbers})+)"
    yield re.compile(rf"{decades}[\s-]*(?:\d{{2,4}})(?!\d)|{decade}\s?-?\s?{decades}"), "date"
    weekdays, before_day = phrases(chain.from_iterable(dates["weekdays"])), phrases(dates["day_before"])
    day = rf"\s+\(?{_DAY}(?:/\d{{1,2}}(?=\)))?(?!\d|[.,]\d|\s\d{{3}}(?!\d))\)?"
    listed = (table["ranges"]["joins"], table["joins"]["parts"], dates["fillers"], table["times"]["before"])
    counts = rf"(?!\s+(?!{phrases(chain.from_iterable(listed))}){LETTER})"  # "on Tuesday 20 people"
    yield re.compile(rf"{weekdays},?{day}{counts}|{before_day}\s+{_DAY}(?!\d|[.,]\d|{LETTER})"), "date"
    yield re.compile(weekdays), None
    yield from _find_times(table, phrases, units)
    yield (
        re.compile(r"(?<![\d:])(?<!\d[.,])\d{1,3}:\d{1,3}(?![\d:])"),
        "designator",
    )  # a score
    if not spaces:
        games = glued(shared_table()["scores"]["between"])
        yield re.compile(rf"(?<!\d)(?<!\d[.,])\d{{1,3}}\s?{games}\s?\d{{1,3}}(?![\d.,]|\s?%)"), "designator"
    yield from _find_contexts(table["names"])
    ordinals = table["ordinals"]
    yield re.compile(phrases(word for word in ordinals["words"] if " " in word or not spaces)), "ordinal"
    if spaces:
        dotted = [ending for ending in ordinals["endings"] if ending.endswith(".")]  # "15. Brigade", no full stop
        others = glued(ending for ending in ordinals["endings"] if ending not in dotted)
        ending = rf"(?:{others}{find_edge(table['writing'])}|{glued(dotted)}(?=\s?{LETTER}))"
    else:
        ending = f"(?!{_find_longer(table)}){glued(ordinals['endings'])}"
    join = "" if spaces else rf"(?:\d+\s?(?:[-~–—]|{glued(table['ranges']['joins'])})\s?)?"
    yield re.compile(rf"(?<!\d)(?<!\d[.,]){join}\d+{ending}"), "ordinal"
    if spelt_endings := ordinals.get("spelt_endings"):
        yield re.compile(rf"(?<!\d)(?:{numbers})+{glued(spelt_endings)}"), "ordinal"
    apart = rf"(?<!{WORD})" if table["writing"].get("particles") else ""  # no ordinal in "형제 2명", two brothers
    yield re.compile(rf"{apart}{glued(ordinals['before'])}\s?-?{spelt}"), "ordinal"
    named, models = [*table["names"]["before"], *shared_table()["names"]["before"]], shared_table()["models"]
    edge = rf"(?!{LETTER})" if table["writing"].get("particles") else rf"(?!{WORD})"
    before = Phrases(((word, True) for word in named), spaces=spaces, right=edge).pattern
    letter = rf"(?:[-–]?[a-zа-я](?!{WORD}))?"
    percent = phrases([*shared_table()["percent"], *table["units"].get("percent", ())])
    digits = rf"\d+(?:[.,]\d{{3}}(?!\d))*(?!\d|[.,]\d)(?:[./-]\d+)*{letter}(?!\s?{percent})"
    flight = rf"{before}\s+(?:\d[a-z]|[a-z]\d)\s?\d{{2,4}}(?!\d)"  # "Flug 4U 9525"
    yield re.compile(rf"{flight}|{before}[\s:]*[-–]?{digits}|{phrases(models['before'])}[-–]?{digits}"), "designator"


def _find_contexts(names: Mapping[str, Any]) -> Iterator[Named]:
    """Yield the patterns of what only the words on both sides name, and of games by what stands behind: "1-2で敗れ"."""
    for before, behind in names.get("between", ()):
        yield re.compile(rf"{glued([before])}[\s-]?\d+\s?(?={glued([behind])})"), "designator"
    if behind := names.get("scores_behind"):
        marks = glued(["-", "–", "ー", ":", *names.get("score_marks", ())])
        yield re.compile(rf"(?<!\d)(?<!\d[.,])\d{{1,3}}\s?{marks}\s?\d{{1,3}}(?=\s?{glued(behind)})"), "designator"


def _not_behind(table: Mapping[str, Any]) -> str:
    """Return a pattern that no number stands before, where words are not parted: "十分" is "very", not in "三十分"."""
    listed = chain.from_iterable((*table["words"].values(), *table["scales"].values()))
    signs = "".join(sorted({word for word in listed if len(word) == 1}))
    return "" if table["writing"]["spaces"] or not signs else rf"(?<![\d{signs}])"


def _find_longer(table: Mapping[str, Any]) -> str:
    """Return a pattern of the counters that begin with the ending of an ordinal: 項目 behind 項."""
    endings = tuple(table["ordinals"]["endings"])
    counters = [*table.get("counters", {}).get("words", ()), *chain.from_iterable(table["units"].values())]
    return glued(counter for counter in counters if endings and counter.startswith(endings) and counter not in endings)


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
    if "." not in table["digits"]["decimals"]:
        yield re.compile(rf"(?<!\d)(?<!\d[.,]){_DAY}\.(?:1[0-2]|0?[1-9])\.(?=\s?{LETTER}|[,;)])"), "date"
    if dates.get("month_first"):
        year_first = rf"(?:(?<!\d)(?<!\d[.,]){years}(?:\s*{behind_year})?,?\s+)?"
        yield re.compile(rf"{year_first}{months}{fillers}{day}(?!\d)(?:,?{year})?(?![.,]?\d)"), "date"
    yield re.compile(rf"{days}{fillers}{months}{year}?"), "date"
    yield re.compile(rf"{months}{year}"), "date"
    yield re.compile(rf"(?<!\d)(?<!\d[.,])\d{{4}}(?:\s?[-–/]\s?\d{{2,4}})?[\s-]*{behind_year}"), "date"


def _find_signed_dates(table: Mapping[str, Any], units: Phrases[str]) -> Iterator[Named]:
    """Yield the patterns of days, months and years where each has its sign: "2023年5月3日"."""
    dates, joins = table["dates"], table["ranges"]["joins"]
    month, end, most = glued(dates["month_behind"]), glued(dates["day_behind"]), rf"(?!{units.pattern})"
    signs = ((word, True) for word in dates["year_behind"])
    behind_year = Phrases(
        signs, spaces=table["writing"]["spaces"], left=False, right=find_edge(table["writing"])
    ).pattern
    spans = "".join(rf"(?<!{re.escape(fold(word))})" for word in dates.get("span_before", ()))
    join = rf"\s?(?:[-~–—、]|{glued(joins)})\s?"
    day = rf"(?:\s?(?:{_DAY}{join})?{_DAY}\s?{end})?"
    yield re.compile(rf"[〇零一二三四五六七八九]{{4}}\s?{behind_year}"), "date"
    yield _numbered_dates()
    ranged = rf"(?<!\d)(?:\d{{1,2}}{join})?"
    short = rf"\d{{2,3}}\s?(?:{most}|(?={behind_year}\d{{1,2}}{month}))"  # "23年9月"
    with_year = rf"(?<!\d)(?:\d{{4}}|{short})\s?{behind_year}(?:\s?\d{{1,2}}\s?{month}{day})?"
    yield re.compile(rf"{with_year}|{ranged}\d{{1,2}}\s?{most}{month}{day}"), "date"
    yield re.compile(rf"{spans}(?<!\d[-~–—、]){ranged}{_DAY}\s?{most}{end}"), "date"


def _numbered_dates() -> Named:
    whole = (
        r"(?<!\d)(?<!\d[.,])\d{4}-\d{1,2}-\d{1,2}(?!\d)|(?<!\d)(?<!\d[.,])\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d\d)(?!\d)"
    )
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
    yield re.compile(rf"(?<![\d:])(?<!\d[.,]){clock}\s?[:h]\s?{_MINUTES}(?::\d\d)?(?![\d:])(?:\s*{behind})?"), "time"
    minutes = rf"{clock}\s?[{marks}:]\s?{_MINUTES}{ends}"
    hour = "h?(?!\\w)" if "h" in times["separators"] else ""  # "à 20h"
    hours = phrases([*times["behind"], *table["units"].get("hour", ())])
    yield re.compile(rf"(?<![\d:])(?<!\d[.,]){clock}\s?[{marks}:]\s?{_MINUTES}(?!\d)\s?{hours}"), "time"  # "23.15 uur"
    yield re.compile(rf"{phrases(times['before'])}\s*(?:{minutes}|{clock}{hour}{ends}{alone})(?:\s*{behind})?"), "time"
    optional = rf"(?:\s?[{marks}:]\s?{_MINUTES})?"
    spelt = rf"\s?[0-5]?\d\s?{phrases(table['units'].get('minute', ()))}"
    words = glued(chain.from_iterable((*table["words"].values(), *table["scales"].values())))
    decimal = "" if spaces else rf"(?!(?:{words})+{spelt_decimal(table).pattern})"
    at_hour = rf"(?<![\d:之]){decimal}(?<!\d[.,]){clock}"
    if minute := times.get("minutes"):
        signed = rf"\s?(?:[0-5]?\d|(?:{words}){{1,3}})\s?{glued(minute)}(?!{glued(times.get('no_minutes', ()))})"
        yield re.compile(rf"{at_hour}\s?[{marks}]{signed}(?:{behind})?"), "time"
    yield re.compile(rf"{at_hour}{optional}\s?(?!{units.pattern}){behind}(?:{spelt})?"), "time"
