"""Accounts: what an article as a whole says of an incident's people, by which each of its figures is to be read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import combinations, permutations
from typing import Final

from ..language.lexicon import alternatives, table
from ..language.nouns import nouns_of
from ..language.populations import relation
from ..records.events import ReportedFigure
from .chronology import is_before, is_earlier, was_replaced
from .comparison import Comparison, are_alike, period_key
from .context import Context
from .intervals import overlaps
from .sources import is_same_source

_HURT: Final = ("killed", "wounded", "casualties")
_MOST_ADDITIONS: Final = 6  # of one measure in one article: 64 sums of them are tried


@dataclass(frozen=True)
class Account:
    """The asserted counts of one article, of the event itself, by measure.

    Attributes:
        totals: Counts of all that the article or its source knew.
        persons: Persons told of without a numeral, as a whole or as parts.
        additions: What is on top of a total, and whoever is counted apart: the attackers.
    """

    totals: Mapping[str, list[ReportedFigure]]
    persons: Mapping[str, list[ReportedFigure]]
    additions: Mapping[str, list[ReportedFigure]]

    def count(self, measure: str) -> ReportedFigure | None:
        """Return the count that the article gives: the highest total, else its only person."""
        if totals := self.totals.get(measure):
            return max(totals, key=lambda figure: figure.lowest)
        persons = self.persons.get(measure, [])
        whole = next((figure for figure in persons if figure.extent == "total"), None)
        return whole or (persons[0] if len(persons) == 1 else None)

    def count_hurt(self) -> tuple[float, float] | None:
        """Return the ends of the sum of the killed and the wounded; None if the article gives neither total."""
        counts = [count for measure in ("killed", "wounded") if (count := self.count(measure))]
        if not counts:
            return None
        return sum(count.lowest for count in counts), sum(count.highest for count in counts)


@dataclass
class Accounts:
    """The accounts of an incident's articles."""

    context: Context
    by_article: dict[str, Account] = field(default_factory=dict)

    @classmethod
    def of(cls, figures: Sequence[ReportedFigure], context: Context) -> "Accounts":
        """Make the accounts of an incident's figures."""
        grouped: dict[str, tuple[dict[str, list[ReportedFigure]], ...]] = {}
        for figure in figures:
            if figure.stance != "asserted" or period_key(figure) or figure.unit or figure.where:
                continue
            totals, persons, additions = grouped.setdefault(figure.article or "", ({}, {}, {}))
            if (figure.extent == "additional" and not figure.implicit) or figure.category == "attackers":
                additions.setdefault(figure.measure, []).append(figure)
            if figure.implicit and figure.category != "attackers":
                persons.setdefault(figure.measure, []).append(figure)
            elif figure.extent == "total" and figure.category != "attackers":
                totals.setdefault(figure.measure, []).append(figure)
        return cls(context, {name: Account(*groups) for name, groups in grouped.items()})

    def explain(self, a: ReportedFigure, b: ReportedFigure, *, rising: bool = False) -> str | None:
        """Say why two counts that differ can both be true, by what else their articles say; None if nothing does.

        `rising` says that the higher count is the later one, which needs nobody beside the lower one.
        """
        low, high = (a, b) if a.lowest <= b.lowest else (b, a)
        ours, theirs = self.by_article.get(low.article or ""), self.by_article.get(high.article or "")
        if ours is None or theirs is None or was_replaced(low):
            return None
        return (
            self._explain_by_words(low, high, ours)
            or self._explain_by_totals(low, high, ours, theirs)
            or (None if rising else self._explain_by_others(low, high, ours))
            or self._explain_by_sum(low, high, ours, theirs)
        )

    def _explain_by_words(self, low: ReportedFigure, high: ReportedFigure, ours: Account) -> str | None:
        """Explain a lower count that is of some alone, or a higher one that sums up its own article's."""
        measures = _HURT if low.measure == "casualties" else (low.measure,)
        if low.highest == 0 and any(self._counts_some(low, ours, measure) for measure in measures):
            return "the article that counts none counts some elsewhere"
        if tells_of_scene(low):
            return f"{low.counted} may be those who were found there, not all"
        if low.article == high.article and self._is_one_voice(low, high) and sums_up(high):
            return "the higher number sums up the article's own"
        return None

    def _explain_by_totals(
        self, low: ReportedFigure, high: ReportedFigure, ours: Account, theirs: Account
    ) -> str | None:
        """Explain a count whose article has the other's number as well."""
        if low.article == high.article:
            return None
        totals = (total for total in ours.totals.get(low.measure, ()) if total is not low)
        if any(overlaps(total, high) and self._includes(total, low) and are_alike(total, high) for total in totals):
            return "the article with the lower number gives the higher one too"
        others = (total for total in theirs.totals.get(high.measure, ()) if total is not high)
        if tells_of_scene(high) and any(
            overlaps(total, low) and self._is_own(high, total) and not was_replaced(total) for total in others
        ):
            return "the article with the higher number gives the lower one too"
        return None

    def _explain_by_others(self, low: ReportedFigure, high: ReportedFigure, ours: Account) -> str | None:
        """Explain a lower count beside which its article counts others."""
        joined = _count_joined(low)
        if joined and low.lowest + joined <= high.highest and high.lowest <= low.highest + joined:
            return "the lower number is followed by somebody who is counted apart"
        if self._adds_up(low, high, ours):
            return "the article with the lower number counts others besides"
        return None

    def _explain_by_sum(self, low: ReportedFigure, high: ReportedFigure, ours: Account, theirs: Account) -> str | None:
        """Explain counts of which one takes the dead and the hurt together."""
        if low.measure == "casualties" and self._fits_sum(low, high, ours, theirs):
            return "it may count those who were hurt and are alive"
        hurt = ours.count_hurt()
        if low.measure == "wounded" and tells_of_scene(high) and hurt and hurt[0] <= high.highest <= hurt[1]:
            return "the higher number may count the dead too"
        return None

    def _includes(self, total: ReportedFigure, low: ReportedFigure) -> bool:
        """Return whether a total of the same voice includes a lower number, and did not replace it."""
        return self._is_own(low, total) and is_earlier(low, total, self.context.published) is None

    def _is_own(self, low: ReportedFigure, total: ReportedFigure) -> bool:
        """Return whether a lower number and a total are of one voice, so that the total includes it."""
        return low.attributed_to is None or is_same_source(low, total, self.context.copied)

    def _is_one_voice(self, a: ReportedFigure, b: ReportedFigure) -> bool:
        """Return whether two figures of one article are its own, or its source's, alike."""
        return bool(a.attributed_to) == bool(b.attributed_to) and is_same_source(a, b, self.context.copied)

    def _counts_some(self, none: ReportedFigure, account: Account, measure: str) -> bool:
        """Return whether the voice that counts none counts some in the same article."""
        counts = (*account.totals.get(measure, ()), *account.persons.get(measure, ()))
        return any(figure.lowest > 0 and self._is_one_voice(none, figure) for figure in counts)

    @staticmethod
    def _adds_up(low: ReportedFigure, high: ReportedFigure, account: Account) -> bool:
        """Return whether a count and some of the additions beside it make the other count."""
        additions = [
            figure
            for figure in account.additions.get(low.measure, ())[:_MOST_ADDITIONS]
            if figure is not low and figure.lowest == figure.highest
        ]
        return any(
            low.lowest + extra <= high.highest and high.lowest <= low.highest + extra
            for size in range(1, len(additions) + 1)
            for chosen in combinations(additions, size)
            for extra in [sum(figure.lowest for figure in chosen)]
        )

    @staticmethod
    def _fits_sum(low: ReportedFigure, high: ReportedFigure, ours: Account, theirs: Account) -> bool:
        """Return whether the killed and wounded of either article make the other's number, or its wounded do alone."""
        sums = ((ours.count_hurt(), high), (theirs.count_hurt(), low))
        if any(ends and ends[0] <= figure.highest and figure.lowest <= ends[1] for ends, figure in sums):
            return True
        wounded = (account.count("wounded") for account in (theirs, ours) if account.count("killed") is None)
        return any(count is not None and overlaps(count, low) for count in wounded)

    def find_survivals(self) -> Iterator[Comparison]:
        """Find those who were reported dead and are alive: an article calls the death an earlier report."""
        for account in self.by_article.values():
            killed = (*account.persons.get("killed", ()), *account.totals.get("killed", ()))
            if any(dead.lowest > 0 and not was_replaced(dead) for dead in killed):
                continue  # who is in hospital is another
            for dead in killed:
                alive = [
                    hurt
                    for hurt in account.persons.get("wounded", ())
                    if is_like(hurt, dead) and not was_replaced(hurt) and hurt.extent == "total"
                ]
                if alive and was_replaced(dead) and dead.lowest == dead.highest == 1:
                    why = "who had been reported dead is alive"
                    yield Comparison(dead, alive[0], "retraction", why, "died")

    def counts_already(self, person: ReportedFigure, count: ReportedFigure) -> bool:
        """Return whether an article that is no later than a person's has the higher count of another already."""
        at = self.context.published.get(person.article or "")
        return any(
            overlaps(total, count) and are_alike(total, count)
            for name, account in self.by_article.items()
            if name != person.article
            and (then := self.context.published.get(name))
            and at
            and is_before(at, then) is not True
            for total in account.totals.get(person.measure, ())
            if total is not count
        )

    def find_deaths(self) -> Iterator[Comparison]:
        """Find those who were hurt and then died: the wounded of one article are among the killed of a later one."""
        for (first, before), (then, after) in permutations(self.by_article.items(), 2):
            if self._may_be_later(first, then):
                yield from self._compare_deaths(before, after)

    def _may_be_later(self, first: str, then: str) -> bool:
        at, later = (self.context.published.get(name) for name in (first, then))
        return at is not None and later is not None and is_before(at, later) is True

    def _compare_deaths(self, before: Account, after: Account) -> Iterator[Comparison]:
        hurt, dead = before.count("wounded") or self._survivors(before), after.count("killed")
        if hurt is None or dead is None or not self.context.are_surely_one_event(hurt, dead):
            return
        known = before.count("killed")
        died = dead.lowest - (known.lowest if known else 0)
        if died <= 0 or hurt.highest < died or (before.persons.get("killed") and known is None):
            return
        why = "some of those who had been hurt have died since"
        left = after.count("wounded")
        fell = left is not None and left.lowest == left.highest == hurt.lowest - died
        if left is not None and fell and hurt.extent == "total":
            yield Comparison(hurt, left, "revision", why, "died")
        if left is not None and not fell and left.implicit and dead.implicit and is_like(left, dead):
            left = None  # the later article tells of the one who died, and first that they were hurt
        rivals = bool(hurt.attributed_to and dead.attributed_to) and not self._is_own(hurt, dead)
        persons = [person for person in before.persons.get("wounded", ()) if is_like(person, dead)]
        all_died = hurt.lowest == hurt.highest == died and not (rivals and not tells_of_death(dead))
        if known is None and (fell or (left is None and (all_died or (persons and tells_of_death(dead))))):
            whose = persons or [hurt]
            yield from (
                Comparison(person, dead, "revision", why, "died") for person in whose if are_alike(person, dead)
            )

    @staticmethod
    def _survivors(account: Account) -> ReportedFigure | None:
        """Return the treated, where an article counts no wounded and no dead."""
        if account.count("killed") or account.persons.get("killed"):
            return None
        return account.count("treated")


