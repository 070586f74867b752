"""Reviews: decisions of a person on findings and figures, and their results."""

from datetime import date
from typing import Literal, Protocol

from pydantic import FiniteFloat

from ..schemas import Bound, Record
from .events import ReportedFigure
from .incidents import BestRule, Finding, Incident, Kind, NearMiss


class Review(Record):
    """One decision of a reviewer, on the finding or the figure with this id (`records.ids`).

    A corrected figure has a `value`, its `bound` and, if that is `between`, an `upper` end; a corrected finding the
    `kind` that it really is and the id of the figure that `stands`. `withdrawn` revokes an earlier decision.
    `about` describes its subject to a person; `at` is its time, as the browser wrote it. `passage` is the id of the
    same words of the same outlet, by which a decision still applies when the article was edited elsewhere.
    """

    id: str
    subject: Literal["finding", "figure"]
    decision: Literal["accepted", "rejected", "corrected", "withdrawn"]
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


class Reviewed(Record):
    """An applied decision: the finding or the figure before, and now; None where it is left out."""

    review: Review
    incident: str
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
