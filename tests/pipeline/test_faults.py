"""What becomes of an article when its endpoint fails, fault by fault, and that no other article is hurt."""

import asyncio
import itertools
import socket
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from summarizer import Settings, Summary, asummarize
from summarizer.records.article import make_article

from ..faults import world
from ..faults.journal import Line, asked
from ..faults.plan import CONTENT, ENDING, HARMLESS, KINDS, LASTING, TRANSPORT, TRUE, Plan
from ..faults.running import Running, faulty_endpoint

pytestmark = pytest.mark.slow

AMONG, FAULTED = 6, 3  # so many articles, of which this one, with two figures, meets the fault
MIXED = 150


@dataclass(frozen=True)
class Case:
    """The faults that one article meets, and what should become of it.

    `says` is part of the error, None where the article is read; `requests` is how many are sent for it.
    `limit` is for the article, `attempt` for one attempt, both in seconds.
    """

    faults: tuple[str, ...]
    requests: range
    says: str | None = None
    forever: bool = False
    figures: bool = True
    limit: float = 60.0
    attempt: float = 30.0

    def plan(self) -> Plan:
        return Plan(given={FAULTED: self.faults}, forever=self.forever)


def passes(*faults: str, attempt: float = 30.0) -> Case:
    """Faults that asking again mends: one request each, and one more."""
    return Case(faults, range(len(faults) + 1, len(faults) + 2), attempt=attempt)


def lasts(fault: str, says: str | None, requests: range, *, limit: float = 60.0) -> Case:
    """A fault that comes again and again: the article fails and says so, or is read without a figure."""
    return Case((fault,), requests, says, forever=True, figures=False, limit=limit)


ONCE, TWICE = range(1, 2), range(2, 3)
RETRIES = 3
EACH_TIME = range(1 + RETRIES, 2 + RETRIES)

CASES = {
    "no fault: one request": Case((), ONCE),
    "429 with no word on how long: sent again": passes("429"),
    "429 with seconds: sent again": passes("429_seconds"),
    "429 with a date: sent again": passes("429_date"),
    "429 with milliseconds: sent again": passes("429_ms"),
    "500: sent again": passes("500"),
    "502 with a page for a browser: sent again": passes("502_html"),
    "503: sent again": passes("503"),
    "503 with seconds: sent again": passes("503_seconds"),
    "reset before the reply: sent again": passes("reset"),
    "reset in the head: sent again": passes("reset_in_head"),
    "reset in the body: sent again": passes("reset_in_body"),
    "200 with half a JSON document: sent again": passes("cut_json"),
    "200 with a page for a browser: sent again": passes("html"),
    "three different faults in a row: sent three times more": passes("500", "reset", "429_ms"),
    "no choices: asked again": passes("no_choices"),
    "an empty message: asked again": passes("empty"),
    "content that is no JSON: asked again": passes("malformed"),
    "content of another schema: asked again": passes("wrong_schema"),
    "invented numbers: asked to mend them": passes("invented"),
    "an answer that is never sent: given up and sent again": passes("hang", attempt=15),
    "an answer that drips: given up and sent again": passes("drip", attempt=15),
    "no usage: as good as any": Case(("no_usage",), ONCE),
    "JSON in a fence: as good as any": Case(("fenced",), ONCE),
    "an answer in pieces: as good as any": Case(("trickle",), ONCE),
    "a refusal: failed, and not asked again": lasts("refusal", "a refusal: I cannot help", ONCE),
    "the content filter: failed, and not asked again": lasts("filter", "content filter", ONCE),
    "the token limit: failed, and not asked again": lasts("length", "token limit", ONCE),
    "400: failed, and not sent again": lasts("400", "HTTP 400", ONCE),
    "always 500: failed after all attempts": lasts("500", "HTTP 500", EACH_TIME),
    "always 503: failed after all attempts": lasts("503", "HTTP 503", EACH_TIME),
    "always 429: failed after all attempts": lasts("429_ms", "HTTP 429", EACH_TIME),
    "always reset: failed after all attempts": lasts("reset", "", EACH_TIME),
    "always half a document: failed after all attempts": lasts("cut_json", "", EACH_TIME),
    "always a page for a browser: failed after all attempts": lasts("html", "", EACH_TIME),
    "never an answer: failed at the time limit": lasts("hang", "within 15 s", ONCE, limit=15),
    "always a drip: failed at the time limit": lasts("drip", "within 15 s", ONCE, limit=15),
    "no choices twice: failed": lasts("no_choices", "got none", TWICE),
    "an empty message twice: failed": lasts("empty", "empty message", TWICE),
    "content that is no JSON twice: failed": lasts("malformed", "fits the schema", TWICE),
    "content of another schema twice: failed": lasts("wrong_schema", "fits the schema", TWICE),
    "a reply that never ends: failed, and not sent again": lasts("endless", "expected a reply of at most", ONCE),
    "another article's numbers: read, none let through": lasts("other", None, TWICE),
    "invented numbers twice: read, none let through": lasts("invented", None, TWICE),
    "invented numbers, then only 400: read, none let through": Case(("invented", "400"), TWICE, None, True, False),
}
REFUSED = {
    "a connection that is refused: tried again": passes("refused"),
    # How many attempts meet no listener, so that the endpoint cannot count them, is chance.
    "refused again and again: failed after all attempts": lasts("refused", "", range(1, 2 + RETRIES)),
}
MIX = Plan(
    seed=7,
    rate=0.3,
    passing=dict.fromkeys((*TRANSPORT, *CONTENT, *HARMLESS), 1.0) | {"hang": 0.3, "drip": 0.3},
    lasting_rate=0.05,
    lasting=dict.fromkeys(LASTING, 1.0),
)


