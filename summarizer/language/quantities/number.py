"""`Number`: one numeric mention in a text, as an interval."""

import math
from dataclasses import dataclass
from typing import Literal

from ..bounds import WordedBound

Kind = Literal["quantity", "percent", "money", "ordinal", "date", "time", "age", "designator", "unread"]


@dataclass(frozen=True, slots=True)
class Number:
    """One numeric mention of a text.

    Attributes:
        start: Where it begins, in characters (code points).
        end: Where it ends.
        text: The words: `source[start:end]`.
        kind: What it is; dates, times, designators and `unread` count nothing.
        low: The lower end of the interval that the words allow, infinite where they set none; NaN for what counts
            nothing.
        high: The upper end, likewise.
        unit: "%" for a percentage, an ISO 4217 code for money, "share" for a fraction of a whole, the unit for a
            measurement, and None for a count.
        bound: How the words limit the number; the interval of "more_than", "less_than", "just_over" and "nearly" leaves
            that end out.
        value: The number itself ("more than 120": 120), None for a vague count.
    """

    start: int
    end: int
    text: str
    kind: Kind
    low: float = math.nan
    high: float = math.nan
    unit: str | None = None
    bound: WordedBound = "exactly"
    value: float | None = None

    @property
    def limit(self) -> WordedBound:
        """Alias of `bound`, under the name that `summarizer numbers --format json` prints."""
        return self.bound
