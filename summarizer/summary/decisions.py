"""A person's decisions on which reports are one event: those of a call, of its reviews, and what they came to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, NamedTuple

from ..errors import UsageError
from ..language.visible import one_line
from ..linking import Group, Ruling, settle
from ..linking.constraints import standing_rulings
from ..linking.incidents import PairEvidence, match_weight
from ..records.reviews import CheckedIncident, ReportKey, Review, Reviewed
from .article_names import SHOWN


class NamedPair(NamedTuple):
    """Two articles or incidents that a call names, and whether they are one event."""

    a: str
    b: str
    same: bool


@dataclass(frozen=True)
class Decisions:
    """What a person decided of links.

    Attributes:
        reviews: Earlier decisions on two reports; the oldest first.
        pairs: Those of this call, by names; later than all reviews.
        one_event: All articles, or records, of this call tell of one event; earlier than the pairs, later than reviews.
        withdrawn: The ids of decisions that were taken back.
        stored: The ids of those reviews that a store holds as they are.
        moved: The ids of articles that were edited and moved, each with that of its text now.
    """

    reviews: tuple[Review, ...] = ()
    pairs: tuple[NamedPair, ...] = ()
    one_event: bool = False
    withdrawn: frozenset[str] = frozenset()
    stored: frozenset[str] = frozenset()
    moved: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.reviews or self.pairs or self.one_event)

    @property
    def names(self) -> list[str]:
        """The names in the pairs."""
        return [name for pair in self.pairs for name in (pair.a, pair.b)]

    @property
    def keys(self) -> list[ReportKey]:
        """The keys of the reports that the reviews are on."""
        return [key for review in self.reviews for key in (review.a, review.b) if key]

    def after(self, stored: Iterable[Review]) -> "Decisions":
        """Return these decisions after stored ones: by their times, those without one last; of one id the later."""
        stored = list(stored)
        kept = {review.id: review for review in stored}
        given = (_where_kept(review, kept.get(review.id)) for review in self.reviews)
        merged: dict[str, Review] = {}
        for review in sorted((*stored, *given), key=lambda review: review.at or "~"):
            merged.pop(review.id, None)
            merged[review.id] = review
        standing = tuple(review for name, review in merged.items() if name not in self.withdrawn)
        unchanged = {id(review) for review in stored}
        return replace(
            self, reviews=standing, stored=frozenset(review.id for review in standing if id(review) in unchanged)
        )


NO_DECISIONS: Final = Decisions()


def _where_kept(review: Review, kept: Review | None) -> Review:
    """Take the reports to be where a store last found them; a file has them where they were when it was written."""
    return review.model_copy(update={"a": kept.a, "b": kept.b}) if kept else review


def make_decisions(
    same: Iterable[tuple[str, str]],
    different: Iterable[tuple[str, str]],
    reviews: Iterable[Review] = (),
    *,
    one_event: bool = False,
) -> Decisions:
    """Make the decisions of a call from Python, where `different` is later than `same`.

    Raises UsageError for what is no pair.
    """
    named = []
    for pairs, is_same, option in ((same, True, "same"), (different, False, "different")):
        for pair in pairs:
            if isinstance(pair, str) or len(pair) != 2:
                raise UsageError(f"expected pairs of two names in `{option}`, got {one_line(repr(pair), SHOWN)}")
            named.append(NamedPair(str(pair[0]), str(pair[1]), is_same))
    links = tuple(review for review in reviews if review.subject == "link")
    return Decisions(links, tuple(named), one_event)


@dataclass(frozen=True)
class Ruled:
    """A decision with the two reports that it is on; `is_taken_back` if the opposite was said of its two articles."""

    review: Review
    ruling: Ruling
    is_new: bool = False
    is_taken_back: bool = False


def list_rulings(ruled: Iterable[Ruled]) -> list[Ruling]:
    """List what was decided, the earliest first, without what was taken back."""
    return [each.ruling for each in ruled if not each.is_taken_back]


def mark_standing(ruled: Sequence[Ruled]) -> list[tuple[Ruled, bool]]:
    """Pair each decision, the earliest first, with whether it stands: neither taken back nor contradicted later."""
    stands = iter(standing_rulings(list_rulings(ruled)))
    return [(each, not each.is_taken_back and next(stands)) for each in ruled]


@dataclass(frozen=True)
class Decided:
    """Incidents in which the decisions hold, and the decisions that concern them, the earliest first.

    `followed` are earlier decisions as they are to be kept, where an article has another text or file than they say;
    withdrawn ones are superseded by a later one on the same two reports. `evidence` is that of pairs that were decided,
    as far as linking compared them.
    """

    incidents: list[Group]
    ruled: tuple[Ruled, ...] = ()
    followed: tuple[Review, ...] = ()
    evidence: PairEvidence = field(default_factory=dict)

    def settle(self, incidents: Sequence[Group]) -> list[Group]:
        """Return other incidents of the same reports with the decisions in force: those after a judge's verdicts."""
        return settle(incidents, list_rulings(self.ruled))

    def reviewed(self, incidents: Iterable[Group]) -> list[Reviewed]:
        """Describe each decision by the incidents in which its two reports are now."""
        if not self.ruled:
            return []
        articles = {report.article for ruled in self.ruled for report in (ruled.ruling.a, ruled.ruling.b)}
        where = {report: group.id for group in incidents for report in group.reports if report.article in articles}
        reviewed = []
        for each, standing in mark_standing(self.ruled):
            a, b = where.get(each.ruling.a), where.get(each.ruling.b)
            if a is not None and b is not None:  # neither is of a report that linking failed on
                evidence = self.evidence.get(frozenset((each.ruling.a, each.ruling.b)))
                reviewed.append(
                    Reviewed(
                        review=each.review,
                        incident=a,
                        other=None if a == b else b,
                        overruled=not standing,
                        weight=match_weight(evidence) if evidence else None,
                        evidence=evidence or {},
                    )
                )
        return reviewed


