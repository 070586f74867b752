"""Recordings to a cassette that are killed, and two at once, beside one that nobody disturbed."""

import random
from dataclasses import replace
from typing import Any

from tests.faults.journal import Line
from tests.faults.plan import PAID, Plan
from tests.faults.running import Running

from . import promises
from .kept import Kept, recorded
from .promises import Promise
from .runs import Command, finish, kill, side_by_side
from .scenarios import Stage, asked_about, check


def undisturbed(stage: Stage) -> dict[str, Any]:
    """What a recording replays to that met no fault that passes."""
    with stage.endpoint("recorded", _plan(stage).without_passing()) as server:
        command = _recording(stage, "recorded", server)
        check(finish(command))
    return _replayed(command)


def killed(stage: Stage, beside: dict[str, Any]) -> list[Promise]:
    """Recorded through faults, killed at random moments, and started again."""
    rng = random.Random(stage.scale.seed)
    shares = sorted(rng.uniform(0.05, 0.95) for _ in range(stage.scale.kills))
    runs: list[list[Line]] = []
    held: list[Kept] = []
    place = 0
    with stage.endpoint("rerecorded", _plan(stage)) as server:
        command = _recording(stage, "rerecorded", server)
        for share in (*shares, None):
            if share is None:
                check(finish(command))
            else:
                kill(command, asked_about(server, round(share * stage.scale.articles)), rng.uniform(0, 0.1))
            lines, place = server.lines_from(place)
            runs.append(lines)
            held.append(_answers(command, server))
    return [
        promises.recorded_and_stayed(runs, [each.replies for each in held], stage.scale.concurrency),
        promises.nothing_kept_is_asked_again(runs, held),
        promises.few_are_paid_twice(runs, stage.scale.kills * stage.scale.concurrency),
        promises.sound(runs, held[-1]),
        promises.same_report(_replayed(command), beside),
    ]


def both(stage: Stage, beside: dict[str, Any]) -> list[Promise]:
    """Two processes record all articles into one cassette at once; then a third, which drops what it has no use for.

    Where the two got different replies to one question, the second question after the one is asked no more.
    """
    with stage.endpoint("corecorded", _plan(stage)) as server:
        command = _recording(stage, "corecorded", server)
        other = replace(command, output=stage.folder / "corecorded_other.json")
        for ended in side_by_side([command, other]):
            check(ended)
        first, end = server.lines_from(0)
        after_both = _answers(command, server)
        check(finish(command))
        second, end = server.lines_from(end)
        final = _answers(command, server)
    return [
        promises.recorded_and_stayed([first], [after_both.replies], 0),
        promises.asked_nothing(second),
        promises.paid_once_each(first, 2),
        promises.sound([first, second], final),
        promises.same_report(_replayed(command), beside),
    ]


def _plan(stage: Stage) -> Plan:
    """A cassette keeps replies: of what fails for good, those that are one."""
    plan = stage.scale.plan
    return replace(plan, lasting={kind: weight for kind, weight in plan.lasting.items() if kind in PAID})


def _recording(stage: Stage, name: str, server: Running) -> Command:
    command = stage.command(name, server)
    return replace(command, store=stage.folder / f"{name}.yaml", keeping="--record")


def _replayed(command: Command) -> dict[str, Any]:
    """The report that a cassette gives, without an endpoint."""
    replay = replace(command, keeping="--replay", url=None, output=command.output.with_suffix(".replayed.json"))
    check(finish(replay))
    return replay.report()


def _answers(command: Command, server: Running) -> Kept:
    """What the cassette holds that is an answer: an empty reply is kept too, and may be asked for again."""
    held = recorded(command.store)
    paid = {line.name for line in server.lines() if line.paid}
    return replace(held, replies=held.replies & paid)
