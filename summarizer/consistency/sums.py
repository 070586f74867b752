"""Arithmetic: parts that exceed their whole, and parts that should make it up and do not.

Each figure bounds one unknown, the true count of its cell (measure by population by place), by an interval. Cells
constrain one another: disjoint parts add up to no more than their whole; the kinds of a partition, and a part
with "the other three", add up to exactly it; an earlier total and what came on top make the new one. A
constraint is broken only if no counts inside the intervals satisfy it, and only figures that can be of one
state of knowledge enter one constraint (see `docs/findings.md`).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, permutations

from ..records import ReportedFigure
from ..schemas import MEASURES
from .cells import Cell, apart, cell, family, within
from .comparison import Comparison, Context, Rule
from .order import earlier, moment, was_replaced
from .populations import Partition, kind_of, names_all, partitions, relation
from .sources import same_source
from .wording import amount, number

# A sum of more parts than this is searched for greedily: the best of all subsets would take 2^n steps.
_EXACT = 12
# Of more additions or parts than this, any subset may be meant, and nothing is claimed.
_SUBSETS = 4
_FLAGGED = ("conflict", "dispute", "revision", "retraction")


@dataclass(frozen=True)
class Contradiction:
    """Parts and a whole that cannot all be right, by which rule, and the sum in words."""

    rule: Rule
    parts: tuple[ReportedFigure, ...]
    whole: ReportedFigure
    reason: str


def contradictions(
    figures: Sequence[ReportedFigure], pairs: Sequence[Comparison], context: Context
) -> list[Contradiction]:
    """Every broken constraint of one incident's figures, each set of numbers once."""
    families: dict[str, list[ReportedFigure]] = {}
    for figure in figures:
        name = family(figure)
        if name:
            families.setdefault(name, []).append(figure)
    candidates = [list(map(cell, members)) for members in families.values() if len(members) > 1]
    candidates = [cells for cells in candidates if _may_add_up(cells)]
    if not candidates:
        return []
    known = _Known.of(pairs, context)
    found: dict[object, Contradiction] = {}
    for cells in candidates:
        for contradiction in _broken(cells, known):
            found.setdefault(_said(contradiction), contradiction)
    return list(found.values())


def _may_add_up(cells: Sequence[Cell]) -> bool:
    """Whether any of them lies in another, or is added to one: all that this module is about."""
    groups = _groups(cells)
    return len(groups) > 1 and any(
        one[0].figure.extent == "additional" or within(one[0], other[0]) for one, other in permutations(groups, 2)
    )


def _said(contradiction: Contradiction) -> object:
    """The numbers of a contradiction: a copy of the article, or its title, says the same again."""
    return (
        _number(contradiction.whole),
        frozenset(_number(part) for part in contradiction.parts),
    )


def _number(figure: ReportedFigure) -> tuple[object, ...]:
    return figure.measure, figure.of.casefold(), figure.where, figure.low, figure.high


@dataclass(frozen=True, eq=False)
class _Known:
    """What the comparison of pairs has settled already; figures by their `id`."""

    context: Context
    pairs: Sequence[Comparison]
    disputed: Set[int]
    replaced: Set[int]
    lowered: Set[int]
    outdated: Set[int]

    @classmethod
    def of(cls, pairs: Sequence[Comparison], context: Context) -> "_Known":
        """From every comparable pair; `outdated` was replaced by its own article."""
        changed = [pair for pair in pairs if pair.verdict in ("revision", "retraction")]
        return cls(
            context=context,
            pairs=pairs,
            disputed={id(f) for pair in pairs if pair.verdict in ("conflict", "dispute") for f in (pair.a, pair.b)},
            replaced={id(pair.a) for pair in changed},
            lowered={id(pair.b) for pair in changed if pair.verdict == "retraction"},
            outdated={id(pair.a) for pair in changed if pair.a.article == pair.b.article},
        )

    @cached_property
    def _flagged(self) -> Set[tuple[int, int]]:
        flagged = ((id(pair.a), id(pair.b)) for pair in self.pairs if pair.verdict in _FLAGGED)
        return {(a, b) if a < b else (b, a) for a, b in flagged}

    def accused(self, cells: Sequence[Cell]) -> bool:
        """Whether a pair of them is a finding already."""
        figures = sorted(id(one.figure) for one in cells)
        return any(pair in self._flagged for pair in combinations(figures, 2))

    def first(self, a: Cell, b: Cell) -> bool | None:
        """Whether the first was counted earlier."""
        return earlier(a.figure, b.figure, self.context.published)

    def one_source(self, a: ReportedFigure, b: ReportedFigure) -> bool:
        return same_source(a, b, self.context.copied)


