"""How reports were linked, in lines: what is only possibly of an incident, what ties it, what was left out or asked."""

from collections.abc import Iterable, Mapping
from typing import Final

from ..records.events import EventReport, ReportedFigure
from ..records.ids import figure_id, finding_id
from ..records.incidents import Incident, Sensitivity
from ..records.reviews import Reviewed
from ..records.summary import Adjudicated, ArticleRecord, Summary
from ..records.wording import amount, number, phrase, plural, who, with_measure
from .claims import by_id, label

SHARED: Final = "One address, several texts"
_LISTED: Final = 20  # addresses: two exports of one archive may share thousands
_NAMED: Final = 5  # articles of one

REVIEWED: Final = "Reviewed"
_EDITED: Final = "the article was edited since"

GREY_ZONE: Final = "Grey zone: one event or two, as the model says"
_VERDICTS: Final = {"same": "one event", "different": "two events", "unsure": "unsure"}


def caution_lines(incident: Incident) -> list[str]:
    """What is not sure of an incident: sources that are only possibly of it, figures that were not compared."""
    possibly = {event.article for event in incident.possibly}
    places = "".join(f"[{place}]" for place, source in enumerate(incident.sources, start=1) if source in possibly)
    lines = [f"Possibly the same event, so differences are not flagged: {places}"] if places else []
    if incident.uncompared:
        how = "of a measure with very many figures, only those that differ most are"
        lines.append(f"{incident.uncompared:,} {plural(incident.uncompared, 'figure')} not compared: {how}")
    return lines


def link_lines(incident: Incident, headlines: Mapping[str, str]) -> list[str]:
    """What ties each report to the incident most, and why the nearest other is none of it; weights in bits."""
    lines = [
        f"{_marker(incident, link.a)}–{_marker(incident, link.b)} {link.weight:+.1f} bits: {_evidence(link.evidence)}"
        for link in incident.links
    ]
    rival = incident.rival
    if rival:
        other = headlines.get(rival.incident, rival.incident)
        lines.append(f"nearest other: {other}, {rival.weight:+.1f} bits: {_evidence(rival.evidence)}; {rival.reason}")
    return lines


def verdict_lines(summary: Summary) -> list[str]:
    """What the model said of each two reports that it was asked about, a line each."""
    articles = by_id(summary)
    headlines = {incident.id: incident.headline for incident in summary.incidents}
    return [
        f"{' / '.join(headlines[incident] for incident in asked.incidents)}: "
        f"{' and '.join(label(articles[article]) for article in asked.articles)}: {_verdict(asked)}"
        for asked in summary.adjudicated
    ]


def _verdict(asked: Adjudicated) -> str:
    if asked.verdict is None:
        return f"no answer: {asked.error}"
    changed = "applied" if asked.applied else "nothing changed"
    return f"{_VERDICTS[asked.verdict]} ({changed}): {asked.reason}"


def _marker(incident: Incident, place: int) -> str:
    return f"[{incident.sources.index(incident.events[place].article) + 1}]"


def _evidence(evidence: Mapping[str, float]) -> str:
    ranked = sorted(evidence, key=lambda name: (-abs(evidence[name]), name))
    return ", ".join(f"{name} {evidence[name]:+.1f}" for name in ranked)


def dependence_heading(summary: Summary) -> str:
    """With the rule that the report goes by."""
    return f"How far best (here: {_words(summary.best)}) depends on its rule"


def dependence_lines(summary: Summary) -> list[str]:
    """A line for each measure of which an estimate depends on the rule; none if all rules say the same."""
    return [_line(one) for one in summary.sensitivity if one.dependent]


