"""The `Summary`: incidents, findings, articles and usage of a run, in its one JSON form."""

from datetime import date, datetime
from typing import Any, Literal

from ..schemas import Record
from .article_numbers import ArticleNumbers, Rejected
from .changes import Changes, Edited
from .digests import prompt_label
from .events import SCHEMA_VERSION
from .frames import pandas_frame, polars_frame
from .incidents import BestRule, Finding, Incident, NearMiss, Pair, Sensitivity, SideBySide
from .notebook import summary_html
from .reviews import Reviewed
from .usage import RunUsage
from .wording import pluralize

Ending = Literal["done", "interrupted", "budget", "refused", "store"]


class ArticleRecord(Record):
    """One article of the run; `numbers` is None where it was not read, or where only its records were given.

    `language` is its code of ISO 639-1, as it was given or detected; None where none is sure.
    """

    id: str
    path: str | None = None
    url: str | None = None
    source: str | None = None
    title: str | None = None
    published: datetime | date | None = None
    language: str | None = None
    status: Literal["ok", "failed"]
    error: str | None = None
    numbers: ArticleNumbers | None = None


class Adjudicated(Record):
    """The model's verdict on two reports that linking is unsure of: one event, or two.

    `articles` are the ids of their articles, `incidents` of the incidents that they are in now. Without a usable reply
    `verdict` is None, and `error` has the reason. `applied`: the verdict merged two cores, or separated them.
    A verdict that another contradicts is not applied; "different" of two incidents changes nothing.
    """

    incidents: tuple[str, ...]
    articles: tuple[str, str]
    verdict: Literal["same", "different", "unsure"] | None
    reason: str | None = None
    error: str | None = None
    applied: bool = False


class SharedAddress(Record):
    """An address that texts of several outlets or files give as theirs: none of them replaces another.

    `articles` are their ids, in the order of the run.
    """

    address: str
    articles: tuple[str, ...]


class Prompt(Record):
    """A prompt template of the run: `own` is 12 hex digits of a user's template's SHA-256, None for the package's."""

    name: str
    version: int
    own: str | None = None

    @property
    def label(self) -> str:
        """The label in stores and messages: "extract 2", "extract 2 (own 1f3a5b7c9d0e)"."""
        return prompt_label(self.name, self.version, self.own)


class Summary(Record):
    """The result of a run.

    Attributes:
        schema_version: The version of the JSON form.
        digest: The counts of flagged findings by kind, and the worst of them, in a paragraph.
        articles: The status, error and accounting of each article.
        incidents: In the order of their worst finding.
        findings: Worst first.
        best: The rule that each estimate's best was taken by.
        sensitivity: The dependence of totals on that rule.
        near_misses: Figures that differ without a finding, and the reason.
        side_by_side: The comparison of two articles that may tell of one event; None where linking is sure, or there
            are more.
        pairs: The verdict on every two figures of an incident; empty unless `add_pairs` filled it.
        adjudicated: The model's verdicts on reports that linking is unsure of.
        rejected: Figures of replies that their articles do not prove; they reach no incident.
        reviewed: The reviewers' decisions; they are applied to the rest of the summary.
        edited: Articles that held another text before; needs a store with the texts of earlier runs.
        shared_addresses: Addresses that several articles claim: nothing proves whose they are.
        changes: The effect of articles that were added to a run; None where none were.
        usage: Requests, tokens, and their cost in USD.
        prompts: The prompt templates that the run used.
        ended: The end of the reading: "done", or the cause of an early end.
        ended_because: The reason for an early end, or for results that could not be stored.
    """

    schema_version: int = SCHEMA_VERSION
    digest: str
    articles: tuple[ArticleRecord, ...]
    incidents: tuple[Incident, ...]
    findings: tuple[Finding, ...]
    best: BestRule = "latest"
    sensitivity: tuple[Sensitivity, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    side_by_side: SideBySide | None = None
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
        """Articles that were not read and incidents that were not linked or checked, with the reason, a line each."""
        failed = ((a.path or a.id, a.error or "") for a in self.articles if a.status == "failed")
        unread = (why if why.startswith(f"{name}: ") else f"{name}: {why}" for name, why in failed)
        unchecked = (f"incident {i.id} ({i.headline}): {i.error}" for i in self.incidents if i.error)
        return (*unread, *unchecked)

    def __repr__(self) -> str:
        """Short: asyncio builds the representation of a run's result when it ends, and a large one takes minutes."""
        counts = {"article": len(self.articles), "incident": len(self.incidents), "finding": len(self.findings)}
        return f"Summary({', '.join(f'{count} {pluralize(count, noun)}' for noun, count in counts.items())})"

    def to_json(self) -> str:
        """Write the summary as JSON; an unbounded end is null. Read it back with `Summary.model_validate_json`."""
        return self.model_dump_json(indent=2)

    def to_pandas(self) -> Any:
        """Make a pandas data frame of the figures, a row each.

        Raises:
            UsageError: pandas is not installed: `summarizer[pandas]`.
        """
        return pandas_frame(self.incidents)

    def to_polars(self) -> Any:
        """Make a polars data frame of the figures, a row each.

        Raises:
            UsageError: polars is not installed: `summarizer[polars]`.
        """
        return polars_frame(self.incidents)

    def _repr_html_(self) -> str:
        """The HTML that a notebook shows: the counts, and a table of the flagged findings."""
        headlines = {incident.id: incident.headline for incident in self.incidents}
        return summary_html(repr(self), self.findings, headlines)
