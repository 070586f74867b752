"""Findings: what the checker says of the figures of one incident."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from ..records import ReportedFigure
from .comparison import ACCUSING, Comparison, Context, Rule, Verdict, compare, tightest
from .contradiction import Contradiction
from .series import in_time
from .settling import compared
from .severity import Kind, gap, middle, severity, weight
from .sources import same_source
from .sums import contradictions
from .wording import alone, explanation, sum_explanation

# Below this weight (of `schemas.MEASURES`) a number on one source alone is not worth a finding.
_WORTH_KNOWING: Final = 0.6
_NEAR_MISSES: Final = 200  # more than anyone reads; a thousand figures have half a million pairs
_PAIRED: Final[dict[Verdict, Kind]] = {
    "conflict": "conflict",
    "dispute": "dispute",
    "retraction": "retraction",
    "revision": "revision",
    "agreement": "agreement",
}


@dataclass(frozen=True)
class Finding:
    """What was found of two or more figures (one, if `uncorroborated`), the earliest first.

    In an `arithmetic` finding the parts come first and the whole last. `stands` is the figure that holds now, None
    where nothing settles it. `severity` orders findings; `rule` is the stable name of what decided.
    """

    kind: Kind
    measure: str
    figures: tuple[ReportedFigure, ...]
    explanation: str
    stands: ReportedFigure | None
    severity: float
    rule: Rule


@dataclass(frozen=True)
class Checked:
    """Everything the checker says of one incident's figures; `comparisons` is every comparable pair."""

    findings: tuple[Finding, ...]
    comparisons: tuple[Comparison, ...]
    replaced: frozenset[ReportedFigure]


def check_figures(figures: Sequence[ReportedFigure], context: Context) -> Checked:
    """Compare all figures of one incident, add up what belongs together, and say what follows."""
    unique = list(dict.fromkeys(figures))
    pairs = compared(unique, context)
    replaced = {id(pair.a) for pair in pairs if pair.verdict in ("revision", "retraction")}
    findings = [
        *_pair_findings(pairs, replaced, context),
        *(
            _arithmetic(broken, context)
            for sure in context.sure_groups(unique)
            for broken in contradictions(sure, pairs, context)
        ),
        *_uncorroborated(unique, pairs, replaced, context),
    ]
    gone = frozenset(figure for figure in unique if id(figure) in replaced)
    return Checked(tuple(sorted(findings, key=_rank)), tuple(pairs), gone)


def explain(a: ReportedFigure, b: ReportedFigure, context: Context) -> Comparison:
    """What is found of any two figures of one incident, if there were no others: verdict, rule and reason."""
    (pair,) = explain_figures([a, b], context) or [Comparison(a, b, "repeat", "they are one figure", "same-source")]
    return pair


def explain_figures(figures: Sequence[ReportedFigure], context: Context) -> list[Comparison]:
    """What is found of every two figures of one incident, in the light of all the others; quadratic."""
    unique = list(dict.fromkeys(figures))
    checked = check_figures(unique, context)
    settled = {frozenset((pair.a, pair.b)): pair for pair in checked.comparisons}
    summed = {
        frozenset((part, finding.figures[-1])): finding
        for finding in checked.findings
        if finding.kind == "arithmetic"
        for part in finding.figures[:-1]
    }
    return [_explained(a, b, settled, summed, context) for a, b in combinations(unique, 2)]


def near_misses(figures: Sequence[ReportedFigure], checked: Checked, context: Context) -> list[Comparison]:
    """Figures that differ, and that a reader may take for a conflict, but which are none: each two claims once.

    At most the first 200 of an incident: what `explain_figures` lists in full.
    """
    accused = {frozenset((pair.a, pair.b)) for pair in checked.comparisons if pair.verdict in ACCUSING}
    accused |= {
        frozenset(pair) for f in checked.findings if f.kind == "arithmetic" for pair in combinations(f.figures, 2)
    }
    found: dict[object, Comparison] = {}
    for a, b in _look_alikes(list(dict.fromkeys(figures))):
        if frozenset((a, b)) in accused:
            continue
        pair = compare(a, b, context)
        if pair.verdict in ("not_comparable", "consistent", "agreement"):
            found.setdefault((_words(a), _words(b)), pair)
            if len(found) == _NEAR_MISSES:
                break
    return list(found.values())


def _look_alikes(figures: Sequence[ReportedFigure]) -> Iterator[tuple[ReportedFigure, ReportedFigure]]:
    """Pairs with other numbers for one measure, or for what was launched and what of it was stopped."""
    for a, b in combinations(figures, 2):
        if (a.low, a.high) == (b.low, b.high) or "other" in (a.measure, b.measure):
            continue
        if a.measure == b.measure or {a.measure, b.measure} == {"launched", "intercepted"}:
            yield a, b


