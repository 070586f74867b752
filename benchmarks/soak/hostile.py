"""Articles and replies made to hang or to crash a run, among others that must not feel it."""

import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.faults import world
from tests.faults.plan import Plan
from tests.faults.running import Running

from . import promises
from .kept import kept
from .promises import Promise
from .runs import Command, finish, kill
from .scenarios import Stage, Undisturbed, ended_with

_FAILED, _INTERRUPTED = 3, 130  # exit codes
# s for an article: to check the reply to the long one takes 67 s of computing, others far less even beside it.
_LIMIT = 20
_WELL_INTO_IT = 1.5  # s after that reply went out


def hanging(stage: Stage, beside: Undisturbed) -> list[Promise]:
    """Among the articles one whose reply costs most to check, and one whose reply never ends.

    SIGTERM comes while the first is checked; then the same command, twice.
    """
    apart = (world.LONG, world.ENDLESS)
    with stage.endpoint("hanging", _apart(stage)) as server:
        command = replace(_command(stage, "hanging", server, apart), more=("--timeout", str(_LIMIT)))
        stopped = kill(command, _sent(server, world.LONG), _WELL_INTO_IT, signal.SIGTERM)
        at_signal = kept(command.store)
        first, end = server.lines_from(0)
        ended = finish(command)
        second, end = server.lines_from(end)
        report, final = command.report(), kept(command.store)
        again = finish(command)
        third = server.lines_from(end)[0]
    return [
        ended_with(stopped, _INTERRUPTED),
        promises.was_under_way(at_signal, world.LONG),
        ended_with(ended, _FAILED),
        promises.failed_alone(
            report, {world.LONG: "could not be checked within", world.ENDLESS: "at most"}, beside.report
        ),
        promises.others_are_the_same(report, beside.report, apart),
        promises.nothing_kept_is_asked_again([first, second, third], [at_signal, final]),
        ended_with(again, _FAILED),
        promises.asked_nothing(third),
        promises.same_report(command.report(), report),
    ]


def crashing(stage: Stage, beside: Undisturbed) -> list[Promise]:
    """Among the articles one that crashed the checker once, and one whose event makes the linker fail."""
    apart = (world.LISTED, world.FAULTY)
    own = ("--event", "builtin", "--event", "benchmarks.soak.faultytype:Quarrel")
    with stage.endpoint("crashing", _apart(stage)) as server:
        command = replace(_command(stage, "crashing", server, apart), more=own)
        ended = finish(command)
        report = command.report()
    return [
        ended_with(ended, _FAILED),
        promises.failed_alone(report, {}, beside.report),
        promises.one_incident_failed(report, world.FAULTY, "not linked: internal error"),
        promises.others_are_the_same(report, beside.report, apart),
    ]


def crashing_rules(stage: Stage) -> list[Promise]:
    """The article that crashed the checker once, read by the built-in rules among others; and those alone."""
    alone = replace(stage.command("rules", None), output=stage.folder / "rules_alone.json")
    among = replace(alone, before=_written(stage, "rules", (world.LISTED,)), output=stage.folder / "rules.json")
    ended = [finish(command) for command in (alone, among)]
    return [
        *(ended_with(each, 0) for each in ended),
        promises.failed_alone(among.report(), {}, alone.report()),
        promises.others_are_the_same(among.report(), alone.report(), (world.LISTED,)),
    ]


def _apart(stage: Stage) -> Plan:
    """What fails for good among the others fails here too; of the rest, what one reply does is in the article."""
    return replace(stage.scale.plan.without_passing(), given={world.ENDLESS: ("endless",)}, forever=True)


def _command(stage: Stage, name: str, server: Running, apart: tuple[int, ...]) -> Command:
    return replace(stage.command(name, server), before=_written(stage, name, apart))


def _written(stage: Stage, name: str, apart: tuple[int, ...]) -> tuple[Path]:
    """Those apart, in a file of their own: they are read first, and what they do is done to all others."""
    return (world.write_lines(stage.folder / f"{name}.jsonl", apart),)


def _sent(server: Running, article: int) -> Callable[[], bool]:
    """Whether a reply about the article went out whole."""
    return lambda: any(line.article == article and line.delivered for line in server.lines())