def _broken(cells: Sequence[Cell], known: _Known) -> Iterator[Contradiction]:
    by_article: dict[str | None, list[Cell]] = {}
    for one in cells:
        by_article.setdefault(one.figure.article, []).append(one)
    accused: set[int] = set()
    for article, told in by_article.items():
        if len(told) < 2 or known.context.copied.get(article or "") in by_article:
            continue
        for account in _accounts([one for one in told if id(one.figure) not in known.outdated], known):
            for contradiction in _in_account(account, known):
                accused |= {id(figure) for figure in (contradiction.whole, *contradiction.parts)}
                yield contradiction
    yield from _additions(cells, known)
    done = known.replaced | known.disputed | accused
    standing = [one for one in cells if id(one.figure) not in done]
    yield from _across(standing, known)


def _accounts(told: Sequence[Cell], known: _Known) -> list[list[Cell]]:
    """What one article says in one source's words: each attribution with the article's own voice."""
    own = [one for one in told if not one.figure.attributed_to]
    voices: list[list[Cell]] = []
    for one in told:
        if not one.figure.attributed_to:
            continue
        voice = next((v for v in voices if known.one_source(v[0].figure, one.figure)), None)
        if voice is None:
            voices.append([one])
        else:
            voice.append(one)
    return [own + voice for voice in voices] or [own]


def _in_account(account: Sequence[Cell], known: _Known) -> Iterator[Contradiction]:
    """What one source says in one article must add up: it is one state of knowledge, as far as its words go."""
    wholes = [one for one in account if one.whole]
    for whole in wholes:
        parts = [
            part for part in account if part is not whole and _in_part(part, whole) and _no_older(part, whole, known)
        ]
        if not parts:
            continue
        broken = (
            _too_much(parts, whole, known, one_account=True)
            or _too_many_stopped(parts, whole, known)
            or _too_little(parts, whole, known)
            or _rest_is_off(parts, whole, wholes, known)
        )
        if broken and not _read_otherwise(broken, account):
            yield broken


def _no_older(part: Cell, whole: Cell, known: _Known) -> bool:
    """Whether the whole cannot have been outgrown by the part: it is of the same moment, or of a later one."""
    if was_replaced(part.figure):
        return False
    first = known.first(part, whole)
    if first is None:
        return True
    return first and _grows(part.figure)


def _grows(figure: ReportedFigure) -> bool:
    return MEASURES[figure.measure].cumulative


def _too_much(parts: Sequence[Cell], whole: Cell, known: _Known, *, one_account: bool) -> Contradiction | None:
    """Disjoint parts whose lower ends add up to more than the upper end of their whole."""
    if _sum_low(parts) <= whole.high:
        return None
    chosen = _heaviest(parts, lambda a, b: apart(a, b, one_account=one_account))
    if _sum_low(chosen) <= whole.high or known.accused([*chosen, whole]):
        return None
    least = _fewest(chosen, whole)
    return _contradiction(_exceeding(least, whole), least, whole, _sum_low(least), "at least")


def _too_many_stopped(parts: Sequence[Cell], whole: Cell, known: _Known) -> Contradiction | None:
    """More stopped in all than can have been: what got through in some places is launched and was not stopped."""
    stopped = [part for part in parts if part.figure.measure == "intercepted" and part.scope == whole.scope]
    pairs = [
        (launched, shot)
        for launched in parts
        for shot in parts
        if launched.scope == shot.scope != whole.scope
        and (launched.figure.measure, shot.figure.measure) == ("launched", "intercepted")
        and relation(launched.figure.of, shot.figure.of) == "same"
        and launched.low > shot.high
    ]
    if not stopped or not pairs:
        return None
    most = max(stopped, key=lambda part: part.low)
    launched = _heaviest([pair[0] for pair in pairs], lambda a, b: apart(a, b, one_account=True))
    through = [pair for pair in pairs if any(pair[0] is one for one in launched)]
    made = most.low + sum(sent.low - shot.high for sent, shot in through)
    chosen = [most, *(one for pair in through for one in pair)]
    if made <= whole.high or known.accused([*chosen, whole]):
        return None
    gone = " and ".join(
        f"{number(sent.low - shot.high)} that got through ({sent.figure.where})" for sent, shot in through
    )
    reason = f"{amount(most.figure)} stopped and {gone} make {number(made)}, but the whole is {amount(whole.figure)}"
    return Contradiction("outcome", tuple(one.figure for one in chosen), whole.figure, reason)


