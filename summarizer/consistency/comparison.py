"""Comparison of two figures of one incident: the verdict, and the rule that decided."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from ..language.dates import is_own_span
from ..language.lexicon import word_set
from ..language.nouns import names_persons, singular
from ..language.populations import Relation, is_anybody, is_gauge, is_people, relation
from ..records.events import EventReport, ReportedFigure
from ..records.incidents import Rule, Verdict
from ..records.wording import format_amount
from ..schemas import MEASURES
from .chronology import find_order, says_lowered, says_raised, was_replaced
from .context import Context
from .inclusion import differs_by_attackers, leave_out_attackers
from .intervals import are_exact, are_far_apart, fits_in, is_near, may_be_more, overlaps
from .places import place_scope
from .sources import is_same_source

_WORD: Final = re.compile(r"[^\W\d_]{3,}")
# Verdicts against a number: it cannot stand, or stands no longer.
ACCUSING: Final = ("conflict", "dispute", "retraction", "revision")


class Comparison(NamedTuple):
    """The verdict on figures `a` and `b`, its rule, and its reason in one sentence. In a revision `a` is the earlier.

    A tuple, not a dataclass: an incident of two thousand figures has two million of them.
    """

    a: ReportedFigure
    b: ReportedFigure
    verdict: Verdict
    reason: str
    rule: Rule


def compare(a: ReportedFigure, b: ReportedFigure, context: Context) -> Comparison:
    """Compare two figures of one incident."""
    if obstacle := _find_obstacle(a, b):
        rule, reason = obstacle
        return Comparison(a, b, "not_comparable", reason, rule)
    return decide(a, b, relate(a, b), context)


def relate(a: ReportedFigure, b: ReportedFigure) -> Relation:
    """Return how the population of the first figure lies to that of the second.

    One who was hurt may be anybody: "a man", "the owner" beside "two people". Whoever did it is none of the others, and
    is the same by any word: "suspects", "men".
    """
    told_apart = bool(a.category and b.category) or a.article == b.article
    if a.category != b.category and "attackers" in (a.category, b.category) and told_apart:
        return "apart"
    kinship = relation(a.counted, b.counted)
    if is_person(a) != is_person(b) and kinship != "same":
        person, stated = (a, b) if is_person(a) else (b, a)
        if is_anybody(person.counted) and is_people(stated.counted) and "attackers" not in (a.category, b.category):
            return "same"
    if kinship == "unknown" and a.category == b.category == "attackers" and _name_persons(a, b):
        return "same"
    return kinship


def _name_persons(a: ReportedFigure, b: ReportedFigure) -> bool:
    return all(names_persons(figure.counted) for figure in (a, b))


def is_person(figure: ReportedFigure) -> bool:
    """Test whether a figure is one person told of without a numeral."""
    return figure.implicit and figure.value == 1


def are_alike(a: ReportedFigure, b: ReportedFigure) -> bool:
    """Test whether two figures may count the same people, or one some of the other's."""
    return relate(a, b) not in ("apart", "unknown") or (
        a.implicit and b.implicit and is_anybody(a.counted) and is_anybody(b.counted)
    )


def decide(a: ReportedFigure, b: ReportedFigure, kinship: Relation, context: Context) -> Comparison:
    """Compare two comparable figures; `kinship` is the relation of the first one's population to the second's."""
    if context.rows and context.are_two_rows(a, b):
        return Comparison(a, b, "not_comparable", "they are two rows of one coded dataset", "same-source")
    if is_person(a) != is_person(b):
        return _decide_for_one_person(a, b, kinship, context)
    return _decide_if_sure(a, b, kinship, context)


def _decide_for_one_person(a: ReportedFigure, b: ReportedFigure, kinship: Relation, context: Context) -> Comparison:
    """Compare one person told of without a numeral with a stated count.

    "A man was killed" is a first count that later reports raise. It takes nothing back, for an article may tell of one
    victim of many; against none, it stands.
    """
    person, stated = (a, b) if is_person(a) else (b, a)
    pair = _decide_if_sure(a, b, kinship, context)
    raised = pair.verdict == "revision" and pair.a is person and a.article != b.article
    if pair.verdict in ACCUSING and stated.lowest > person.highest and not raised:
        return Comparison(a, b, "consistent", f"{person.counted} may be one of {stated.counted}", "nested")
    return pair


def _decide_if_sure(a: ReportedFigure, b: ReportedFigure, kinship: Relation, context: Context) -> Comparison:
    pair = _decide_for_one_event(a, b, kinship, context)
    if pair.verdict in ACCUSING and not context.are_surely_one_event(a, b):
        return Comparison(a, b, "not_comparable", "their reports are only possibly of one event", "link")
    return pair


