"""The tables of a result in words: what each row is called, and its cells."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from ...records.evaluation import (
    NONE,
    Difference,
    Evaluation,
    FalseFinding,
    GoldFindingResult,
    GroupScore,
    KindScore,
    LabelledFigure,
    Score,
    ScoreName,
)
from ...records.events import ReportedFigure
from ...records.incidents import FLAGGED
from ...records.wording import format_claim, format_count, format_name, format_population, source_name

NOTHING: Final = "–"  # where there was nothing to measure
_MAIN: Final = (
    ("figures", "figures"),
    ("events", "events"),
    ("links, pairs", "links_pairs"),
    ("links, B-cubed", "links_b3"),
    ("findings", "findings"),
)
_SHARES: Final[dict[ScoreName, str]] = {
    "figures_measure": "measure",
    "figures_bound": "bound",
    "figures_of": "what is counted",
    "figures_attribution": "a source named or not",
    "figures_attributed_to": "the source named",
    "figures_extent": "extent",
    "figures_stance": "stance",
    "figures_period": "period",
    "figures_where": "where",
    "figures_category": "category",
    "events_type": "event type",
    "events_place": "event town",
    "events_day": "event day",
    "findings_kind": "kind of finding",
}
_COMPARED: Final = ("", "this", "baseline", "difference", "p")
_DIFFERENCES: Final = {"figures_f1": "figures", "links_b3_f1": "links, B-cubed", "findings_f1": "findings"}
_READ_BY: Final = {"gold": "figures as labelled", "records": "records", "model": "model"}
_LINKED: Final = {"ours": "linked here", "given": "linked as the records are", "gold": "linked as labelled"}


class Table(NamedTuple):
    """A table: its heading, the heads of its columns, and the cells of each row. `note` stands below the heading."""

    heading: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    note: str = ""


class Entry(NamedTuple):
    """An entry of a list: its head, its lines, and the reason that somebody gives."""

    head: str
    lines: list[str]
    why: str = ""


class Listing(NamedTuple):
    """A list of what is wrong."""

    heading: str
    entries: list[Entry]


def describe_gold(evaluation: Evaluation) -> str:
    """Return the size of the gold standard, and what was measured against it."""
    size = evaluation.gold
    counts = [
        format_count(count, noun)
        for count, noun in (
            (size.articles, "article"), (size.events, "event"), (size.figures, "figure"),
            (size.incidents, "incident"), (size.findings, "finding"),
        )
    ]  # fmt: skip
    reader = f" ({evaluation.reader})" if evaluation.reader else ""
    return f"{', '.join(counts)}; {_READ_BY[evaluation.read_by]}{reader}, {_LINKED[evaluation.linking]}"


def tables(evaluation: Evaluation) -> list[Table]:
    """Return the tables that have rows."""
    scores = evaluation.scores
    all_tables = [
        Table("Scores", ("", "precision", "recall", "F1"), list(_main_rows(scores)), "with 95 % intervals"),
        Table("Counts", ("", "right of those read", "of the gold standard"), list(_count_rows(scores))),
        Table("Right of what was matched", ("", "share", "of"), list(_share_rows(scores))),
        Table("Near misses flagged", ("", "share", "of"), list(_near_miss_rows(scores))),
        Table("Against the baseline", _COMPARED, list(map(_difference_row, evaluation.baseline)), "F1"),
        _group_table("Figures by measure", evaluation.figures_by_measure),
        _group_table("Figures by bound", evaluation.figures_by_bound),
        Table("Findings by kind", ("", "precision", "recall"), list(_kind_rows(evaluation.findings_by_kind))),
        _confusion_table(evaluation.confusion),
    ]
    return [table for table in all_tables if table.rows]


def listings(evaluation: Evaluation) -> list[Listing]:
    """Return the lists of what is wrong that are not empty."""
    every = [
        Listing("Missed findings", [_missed_entry(one) for one in evaluation.missed]),
        Listing("Findings of another kind", [_missed_entry(one) for one in evaluation.other_kind]),
        Listing("False findings", [_false_entry(one) for one in evaluation.false_findings]),
        Listing("Missed figures", [_figure_entry(one) for one in evaluation.missed_figures]),
        Listing("Extra figures", [_figure_entry(one) for one in evaluation.extra_figures]),
        Listing("Not read", [Entry(why, []) for why in evaluation.unread]),
    ]
    return [listing for listing in every if listing.entries]


def _main_rows(scores: Mapping[ScoreName, Score]) -> Iterable[tuple[str, ...]]:
    by_name = {str(name): score for name, score in scores.items()}
    for label, name in _MAIN:
        if f"{name}_f1" in by_name:
            yield label, *(format_interval(by_name[f"{name}_{part}"]) for part in ("precision", "recall", "f1"))


def _count_rows(scores: Mapping[ScoreName, Score]) -> Iterable[tuple[str, ...]]:
    by_name = {str(name): score for name, score in scores.items()}
    for label, name in _MAIN:
        parts = [by_name.get(f"{name}_{part}") for part in ("precision", "recall")]
        if counted := [part for part in parts if part and part.of is not None]:
            yield label, *(f"{part.right} of {part.of}" for part in counted)


def _share_rows(scores: Mapping[ScoreName, Score]) -> Iterable[tuple[str, ...]]:
    for name, label in _SHARES.items():
        if name in scores and scores[name].of:
            yield label, *_share_cells(scores[name])


def _near_miss_rows(scores: Mapping[ScoreName, Score]) -> Iterable[tuple[str, ...]]:
    if scores["near_misses_flagged"].of:
        yield "pairs of figures", *_share_cells(scores["near_misses_flagged"])


def _share_cells(score: Score) -> tuple[str, str]:
    return format_interval(score), f"{score.right} of {score.of}"


def format_interval(score: Score) -> str:
    """Format a score with its interval: "0.92 [0.85, 0.97]"."""
    if score.value is None or score.low is None or score.high is None:
        return format_share(score.value)
    return f"{score.value:.2f} [{score.low:.2f}, {score.high:.2f}]"


def format_share(value: float | None) -> str:
    """Format a share with two digits."""
    return NOTHING if value is None else f"{value:.2f}"


def _difference_row(row: Difference) -> tuple[str, ...]:
    ends = "" if row.low is None or row.high is None else f" [{row.low:+.2f}, {row.high:+.2f}]"
    label = _DIFFERENCES.get(row.score, row.score)
    return label, f"{row.ours:.2f}", f"{row.baseline:.2f}", f"{row.difference:+.2f}{ends}", f"{row.p:.3f}"


def _group_table(heading: str, groups: Iterable[GroupScore]) -> Table:
    rows = [(format_name(row.group), *_pair_cells(row), format_share(row.f1)) for row in groups]
    return Table(heading, ("", "precision", "recall", "F1"), rows)


def _pair_cells(row: GroupScore) -> tuple[str, str]:
    return _format_of(row.precision, row.right, row.read), _format_of(row.recall, row.right, row.gold)


def _kind_rows(rows: Iterable[KindScore]) -> Iterable[tuple[str, ...]]:
    for row in rows:
        if row.flagged or row.gold:
            precision, recall = (
                _format_of(row.precision, row.right, row.flagged),
                _format_of(row.recall, row.found, row.gold),
            )
            yield row.kind, precision, recall


def _format_of(share: float | None, right: int, of: int) -> str:
    """Format a share with its counts: "0.92 (46 of 50)"."""
    return NOTHING if share is None else f"{share:.2f} ({right} of {of})"


def _confusion_table(confusion: Mapping[str, Mapping[str, int]]) -> Table:
    """Return the confusion table with the kinds that occur; a row is a gold kind, a column what it was found as."""
    kinds = (*FLAGGED, NONE)
    rows = [kind for kind in kinds if any(confusion[kind].values())]
    columns = [kind for kind in kinds if any(confusion[row][kind] for row in rows)]
    cells = [(row, *(str(confusion[row][column] or "") for column in columns)) for row in rows]
    return Table("Gold kind by the kind found", ("gold", *columns), cells, "none: missed, or in no gold finding")


def _missed_entry(result: GoldFindingResult) -> Entry:
    found = f", found as {' and '.join(result.found_as)}" if result.found_as else ""
    lines = [
        f"{nth}. {_figure_line(labelled)}"
        for nth, position in enumerate(result.positions, start=1)
        for labelled in position
    ]
    return Entry(
        f"{result.kind}{found}: {format_name(result.measure)}, incident {result.incident}", lines, result.why or ""
    )


def _false_entry(finding: FalseFinding) -> Entry:
    lines = [_figure_line(labelled) for labelled in finding.figures]
    return Entry(f"{finding.kind}: {finding.headline}: {finding.explanation}", lines, "; ".join(finding.why))


def _figure_entry(labelled: LabelledFigure) -> Entry:
    return Entry(_figure_line(labelled), [])


def _figure_line(labelled: LabelledFigure) -> str:
    figure = labelled.figure
    name = f"{labelled.id}: " if labelled.id else ""
    quote = f": “{figure.quote}”" if figure.quote else ""
    return f"{name}{format_claim(figure)} {format_population(figure)} ({_source(figure)}){quote}"


def _source(figure: ReportedFigure) -> str:
    """Who says so, and in which article."""
    name, article = source_name(figure), f"article {figure.article}"
    return name if name == article else f"{name}, {article}"