def _fewest(chosen: Sequence[Cell], whole: Cell) -> list[Cell]:
    """Without parts that the contradiction can do without: the largest that are too many already."""
    kept: list[Cell] = []
    for part in sorted(chosen, key=lambda part: -part.low):
        kept.append(part)
        if len(kept) > 1 and _sum_low(kept) > whole.high:
            break
    return kept if len(kept) < len(chosen) - 1 else list(chosen)


def _exceeding(parts: Sequence[Cell], whole: Cell) -> Rule:
    if any(part.figure.measure != whole.figure.measure for part in parts):
        return "outcome"
    if any(part.scope != whole.scope for part in parts):
        return "places"
    complete = any(set(kinds) == set(partition.words) for partition, kinds in _kinds(parts, whole))
    return "sum" if complete or any(part.rest for part in parts) else "exceeds"


def _heaviest(parts: Sequence[Cell], disjoint: Callable[[Cell, Cell], bool]) -> list[Cell]:
    """Pairwise disjoint parts with the greatest sum of lower ends; the largest first where there are very many."""
    ordered = sorted((part for part in parts if part.low > 0), key=lambda part: -part.low)

    def grow(chosen: list[Cell], left: Sequence[Cell]) -> list[Cell]:
        best = chosen
        for at, part in enumerate(left):
            rest = [other for other in left[at + 1 :] if disjoint(part, other)]
            grown = grow([*chosen, part], rest)
            if _sum_low(grown) > _sum_low(best):
                best = grown
        return best

    if len(ordered) <= _EXACT:
        return grow([], ordered)
    chosen: list[Cell] = []
    for part in ordered:
        if all(disjoint(part, other) for other in chosen):
            chosen.append(part)
    return chosen


def _kinds(parts: Sequence[Cell], whole: Cell) -> Iterator[tuple[Partition, dict[str, list[Cell]]]]:
    """The parts by kind, for each partition of the whole."""
    for partition in partitions(whole.figure.of):
        kinds: dict[str, list[Cell]] = {}
        for part in parts:
            kind = kind_of(part.figure.of, whole.figure.of, partition)
            if kind:
                kinds.setdefault(kind, []).append(part)
        yield partition, kinds


def _too_little(parts: Sequence[Cell], whole: Cell, known: _Known) -> Contradiction | None:
    """All kinds of a partition, whose upper ends add up to less than the lower end of their whole."""
    level = [
        part
        for part in parts
        if (part.figure.measure, part.scope) == (whole.figure.measure, whole.scope) and known.first(part, whole) is None
    ]
    for partition, kinds in _kinds(level, whole):
        if set(kinds) != set(partition.words):
            continue
        chosen = [max(members, key=lambda part: part.high) for members in kinds.values()]
        if any(not _means_all(part, partition, whole) for part in chosen) or whole.incomplete:
            continue
        chosen += [part for part in level if not any(part in members for members in kinds.values())]
        if _sum_high(chosen) < whole.low and not known.accused([*chosen, whole]):
            return _contradiction("sum", chosen, whole, _sum_high(chosen), "at most")
    return None


def _means_all(part: Cell, partition: Partition, whole: Cell) -> bool:
    kind = kind_of(part.figure.of, whole.figure.of, partition)
    if kind is None or part.figure.extent != "total" or part.incomplete:
        return False
    return names_all(part.figure.of, kind, partition)


