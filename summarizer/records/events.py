"""Event reports with their figures, rejected figures, and the accounting of an article's numbers."""

import contextlib
import math
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, FiniteFloat, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticSerializationError

from ..errors import RecordError
from ..language.dates import FIRST_YEAR, LAST_YEAR, in_calendar
from ..language.quantities import interval, read_numbers
from ..language.visible import normalize_name
from ..schemas import Actor, Bound, Category, Extent, Named, Place, Record, Stance, why_no_count
from .invalid_fields import describe_invalid

# How a quote was matched with its article: character for character; but for case, white space, quotation marks and
# dashes; by likeness.
QuoteMatch = Literal["exact", "folded", "fuzzy"]
# The parts of a claim beside its number.
ClaimPart = Literal["measure", "of", "attributed_to", "stance", "extent", "period", "inclusion", "where", "as_of"]
# The version of the JSON form of records and summaries. 2 added places in parts, named details, and what a figure says
# beyond its number; all has defaults, so that forms of version 1 are read.
SCHEMA_VERSION: Final = 2
# How narrowly the place of a coded event is known: in the town, near it, or only somewhere in a wider area.
PlacePrecision = Literal["town", "near_town", "district", "region", "country"]
# The levels of a place that say too much where no more than the first is known.
_TOO_NARROW: Final[dict[str, tuple[str, ...]]] = {
    "district": ("name", "site", "town"),
    "region": ("name", "site", "town", "district"),
    "country": ("name", "site", "town", "district", "region"),
}
# From this confidence on, nine in ten figures of the built-in reader are right in labelled local news, nearly all in
# short reports (`docs/accuracy.md`).
SURE: Final = 0.85
# Of characters in a text: what JSON, a spreadsheet and a table of 64-bit integers hold exactly.
Offset = Annotated[int, Field(gt=-(2**53), lt=2**53)]


class Proof(Record):
    """The parts of a claim beside its number that the article's words prove, and those that are the reader's word."""

    proved: tuple[ClaimPart, ...] = ()
    unproved: tuple[ClaimPart, ...] = ()


