"""Replies to the second looks: repairs of figures, and accounts of numbers."""

from pydantic import Field

from ..language.bounds import Bound
from .base import Category, Extent, Record, Stance


class Repair(Record):
    """One entry, mended: the fields that a proof rests on. The last six are null where the entry is right."""

    entry: int = Field(description="The entry's number.")
    quote: str | None = Field(description="As in the first reading; null if the article does not hold the number.")
    value: float | None = Field(default=None, description="As in the first reading.")
    upper: float | None = Field(default=None, description="As in the first reading.")
    unit: str | None = Field(default=None, description="As in the first reading.")
    bound: Bound = Field(default="exactly", description="As in the first reading.")
    measure: str | None = Field(default=None, description="What kind of count it is, if another.")
    of: str | None = Field(default=None, description="What is counted, if something else.")
    attributed_to: str | None = Field(default=None, description='Who says so, if somebody else; "" for the article.')
    extent: Extent | None = Field(default=None, description="If another.")
    period: str | None = Field(default=None, description="The words for a span of time, if it counts one.")
    stance: Stance | None = Field(default=None, description="If another.")


class Repairs(Record):
    """Every entry once."""

    repairs: tuple[Repair, ...]


class Account(Record):
    """What one number belongs to: an event's figure, or nothing."""

    number: int = Field(description="The number's place in the list.")
    event: int | None = Field(description="The event whose size it tells; null if it tells of none.")
    why_none: str | None = Field(default=None, description="If `event` is null: what the number is, in a few words.")
    measure: str | None = Field(default=None, description="If not null: one of the measures listed for that event.")
    of: str | None = Field(default=None, description="What is counted, in the article's words.")
    of_english: str | None = Field(default=None, description="The same in English; null if it is English.")
    quote: str | None = Field(default=None, description="The shortest passage, word for word, that holds the number.")
    value: float | None = Field(default=None, description="The number; null for a vague count.")
    upper: float | None = Field(default=None, description="The upper end of a range, else null.")
    unit: str | None = Field(default=None, description='"%", "USD", "km", "share" and the like; null for a count.')
    bound: Bound = Field(default="exactly", description="How the article limits the number.")
    extent: Extent = Field(default="total", description="total, additional, or part of a larger count.")
    inclusion: str | None = Field(default=None, description="Words for who is counted in or left out.")
    category: Category | None = Field(default=None, description="Whose people, if the article tells.")
    where: str | None = Field(default=None, description="If narrower than the event's place.")
    attributed_to: str | None = Field(default=None, description="Who the article says it comes from.")
    as_of: str | None = Field(default=None, description="The article's words for when it was valid.")
    period: str | None = Field(default=None, description="Words that make it a count of a span of time.")
    stance: Stance = Field(default="asserted", description="asserted, denied, feared, expected and so on.")


class Accounts(Record):
    """Every number once."""

    numbers: tuple[Account, ...]
