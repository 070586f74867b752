"""Patterns of clock times, dates and years."""

from collections.abc import Iterator

from ...lexicon import Lexicon, alternatives
from .pattern_marks import AT_DIGITS, AT_YEARS, counted_nouns, needing


def time_patterns(words: Lexicon) -> Iterator[str]:
    """Yield patterns of clock times: "4 PM", "1630 hrs", "half past six in the evening"."""
    zones, marks = alternatives(words.calendar["zones"]), alternatives(words.calendar["clock_marks"])
    units, clock = alternatives(words.numerals["units"]), alternatives(words.calendar["clock"])
    half = r"\s?(?:[ap]\.m\.|[ap]\.?m\b|[AP]\.M\.|[AP]M\b)"
    hour = r"(?:[01]?\d|2[0-3])"
    hours = rf"(?:{hour}(?:[.:][0-5]\d)?|(?i:{units}))"
    parts, past = words.calendar["parts_of_day"], words.calendar["past_hour"]
    part = rf"\s(?:{alternatives(parts)})\b"
    uncounted = rf"(?![.,]?\w|\s{counted_nouns()})"
    yield rf"{needing(past)}\b(?i:{alternatives(past)})\s{hours}\b(?:{part}|{uncounted})"
    clocked = rf"{hour}(?:[:.][0-5]\d)?"
    yield rf"\b(?i:between|from)\s(?P<span>{clocked}\s(?:and|to)\s{clocked}{half})"
    yield rf"{AT_DIGITS}(?<![\w.:]){hour}(?:[:.][0-5]\d)?(?:\s?(?:-|–|to)\s?{hour}(?:[:.][0-5]\d)?)?{half}"
    yield rf"{AT_DIGITS}(?<![\w.:]){hour}:[0-5]\d(?::[0-5]\d)?(?:Z\b|(?!\w|:\S|,\d{{3}})(?:\s(?:{zones})\b)?)"
    yield rf"{AT_DIGITS}(?<![\w.:]){hour}\.[0-5]\d\s?(?:{zones}|{marks})\b"
    yield rf"{AT_DIGITS}(?<![\w.:])(?:[01]\d|2[0-4])[0-5]\d\s?(?:{zones}|{marks})\b"
    yield rf"{AT_DIGITS}(?<![\w.:]){hour}h[0-5]\d\b"
    at_points, at_minutes, minutes, at_hour, minutes_from, after_points = (
        alternatives(words.calendar[name])
        for name in ("at_points", "at_minutes", "minutes", "at_hour", "minutes_from", "after_points")
    )
    yield rf"\b(?:{at_points})\s(?P<span>{hour}\.[0-5]\d)(?=[,;)]|\.(?!\d)|$|\s(?:{after_points})\b)"
    military = r"(?:[01]\d|2[0-4])[0-5]\d"
    yield rf"{AT_DIGITS}(?<![\w.:,]){military}(?=\s\({military}\s(?:{zones})\))"
    yield rf"\b(?i:at)\s(?P<span>{military})(?=\s(?i:on)\b)"
    yield rf"\b(?i:between|from)\s(?P<span>{military}\s(?i:and|to)\s0\d[0-5]\d|0\d[0-5]\d\s(?i:and|to)\s{military})\b"
    yield rf"{AT_DIGITS}(?:(?<![^\n])|(?<=[.!?]\s)){military}(?=:\s[A-Z])"
    yield rf"{AT_DIGITS}(?<![\w.:,])0\d\.[0-5]\d\b(?!\.?\d|\s?%)"
    yield rf"\b(?:{at_points}|by)\s(?P<span>{hours})\s(?:{alternatives(words.calendar['this_day'])})\b"
    yield rf"\b(?:{at_points}|by|from)\s(?P<span>0\d[0-5]\d)\b(?![,.]\d)"
    pairs = [f"{number} {side}" for number in words.calendar["minutes"] for side in words.calendar["minutes_from"]]
    spoken = rf"(?P<span>(?:{minutes})\s(?:{minutes_from})\s{hours})(?:{part}|{uncounted})"
    yield rf"{needing(pairs)}(?:\b(?:{at_minutes})|(?<=[,;]\s)by)\s{spoken}"
    yield rf"{needing(words.calendar['at_hour'])}\b(?:{at_hour})\s(?P<span>{hours})(?=[,.;)]|\s(?:{after_points})\b)"
    yield rf"{needing(parts)}(?<![\w.:]){hours}{part}"
    yield rf"{needing(words.calendar['clock'])}(?<![\w.:])(?:{hour}|(?i:{units}))\s(?:{clock})"


