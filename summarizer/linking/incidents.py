"""Linkage of reports in memory into incidents, each with the evidence of its links and its nearest rival."""

import hashlib
import logging
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Final, NamedTuple

from ..concurrency import isolate
from ..records.events import EventReport
from ..records.ids import canonical_json, content_json
from ..records.incidents import Link
from .digests import content_digest, report_digest, terms_rank
from .marks import make_marks
from .profiles import make_profile
from .scoring import NodePair, create_tables, find_heaviest, score_and_cluster, score_pairs, weigh_pairs
from .sql_engines import DuckDB, Engine, SQLite
from .weights import Label

_log = logging.getLogger(__name__)
Evidence = dict[str, float]
ReportOrder = tuple[str, str, str, str]
LabelledPair = tuple[EventReport, EventReport, bool]  # as a `Ruling` is: whether they are of one event
PairEvidence = dict[frozenset[EventReport], Evidence]  # of two reports
# Above so many reports DuckDB's second of overhead pays.
_FEW_REPORTS: Final = 1000
# So many of one town are up to 80,000 pairs, which SQLite takes ten times as long to score.
_FEW_OF_A_TOWN: Final = 200


@dataclass(frozen=True)
class Neighbour:
    """The nearest report of another incident, our report that it is nearest to, and the evidence."""

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

    `cores` numbers the core of each report, a cluster at the stricter threshold: reports of one core are surely of one
    event, two cores of one incident possibly. Core 0 is the largest. `error` is the reason why its one report was
    compared with no other.
    """

    id: str
    reports: tuple[EventReport, ...]
    cores: tuple[int, ...]
    links: tuple[Link, ...] = ()
    rival: Neighbour | None = None
    error: str | None = None


@dataclass
class _Clusters:
    """Clusters at both thresholds, and the heaviest pairs inside them and between them.

    `node` maps a report's digest to its node, `sure` and `likely` a node to its cluster's label.
    """

    node: dict[int, int]
    sure: dict[int, int]
    likely: dict[int, int]
    inside: list[NodePair] = field(default_factory=list)
    outside: list[NodePair] = field(default_factory=list)
    evidence: dict[NodePair, Evidence] = field(default_factory=dict)


def match_weight(evidence: Evidence) -> float:
    """The match weight in bits: the sum of the evidence for one event and against it."""
    return round(sum(evidence.values()), 2)


def make_link(a: int, b: int, evidence: Evidence) -> Link:
    """Make the link of two reports, by their indexes in the group."""
    return Link(a=a, b=b, weight=match_weight(evidence), evidence=evidence)


def link(reports: Iterable[EventReport], labels: Iterable[LabelledPair] = ()) -> list[Group]:
    """Group reports into incidents; those that carry the same `incident` id are one, and stay apart from others.

    Deterministic: the same reports in any order give the same incidents with the same ids. Reports that differ
    in their terms at most are one, and a report that linking fails on is an incident of its own.

    Args:
        reports: The reports.
        labels: Pairs that a person decided (`labelled_pairs`): they teach the match weights, in any order, and bind
            nothing; `settle` puts decisions into force.
    """
    return link_and_weigh(reports, labels)[0]


def link_and_weigh(
    reports: Iterable[EventReport], labels: Iterable[LabelledPair] = ()
) -> tuple[list[Group], PairEvidence]:
    """Group reports as `link` does; also return the evidence of each labelled pair that was compared."""
    ordered = drop_repeats(reports)
    (linked, weighed), failed = isolate(ordered, partial(_link_reports, labels=digest_labels(labels)))
    return linked + [unlinked_group(ordered[index], why) for index, why in failed.items()], weighed


def drop_repeats(reports: Iterable[EventReport]) -> list[EventReport]:
    """Sort reports, and drop those that differ from another in their terms alone; the one with most of these stays."""
    kept: dict[int, EventReport] = {}
    for report in dict.fromkeys(sorted(reports, key=report_order)):
        content = content_digest(report)
        if content not in kept or terms_rank(kept[content]) < terms_rank(report):
            kept[content] = report
    return list(kept.values())


def unlinked_group(report: EventReport, why: str) -> Group:
    """Make the incident of a report that linking fails on."""
    article, kind, canonical, _ = report_order(report)
    return Group(incident_id([article, kind, canonical]), (report,), (0,), error=f"not linked: {why}")


def digest_labels(labels: Iterable[LabelledPair]) -> frozenset[Label]:
    """The digests of labelled pairs, as the learning takes them."""
    return frozenset((report_digest(a), report_digest(b), same) for a, b, same in labels)


def _link_reports(ordered: list[EventReport], labels: Collection[Label]) -> tuple[list[Group], PairEvidence]:
    by_id: dict[str, list[EventReport]] = defaultdict(list)
    free: list[EventReport] = []
    for report in ordered:
        if report.incident is None:
            free.append(report)
        else:
            by_id[report.incident].append(report)
    incidents = [Group(name, tuple(members), (0,) * len(members)) for name, members in by_id.items()]
    groups, weighed = _group_reports(free, labels) if free else ([], {})
    return incidents + groups, weighed


class Member(NamedTuple):
    """One report of an incident, with its digest and the label of its core (0 if it came with an incident id)."""

    own: int
    core: int
    report: EventReport


def group_members(members: Iterable[Member]) -> Group:
    """Group reports into one incident, without the evidence of its links."""
    ordered = _sort_members(list(members))
    incident = ordered[0].report.incident
    return Group(
        id=incident_id(member.own for member in ordered) if incident is None else incident,
        reports=tuple(member.report for member in ordered),
        cores=number_cores([member.core for member in ordered]),
    )


def _sort_members(members: list[Member]) -> list[Member]:
    """Sort by `report_order`; only two events of one type in one article need more than its beginning."""
    if are_told_apart(members):
        return sorted(members, key=lambda member: (member.report.article, member.report.type))
    return sorted(members, key=lambda member: report_order(member.report))


def are_told_apart(members: Sequence[Member]) -> bool:
    """Test whether no two reports are of one article and type."""
    return len({(member.report.article, member.report.type) for member in members}) == len(members)


def incident_id(digests: Iterable[int] | Iterable[str]) -> str:
    """The id of an incident: the same for the same reports."""
    return f"inc-{hashlib.sha256(repr(sorted(digests)).encode()).hexdigest()[:10]}"


def number_cores(cores: Sequence[int]) -> tuple[int, ...]:
    """Number core labels as 0, 1, 2 …: the largest first, then by label."""
    if len(set(cores)) == 1:
        return (0,) * len(cores)
    ranked = sorted(set(cores), key=lambda core: (-cores.count(core), core))
    return tuple(ranked.index(core) for core in cores)


def report_order(report: EventReport) -> ReportOrder:
    """The sort key of an incident's reports: no two share it that linking keeps."""
    return report.article, report.type, canonical_json(report), content_json(report)


