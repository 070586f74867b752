"""Figures in words: "more than 120 missiles", "Mykhailo Podolyak"."""

import re
from datetime import date
from functools import cache
from typing import Final

from ..language.lexicon import table
from ..language.nouns import is_collective, singular, without_share
from ..schemas import Place
from .events import ReportedFigure

CORRECTED: Final = " [corrected]"  # behind a number that a reviewer put in the place of the one that was read
FUZZY: Final = " [matched by likeness]"  # behind an article's words that the given quote only resembles
_BOUNDS = {
    "exactly": "{0}",
    "about": "about {0}",
    "at_least": "at least {0}",
    "more_than": "more than {0}",
    "at_most": "at most {0}",
    "less_than": "fewer than {0}",
}


def number(value: float) -> str:
    """A number as a reader writes it: 1200000 → 1,200,000; 7.10 → 7.1."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.6g}"


def amount(figure: ReportedFigure) -> str:
    """The number with its bound and unit; a vague count in the article's word, a share of a whole in percent.

    A reviewer's number says that it is none of the article's.
    """
    return stated(figure) + (CORRECTED if figure.corrected is not None else "")


def match_mark(figure: ReportedFigure) -> str:
    """The mark behind a figure's quote: only a fuzzy match has one."""
    return FUZZY if figure.match == "fuzzy" else ""


def stated(figure: ReportedFigure) -> str:
    """The number alone, whoever put it there."""
    if figure.value is None and figure.words:
        words = figure.words
        return words if words.isupper() else words[:1].lower() + words[1:]
    unit = "%" if figure.unit in ("%", "share") else f" {figure.unit}" if figure.unit else ""
    times = 100.0 if figure.unit == "share" else 1.0
    if figure.value is None or figure.bound == "between":
        return _range(figure, times) + unit
    return _BOUNDS[figure.bound].format(number(figure.value * times)) + unit


def phrase(figure: ReportedFigure) -> str:
    """The number and what is counted: "4 civilians killed", "12 deaths", "dozens of people wounded"."""
    said = amount(figure)
    if said.split()[-1:] == ["1"]:
        figure = figure.model_copy(update={"of": _one(figure.of.strip())})
    return f"{said}{' of' if is_collective(said) else ''} {counted(figure)}"


def attributed(figure: ReportedFigure) -> str:
    """Return the number, what it counts and who says so: "4 civilians killed (the army)"."""
    return f"{phrase(figure)} ({who(figure)})"


def with_count(count: int, noun: str) -> str:
    """Return the count with its noun: 1 event, 2 events."""
    return f"{count} {plural(count, noun)}"


def spaced(name: str) -> str:
    """Return the name of a field or a value as words: "relative_spread" is "relative spread"."""
    return name.replace("_", " ")


def plural(count: int, noun: str, many: str = "") -> str:
    """The noun as the count has it: 1 event, 2 events; `many` where that is not the noun with an "s"."""
    return noun if count == 1 else many or f"{noun}s"


def _one(of: str) -> str:
    """The singular of a noun phrase: "soldiers" is "soldier", "deaths of children" is "death of children"."""
    if of.isupper():  # of a text in capitals
        return _one(of.lower()).upper()
    noun, *rest = re.split(_ends(), of, maxsplit=1)
    *before, last = noun.split(" ")
    return "".join([" ".join([*before, singular(last)]), *rest])


def _range(figure: ReportedFigure, times: float) -> str:
    low = None if figure.low is None else number(figure.low * times)
    high = None if figure.high is None else number(figure.high * times)
    if low is None or high is None:
        return f"at least {low}" if low else f"at most {high}"
    return low if low == high else f"{low} to {high}"


def counted(figure: ReportedFigure) -> str:
    """What is counted and what became of it: "civilians killed", "people killed (Kyiv)"."""
    where = f"({figure.where.strip()})" if figure.where else ""
    population = without_share(figure.of.strip())
    return " ".join(part for part in (with_measure(population, figure.measure), where) if part)


def with_measure(of: str, measure: str) -> str:
    """What is counted with its measure in words: "civilians killed", "deaths", "lives lost", "people taking part".

    A measure that cannot be true of it was misread, and is shown as one: "people, counted as destroyed".
    """
    words = table("wording")
    nouns = _head_words(of)
    if measure == "other" or _says(nouns, measure):
        return of
    said = words["behind"].get(measure, measure.replace("_", " "))
    last = nouns[-1] if nouns else ""
    if any(measure in misfit["measures"] and last in misfit["nouns"] for misfit in words["misfits"]):
        return f"{of}, counted as {said}"
    return f"{of} {words['instead'].get(measure, {}).get(last, said)}".strip()


def _says(nouns: list[str], measure: str) -> bool:
    """Whether a noun phrase says its measure: "deaths", "people seriously hurt", "the death toll"."""
    words = table("wording")
    last = nouns[-2:-1] if nouns[-1:] and nouns[-1] in words["phrases"]["tolls"] else nouns[-1:]
    anywhere = words["says"].get(measure, ())
    return any(noun in anywhere for noun in nouns) or any(noun in words["says_last"].get(measure, ()) for noun in last)


def _head_words(of: str) -> list[str]:
    """The words of a noun phrase, in lower case, up to the first preposition: "deaths" of "deaths of children"."""
    noun, *rest = re.split(_ends(), of.casefold(), maxsplit=1)
    nouns = re.findall(r"[\w-]+", noun)
    if len(rest) == 2 and nouns[-1:] and nouns[-1] in table("wording")["phrases"]["heads"]:
        return _head_words(rest[1])
    return nouns


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(rf"(\s(?:{'|'.join(table('wording')['phrases']['ends'])})\s)", re.IGNORECASE)


def claim(figure: ReportedFigure) -> str:
    """The number as its source puts it: stated, or denied."""
    return f"denied: {amount(figure)}" if figure.stance == "denied" else amount(figure)


def who(figure: ReportedFigure) -> str:
    """Who says so: the attribution, else the outlet, else the article."""
    return figure.attributed_to or figure.source or f"article {figure.article}"


def sentence(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def place_name(place: Place) -> str:
    """Narrowest first, without what is repeated: "Suzemka, Bryansk region, Russia"."""
    return ", ".join(dict.fromkeys(part for part in (place.name, place.region, place.country) if part))


def day(when: date | None) -> str:
    """29 December 2022."""
    return f"{when.day} {when:%B %Y}" if when else ""
