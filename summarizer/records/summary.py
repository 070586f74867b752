"""The `Summary`: incidents, findings, articles and usage of a run, in its one JSON form."""

from datetime import date, datetime
from typing import Any, Final, Literal

from ..schemas import Record
from .changes import Changes, Edited
from .digests import label_of
from .events import ArticleNumbers, Rejected
from .frames import pandas_frame, polars_frame
from .incidents import BestRule, Finding, Incident, NearMiss, Pair, Sensitivity
from .notebook import html_of
from .reviews import Reviewed
from .usage import RunUsage
from .wording import plural

Ending = Literal["done", "interrupted", "budget", "refused", "store"]

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


class SharedAddress(Record):
    """An address that texts of several outlets or files give as theirs: none of them takes another's place.

    `articles` are their ids, in the order of the run.
    """

    address: str
    articles: tuple[str, ...]


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
        return "Summary({}, {}, {})".format(
            *(
                f"{len(items)} {plural(len(items), noun)}"
                for items, noun in (
                    (self.articles, "article"),
                    (self.incidents, "incident"),
                    (self.findings, "finding"),
                )
            )
        )

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
        return html_of(repr(self), self.findings, headlines)
