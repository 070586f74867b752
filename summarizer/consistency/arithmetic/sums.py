"""Sums: parts that exceed their whole, and parts that should make it up and do not.

Each figure bounds one unknown, the true count of its cell (measure by population by place), by an interval. Cells
constrain one another: disjoint parts add up to no more than their whole; the kinds of a partition, and a part
with "the other three", add up to exactly it; an earlier total and what came on top make the new one. A
constraint is broken only if no counts inside the intervals satisfy it, and only figures that can be of one
state of knowledge enter one constraint (see `docs/findings.md`).
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations

from ...records.events import ReportedFigure
from ..chronology import was_replaced
from ..comparison import Comparison, is_person
from ..context import Context, FigureKey
from ..places import place_scope
from .additions import check_additions
from .cells import Cell, addition_family, is_within, make_cell
from .contradiction import Contradiction, PairVerdicts, is_not_older, is_part, only_grows
from .parts import check_account, find_excess, is_misread_part


def find_contradictions(
    figures: Sequence[ReportedFigure], pairs: Sequence[Comparison], context: Context
) -> list[Contradiction]:
    """Find every broken constraint of one incident's figures, each set of numbers once."""
    families: dict[str, list[ReportedFigure]] = {}
    for figure in figures:
        name = addition_family(figure) if figure.is_sure else None
        if name and not is_person(figure):  # who is told of alone may be one of those who are counted
            families.setdefault(name, []).append(figure)
    candidates = [list(map(make_cell, members)) for members in families.values() if _may_add_up(members)]
    if not candidates:
        return []
    verdicts = PairVerdicts.from_pairs(pairs, context)
    contradictions: dict[object, Contradiction] = {}
    for cells in candidates:
        for broken in _check_cells(cells, verdicts):
            contradictions.setdefault(_contradiction_key(broken), broken)
    return list(contradictions.values())


def _may_add_up(figures: Sequence[ReportedFigure]) -> bool:
    """Test whether any of the figures' cells lies in another, or is an addition to one; nothing else is checked."""
    kinds = {(f.measure, f.unit, f.counted, place_scope(f.where), f.extent): f for f in figures}
    return len(kinds) > 1 and any(
        part.figure.extent == "additional" or is_within(part, whole)
        for part, whole in permutations(map(make_cell, kinds.values()), 2)
    )


def _contradiction_key(broken: Contradiction) -> object:
    """The numbers of a contradiction, which a copy of the article, or its title, repeats."""
    return _number_key(broken.whole), frozenset(map(_number_key, broken.parts))


def _number_key(figure: ReportedFigure) -> tuple[object, ...]:
    return figure.measure, figure.counted.casefold(), figure.where, figure.low, figure.high


def _check_cells(cells: Sequence[Cell], verdicts: PairVerdicts) -> Iterator[Contradiction]:
    by_article: dict[str | None, list[Cell]] = {}
    for cell in cells:
        by_article.setdefault(cell.figure.article, []).append(cell)
    accused: set[FigureKey] = set()
    for article, cells_of_article in by_article.items():
        if len(cells_of_article) < 2 or verdicts.context.copied.get(article or "") in by_article:
            continue
        if article in verdicts.context.repeated:
            continue
        current = [cell for cell in cells_of_article if id(cell.figure) not in verdicts.outdated]
        for account in _split_accounts(current, verdicts):
            for broken in check_account(account, verdicts):
                accused |= {id(figure) for figure in (broken.whole, *broken.parts)}
                yield broken
    yield from check_additions(cells, verdicts)
    done = verdicts.replaced | verdicts.disputed | accused
    standing = [cell for cell in cells if id(cell.figure) not in done]
    yield from _check_across(standing, verdicts)


def _split_accounts(cells_of_article: Sequence[Cell], verdicts: PairVerdicts) -> list[list[Cell]]:
    """Split an article's figures into accounts: each attribution together with the article's own voice."""
    own = [cell for cell in cells_of_article if not cell.figure.attributed_to]
    voices: list[list[Cell]] = []
    for cell in cells_of_article:
        if not cell.figure.attributed_to:
            continue
        voice = next((v for v in voices if verdicts.is_one_source(v[0].figure, cell.figure)), None)
        if voice is None:
            voices.append([cell])
        else:
            voice.append(cell)
    return [own + voice for voice in voices] or [own]


def _check_across(standing: Sequence[Cell], verdicts: PairVerdicts) -> Iterator[Contradiction]:
    """Find parts that exceed a whole of another source, where neither is disputed nor may have changed in between."""
    groups = _group_cells(standing)
    for wholes in groups:
        inside = [group for group in groups if is_part(group[0], wholes[0])]
        most = sum(group[0].low for group in inside)
        for whole in wholes:
            if most <= whole.high or not whole.is_whole or id(whole.figure) in verdicts.lowered:
                continue
            eligible = (
                next((part for part in group if _is_comparable_part(part, whole, verdicts)), None) for group in inside
            )
            parts = [part for part in eligible if part is not None]
            broken = find_excess(parts, whole, verdicts, one_account=False) if parts else None
            if broken and broken.rule != "places" and len({part.article for part in broken.parts}) > 1:
                continue  # parts of several articles may be the same people by other words
            if broken and not is_misread_part(broken, [cell for cell in standing if _same_article(cell, whole)]):
                yield broken


def _same_article(a: Cell, b: Cell) -> bool:
    return a.figure.article == b.figure.article


def _group_cells(standing: Iterable[Cell]) -> list[list[Cell]]:
    """Group figures by cell, the largest lower end first."""
    groups: dict[tuple[object, ...], list[Cell]] = {}
    for cell in standing:
        figure = cell.figure
        groups.setdefault((figure.measure, figure.unit, figure.counted, cell.scope, figure.extent), []).append(cell)
    return [sorted(group, key=lambda cell: -cell.low) for group in groups.values()]


def _is_comparable_part(part: Cell, whole: Cell, verdicts: PairVerdicts) -> bool:
    """Test whether a part and a whole of another source can be compared, whatever the time between them.

    A toll may have grown since the whole was reported, unless that was surely later. Other counts do not grow
    by themselves, but one source may correct its own. An article on a town says nothing of the country.
    """
    if verdicts.context.are_two_rows(part.figure, whole.figure):
        return False
    if _same_article(part, whole):
        return is_not_older(part, whole, verdicts)
    breadth = verdicts.context.breadth
    if breadth.get(whole.figure.article or "", 0) > breadth.get(part.figure.article or "", 3):
        return False
    if was_replaced(part.figure):
        return False
    first = verdicts.is_earlier(part, whole)
    if only_grows(part.figure):
        return first is True
    return first is not False and not verdicts.is_one_source(part.figure, whole.figure)
