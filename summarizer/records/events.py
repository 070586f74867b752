"""Event reports, which `check` takes from elsewhere too, and what grounding leaves over of an article."""

import contextlib
import math
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import Field, FiniteFloat, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticSerializationError

from ..errors import RecordError
from ..language.dates import FIRST_YEAR, LAST_YEAR, in_calendar
from ..language.quantities import interval, read_numbers
from ..language.visible import one_line
from ..schemas import Actor, Bound, Extent, Place, Record, Stance, why_no_count

# How a quote was matched with its article: character for character; but for case, white space, quotation marks and
# dashes; by likeness.
QuoteMatch = Literal["exact", "folded", "fuzzy"]
# Of characters in a text: what JSON, a spreadsheet and a table of 64-bit integers hold exactly.
Offset = Annotated[int, Field(gt=-(2**53), lt=2**53)]


class ReportedFigure(Record):
    """A figure with its interval.

    Attributes:
        article: The article's id.
        source: The outlet.
        measure: What kind of count it is: killed, wounded, launched …
        of: What is counted, in the article's words.
        low: The lower end that the words allow; None where there is none.
        high: The upper end; None where there is none.
        value: The number itself; None for a vague count.
        bound: How the words limit it.
        unit: None for a count, else as in `Number`.
        words: The number as the article has it: "several".
        extent: A total, a part of one, or an addition to one.
        where: The place that it counts in, if narrower than the event's.
        attributed_to: Who says so; None where the article itself does.
        as_of: The article's words for when it was valid.
        stance: Asserted or denied.
        quote: The article's words.
        start: Where the quote begins in the article's text, in characters; None for a figure that was read from none.
        end: Where it ends.
        corrected: A reviewer's note, where the number is the reviewer's and not what was read from the quote.
        match: How the quote was matched with the text of the article; None where no text was read.
    """

    article: str | None = None
    source: str | None = None
    measure: str
    of: str = ""
    low: FiniteFloat | None = None
    high: FiniteFloat | None = None
    value: FiniteFloat | None = None
    bound: Bound = "exactly"
    unit: str | None = None
    words: str | None = None
    extent: Extent = "total"
    where: str | None = None
    attributed_to: str | None = None
    as_of: str | None = None
    stance: Stance = "asserted"
    quote: str | None = None
    start: Offset | None = None
    end: Offset | None = None
    corrected: str | None = None
    match: QuoteMatch | None = None

    @model_validator(mode="before")
    @classmethod
    def _interval_of_value(cls, fields: Any) -> Any:
        """A record that gives only a value gets the interval of its bound; one with only ends gets the bound."""
        if not isinstance(fields, dict):
            return fields
        for name in ("value", "low", "high"):
            if isinstance(fields.get(name), bool):
                told = f"expected `{name}` as a number, got {str(fields[name]).lower()}"
                raise ValueError(told)  # noqa: TRY004  # which pydantic tells
        value, low, high = fields.get("value"), fields.get("low"), fields.get("high")
        if value is None and low is None and high is None:
            raise ValueError("expected `value`, or `low` or `high`, got none of them")
        if low is None and high is None:
            low, high = interval(_number(value), fields.get("bound") or "exactly")
            return {**fields, "low": low, "high": None if math.isinf(high) else high}
        if "bound" not in fields and value is None:
            bound = (
                "at_least" if high is None else "at_most" if low is None else "exactly" if low == high else "between"
            )
            return {**fields, "bound": bound}
        return fields

    @model_validator(mode="after")
    def _ends_in_order(self) -> Self:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"expected low <= high, got {self.low:g} and {self.high:g}")
        return self

    @model_validator(mode="after")
    def _value_between_its_ends(self) -> Self:
        least = -math.inf if self.low is None else self.low
        slack = 1 if self.bound in ("more_than", "less_than") else 0  # more than 120 may be written as from 121 up
        if self.value is not None and not least - slack <= self.value <= self.highest + slack:
            raise ValueError(f"expected `value` from low to high, got {self.value:g} beside {_ends(self)}")
        return self

    @model_validator(mode="after")
    def _counts_one_by_one(self) -> Self:
        exact = self.low if self.value is None and self.low == self.high else self.value
        if why := why_no_count(self.measure, self.unit, exact, self.low):
            raise ValueError(why)
        return self

    @property
    def lowest(self) -> float:
        """The lower end as a number; 0 where there is none, for what is counted is never less."""
        return 0.0 if self.low is None else self.low

    @property
    def highest(self) -> float:
        """The upper end as a number, infinite where there is none."""
        return math.inf if self.high is None else self.high


