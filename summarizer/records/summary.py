"""The `Summary`: incidents, findings, articles and usage of a run, in its one JSON form."""

from datetime import date, datetime
from typing import Any, Final, Literal, Protocol

from pydantic import Field, FiniteFloat

from ..consistency import FLAGGED, BestRule, Kind, Rule, Verdict
from ..reading.articles import Ending
from ..schemas import Bound, Place, Record
from .digests import label_of
from .events import ArticleNumbers, EventReport, Rejected, ReportedFigure
from .frames import pandas_frame, polars_frame
from .notebook import html_of
from .usage import RunUsage

SCHEMA_VERSION: Final = 1


class ArticleRecord(Record):
    """One article of the run; `numbers` is None where it was not read, or where only its records were given."""

    id: str
    path: str | None = None
    source: str | None = None
    title: str | None = None
    published: datetime | date | None = None
    status: Literal["ok", "failed"]
    error: str | None = None
    numbers: ArticleNumbers | None = None


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


class Adjudicated(Record):
    """What the model said of two reports of which linking is not sure: one event, or two.

    `articles` are the ids of theirs, `incidents` those that they are in now. Without a usable reply
    `verdict` is None, and `error` says why. `applied`: the verdict made two cores one, or parted them.
    A verdict that another contradicts is not applied; "different" of two incidents changes nothing.
    """

    incidents: tuple[str, ...]
    articles: tuple[str, str]
    verdict: Literal["same", "different", "unsure"] | None
    reason: str | None = None
    error: str | None = None
    applied: bool = False


class ChangedFigure(Record):
    """A figure of an article whose text was changed; None where only one of the two texts has one like it."""

    before: ReportedFigure | None
    now: ReportedFigure | None


class Edited(Record):
    """An article in whose place another text was read before: `before` is that one's id, `article` this one's.

    `figures` are those that changed; None where one of the two texts was not read with this model
    and prompt, or failed.
    """

    place: str
    article: str
    before: str
    figures: tuple[ChangedFigure, ...] | None


class SharedAddress(Record):
    """An address that texts of several outlets or files give as theirs: none of them takes another's place.

    `articles` are their ids, in the order of the run.
    """

    address: str
    articles: tuple[str, ...]


class ChangedEstimate(Record):
    """An estimate of an incident that is other than it was, or new in an incident that was there."""

    incident: str
    before: IncidentEstimate | None
    now: IncidentEstimate


class AddedTo(Record):
    """The run of the store to which articles were added: its number, when it began (UTC), the paths of its call."""

    run: int
    began: str
    paths: tuple[str, ...] = ()


class Changes(Record):
    """What is new since an earlier run: articles and incidents by id, findings by their places in the summary.

    `gone` are the findings that no longer hold. `added_to` is that run, None where two reports are compared.
    """

    articles: tuple[str, ...]
    incidents: tuple[str, ...]
    findings: tuple[int, ...]
    estimates: tuple[ChangedEstimate, ...]
    gone: tuple[Finding, ...]
    added_to: AddedTo | None = None


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


class Prompt(Record):
    """A template that the model is asked with: `own` is 12 hex digits of the SHA-256 of a text of one's own."""

    name: str
    version: int
    own: str | None = None

    @property
    def label(self) -> str:
        """As stores and messages have it: "extract 2", "extract 2 (own 1f3a5b7c9d0e)"."""
        return label_of(self.name, self.version, self.own)


class Summary(Record):
    """The result of a run.

    Attributes:
        schema_version: Of the JSON form.
        digest: How many findings of each kind are flagged, and the worst of them, in a paragraph.
        articles: What became of each: status, error, and its numbers.
        incidents: In the order of their worst finding.
        findings: Worst first.
        best: The rule by which each estimate's best was taken.
        sensitivity: How far totals depend on that rule.
        near_misses: Figures that differ and are no finding, and why not.
        pairs: Any two figures of an incident; empty unless `with_pairs` filled it.
        adjudicated: What the model said of reports of which linking is not sure.
        rejected: Figures of replies that their articles do not prove; they reach no incident.
        reviewed: What reviewers decided; the rest of the summary is as they left it.
        edited: Articles that held another text before; it needs a store that knows the texts of earlier runs.
        shared_addresses: Those that several articles claim: nothing proves whose they are.
        changes: What articles that were added to a run brought; None where none were.
        usage: Requests, tokens, and what they cost in USD.
        prompts: The templates that the run asked with, as far as it had to.
        ended: How the reading ended: "done", or what stopped it.
        ended_because: Why, where it did not come to the last article or could not keep what it read.
    """

    schema_version: int = SCHEMA_VERSION
    digest: str
    articles: tuple[ArticleRecord, ...]
    incidents: tuple[Incident, ...]
    findings: tuple[Finding, ...]
    best: BestRule = "latest"
    sensitivity: tuple[Sensitivity, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    pairs: tuple[Pair, ...] = ()
    adjudicated: tuple[Adjudicated, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    reviewed: tuple[Reviewed, ...] = ()
    edited: tuple[Edited, ...] = ()
    shared_addresses: tuple[SharedAddress, ...] = ()
    changes: Changes | None = None
    usage: RunUsage = RunUsage()
    prompts: tuple[Prompt, ...] = ()
    ended: Ending = "done"
    ended_because: str | None = None

    @property
    def failures(self) -> tuple[str, ...]:
        """Each article that was not read and each incident that was not linked or checked, with the reason."""
        unread = (f"{one.path or one.id}: {one.error}" for one in self.articles if one.status == "failed")
        unchecked = (f"incident {one.id} ({one.headline}): {one.error}" for one in self.incidents if one.error)
        return (*unread, *unchecked)

    def __repr__(self) -> str:
        """Short: asyncio builds the representation of a run's result when it ends, and a large one takes minutes."""
        return f"Summary({len(self.articles)} articles, {len(self.incidents)} incidents, {len(self.findings)} findings)"

    def to_json(self) -> str:
        """The summary as JSON; an unbounded end is null. Read it back with `Summary.model_validate_json`."""
        return self.model_dump_json(indent=2)

    def to_pandas(self) -> Any:
        """The figures as a pandas data frame, a row each.

        Raises:
            UsageError: pandas is not installed: `summarizer[pandas]`.
        """
        return pandas_frame(self.incidents)

    def to_polars(self) -> Any:
        """The figures as a polars data frame, a row each.

        Raises:
            UsageError: polars is not installed: `summarizer[polars]`.
        """
        return polars_frame(self.incidents)

    def _repr_html_(self) -> str:
        """What a notebook shows: the counts, and the flagged findings as a table."""
        headlines = {incident.id: incident.headline for incident in self.incidents}
        flagged = [f for f in self.findings if f.kind in FLAGGED]
        return html_of(repr(self), [(f.kind, headlines.get(f.incident, ""), f.explanation) for f in flagged])
