"""The grey zone: pairs of reports of which linking is not sure go to a judge, and its verdicts settle the incidents.

Two kinds of pairs are grey: two cores of one incident, which are possibly the same event, and an
incident and its nearest other, where that is not far below what groups them.
"""

import asyncio
import logging
import math
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Protocol

from ..concurrency import work_through
from ..errors import EndpointError, ModelError, ReplyTimeoutError, RunEndedError, StoreError, TemplateError
from ..records.events import EventReport
from ..records.summary import Adjudicated
from ..records.usage import Usage
from ..schemas import LinkVerdict
from .incidents import Group
from .rulings import Ruling, settle
from .scoring import LIKELY

# How far below the grouping threshold, in bits, a nearest other is still asked about. Of made-up records (three
# corpora of 4,000, `benchmarks/events.py`), 26 in 423 such pairs are one event down to there, and none of 26 below.
BAND: Final = 4.0
# The weights in bits at which, on the same records, every second pair is one event: of two cores, of two incidents.
_EVEN_CORES: Final = -0.5
_EVEN_INCIDENTS: Final = 4.0
_GIVE_UP: Final = 3  # questions in a row that the endpoint does not answer: it will not answer the next either
_REASON: Final = 300  # letters of a reason that are kept: it was asked for as one sentence

# Whether figures of some reports would conflict with those of others, if all told of one event.
Contested = Callable[[Sequence[EventReport], Sequence[EventReport]], bool]
_Cores = frozenset[tuple[str, int]]  # two cores, each by its incident
_log = logging.getLogger(__name__)


class Judge(Protocol):
    """Says whether two reports tell of one event. Raises ModelError if there is no usable reply."""

    async def judge(self, a: EventReport, b: EventReport, usage: Usage) -> LinkVerdict:
        """The verdict on two reports; what it cost is added to `usage`."""
        ...


@dataclass(frozen=True)
class GreyPair:
    """Two reports of which linking is not sure that they tell of one event, or of two.

    `contested`: some of their cores' figures would conflict if they did. `doubt` is how far their
    weight lies from that at which every second such pair is one event; infinite where it is unknown.
    """

    a: EventReport
    b: EventReport
    contested: bool
    doubt: float


@dataclass(frozen=True)
class Adjudication:
    """Incidents as the answers leave them; `asked` and `failed` count questions, `usage` is what they cost.

    `ended` is why nothing more could be asked, if that was so: a refused key, a spent budget, a full disk.
    """

    incidents: tuple[Group, ...]
    answers: tuple[Adjudicated, ...]
    asked: int
    failed: int
    usage: Usage
    ended: RunEndedError | StoreError | None = None


