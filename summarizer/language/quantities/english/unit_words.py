"""The words for units, currencies and ages beside a numeral."""

import re
from dataclasses import dataclass
from functools import cache

from ...lexicon import alternatives, lexicon
from ..number import Kind

_OTHER_NAMES = {"fraction": "share", "proportion": "share", "year old": "year", "age": "year"}

DURATIONS = "duration"
DIMENSIONS = (DURATIONS, "length", "area", "speed", "mass", "volume", "temperature")


@dataclass(frozen=True)
class UnitWords:
    """Units by their spellings, and patterns of what stands beside a numeral."""

    before: re.Pattern[str]
    joined: re.Pattern[str]
    after: re.Pattern[str]
    age_before: re.Pattern[str]
    age_range: re.Pattern[str]
    day_before: re.Pattern[str]
    place_before: re.Pattern[str]
    place_behind: re.Pattern[str]
    described: re.Pattern[str]
    aged: re.Pattern[str]
    closes_age: re.Pattern[str]
    coinless: frozenset[str]
    units: dict[str, tuple[Kind, str, str | None]]
    currencies: dict[str, str]
    minor: frozenset[str]
    after_scales: re.Pattern[str]
    codes_after_scales: dict[str, str]
    and_part: re.Pattern[str]
    one_before: re.Pattern[str]
    fractions: dict[str, float]


@cache
def unit_words() -> UnitWords:
    """Return the English words for units and currencies, and the patterns of what stands beside a numeral."""
    table = lexicon().units
    units: dict[str, tuple[Kind, str, str | None]] = {}
    for unit, spellings in table["percent"].items():
        units |= dict.fromkeys(spellings, ("percent", unit, None))
    for unit, spellings in table["points"].items():
        units |= dict.fromkeys(spellings, ("quantity", unit, None))
    for unit, spellings in table["money"]["after"].items():
        units |= dict.fromkeys(spellings, ("money", unit, None))
    after_scales = {word: code for code, spellings in table["money"]["after_scales"].items() for word in spellings}
    minor = {spelling for spellings in table["money"]["minor"].values() for spelling in spellings}
    for unit, spellings in table["money"]["minor"].items():
        units |= dict.fromkeys(spellings, ("money", unit, None))
    for dimension in DIMENSIONS:
        for unit, spellings in table[dimension].items():
            units |= dict.fromkeys(spellings, ("quantity", unit, dimension))
    measures = alternatives(unit for unit, (_, _, dimension) in units.items() if dimension)
    units |= dict.fromkeys(table["age"]["words_after"], ("age", "year", None))
    listed = [*table["money"]["before"].items(), *table["money"]["letters"].items()]
    currencies = {sign: code for code, signs in listed for sign in signs}
    letters = alternatives(sign for signs in table["money"]["letters"].values() for sign in signs)
    signs = alternatives(sign for signs in table["money"]["before"].values() for sign in signs)
    numerals = lexicon().numerals
    scales = alternatives([*numerals["scales"], *numerals["suffixes"], *numerals["abbreviated"]])
    small = alternatives([*numerals["units"], *numerals["tens"], *numerals["scales"]])
    joins = alternatives(lexicon().bounds["ranges"]["joins"])
    places = alternatives(table["age"]["before_places"])
    words_before, persons, pronouns, stages = (
        alternatives(table["age"][name]) for name in ("words_before", "persons", "pronouns", "stages")
    )
    return UnitWords(
        before=re.compile(rf"(?<![A-Za-z])(?:(?:{signs})\s?|(?:{letters}))$"),
        joined=re.compile(rf"(?<![A-Za-z])(?P<sign>{signs})\s?[\d.,]+(?:\s?(?:{scales}))?\s?(?:{joins})\s?$"),
        after=re.compile(
            rf"(?:\s|-)?(?P<unit>{alternatives(units)})(?:(?!\w)|(?<=[%t])(?=[¹²³]))"
            rf"(?P<part>\sand\s(?:a\s(?P<fraction>half|quarter)|(?P<three>three)[\s-]quarters)\b)?"
        ),
        age_before=re.compile(
            rf"(?:\b(?:{words_before})(?:\s(?:\d+|{small})(?:,|,?\s(?:and|or|to)))*\s|\b(?!(?i:{small})\b)[A-Z][\w'’-]+(?:(?<=[JS]r)\.)?(?:,\s|\s\()"
            rf"|\b(?i:an?|his|her|their|one|another)\s(?:[a-z-]+\s)?[a-z]{{3,}},\s|\b(?i:another),\s"
            rf"|\b(?:{persons})\sof(?:\s\d+(?:,|,?\sand))*\s|\b(?i:{pronouns})\s(?:{stages})\s)$"
        ),
        age_range=re.compile(rf"\b(?:{words_before})\s$"),
        described=re.compile(
            rf"\b(?i:an?|his|her|their|one|another)\s(?:[a-z-]+\s)?(?!(?:{measures})\b)[a-z]{{3,}},\s$"
        ),
        day_before=re.compile(rf"\b(?:{alternatives(lexicon().calendar['weekdays'])}),\s$"),
        place_before=re.compile(rf"\b(?:{places})\s(?:[A-Z][\w'’-]+\s?){{1,3}},\s$"),
        place_behind=re.compile(rf"\s(?:(?:{places})\s[A-Z]|(?:{alternatives(table['age']['of_several'])})\b)"),
        aged=re.compile(rf"\b(?i:{persons})\s(?:aged\s)?(?:{table['age']['limits']})\s$"),
        closes_age=re.compile(
            rf"[,.;)]|\s(?:{alternatives(table['age']['closing'])})\b|$"
            rf"|\sof\s[A-Z][\w.-]*(?:\s[A-Z][\w.-]*)*,?\s(?:{alternatives(table['age']['of_somebody'])})\b"
        ),
        coinless=frozenset(table["money"]["coins"]["none"]),
        units=units,
        currencies=currencies,
        minor=frozenset(minor),
        after_scales=re.compile(rf"\s(?:of\s)?(?P<unit>{alternatives(after_scales)})\b"),
        codes_after_scales=after_scales,
        and_part=re.compile(r"(?: and (?:a (?:half|quarter)|three[ -]quarters)| or (?:two|three|so))\b"),
        one_before=re.compile(rf"\b(?P<one>an?|An?|last|past|another)\s(?:{measures})$"),
        fractions=numerals["fractions"],
    )


def is_shared_by(word: str | None, code: str | None) -> bool:
    """Return whether a currency's word is that of several countries, of which a code is one: "rupee" and PKR."""
    return code is not None and code in lexicon().units["money"]["shared"].get(word or "", ())


def unit_named(name: str) -> str | None:
    """Find the unit that a name stands for ("percent": "%", "kilometres": "km"); None if the lexicon has none."""
    tables = unit_words()
    wanted = " ".join(name.split())
    units = {unit for _, unit, _ in tables.units.values()} | set(tables.currencies.values()) | {"share"}
    for spelling in (wanted, wanted.casefold()):
        if spelling in units:
            return spelling
        if spelling in tables.units:
            return tables.units[spelling][1]
        if spelling in tables.currencies:
            return tables.currencies[spelling]
    return _OTHER_NAMES.get(wanted.casefold())
