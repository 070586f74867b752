"""`Event`, `Figure`, `Place`, `Actor`: what one article says of one event, and each number in it.

The docstrings and field descriptions here are the codebook: they are what the model is told.
"""

import re
from datetime import date
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from ..language.bounds import Bound
from .measures import MeasureName

_OTHER_LETTERS: Final = re.compile(r"[^\W\d_a-zA-Z\u00c0-\u024f\u1e00-\u1eff]")  # than Latin ones

Extent = Literal["total", "additional", "part"]
Stance = Literal["asserted", "denied", "feared", "expected", "hypothetical", "other_event"]
Category = Literal["civilians", "state_forces", "police", "armed_group", "attackers", "responders"]
NamedKind = Literal["victim", "suspect", "vehicle", "weapon", "site", "group"]


class Record(BaseModel):
    """What every record is: immutable, and refused when it carries a field that it should not."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Figure(Record):
    """One number as one source states it in one article."""

    quote: str = Field(
        description="The shortest passage, letter for letter, that holds the number, its bound and what is counted. "
        'Never joined from two places, never with "...".'
    )
    measure: str = Field(description="What kind of count this is; the most exact one.")
    of: str = Field(
        description='What is counted: "civilians", "cruise missiles"; the noun that is meant where it is left out.'
    )
    of_english: str | None = Field(
        default=None, description="`of` in English, without a number; null if it is English."
    )
    value: float | None = Field(
        description="The number: 1.2 million is 1200000, no one 0, a man 1. Null for a vague count "
        '("dozens", "several").'
    )
    upper: float | None = Field(default=None, description="The upper end, only with bound `between`.")
    unit: str | None = Field(
        default=None,
        description='"%", "USD", "acre" and the like; "share" for a fraction of a whole (half is 0.5). '
        "Null for a count of people or things.",
    )
    bound: Bound = Field(
        default="exactly",
        description='"more than 120" is more_than, "at least 3" at_least, "up to 30" at_most, "fewer than 9" '
        'less_than, "about 25", "nearly 25" and vague counts about, "10 to 15" between; else exactly.',
    )
    extent: Extent = Field(
        default="total",
        description="total: the source's whole count for this measure; additional: on top of an earlier count "
        '("another two", "a fourth man"); part: some of a larger count ("among them two children").',
    )
    inclusion: str | None = Field(
        default=None,
        description='Words for who is counted in or left out: "including the gunman", "besides the attacker".',
    )
    category: Category | None = Field(
        default=None,
        description="Whose people, if the article tells: civilians, state_forces (soldiers), police, armed_group "
        "(fighters), attackers (who did it), responders (rescuers, medics).",
    )
    where: str | None = Field(
        default=None, description="Where the count applies, only if that is not the event's place."
    )
    attributed_to: str | None = Field(
        default=None,
        description='Who the article says the number comes from (the person behind a "he"); null when the article '
        "itself states it.",
    )
    as_of: str | None = Field(
        default=None,
        description='Words for when the count held: "initial reports", "by Monday evening"; never the event\'s own '
        "day.",
    )
    period: str | None = Field(
        default=None,
        description='Words that make it a count of a span of time: "in the past 24 hours", "since January", "a day".',
    )
    stance: Stance = Field(
        default="asserted",
        description='asserted; denied: `attributed_to` rejects this number ("denied that 70 had died": value 70; who '
        'counts none asserts 0); feared: possible, not known ("feared dead", "up to 9 may be trapped"); expected: '
        "planned, forecast; hypothetical: if, would, could; other_event: of an event that is there for comparison.",
    )


class CodedFigure(Figure):
    """A figure of a built-in event type."""

    measure: MeasureName


class Place(Record):
    """Where it happened; all but `name` by usual English names."""

    name: str | None = Field(
        default=None,
        description="The article's own words for the place, as narrow as it gets.",
    )
    site: str | None = Field(
        default=None, description="A spot in a town: building, street, block, park, school, base, bridge, camp."
    )
    town: str | None = Field(default=None, description="City, town or village.")
    district: str | None = Field(default=None, description="Quarter of a city; county, district or raion.")
    region: str | None = Field(default=None, description="Province, oblast, state or other first-level region.")
    country: str | None = Field(default=None, description="Country.")

    @property
    def label(self) -> str | None:
        """What people read, narrowest first, without region and country: site and town, else the article's words.

        Words in other letters than Latin ones come last: the other parts are English.
        """
        if self.town:
            return ", ".join(dict.fromkeys(part for part in (self.site, self.town) if part))
        if self.name and not _OTHER_LETTERS.search(self.name):
            return self.name
        return self.site or self.district or (None if self.region or self.country else self.name)

    @property
    def parts(self) -> tuple[str, ...]:
        """What is told of it: the article's words, then each level, narrowest first."""
        return tuple(filter(None, (self.name, self.site, self.town, self.district, self.region, self.country)))


class Actor(Record):
    """A side that took part in the event."""

    name: str = Field(description="The group, force or state.")
    name_english: str | None = Field(default=None, description="Its usual English name, if `name` is not that.")
    role: Literal["perpetrator", "target", "participant"] = Field(
        description="perpetrator: did it, or is said to; target: its aim or victim; participant: else."
    )


class Named(Record):
    """A detail that tells this event from others like it."""

    kind: NamedKind = Field(
        description="victim, suspect: people by name; vehicle: make, ship, train, flight; weapon: its type; site: "
        "school, market, street; group: who is blamed or claims it."
    )
    name: str = Field(description="As the article has it.")
    age: int | None = Field(default=None, description="A person's, in years.")

    @field_validator("age", mode="before")
    @classmethod
    def _keep_years(cls, age: object) -> int | None:
        """Keep a whole number of years; "six months" or "in his 30s" is no age, and costs no event."""
        text = str(age).removesuffix(".0")
        return int(text) if text.isdecimal() and text.isascii() and len(text) <= len("120") else None


class Event(Record):
    """One event as one article reports it."""

    # A user's own type is a subclass: `type` gets a Literal, the docstring says what counts as one.
    type: str = Field(description="What kind of event this is.")
    headline: str = Field(description="What happened, in English, in at most twelve words, with no number in it.")
    place: Place = Field(default_factory=Place, description="Where it happened.")
    when: str | None = Field(default=None, description='Words for when it happened: "on Saturday", "early on May 3".')
    start: date | None = Field(
        default=None,
        description="First day, as YYYY-MM-DD, worked out from `when` and the publication date. Null unless the year, "
        "too, follows from the article.",
    )
    end: date | None = Field(default=None, description="Last day, if not the first.")
    about: str | None = Field(default=None, description="Of a statement: what it is about, no numbers.")
    actors: tuple[Actor, ...] = Field(default=(), description="Who took part.")
    named: tuple[Named, ...] = Field(default=(), description="What sets it apart.")
    figures: tuple[Figure, ...] = Field(default=(), description="Its numbers.")


class CodedEvent(Event):
    """An event of a built-in type: it has no field beyond those of every event."""

    figures: tuple[CodedFigure, ...] = Field(default=(), description="Its numbers.")