class DecisionsByIncident:
    """The decisions of a stream, by the incidents that their reports are in."""

    def __init__(self, ruled: Sequence[Ruled], settled: Iterable[Group]) -> None:
        """`settled` are the incidents that the decisions concern."""
        self._reviewed: dict[str, list[Reviewed]] = defaultdict(list)
        for each in Decided([], tuple(ruled)).reviewed(settled):
            for incident in filter(None, (each.incident, each.other)):
                self._reviewed[incident].append(each)

    def add_to(self, checked: CheckedIncident) -> CheckedIncident:
        """Return an incident with the decisions on it before what else was reviewed."""
        links = self._reviewed.get(checked.incident.id)
        return checked.model_copy(update={"reviewed": (*links, *checked.reviewed)}) if links else checked


def decisions_in_force(decisions: Decisions, ruled: Sequence[Ruled]) -> Decisions:
    """Return earlier decisions and those of this call alike as reviews, without those that later ones contradict.

    They are what another run, of some of the same articles, is recomputed under to compare the two.
    """
    overruled = _find_overruled(ruled)
    every = (*decisions.reviews, *(each.review for each in ruled if each.is_new))
    return Decisions(tuple(review for review in every if review.id not in overruled))


def split_kept(
    decisions: Decisions, ruled: Sequence[Ruled], followed: Sequence[Review] = ()
) -> tuple[list[Review], list[str]]:
    """Return the decisions that a store is to keep, and the ids of those that it is to forget.

    It keeps those of this call, and those that it has whose articles are `followed` to another text or file. It
    forgets what was withdrawn or superseded, and what later decisions contradict.
    """
    overruled = _find_overruled(ruled) | {review.id for review in followed if review.decision == "withdrawn"}
    withdrawn = decisions.withdrawn - {each.review.id for each in ruled if each.is_new}
    now = {review.id: _with_absolute_paths(review) for review in followed}
    given = (
        now.get(review.id, review)
        for review in decisions.reviews
        if review.id in now or review.id not in decisions.stored
    )
    made = (*given, *(_with_absolute_paths(each.review) for each in ruled if each.is_new))
    return [review for review in made if review.id not in overruled], [*sorted(withdrawn), *sorted(overruled)]


def _find_overruled(ruled: Sequence[Ruled]) -> set[str]:
    """Find the ids of decisions of which nothing stands."""
    marked = mark_standing(ruled)
    overruled = {each.review.id for each, standing in marked if not standing}
    return overruled - {each.review.id for each, standing in marked if standing}


def _with_absolute_paths(review: Review) -> Review:
    """Make the paths lead to the articles from any folder."""

    def absolute(key: ReportKey | None) -> ReportKey | None:
        if key is None or not key.path or key.path == "-" or "://" in key.path or "\0" in key.path:
            return key
        return key.model_copy(update={"path": str(Path(key.path).absolute())})

    return review.model_copy(update={"a": absolute(review.a), "b": absolute(review.b)})