@dataclass(frozen=True)
class Played:
    """What a run gave, and what its endpoint noted."""

    summary: Summary
    lines: list[Line]


def models(cases: dict[str, Case]) -> dict[str, str]:
    """The model by which each case's plan is chosen."""
    return {name: f"case-{place}" for place, name in enumerate(cases)}


async def play(server: Running, model: str, articles: int, **given: Any) -> Played:
    """Read so many articles."""
    settings = Settings(model=model, base_url=server.url, **{"transport_retries": RETRIES, **given})
    texts = [make_article(world.text(number)) for number in range(articles)]
    summary = await asummarize(texts, settings=settings)
    return Played(summary, server.lines(model))


async def play_all(server: Running, cases: dict[str, Case]) -> dict[str, Played]:
    """Every case at once, each a run of its own: most of the time is waiting."""
    runs = [
        play(server, model, AMONG, timeout=cases[name].limit, attempt_timeout=cases[name].attempt, concurrency=2)
        for name, model in models(cases).items()
    ]
    return dict(zip(cases, await asyncio.gather(*runs), strict=True))


def played(folder: Path, cases: dict[str, Case]) -> dict[str, Played]:
    plans = {model: cases[name].plan() for name, model in models(cases).items()}
    with faulty_endpoint(folder, plans, AMONG) as server:
        return asyncio.run(play_all(server, cases))


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Played]:
    """Each fault alone; those that close the listener have an endpoint each, for they would meet every run."""
    found = played(tmp_path_factory.mktemp("faults"), CASES)
    for name, case in REFUSED.items():
        found |= played(tmp_path_factory.mktemp("refused"), {name: case})
    return found


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """All faults mixed over many articles."""
    with faulty_endpoint(tmp_path_factory.mktemp("mixed"), {"mixed": MIX}, MIXED + 1) as server:
        yield asyncio.run(play(server, "mixed", MIXED, attempt_timeout=8, concurrency=16))


def figures(summary: Summary) -> dict[str, Counter[tuple[str, float | None, str | None]]]:
    """Every grounded figure by article: measure, value, quote."""
    found: dict[str, Counter[tuple[str, float | None, str | None]]] = {}
    for incident in summary.incidents:
        for figure in (figure for event in incident.events for figure in event.figures):
            found.setdefault(figure.article or "", Counter())[figure.measure, figure.value, figure.quote] += 1
    return found


def truth(numbers: range | list[int]) -> dict[str, Counter[tuple[str, float | None, str | None]]]:
    """The figures that these articles hold."""
    return {
        world.mark(n): Counter((measure, count, world.quotes(n)[measure]) for measure, count in world.counts(n).items())
        for n in numbers
    }


@pytest.mark.parametrize("name", [*CASES, *REFUSED])
def test_a_fault_alone(alone: dict[str, Played], name: str) -> None:
    """The article's record, its figures, how often it was asked for."""
    case, run = {**CASES, **REFUSED}[name], alone[name]
    record = run.summary.articles[FAULTED]
    assert record.id == world.mark(FAULTED)
    if case.says is None and case.figures:
        assert (record.status, record.error) == ("ok", None)
    elif case.says is None:
        assert record.status == "ok"
        assert {one.article for one in run.summary.rejected} == {record.id}
    else:
        assert record.status == "failed"
        assert case.says in (record.error or "")
        assert len((record.error or "").splitlines()) == 1
        assert "internal error" not in (record.error or "")
    expected = truth([n for n in range(AMONG) if n != FAULTED or case.figures])
    assert figures(run.summary) == expected
    assert asked(run.lines)[FAULTED] in case.requests, Counter(line.kind for line in run.lines)


