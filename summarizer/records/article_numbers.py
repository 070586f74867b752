"""Accounting of an article's numbers, and the figures of replies that are not proved."""

from pydantic import Field

from ..schemas import Record


class UnaccountedNumber(Record):
    """A number of an article that no figure claims and no rule dismisses.

    `why` is the model's answer about it in a second pass, None where it was not asked.
    """

    start: int
    end: int
    text: str
    why: str | None = None


class ArticleNumbers(Record):
    """The accounting of one article's numbers: total = claimed + dismissed + unaccounted."""

    total: int
    claimed: int
    dismissed: int
    dismissed_by: dict[str, int] = Field(default_factory=dict)
    unaccounted: tuple[UnaccountedNumber, ...] = ()


class Rejected(Record):
    """A figure of a reply that its article does not prove; it reaches no incident."""

    article: str
    source: str | None
    measure: str
    of: str
    value: float | None
    quote: str
    reason: str
