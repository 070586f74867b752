"""Findings: what the checker says of the figures of one incident."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal, get_args

from ..records import ReportedFigure
from ..schemas import MEASURES
from .comparison import Comparison, Context, compare, meets, tightest
from .order import earlier
from .sources import independent_sources, same_source
from .wording import amount, claim, counted, sentence, who

Kind = Literal["conflict", "dispute", "retraction", "revision", "uncorroborated", "agreement"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

# How much a kind matters beside another of the same measure; within a kind the measure's weight decides.
_URGENCY: Final[dict[Kind, float]] = {
    "conflict": 5.0, "dispute": 4.0, "retraction": 3.0, "revision": 2.0, "uncorroborated": 1.0, "agreement": 0.0,
}  # fmt: skip
# Below this weight (of `schemas.MEASURES`) a number on one source alone is not worth a finding.
_WORTH_KNOWING: Final = 0.6


@dataclass(frozen=True)
class Finding:
    """What was found of two or more figures (one, if `uncorroborated`), worst figures first in time.

    `stands` is the figure that holds now, None where nothing settles it. `severity` orders findings.
    """

    kind: Kind
    measure: str
    figures: tuple[ReportedFigure, ...]
    explanation: str
    stands: ReportedFigure | None
    severity: float


@dataclass(frozen=True)
class Checked:
    """Everything the checker says of one incident's figures; `comparisons` is every pair that it looked at."""

    findings: tuple[Finding, ...]
    comparisons: tuple[Comparison, ...]
    replaced: frozenset[ReportedFigure]


def check_figures(figures: Sequence[ReportedFigure], context: Context) -> Checked:
    """Compare all figures of one incident, and say what follows."""
    unique = list(dict.fromkeys(figures))
    compared = _settled([compare(a, b, context) for a, b in combinations(unique, 2)])
    replaced = frozenset(pair.a for pair in compared if pair.verdict in ("revision", "retraction"))
    findings = [*_pair_findings(compared, replaced, context), *_uncorroborated(unique, compared, replaced, context)]
    return Checked(tuple(sorted(findings, key=_rank)), tuple(compared), replaced)


def _rank(finding: Finding) -> tuple[float, str, str]:
    return -finding.severity, finding.measure, finding.explanation


def _settled(compared: list[Comparison]) -> list[Comparison]:
    """Conflicts taken back where one side was replaced by a figure that says what the other says.

    An undated article says 4, a dated one said 2 before the same governor said 4: no conflict.
    """
    successors: dict[ReportedFigure, list[ReportedFigure]] = defaultdict(list)
    for pair in compared:
        if pair.verdict in ("revision", "retraction"):
            successors[pair.a].append(pair.b)

    def replaced_by(old: ReportedFigure, other: ReportedFigure) -> bool:
        return any(meets(new, other) for new in successors[old])

    def settle(pair: Comparison) -> Comparison:
        if pair.verdict != "conflict":
            return pair
        for old, other in ((pair.a, pair.b), (pair.b, pair.a)):
            if replaced_by(old, other):
                return Comparison(old, other, "revision", "it was replaced by a figure that agrees with the other")
        return pair

    return [settle(pair) for pair in compared]


def _pair_findings(
    compared: list[Comparison], replaced: frozenset[ReportedFigure], context: Context
) -> Iterator[Finding]:
    """One finding for each kind and each group of figures that its pairs tie together."""
    for kind in KINDS:
        pairs = [pair for pair in compared if pair.verdict == kind]
        if kind == "agreement":  # that two sources agreed on a number since replaced tells nobody anything
            pairs = [pair for pair in pairs if not {pair.a, pair.b} & replaced]
        for group in _components(pairs):
            figures = _in_time(group, context)
            yield _finding(kind, figures, pairs, replaced, context)


def _components(pairs: Iterable[Comparison]) -> list[list[ReportedFigure]]:
    """Figures tied together by pairs, each group in the order met."""
    group: dict[ReportedFigure, list[ReportedFigure]] = {}
    for pair in pairs:
        ours, theirs = group.setdefault(pair.a, [pair.a]), group.setdefault(pair.b, [pair.b])
        if ours is not theirs:
            ours += theirs
            for figure in theirs:
                group[figure] = ours
    return [list(figures) for figures in {id(figures): figures for figures in group.values()}.values()]