@pytest.mark.parametrize("name", [*CASES, *REFUSED])
def test_the_others_are_not_hurt(alone: dict[str, Played], name: str) -> None:
    """Each of them is read, and asked for once; where there is no listener for a moment, they may be asked for again."""
    run = alone[name]
    others = [n for n in range(AMONG) if n != FAULTED]
    assert [run.summary.articles[n].status for n in others] == ["ok"] * len(others)
    if name in CASES:
        assert [asked(run.lines)[n] for n in others] == [1] * len(others)


def test_nothing_listens() -> None:
    """Every article says so in one line."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    settings = Settings(model="nobody", base_url=f"http://127.0.0.1:{port}/v1", transport_retries=1)
    summary = asyncio.run(asummarize([world.text(0), world.text(1)], settings=settings))
    assert [record.status for record in summary.articles] == ["failed", "failed"]
    assert all("is it running" in (record.error or "") for record in summary.articles)


def test_every_kind_of_fault_is_in_the_table() -> None:
    """A kind that the endpoint can play and no case plays would go unseen."""
    played = set(itertools.chain(*(case.faults for case in (*CASES.values(), *REFUSED.values()))))
    assert played == set(KINDS) - {TRUE, *ENDING}


def test_mixed_each_article_has_the_outcome_that_was_planned(mixed: Played) -> None:
    """One outcome each: the true figures where the faults pass, a failure where they do not."""
    records = mixed.summary.articles
    assert [record.id for record in records] == [world.mark(n) for n in range(MIXED)]
    unread = {n for n in range(MIXED) if MIX.lasts(n) and MIX.faults(n) != ("other",)}
    assert {n for n in range(MIXED) if records[n].status == "failed"} == unread
    assert figures(mixed.summary) == truth([n for n in range(MIXED) if not MIX.lasts(n)])
    assert len(unread) >= 3, "the plan has lasting faults"
    assert sum(len(MIX.faults(n)) for n in range(MIXED)) > 0.3 * MIXED, "and many that pass"


def test_mixed_nothing_paid_for_is_asked_again(mixed: Played) -> None:
    """A request whose whole reply came is not sent a second time."""
    paid = Counter(line.key for line in mixed.lines if line.delivered)
    assert {key: times for key, times in paid.items() if times > 1} == {}


def test_what_failed_is_asked_again_when_told_to_and_only_then(tmp_path: Path) -> None:
    """The same run again sends nothing; with `retry_failed`, what failed is asked about, and nothing else."""
    failing = {1: ("refusal",), 2: ("wrong_schema", "wrong_schema"), 3: ("500", "500"), 4: ("400",)}
    settings = {"transport_retries": 1, "store": tmp_path / "store.sqlite"}

    async def thrice(server: Running) -> list[Played]:
        return [await play(server, "retried", AMONG, **settings, retry_failed=again) for again in (False, False, True)]

    with faulty_endpoint(tmp_path, {"retried": Plan(given=failing)}, AMONG) as server:
        first, second, third = asyncio.run(thrice(server))
    assert [n for n, record in enumerate(first.summary.articles) if record.status == "failed"] == [1, 2, 3, 4]
    assert (second.summary.articles, second.lines) == (first.summary.articles, first.lines)
    assert figures(third.summary) == truth(range(AMONG))
    assert asked(third.lines) - asked(first.lines) == Counter(failing.keys())


def test_a_second_look_that_the_run_ended_before_is_left_to_the_next(tmp_path: Path) -> None:
    """The first look is reported, but is not the last word: the next run asks what is left, and no more."""
    store = tmp_path / "store.sqlite"

    async def twice(server: Running) -> list[Played]:
        return [await play(server, "ended", AMONG, concurrency=1, store=store) for _ in range(2)]

    with faulty_endpoint(tmp_path, {"ended": Plan(given={FAULTED: ("invented", "401")})}, AMONG) as server:
        first, second = asyncio.run(twice(server))
    assert first.summary.ended == "refused"
    assert [record.status for record in first.summary.articles] == ["ok"] * 4 + ["failed"] * 2
    assert figures(first.summary) == truth(range(FAULTED))
    assert figures(second.summary) == truth(range(AMONG))
    assert asked(second.lines) == {n: 3 if n == FAULTED else 1 for n in range(AMONG)}
