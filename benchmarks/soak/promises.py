"""What must hold of a disturbed run, each with what was seen."""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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


def others_are_the_same(report: dict[str, Any], undisturbed: dict[str, Any], apart: Iterable[int]) -> Promise:
    """All but what is counted over all articles: beside a run without the articles that are apart."""
    marks = {world.mark(number) for number in apart}
    said = "the report of all others is that of the run without them"
    there = marks <= {article["id"] for article in report["articles"]}
    ours, theirs = _without(report, marks), _without(undisturbed, marks)
    differing = [name for name in ours if ours[name] != theirs[name]]
    seen = f"{len(ours['articles'])} articles; parts that differ: {', '.join(differing) or 'none'}"
    return Promise(said, there and not differing, seen if there else "the articles apart are not in it")


def _without(report: dict[str, Any], marks: set[str]) -> dict[str, list[Any]]:
    incidents = [one for one in report["incidents"] if not marks & set(one["sources"])]
    names = {one["id"] for one in incidents}
    parts = {"articles": [one for one in report["articles"] if one["id"] not in marks], "incidents": incidents}
    parts |= {name: [one for one in report[name] if one["incident"] in names] for name in ("findings", "near_misses")}
    return parts | {"rejected": [one for one in report["rejected"] if one["article"] not in marks]}


def failed_alone(report: dict[str, Any], expected: Mapping[int, str], undisturbed: dict[str, Any]) -> Promise:
    """Beside what fails in the undisturbed run too, the articles expected to, each with its reason in one line."""
    errors = {one["id"]: one["error"] or "" for one in report["articles"] if one["status"] == "failed"}
    before = {one["id"] for one in undisturbed["articles"] if one["status"] == "failed"}
    reasons = {world.mark(number): reason for number, reason in expected.items()}
    new = {name: error for name, error in errors.items() if name not in before}
    told = all(reason in new.get(name, "") and "\n" not in new.get(name, "") for name, reason in reasons.items())
    seen = "; ".join(error[:90] for error in new.values()) or "none more"
    return Promise(f"{len(expected)} more articles fail, and say why", told and new.keys() == reasons.keys(), seen)


def one_incident_failed(report: dict[str, Any], article: int, reason: str) -> Promise:
    """That of the article, whose figures stand in it; no other."""
    failed = [one for one in report["incidents"] if one.get("error")]
    sources = [source for one in failed for source in one["sources"]]
    figures = sum(len(event["figures"]) for one in failed for event in one["events"])
    held = sources == [world.mark(article)] and reason in failed[0]["error"] and figures > 0
    seen = f"{len(failed)} failed, with {figures} figures: {'; '.join(one['error'][:90] for one in failed)}"
    return Promise("its incident is in the report with its figures and the reason", held, seen)


def was_under_way(store: Kept, article: int) -> Promise:
    """When a signal came: else it says nothing of the signal."""
    done = store.outcomes[world.mark(article)]
    return Promise("the signal was heard while a reply was checked", not done, f"{done} outcomes of it kept by then")


def asked_nothing(lines: Iterable[Line]) -> Promise:
    """The endpoint's journal has no request."""
    sent = sum(line.what == "ask" for line in lines)
    return Promise("what is known is not asked again, whatever it was", not sent, f"{sent} requests")


def recorded_and_stayed(runs: Sequence[Sequence[Line]], cassettes: Sequence[frozenset[str]], most: int) -> Promise:
    """`cassettes` are the replies in it after each run: those it got, less so many at a kill, and all that were there.

    The last run ended by itself: it lacks none.
    """
    lacking = [
        len({line.name for line in run if line.delivered} - there) for run, there in zip(runs, cassettes, strict=True)
    ]
    gone = sum(len(before - after) for before, after in itertools.pairwise(cassettes))
    held = max(lacking) <= most and not lacking[-1] and not gone
    seen = f"{len(cassettes[-1])} replies; lacking at each end: {', '.join(map(str, lacking))}; gone since: {gone}"
    return Promise("every reply that came is in the cassette, but what was under way at a kill", held, seen)


def paid_once_each(lines: Iterable[Line], processes: int) -> Promise:
    """What two of them ask at the same time is sent twice; none of them asks twice."""
    paid = Counter(line.key for line in lines if line.paid)
    most = max(paid.values(), default=0)
    seen = f"{len(paid)} questions, {sum(paid.values())} replies, at most {most} to one"
    return Promise(f"none of {processes} processes pays for a reply twice", most <= processes, seen)


def within(seconds: float, undisturbed: float, waited: float, factor: float) -> Promise:
    """The time of all runs together, without what their places waited, beside the undisturbed run's."""
    ratio = (seconds - waited) / undisturbed
    return Promise(
        f"without its waiting it takes at most {factor} x as long",
        ratio <= factor,
        f"{seconds:.0f} s less {waited:.0f} s of waiting, beside {undisturbed:.0f} s: {ratio:.2f} x",
    )