def _ends(figure: ReportedFigure) -> str:
    return " to ".join("no end" if end is None else f"{end:g}" for end in (figure.low, figure.high))


def _number(value: Any) -> float:
    """A value that JSON, a database or a spreadsheet gives as a number or as its digits."""
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise ValueError(f"expected `value` as a number, got {str(value)[:40]!r}") from error


class EventReport(Record):
    """One event as one article reports it, its figures grounded.

    Attributes:
        article: The article's id.
        source: The outlet.
        published: When the article was published.
        incident: The id of its incident, where somebody has linked it already.
        copy_of: The id of an article whose text this one's repeats, where there is no text to see it by.
        type: What kind of event it is.
        headline: What happened.
        place: Where.
        when: The article's words for it.
        start: The first day.
        end: The last, if it is not the first.
        about: What a statement is about.
        actors: Who took part.
        figures: The numbers.
    """

    article: str
    source: str | None = None
    published: datetime | date | None = None
    incident: str | None = None
    copy_of: str | None = None
    type: str
    headline: str | None = None
    place: Place = Field(default_factory=Place)
    when: str | None = None
    start: date | None = None
    end: date | None = None
    about: str | None = None
    actors: tuple[Actor, ...] = ()
    figures: tuple[ReportedFigure, ...] = ()

    @field_validator("published", mode="before")
    @classmethod
    def _a_day_has_no_hour(cls, published: Any) -> Any:
        """A day in words stays a day, whether JSON or a dict gives it: pydantic makes midnight of the latter's."""
        if isinstance(published, str) and len(published) == len("2023-05-30"):
            with contextlib.suppress(ValueError):
                return date.fromisoformat(published)
        return published

    @field_validator("published")
    @classmethod
    def _a_day_has_days_around_it(cls, published: date | None) -> date | None:
        """Days are counted from it, forwards and back: at the calendar's ends there are none."""
        if published is not None and not in_calendar(published):
            raise ValueError(f"expected a year from {FIRST_YEAR} to {LAST_YEAR}, got {published.year}")
        return published

    @field_validator("actors", mode="before")
    @classmethod
    def _names_are_participants(cls, actors: Any) -> Any:
        """A record from elsewhere may give names alone."""
        if not isinstance(actors, list | tuple):
            return actors
        return tuple({"name": actor, "role": "participant"} if isinstance(actor, str) else actor for actor in actors)

    @field_validator("figures", mode="after")
    @classmethod
    def _figures_know_their_article(
        cls, figures: tuple[ReportedFigure, ...], info: ValidationInfo
    ) -> tuple[ReportedFigure, ...]:
        known = {"article": info.data.get("article"), "source": info.data.get("source")}
        return tuple(
            figure.model_copy(update={name: value for name, value in known.items() if getattr(figure, name) is None})
            for figure in figures
        )


class UnaccountedNumber(Record):
    """A number of an article that no figure claims and no rule dismisses.

    `why` is what the model said of it in a second pass, None where it was not asked.
    """

    start: int
    end: int
    text: str
    why: str | None = None


class ArticleNumbers(Record):
    """What became of the numbers of one article: total = claimed + dismissed + unaccounted."""

    total: int
    claimed: int
    dismissed: int
    dismissed_by: dict[str, int] = Field(default_factory=dict)
    unaccounted: tuple[UnaccountedNumber, ...] = ()


class Rejected(Record):
    """A figure of a reply that is not proved by its article; it reaches no incident."""

    article: str
    source: str | None
    measure: str
    of: str
    value: float | None
    quote: str
    reason: str


def event_report(record: EventReport | dict[str, Any]) -> EventReport:
    """An event report from its JSON form. Raises RecordError that names what does not fit."""
    if isinstance(record, EventReport):
        return record
    try:
        report = EventReport.model_validate(record)
        report.model_dump_json()
    except PydanticSerializationError as error:  # Python's texts can hold it, and no report could be written with it
        raise RecordError(
            "expected Unicode text, got half of a character (\\ud800 to \\udfff): mend the record"
        ) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = one_line(".".join(str(part) for part in first["loc"]), 80) or "the record"
        raise RecordError(f"expected an event record, got at {where}: {first['msg']}") from error
    except OverflowError as error:
        raise RecordError("expected an event record, got a number too large to be a count") from error
    return report


def proved_headline(headline: str, figures: Sequence[ReportedFigure]) -> str | None:
    """The headline, unless it says a number that is no figure of its event."""
    proved = {(figure.lowest, figure.highest) for figure in figures}
    said = [n for n in read_numbers(headline) if n.kind != "designator" and (n.value != 0 or n.text[0].isdigit())]
    return headline if all((number.low, number.high) in proved for number in said) else None
