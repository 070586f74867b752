"""Figures in words: "more than 120 missiles", "Mykhailo Podolyak"."""

from datetime import date
from typing import Final

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
        return figure.words[:1].lower() + figure.words[1:]
    unit = "%" if figure.unit in ("%", "share") else f" {figure.unit}" if figure.unit else ""
    times = 100.0 if figure.unit == "share" else 1.0
    if figure.value is None or figure.bound == "between":
        return _range(figure, times) + unit
    return _BOUNDS[figure.bound].format(number(figure.value * times)) + unit


def phrase(figure: ReportedFigure) -> str:
    """The number and what is counted: "4 civilians killed", "dozens of people hurt"."""
    said = amount(figure)
    if said.split()[-1:] == ["1"]:
        figure = figure.model_copy(update={"of": _one(figure.of.strip())})
    return f"{said}{' of' if is_collective(said) else ''} {counted(figure)}"


def _one(of: str) -> str:
    """What is counted where there is one of it: "soldiers" is "soldier", "people" is "person"."""
    *before, last = of.split(" ")
    return " ".join([*before, singular(last)])


def _range(figure: ReportedFigure, times: float) -> str:
    low = None if figure.low is None else number(figure.low * times)
    high = None if figure.high is None else number(figure.high * times)
    if low is None or high is None:
        return f"at least {low}" if low else f"at most {high}"
    return low if low == high else f"{low} to {high}"


def counted(figure: ReportedFigure) -> str:
    """What is counted and what became of it: "civilians killed", "people killed (Kyiv)"."""
    measure = "" if figure.measure == "other" else figure.measure.replace("_", " ")
    where = f"({figure.where.strip()})" if figure.where else ""
    population = without_share(figure.of.strip())
    return " ".join(part for part in (population, measure, where) if part)


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
