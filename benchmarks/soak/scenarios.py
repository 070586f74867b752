"""Runs in trouble, each compared with a run of the same articles that nobody disturbed."""

import json
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.faults import world
from tests.faults.journal import Line, asked
from tests.faults.plan import CONTENT, HARMLESS, TRANSPORT, Plan
from tests.faults.running import Running, faulty_endpoint

from . import promises
from .kept import Kept, kept
from .promises import Promise
from .runs import Command, Ended, finish, kill, side_by_side

_FACTOR = 1.3  # of the undisturbed time, at most
_SLOW = {"hang": 0.05, "drip": 0.05}  # each takes a place for the whole time limit of an attempt
_ASKED_TOO_FAST = {"429": 0.05, "429_seconds": 0.03, "429_date": 0.03, "503_seconds": 0.03, "429_ms": 0.2}  # all wait
_BUDGET, _STORE_FAILED, _INTERRUPTED = 4, 5, 130  # exit codes
_COST, _ROOM = 0.0001, 0.001  # USD for a reply, of 10 tokens, and for the longest, of 100
_PRICES = '[[list]]\nas_of = 2026-01-01\npage = "none"\n[list.models]\nsoak = { input = 0.0, output = 10.0 }\n'


@dataclass(frozen=True)
class Scale:
    """How much of it. `latency` is the endpoint's, in seconds."""

    articles: int
    kills: int
    concurrency: int
    latency: float
    seed: int

    @property
    def plan(self) -> Plan:
        """Three in ten attempts fail in a way that passes, two an article at most; one article in 50 always fails."""
        return Plan(
            seed=self.seed,
            rate=0.3,
            passing=dict.fromkeys((*TRANSPORT, *CONTENT, *HARMLESS), 1.0) | _SLOW | _ASKED_TOO_FAST,
            lasting_rate=0.02,
            lasting={"400": 1.0, "refusal": 1.0, "filter": 1.0, "length": 1.0},
        )


@dataclass(frozen=True)
class Undisturbed:
    """A run of which every promise is measured: its report, its seconds, and those after its last reply."""

    report: dict[str, Any]
    seconds: float
    reporting: float


@dataclass(frozen=True)
class Stage:
    """Where a scenario plays."""

    folder: Path
    scale: Scale

    @property
    def articles(self) -> Path:
        """The articles, written when they are first asked for."""
        path = self.folder / "articles.jsonl"
        return path if path.exists() else world.write_lines(path, range(self.scale.articles))

    def command(self, name: str, server: Running | None, articles: Path | None = None) -> Command:
        """A run whose store and report have this name; by the built-in rules if there is no server."""
        store, output = self.folder / f"{name}.sqlite", self.folder / f"{name}.json"
        url = server.url if server else None
        return Command(articles or self.articles, store, output, url, concurrency=self.scale.concurrency)

    @contextmanager
    def endpoint(self, name: str, plan: Plan) -> Iterator[Running]:
        """An endpoint for the articles, and one more, whose words may come in a reply about the last."""
        count, latency = self.scale.articles + 1, self.scale.latency
        with faulty_endpoint(self.folder, {"soak": plan}, count, latency=latency, name=name) as server:
            yield server


def undisturbed(stage: Stage) -> Undisturbed:
    """No fault passes, none is there that would; the same articles fail for good."""
    with stage.endpoint("undisturbed", stage.scale.plan.without_passing()) as server:
        command = stage.command("undisturbed", server)
        ended = finish(command)
        check(ended)
        last = server.lines()[-1].at
        return Undisturbed(command.report(), ended.seconds, time.monotonic() - last)


