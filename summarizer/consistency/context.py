"""The context of a check: an incident's articles, and the keys of figures."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from ..records.events import ReportedFigure

# The key of a figure during a check is its `id`: `check_figures` has each figure once, and looks them up several times
# for each pair. With a hash of their 19 fields the check of a large incident takes 1.5 to 3.4 times as long, with a
# cached hash 1.2 to 2.3 times.
FigureKey = int


def pair_key(a: ReportedFigure, b: ReportedFigure) -> frozenset[FigureKey]:
    """The key of two figures in either order."""
    return frozenset((id(a), id(b)))


class CodedRow(NamedTuple):
    """The dataset that a record is a row of, its id there, and the incident id that it came with."""

    dataset: str
    id: str | None
    incident: str | None


@dataclass(frozen=True)
class Context:
    """An incident's articles: the publication time of each, and the original that each near-duplicate copies.

    `breadth` is the widest place that each article gives the event: 1 a country, 2 a region, 3 a town; `newest` is the
    latest publication of the whole run, by default of `published`. `cores` are the cores of each article's reports,
    which are surely of one event: two articles that share none are only possibly of one, and no figure of the one
    accuses the other. Articles without an entry are sure. `incident` is the incident's id for findings.

    `rows` are the articles that are rows of coded datasets, and `repeated` those that are several rows of one id: a row
    is compared with no other of its dataset, unless a person decided that the two are one event.
    """

    published: Mapping[str, date | datetime | None]
    copied: Mapping[str, str]
    breadth: Mapping[str, int] = field(default_factory=dict)
    newest: date | None = None
    cores: Mapping[str, frozenset[int]] = field(default_factory=dict)
    incident: str = ""
    rows: Mapping[str, CodedRow] = field(default_factory=dict)
    repeated: Set[str] = frozenset()

    def are_two_rows(self, a: ReportedFigure, b: ReportedFigure) -> bool:
        """Test whether two figures are of rows of one dataset, or may be, that nobody decided to be one event.

        Linking puts no two ids of a dataset into one incident: those that are in one came with its id, or a person's
        decision brought them together.
        """
        ours, theirs = self.rows.get(a.article or ""), self.rows.get(b.article or "")
        if ours is None or theirs is None or ours.dataset != theirs.dataset:
            return False
        if a.article == b.article:
            return a.article in self.repeated
        return ours.id == theirs.id is not None or ours.incident == theirs.incident is not None

    def are_surely_one_event(self, a: ReportedFigure, b: ReportedFigure) -> bool:
        """Test whether the reports of two figures are surely of one event."""
        if a.article == b.article:
            return True
        ours, theirs = self.cores.get(a.article or ""), self.cores.get(b.article or "")
        return ours is None or theirs is None or bool(ours & theirs)

    def group_by_core(self, figures: Sequence[ReportedFigure]) -> list[list[ReportedFigure]]:
        """Group figures by the core of their reports; all in one group where there is only one core."""
        if not self.cores:
            return [list(figures)]
        names = sorted({core for cores in self.cores.values() for core in cores})
        if len(names) < 2:
            return [list(figures)]
        return [[f for f in figures if core in self.cores.get(f.article or "", frozenset(names))] for core in names]
