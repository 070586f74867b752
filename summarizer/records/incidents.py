"""Incidents: the reports of one event, their estimates, and the checker's findings on their figures."""

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
    "measure", "modality", "gauge", "other", "unit", "population", "scope", "period", "extent", "stance", "zero",
    "nested", "same-source", "meets", "disjoint", "fixed", "other-source", "order", "change", "replaced", "stale",
    "sum", "exceeds", "places", "outcome", "addition", "one-source", "link", "account", "died", "custody", "far-apart",
    "vague", "unsure",
]  # fmt: skip
RULES: Final[tuple[Rule, ...]] = get_args(Rule)


class IncidentEstimate(Record):
    """Low, best and high for one measure and population, in `unit` (None for a count); None where there is no end.

    `by_rule` is the best by each rule (`consistency.estimate_counts`); `spread` the highest of these less
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
    """A link of two events of an incident, by their indexes: `weight` is the match weight, the sum of the evidence.

    Each field's evidence is a log-odds in bits: above 0 it speaks for one event, below against.
    """

    a: int
    b: int
    weight: float
    evidence: dict[str, float]


class Rival(Record):
    """The nearest report of another incident, and the reason that it was left out. `ours`, `theirs`: article ids."""

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
        type: The event type.
        headline: The event in a few words.
        place: The place of the event.
        start: The first day; None where no article says.
        end: The last day, if it is not the first.
        sources: Article ids; marker [1] in `summary` is the first of them.
        events: Its reports.
        estimates: Low, best and high for each measure and population.
        summary: The incident in two or three sentences.
        copies: For each article that is a near-duplicate of another, the article that it copies.
        cores: For each event, the number of its core, a cluster that is surely one event: 0 is the main one, which the
            estimates are taken from; events of other cores are only possibly the same, and accuse nobody.
        links: Each event's strongest; empty where incident ids were given, and in a stream.
        rival: The nearest event that was left out; None likewise.
        uncompared: The number of figures that were compared with no other: of a measure with very many figures only
            those that differ most are compared.
        error: The reason why linking or checking failed; the reports are as they were read, without findings.
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
    """A result of the check on figures of one incident.

    Attributes:
        kind: conflict, dispute, arithmetic, retraction, revision, uncorroborated or agreement.
        incident: The incident's id.
        measure: The kind of count.
        figures: The figures concerned; the last one of an `arithmetic` finding is the whole.
        explanation: The reason in a sentence.
        stands: The figure that holds now, if one does.
        severity: From 0; findings are sorted by it, the highest first.
        rule: The stable name of the rule that decided.
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
    """Two figures that differ without a conflict, and the reason.

    `may_conflict` marks those for clerical review: they would be a conflict if their reports tell of one event, if
    those whom one report calls workers or residents are all who were hurt, or if the built-in reader read them rightly.
    `other` is the incident of the second figure, where linking is not sure that it is another event than the first.
    """

    incident: str
    figures: tuple[ReportedFigure, ReportedFigure]
    reason: str
    rule: Rule
    may_conflict: bool = False
    other: str | None = None


class ComparedMeasure(Record):
    """The figures of two reports for one measure and unit; `verdict` and `reason` are as if they were of one event.

    They are the worst for any two of the figures; None where only one report has some.
    """

    measure: str
    unit: str | None = None
    ours: tuple[ReportedFigure, ...]
    theirs: tuple[ReportedFigure, ...]
    verdict: Verdict | None = None
    reason: str | None = None

    @property
    def differs(self) -> bool:
        """True if a figure would be flagged, were the two reports of one event."""
        return self.verdict in FLAGGED


class SideBySide(Record):
    """The two articles of a run, where linking is not sure whether they tell of one event: all their figures.

    `incidents` and `articles` are the ids of either side, the first article first; `weight` is the match weight of
    their reports in bits, None where they were never compared.
    """

    incidents: tuple[str, str]
    articles: tuple[str, str]
    weight: float | None = None
    measures: tuple[ComparedMeasure, ...]


class Pair(Record):
    """The verdict on two figures of one incident, with its rule and reason."""

    incident: str
    figures: tuple[ReportedFigure, ReportedFigure]
    verdict: Verdict
    reason: str
    rule: Rule


class Sensitivity(Record):
    """The sensitivity of a run's total for one measure and population to the rule for best, and to possible duplicates.

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


def measure_weight(measure: str) -> float:
    """The harm that a wrong number of this measure does, from 0 to 1; 0.5 for a measure of a user's own."""
    return MEASURES[measure].weight if measure in MEASURES else 0.5
