"""Gold standards and readings in few words, for tables."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from summarizer import EventReport, Finding
from summarizer.evaluation import Gold, read_gold
from summarizer.evaluation.labels import Labels
from summarizer.records.incidents import Kind

Line = dict[str, Any]


def event(article: str, incident: str, *figures: dict[str, Any], ids: Sequence[str | None] = (), **fields: Any) -> Line:
    """The line of a gold event; its figures are named by `ids`, by default `article` with a number behind it."""
    told = {"article": article, "type": "flood", "incident": incident, "figures": list(figures), **fields}
    names = list(ids) or [f"{article}{nth}" for nth in range(1, len(figures) + 1)]
    return {"event": told, "figure_ids": names}


def killed(value: float, **fields: Any) -> dict[str, Any]:
    """A count of people killed."""
    return {"measure": "killed", "of": "people", "value": value, **fields}


def finding(incident: str, *positions: str, kind: str = "conflict", measure: str = "killed", **fields: Any) -> Line:
    """The line of a gold finding; a position is the ids of its figures, set apart by spaces."""
    parts = [position.split() for position in positions]
    return {"incident": incident, "measure": measure, "kind": kind, "positions": parts, **fields}


def write(folder: Path, lines: Iterable[Line], name: str = "gold.jsonl") -> Path:
    """Write lines of JSON to a file."""
    path = folder / name
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return path


def gold_of(folder: Path, *lines: Line) -> Gold:
    """The gold standard of these lines, which have no fault."""
    gold, problems = read_gold(str(write(folder, lines)))
    assert problems == []
    return gold


def labels(gold: Gold, incidents: Sequence[str] | None = None, findings: Iterable[Finding] = ()) -> Labels:
    """The labels of a reading that has the gold standard's events in these incidents, by default the true ones."""
    found = tuple(incidents) if incidents else tuple(event.incident or "" for event in gold.events)
    return Labels(gold.events, found, tuple(findings), dict.fromkeys(found, "A flood"))


def flagged(gold: Gold, kind: Kind, *names: str, incident: str = "") -> Finding:
    """A flagged finding of the gold figures with these ids, in their true incident."""
    figures = tuple(gold.label(name).figure for name in names)
    where = incident or gold.incident(gold.index[names[0]])
    return Finding(
        kind=kind,
        incident=where,
        measure=figures[0].measure,
        figures=figures,
        explanation="they differ",
        severity=1.0,
        rule="disjoint",
    )


def reading(line: Line, **fields: Any) -> Line:
    """The record of a reading that has a gold event as it is, but for these fields; it is not linked."""
    told = {name: value for name, value in line["event"].items() if name != "incident"}
    return {**told, **fields}


def parsed(*lines: Line) -> list[EventReport]:
    """The reports of gold events."""
    return [EventReport.model_validate(line["event"]) for line in lines]
