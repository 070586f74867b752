"""What must hold of a disturbed run, each with what was seen."""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.faults import world
from tests.faults.journal import Line

from .kept import Kept


@dataclass(frozen=True)
class Promise:
    """A sentence, whether it held, and what was counted."""

    says: str
    held: bool
    seen: str


def one_outcome_each(report: dict[str, Any], store: Kept, articles: int) -> Promise:
    """In the report as in the store."""
    expected = Counter(world.mark(number) for number in range(articles))
    reported = Counter(article["id"] for article in report["articles"])
    wrong = sum(((reported - expected) + (expected - reported)).values())
    wrong_kept = sum(((store.outcomes - expected) + (expected - store.outcomes)).values())
    return Promise(
        "every article has exactly one outcome",
        not wrong and not wrong_kept,
        f"{articles} articles; too many or too few: {wrong} in the report, {wrong_kept} in the store",
    )


def same_report(report: dict[str, Any], undisturbed: dict[str, Any]) -> Promise:
    """All but what it cost: articles, figures, incidents, findings, rejected figures."""
    differing = [
        name
        for name in sorted(report.keys() | undisturbed.keys())
        if name != "usage" and report.get(name) != undisturbed.get(name)
    ]
    figures = sum(1 for _ in _figures(report))
    lacking = Counter(_figures(undisturbed))
    lacking.subtract(Counter(_figures(report)))
    wrong = sum(abs(times) for times in lacking.values())
    return Promise(
        "the report is that of the undisturbed run",
        not differing and not wrong,
        f"{figures} figures, {wrong} differ; parts that differ: {', '.join(differing) or 'none'}",
    )


def _figures(report: dict[str, Any]) -> Iterable[tuple[object, ...]]:
    names = ("article", "measure", "low", "high", "unit", "quote", "start", "end")
    for incident in report["incidents"]:
        for event in incident["events"]:
            for figure in event["figures"]:
                yield tuple(figure[name] for name in names)


def nothing_kept_is_asked_again(runs: Sequence[Sequence[Line]], kept: Sequence[Kept]) -> Promise:
    """`runs` are the journal's lines of each run, `kept` what the store held when each had ended."""
    again = sum(
        line.what == "ask" and (line.key in before.keys or world.mark(line.article) in before.outcomes)
        for before, later in zip(kept, itertools.islice(runs, 1, None), strict=False)
        for line in later
    )
    within = sum(_again_in(run) for run in runs)
    replies = sum(line.delivered for run in runs for line in run)
    return Promise(
        "nothing is sent again of which a reply or an outcome is kept",
        not again and not within,
        f"{replies} replies; {again} asked again after a kill, {within} in one run",
    )


def _again_in(run: Sequence[Line]) -> int:
    """How many requests of a run came after a whole reply to the same."""
    delivered: set[str] = set()
    again = 0
    for line in run:
        if line.delivered:
            delivered.add(line.key)
        again += line.what == "ask" and line.key in delivered
    return again


def few_are_paid_twice(runs: Sequence[Sequence[Line]], most: int) -> Promise:
    """What was under way at a kill is lost, and no more."""
    paid = Counter(line.key for run in runs for line in run if line.paid)
    twice = sum(times - 1 for times in paid.values())
    return Promise("only what was under way at a kill is paid twice", twice <= most, f"{twice} replies, at most {most}")


def sound(runs: Sequence[Sequence[Line]], store: Kept) -> Promise:
    """No page of the file is damaged, and each reply in it is one that was sent."""
    sent = {line.name for run in runs for line in run if line.what == "sent"}
    invented = store.replies - sent
    return Promise("the store is sound", store.sound and not invented, f"{len(store.replies)} replies kept")


def within(seconds: float, undisturbed: float, waited: float, factor: float) -> Promise:
    """The time of all runs together, without what their places waited, beside the undisturbed run's."""
    ratio = (seconds - waited) / undisturbed
    return Promise(
        f"without its waiting it takes at most {factor} x as long",
        ratio <= factor,
        f"{seconds:.0f} s less {waited:.0f} s of waiting, beside {undisturbed:.0f} s: {ratio:.2f} x",
    )
