"""Invented incidents with a known truth: what happened first, then what sources say of it, then one number changed.

A world is a tuple of true counts. Each statement is a sum of some of them, in words that the truth bears out
("at least 3", "about 40", "several"). An incident with a planted error has one number replaced by another, so that
no world at all bears out every statement of the article that it stands in, although any two of its totals could
be true together: what is left to find is arithmetic. That is searched for by trying worlds one after another.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from summarizer import ReportedFigure
from summarizer.consistency import Context

from .reports import figure

FIRST_DAY = date(2023, 5, 1)
SOURCES = ("the governor", "the regional police", "the State Emergency Service", "Mayor Ivan Petrenko", None)
CITIES = ("Kyiv", "Lviv", "Odesa", "Kharkiv", "Dnipro", "Poltava", "Sumy")
REGIONS = ("Kyiv region", "Lviv region", "Sumy region", "Odesa region")
World = tuple[int, ...]


@dataclass(frozen=True)
class Statement:
    """One number in one article: which true counts it sums up, and how it is put."""

    counts: dict[int, int]
    measure: str
    of: str
    article: str
    by: str | None = None
    where: str | None = None
    extent: str = "total"
    as_of: str | None = None
    quote: str | None = None
    bound: str = "exactly"
    number: int = 0
    low: float = 0
    high: float = math.inf
    words: str | None = None
    scale: int = 1
    checkable: bool = False

    def count(self, world: World) -> int:
        return sum(factor * world[at] for at, factor in self.counts.items())

    def holds(self, world: World) -> bool:
        """Whether the words are true of this world."""
        count = self.count(world) * self.scale
        return (count > self.low if self.bound == "more_than" else count >= self.low) and count <= self.high

    def figure(self) -> ReportedFigure:
        given = {
            "article": self.article, "attributed_to": self.by, "where": self.where, "extent": self.extent,
            "as_of": self.as_of, "quote": self.quote, "source": f"Outlet {self.article}",
        }  # fmt: skip
        if self.words:
            return figure(self.measure, self.of, None, low=3, high=9, words=self.words, **given)
        return figure(self.measure, self.of, self.number, bound=self.bound, **given)


@dataclass(frozen=True)
class Told:
    """A true world, everything said of it, the articles' days, and which worlds are possible at all."""

    truth: World
    statements: list[Statement]
    days: dict[str, int]
    possible: Callable[[World], bool] = field(default=lambda _: True)


@dataclass(frozen=True)
class Incident:
    """The figures of an incident; `planted` is the wrong one, and `beside` those that show it, if there is one."""

    kind: str
    figures: list[ReportedFigure]
    context: Context
    planted: ReportedFigure | None


def put(rng: Random, statement: Statement, truth: World, *, exact: bool = False) -> Statement:
    """The statement in words that are true: mostly the number itself, else a bound or a vague word that holds."""
    count = statement.count(truth) * statement.scale
    way = "exactly" if exact else rng.choice(("exactly",) * 6 + ("at_least", "more_than", "about", "vague"))
    if way == "vague" and 3 <= count <= 9:
        return replace(statement, words="several", low=3)  # it is no promise that there were not more
    if way == "about" and count >= 20 and count % 5 == 0:
        return replace(statement, bound="about", number=count, low=0.8 * count, high=1.2 * count)
    if way in ("at_least", "more_than") and count >= 3:
        less = count - rng.randint(way == "more_than", 2)
        return replace(statement, bound=way, number=less, low=less)
    return _exactly(statement, count)


def _exactly(statement: Statement, number: int) -> Statement:
    """A plain number; one with noughts may be rounded, by 5 percent at most."""
    slack = 0.05 * number if statement.scale > 1 else 0
    return replace(statement, number=number, low=number - slack, high=number + slack)


def casualties_by_class(rng: Random) -> Told:
    truth = rng.randint(1, 20), rng.randint(1, 9)
    by = rng.choice(SOURCES)
    says = [
        Statement({0: 1}, "killed", "civilians", "a", by, checkable=True),
        Statement({1: 1}, "killed", rng.choice(("soldiers", "servicemen")), "a", by, checkable=True),
        Statement({0: 1, 1: 1}, "killed", "people", "a", by, checkable=True),
        Statement({0: 1, 1: 1}, "killed", "people", "b", rng.choice(SOURCES)),
    ]
    return Told(truth, says, {"a": 0, "b": rng.randint(0, 1)})


