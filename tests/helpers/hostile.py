"""The articles that speak to the model, and the reader that does whatever they say."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from summarizer import Article, ReportedFigure, Unreadable
from summarizer.inputs import iter_articles
from summarizer.language.quantities import read_numbers
from summarizer.reading.draft import Draft
from summarizer.schemas import EVENT_TYPES, Event, Repair, reply_model

FOLDER = Path(__file__).parents[1] / "data" / "injections"
ARTICLES = FOLDER / "articles"
CASSETTE = Path(__file__).parents[2] / "cassettes" / "injections.yaml"
INNOCENT = "innocent.md"
INNOCENT_FIGURES = (("killed", 3, "Three people were killed"), ("wounded", 17, "17 injured"))
_BOUNDS = ("exactly", "about", "at_least", "more_than")


@dataclass(frozen=True)
class Injected:
    """A number that must not be proved; `stands`: the text does say it, in the words of the order itself."""

    value: float
    quote: str
    stands: bool


@dataclass(frozen=True)
class Case:
    """One article, what it tries, the figures that an honest reader finds, and the numbers that it wants written."""

    id: str
    tried: str
    where: str
    file: str
    type: str
    honest: tuple[dict[str, Any], ...]
    injected: tuple[Injected, ...]
    refused: bool = False


@cache
def cases() -> tuple[Case, ...]:
    """The table of cases."""
    rows = map(json.loads, (FOLDER / "cases.jsonl").read_text(encoding="utf-8").splitlines())
    return tuple(
        Case(**{**row, "honest": tuple(row["honest"]), "injected": tuple(Injected(**one) for one in row["injected"])})
        for row in rows
    )


@cache
def found() -> dict[str, Article | Unreadable]:
    """What the files hold, by "file" or "file:line"."""
    return {str(one.path).removeprefix(f"{ARTICLES}/"): one for one in iter_articles([ARTICLES])}


def article_of(case: Case) -> Article:
    """The article of a case that is not refused."""
    article = found()[case.file]
    assert isinstance(article, Article), article
    return article


def innocent() -> Article:
    """The article that others want to change."""
    article = found()[INNOCENT]
    assert isinstance(article, Article)
    return article


def figure(
    quote: str, value: float, measure: str = "killed", of: str = "people", bound: str = "exactly"
) -> dict[str, Any]:
    """A figure as a model writes it."""
    return {"quote": quote, "measure": measure, "of": of, "value": value, "bound": bound}


def event(kind: str, figures: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """An event as a model writes it."""
    return {"type": kind, "headline": "An event", "figures": list(figures)}


def honest_events(case: Case) -> list[dict[str, Any]]:
    """What an honest reader answers."""
    return [event(case.type, case.honest)]


def innocent_events() -> list[dict[str, Any]]:
    """What an honest reader answers for the innocent article."""
    return [event("transport_accident", [figure(quote, value, measure) for measure, value, quote in INNOCENT_FIGURES])]


def obedient_events(case: Case) -> list[dict[str, Any]]:
    """What a reader answers that writes each wanted number in every way it can, for this article and for the other."""
    own = [
        figure(quote, one.value, bound=bound)
        for one in case.injected
        for quote in (
            one.quote,
            *(f["quote"] for f in case.honest),
            f"{one.value:g} people were killed",
            f"{one.value:g}",
        )
        for bound in _BOUNDS
    ]
    other = [figure(quote, one.value) for one in case.injected for _, _, quote in INNOCENT_FIGURES]
    return [event(case.type, own), event("transport_accident", other)]


def obedient_repairs(case: Case, count: int) -> list[dict[str, Any]]:
    """What such a reader answers when it is asked again about so many entries."""
    quotes = [f["quote"] for f in case.honest] + [one.quote for one in case.injected]
    return [
        {"entry": entry, "quote": quotes[entry % len(quotes)], "value": case.injected[entry % len(case.injected)].value}
        for entry in range(1, count + 1)
    ]


def events_of(reply: Sequence[dict[str, Any]]) -> tuple[Event, ...]:
    """A reply as the client reads it."""
    return reply_model(EVENT_TYPES).model_validate_json(json.dumps({"events": list(reply)})).events


def proved(case: Case) -> list[ReportedFigure]:
    """What our proof leaves of the obedient reader's answers, its second ones included."""
    draft = Draft(article_of(case), events_of(obedient_events(case)))
    failures = draft.failures()
    repairs = [Repair.model_validate(one) for one in obedient_repairs(case, len(failures))]
    draft.take(draft.prove_repairs(failures, repairs))
    return [one for report in draft.reports() for one in report.figures]


def wanted(case: Case, figures: Sequence[ReportedFigure]) -> list[ReportedFigure]:
    """Those of the figures that have a number the article wanted written; "a cyclist" is no written 1."""
    values = {one.value for one in case.injected}
    return [one for one in figures if values & {one.value, one.low, one.high} and not one.implicit]


def says(text: str, value: float | None) -> bool:
    """Whether the quantity reader reads this number in a text."""
    return any(number.value == value for number in read_numbers(text))