def _group_reports(reports: list[EventReport], labels: Collection[Label]) -> tuple[list[Group], PairEvidence]:
    owns = [report_digest(report) for report in reports]
    with _open_engine(reports, owns) as engine:
        clusters = _cluster(engine, labels)
    members: dict[int, list[int]] = defaultdict(list)
    for index, own in enumerate(owns):
        members[clusters.likely[clusters.node[own]]].append(index)
    names = {label: incident_id(owns[index] for index in indexes) for label, indexes in members.items()}
    groups = [_make_group(label, indexes, reports, owns, clusters, names) for label, indexes in members.items()]
    report_of = dict(zip(owns, reports, strict=True))
    weighed = {
        frozenset((report_of[a], report_of[b])): clusters.evidence[clusters.node[a], clusters.node[b]]
        for a, b, _ in labels
        if a in report_of and b in report_of
    }
    return groups, weighed


@contextmanager
def _open_engine(reports: Sequence[EventReport], owns: Sequence[int]) -> Iterator[Engine]:
    """Open an engine with what linking compares of the reports; `owns` are their digests."""
    profiles = [make_profile(report, own) for report, own in zip(reports, owns, strict=True)]
    towns = Counter(profile.place.city_at for profile in profiles)
    quiet = all(count <= _FEW_OF_A_TOWN for town, count in towns.items() if town)
    with SQLite() if len(reports) <= _FEW_REPORTS and quiet else DuckDB() as engine:
        create_tables(engine)
        engine.insert("raw", [profile.row() for profile in profiles])
        engine.insert(
            "mark", [mark for report, own in zip(reports, owns, strict=True) for mark in make_marks(report, own)]
        )
        yield engine