def _decide_for_one_event(a: ReportedFigure, b: ReportedFigure, kinship: Relation, context: Context) -> Comparison:
    if victims := leave_out_attackers(a, b):
        return _compare_victims(a, b, victims, kinship, context)
    return _decide_on_numbers(a, b, kinship, context)


def _compare_victims(
    a: ReportedFigure,
    b: ReportedFigure,
    victims: tuple[ReportedFigure, ReportedFigure],
    kinship: Relation,
    context: Context,
) -> Comparison:
    """Compare the victims alone, where one count includes the attackers and the other leaves them out."""
    pair = _decide_on_numbers(*victims, kinship, context)
    first, then = (a, b) if pair.a is victims[0] else (b, a)
    numbers = " and ".join(format_amount(each) for each in (pair.a, pair.b))
    return Comparison(first, then, pair.verdict, f"{pair.reason}; without the attackers they are {numbers}", pair.rule)


def _decide_on_numbers(a: ReportedFigure, b: ReportedFigure, kinship: Relation, context: Context) -> Comparison:
    if a.stance != b.stance:
        return _compare_denied(a, b)
    if a.stance == "denied":
        return Comparison(a, b, "not_comparable", "both sources deny their number, so neither states one", "stance")
    if overlaps(a, b) if kinship == "same" else fits_in(*((a, b) if kinship == "narrower" else (b, a))):
        return _compare_overlapping(a, b, kinship, context)
    if (a.high == 0) != (b.high == 0) and _is_none_now(a, b, context):
        return Comparison(a, b, "consistent", "one who was counted before is not any more", "zero")
    if (a.high == 0) != (b.high == 0) and not _is_first_none(a, b, context):
        return Comparison(a, b, "dispute", "one source counts none where the other counts some", "zero")
    if may_be_more(a, b) or may_be_more(b, a):
        why = "a count without a number has no sure upper end, and the other is not far above it"
        return Comparison(a, b, "consistent", why, "vague")
    return _compare_disjoint(a, b, context)


def _is_none_now(a: ReportedFigure, b: ReportedFigure, context: Context) -> bool:
    """Test whether nobody is held any more, after one person was: people are let go."""
    none, some = (a, b) if a.high == 0 else (b, a)
    if a.measure != "detained" or not is_person(some):
        return False
    order = find_order(some, none, context.published)
    return order is not None and order.first


def _is_first_none(a: ReportedFigure, b: ReportedFigure, context: Context) -> bool:
    """Test whether none was an earlier count of what grows, or of the same source's: nobody arrested, and later one."""
    order = find_order(a, b, context.published)
    if order is None:
        return False
    return is_same_source(a, b, context.copied) or (a.measure in _GROWING and (a if order.first else b).high == 0)


def _find_obstacle(a: ReportedFigure, b: ReportedFigure) -> tuple[Rule, str] | None:
    """Find the rule and the reason by which two figures cannot be compared; None if they can."""
    if a.measure != b.measure:
        return "measure", f"they measure different things: {a.measure} and {b.measure}"
    if not (a.is_claim and b.is_claim):
        meant = (figure.stance.replace("_", " ") for figure in (a, b))
        return "modality", f"one is no claim about this event: {' and '.join(meant)}"
    if a.measure == "other" and not are_worded_alike(a, b):
        return "other", "both count something that no measure covers, and nothing says that it is the same"
    if is_gauge(a.measure, a.unit, a.counted) or is_gauge(b.measure, b.unit, b.counted):
        return "gauge", "an age, a time or a price is of one person or thing, and no count of the event"
    if a.unit != b.unit:
        return "unit", f"they are in different units: {a.unit or 'a count'} and {b.unit or 'a count'}"
    return _find_other_scope(a, b)


def are_worded_alike(a: ReportedFigure, b: ReportedFigure) -> bool:
    """Test whether two counts that no measure covers are of the same by their quotes: a word beside what is counted."""
    if a.article == b.article or a.unit or b.unit:
        return False
    counted = _split_content(a.counted) | _split_content(b.counted)
    ours, theirs = (_split_content(figure.quote or "") - counted for figure in (a, b))
    return not ours.isdisjoint(theirs)


def _find_other_scope(a: ReportedFigure, b: ReportedFigure) -> tuple[Rule, str] | None:
    """Find the rule and the reason by which figures of one measure and unit do not count the same; None if they may."""
    kinship = relate(a, b)
    if kinship == "apart":
        return "population", f"they count different populations: {a.counted} and {b.counted}"
    if kinship == "unknown":
        return "population", f"it is not certain that they count the same: {a.counted} and {b.counted}"
    if differs_by_attackers(a, b):
        return "population", f"only one says whether it counts the attackers: {a.inclusion or b.inclusion}"
    if place_scope(a.where) != place_scope(b.where):
        return (
            "scope",
            f"they count different places: {a.where or 'the whole event'} and {b.where or 'the whole event'}",
        )
    if period_key(a) != period_key(b):
        spans = (figure.period or "the event" for figure in (a, b))
        return "period", f"they count different spans of time: {' and '.join(spans)}"
    if a.extent != "total" or b.extent != "total":
        return "extent", f"one is not a total: {a.extent} and {b.extent}"
    return None