def _rest_is_off(parts: Sequence[Cell], whole: Cell, wholes: Sequence[Cell], known: _Known) -> Contradiction | None:
    """A part and "the other three" that do not make their whole, nor any other whole that they may belong to."""
    level = [
        part
        for part in parts
        if part.figure.extent == "part"
        and (part.figure.measure, part.scope) == (whole.figure.measure, whole.scope)
        and known.first(part, whole) is None
    ]
    rests = [part for part in level if part.rest]
    others = [part for part in level if not part.rest]
    if len(rests) != 1 or not 0 < len(others) <= _SUBSETS:
        return None
    (rest,) = rests
    for size in range(1, len(others) + 1):
        for subset in combinations(others, size):
            if any(_meet([*subset, rest], other) for other in wholes):
                return None
    chosen = [*others, rest]
    if known.accused([*chosen, whole]):
        return None
    short = _sum_high(chosen) < whole.low
    total = sum(part.high if short else part.low for part in chosen)
    return _contradiction("sum", chosen, whole, total, "at most" if short else "at least")


def _meet(parts: Sequence[Cell], whole: Cell) -> bool:
    return _sum_low(parts) <= whole.high and whole.low <= _sum_high(parts)


def _read_otherwise(broken: Contradiction, account: Sequence[Cell]) -> bool:
    """Whether one part and its "whole" are rather two parts of something larger, which they make up exactly.

    "Of the eight drones five were shot down and three suppressed": three is no whole of the five.
    """
    if len(broken.parts) != 1 or broken.parts[0].measure != broken.whole.measure:
        return False
    pair = [one for one in account if one.figure in (broken.whole, *broken.parts)]
    larger = [
        one
        for one in account
        if one not in pair and one.figure.extent == "total" and one.low == one.high and not one.scope
    ]
    return any(_meet(pair, one) for one in larger)


@dataclass(frozen=True, eq=False)
class _Report:
    """What one source says in one article of one cell: a new total, and what was added to reach it."""

    total: Cell
    added: tuple[Cell, ...]


def _additions(cells: Sequence[Cell], known: _Known) -> Iterator[Contradiction]:
    """Earlier totals and what one source added to them, which do not make that source's new total."""
    totals = [one for one in cells if one.whole and id(one.figure) not in known.lowered]
    for total in totals:
        added = _added_to(total, cells, known)
        if not 0 < len(added) <= _SUBSETS or id(total.figure) in known.outdated:
            continue
        bases = [one for one in totals if _alike(one, total, known) and known.first(one, total) is True]
        if bases:
            broken = _misses(_Report(total, added), bases, cells, known)
            if broken:
                yield broken


def _added_to(total: Cell, cells: Sequence[Cell], known: _Known) -> tuple[Cell, ...]:
    return tuple(
        one
        for one in cells
        if one.figure.extent == "additional"
        and one.figure.article == total.figure.article
        and _alike(one, total, known)
    )


def _alike(one: Cell, other: Cell, known: _Known) -> bool:
    """Whether one source counts the same in both."""
    return (
        one is not other
        and (one.figure.measure, one.figure.unit, one.scope) == (other.figure.measure, other.figure.unit, other.scope)
        and relation(one.figure.of, other.figure.of) == "same"
        and known.one_source(one.figure, other.figure)
    )


def _misses(report: _Report, bases: Sequence[Cell], cells: Sequence[Cell], known: _Known) -> Contradiction | None:
    """What was added was added to a count between the oldest and the latest: the sum must fit one of those."""
    total, added = report.total, report.added
    subsets = [subset for size in range(1, len(added) + 1) for subset in combinations(added, size)]
    if any(_meet([base, *subset], total) for base in bases for subset in subsets):
        return _misses_in_chain(report, bases, cells, known)
    latest = _latest(bases, known)
    least = [min(bases, key=lambda one: one.low), min(added, key=lambda one: one.low)]
    if _next_report(latest, total, known):
        least[0] = latest
        if _sum_high(most := [latest, *added]) < total.low:
            return _contradiction("addition", most, total, _sum_high(most), "at most")
    if _sum_low(least) > total.high:
        return _contradiction("addition", least, total, _sum_low(least), "at least")
    return None


def _misses_in_chain(
    report: _Report, bases: Sequence[Cell], cells: Sequence[Cell], known: _Known
) -> Contradiction | None:
    """As `_misses`, from an older total over what each report since has added: 9, 5 more and 6 more are 20."""
    total, chain = report.total, list(report.added)
    if len(report.added) > 1:
        return None
    left = list(bases)
    while left:
        base = _latest(left, known)
        before = _added_to(base, cells, known)
        left = [one for one in left if known.first(one, base) is True]
        if len(before) != 1 or not left or not _next_report(base, total, known):
            return None
        chain.append(before[0])
        total_before, base = base, _latest(left, known)
        if not _next_report(base, total_before, known):
            return None
        parts = [base, *reversed(chain)]
        if not _meet(parts, report.total):
            short = _sum_high(parts) < report.total.low
            made = _sum_high(parts) if short else _sum_low(parts)
            return _contradiction("addition", parts, report.total, made, "at most" if short else "at least")
        total = total_before
    return None