async def adjudicated(
    incidents: Sequence[Group],
    judge: Judge,
    budget: int,
    concurrency: int,
    contested: Contested,
    stop: asyncio.Event | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Adjudication:
    """Ask the judge at most `budget` questions, `concurrency` at a time, and settle the incidents by its verdicts.

    `progress` is called with how many questions are dealt with, and of how many.

    No question fails the run: one without an answer changes nothing. When `stop` is set, those under
    way are given up, and what is answered counts.
    """
    several: dict[frozenset[str], list[GreyPair]] = {}
    for question in grey_pairs(incidents, contested):
        several.setdefault(frozenset((_content(question.a), _content(question.b))), []).append(question)
    alike = list(several.values())[: max(budget, 0)]
    bench = _Bench(judge)

    async def hear(at: int) -> None:
        progress(len(bench.heard), len(alike))
        await bench.hear(at, alike[at][0])
        progress(len(bench.heard), len(alike))

    if alike and not (stop and stop.is_set()):
        await work_through(range(len(alike)), hear, min(concurrency, len(alike)), stop)
    heard = [(question, *bench.heard[at]) for at in sorted(bench.heard) for question in alike[at]]
    settled = settle(incidents, _rulings(heard))
    return Adjudication(
        incidents=tuple(settled),
        answers=tuple(_answers(heard, incidents, settled)),
        asked=len(bench.heard),
        failed=sum(error is not None for _, error in bench.heard.values()),
        usage=bench.usage,
        ended=bench.ended,
    )


def grey_pairs(incidents: Sequence[Group], contested: Contested) -> list[GreyPair]:
    """The grey pairs, the most valuable first: those whose figures would conflict, then those in most doubt.

    Of two cores it is the pair with the heaviest link, or, where no link joins them, the two reports
    that tell the most. Deterministic, whatever the order of the incidents.
    """
    by_id = {incident.id: incident for incident in incidents}
    grey = [
        keyed
        for incident in incidents
        for keyed in (*_inside(incident, contested), *_outside(incident, by_id, contested))
    ]
    ranked = sorted(grey, key=lambda keyed: _rank(keyed[1]))
    by_cores = dict(reversed(ranked))  # two incidents may be each other's nearest
    return sorted(by_cores.values(), key=_rank)


def _rank(question: GreyPair) -> tuple[bool, float, tuple[str, str], tuple[str, str]]:
    return not question.contested, question.doubt, _order(question.a), _order(question.b)


def _inside(incident: Group, contested: Contested) -> Iterator[tuple[_Cores, GreyPair]]:
    """One question for every two cores."""
    cores: dict[int, list[EventReport]] = {}
    for report, core in zip(incident.reports, incident.cores, strict=True):
        cores.setdefault(core, []).append(report)
    heaviest: dict[tuple[int, int], tuple[float, EventReport, EventReport]] = {}
    for link in incident.links:
        (low, one), (high, other) = sorted((incident.cores[at], at) for at in (link.a, link.b))
        if low != high and link.weight > heaviest.get((low, high), (-math.inf,))[0]:
            heaviest[low, high] = link.weight, incident.reports[one], incident.reports[other]
    for low, high in combinations(sorted(cores), 2):
        unlinked = -math.inf, _fullest(cores[low]), _fullest(cores[high])
        weight, a, b = heaviest.get((low, high), unlinked)
        question = _question(a, b, cores[low], cores[high], abs(weight - _EVEN_CORES), contested)
        yield frozenset(((incident.id, low), (incident.id, high))), question


def _outside(incident: Group, by_id: Mapping[str, Group], contested: Contested) -> Iterator[tuple[_Cores, GreyPair]]:
    """The question of the nearest other incident, if it is near enough."""
    rival = incident.rival
    if rival is None or rival.weight < LIKELY / 100 - BAND:
        return
    other = by_id[rival.incident]
    at, there = _core_of(incident, rival.ours), _core_of(other, rival.theirs)
    doubt = abs(rival.weight - _EVEN_INCIDENTS)
    question = _question(rival.ours, rival.theirs, _members(incident, at), _members(other, there), doubt, contested)
    yield frozenset(((incident.id, at), (other.id, there))), question


def _question(
    a: EventReport,
    b: EventReport,
    ours: Sequence[EventReport],
    theirs: Sequence[EventReport],
    doubt: float,
    contested: Contested,
) -> GreyPair:
    """The question with its reports in one order, whichever of them it was found from."""
    first, second = sorted((a, b), key=_order)
    return GreyPair(first, second, contested(ours, theirs), doubt)


def _fullest(reports: Sequence[EventReport]) -> EventReport:
    """The report that tells the most: of place, day and sides, then in figures."""

    def facts(report: EventReport) -> int:
        place = report.place
        return sum(map(bool, (place.name, place.region, place.country, report.start, report.when, report.actors)))

    return min(reports, key=lambda report: (-facts(report), -len(report.figures), _order(report)))


def _core_of(incident: Group, report: EventReport) -> int:
    return incident.cores[incident.reports.index(report)]


def _members(incident: Group, core: int) -> list[EventReport]:
    return [report for report, number in zip(incident.reports, incident.cores, strict=True) if number == core]


def _content(report: EventReport) -> str:
    """What a report says, wherever it was read."""
    elsewhere = {"article", "start", "end", "match"}
    return report.model_dump_json(exclude={"article": True, "figures": {"__all__": elsewhere}})


def _order(report: EventReport) -> tuple[str, str]:
    return _content(report), report.article


class _Bench:
    """Puts questions to the judge, and keeps what came of each: by its place, a verdict or an error."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._silent = 0
        self.heard: dict[int, tuple[LinkVerdict | None, str | None]] = {}
        self.usage = Usage()
        self.ended: RunEndedError | StoreError | None = None

    async def hear(self, at: int, question: GreyPair) -> None:
        """Ask one question, unless the endpoint has gone silent, or nothing more can be asked."""
        if self.ended or self._silent >= _GIVE_UP:
            return
        try:
            reply = await self._judge.judge(question.a, question.b, self.usage)
            self.heard[at] = reply.model_copy(update={"reason": " ".join(reply.reason.split())[:_REASON]}), None
            self._silent = 0
        except (RunEndedError, StoreError) as error:
            self.heard[at] = None, str(error)
            self.ended = error
        except (ModelError, TemplateError) as error:
            self.heard[at] = None, str(error)
            if isinstance(error, EndpointError | ReplyTimeoutError):
                self._silent += 1
        except Exception as error:  # a fault of ours in one question must not cost the run
            _log.exception("asking about %s and %s", question.a.article, question.b.article)
            self.heard[at] = None, f"internal error, please report it: {error!r}"


_Heard = tuple[GreyPair, LinkVerdict | None, str | None]


def _rulings(heard: Sequence[_Heard]) -> Iterator[Ruling]:
    """What was decided; an unsure verdict and a question without an answer decide nothing."""
    for question, reply, _ in heard:
        if reply and reply.verdict != "unsure":
            yield Ruling(question.a, question.b, reply.verdict == "same")


def _answers(heard: Sequence[_Heard], before: Sequence[Group], after: Sequence[Group]) -> Iterator[Adjudicated]:
    asked = {report for question, _, _ in heard for report in (question.a, question.b)}
    was, now = _homes(before, asked), _homes(after, asked)
    for question, reply, error in heard:
        a, b = question.a, question.b
        joined = now[a] == now[b]
        parted = was[a][0] == was[b][0] and now[a][0] != now[b][0]
        applied = {"same": joined, "different": parted}.get(reply.verdict, False) if reply else False
        yield Adjudicated(
            incidents=tuple(dict.fromkeys((now[a][0], now[b][0]))),
            articles=(a.article, b.article),
            verdict=reply.verdict if reply else None,
            reason=reply.reason if reply else None,
            error=error,
            applied=applied,
        )


def _homes(incidents: Sequence[Group], asked: Set[EventReport]) -> dict[EventReport, tuple[str, int]]:
    """The incident and the core of each report that was asked about."""
    return {
        report: (incident.id, core)
        for incident in incidents
        for report, core in zip(incident.reports, incident.cores, strict=True)
        if report in asked
    }