class ReportedFigure(Record):
    """A figure with its interval.

    Attributes:
        article: The article's id.
        source: The outlet.
        measure: The kind of count: killed, wounded, launched …
        of: The population or things counted, in the article's words.
        low: The lower end that the words allow; None where there is none.
        high: The upper end; None where there is none.
        value: The number itself; None for a vague count.
        bound: The limit that the words put on the value.
        unit: None for a count, else as in `Number`.
        words: The number as the article has it: "several".
        extent: A total, a part of one, or an addition to one.
        where: The place that it counts in, if narrower than the event's.
        attributed_to: The source that the article names; None where the article itself says so.
        as_of: The article's words for the time of the count.
        stance: Asserted, denied, feared, expected, hypothetical, or of another event.
        quote: The article's words.
        start: The offset of the quote in the article's text, in characters; None for a figure that came without one.
        end: The offset of its end.
        corrected: A reviewer's note, where the number is the reviewer's and not the one read from the quote.
        match: The way the quote was matched with the article's text; None where no text was read.
        of_english: `of` in English, by the model; None where it is English.
        inclusion: The article's words for who is counted in or left out: "including the gunman".
        category: Whose people are counted; None where the article does not tell, or for things.
        period: The article's words for the span that is counted: "since January"; None for a count of the event.
        implicit: Whether the value is 1 by a noun phrase without a numeral, "a man", or by a name.
        proof: What is proved of the claim beside the number; None where no text was read.
        confidence: The probability that the built-in reader read it rightly; None for what it did not read.
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
    of_english: str | None = None
    inclusion: str | None = None
    category: Category | None = None
    period: str | None = None
    implicit: bool = False
    proof: Proof | None = None
    confidence: FiniteFloat | None = Field(default=None, ge=0, le=1)

    @model_validator(mode="before")
    @classmethod
    def _fill_interval(cls, fields: Any) -> Any:
        """Fill the interval of a record that gives only a value, or the bound of one that gives only the ends."""
        if not isinstance(fields, dict):
            return fields
        for name in ("value", "low", "high"):
            if isinstance(fields.get(name), bool):
                message = f"expected `{name}` as a number, got {str(fields[name]).lower()}"
                raise ValueError(message)  # noqa: TRY004  # which pydantic tells
        value, low, high = fields.get("value"), fields.get("low"), fields.get("high")
        if value is None and low is None and high is None:
            raise ValueError("expected `value`, or `low` or `high`, got none of them")
        if low is None and high is None:
            low, high = interval(_parse_number(value), fields.get("bound") or "exactly")
            return {**fields, "low": low, "high": None if math.isinf(high) else high}
        if "bound" not in fields and value is None:
            bound = (
                "at_least" if high is None else "at_most" if low is None else "exactly" if low == high else "between"
            )
            return {**fields, "bound": bound}
        return fields

    @model_validator(mode="after")
    def _check_ends(self) -> Self:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"expected low <= high, got {self.low:g} and {self.high:g}")
        return self

    @model_validator(mode="after")
    def _check_value(self) -> Self:
        least = -math.inf if self.low is None else self.low
        slack = 1 if self.bound in ("more_than", "less_than") else 0  # more than 120 may be written as from 121 up
        if self.value is not None and not least - slack <= self.value <= self.highest + slack:
            raise ValueError(f"expected `value` from low to high, got {self.value:g} beside {_format_ends(self)}")
        return self

    @model_validator(mode="after")
    def _check_count(self) -> Self:
        exact = self.low if self.value is None and self.low == self.high else self.value
        if why := why_no_count(self.measure, self.unit, exact, self.low):
            raise ValueError(why)
        return self

    @property
    def is_claim(self) -> bool:
        """Whether a source says that the number is so, or is not so: not feared, forecast, of another event."""
        return self.stance in ("asserted", "denied")

    @property
    def is_sure(self) -> bool:
        """Whether it may accuse: a model read it, or a person, or the built-in reader is sure of it."""
        return self.confidence is None or self.confidence >= SURE

    @property
    def counted(self) -> str:
        """What it counts in English, where the reader gave it: the words that populations are compared by."""
        return self.of_english or self.of

    @property
    def is_toll(self) -> bool:
        """Whether it is an asserted total of the event itself, and not of a span of time."""
        return self.stance == "asserted" and self.extent == "total" and self.period is None

    @property
    def lowest(self) -> float:
        """The lower end as a number; 0 where there is none, for what is counted is never less."""
        return 0.0 if self.low is None else self.low

    @property
    def highest(self) -> float:
        """The upper end as a number, infinite where there is none."""
        return math.inf if self.high is None else self.high


def _format_ends(figure: ReportedFigure) -> str:
    return " to ".join("no end" if end is None else f"{end:g}" for end in (figure.low, figure.high))


def _parse_number(value: Any) -> float:
    """Read a value that JSON, a database or a spreadsheet gives as a number or as its digits."""
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
        incident: The id of its incident, if the report comes already linked.
        copy_of: The id of the article that this one copies, where there is no text to detect it by.
        type: The event type.
        headline: The event in a few words.
        place: The place of the event.
        when: The article's words for the time.
        start: The first day.
        end: The last day, if it is not the first.
        about: The topic of a statement.
        actors: The participants.
        figures: The numbers.
        named: What the article names that tells this event from others: victims, suspects, vehicles, weapons, sites.
        schema_version: The version of the form.
        terms: Rare words of what the article says of the event, folded: what linking compares beside the fields.
        dataset: The coded dataset of whose rows this is one, such as "ACLED". Its rows are events, not reports: two
            with different ids are two events.
        dataset_id: The id of the event in that dataset; rows with one id are one event.
        date_precision: The number of days within which the event is dated, where `start` to `end` is the period in
            which it may have happened (7 for a week); None where they are its first and last day.
        place_precision: The narrowest level at which the place is known, where `place` names a narrower one that
            stands for it; None where the place is as named.
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
    named: tuple[Named, ...] = ()
    schema_version: int = SCHEMA_VERSION
    terms: tuple[str, ...] = ()
    dataset: str | None = Field(default=None, min_length=1)
    dataset_id: str | None = Field(default=None, min_length=1)
    date_precision: int | None = Field(default=None, ge=1, lt=2**31)
    place_precision: PlacePrecision | None = None

    @property
    def dataset_key(self) -> str | None:
        """The dataset by letters and digits alone: rows of "EM-DAT" and "emdat" are of one."""
        return self.dataset and ("".join(filter(str.isalnum, self.dataset.casefold())) or self.dataset)

    @property
    def precise_place(self) -> Place:
        """The place without the levels at which it is not known."""
        narrower = _TOO_NARROW.get(self.place_precision or "", ())
        if not narrower:
            return self.place
        return Place(**{name: getattr(self.place, name) for name in Place.model_fields if name not in narrower})

    @model_validator(mode="after")
    def _check_dataset(self) -> Self:
        if self.dataset_id is not None and self.dataset is None:
            raise ValueError("expected `dataset` beside `dataset_id`, got none")
        return self

    @field_validator("source", "incident", "copy_of")
    @classmethod
    def _leave_out_blank(cls, name: str | None) -> str | None:
        """A blank name is none: it would make one outlet, or one incident, of all records that lack it."""
        return name if name and not name.isspace() else None

    @field_validator("incident")
    @classmethod
    def _normalize_incident(cls, incident: str | None) -> str | None:
        """Take two spellings of one name in Unicode for one incident."""
        return incident and normalize_name(incident)

    @field_validator("published", mode="before")
    @classmethod
    def _keep_day(cls, published: Any) -> Any:
        """Keep an ISO day a day, from JSON and from a dict alike: pydantic turns the latter's into midnight."""
        if isinstance(published, str) and len(published) == len("2023-05-30"):
            with contextlib.suppress(ValueError):
                return date.fromisoformat(published)
        return published

    @field_validator("published")
    @classmethod
    def _check_year(cls, published: date | None) -> date | None:
        """Refuse a year at the calendar's ends: days are counted from `published`, forwards and back."""
        if published is not None and not in_calendar(published):
            raise ValueError(f"expected a year from {FIRST_YEAR} to {LAST_YEAR}, got {published.year}")
        return published

    @field_validator("actors", mode="before")
    @classmethod
    def _name_participants(cls, actors: Any) -> Any:
        """A record from elsewhere may give names alone."""
        if not isinstance(actors, list | tuple):
            return actors
        return tuple({"name": actor, "role": "participant"} if isinstance(actor, str) else actor for actor in actors)

    @field_validator("figures", mode="after")
    @classmethod
    def _fill_article(cls, figures: tuple[ReportedFigure, ...], info: ValidationInfo) -> tuple[ReportedFigure, ...]:
        defaults = {"article": info.data.get("article"), "source": info.data.get("source")}
        return tuple(
            figure.model_copy(update={name: value for name, value in defaults.items() if getattr(figure, name) is None})
            for figure in figures
        )


def parse_event_report(record: EventReport | dict[str, Any]) -> EventReport:
    """Parse the JSON form of an event report. Raises RecordError that names the field that does not fit."""
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
        raise RecordError(describe_invalid(error, "an event record")) from error
    except OverflowError as error:
        raise RecordError("expected an event record, got a number too large to be a count") from error
    return report


def prove_headline(headline: str, figures: Sequence[ReportedFigure]) -> str | None:
    """Return the headline, or None if it has a number that is no figure of its event."""
    proved = {(figure.lowest, figure.highest) for figure in figures}
    said = [n for n in read_numbers(headline) if n.kind != "designator" and (n.value != 0 or n.text[0].isdigit())]
    return headline if all((number.low, number.high) in proved for number in said) else None
