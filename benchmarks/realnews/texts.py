"""Labelled texts of three kinds, each with its figures: what the built-in reader learns from, and is measured on.

`training.jsonl` has labels in the form of `domains.jsonl`, of 593 texts: 283 of local news, each the only one on its
incident, 250 of `muc4.jsonl` and 60 of `displacement.jsonl`, all that `domains.jsonl` has not. Large language models
labelled them by the codebook (the prompt `extract`), without any output of the program, a file of 28 to 60 texts in one
session each. Twenty-nine were labelled twice: of measures and numbers the two readings share 0.89 (F1, local) and 0.92,
with extents 0.78 and 0.93. Not covered: other kinds of incidents, and news after 2017. The reader is fitted to them,
and to the part of `labels.jsonl` that may be tuned on.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from benchmarks.worlds.readings import read_rows, texts_folder
from summarizer.inputs.articles import build_article
from summarizer.records.article import Article, make_article
from summarizer.records.events import EventReport, ReportedFigure

from . import put_back
from .labels import Part, read_gold

Domain = Literal["local", "muc4", "displacement"]

DOMAINS: Final[tuple[Domain, ...]] = ("local", "muc4", "displacement")
TRAINING: Final = Path(__file__).with_name("training.jsonl")
_IDS: Final[Mapping[Domain, str]] = {"local": "doc_id", "muc4": "doc_id", "displacement": "id"}


@dataclass(frozen=True)
class LabelledText:
    """A text with the events that careful readers found; `group` is the incident, else the text itself."""

    domain: Domain
    group: str
    article: Article
    events: tuple[EventReport, ...]

    @property
    def figures(self) -> list[ReportedFigure]:
        """The figures of all its events."""
        return [figure for event in self.events for figure in event.figures]


def read_labels(path: Path, domain: Domain) -> Iterator[LabelledText]:
    """Read the labelled texts of a domain from a file. Raises FileNotFoundError where the texts are not."""
    by_document: dict[str, list[dict[str, Any]]] = {}
    for line in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        if line["domain"] == domain:
            by_document.setdefault(line["document"], []).append(line)
    for document, events in by_document.items():
        article = read_article(domain, document)
        reports = put_back([line for line in events if "report" in line], article)
        yield LabelledText(domain, document, article, tuple(reports))


def read_part(part: Part) -> Iterator[LabelledText]:
    """Read the articles of a part of `labels.jsonl`. Raises FileNotFoundError where the texts are not."""
    gold = read_gold(part)
    for name, article in gold.articles.items():
        events = tuple(event for event in gold.events if event.article == name)
        if article:
            yield LabelledText("local", events[0].incident or name, article, events)


def is_same(figure: ReportedFigure, labelled: ReportedFigure) -> bool:
    """Return whether a figure has a labelled one's measure and number, whatever ends "about" gives it."""
    ends = (figure.low, figure.high) == (labelled.low, labelled.high)
    return figure.measure == labelled.measure and (
        ends or (figure.value is not None and figure.value == labelled.value)
    )


def is_right(figure: ReportedFigure, labelled: ReportedFigure) -> bool:
    """Return whether a figure is as labelled: measure, number and extent, asserted of the event."""
    return is_same(figure, labelled) and figure.extent == labelled.extent and labelled.is_toll is figure.is_toll


def read_article(domain: Domain, document: str) -> Article:
    """Read the article of a document."""
    row = _read_rows(domain)[document]
    if domain == "local":
        return build_article(row, document)
    published = row.get("published")
    return make_article(row["text"], published=date.fromisoformat(published) if published else None)


@cache
def _read_rows(domain: Domain) -> Mapping[str, Mapping[str, Any]]:
    if domain == "local":
        return {row["doc_id"]: row for row in read_rows()}
    lines = (texts_folder() / f"{domain}.jsonl").read_text(encoding="utf-8").splitlines()
    return {row[_IDS[domain]]: row for row in map(json.loads, lines)}