def _sum_low(cells: Iterable[Cell]) -> float:
    return sum(one.low for one in cells)


def _sum_high(cells: Iterable[Cell]) -> float:
    return sum(one.high for one in cells)


def _latest(totals: Sequence[Cell], known: _Known) -> Cell:
    """The one that no other comes after; of several, the last."""
    return next((one for one in totals if not any(known.first(one, other) for other in totals)), totals[-1])


def _next_report(base: Cell, total: Cell, known: _Known) -> bool:
    """Whether nothing can have been announced between the two: one article tells both, or they are a day apart."""
    if base.figure.article == total.figure.article:
        return True
    published = known.context.published
    then, now = moment(base.figure, published), moment(total.figure, published)
    return then is not None and now is not None and (now.start.date() - then.start.date()).days <= 1


def _across(standing: Sequence[Cell], known: _Known) -> Iterator[Contradiction]:
    """Parts of any source that exceed a whole of any other, where nobody disputes either and time explains nothing."""
    groups = _groups(standing)
    for wholes in groups:
        inside = [group for group in groups if _in_part(group[0], wholes[0])]
        most = sum(group[0].low for group in inside)
        for whole in wholes:
            if most <= whole.high or not whole.whole or id(whole.figure) in known.lowered:
                continue
            eligible = (next((part for part in group if _bears(part, whole, known)), None) for group in inside)
            parts = [part for part in eligible if part is not None]
            broken = _too_much(parts, whole, known, one_account=False) if parts else None
            if broken and not _read_otherwise(broken, [one for one in standing if _same_article(one, whole)]):
                yield broken


def _in_part(part: Cell, whole: Cell) -> bool:
    return part.figure.extent != "additional" and within(part, whole)


def _same_article(a: Cell, b: Cell) -> bool:
    return a.figure.article == b.figure.article


def _groups(standing: Iterable[Cell]) -> list[list[Cell]]:
    """Figures of one cell, the largest lower end first."""
    groups: dict[tuple[object, ...], list[Cell]] = {}
    for one in standing:
        figure = one.figure
        groups.setdefault((figure.measure, figure.unit, figure.of, one.scope, figure.extent), []).append(one)
    return [sorted(group, key=lambda one: -one.low) for group in groups.values()]


def _bears(part: Cell, whole: Cell, known: _Known) -> bool:
    """Whether time cannot explain that a part is larger than a whole that somebody else states.

    A toll may have grown since the whole was told, unless that came later for certain. Other counts do not grow
    by themselves, but one source may correct its own. An article on a town says nothing of the country.
    """
    if _same_article(part, whole):
        return _no_older(part, whole, known)
    breadth = known.context.breadth
    if breadth.get(whole.figure.article or "", 0) > breadth.get(part.figure.article or "", 3):
        return False
    if was_replaced(part.figure):
        return False
    first = known.first(part, whole)
    if _grows(part.figure):
        return first is True
    return first is not False and not known.one_source(part.figure, whole.figure)


def _contradiction(rule: Rule, parts: Sequence[Cell], whole: Cell, total: float, bound: str) -> Contradiction:
    ordered = parts if rule == "addition" else sorted(parts, key=lambda part: -part.low)
    figures = tuple(part.figure for part in ordered)
    stated = [figure.value for figure in figures if figure.bound == "exactly" and figure.value is not None]
    made = number(sum(stated)) if len(stated) == len(figures) else f"{bound} {number(total)}"
    what = "the new total" if rule == "addition" else "the whole"
    if len(figures) == 1:
        reason = f"the part, {amount(figures[0])}, is larger than its whole, {amount(whole.figure)}"
    else:
        *most, last = [amount(figure) for figure in figures]
        reason = f"{', '.join(most)} and {last} make {made}, but {what} is {amount(whole.figure)}"
    return Contradiction(rule, figures, whole.figure, reason)