def men_women_children(rng: Random) -> Told:
    truth = rng.randint(1, 9), rng.randint(1, 9), rng.randint(1, 6)
    by, measure = rng.choice(SOURCES), rng.choice(("killed", "wounded", "missing"))
    says = [
        *(
            Statement({at: 1}, measure, of, "a", by, checkable=True)
            for at, of in enumerate(("men", "women", "children"))
        ),
        Statement({0: 1, 1: 1, 2: 1}, measure, "people", "a", by, checkable=True),
    ]
    return Told(truth, says, {"a": 0})


def women_and_children(rng: Random) -> Told:
    """Not all of the dead: men are not counted, so that the sum may be less."""
    truth = rng.randint(1, 8), rng.randint(1, 8), rng.randint(0, 8)
    by = rng.choice(SOURCES)
    says = [
        Statement({0: 1}, "killed", "women", "a", by, extent="part", checkable=True),
        Statement({1: 1}, "killed", "children", "a", by, extent="part", checkable=True),
        Statement({0: 1, 1: 1, 2: 1}, "killed", "people", "a", by, checkable=True),
        Statement({2: 1, 0: 1, 1: 1}, "killed", "dead", "b", rng.choice(SOURCES)),
    ]
    return Told(truth, says, {"a": 0, "b": 0})


def drones(rng: Random) -> Told:
    """Aerial and maritime; shot down and got through; the rest is lost without a word."""
    aerial, maritime = rng.randint(2, 20), rng.randint(1, 12)
    stopped = rng.randint(1, aerial + maritime - 1)
    struck = rng.randint(0, aerial + maritime - stopped)
    by = rng.choice(SOURCES)
    says = [
        Statement({0: 1}, "launched", "unmanned aerial vehicles", "a", by, checkable=True),
        Statement({1: 1}, "launched", "maritime drones", "a", by, checkable=True),
        Statement({0: 1, 1: 1}, "launched", "drones", "a", by, checkable=True),
        Statement({2: 1}, "intercepted", "drones", "a", by, checkable=rng.random() < 0.5),
        Statement({3: 1}, "hit", "drones", "a", by),
        Statement({0: 1, 1: 1}, "launched", "drones", "b", rng.choice(SOURCES)),
    ]
    return Told((aerial, maritime, stopped, struck), says, {"a": 0, "b": 1}, lambda w: w[2] + w[3] <= w[0] + w[1])


def barrage(rng: Random) -> Told:
    """A country's count by one source, those of its cities by others; each a fixed number, whoever says it when."""
    here, there = rng.sample(CITIES, 2)
    first, second, elsewhere = rng.randint(5, 25), rng.randint(5, 25), rng.randint(0, 20)
    total = first + second + elsewhere
    stopped = rng.randint(1, total)
    staff = "the General Staff"
    says = [
        Statement({0: 1}, "launched", "missiles", "a", "Mayor Ivan Petrenko", here, checkable=True),
        Statement({1: 1}, "launched", "missiles", "b", "Governor Oleh Bondar", there, checkable=True),
        Statement({0: 1, 1: 1, 2: 1}, "launched", "missiles", "c", staff, checkable=True),
        Statement({3: 1}, "intercepted", "missiles", "c", staff, checkable=True),
    ]
    days = {"a": 0, "b": 0, "c": rng.randint(0, 1)}
    return Told((first, second, elsewhere, stopped), says, days, lambda w: w[3] <= w[0] + w[1] + w[2])


def killed_by_region(rng: Random) -> Told:
    here, there = rng.sample(REGIONS if rng.random() < 0.5 else CITIES, 2)
    truth = rng.randint(2, 15), rng.randint(2, 15), rng.choice((0, 0, 1, 3))
    by, measure = rng.choice(SOURCES), rng.choice(("killed", "wounded", "detained", "evacuated"))
    says = [
        Statement({0: 1}, measure, "people", "a", by, here, checkable=True),
        Statement({1: 1}, measure, "people", "a", by, there, checkable=True),
        Statement({0: 1, 1: 1, 2: 1}, measure, "people", "a", by, checkable=True),
    ]
    return Told(truth, says, {"a": 0})