def weigh_reports(
    reports: Sequence[EventReport], pairs: Collection[tuple[EventReport, EventReport]]
) -> dict[tuple[EventReport, EventReport], float]:
    """The match weight of pairs among these reports, in bits, as linking gives it with no other reports.

    So it is the same wherever they are linked. A report that linking fails on is left out with its pairs: one that no
    profile can be made of, or all of them where the engine has no memory or disk. A warning says so.
    """
    distinct = list(dict.fromkeys(reports))
    weights, failed = isolate(distinct, partial(_weigh_among, pairs=pairs))
    if failed:
        why = next(iter(failed.values()))
        _log.warning("no match weights of %d of %d reports of a split incident: %s", len(failed), len(distinct), why)
    return weights


def _weigh_among(
    reports: list[EventReport], pairs: Collection[tuple[EventReport, EventReport]]
) -> dict[tuple[EventReport, EventReport], float]:
    if not reports:
        return {}
    owns = {report: report_digest(report) for report in reports}
    among = [pair for pair in pairs if pair[0] in owns and pair[1] in owns]
    with _open_engine(reports, list(owns.values())) as engine:
        weights = score_pairs(engine)
        node: dict[int, int] = dict(engine.rows("select own, p from rec"))
        nodes = {pair: (node[owns[pair[0]]], node[owns[pair[1]]]) for pair in among}
        evidence = weigh_pairs(engine, set(nodes.values()), weights)
    return {pair: match_weight(evidence[ends]) for pair, ends in nodes.items()}


def _cluster(engine: Engine, labels: Collection[Label]) -> _Clusters:
    sure, likely, weights = score_and_cluster(engine, labels)
    clusters = _Clusters(
        node=dict(engine.rows("select own, p from rec")),
        sure=dict(engine.rows(f"select p, label from {sure}")),
        likely=dict(engine.rows(f"select p, label from {likely}")),
    )
    clusters.inside, clusters.outside = find_heaviest(engine, likely)
    node = clusters.node
    asked = {(own, own) for own in node.values()} | {(node[a], node[b]) for a, b, _ in labels if {a, b} <= node.keys()}
    clusters.evidence = weigh_pairs(engine, {*clusters.inside, *clusters.outside, *asked}, weights)
    return clusters


def _make_group(
    label: int,
    indexes: list[int],
    reports: list[EventReport],
    owns: list[int],
    clusters: _Clusters,
    names: dict[int, str],
) -> Group:
    nodes = [clusters.node[owns[index]] for index in indexes]
    first = {node: at for at, node in reversed(list(enumerate(nodes)))}
    pairs = {(first[a], first[b]): (a, b) for a, b in clusters.inside if a in first and b in first}
    pairs |= {(first[node], at): (node, node) for at, node in enumerate(nodes) if first[node] != at}
    links = [make_link(min(ends), max(ends), clusters.evidence[pair]) for ends, pair in pairs.items()]
    return Group(
        id=names[label],
        reports=tuple(reports[index] for index in indexes),
        cores=number_cores([clusters.sure[node] for node in nodes]),
        links=tuple(sorted(links, key=lambda link: (link.a, link.b))),
        rival=_find_rival(first, reports, owns, clusters, names),
    )


def _find_rival(
    first: dict[int, int], reports: list[EventReport], owns: list[int], clusters: _Clusters, names: dict[int, str]
) -> Neighbour | None:
    """Find the heaviest pair that leads out of the incident."""
    leading = [pair for pair in clusters.outside if pair[0] in first]
    if not leading:
        return None
    ours, theirs = max(leading, key=lambda pair: (sum(clusters.evidence[pair].values()), pair))
    report_of = {clusters.node[own]: report for own, report in zip(reversed(owns), reversed(reports), strict=True)}
    return Neighbour(
        names[clusters.likely[theirs]], report_of[ours], report_of[theirs], clusters.evidence[ours, theirs]
    )
