"""Breakdowns: counts in one report that add up to another of its counts are its parts, though no word says so."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from ..language.populations import relation
from ..records.events import EventReport, ReportedFigure
from .chronology import was_replaced
from .comparison import period_key
from .places import place_scope

_MOST_PARTS: Final = 10  # counts of one voice: 1,024 sums of them are tried


def mark_breakdowns(report: EventReport) -> EventReport:
    """Mark totals of a report that add up to a higher total of the same voice as parts.

    "14 killed: nine at a market and five at a church" has one total. Two counts at least are added, all of them exact.
    """
    if sum(map(_is_exact_total, report.figures)) < 3:
        return report
    parts = {id(part) for group in _group_by_voice(report.figures) for part in _find_parts(group)}
    if not parts:
        return report
    figures = tuple(
        figure.model_copy(update={"extent": "part"}) if id(figure) in parts else figure for figure in report.figures
    )
    return report.model_copy(update={"figures": figures})


def _is_exact_total(figure: ReportedFigure) -> bool:
    return (
        figure.extent == "total"
        and figure.stance == "asserted"
        and not figure.implicit
        and 0 < figure.lowest == figure.highest
        and not was_replaced(figure)
    )


def _group_by_voice(figures: Sequence[ReportedFigure]) -> Iterator[list[ReportedFigure]]:
    """Group exact totals by what they count and who says so; the report's own counts are in every group."""
    kinds: dict[object, list[ReportedFigure]] = {}
    for figure in filter(_is_exact_total, figures):
        key = (figure.measure, figure.unit, place_scope(figure.where), period_key(figure), figure.as_of)
        kinds.setdefault(key, []).append(figure)
    for alike in kinds.values():
        own = [figure for figure in alike if not figure.attributed_to]
        voices = {figure.attributed_to for figure in alike if figure.attributed_to}
        yield from ([*own, *(f for f in alike if f.attributed_to == voice)] for voice in sorted(voices))
        if not voices:
            yield own


def _find_parts(group: Sequence[ReportedFigure]) -> list[ReportedFigure]:
    """Find the counts that add up to the highest of a group, and all that repeat one of them."""
    whole = max(group, key=lambda figure: figure.lowest)
    smaller = [
        figure for figure in group if figure.lowest < whole.lowest and relation(figure.counted, whole.counted) == "same"
    ][:_MOST_PARTS]
    for size in range(len(smaller), 1, -1):
        for chosen in combinations(smaller, size):
            if sum(figure.lowest for figure in chosen) == whole.lowest:
                values = {figure.lowest for figure in chosen}
                return [figure for figure in smaller if figure.lowest in values]
    return []
