"""Real articles as records by one who knows the registry: what each article itself says of its incident, no more.

The built-in rules find no place or no day in half of these articles. A careful reader does; so the registry says here
which of an article's towns, days and numbers are the event's, and the article's words how it names them, if at all.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from summarizer.records.events import EventReport, parse_event_report
from summarizer.schemas import Place

from .readings import Document, Registry, documents

LEDE: Final = 2_500  # characters: what is behind them is of other events as often as not
_STREET_KIND: Final = (
    r"(?:Street|Avenue|Road|Drive|Boulevard|Lane|Court|Place|Parkway|Highway|Way|Circle|Terrace|"
    r"St\.|Ave\.|Rd\.|Dr\.|Blvd\.)"
)
_SITES: Final = (
    re.compile(
        r"\b((?:\d{2,5} block of )?(?:\d{2,5} )?(?:[NSEW]\.? |North |South |East |West |Northeast |Southeast )?"
        rf"(?:[A-Z][a-z]+|\d+(?:st|nd|rd|th))(?: [A-Z][a-z]+)? {_STREET_KIND})"
    ),
    re.compile(r"\b(\d{2,5} block of (?:[A-Z]\w*\.? ?){1,3})"),
    re.compile(
        r"\b((?:[A-Z][a-z']+ ){1,3}(?:Park|Apartments|School|Mall|Church|Club|Bar|Lounge|Nightclub|Plaza|Hotel|Inn|"
        r"Motel|Market|Playground|Homes|Towers|Village|Trailer Park))\b"
    ),
)
_OPENERS: Final = re.compile(r"^(?:(?:When|The|At|In|On|A|An|Near|From|This|That|Police) )+")  # of sentences
_DEATH: Final = re.compile(
    r"\b(killed|dead|died|dies|fatal|fatally|death|homicide|murder|deadly|slain)\b", re.IGNORECASE
)
_HURT: Final = re.compile(
    r"\b(wounded|injured|injur\w+|hospital|shot in the|wounds?|struck|critical|stable)\b", re.IGNORECASE
)
_NUMBERS: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_NAMED: Final = re.compile(r"\b([A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+), (\d{1,2}),")
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PART: Final = r"((?:early |late )?{0}(?: (?:morning|afternoon|evening|night))?)"
_TYPES: Final = frozenset({"attack_on_civilians", "armed_clash", "arrests", "miscellaneous_accident", "mob_violence"})
_MOST_LAG: Final = 6  # days in which a weekday's name says which day


@cache
def annotated_documents() -> tuple[Document, ...]:
    """Every article with the one event that it stands in the registry for."""
    return tuple(replace(document, events=(annotate(document),), main=0) for document in documents())


def annotate(document: Document) -> EventReport:
    """What an article says of its incident; the rules' reading stands for what is not looked up here."""
    row, registry, main, text = document.row, document.registry, document.reading, document.text
    published = date.fromisoformat(row["published"][:10])
    when, start = _day(text, registry, published)
    record: dict[str, Any] = {
        "article": document.id,
        "source": row["source"],
        "published": published.isoformat(),
        "type": main.type if main and main.type in _TYPES else "attack_on_civilians",
        "place": _place(text, registry, main, apart=int(document.id, 16) % 2 == 0),
        "when": when,
        "start": start,
        "figures": list(_figures(text, registry, main)),
        "actors": [actor.model_dump() for actor in main.actors] if main else [],
    }
    if "named" in EventReport.model_fields and (names := _NAMED.findall(text[:LEDE])):
        record["named"] = [{"kind": "victim", "name": name, "age": int(age)} for name, age in dict(names).items()][:4]
    return parse_event_report(record)


def _place(text: str, registry: Registry, main: EventReport | None, *, apart: bool) -> dict[str, str | None]:
    """The site that stands first, the town and the state if they are said; in fields apart where a record has them."""
    lede = text[:LEDE]
    town = next((name for name in registry.towns if re.search(rf"\b{re.escape(name)}\b", text)), None)
    region = registry.state if registry.state and registry.state in lede else None
    found = [match for pattern in _SITES if (match := pattern.search(lede))]
    site = _OPENERS.sub("", min(found, key=lambda match: match.start())[1].strip()) if found else None
    if not town and not site:
        return main.place.model_dump() if main else {}
    name = ", ".join(part for part in (site, town) if part)
    wide = {"region": region, "country": "United States" if region else None}
    if apart and "site" in Place.model_fields:
        return {"name": name, "site": site, "town": town} | wide
    return {"name": name} | wide


def _day(text: str, registry: Registry, published: date) -> tuple[str | None, str | None]:
    """The words for the day, and the day if the words say which."""
    day, lede = registry.day, text[:LEDE]
    if day is None:
        return None, None
    months = rf"{day:%B}|{day:%b}\.?|{'Sept.' if day.month == 9 else day.strftime('%b')}"
    if found := re.search(rf"\b(?:{months}) {day.day}\b", lede):
        return found[0], day.isoformat()
    lag = (published - day).days
    if 0 <= lag <= _MOST_LAG and (found := re.search(_PART.format(_WEEKDAYS[day.weekday()]), lede)):
        return found[0], day.isoformat()
    night = day + timedelta(1)  # "early Sunday", of what the registry has on Saturday
    if 0 <= lag <= _MOST_LAG and (found := re.search(_PART.format(_WEEKDAYS[night.weekday()]), lede)):
        return found[0], night.isoformat() if night <= published else None
    return None, None


def _figures(text: str, registry: Registry, main: EventReport | None) -> Iterator[dict[str, Any]]:
    """The numbers of killed and wounded that the article gives: those of the rules that may be the event's, or one."""
    for measure, final, words in (("killed", registry.killed, _DEATH), ("wounded", registry.injured, _HURT)):
        most = max(3, 2 * (final or 0))
        read = [
            figure
            for figure in (main.figures if main else ())
            if figure.measure == measure and figure.lowest <= most and figure.stance == "asserted"
        ]
        if read:
            for figure in read[:2]:
                kept = figure.model_dump(include={"measure", "of", "low", "high", "value", "bound", "extent"})
                yield kept | {"attributed_to": figure.attributed_to}
        elif final == 1 and words.search(text[:LEDE]):
            yield {"measure": measure, "of": "person", "value": 1}
        elif final and re.search(rf"\b({_NUMBERS[final % len(_NUMBERS)]}|{final})\b", text[:LEDE], re.IGNORECASE):
            yield {"measure": measure, "of": "people", "value": final}
