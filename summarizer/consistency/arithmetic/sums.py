"""Arithmetic: parts that exceed their whole, and parts that should make it up and do not.

Each figure bounds one unknown, the true count of its cell (measure by population by place), by an interval. Cells
constrain one another: disjoint parts add up to no more than their whole; the kinds of a partition, and a part
with "the other three", add up to exactly it; an earlier total and what came on top make the new one. A
constraint is broken only if no counts inside the intervals satisfy it, and only figures that can be of one
state of knowledge enter one constraint (see `docs/findings.md`).
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations

from ...records.events import ReportedFigure
from ..comparison import Comparison, Context, FigureKey
from ..order import was_replaced
from .additions import additions
from .cells import Cell, cell, family, within
from .contradiction import Contradiction, SettledPairs, grows, in_part, no_older
from .parts import in_account, read_otherwise, too_much


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
    settled = SettledPairs.of(pairs, context)
    found: dict[object, Contradiction] = {}
    for cells in candidates:
        for broken in _broken(cells, settled):
            found.setdefault(_said(broken), broken)
    return list(found.values())


def _may_add_up(cells: Sequence[Cell]) -> bool:
    """Whether any of them lies in another, or is added to one: all that this module is about."""
    groups = _groups(cells)
    return len(groups) > 1 and any(
        one[0].figure.extent == "additional" or within(one[0], other[0]) for one, other in permutations(groups, 2)
    )


def _said(broken: Contradiction) -> object:
    """The numbers of a contradiction: a copy of the article, or its title, says the same again."""
    return (
        _number(broken.whole),
        frozenset(_number(part) for part in broken.parts),
    )


def _number(figure: ReportedFigure) -> tuple[object, ...]:
    return figure.measure, figure.of.casefold(), figure.where, figure.low, figure.high


def _broken(cells: Sequence[Cell], settled: SettledPairs) -> Iterator[Contradiction]:
    by_article: dict[str | None, list[Cell]] = {}
    for one in cells:
        by_article.setdefault(one.figure.article, []).append(one)
    accused: set[FigureKey] = set()
    for article, told in by_article.items():
        if len(told) < 2 or settled.context.copied.get(article or "") in by_article:
            continue
        for account in _accounts([one for one in told if id(one.figure) not in settled.outdated], settled):
            for broken in in_account(account, settled):
                accused |= {id(figure) for figure in (broken.whole, *broken.parts)}
                yield broken
    yield from additions(cells, settled)
    done = settled.replaced | settled.disputed | accused
    standing = [one for one in cells if id(one.figure) not in done]
    yield from _across(standing, settled)


def _accounts(told: Sequence[Cell], settled: SettledPairs) -> list[list[Cell]]:
    """What one article says in one source's words: each attribution with the article's own voice."""
    own = [one for one in told if not one.figure.attributed_to]
    voices: list[list[Cell]] = []
    for one in told:
        if not one.figure.attributed_to:
            continue
        voice = next((v for v in voices if settled.one_source(v[0].figure, one.figure)), None)
        if voice is None:
            voices.append([one])
        else:
            voice.append(one)
    return [own + voice for voice in voices] or [own]


def _across(standing: Sequence[Cell], settled: SettledPairs) -> Iterator[Contradiction]:
    """Parts of any source that exceed a whole of any other, where nobody disputes either and time explains nothing."""
    groups = _groups(standing)
    for wholes in groups:
        inside = [group for group in groups if in_part(group[0], wholes[0])]
        most = sum(group[0].low for group in inside)
        for whole in wholes:
            if most <= whole.high or not whole.whole or id(whole.figure) in settled.lowered:
                continue
            eligible = (next((part for part in group if _bears(part, whole, settled)), None) for group in inside)
            parts = [part for part in eligible if part is not None]
            broken = too_much(parts, whole, settled, one_account=False) if parts else None
            if broken and not read_otherwise(broken, [one for one in standing if _same_article(one, whole)]):
                yield broken


def _same_article(a: Cell, b: Cell) -> bool:
    return a.figure.article == b.figure.article


def _groups(standing: Iterable[Cell]) -> list[list[Cell]]:
    """Figures of one cell, the largest lower end first."""
    groups: dict[tuple[object, ...], list[Cell]] = {}
    for one in standing:
        figure = one.figure
        groups.setdefault((figure.measure, figure.unit, figure.of, one.scope, figure.extent), []).append(one)
    return [sorted(group, key=lambda one: -one.low) for group in groups.values()]


def _bears(part: Cell, whole: Cell, settled: SettledPairs) -> bool:
    """Whether time cannot explain that a part is larger than a whole that somebody else states.

    A toll may have grown since the whole was told, unless that came later for certain. Other counts do not grow
    by themselves, but one source may correct its own. An article on a town says nothing of the country.
    """
    if _same_article(part, whole):
        return no_older(part, whole, settled)
    breadth = settled.context.breadth
    if breadth.get(whole.figure.article or "", 0) > breadth.get(part.figure.article or "", 3):
        return False
    if was_replaced(part.figure):
        return False
    first = settled.first(part, whole)
    if grows(part.figure):
        return first is True
    return first is not False and not settled.one_source(part.figure, whole.figure)
