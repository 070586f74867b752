"""Reviews: what a person decided on findings and figures, and an incident as these decisions leave it."""

from datetime import date
from typing import Literal, Protocol

from pydantic import FiniteFloat

from ..schemas import Bound, Record
from .events import ReportedFigure
from .incidents import BestRule, Finding, Incident, Kind, NearMiss


class Review(Record):
    """One decision of a reviewer, on the finding or the figure that has this id (`identities`).

    A corrected figure has a `value`, its `bound` and, if that is `between`, an `upper` end; a corrected finding the
    `kind` that it really is and the id of the figure that `stands`. `withdrawn` takes an earlier decision back.
    `about` says what was decided on, for a person; `at` when, as the browser wrote it. `passage` is the id of the same
    words of the same outlet, by which a decision is found again when the article was edited elsewhere.
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
    """A decision that was applied: the finding or the figure as it was, and as it is now; None where it is left out."""

    review: Review
    incident: str
    finding: Finding | None = None
    figure: ReportedFigure | None = None
    finding_now: Finding | None = None
    figure_now: ReportedFigure | None = None


class CheckedIncident(Record):
    """One incident with what was found of it, and what reviewers decided: a line of the report that has no end."""

    incident: Incident
    findings: tuple[Finding, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    reviewed: tuple[Reviewed, ...] = ()


class Reviewing(Protocol):
    """One incident as its reviewers left it."""

    def __call__(self, checked: CheckedIncident, *, newest: date | None, best: BestRule) -> CheckedIncident:
        """`newest` is the run's last day of publication, `best` its rule."""
        ...
