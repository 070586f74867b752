"""`Number`: one numeric mention in a text, as an interval."""

import math
from dataclasses import dataclass
from typing import Literal

Kind = Literal["quantity", "percent", "money", "ordinal", "date", "time", "age", "designator", "unread"]
Limit = Literal[
    "exactly", "about", "nearly", "just_over", "at_least", "more_than", "at_most", "less_than", "between", "vague"
]


@dataclass(frozen=True, slots=True)
class Number:
    """One numeric mention: `text` is `source[start:end]`, offsets in code points.

    `low` and `high` are the ends of the interval that the words allow, infinite where they set no
    end; both are NaN for dates, times, designators and `unread`, which count nothing. `limit` is how
    the words limit the number, and tells whether an end belongs to the interval (see `low_open`).
    `value` is the number itself ("more than 120": 120), None for a vague count. `unit` is "%" for
    a percentage, an ISO 4217 code for money, "share" for a fraction of a whole, the unit for a
    measurement, and None for a count.
    """

    start: int
    end: int
    text: str
    kind: Kind
    low: float = math.nan
    high: float = math.nan
    unit: str | None = None
    limit: Limit = "exactly"
    value: float | None = None

    @property
    def low_open(self) -> bool:
        """Whether the interval leaves out its lower end: "more than 120" does."""
        return self.limit in ("more_than", "just_over")

    @property
    def high_open(self) -> bool:
        """Whether the interval leaves out its upper end: "fewer than 9" does."""
        return self.limit in ("less_than", "nearly")
