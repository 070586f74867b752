"""Findings on the figures of one incident."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from ..records.construction import without_validation
from ..records.disjoint_sets import DisjointSets
from ..records.events import ReportedFigure
from ..records.incidents import Finding, Kind, Pair, Rule, Verdict, measure_weight
from .arithmetic.contradiction import Contradiction
from .arithmetic.sums import find_contradictions
from .chronology import sort_by_time
from .comparison import Comparison, compare
from .context import Context, FigureKey, pair_key
from .explanations import explain_finding, explain_sum, explain_uncorroborated
from .intervals import keep_tightest
from .replacements import Replaced, compare_all, find_replaced
from .representatives import Representatives, choose_representatives
from .severity import gap, middle, severity
from .sources import is_same_source

# Below this weight (of `schemas.MEASURES`) a number on one source alone is not worth a finding.
_WORTH_KNOWING: Final = 0.6
_PAIRED: Final[dict[Verdict, Kind]] = {
    "conflict": "conflict",
    "dispute": "dispute",
    "retraction": "retraction",
    "revision": "revision",
    "agreement": "agreement",
}
# Of the rules that decided the pairs of one finding, that which is told: the first of these.
_TELLING: Final[dict[Rule, int]] = {"order": 0, "change": 0, "disjoint": 1}
_new_finding: Final = without_validation(Finding)


class Checked(NamedTuple):
    """The result of checking one incident's figures.

    Attributes:
        figures: All of its figures, each once.
        findings: The most severe first.
        comparisons: Every comparable pair of those that were compared.
        replaced: The figures that stand no longer.
        compared: The figures that were compared: at most `representatives.MOST` of a measure.
        uncompared: The number of figures whose number is none of these.
    """

    figures: tuple[ReportedFigure, ...]
    findings: tuple[Finding, ...]
    comparisons: tuple[Comparison, ...]
    replaced: frozenset[ReportedFigure]
    compared: tuple[ReportedFigure, ...]
    uncompared: int = 0


def check_figures(figures: Sequence[ReportedFigure], context: Context) -> Checked:
    """Compare all figures of one incident, add up parts and wholes, and return the findings."""
    unique = list(dict.fromkeys(figures)) if len(figures) > 1 else list(figures)
    if len(unique) < 2:  # the incidents of one report, which are most of a large corpus
        alone = tuple(_find_uncorroborated(unique, [], Replaced(frozenset(), frozenset()), context))
        return Checked(tuple(unique), alone, (), frozenset(), tuple(unique))
    chosen = choose_representatives(unique, context)
    pairs = compare_all(chosen.figures, context)
    changed = _add_followers(find_replaced(pairs, context), chosen)
    findings = [
        *_find_in_pairs(pairs, changed, chosen, context),
        *(
            _make_sum_finding(broken, context)
            for sure in context.group_by_core(chosen.figures)
            for broken in find_contradictions(sure, pairs, context)
        ),
        *_find_uncorroborated(chosen.figures, pairs, changed, context),
    ]
    return Checked(
        figures=tuple(unique),
        findings=tuple(sorted(findings, key=_rank)),
        comparisons=tuple(pairs),
        replaced=frozenset(figure for figure in unique if id(figure) in changed.gone),
        compared=chosen.figures,
        uncompared=chosen.uncompared,
    )


def _add_followers(changed: Replaced, chosen: Representatives) -> Replaced:
    """Add the figures that were not compared: each is replaced with the one that it follows."""
    if not chosen.follow:
        return changed
    earlier, gone = (
        keys | {follower for follower, leader in chosen.follow.items() if leader in keys}
        for keys in (changed.earlier, changed.gone)
    )
    return Replaced(earlier, gone)


def explain(a: ReportedFigure, b: ReportedFigure, context: Context) -> Comparison:
    """Compare two figures as if their incident had no others: verdict, rule and reason."""
    identical = Comparison(a, b, "repeat", "they are one figure", "same-source")
    return next(_explain_each(check_figures([a, b], context), context), identical)


def explain_figures(figures: Sequence[ReportedFigure], context: Context) -> list[Pair]:
    """Explain every two figures of one incident that are compared, in the light of all the others.

    The time is quadratic in the number of measures, of each of which at most `representatives.MOST` are compared.
    """
    return [
        Pair(incident=context.incident, figures=(a, b), verdict=verdict, reason=reason, rule=rule)
        for a, b, verdict, reason, rule in _explain_each(check_figures(figures, context), context)
    ]


def _explain_each(checked: Checked, context: Context) -> Iterator[Comparison]:
    """Explain every two of the compared figures: by a broken sum, else a settled pair, else as `compare` has them."""
    settled = {pair_key(pair.a, pair.b): pair for pair in checked.comparisons}
    summed = {
        pair_key(part, finding.figures[-1]): finding
        for finding in checked.findings
        if finding.kind == "arithmetic"
        for part in finding.figures[:-1]
    }
    for a, b in combinations(checked.compared, 2):
        key = pair_key(a, b)
        if finding := summed.get(key):
            yield Comparison(a, b, "arithmetic", finding.explanation.rstrip("."), finding.rule)
        else:
            yield settled.get(key) or compare(a, b, context)


def _rank(finding: Finding) -> tuple[float, str, str]:
    return -finding.severity, finding.measure, finding.explanation


def _find_in_pairs(
    pairs: Iterable[Comparison], changed: Replaced, chosen: Representatives, context: Context
) -> Iterator[Finding]:
    """Make one finding for each kind and each group of figures that its pairs connect."""
    by_kind: dict[Kind, list[Comparison]] = {}
    for pair in pairs:
        kind = _PAIRED.get(pair.verdict)
        if kind == "agreement" and not changed.gone.isdisjoint((id(pair.a), id(pair.b))):
            continue  # agreement on a number since replaced is no news
        if kind:
            by_kind.setdefault(kind, []).append(pair)
    for kind, of_kind in by_kind.items():
        for group in _connected_pairs(of_kind):
            yield _make_finding(kind, group, changed, chosen, context)


def _connected_pairs(pairs: Sequence[Comparison]) -> list[list[Comparison]]:
    """Group pairs by the connected components of their figures, in the order met."""
    if len(pairs) == 1:
        return [list(pairs)]
    components: DisjointSets[FigureKey] = DisjointSets()
    for pair in pairs:
        components.union(id(pair.a), id(pair.b))
    groups: dict[FigureKey, list[Comparison]] = {}
    for pair in pairs:
        groups.setdefault(components.find(id(pair.a)), []).append(pair)
    return list(groups.values())


def _make_finding(
    kind: Kind, pairs: Sequence[Comparison], changed: Replaced, chosen: Representatives, context: Context
) -> Finding:
    by_key = {id(figure): figure for pair in pairs for figure in (pair.a, pair.b)}
    figures = sort_by_time(chosen.expand(by_key.values()), changed.earlier, context)
    standing = [figure for figure in figures if id(figure) not in changed.gone and figure.stance == "asserted"]
    settled = kind in ("revision", "retraction", "agreement")
    alike = len({figure.measure for figure in figures}) == 1  # who were hurt and died are no number of the wounded
    stands = _latest_figure(keep_tightest(standing), context) if standing and settled and alike else None
    decided = min(pairs, key=lambda pair: _TELLING.get(pair.rule, len(_TELLING)))
    stale = [pair.a for pair in pairs if pair.rule == "stale"]
    return _new_finding(
        kind=kind,
        incident=context.incident,
        measure=figures[0].measure,
        figures=tuple(figures),
        explanation=explain_finding(kind, figures, stands, decided.reason, stale, context.copied),
        stands=stands,
        severity=severity(kind, figures[0].measure, figures, gap(*map(middle, figures)), context),
        rule=decided.rule,
    )


def _latest_figure(figures: Sequence[ReportedFigure], context: Context) -> ReportedFigure:
    """The latest of figures that are sorted by time; one of known date, if there is one."""
    return next((figure for figure in reversed(figures) if context.published.get(figure.article or "")), figures[-1])


def _make_sum_finding(broken: Contradiction, context: Context) -> Finding:
    figures = (*broken.parts, broken.whole)
    measure = broken.whole.measure
    apart = gap(sum(map(middle, broken.parts)), middle(broken.whole))
    return _new_finding(
        kind="arithmetic",
        incident=context.incident,
        measure=measure,
        figures=figures,
        explanation=explain_sum(figures, broken.reason),
        severity=severity("arithmetic", measure, figures, apart, context),
        rule=broken.rule,
    )


def _find_uncorroborated(
    figures: Iterable[ReportedFigure], pairs: Iterable[Comparison], changed: Replaced, context: Context
) -> Iterator[Finding]:
    """Find totals of weight that rest on one source, and that no other finding covers."""
    spoken = {id(f) for pair in pairs if pair.verdict in ("conflict", "dispute", "agreement") for f in (pair.a, pair.b)}
    spoken |= changed.earlier
    reported: dict[object, list[ReportedFigure]] = {}
    for figure in figures:
        if not figure.is_toll or not figure.highest:
            continue
        if measure_weight(figure.measure) < _WORTH_KNOWING or id(figure) in spoken:
            continue
        alike = reported.setdefault((figure.measure, figure.low, figure.high, figure.unit), [])
        if any(is_same_source(figure, other, context.copied) for other in alike):
            continue
        alike.append(figure)
        yield _new_finding(
            kind="uncorroborated",
            incident=context.incident,
            measure=figure.measure,
            figures=(figure,),
            explanation=explain_uncorroborated(figure),
            severity=severity("uncorroborated", figure.measure, [figure], 0.0, context),
            rule="one-source",
        )
