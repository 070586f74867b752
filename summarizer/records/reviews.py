"""Reviews: decisions of a person on findings, figures and links of reports, and their results."""

import json
from datetime import date
from typing import Any, Literal, Protocol

from pydantic import Field, FiniteFloat, field_validator

from ..schemas import Bound, Record
from .digests import hash_json
from .events import EventReport, ReportedFigure
from .ids import canonical_json
from .incidents import BestRule, Finding, Incident, Kind, NearMiss

_KEY_DIGITS = 16  # hex digits, 64 bits, as of the ids of figures


class ReportKey(Record):
    """A report by what survives an edit and a new reading: its article, and which of the article's events it is.

    The article is known by its id; once its text, and so its id, has changed, by its address and outlet or its file.
    `type`, `day` (the first), `place` and `headline` tell its events apart, and first of all `content`, the digest of
    all that was read of the event; an article with one event needs none of them.
    """

    article: str
    path: str | None = None
    url: str | None = None
    source: str | None = None
    type: str | None = None
    day: date | None = None
    place: str | None = None
    headline: str | None = None
    content: str | None = None

    @property
    def digest(self) -> str:
        """The digest of the article's id and the event, 16 hex digits."""
        day = self.day.isoformat() if self.day else None
        return hash_json(self.article, self.type, day, self.place, self.headline, self.content)[:_KEY_DIGITS]


def report_key(report: EventReport, *, path: str | None = None, url: str | None = None) -> ReportKey:
    """Make the key of a report; `path` and `url` are its article's, where known."""
    return ReportKey(
        article=report.article,
        path=path,
        url=url,
        source=report.source,
        type=report.type,
        day=report.start,
        place=next(iter(report.place.parts), None),
        headline=report.headline,
        content=content_digest(report),
    )


def content_digest(report: EventReport) -> str:
    """The digest of what a report says, whatever incident it came with: 16 hex digits."""
    return hash_json(canonical_json(report.model_copy(update={"incident": None, "copy_of": None})))[:_KEY_DIGITS]


class Review(Record):
    """One decision of a reviewer, on the finding or the figure with this id (`records.ids`), or on two reports.

    A corrected figure has a `value`, its `bound` and, if that is `between`, an `upper` end; a corrected finding the
    `kind` that it really is and the id of the figure that `stands`. `withdrawn` revokes an earlier decision.
    `about` describes its subject to a person; `at` is its time, as the browser wrote it. `passage` is the id of the
    same words of the same outlet, by which a decision still applies when the article was edited elsewhere.
    On a link, `same` says that the reports `a` and `b` tell of one event, `different` that they tell of two.
    """

    id: str
    subject: Literal["finding", "figure", "link"]
    decision: Literal["accepted", "rejected", "corrected", "same", "different", "withdrawn"]
    note: str = ""
    by: str | None = None
    at: str | None = None
    about: str | None = None
    kind: Kind | None = None
    stands: str | None = None
    value: FiniteFloat | None = None
    upper: FiniteFloat | None = None
    bound: Bound | None = None
    passage: str | None = None
    a: ReportKey | None = None
    b: ReportKey | None = None

    @field_validator("a", "b", mode="before")
    @classmethod
    def _read_cell(cls, key: Any) -> Any:
        """Read the key of a report from the JSON in a table's cell."""
        try:
            return json.loads(key) if isinstance(key, str) else key
        except RecursionError as error:
            raise ValueError("expected the key of a report, got brackets nested too deeply") from error


def link_review(a: ReportKey, b: ReportKey, *, same: bool, **fields: Any) -> Review:
    """Make the decision that two reports tell of one event, or of two; its id is the same in either order."""
    first, second = sorted((a, b), key=lambda key: key.digest)
    return Review(
        id=f"link-{first.digest}-{second.digest}",
        subject="link",
        decision="same" if same else "different",
        a=first,
        b=second,
        **fields,
    )


class Reviewed(Record):
    """An applied decision: the finding or the figure before, and now; None where it is left out.

    For a decision on two reports `incident` and `other` are the incidents in which they are now; `overruled` tells that
    a later decision contradicts it, so that it is not applied. `weight` and `evidence` are what linking made of the two
    by itself, as of a `Link`; None and empty where it did not compare them, and in a stream.
    """

    review: Review
    incident: str
    other: str | None = None
    overruled: bool = False
    weight: float | None = None
    evidence: dict[str, float] = Field(default_factory=dict)
    finding: Finding | None = None
    figure: ReportedFigure | None = None
    finding_now: Finding | None = None
    figure_now: ReportedFigure | None = None


class CheckedIncident(Record):
    """One incident with its findings, near misses and reviews: a line of the format `incidents`."""

    incident: Incident
    findings: tuple[Finding, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    reviewed: tuple[Reviewed, ...] = ()


class Reviewing(Protocol):
    """Apply the reviews to one incident."""

    def __call__(self, checked: CheckedIncident, *, newest: date | None, best: BestRule) -> CheckedIncident:
        """`newest` is the run's last day of publication, `best` its rule."""
        ...