def _words(figure: ReportedFigure) -> object:
    return figure.measure, figure.of, figure.where, figure.extent, figure.low, figure.high, figure.bound


def _explained(
    a: ReportedFigure,
    b: ReportedFigure,
    settled: dict[frozenset[ReportedFigure], Comparison],
    summed: dict[frozenset[ReportedFigure], Finding],
    context: Context,
) -> Comparison:
    pair = frozenset((a, b))
    finding = summed.get(pair)
    if finding:
        return Comparison(a, b, "arithmetic", finding.explanation.rstrip("."), finding.rule)
    return settled.get(pair) or compare(a, b, context)


def _rank(finding: Finding) -> tuple[float, str, str]:
    return -finding.severity, finding.measure, finding.explanation


def _pair_findings(pairs: Iterable[Comparison], replaced: Set[int], context: Context) -> Iterator[Finding]:
    """One finding for each kind and each group of figures that its pairs tie together."""
    by_kind: dict[Kind, list[Comparison]] = {}
    for pair in pairs:
        kind = _PAIRED.get(pair.verdict)
        if kind == "agreement" and (id(pair.a) in replaced or id(pair.b) in replaced):
            continue  # that two sources agreed on a number since replaced tells nobody anything
        if kind:
            by_kind.setdefault(kind, []).append(pair)
    for kind, told in by_kind.items():
        for group in _components(told):
            yield _finding(kind, group, replaced, context)


def _components(pairs: Sequence[Comparison]) -> list[list[Comparison]]:
    """Pairs by the figures that they tie together, each group in the order met."""
    root: dict[int, int] = {}

    def find(figure: int) -> int:
        while (above := root.setdefault(figure, figure)) != figure:
            root[figure] = figure = root[above]
        return figure

    for pair in pairs:
        ours, theirs = find(id(pair.a)), find(id(pair.b))
        if ours != theirs:
            root[theirs] = ours
    groups: dict[int, list[Comparison]] = {}
    for pair in pairs:
        groups.setdefault(find(id(pair.a)), []).append(pair)
    return list(groups.values())


def _finding(kind: Kind, pairs: Sequence[Comparison], replaced: Set[int], context: Context) -> Finding:
    figures = in_time({id(f): f for pair in pairs for f in (pair.a, pair.b)}.values(), replaced, context)
    standing = [figure for figure in figures if id(figure) not in replaced and figure.stance == "asserted"]
    settled = kind in ("revision", "retraction", "agreement")
    stands = _latest(tightest(standing), context) if standing and settled else None
    decided = next((pair for pair in pairs if pair.rule in ("order", "change")), pairs[0])
    stale = [pair.a for pair in pairs if pair.rule == "stale"]
    return Finding(
        kind=kind,
        measure=figures[0].measure,
        figures=tuple(figures),
        explanation=explanation(kind, figures, stands, decided.reason, stale, context.copied),
        stands=stands,
        severity=severity(kind, figures[0].measure, figures, gap(*map(middle, figures)), context),
        rule=decided.rule,
    )


def _latest(figures: Sequence[ReportedFigure], context: Context) -> ReportedFigure:
    """The last of figures in order of time; one of known date, if there is one."""
    return next((figure for figure in reversed(figures) if context.published.get(figure.article or "")), figures[-1])


def _arithmetic(broken: Contradiction, context: Context) -> Finding:
    figures = (*broken.parts, broken.whole)
    measure = broken.whole.measure
    apart = gap(sum(map(middle, broken.parts)), middle(broken.whole))
    return Finding(
        kind="arithmetic",
        measure=measure,
        figures=figures,
        explanation=sum_explanation(figures, broken.reason),
        stands=None,
        severity=severity("arithmetic", measure, figures, apart, context),
        rule=broken.rule,
    )


def _uncorroborated(
    figures: Iterable[ReportedFigure], pairs: Iterable[Comparison], replaced: Set[int], context: Context
) -> Iterator[Finding]:
    """Totals worth knowing that rest on one source, and that no other finding speaks of."""
    spoken = {id(f) for pair in pairs if pair.verdict in ("conflict", "dispute", "agreement") for f in (pair.a, pair.b)}
    reported: dict[object, list[ReportedFigure]] = {}
    for figure in figures:
        if figure.stance == "denied" or figure.extent != "total" or not figure.highest:
            continue
        if weight(figure.measure) < _WORTH_KNOWING or id(figure) in replaced or id(figure) in spoken:
            continue
        alike = reported.setdefault((figure.measure, figure.low, figure.high, figure.unit), [])
        if any(same_source(figure, other, context.copied) for other in alike):
            continue
        alike.append(figure)
        matters = severity("uncorroborated", figure.measure, [figure], 0.0, context)
        yield Finding("uncorroborated", figure.measure, (figure,), alone(figure), None, matters, "one-source")