def killed(stage: Stage, beside: Undisturbed, *, timed: bool = True) -> list[Promise]:
    """Three in ten attempts fail, and the process is killed at random moments and started again."""
    rng = random.Random(stage.scale.seed)
    runs: list[list[Line]] = []
    held: list[Kept] = []
    seconds = 0.0
    whole = True
    with stage.endpoint("killed", stage.scale.plan) as server:
        command = stage.command("killed", server)
        start = 0
        for moment, pause in _moments(stage.scale, server, beside.reporting, rng):
            seconds += kill(command, moment, pause).seconds
            held.append(kept(command.store))
            whole &= _none_or_whole(command.output)
            lines, start = server.lines_from(start)
            runs.append(lines)
        ended = finish(command)
        check(ended)
        seconds += ended.seconds
        runs.append(server.lines_from(start)[0])
    final = kept(command.store)
    report = command.report()
    found = [
        Promise("a report is there whole or not at all", whole, _seen(held)),
        promises.one_outcome_each(report, final, stage.scale.articles),
        promises.same_report(report, beside.report),
        promises.nothing_kept_is_asked_again(runs, held),
        promises.few_are_paid_twice(runs, stage.scale.kills * stage.scale.concurrency),
        promises.sound(runs, final),
    ]
    if timed:
        found.append(promises.within(seconds, beside.seconds, final.waited / stage.scale.concurrency, _FACTOR))
    return found


def _none_or_whole(output: Path) -> bool:
    try:
        return not output.exists() or bool(json.loads(output.read_text(encoding="utf-8")))
    except ValueError:
        return False


def _seen(held: list[Kept]) -> str:
    return "outcomes kept at each kill: " + ", ".join(str(len(one.outcomes)) for one in held)


def _moments(
    scale: Scale, server: Running, reporting: float, rng: random.Random
) -> Iterator[tuple[Callable[[], bool], float]]:
    """When to kill: after a random share of the articles were asked about, but the last time while it reports."""
    shares = sorted(rng.uniform(0.02, 0.97) for _ in range(scale.kills - 1))
    for share in shares:
        yield asked_about(server, round(share * scale.articles)), rng.uniform(0, 0.1)
    yield asked_about(server, scale.articles), rng.uniform(0.2, 1.0) * reporting


def asked_about(server: Running, articles: int) -> Callable[[], bool]:
    """Whether so many articles have been asked about."""
    found: set[int] = set()
    place = 0

    def reached() -> bool:
        nonlocal place
        lines, place = server.lines_from(place)
        found.update(asked(lines))
        return len(found) >= articles

    return reached


def disk_full(stage: Stage, beside: Undisturbed, blocks: int) -> list[Promise]:
    """No file may grow beyond so many blocks of 512 bytes; then there is room again."""
    with stage.endpoint("full", stage.scale.plan.without_passing()) as server:
        command = stage.command("full", server)
        first = finish(command, blocks=blocks)
        return [_stopped(first), *_resumed(stage, beside, command, server)]


def disk_full_of(stage: Stage, beside: Undisturbed, folder: Path, make_room: Callable[[], None]) -> list[Promise]:
    """The store lies in a folder that has no room for it until it is made."""
    with stage.endpoint("disk", stage.scale.plan.without_passing()) as server:
        command = replace(stage.command("disk", server), store=folder / "disk.sqlite")
        first = finish(command)
        make_room()
        return [_stopped(first), *_resumed(stage, beside, command, server)]


