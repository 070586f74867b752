"""Reports in memory → incidents, each with the evidence of its links and its nearest rival."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from ..concurrency import isolate
from ..records.events import EventReport
from ..records.ids import canonical_json
from ..records.incidents import Link
from .engines import DuckDB, Engine, SQLite
from .profiles import digest, marks, profile
from .scoring import NodePair, closest, declare, evidence_of, relate

Evidence = dict[str, float]
# Above this many reports DuckDB's second of overhead pays.
_FEW: Final = 1000
# Of one town as many are up to 80,000 pairs, which SQLite takes ten times as long to weigh.
_FEW_OF_A_TOWN: Final = 200


@dataclass(frozen=True)
class Neighbour:
    """The nearest report of another incident, that of ours which it is nearest to, and what spoke for and against."""

    incident: str
    ours: EventReport
    theirs: EventReport
    evidence: Evidence

    @property
    def weight(self) -> float:
        """The match weight of the two reports, in bits."""
        return match_weight(self.evidence)


@dataclass(frozen=True)
class Group:
    """The reports of one real-world event, not yet checked: each report's strongest link, and the nearest non-link.

    `cores` numbers, for each report, the group that is sure to be of one event: two reports of one
    core are surely linked, two cores of one incident are possibly the same event. Core 0 is the
    largest. `error` says why its one report was held against no other.
    """

    id: str
    reports: tuple[EventReport, ...]
    cores: tuple[int, ...]
    links: tuple[Link, ...] = ()
    rival: Neighbour | None = None
    error: str | None = None


@dataclass
class _Clusters:
    """Groups at both thresholds by digest and node, and the pairs that tie them, or nearly do."""

    node: dict[int, int]
    sure: dict[int, int]
    likely: dict[int, int]
    inside: list[NodePair] = field(default_factory=list)
    outside: list[NodePair] = field(default_factory=list)
    evidence: dict[NodePair, Evidence] = field(default_factory=dict)


def match_weight(evidence: Evidence) -> float:
    """The sum of the evidence for one event, and against it, in bits."""
    return round(sum(evidence.values()), 2)


def weighed_link(a: int, b: int, evidence: Evidence) -> Link:
    """The link of two reports, by their places in the group."""
    return Link(a=a, b=b, weight=match_weight(evidence), evidence=evidence)


def link(reports: Iterable[EventReport]) -> list[Group]:
    """Group reports into incidents; those that carry the same `incident` id are one, and stay apart from others.

    Deterministic: the same reports in any order give the same incidents with the same ids. A report
    that is given twice to the letter is one report, and one that linking fails on is an incident of its own.
    """
    ordered = sorted(set(reports), key=in_order)
    linked, failed = isolate(ordered, _linked)
    return linked + [unlinked(ordered[place], why) for place, why in failed.items()]


def unlinked(report: EventReport, why: str) -> Group:
    """The incident of a report that linking fails on."""
    return Group(incident_id(in_order(report)), (report,), (0,), error=f"not linked: {why}")


def _linked(ordered: list[EventReport]) -> list[Group]:
    by_id: dict[str, list[EventReport]] = defaultdict(list)
    free: list[EventReport] = []
    for report in ordered:
        if report.incident is None:
            free.append(report)
        else:
            by_id[report.incident].append(report)
    incidents = [Group(name, tuple(members), (0,) * len(members)) for name, members in by_id.items()]
    return incidents + (_grouped(free) if free else [])


class Member(NamedTuple):
    """One report of an incident, with its digest and the label of its sure group (0 where its incident was given)."""

    own: int
    core: int
    report: EventReport


def group_of(members: Iterable[Member]) -> Group:
    """The incident of these reports, without the evidence of its links."""
    ordered = sorted(members, key=lambda member: in_order(member.report))
    incident = ordered[0].report.incident
    return Group(
        id=incident_id(member.own for member in ordered) if incident is None else incident,
        reports=tuple(member.report for member in ordered),
        cores=numbered([member.core for member in ordered]),
    )


def incident_id(digests: Iterable[int] | Iterable[str]) -> str:
    """The id of an incident: the same for the same reports."""
    return f"inc-{hashlib.sha256(repr(sorted(digests)).encode()).hexdigest()[:10]}"


def numbered(cores: Sequence[int]) -> tuple[int, ...]:
    """Core labels as 0, 1, 2 …: the largest first, then by label."""
    ranked = sorted(set(cores), key=lambda core: (-cores.count(core), core))
    return tuple(ranked.index(core) for core in cores)


def in_order(report: EventReport) -> tuple[str, str, str]:
    """What reports of one incident are sorted by."""
    return report.article, report.type, canonical_json(report)


def _grouped(reports: list[EventReport]) -> list[Group]:
    owns = [digest(canonical_json(report)) for report in reports]
    rows = [profile(report, own) for report, own in zip(reports, owns, strict=True)]
    towns = Counter(row.city_at for row in rows)
    quiet = all(count <= _FEW_OF_A_TOWN for town, count in towns.items() if town)
    with SQLite() if len(reports) <= _FEW and quiet else DuckDB() as engine:
        declare(engine)
        engine.insert("raw", rows)
        engine.insert("mark", [mark for report, own in zip(reports, owns, strict=True) for mark in marks(report, own)])
        clusters = _cluster(engine)
    members: dict[int, list[int]] = defaultdict(list)
    for place, own in enumerate(owns):
        members[clusters.likely[clusters.node[own]]].append(place)
    names = {label: incident_id(owns[place] for place in places) for label, places in members.items()}
    return [_group(label, places, reports, owns, clusters, names) for label, places in members.items()]


def _cluster(engine: Engine) -> _Clusters:
    sure, likely = relate(engine)
    clusters = _Clusters(
        node=dict(engine.rows("select own, p from rec")),
        sure=dict(engine.rows(f"select p, label from {sure}")),
        likely=dict(engine.rows(f"select p, label from {likely}")),
    )
    clusters.inside, clusters.outside = closest(engine, likely)
    alike = {(node, node) for node in clusters.node.values()}
    clusters.evidence = evidence_of(engine, {*clusters.inside, *clusters.outside, *alike})
    return clusters


def _group(
    label: int,
    places: list[int],
    reports: list[EventReport],
    owns: list[int],
    clusters: _Clusters,
    names: dict[int, str],
) -> Group:
    nodes = [clusters.node[owns[place]] for place in places]
    first = {node: at for at, node in reversed(list(enumerate(nodes)))}
    pairs = {(first[a], first[b]): (a, b) for a, b in clusters.inside if a in first and b in first}
    pairs |= {(first[node], at): (node, node) for at, node in enumerate(nodes) if first[node] != at}
    links = [weighed_link(min(ends), max(ends), clusters.evidence[pair]) for ends, pair in pairs.items()]
    return Group(
        id=names[label],
        reports=tuple(reports[place] for place in places),
        cores=numbered([clusters.sure[node] for node in nodes]),
        links=tuple(sorted(links, key=lambda link: (link.a, link.b))),
        rival=_rival(first, reports, owns, clusters, names),
    )


def _rival(
    first: dict[int, int], reports: list[EventReport], owns: list[int], clusters: _Clusters, names: dict[int, str]
) -> Neighbour | None:
    """The pair that leads out of the incident with the most weight."""
    leading = [pair for pair in clusters.outside if pair[0] in first]
    if not leading:
        return None
    ours, theirs = max(leading, key=lambda pair: (sum(clusters.evidence[pair].values()), pair))
    report_of = {clusters.node[own]: report for own, report in zip(reversed(owns), reversed(reports), strict=True)}
    return Neighbour(
        names[clusters.likely[theirs]], report_of[ours], report_of[theirs], clusters.evidence[ours, theirs]
    )
