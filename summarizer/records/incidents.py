"""Incidents: reports of one event, their estimates, and what the checker found of their figures."""

from datetime import date
from typing import Final, Literal, get_args

from pydantic import Field

from ..schemas import MEASURES, Place, Record
from .events import EventReport, ReportedFigure

BestRule = Literal["latest", "median", "mode", "min", "max", "most_sourced"]
BEST_RULES: Final[tuple[BestRule, ...]] = get_args(BestRule)

Kind = Literal["conflict", "dispute", "arithmetic", "retraction", "revision", "uncorroborated", "agreement"]
FLAGGED: Final[tuple[Kind, ...]] = ("conflict", "dispute", "arithmetic", "retraction", "revision")  # what accuses
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

Verdict = Literal[
    "conflict",
    "revision",
    "retraction",
    "dispute",
    "agreement",
    "repeat",
    "consistent",
    "not_comparable",
    "arithmetic",
]
# What decided, by a name that stays the same from release to release; `docs/findings.md` says when each applies.
Rule = Literal[
    "measure", "gauge", "other", "unit", "population", "scope", "extent", "stance", "zero", "nested", "same-source",
    "meets", "disjoint", "fixed", "other-source", "order", "change", "replaced", "stale", "sum", "exceeds", "places",
    "outcome", "addition", "one-source", "link",
]  # fmt: skip
RULES: Final[tuple[Rule, ...]] = get_args(Rule)


class IncidentEstimate(Record):
    """Low, best and high for one measure and population, in `unit` (None for a count); None where there is no end.

    `by_rule` is what best would be by each rule (`consistency.Estimate`); `spread` the highest of these less
    the lowest; `relative_spread` that as a share of the highest.
    """

    measure: str
    of: str
    low: float | None
    best: float | None
    high: float | None
    unit: str | None = None
    by_rule: dict[BestRule, float] = Field(default_factory=dict)
    spread: float = 0.0
    relative_spread: float = 0.0


class Link(Record):
    """What ties two of an incident's events, by their places in it: `weight` is the sum of the evidence, in bits.

    Each field's evidence is a log-odds: above 0 it speaks for one event, below against.
    """

    a: int
    b: int
    weight: float
    evidence: dict[str, float]


class Rival(Record):
    """The nearest report of another incident, and why it is not of this one. `ours` and `theirs` are article ids."""

    incident: str
    ours: str
    theirs: str
    weight: float
    evidence: dict[str, float]
    reason: str


class Incident(Record):
    """One real-world event.

    Attributes:
        id: A digest of its reports, or the id that they were given.
        type: What kind of event it is.
        headline: What happened.
        place: Where.
        start: The first day; None where no article says.
        end: The last, if it is not the first.
        sources: Article ids; marker [1] in `summary` is the first of them.
        events: The reports of it.
        estimates: Low, best and high for each measure and population.
        summary: What is known of it, in sentences.
        copies: For each article that repeats another's text, the one it repeats.
        cores: For each event, the number of the group that is sure to be of one incident: 0 is the main one, by which
            the estimates go; events of another are only possibly the same, and accuse nobody.
        links: Each event's strongest; empty where incident ids were given, and in a stream.
        rival: The nearest event that was left out; None likewise.
        uncompared: How many of its figures were compared with no other: of a measure with very many figures those are
            compared that differ most.
        error: Why nothing is found of it, where linking or checking failed on it; its reports are as they were read.
    """

    id: str
    type: str
    headline: str
    place: Place
    start: date | None
    end: date | None
    sources: tuple[str, ...]
    events: tuple[EventReport, ...]
    estimates: tuple[IncidentEstimate, ...]
    summary: str
    copies: dict[str, str] = Field(default_factory=dict)
    cores: tuple[int, ...] = ()
    links: tuple[Link, ...] = ()
    rival: Rival | None = None
    uncompared: int = 0
    error: str | None = None

    @property
    def possibly(self) -> tuple[EventReport, ...]:
        """The events that are only possibly of this incident."""
        return tuple(event for event, core in zip(self.events, self.cores, strict=False) if core)


class Finding(Record):
    """What the checker says of figures of one incident.

    Attributes:
        kind: conflict, dispute, arithmetic, retraction, revision, uncorroborated or agreement.
        incident: The incident's id.
        measure: What is counted.
        figures: Those that it is about; the last one of an `arithmetic` finding is the whole.
        explanation: Why, in a sentence.
        stands: The figure that holds now, if one does.
        severity: From 0; findings come in its order, the highest first.
        rule: The stable name of what decided.
    """

    kind: Kind
    incident: str
    measure: str
    figures: tuple[ReportedFigure, ...]
    explanation: str
    stands: ReportedFigure | None = None
    severity: float
    rule: Rule


class NearMiss(Record):
    """Two figures that differ and are no conflict, and why not.

    `may_conflict` says that they would be one if their reports tell of one event, or if those whom one report calls
    workers or residents are all who were hurt: what a person should look at.
    """

    incident: str
    figures: tuple[ReportedFigure, ReportedFigure]
    reason: str
    rule: Rule
    may_conflict: bool = False


class Pair(Record):
    """Any two figures of one incident: what was found, by which rule, and why."""

    incident: str
    figures: tuple[ReportedFigure, ReportedFigure]
    verdict: Verdict
    reason: str
    rule: Rule


class Sensitivity(Record):
    """How far a run's total for one measure and kind of thing depends on the rule for best, and on what is one event.

    `incidents` have an estimate of it; in `dependent` of these best differs with the rule. `totals` are the
    sums of best by each rule, empty where a sum says nothing (percentages, shares, magnitudes) or may count one
    event twice; `spread` and `relative_spread` are as in `IncidentEstimate`. `doubtful` of the incidents may be one
    with another, or hold events that are only possibly of it: if any do, `ranges` are the lowest and the highest
    that each sum can be.
    """

    measure: str
    of: str
    unit: str | None = None
    incidents: int
    dependent: int
    totals: dict[BestRule, float] = Field(default_factory=dict)
    doubtful: int = 0
    ranges: dict[BestRule, tuple[float, float]] = Field(default_factory=dict)
    spread: float = 0.0
    relative_spread: float = 0.0


def weight(measure: str) -> float:
    """How much harm a wrong number of this measure does, from 0 to 1; 0.5 for a measure of a user's own."""
    return MEASURES[measure].weight if measure in MEASURES else 0.5
