"""Adjudication: uncertain pairs of reports go to a judge, a clerical review by the model, and change the incidents.

Two kinds of pairs are uncertain: two cores of one incident, which are possibly the same event, and an incident and its
rival, where their match weight is not far below the threshold.
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
from .rulings import Ruling, apply_rulings
from .scoring import LIKELY

# Bits below the threshold of a cluster down to which a rival is asked about. Of made-up records (20,000 in each of
# three worlds), 158 in 1,835 pairs of the last two bits are one event, and 20 in 521 below.
BAND: Final = 4.0
GREY: Final = LIKELY / 100 - BAND  # bits: an incident and a rival of that weight may be one event
# The weights in bits at which every second pair is taken to be one event: of two cores, of two incidents. Of the same
# records, two cores reach it between 0 and 1 bit. An incident and its rival reach it above 5 in one world alone: what
# weighs so much and is left out is left out for what the other reports say. `docs/linking-internals.md` has the counts.
_EVEN_CORES: Final = 0.5
EVEN_INCIDENTS: Final = 5.0
_GIVE_UP: Final = 3  # questions in a row that the endpoint does not answer: it will not answer the next either
_REASON: Final = 300  # letters of a reason that are kept: it was asked for as one sentence

# Tests whether figures of some reports would conflict with those of others, if all were of one event.
Contested = Callable[[Sequence[EventReport], Sequence[EventReport]], bool]
_Cores = frozenset[tuple[str, int]]  # two cores, each by its incident and number
_log = logging.getLogger(__name__)


class Judge(Protocol):
    """Decides whether two reports tell of one event."""

    async def judge(self, a: EventReport, b: EventReport, usage: Usage) -> LinkVerdict:
        """Return the verdict on two reports and add its cost to `usage`. Raises ModelError without a usable reply."""
        ...


@dataclass(frozen=True)
class GreyPair:
    """Two reports that may tell of one event, or of two.

    `contested`: some of their cores' figures would conflict if it were one. `doubt` is the distance in bits of their
    match weight from that at which every second such pair is one event; infinite where the weight is unknown.
    """

    a: EventReport
    b: EventReport
    contested: bool
    doubt: float


@dataclass(frozen=True)
class Adjudication:
    """Incidents after the verdicts; `asked` and `failed` count questions, `usage` is their cost.

    `ended` is the error that ended the questions early: a refused key, a spent budget, a full disk.
    """

    incidents: tuple[Group, ...]
    answers: tuple[Adjudicated, ...]
    asked: int
    failed: int
    usage: Usage
    ended: RunEndedError | StoreError | None = None


async def adjudicate_pairs(
    incidents: Sequence[Group],
    judge: Judge,
    budget: int,
    concurrency: int,
    contested: Contested,
    stop: asyncio.Event | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Adjudication:
    """Ask the judge at most `budget` questions, `concurrency` at a time, and apply its verdicts to the incidents.

    Pairs of the same content are one question. `progress` is called with the number of questions done, and of all.

    No question fails the run: one without an answer changes nothing. When `stop` is set, those under
    way are given up, and the answers so far count.
    """
    by_content: dict[frozenset[str], list[GreyPair]] = {}
    for pair in grey_pairs(incidents, contested):
        by_content.setdefault(frozenset((_report_content(pair.a), _report_content(pair.b))), []).append(pair)
    questions = list(by_content.values())[: max(budget, 0)]
    docket = _Docket(judge)

    async def ask(at: int) -> None:
        progress(len(docket.answers), len(questions))
        await docket.ask(at, questions[at][0])
        progress(len(docket.answers), len(questions))

    if questions and not (stop and stop.is_set()):
        await work_through(range(len(questions)), ask, min(concurrency, len(questions)), stop)
    answered = [(pair, *docket.answers[at]) for at in sorted(docket.answers) for pair in questions[at]]
    updated = apply_rulings(incidents, _make_rulings(answered))
    return Adjudication(
        incidents=tuple(updated),
        answers=tuple(_make_records(answered, incidents, updated)),
        asked=len(docket.answers),
        failed=sum(error is not None for _, error in docket.answers.values()),
        usage=docket.usage,
        ended=docket.ended,
    )


def grey_pairs(incidents: Sequence[Group], contested: Contested) -> list[GreyPair]:
    """Find the uncertain pairs, the most valuable first: those whose figures would conflict, then those in most doubt.

    Two cores are asked about by their heaviest link, or, where no link joins them, by the most detailed report of each.
    Deterministic, whatever the order of the incidents.
    """
    by_id = {incident.id: incident for incident in incidents}
    grey = [
        keyed
        for incident in incidents
        for keyed in (*_core_pairs(incident, contested), *_rival_pairs(incident, by_id, contested))
    ]
    ranked = sorted(grey, key=lambda keyed: _priority(keyed[1]))
    by_cores = dict(reversed(ranked))  # two incidents may be each other's nearest
    return sorted(by_cores.values(), key=_priority)


def _priority(question: GreyPair) -> tuple[bool, float, tuple[str, str], tuple[str, str]]:
    return not question.contested, question.doubt, _sort_key(question.a), _sort_key(question.b)


def _core_pairs(incident: Group, contested: Contested) -> Iterator[tuple[_Cores, GreyPair]]:
    """Make one pair for every two cores of an incident."""
    cores: dict[int, list[EventReport]] = {}
    for report, core in zip(incident.reports, incident.cores, strict=True):
        cores.setdefault(core, []).append(report)
    heaviest: dict[tuple[int, int], tuple[float, EventReport, EventReport]] = {}
    for link in incident.links:
        (low, ours), (high, theirs) = sorted((incident.cores[at], at) for at in (link.a, link.b))
        if low != high and link.weight > heaviest.get((low, high), (-math.inf,))[0]:
            heaviest[low, high] = link.weight, incident.reports[ours], incident.reports[theirs]
    for low, high in combinations(sorted(cores), 2):
        unlinked = -math.inf, _find_most_detailed(cores[low]), _find_most_detailed(cores[high])
        weight, a, b = heaviest.get((low, high), unlinked)
        question = _make_pair(a, b, cores[low], cores[high], abs(weight - _EVEN_CORES), contested)
        yield frozenset(((incident.id, low), (incident.id, high))), question


def _rival_pairs(
    incident: Group, by_id: Mapping[str, Group], contested: Contested
) -> Iterator[tuple[_Cores, GreyPair]]:
    """Make the pair of an incident and its rival, if the match weight is high enough."""
    rival = incident.rival
    if rival is None or rival.weight < GREY:
        return
    other = by_id[rival.incident]
    at, there = _find_core(incident, rival.ours), _find_core(other, rival.theirs)
    doubt = abs(rival.weight - EVEN_INCIDENTS)
    question = _make_pair(
        rival.ours, rival.theirs, _core_reports(incident, at), _core_reports(other, there), doubt, contested
    )
    yield frozenset(((incident.id, at), (other.id, there))), question


def _make_pair(
    a: EventReport,
    b: EventReport,
    ours: Sequence[EventReport],
    theirs: Sequence[EventReport],
    doubt: float,
    contested: Contested,
) -> GreyPair:
    """Make a pair with its reports in one order, whichever incident it was found from."""
    first, second = sorted((a, b), key=_sort_key)
    return GreyPair(first, second, contested(ours, theirs), doubt)


def _find_most_detailed(reports: Sequence[EventReport]) -> EventReport:
    """Find the report with the most details: of place, day and actors, then of figures."""

    def count_details(report: EventReport) -> int:
        place = report.place
        return sum(map(bool, (place.label, place.region, place.country, report.start, report.when, report.actors)))

    return min(reports, key=lambda report: (-count_details(report), -len(report.figures), _sort_key(report)))


def _find_core(incident: Group, report: EventReport) -> int:
    return incident.cores[incident.reports.index(report)]


def _core_reports(incident: Group, core: int) -> list[EventReport]:
    return [report for report, number in zip(incident.reports, incident.cores, strict=True) if number == core]


def _report_content(report: EventReport) -> str:
    """The content of a report, without the place that it was read from."""
    origin = {"article", "start", "end", "match"}
    return report.model_dump_json(exclude={"article": True, "figures": {"__all__": origin}})


def _sort_key(report: EventReport) -> tuple[str, str]:
    return _report_content(report), report.article


class _Docket:
    """Asks the judge, and keeps the verdict or the error of each question by its number."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._silent = 0
        self.answers: dict[int, tuple[LinkVerdict | None, str | None]] = {}
        self.usage = Usage()
        self.ended: RunEndedError | StoreError | None = None

    async def ask(self, at: int, question: GreyPair) -> None:
        """Ask one question, unless the endpoint has gone silent, or nothing more can be asked."""
        if self.ended or self._silent >= _GIVE_UP:
            return
        try:
            reply = await self._judge.judge(question.a, question.b, self.usage)
            self.answers[at] = reply.model_copy(update={"reason": " ".join(reply.reason.split())[:_REASON]}), None
            self._silent = 0
        except (RunEndedError, StoreError) as error:
            self.answers[at] = None, str(error)
            self.ended = error
        except (ModelError, TemplateError) as error:
            self.answers[at] = None, str(error)
            if isinstance(error, EndpointError | ReplyTimeoutError):
                self._silent += 1
        except Exception as error:  # a fault of ours in one question must not cost the run
            _log.exception("asking about %s and %s", question.a.article, question.b.article)
            self.answers[at] = None, f"internal error, please report it: {error!r}"


_Answered = tuple[GreyPair, LinkVerdict | None, str | None]


def _make_rulings(heard: Sequence[_Answered]) -> Iterator[Ruling]:
    """Make rulings of the verdicts; an unsure verdict and a question without an answer rule nothing."""
    for question, reply, _ in heard:
        if reply and reply.verdict != "unsure":
            yield Ruling(question.a, question.b, reply.verdict == "same")


def _make_records(heard: Sequence[_Answered], before: Sequence[Group], after: Sequence[Group]) -> Iterator[Adjudicated]:
    asked = {report for question, _, _ in heard for report in (question.a, question.b)}
    was, now = _locate(before, asked), _locate(after, asked)
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


def _locate(incidents: Sequence[Group], asked: Set[EventReport]) -> dict[EventReport, tuple[str, int]]:
    """Map each report that was asked about to its incident and core."""
    return {
        report: (incident.id, core)
        for incident in incidents
        for report, core in zip(incident.reports, incident.cores, strict=True)
        if report in asked
    }
