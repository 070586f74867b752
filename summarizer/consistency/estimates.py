"""Estimates of an incident: low, best and high for each measure and population (UCDP's terms)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from ..language.populations import PopulationIndex, class_of, parse_population, relation
from ..records.construction import without_validation
from ..records.events import ReportedFigure
from ..records.incidents import BEST_RULES, BestRule, IncidentEstimate
from .chronology import is_before
from .context import Context
from .findings import Checked
from .intervals import keep_tightest
from .sources import count_independent_sources

_Figures = list[ReportedFigure]

_new_estimate: Final = without_validation(IncidentEstimate)


def spread(by_rule: Mapping[BestRule, float]) -> tuple[float, float]:
    """The spread of bests: the highest less the lowest, and that as a share of the highest (0 where that is 0)."""
    if not by_rule:
        return 0.0, 0.0
    highest = max(by_rule.values())
    apart = highest - min(by_rule.values())
    return apart, apart / highest if highest > 0 else 0.0


def estimate_counts(
    figures: Sequence[ReportedFigure], checked: Checked, context: Context, best: BestRule = "latest"
) -> list[IncidentEstimate]:
    """Make one estimate for each measure and population, of the totals that nobody replaced, in the order met.

    `low` and `high` span every figure that stands; a whole's `high` is at least that of a part that exceeds it. `best`
    is a number that a source states, by a rule:

    | Rule | Best is |
    |---|---|
    | latest | the number of the latest article; of one time, or of unknown time, the lowest |
    | median | the middle one of the numbers, each once for each article; of two middle ones the lower |
    | mode | the number in the most articles; on a tie the lowest |
    | min, max | the lowest, the highest |
    | most_sourced | the number of the most independent sources; on a tie the latest, then the lowest |

    UCDP's rule for unclear cases is the most conservative estimate (UCDP GED Codebook, "best
    estimate"): hence the lowest on a tie. Mode, min and max are also the choices of
    the R package `eventreport` of van Baalen and Höglund, which shows how far event data depend on such choices.
    """
    standing = [
        figure
        for figure in figures
        if figure.is_toll
        and figure.measure != "other"
        and not figure.where
        and not (checked.replaced and figure in checked.replaced)
    ]
    spans = [_estimate(group, context, best) for group in _group_figures(standing)]
    parts = _find_parts(spans)
    if not parts:
        return spans
    return [_raise_high(whole, parts.get((whole.measure, whole.unit, whole.of), ())) for whole in spans]


def _find_parts(estimated: Sequence[IncidentEstimate]) -> dict[tuple[str, str | None, str], list[IncidentEstimate]]:
    """Find the estimates whose population lies in another's, by that one's measure, unit and words."""
    parts: dict[tuple[str, str | None, str], list[IncidentEstimate]] = {}
    counted: dict[tuple[str, str | None], list[IncidentEstimate]] = {}
    for estimate in estimated:
        counted.setdefault((estimate.measure, estimate.unit), []).append(estimate)
    for (measure, unit), alike in counted.items():
        if len(alike) < 2:
            continue
        index = PopulationIndex(estimate.of for estimate in alike)
        for part in alike:
            for of in index.find_candidates(part.of):
                if relation(part.of, of) == "narrower":
                    parts.setdefault((measure, unit, of), []).append(part)
    return parts


def _raise_high(whole: IncidentEstimate, parts: Iterable[IncidentEstimate]) -> IncidentEstimate:
    """Raise the high of a whole to those of parts that exceed it: beside "19 passengers", "14 people" is no high."""
    high = whole.high
    if high is None:
        return whole
    ends = [part.high for part in parts if (part.low or 0) > high]
    if ends:
        reached = None if None in ends else max(end for end in ends if end is not None)
        return whole.model_copy(update={"high": reached})
    return whole


def _group_figures(figures: Iterable[ReportedFigure]) -> Iterator[_Figures]:
    """Group figures by population. "Soldiers" are the Russian soldiers where no other nation's are counted."""
    kinds: dict[tuple[object, ...], dict[frozenset[str], _Figures]] = {}
    for figure in figures:
        counted = parse_population(figure.counted)
        kind = (figure.measure, figure.unit, counted.head, class_of(counted), counted.narrowed)
        kinds.setdefault(kind, {}).setdefault(counted.nations, []).append(figure)
    for nations in kinds.values():
        if len(nations) == 2 and frozenset() in nations:
            yield list(chain.from_iterable(nations.values()))
        else:
            yield from nations.values()


def _estimate(group: _Figures, context: Context, best: BestRule) -> IncidentEstimate:
    tight = _keep_tight(group)
    ends = [figure.high for figure in tight if figure.high is not None]
    by_rule = _apply_rules(tight, context)
    absolute, relative = spread(by_rule)
    return _new_estimate(
        measure=group[0].measure,
        of=group[0].counted,
        low=min(figure.lowest for figure in tight),
        best=by_rule[best],
        high=max(ends) if len(ends) == len(tight) else None,
        unit=group[0].unit,
        by_rule=by_rule,
        spread=absolute,
        relative_spread=relative,
    )


def _keep_tight(group: _Figures) -> _Figures:
    """Keep the figures whose range holds no tighter one of the group."""
    ranges = {(figure.low, figure.high): figure for figure in group} if len(group) > 1 else {}
    if len(ranges) < 2:
        return group
    kept = {(figure.low, figure.high) for figure in keep_tightest(list(ranges.values()))}
    return [figure for figure in group if (figure.low, figure.high) in kept]


def _apply_rules(figures: _Figures, context: Context) -> dict[BestRule, float]:
    """Take the best by each rule."""
    by_value: dict[float, _Figures] = {}
    for figure in figures:
        by_value.setdefault(_stated_value(figure), []).append(figure)
    if len(by_value) == 1:
        return dict.fromkeys(BEST_RULES, next(iter(by_value)))
    values = sorted(by_value)
    articles = {value: len({figure.article for figure in by_value[value]}) for value in values}
    sources = {value: count_independent_sources(by_value[value], context.copied) for value in values}
    per_article = [value for value in values for _ in range(articles[value])]
    most = max(sources.values())
    return {
        "latest": _latest_value(figures, context),
        "median": per_article[(len(per_article) - 1) // 2],
        "mode": max(values, key=articles.__getitem__),  # the first of the most frequent, so the lowest
        "min": values[0],
        "max": values[-1],
        "most_sourced": _latest_value(
            [figure for value in values if sources[value] == most for figure in by_value[value]], context
        ),
    }


def _latest_value(figures: _Figures, context: Context) -> float:
    """The lowest number of the latest articles; an undated article may be the latest."""
    published = [context.published.get(figure.article or "") for figure in figures]
    # The last first: nearly every moment is then found to be before the first that it is compared with.
    moments = sorted({moment for moment in published if moment is not None}, key=str, reverse=True)
    last = {moment for moment in moments if not any(is_before(moment, other) for other in moments)}
    return min(
        _stated_value(figure)
        for figure, moment in zip(figures, published, strict=True)
        if moment is None or moment in last
    )


def _stated_value(figure: ReportedFigure) -> float:
    """The number that the source states; the lower end of a vague count."""
    return figure.value if figure.value is not None else figure.lowest
