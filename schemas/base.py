"""`Event`, `Figure`, `Place`, `Actor`: what one article says of one event, and each number in it.

The docstrings and field descriptions here are the codebook: they are what the model is told.
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from ..language.bounds import Bound

Extent = Literal["total", "additional", "part"]
Stance = Literal["asserted", "denied"]


class Record(BaseModel):
    """What every record is: immutable, and refused when it carries a field that it should not."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Figure(Record):
    """One number as one source states it in one article.

    Two sources for one measure are two figures. A number that an article replaces by a later one
    ("initially two, now four") is two figures as well.
    """

    quote: str = Field(
        description="The shortest passage of the article, word for word, that holds the number, its bound "
        'and what is counted. Never spelled differently, never joined from two places, never with "...".'
    )
    measure: str = Field(description="What kind of count this is; take the most exact one.")
    of: str = Field(description='What is counted, in the article\'s words: "civilians", "cruise missiles".')
    value: float | None = Field(
        description="The number, written out (1.2 million is 1200000; no one is 0). "
        'Null where the article gives no number but a vague count ("dozens", "several").'
    )
    upper: float | None = Field(default=None, description="The upper end, only with bound `between`; else null.")
    unit: str | None = Field(
        default=None,
        description='What the number is measured in, where it is no plain count: "%", "USD", "EUR", "km", "kg"; '
        '"share" for a fraction of a whole (half is 0.5, unit share). Null for a count of people or things.',
    )
    bound: Bound = Field(
        default="exactly",
        description='How the article limits the number: "more than 120" is more_than, "at least 3" at_least, '
        '"up to 30" at_most, "fewer than 9" less_than, "about 25", "nearly 25" and vague counts about, '
        '"10 to 15" between; exactly where it says nothing of the kind.',
    )
    extent: Extent = Field(
        default="total",
        description="total: the source's whole count for this measure; additional: on top of an earlier count "
        '("another two"); part: some of a larger count that is also given ("five of the eight").',
    )
    where: str | None = Field(
        default=None, description="Where the count applies, only if that is narrower than the event's place."
    )
    attributed_to: str | None = Field(
        default=None,
        description="Who the article says the number comes from, in its words; null when the article itself states it.",
    )
    as_of: str | None = Field(
        default=None,
        description='The article\'s words for when the count was valid: "initial reports", "by Monday evening".',
    )
    stance: Stance = Field(
        default="asserted",
        description="denied where the source in `attributed_to` rejects this number as untrue "
        '("denied that 70 had died": value 70, denied); a source that counts none asserts 0.',
    )


class Place(Record):
    """Where it happened, from the narrowest to the widest; null for what the article does not say."""

    name: str | None = Field(default=None, description="Village, city, base, bridge or other named site.")
    region: str | None = Field(default=None, description="Province, oblast, state or other first-level region.")
    country: str | None = Field(default=None, description="Country, by its usual English name.")


class Actor(Record):
    """A side that took part in the event."""

    name: str = Field(description="The group, force or state, in the article's words.")
    role: Literal["perpetrator", "target", "participant"] = Field(
        description="perpetrator: did it, or is said to have; target: was its aim or victim; participant: else."
    )


class Event(Record):
    """One event as one article reports it."""

    # A user's own type is a subclass: `type` gets a Literal, the docstring says what counts as one.
    type: str = Field(description="What kind of event this is.")
    headline: str = Field(
        description="What happened, in at most twelve words, with no number in it: numbers belong in `figures`."
    )
    place: Place = Field(default_factory=Place, description="Where it happened.")
    when: str | None = Field(
        default=None, description='The article\'s own words for when it happened: "on Saturday", "early on May 3".'
    )
    start: date | None = Field(
        default=None,
        description="First day, as YYYY-MM-DD. Work it out from `when` and the publication date. "
        "Null unless day, month and year all follow from the article.",
    )
    end: date | None = Field(default=None, description="Last day, if not the first; else null.")
    actors: tuple[Actor, ...] = Field(default=(), description="The sides that took part.")
    figures: tuple[Figure, ...] = Field(
        default=(), description="Every number that tells how large the event was, one entry for each source."
    )