def _count_joined(figure: ReportedFigure) -> int:
    """Count the persons who are joined to a number in its own words: "five people and an unborn baby"."""
    return _count_matches(_joined(), figure.quote or "")


def tells_of_scene(figure: ReportedFigure) -> bool:
    """Test whether a figure's words tell where some were found or taken, which may not be all."""
    return _count_matches(_scene(), figure.quote or "") > 0


def sums_up(figure: ReportedFigure) -> bool:
    """Test whether a figure's words sum up those who were counted before: "all four", "a total of nine"."""
    return _count_matches(_summing(), figure.quote or "") > 0


def tells_of_death(figure: ReportedFigure) -> bool:
    """Test whether a figure's words tell that somebody died of what had happened before."""
    return not was_replaced(figure) and _count_matches(_death(), figure.quote or "") > 0


def is_like(person: ReportedFigure, other: ReportedFigure) -> bool:
    """Test whether two persons may be one by the words for them."""
    return relation(person.counted, other.counted) in ("same", "narrower", "broader")


@lru_cache(maxsize=1 << 14)
def _count_matches(pattern: re.Pattern[str], quote: str) -> int:
    """Count what a pattern finds in a quote, once for all pairs of its figure."""
    return len(pattern.findall(quote))


@cache
def _joined() -> re.Pattern[str]:
    """One person more: "and an unborn baby"; a house is none."""
    persons = alternatives({*nouns_of("people"), *table("persons")["nouns"]})
    return re.compile(
        rf"\b(?:{'|'.join(table('parts')['joined'])})\s(?:[\w-]+\s){{0,2}}?(?:{persons})\b", re.IGNORECASE
    )


@cache
def _scene() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('parts')['scene'])})\b", re.IGNORECASE)


@cache
def _summing() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('parts')['summing'])})\b", re.IGNORECASE)


@cache
def _death() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('parts')['late_death'])})\b", re.IGNORECASE)
