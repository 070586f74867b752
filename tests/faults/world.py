"""The articles that are asked about, and what the truth about each is.

Article N tells of one shelling of a town that no other article names, with one number if N is even, two if it is odd.
Those in `APART`, of numbers below zero, are made to hang or to crash what reads them; a reader hurt by one of them must
not hurt the others.
"""

import hashlib
import json
import random
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
_FIRST_DAY = date(2019, 1, 1)
# One whose reply costs most to check, one whose reply never ends, one whose list has dashes like signs, one whose event
# is of a type with a fault of its own.
LONG, ENDLESS, LISTED, FAULTY = -2, -3, -4, -5
APART = (LONG, ENDLESS, LISTED, FAULTY)
_MOST_FIGURES = 500  # of one reading; more are refused unread
_TEXTS_APART = {
    LONG: "Flood in Karsa, Kenya." + "".join(f" {each} ab ba ab ba" for each in range(60_000)),
    LISTED: "Flood in Karsa, Kenya, on Monday.\n\n-12 people were killed\n-No civilians were killed",
    FAULTY: "A quarrel broke out in Kitale, Kenya, on 10 March 2026, and 3 people were wounded.",
}


@cache
def town(number: int) -> str:
    """The name of its town: long and drawn at random, so that no two are alike."""
    rng = random.Random(f"town {number}")
    return "".join(rng.choice(_CONSONANTS) + rng.choice(_VOWELS) for _ in range(5)).capitalize()


def counts(number: int) -> dict[str, int]:
    """The true value of each measure; no two neighbours share one."""
    return {"killed": 2 + number * 7 % 89} | ({"wounded": 100 + number * 11 % 97} if number % 2 else {})


def quotes(number: int) -> dict[str, str]:
    """The article's words for each measure."""
    said = {"killed": "{} people were killed", "wounded": "{} were wounded"}
    return {measure: said[measure].format(count) for measure, count in counts(number).items()}


def text(number: int) -> str:
    """The article."""
    if number in _TEXTS_APART:
        return _TEXTS_APART[number]
    return f"{town(number)} was shelled: {' and '.join(quotes(number).values())}."


def line(number: int) -> dict[str, str]:
    """The article as a line of JSON Lines."""
    day = _FIRST_DAY + timedelta(days=max(number, 0) % 1500)
    return {"text": text(number), "source": f"Desk {number}", "published": day.isoformat()}


def mark(number: int) -> str:
    """The article's id, which every prompt about it holds."""
    return hashlib.sha256(text(number).encode()).hexdigest()[:16]


def write_lines(path: Path, numbers: Iterable[int]) -> Path:
    """The articles of these numbers as JSON Lines."""
    path.write_text("".join(json.dumps(line(number)) + "\n" for number in numbers), encoding="utf-8")
    return path


def figure(measure: str, quote: str, value: float) -> dict[str, Any]:
    """A figure as a model reports it."""
    of = "people" if measure == "killed" else "wounded"
    return {"quote": quote, "measure": measure, "of": of, "value": value}


def event(number: int, invented: bool = False) -> dict[str, Any]:
    """The article's event as a model reports it; the numbers are not the article's if they are to be invented."""
    if number in _TOLD_APART:
        return _TOLD_APART[number]
    said = quotes(number)
    figures = [
        figure(measure, f"some {count + 5000} victims" if invented else said[measure], count + 5000 * invented)
        for measure, count in counts(number).items()
    ]
    place = {"name": town(number), "region": None, "country": None}
    return {"type": "shelling_artillery_missile", "headline": "Town shelled", "place": place, "figures": figures}


def _told(kind: str, start: str | None, *figures: dict[str, Any]) -> dict[str, Any]:
    place = {"name": "Karsa", "region": None, "country": "Kenya"}
    return {"type": kind, "headline": "What happened", "place": place, "start": start, "figures": list(figures)}


# Of the long one, quotes like what stands there and proved nowhere, after a hundred of one letter, which is everywhere.
_TOLD_APART = {
    LONG: _told(
        "flood",
        None,
        *(figure("killed", "a", 10**6 + each) for each in range(100)),
        *(figure("killed", "ab ba aab bba " * 28 + str(each), 10**6 + each) for each in range(100, _MOST_FIGURES)),
    ),
    LISTED: _told(
        "flood",
        None,
        figure("killed", "-12 people were killed", -12),
        figure("killed", "-No civilians were killed", 0) | {"of": "civilians"},
    ),
    FAULTY: _told("quarrel", "2026-03-10", figure("wounded", "3 people were wounded", 3)),
}
