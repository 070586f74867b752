"""Addresses and named buildings of a sentence: "the 2400 block of Alder Drive", "Linden High School"."""

import re
from collections.abc import Iterator
from functools import cache

from ...gazetteer.keys import find_kind, fold_name
from ...language.lexicon import alternatives, table
from .gazetteer import cut_days

_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_WORD = rf"(?:Mt\.|St\.|Dr\.|{_CAPITAL}[\w'’-]*)"
_CARE_BACK = 120  # characters before a hospital in which the hurt are taken there

Address = tuple[int, int, str]  # where it begins and ends in the sentence, and its words


def find_addresses(text: str, body: int) -> Iterator[Address]:
    """Find streets, corners and blocks, then buildings and grounds by their names, each in order.

    A hospital that somebody is taken to is left out.
    """
    done = body
    for match in _street_pattern().finditer(text, body):
        if match.start() >= done:
            done = match.end()
            yield match.start(), match.end(), " ".join(match[0].split())
    for match in _building_pattern().finditer(text, body):
        words = " ".join(cut_days(match["site"]))
        if _owned_place().match(words):
            continue  # "Chicago's West Garfield Park" may be a quarter
        if find_kind(fold_name(words), ("grounds", "buildings")) and not is_care(text, match.start("site"), words):
            yield match.start("site"), match.start("site") + len(words), words


def is_care(text: str, start: int, words: str) -> bool:
    """Return whether a site is one of care that the hurt are taken to or treated at."""
    if not any(word in fold_name(words) for word in table("places")["care_kinds"]):
        return False
    return _care().search(text, max(0, start - _CARE_BACK), start) is not None


def is_cared_for_at(text: str, start: int) -> bool:
    """Return whether a name is that of the town of a hospital: "was flown to a hospital in Boise"."""
    return _hospital_in().search(text, max(0, start - _CARE_BACK), start) is not None


@cache
def _hospital_in() -> re.Pattern[str]:
    kinds, before = "|".join(table("places")["care_kinds"]), "|".join(table("places")["before"])
    return re.compile(rf"\b(?i:{kinds})\w*(?:\s\w+){{0,2}}\s(?:{before})\s(?:[a-z]+\s)?$")


@cache
def _owned_place() -> re.Pattern[str]:
    return re.compile(rf"{_CAPITAL}\w+['’]s\s(?:{'|'.join(table('places')['street_directions'])})\s")


@cache
def _care() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('places')['carried'])})\b", re.IGNORECASE)


@cache
def _street_pattern() -> re.Pattern[str]:
    words = table("places")
    kinds = "|".join(sorted((re.escape(kind) for kind in words["street_kinds"]), key=len, reverse=True))
    numbered = rf"\d+(?:{'|'.join(table('calendar')['ordinal_endings'])})"
    direction = rf"(?:(?:{'|'.join(words['street_directions'])})\.?\s)?"
    street = rf"{direction}(?:{numbered}|{_WORD}(?:\s{_WORD}){{0,3}}?)\s(?:{kinds})(?!\w)(?:\.(?=\s[a-z,]))?"
    street = rf"(?:{street}|(?:{kinds})\s[A-Z]\b(?!\.|\w))"
    named = rf"{direction}(?:{numbered}|{_WORD}(?:\s{_WORD}){{0,2}})"
    block = rf"\d+[\s-](?:{alternatives(words['block_words'])})\s(?:{street}|{named})"
    joins = "|".join(map(re.escape, words["street_joins"]))
    plural = "|".join(words["plural_streets"])
    gangs = "|".join(words["gangs"])
    return re.compile(
        rf"\b(?:{block}|\d+\s{street}|{street}(?:\s(?:{joins})\s(?:{street}|{numbered}))?"
        rf"|{named}\s(?:{joins})\s{named}\s(?:{plural})\b)(?!\s(?:{gangs})\b)"
    )


@cache
def _building_pattern() -> re.Pattern[str]:
    before, districts = ("|".join(table("places")[name]) for name in ("before_sites", "district_kinds"))
    return re.compile(
        rf"\b(?:{before})\s(?:{table('places')['article']}\s)?"
        rf"(?P<site>{_WORD}(?:\s(?:of\s)?{_WORD}){{1,4}})(?!\w|\s(?:{districts})\b)"
    )