def growing_toll(rng: Random) -> Told:
    """One source's toll on days that follow each other, each with what came on top, and an outlet that repeats it."""
    by = rng.choice(SOURCES[:-1])
    tolls = [rng.randint(1, 12)]
    says = [put(rng, Statement({0: 1}, "killed", "people", "day0", by), (tolls[0],), exact=True)]
    for day in range(1, rng.randint(2, 4)):
        tolls.append(tolls[-1] + rng.randint(1, 6))
        now = Statement({day: 1}, "killed", rng.choice(("people", "deaths", "dead")), f"day{day}", by, checkable=True)
        says += [
            replace(now, counts={day: 1, day - 1: -1}, extent="additional"),
            replace(now, as_of=rng.choice((None, "by the evening"))),
        ]
    says.append(Statement({len(tolls) - 1: 1}, "killed", "people", "late", None, checkable=False))
    days = {f"day{day}": day for day in range(len(tolls))} | {"late": len(tolls) - 1}
    return Told(tuple(tolls), says, days, lambda w: all(x <= y for x, y in pairwise(w)))


def an_earlier_count(rng: Random) -> Told:
    """Old toll, addition and new toll in one article."""
    old = rng.randint(2, 12)
    new = old + rng.randint(1, 5)
    by = rng.choice(SOURCES)
    said = f"an earlier count of {old} hurt"
    says = [
        Statement({0: 1}, "wounded", "people", "a", by, quote=said, checkable=True),
        Statement({0: -1, 1: 1}, "wounded", "people", "a", by, extent="additional", checkable=True),
        Statement({1: 1}, "wounded", "people", "a", by, checkable=True),
    ]
    return Told((old, new), says, {"a": 0}, lambda w: w[0] <= w[1])


def part_and_the_others(rng: Random) -> Told:
    truth = rng.randint(1, 9), rng.randint(1, 9)
    by = rng.choice(SOURCES)
    says = [
        Statement({0: 1, 1: 1}, "detained", "people", "a", by, checkable=True),
        Statement({0: 1}, "detained", "Russian citizens", "a", by, extent="part", checkable=True,
                  quote=f"{truth[0]} of the detained were Russian citizens"),
        Statement({1: 1}, "detained", "citizens of Armenia", "a", by, extent="part", checkable=True,
                  quote=f"the other {truth[1]} were citizens of Armenia"),
    ]  # fmt: skip
    return Told(truth, says, {"a": 0})


def a_later_total(rng: Random) -> Told:
    """Parts on one day by one source, and the day after a total by another, which may have grown."""
    civilians, soldiers, grown = rng.randint(2, 12), rng.randint(2, 9), rng.randint(0, 3)
    says = [
        Statement({0: 1}, "killed", "civilians", "a", "the governor", checkable=True),
        Statement({1: 1}, "killed", "soldiers", "a", "the army", checkable=True),
        Statement({0: 1, 1: 1, 2: 1}, "killed", "people", "b", "the State Emergency Service", checkable=True),
    ]
    return Told((civilians, soldiers, grown), says, {"a": 0, "b": 1})


def many_displaced(rng: Random) -> Told:
    """Numbers with noughts, in thousands."""
    truth = rng.randint(3, 90), rng.randint(3, 90), rng.randint(3, 90)
    by = rng.choice(SOURCES)
    says = [
        *(Statement({at: 1}, "displaced", of, "a", by, scale=1000, checkable=True)
          for at, of in enumerate(("men", "women", "children"))),
        Statement({0: 1, 1: 1, 2: 1}, "displaced", "people", "a", by, scale=1000, checkable=True),
    ]  # fmt: skip
    return Told(truth, says, {"a": 0})


