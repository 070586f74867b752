"""A gold standard: what people found in articles, and what a reading, a linking and a checking are measured against."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ..records.article import Article
from ..records.evaluation import GoldSize, LabelledFigure
from ..records.events import EventReport, ReportedFigure
from ..records.incidents import Kind
from .alignment import Placed, place_figures


@dataclass(frozen=True)
class GoldFinding:
    """A finding that a person made: figures of different positions contradict or replace each other.

    Attributes:
        incident: The id of the true incident.
        measure: The kind of count.
        kind: conflict, dispute, arithmetic, retraction or revision.
        positions: The ids of the figures of each position; those of one position agree.
        why: The person's reason.
    """

    incident: str
    measure: str
    kind: Kind
    positions: tuple[tuple[str, ...], ...]
    why: str | None = None


@dataclass(frozen=True)
class Gold:
    """A gold standard.

    Attributes:
        articles: The labelled articles by the ids that the gold standard gives them; None where it has no text.
        events: The true event reports, each with the id of its true incident.
        figure_ids: The ids of each event's figures; None for a figure without one.
        findings: The true findings.
        digest: A hash of the content, whatever the order of the lines.
    """

    articles: Mapping[str, Article | None]
    events: tuple[EventReport, ...]
    figure_ids: tuple[tuple[str | None, ...], ...]
    findings: tuple[GoldFinding, ...]
    digest: str

    @cached_property
    def figures(self) -> tuple[Placed, ...]:
        """The figures of all events, in a row."""
        return place_figures(self.events)

    @cached_property
    def ids(self) -> tuple[str | None, ...]:
        """The id of each of `figures`."""
        return tuple(name for names in self.figure_ids for name in names)

    @cached_property
    def index(self) -> dict[str, int]:
        """The index in `figures` of each id."""
        return {name: nth for nth, name in enumerate(self.ids) if name is not None}

    @cached_property
    def names(self) -> dict[str, str]:
        """The id here of each article, by this id and by the one that follows from its text."""
        by_text = {article.id: name for name, article in self.articles.items() if article}
        return by_text | {name: name for name in self.articles}

    @cached_property
    def texts(self) -> dict[str, str]:
        """The text of each article that has one."""
        return {name: article.text for name, article in self.articles.items() if article}

    def incident(self, nth: int) -> str:
        """The true incident of the figure with this index."""
        return incident_of(self.events[self.figures[nth].event])

    def label(self, name: str) -> LabelledFigure:
        """The figure with this id."""
        return self.label_at(self.index[name])

    def label_at(self, nth: int) -> LabelledFigure:
        """The figure with this index, and its id."""
        return LabelledFigure(id=self.ids[nth], figure=self.figures[nth].figure)

    def size(self) -> GoldSize:
        """Count what it holds."""
        return GoldSize(
            digest=self.digest,
            articles=len(self.articles),
            events=len(self.events),
            figures=len(self.figures),
            incidents=len({event.incident for event in self.events}),
            findings=len(self.findings),
        )


def incident_of(event: EventReport) -> str:
    """The true incident of a gold event, which has one."""
    return event.incident or ""


def rename_articles(report: EventReport, names: Mapping[str, str]) -> EventReport:
    """Give a report the ids that a gold standard has for its articles."""

    def rename(figure: ReportedFigure) -> ReportedFigure:
        article = figure.article or report.article
        return figure.model_copy(update={"article": names.get(article, article)})

    copied = report.copy_of and names.get(report.copy_of, report.copy_of)
    figures = tuple(map(rename, report.figures))
    article = names.get(report.article, report.article)
    return report.model_copy(update={"article": article, "copy_of": copied, "figures": figures})