def read_only(stage: Stage, beside: Undisturbed, folder: Path, allow: Callable[[bool], None]) -> list[Promise]:
    """Killed half way, then the store may not be written, then it may."""
    with stage.endpoint("read_only", stage.scale.plan.without_passing()) as server:
        command = replace(stage.command("read_only", server), store=folder / "read_only.sqlite")
        kill(command, asked_about(server, stage.scale.articles // 2), 0.0)
        before = len(server.lines())
        allow(False)
        refused = finish(command)
        allow(True)
        sent = sum(line.what == "ask" for line in server.lines()[before:])
        return [
            _stopped(refused),
            Promise("nothing is sent that could not be kept", sent == 0, f"{sent} requests"),
            *_resumed(stage, beside, command, server, killed=True),
        ]


def _stopped(ended: Ended) -> Promise:
    lines = [line for line in ended.errors.splitlines() if "store" in line]
    held = ended.code == _STORE_FAILED and len(lines) == 1 and "Traceback" not in ended.errors
    return Promise("it stops and says why in one line", held, f"exit code {ended.code}: {ended.errors.strip()[-200:]}")


def _resumed(
    stage: Stage, beside: Undisturbed, command: Command, server: Running, *, killed: bool = False
) -> list[Promise]:
    """The same command again, with nothing in its way."""
    before = kept(command.store)
    first, end = server.lines_from(0)
    ended = finish(command)
    check(ended)
    runs = [first, server.lines_from(end)[0]]
    final = kept(command.store)
    report = command.report()
    return [
        promises.one_outcome_each(report, final, stage.scale.articles),
        promises.same_report(report, beside.report),
        promises.nothing_kept_is_asked_again(runs, [before]),
        promises.few_are_paid_twice(runs, stage.scale.concurrency * (1 + killed)),
        promises.sound(runs, final),
    ]


def over_budget(stage: Stage, beside: Undisturbed) -> list[Promise]:
    """The budget ends half way, then there is a larger one; every article needs a second look."""
    prices = stage.folder / "prices.toml"
    prices.write_text(_PRICES, encoding="utf-8")
    with stage.endpoint("budget", _second_looks(stage.scale)) as server:
        command = replace(stage.command("budget", server), more=("--prices", str(prices), "--max-tokens", "100"))
        half = stage.scale.articles * _COST + _ROOM  # each article takes two replies
        first = finish(replace(command, more=(*command.more, "--budget", f"{half:.6f}")))
        return [ended_with(first, _BUDGET), *_resumed(stage, beside, command, server)]


def interrupted(stage: Stage, beside: Undisturbed) -> list[Promise]:
    """Ctrl-C half way; every article needs a second look."""
    with stage.endpoint("interrupted", _second_looks(stage.scale)) as server:
        command = stage.command("interrupted", server)
        first = kill(command, asked_about(server, stage.scale.articles // 2), 0.0, signal.SIGINT)
        return [ended_with(first, _INTERRUPTED), *_resumed(stage, beside, command, server, killed=True)]


def _second_looks(scale: Scale) -> Plan:
    return replace(scale.plan, rate=1.0, passing={"invented": 1.0}, most=1)


def ended_with(ended: Ended, code: int) -> Promise:
    """By itself, without a traceback."""
    held = ended.code == code and "Traceback" not in ended.errors
    return Promise("it ends with its own exit code", held, f"{ended.code}, expected {code}")


def halves(stage: Stage, beside: Undisturbed) -> list[Promise]:
    """Two processes with half of the articles each and one store; then one with all of them."""
    middle = stage.scale.articles // 2
    first = world.write_lines(stage.folder / "first.jsonl", range(middle))
    second = world.write_lines(stage.folder / "second.jsonl", range(middle, stage.scale.articles))
    with stage.endpoint("halves", stage.scale.plan) as server:
        store = stage.command("halves", server)
        parts = [replace(store, articles=part, output=stage.folder / f"{part.stem}.json") for part in (first, second)]
        for ended in side_by_side(parts):
            check(ended)
        sent = len(server.lines())
        check(finish(store))
        more = sum(line.what == "ask" for line in server.lines()[sent:])
        return [
            Promise("what two runs have read, a third takes from the store", more == 0, f"{more} requests"),
            *_together(stage, beside, store, server),
        ]


def both(stage: Stage, beside: Undisturbed) -> list[Promise]:
    """Two processes, each with all articles, and one store."""
    with stage.endpoint("both", stage.scale.plan) as server:
        store = stage.command("both", server)
        other = replace(store, output=stage.folder / "other.json")
        for ended in side_by_side([store, other]):
            check(ended)
        return [promises.same_report(other.report(), beside.report), *_together(stage, beside, store, server)]


def _together(stage: Stage, beside: Undisturbed, command: Command, server: Running) -> list[Promise]:
    lines, final, report = server.lines(), kept(command.store), command.report()
    return [
        promises.one_outcome_each(report, final, stage.scale.articles),
        promises.same_report(report, beside.report),
        promises.nothing_kept_is_asked_again([lines], []),
        promises.few_are_paid_twice([lines], 0),
        promises.sound([lines], final),
    ]


def check(ended: Ended) -> None:
    """A run that does not end by itself makes every comparison meaningless. Some articles fail in most: 3."""
    if ended.code not in (0, 3):
        raise RuntimeError(f"expected exit code 0 or 3, got {ended.code}: {ended.errors[-2000:]}")