@lru_cache(maxsize=1 << 12)
def _split_content(words: str) -> frozenset[str]:
    """Split words into singulars without numbers and the small words of grammar."""
    found = frozenset(singular(word) for word in _WORD.findall(words.casefold()))
    return found - word_set("function_words", "nothing") - word_set("function_words", "empty")


def period_key(figure: ReportedFigure) -> str:
    """The span of time that a figure counts, as it is compared: folded; empty for the event itself."""
    return "" if not figure.period or is_own_span(figure.period) else " ".join(figure.period.casefold().split())


def _compare_denied(a: ReportedFigure, b: ReportedFigure) -> Comparison:
    denied, asserted = (a, b) if a.stance == "denied" else (b, a)
    if overlaps(denied, asserted):
        return Comparison(asserted, denied, "dispute", "one source states the number and another denies it", "stance")
    return Comparison(a, b, "consistent", "the number denied is not the number stated", "stance")


def _compare_overlapping(a: ReportedFigure, b: ReportedFigure, kinship: Relation, context: Context) -> Comparison:
    if kinship != "same" and not overlaps(a, b):
        narrow, wide = (a, b) if kinship == "narrower" else (b, a)
        return Comparison(a, b, "consistent", f"{narrow.counted} may be part of {wide.counted}", "nested")
    if is_same_source(a, b, context.copied):
        return Comparison(a, b, "repeat", "the same source, or a copy of it, says so twice", "same-source")
    if are_far_apart(a, b):
        why = "the ranges meet, but one number is far above the other: it may be later, or of something else"
        return Comparison(a, b, "consistent", why, "far-apart")
    how = "with the same number" if are_exact(a, b) else "whose ranges meet"
    return Comparison(a, b, "agreement", f"independent sources {how}", "meets")


def _compare_disjoint(a: ReportedFigure, b: ReportedFigure, context: Context) -> Comparison:
    """Compare figures that cannot both be right at one time: one may have replaced the other."""
    order = find_order(a, b, context.published)
    if order is None:
        if was_replaced(a) and was_replaced(b):
            return Comparison(
                a, b, "not_comparable", "both are early counts that their articles call replaced", "order"
            )
        why = f"{_describe_difference(a, b)}, and nothing says that one replaced the other"
        return Comparison(a, b, "conflict", why, "disjoint")
    first, then = (a, b) if order.first else (b, a)
    grows = a.measure in _GROWING
    if a.measure in _SHRINKING and then.highest < first.lowest:
        return Comparison(first, then, "revision", "a later report lowered the count, as people are found", order.rule)
    same = is_same_source(a, b, context.copied)
    if not (grows or same):
        why = f"{_describe_difference(a, b)}, they are of two sources, and such a count does not grow by itself"
        return Comparison(first, then, "conflict", why, "fixed")
    rose = then.lowest >= first.highest
    if not (
        same or (says_raised(then) if rose else says_lowered(then)) or was_replaced(first) or (rose and is_near(a, b))
    ):
        how = "far higher" if rose else "lower"
        why = f"the later number is another source's and {how}, and no report says that it replaces the other"
        return Comparison(first, then, "conflict", why, "other-source")
    who = "the same source" if same else "a later report"
    if rose:
        return Comparison(first, then, "revision", f"{who} raised the count", order.rule)
    return Comparison(first, then, "retraction", f"{who} lowered the count", order.rule)


def _describe_difference(a: ReportedFigure, b: ReportedFigure) -> str:
    """Describe the difference of disjoint figures: only with a range among them do ranges not meet."""
    return "the numbers differ" if are_exact(a, b) else "the ranges do not meet"


# Who is missing or trapped is found, and power comes back.
_SHRINKING: Final = frozenset(("missing", "trapped", "without_power"))
_GROWING: Final = frozenset(name for name, measure in MEASURES.items() if measure.cumulative)


def would_conflict(ours: Sequence[EventReport], theirs: Sequence[EventReport]) -> bool:
    """Test whether a figure of some reports would conflict with one of others, if all were of one event."""
    context = Context({report.article: report.published for report in (*ours, *theirs)}, {})
    return any(
        compare(a, b, context).verdict in ACCUSING
        for ours_report in ours
        for a in ours_report.figures
        for theirs_report in theirs
        for b in theirs_report.figures
    )