def _line(one: Sensitivity) -> str:
    """People killed: in 1 of 5 incidents; in all 40 (min), 43 (latest, median), 52 (max)."""
    where = f"{with_measure(one.of, one.measure)}: in {one.dependent} of {_incidents(one.incidents)}"
    ends = one.ranges or {rule: (total, total) for rule, total in one.totals.items()}
    if not ends:
        return f"{where}."
    rules: dict[tuple[float, float], list[str]] = {}
    for rule, pair in sorted(ends.items(), key=lambda item: item[1]):
        rules.setdefault(pair, []).append(_words(rule))
    unit = f" {one.unit}" if one.unit else ""
    totals = [f"{_ends(*pair)}{unit} ({', '.join(by)})" for pair, by in rules.items()]
    doubt = f": {_incidents(one.doubtful)} may be one with another, or hold reports of one" if one.ranges else ""
    return f"{where}; in all {', '.join(totals)}{doubt}."


def _incidents(count: int) -> str:
    return f"{count} {plural(count, 'incident')}"


def _ends(low: float, high: float) -> str:
    """A sum, or from where to where it may lie: 299, 299 to 9,058."""
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def _words(name: str) -> str:
    return name.replace("_", " ")


def review_lines(summary: Summary) -> list[str]:
    """Each decision with what it was on, what that is now, the note and the reviewer."""
    return [f"{reviewed.review.decision}: {_told(reviewed)}{_note(reviewed)}" for reviewed in summary.reviewed]


def corrections(reports: Iterable[EventReport]) -> str | None:
    """The numbers of these reports that are a reviewer's, each with the note; None if there is none."""
    figures = [figure for report in reports for figure in report.figures if figure.corrected is not None]
    return "; ".join(f"{_figure(figure)}: {figure.corrected}" for figure in figures) or None


def _told(reviewed: Reviewed) -> str:
    if reviewed.finding:
        now = reviewed.finding_now
        return f"{reviewed.finding.kind}: {(now or reviewed.finding).explanation.rstrip('.')}"
    if reviewed.figure is None:
        return ""
    now_says = reviewed.figure_now
    became = f" became {amount(now_says)}" if now_says and now_says != reviewed.figure else ""
    return f"{_figure(reviewed.figure)}{became}"


def _figure(figure: ReportedFigure) -> str:
    return f"{phrase(figure)} ({who(figure)})"


def _note(reviewed: Reviewed) -> str:
    """The note, unless the finding says it already; who wrote it, and when."""
    review = reviewed.review
    said = reviewed.finding_now and review.decision == "corrected"
    note = f": {review.note.strip()}" if review.note.strip() and not said else ""
    signed = ", ".join(
        part for part in (review.by, (review.at or "")[:10], _EDITED if _edited(reviewed) else "") if part
    )
    return note + (f" ({signed})" if signed else "")


def _edited(reviewed: Reviewed) -> bool:
    """Whether the decision was made on the same words in an earlier text of the article."""
    now = figure_id(reviewed.figure) if reviewed.figure else finding_id(reviewed.finding) if reviewed.finding else None
    return now not in (None, reviewed.review.id)


def shared_lines(summary: Summary) -> list[str]:
    """Each address that several articles claim, with these; in a report on what is new, those that a new one claims."""
    known = by_id(summary)
    new = {*summary.changes.articles} if summary.changes else None
    told = [
        _claimed(shared.address, [known[name] for name in shared.articles if name in known])
        for shared in summary.shared_addresses
        if new is None or new & {*shared.articles}
    ]
    more = [f"and {len(told) - _LISTED} more; the JSON report has all"] if len(told) > _LISTED else []
    return told[:_LISTED] + more


def _claimed(address: str, articles: list[ArticleRecord]) -> str:
    sources = len({label(article) for article in articles})
    who = f"{sources} sources claim this address" if sources > 1 else f"{len(articles)} texts of one source claim it"
    named = ", ".join(f"{label(article)} ({article.path or article.id})" for article in articles[:_NAMED])
    more = f" and {len(articles) - _NAMED} more" if len(articles) > _NAMED else ""
    return f"{address}: {who}, and none takes another's place: {named}{more}"