def _in_time(figures: Iterable[ReportedFigure], context: Context) -> list[ReportedFigure]:
    """Earlier figures first, as far as order is known; ties by value, so that the order is the same each time."""
    ordered: list[ReportedFigure] = []
    for figure in sorted(figures, key=lambda f: (f.lowest, f.highest, f.article or "", f.start or 0)):
        place = next((i for i, other in enumerate(ordered) if earlier(figure, other, context.published)), len(ordered))
        ordered.insert(place, figure)
    return ordered


def _finding(
    kind: Kind,
    figures: list[ReportedFigure],
    pairs: list[Comparison],
    replaced: frozenset[ReportedFigure],
    context: Context,
) -> Finding:
    standing = [figure for figure in figures if figure not in replaced and figure.stance == "asserted"]
    settled = kind in ("revision", "retraction", "agreement")
    stands = tightest(standing)[-1] if standing and settled else None
    reason = next(pair.reason for pair in pairs if pair.a in figures)
    severity = round(_URGENCY[kind] + _weight(figures[0].measure) + _gap(figures), 3)
    explanation = _explain(kind, figures, stands, reason, context)
    return Finding(kind, figures[0].measure, tuple(figures), explanation, stands, severity)


def _weight(measure: str) -> float:
    return MEASURES[measure].weight if measure in MEASURES else 0.5


def _gap(figures: Sequence[ReportedFigure]) -> float:
    """How far apart the figures are, from 0 to just under 1: one minus the smallest over the largest."""
    values = [figure.lowest if figure.high is None else (figure.lowest + figure.highest) / 2 for figure in figures]
    return 0.0 if max(values) <= 0 else 0.99 * (1 - min(values) / max(values))


def _explain(
    kind: Kind, figures: list[ReportedFigure], stands: ReportedFigure | None, reason: str, context: Context
) -> str:
    claims = _claims(figures)
    what = sentence(counted(figures[0]))
    match kind:
        case "agreement":
            sources = independent_sources(figures, context.copied)
            return f"{sources} independent sources agree on {counted(figures[0])}: {claims}."
        case "revision" | "retraction":
            now = f" {amount(stands)} stands now." if stands else ""
            return f"{what}: {claims}; {reason}.{now}"
        case _:
            return f"{what}: {claims}; {reason}."


def _claims(figures: Sequence[ReportedFigure]) -> str:
    """Each number once, with the sources that say it: "2 (A); 4 (B, C)"."""
    sources: dict[str, list[str]] = {}
    for figure in figures:
        names = sources.setdefault(claim(figure), [])
        if who(figure) not in names:
            names.append(who(figure))
    return "; ".join(f"{said} ({', '.join(names)})" for said, names in sources.items())


def _uncorroborated(
    figures: list[ReportedFigure], compared: list[Comparison], replaced: frozenset[ReportedFigure], context: Context
) -> Iterator[Finding]:
    """Totals worth knowing that rest on one source, and that no other finding speaks of."""
    spoken = {f for pair in compared if pair.verdict in ("conflict", "dispute", "agreement") for f in (pair.a, pair.b)}
    reported: list[ReportedFigure] = []
    for figure in figures:
        if figure in replaced | spoken or figure.stance == "denied" or figure.extent != "total" or not figure.highest:
            continue
        if _weight(figure.measure) < _WORTH_KNOWING:
            continue
        if any(same_source(figure, other, context.copied) and _alike(figure, other) for other in reported):
            continue
        reported.append(figure)
        severity = round(_URGENCY["uncorroborated"] + _weight(figure.measure), 3)
        explanation = f"{amount(figure)} {counted(figure)}: on the word of one source, {who(figure)}."
        yield Finding("uncorroborated", figure.measure, (figure,), explanation, None, severity)


def _alike(a: ReportedFigure, b: ReportedFigure) -> bool:
    return (a.measure, a.low, a.high, a.unit) == (b.measure, b.low, b.high, b.unit)
