"""Figures in words: "more than 120 missiles", "Mykhailo Podolyak"."""

import re
from datetime import date
from functools import cache, lru_cache
from typing import Final

from ..language.lexicon import table
from ..language.nouns import is_collective, singular, without_share
from ..schemas import Place
from .events import ReportedFigure

CORRECTED: Final = " [corrected]"  # behind a number that a reviewer put in the place of the one that was read
UNSURE: Final = " [not sure that it is read rightly]"  # behind what the built-in reader would not accuse anybody by
FUZZY: Final = " [matched by likeness]"  # behind an article's words that the given quote only resembles
_CACHED: Final = 10_000  # phrases and days: a corpus of a million reports has some thousand
_BOUNDS = {
    "exactly": "{0}",
    "about": "about {0}",
    "at_least": "at least {0}",
    "more_than": "more than {0}",
    "at_most": "at most {0}",
    "less_than": "fewer than {0}",
}


# The parts of a claim that the words of another language than English never prove.
_ALL_BUT_NUMBER: Final = {"measure", "of", "stance", "extent", "period"}


def format_number(value: float) -> str:
    """Format a number: 1200000 → 1,200,000; 7.10 → 7.1."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.6g}"


def format_amount(figure: ReportedFigure) -> str:
    """Format the number with its bound and unit; a vague count in the article's word, a share of a whole in percent.

    A reviewer's number is marked as one.
    """
    return format_value(figure) + (CORRECTED if figure.corrected is not None else "")


def quote_mark(figure: ReportedFigure) -> str:
    """The mark behind a figure's quote: that it only resembles the article, is translated, not all proved, not sure."""
    unproved = f" [not proved: {', '.join(name_unproved(figure))}]" if name_unproved(figure) else ""
    glossed = f" [“{figure.of}”, in English by the model]" if figure.of_english and figure.quote else ""
    unsure = "" if figure.is_sure else UNSURE
    return (FUZZY if figure.match == "fuzzy" else "") + glossed + unproved + unsure


def name_unproved(figure: ReportedFigure) -> list[str]:
    """Name the parts of a figure's claim that the article's words do not prove, as a reader is told of them."""
    if figure.proof is None or not figure.proof.unproved:
        return []
    wording = table("wording")
    if set(figure.proof.unproved) >= _ALL_BUT_NUMBER:
        return [wording["all_but_number"]]
    return [wording["claim_parts"][part] for part in figure.proof.unproved]


def format_value(figure: ReportedFigure) -> str:
    """Format the number without the mark of a reviewer's."""
    if figure.value is None and figure.words and figure.of_english is None:
        words = figure.words
        return words if words.isupper() else words[:1].lower() + words[1:]
    scale = 100.0 if figure.unit == "share" else 1.0
    if figure.value is None or figure.bound == "between":
        return _format_range(figure, scale) + _format_unit(figure.unit)
    return _BOUNDS[figure.bound].format(format_number(figure.value * scale)) + _format_unit(figure.unit)


def _format_unit(unit: str | None) -> str:
    if unit in ("%", "share"):
        return "%"
    return f" {unit}" if unit else ""


def format_figure(figure: ReportedFigure) -> str:
    """Format the number with its population and measure: "4 civilians killed", "dozens of people wounded"."""
    return _add_population(format_amount(figure), figure.counted, figure.measure, figure.where)


@lru_cache(_CACHED)
def _add_population(amount: str, of: str, measure: str, where: str | None) -> str:
    if amount.split()[-1:] == ["1"]:
        of = _singular_phrase(of.strip())
    return f"{amount}{' of' if is_collective(amount) else ''} {_describe_population(of, measure, where)}"


def format_attributed(figure: ReportedFigure) -> str:
    """Format the figure with its source: "4 civilians killed (the army)"."""
    return f"{format_figure(figure)} ({source_name(figure)})"


def format_count(count: int, noun: str) -> str:
    """Format a count with its noun: 1 event, 2 events."""
    return f"{count} {pluralize(count, noun)}"


def format_name(name: str) -> str:
    """Format the name of a field or a value as words: "relative_spread" is "relative spread"."""
    return name.replace("_", " ")


def pluralize(count: int, noun: str, many: str = "") -> str:
    """Inflect a noun by its count: 1 event, 2 events; `many` is the plural where that is not the noun with an "s"."""
    return noun if count == 1 else many or f"{noun}s"