def date_patterns(words: Lexicon) -> Iterator[str]:
    """Yield patterns of days, months and financial years: "12 May", "2024-03-12", "FY2023-24"."""
    month = alternatives(words.months)
    day, year = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d)", r"(?:1[5-9]|20)\d{2}"
    days = rf"{day}(?:\s?(?:[-–—/]|to|and|or)\s?{day})?"
    yield AT_DIGITS + r"(?<![\w-])\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z?)?(?![\w-])"
    yield AT_DIGITS + r"(?<![\w./])(?:[0-2]?\d|3[01])[./](?:0?\d|1[0-2])[./](?:19|20)?\d{2}(?![\w/])"
    short = alternatives(word.upper() for word in words.calendar["short_months"])
    yield rf"{AT_DIGITS}\b{days}\s(?:{short})\.?\s\d{{2}}\b(?![,.]\d)"
    yield rf"{AT_DIGITS}\b{days}\s(?:of\s)?(?:{month})(?!\w)(?:,?\s{year}\b)?"
    yield rf"\b(?:{month})\s{days}\b(?![,.]\d)(?:,?\s{year}\b)?"
    yield rf"\b(?:{month}),?\s{year}\b"
    yield AT_DIGITS + r"(?<![\w/.-])(?:0?[1-9]|[12]\d|3[01])-(?:0?[1-9]|[12]\d|3[01])-(?:19|20)\d{2}(?![\w-])"
    yield AT_DIGITS + r"(?<![\w/.-])(?:19|20)\d{2}[/.](?:0?[1-9]|1[0-2])[/.](?:0?[1-9]|[12]\d|3[01])(?![\w/])"
    months = words.calendar["other_months"]
    yield rf"{needing(months)}\b(?:{days}\s(?:of\s)?)?(?:{alternatives(months)})(?:,?\s\d{{1,4}})?\b"
    yield r"\b(?:FY|AY|SY)\s?'?\d{2,4}(?:[-–/]\d{2,4})?\b"
    large = alternatives(words.numerals["large"])
    part = r"(?:1/[2-5]|2/3|3/[45])\s[a-z]"
    apart = r"(?<![\w/.,-])(?<!\d\s)"
    yield rf"{AT_DIGITS}{apart}(?!{part})(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?![\w/])(?!\s(?:of|{large})\b)"
    yield rf"{AT_YEARS}\b(?:{alternatives(words.calendar['quarters'])})\s?(?:of\s)?(?:19|20)\d{{2}}\b"


def year_patterns(words: Lexicon) -> Iterator[str]:
    """Yield patterns of years and decades, by what stands beside them."""
    before, verbs = alternatives(words.calendar["before_year"]), alternatives(words.calendar["after_year"])
    year = r"(?:(?:1[5-9]|20)\d{2}|2100)"
    recent = r"(?:19|20)(?!00)\d{2}"
    ends = r"(?![,.]\d|\s?%|[-–/]\d|\w)"
    yield rf"{AT_DIGITS}(?<![\w.,$£€]){year}s\b"
    yield r"(?<!\w)['’]\d0s\b|(?<!\w)['’]\d{2}(?:[-–]\d{2})?\b(?!['’])"
    yield rf"{AT_DIGITS}(?<![\w.,$£€/-]){recent}\s?[-–/]\s?(?:{recent}|\d{{2}})(?![,.]?\d|\w|\s[a-z]+s\b)"
    yield rf"{AT_DIGITS}\b{recent}\b(?=\s[A-Z][a-z])"
    yield rf"{AT_YEARS}\({year}\)"
    yield rf"{AT_DIGITS}(?<![\w.,$£€]){recent}{ends}(?=\s(?:{verbs})\b)"
    yield rf"{AT_YEARS}\b(?i:{before})\s{year}(?P<span>,\s{year}(?:,\s{year})*)(?=,?\sand\s{year})"
    single = r"(?=\s[a-z-]+\b)(?!\s(?:[a-z-]+\s)?[a-z]+s\b)"
    yield rf"{AT_YEARS}\b(?i:an?|the|its|his|her|their)\s(?P<span>{recent}){ends}{single}"
    yield rf"{AT_YEARS}\b[A-Z][a-z]+\s(?P<span>{recent}){ends}(?!\s(?:[a-z-]+\s)?[a-z]+s\b)(?!\speople\b)"
    # After such a word it is a year, unless a counted noun follows: "in 2000 homes".
    yield rf"{AT_YEARS}\b(?i:between|from)\s(?P<span>{recent})(?=\s(?:and|to)\s{recent}\b)"
    uncounted = rf"(?!\s+{counted_nouns()})"
    yield rf"{AT_YEARS}\b(?i:{before})[\s-](?P<span>{year})\b(?![,.]\d|\s?%|-[a-z]){uncounted}"