def three_classes(rng: Random) -> Told:
    """Neither civilians nor soldiers: the police officers are told beside them."""
    truth = rng.randint(1, 9), rng.randint(1, 9), rng.randint(1, 4)
    by = rng.choice(SOURCES)
    says = [
        Statement({0: 1}, "killed", "civilians", "a", by, checkable=True),
        Statement({1: 1}, "killed", "soldiers", "a", by, checkable=True),
        Statement({2: 1}, "killed", "policemen", "a", by, checkable=True),
        Statement({0: 1, 1: 1, 2: 1}, "killed", "people", "a", by, checkable=True),
    ]
    return Told(truth, says, {"a": 0})


def morning_and_evening(rng: Random) -> Told:
    """One article with the toll of the morning, that of the evening, and who the dead of the evening are."""
    civilians, soldiers = rng.randint(2, 9), rng.randint(1, 6)
    morning = rng.randint(1, civilians + soldiers)
    by = rng.choice(SOURCES)
    says = [
        Statement({2: 1}, "killed", "people", "a", by, as_of="on Monday morning"),
        Statement({0: 1}, "killed", "civilians", "a", by, as_of="on Monday evening", checkable=True),
        Statement({1: 1}, "killed", "soldiers", "a", by, as_of="on Monday evening", checkable=True),
        Statement({0: 1, 1: 1}, "killed", "people", "a", by, as_of="on Monday evening", checkable=True),
        Statement({0: 1, 1: 1}, "killed", "people", "b", None, as_of="as of Monday night"),
    ]
    return Told((civilians, soldiers, morning), says, {"a": 1, "b": 1}, lambda w: w[2] <= w[0] + w[1])


def told_again(rng: Random) -> Told:
    """A toll that rose, an outlet that still has the old one, one that recalls it, and who the dead are."""
    women, children, men = rng.randint(1, 6), rng.randint(1, 6), rng.randint(1, 6)
    first = rng.randint(1, women + children + men)
    governor, now = "Governor Oleh Bondar", {0: 1, 1: 1, 2: 1}
    says = [
        put(rng, Statement({3: 1}, "killed", "people", "a", governor), (women, children, men, first), exact=True),
        Statement(now, "killed", "people", "b", governor),
        put(rng, Statement({3: 1}, "killed", "people", "c"), (women, children, men, first), exact=True),
        put(
            rng, Statement({3: 1}, "killed", "people", "d", as_of="at first"), (women, children, men, first), exact=True
        ),
        Statement({0: 1}, "killed", "women", "d", governor, checkable=True),
        Statement({1: 1}, "killed", "children", "d", governor, checkable=True),
        Statement({2: 1}, "killed", "men", "d", governor, checkable=True),
        Statement(now, "killed", "people", "d", governor, checkable=True),
    ]
    days = {"a": 0, "b": 1, "c": 2, "d": 3}
    return Told((women, children, men, first), says, days, lambda w: w[3] <= w[0] + w[1] + w[2])


def in_two_cities(rng: Random) -> Told:
    """What was launched, and stopped, over each of two cities and over the country, by one source."""
    here, there = rng.sample(CITIES, 2)
    launched = rng.randint(4, 20), rng.randint(4, 20), rng.choice((0, 4, 9))
    stopped = tuple(rng.randint(0, count) for count in launched)
    by = rng.choice(SOURCES)
    sent = Statement({}, "launched", "drones", "a", by, checkable=True)
    shot = replace(sent, measure="intercepted")
    says = [
        replace(sent, counts={0: 1}, where=here),
        replace(sent, counts={1: 1}, where=there),
        replace(sent, counts={0: 1, 1: 1, 2: 1}),
        replace(shot, counts={3: 1}, where=here),
        replace(shot, counts={4: 1}, where=there),
        replace(shot, counts={3: 1, 4: 1, 5: 1}),
    ]
    return Told((*launched, *stopped), says, {"a": 0}, lambda w: all(w[at] >= w[at + 3] for at in range(3)))


KINDS = (
    casualties_by_class, men_women_children, women_and_children, drones, barrage, killed_by_region, growing_toll,
    an_earlier_count, part_and_the_others, a_later_total, many_displaced,
    three_classes, morning_and_evening, told_again, in_two_cities,
)  # fmt: skip


def consistent(seed: int) -> Incident:
    """An incident in which everybody tells the truth."""
    rng = Random(seed)
    kind = KINDS[seed % len(KINDS)]
    told = kind(rng)
    statements = [put(rng, s, told.truth) if not (s.low or s.words) else s for s in told.statements]
    assert all(statement.holds(told.truth) for statement in statements)
    return _incident(kind.__name__, statements, told, None, rng)