@lru_cache(_CACHED)
def _singular_phrase(of: str) -> str:
    """The singular of a noun phrase: "soldiers" is "soldier", "deaths of children" is "death of children"."""
    if of.isupper():  # of a text in capitals
        return _singular_phrase(of.lower()).upper()
    noun, *rest = re.split(_preposition_pattern(), of, maxsplit=1)
    *before, last = noun.split(" ")
    return "".join([" ".join([*before, singular(last)]), *rest])


def _format_range(figure: ReportedFigure, scale: float) -> str:
    low = None if figure.low is None else format_number(figure.low * scale)
    high = None if figure.high is None else format_number(figure.high * scale)
    if low is None or high is None:
        return f"at least {low}" if low else f"at most {high}"
    return low if low == high else f"{low} to {high}"


def format_population(figure: ReportedFigure) -> str:
    """Format the population with its measure and place: "civilians killed", "people killed (Kyiv)"."""
    return _describe_population(figure.counted, figure.measure, figure.where)


@lru_cache(_CACHED)
def _describe_population(of: str, measure: str, where: str | None) -> str:
    population = add_measure(without_share(of.strip()), measure)
    return f"{population} ({where.strip()})".strip() if where else population


@lru_cache(_CACHED)
def add_measure(of: str, measure: str) -> str:
    """Add the measure to a population in words: "civilians killed", "deaths", "lives lost", "people taking part".

    A measure that cannot be true of the population was misread, and is shown as one: "people, counted as destroyed".
    """
    words = table("wording")
    nouns = _head_words(of)
    if measure == "other" or _says_measure(nouns, measure):
        return of
    said = words["behind"].get(measure, measure.replace("_", " "))
    last = nouns[-1] if nouns else ""
    if any(measure in misfit["measures"] and last in misfit["nouns"] for misfit in words["misfits"]):
        return f"{of}, counted as {said}"
    return f"{of} {words['instead'].get(measure, {}).get(last, said)}".strip()


def _says_measure(nouns: list[str], measure: str) -> bool:
    """Test whether a noun phrase names its measure: "deaths", "people seriously hurt", "the death toll"."""
    words = table("wording")
    last = nouns[-2:-1] if nouns[-1:] and nouns[-1] in words["phrases"]["tolls"] else nouns[-1:]
    anywhere = words["says"].get(measure, ())
    return any(noun in anywhere for noun in nouns) or any(noun in words["says_last"].get(measure, ()) for noun in last)


def _head_words(of: str) -> list[str]:
    """The words of a noun phrase, in lower case, up to the first preposition: "deaths" of "deaths of children"."""
    noun, *rest = re.split(_preposition_pattern(), of.casefold(), maxsplit=1)
    nouns = re.findall(r"[\w-]+", noun)
    if len(rest) == 2 and nouns[-1:] and nouns[-1] in table("wording")["phrases"]["heads"]:
        return _head_words(rest[1])
    return nouns


@cache
def _preposition_pattern() -> re.Pattern[str]:
    return re.compile(rf"(\s(?:{'|'.join(table('wording')['phrases']['ends'])})\s)", re.IGNORECASE)


def format_claim(figure: ReportedFigure) -> str:
    """Format the number as its source means it: "denied: 70", "feared: at most 9", "45 (since January)"."""
    span = f" ({figure.period})" if figure.period else ""
    return "".join((stance_mark(figure), format_amount(figure), span))


def stance_mark(figure: ReportedFigure) -> str:
    """The mark before a number that is not simply asserted: "denied: "; empty for one that is."""
    words: str = table("wording")["stances"].get(figure.stance, "")
    return words and f"{words}: "


def source_name(figure: ReportedFigure) -> str:
    """The name of a figure's source: the attribution, else the outlet, else the article."""
    return figure.attributed_to or figure.source or f"article {figure.article}"


def capitalize(text: str) -> str:
    """Capitalize the first letter, and leave the others."""
    return text[:1].upper() + text[1:]


def format_place(place: Place) -> str:
    """Format a place, narrowest level first, each name once: "Suzemka, Bryansk region, Russia"."""
    return ", ".join(dict.fromkeys(part for part in (place.label, place.region, place.country) if part))


@lru_cache(_CACHED)
def format_day(when: date | None) -> str:
    """Format a day: 29 December 2022; empty for None."""
    return f"{when.day} {when:%B %Y}" if when else ""