def planted(seed: int) -> Incident:
    """An incident with one number that cannot be, although it fits each other total taken alone."""
    rng = Random(seed)
    kind = KINDS[seed % len(KINDS)]
    for _ in range(400):
        told = kind(rng)
        statements = [
            put(rng, s, told.truth, exact=rng.random() < 0.7) if not (s.low or s.words) else s for s in told.statements
        ]
        at = rng.choice([at for at, statement in enumerate(statements) if statement.checkable])
        wrong = _corrupted(rng, statements[at])
        if wrong is None:
            continue
        changed = [*statements[:at], wrong, *statements[at + 1 :]]
        if _is_arithmetic(changed, wrong, told):
            return _incident(kind.__name__, changed, told, at, rng)
    raise AssertionError(f"no error to plant in {kind.__name__}")


def _corrupted(rng: Random, statement: Statement) -> Statement | None:
    if statement.bound != "exactly" or statement.words or not statement.number:
        return None
    step = max(1, round(0.35 * statement.number / statement.scale)) * statement.scale
    number = statement.number + rng.choice((-3, -2, -1, 1, 2, 3)) * step
    if number < statement.scale:
        return None
    quote = statement.quote and statement.quote.replace(str(statement.number), str(number))
    return replace(_exactly(statement, number), quote=quote)


def _is_arithmetic(statements: Sequence[Statement], wrong: Statement, told: Told) -> bool:
    """Whether no world bears out all that is to be added up, but each two totals of one kind can both be true."""
    checkable = [s for s in statements if s.checkable or s.article == "day0"]
    if any(_worlds(checkable, told)):
        return False
    alike = [
        s for s in statements
        if s is not wrong and s.extent == wrong.extent == "total" and (s.measure, s.where) == (wrong.measure, wrong.where)
    ]  # fmt: skip
    return all(any(_worlds([_unrounded(wrong), _unrounded(other)], told)) for other in alike)


def _unrounded(statement: Statement) -> Statement:
    plain = statement.scale > 1 and statement.bound == "exactly"
    return replace(statement, low=statement.number, high=statement.number) if plain else statement


def _worlds(statements: Sequence[Statement], told: Told) -> Iterator[World]:
    """The worlds, with no count above twice the largest number told, that bear out all statements."""
    most = max(max(s.number // s.scale, 20) for s in statements) * 2
    axes: list[Sequence[int]] = []
    for at in range(len(told.truth)):
        alone = [s for s in statements if s.counts == {at: 1}]
        axes.append([n for n in range(most + 1) if all(s.low <= n * s.scale <= s.high for s in alone)])
    yield from _extended((), axes, statements, told)


def _extended(
    world: World, axes: Sequence[Sequence[int]], statements: Sequence[Statement], told: Told
) -> Iterator[World]:
    """The worlds that begin so; none of what follows if a statement is false of them all."""
    known = len(world)
    for statement in statements:
        if max(statement.counts) < known:
            if not statement.holds(world):
                return
        elif min(statement.counts.values()) > 0:
            so_far = sum(world[at] for at in statement.counts if at < known)
            if so_far * statement.scale > statement.high:
                return
    if known == len(axes):
        if told.possible(world):
            yield world
        return
    for count in axes[known]:
        yield from _extended((*world, count), axes, statements, told)


def _incident(kind: str, statements: Sequence[Statement], told: Told, wrong: int | None, rng: Random) -> Incident:
    figures = [replace_start(statement.figure(), at) for at, statement in enumerate(statements)]
    context = Context({name: FIRST_DAY + timedelta(days=day) for name, day in told.days.items()}, {})
    planted_figure = None if wrong is None else figures[wrong]
    return Incident(kind, rng.sample(figures, len(figures)), context, planted_figure)


def replace_start(told: ReportedFigure, at: int) -> ReportedFigure:
    """Each figure at a place of its own in its article."""
    return told.model_copy(update={"start": 40 * at, "end": 40 * at + 20})


__all__ = ["KINDS", "Incident", "consistent", "planted"]
