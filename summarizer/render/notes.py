"""Notes of a report, a line each: on links, how totals depend on the rule for best, reviews, addresses, failures."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from ..language.detection import language_name
from ..language.quantities import languages
from ..records.events import EventReport
from ..records.ids import figure_id, finding_id
from ..records.incidents import Incident, Sensitivity
from ..records.reviews import Reviewed
from ..records.summary import Adjudicated, ArticleRecord, Summary
from ..records.wording import (
    add_measure,
    format_amount,
    format_attributed,
    format_claim,
    format_count,
    format_name,
    format_number,
    format_population,
    pluralize,
    source_name,
)
from .links import format_evidence
from .lookup import article_label, articles_by_id, headlines_by_id
from .omissions import and_more, left_out_line

GREY_ZONE: Final = "Grey zone: one event or two, as the model says"
_VERDICTS: Final = {"same": "one event", "different": "two events", "unsure": "unsure"}

REVIEWED: Final = "Reviewed"
_EDITED: Final = "the article was edited since"
_OVERRULED: Final = "not in force, later decisions contradict it"
_LISTED_LINKS: Final = 20  # of a thousand articles that are one event there are as many

REJECTED: Final = "Rejected: not proved by the article, used nowhere"
SHARED: Final = "One address, several texts"
_LISTED_ADDRESSES: Final = 20  # two exports of one archive may share thousands
_LISTED_ARTICLES: Final = 5  # of one address

_APART: Final = 5  # figures that are not counted, of one incident
_LISTED_FAILURES: Final = 20  # a table in the wrong encoding has one on every other row


def caution_lines(incident: Incident) -> list[str]:
    """Return which figures of an incident are not compared, and which are no counts of it."""
    lines = []
    if incident.uncompared:
        how = "of a measure with very many figures, only those that differ most are"
        lines.append(f"{incident.uncompared:,} {pluralize(incident.uncompared, 'figure')} not compared: {how}")
    if apart := _counts_apart(incident):
        lines.append(f"Not counted here: {'; '.join(apart[:_APART])}{' …' if len(apart) > _APART else ''}")
    return lines


def _counts_apart(incident: Incident) -> list[str]:
    """What sources fear, expect or compare, or count over a span of time: each with its source."""
    figures = (figure for event in incident.events for figure in event.figures)
    return list(
        dict.fromkeys(
            f"{format_claim(figure)} {format_population(figure)} ({source_name(figure)})"
            for figure in figures
            if figure.period or not figure.is_claim
        )
    )


def verdict_lines(summary: Summary) -> list[str]:
    """Return the model's verdict on each two reports that it was asked about."""
    articles, headlines = articles_by_id(summary), headlines_by_id(summary)
    return [
        f"{' / '.join(headlines[incident] for incident in asked.incidents)}: "
        f"{' and '.join(article_label(articles[article]) for article in asked.articles)}: {_verdict(asked)}"
        for asked in summary.adjudicated
    ]


def _verdict(asked: Adjudicated) -> str:
    if asked.verdict is None:
        return f"no answer: {asked.error}"
    effect = "applied" if asked.applied else "nothing changed"
    return f"{_VERDICTS[asked.verdict]} ({effect}): {asked.reason}"


def sensitivity_heading(summary: Summary) -> str:
    """Return the heading of `sensitivity_lines`, with the rule that the report goes by."""
    return f"How far best (here: {format_name(summary.best)}) depends on its rule"


def sensitivity_lines(summary: Summary) -> list[str]:
    """Return a line for each measure that has an estimate which depends on the rule; none if all rules agree."""
    return [_sensitivity_line(total) for total in summary.sensitivity if total.dependent]


def _sensitivity_line(total: Sensitivity) -> str:
    """People killed: in 1 of 5 incidents; in all 40 (min), 43 (latest, median), 52 (max)."""
    dependent = (
        f"{add_measure(total.of, total.measure)}: in {total.dependent} of {format_count(total.incidents, 'incident')}"
    )
    ranges = total.ranges or {rule: (value, value) for rule, value in total.totals.items()}
    if not ranges:
        return f"{dependent}."
    rules: dict[tuple[float, float], list[str]] = {}
    for rule, ends in sorted(ranges.items(), key=lambda item: item[1]):
        rules.setdefault(ends, []).append(format_name(rule))
    unit = f" {total.unit}" if total.unit else ""
    sums = ", ".join(f"{_range(*ends)}{unit} ({', '.join(names)})" for ends, names in rules.items())
    doubtful = format_count(total.doubtful, "incident")
    doubt = f": {doubtful} may be one with another, or hold reports of one" if total.ranges else ""
    return f"{dependent}; in all {sums}{doubt}."


def _range(low: float, high: float) -> str:
    """Return a sum, or the range in which it lies: 299, 299 to 9,058."""
    return format_number(low) if low == high else f"{format_number(low)} to {format_number(high)}"


def review_lines(summary: Summary, *, explain: bool = False) -> list[str]:
    """Return each decision of a reviewer with its subject as it was and is now, the note and the signature.

    `explain` adds the evidence that linking has on two reports, whatever was decided of them.
    """
    links = [
        _link_line(reviewed, explain=explain) for reviewed in summary.reviewed if reviewed.review.subject == "link"
    ]
    return _first(links, _LISTED_LINKS) + [
        f"{reviewed.review.decision}: {_review_subject(reviewed)}{_review_note(reviewed)}"
        for reviewed in summary.reviewed
        if reviewed.review.subject != "link"
    ]


def _link_line(reviewed: Reviewed, *, explain: bool) -> str:
    """Return a decision on two reports: "one event: Wire: Raid on Mill and Post: Raid near Mill"."""
    review = reviewed.review
    about = review.about or " and ".join(key.source or key.article for key in (review.a, review.b) if key)
    overruled = f": {_OVERRULED}" if reviewed.overruled else ""
    line = f"{_VERDICTS.get(review.decision, review.decision)}: {about}{overruled}{_review_note(reviewed)}"
    if not explain or reviewed.overruled:
        return line
    if reviewed.weight is None:
        return f"{line}; linking has no evidence on them"
    return f"{line}; the evidence alone: {format_evidence(reviewed.weight, reviewed.evidence)}"


def _review_subject(reviewed: Reviewed) -> str:
    if reviewed.finding:
        now = reviewed.finding_now or reviewed.finding
        return f"{reviewed.finding.kind}: {now.explanation.rstrip('.')}"
    if reviewed.figure is None:
        return ""
    corrected = reviewed.figure_now
    became = f" became {format_amount(corrected)}" if corrected and corrected != reviewed.figure else ""
    return f"{format_attributed(reviewed.figure)}{became}"


def _review_note(reviewed: Reviewed) -> str:
    """Return the note, unless the corrected finding has it already; then who signed it, and when."""
    review = reviewed.review
    repeated = reviewed.finding_now and review.decision == "corrected"
    note = f": {review.note.strip()}" if review.note.strip() and not repeated else ""
    parts = (review.by, (review.at or "")[:10], _EDITED if _is_edited(reviewed) else "")
    signature = ", ".join(part for part in parts if part)
    return note + (f" ({signature})" if signature else "")


def _is_edited(reviewed: Reviewed) -> bool:
    """Return whether the decision was made on the same words in an earlier text of the article."""
    if reviewed.figure:
        return figure_id(reviewed.figure) != reviewed.review.id
    return bool(reviewed.finding and finding_id(reviewed.finding) != reviewed.review.id)


def corrections(reports: Iterable[EventReport]) -> str | None:
    """Return the figures of the reports whose number is a reviewer's, each with the note; None if there is none."""
    figures = [figure for report in reports for figure in report.figures if figure.corrected is not None]
    return "; ".join(f"{format_attributed(figure)}: {figure.corrected}" for figure in figures) or None


def shared_address_lines(summary: Summary) -> list[str]:
    """Return each address that several articles give as theirs; of changes, those that a new article gives."""
    articles = articles_by_id(summary)
    new = {*summary.changes.articles} if summary.changes else None
    lines = [
        _shared_address_line(shared.address, [articles[name] for name in shared.articles if name in articles])
        for shared in summary.shared_addresses
        if new is None or new & {*shared.articles}
    ]
    return _first(lines, _LISTED_ADDRESSES)


def _shared_address_line(address: str, articles: list[ArticleRecord]) -> str:
    sources = len({article_label(article) for article in articles})
    claim = f"{sources} sources claim this address" if sources > 1 else f"{len(articles)} texts of one source claim it"
    names = [f"{article_label(article)} ({article.path or article.id})" for article in articles[:_LISTED_ARTICLES]]
    listed = ", ".join(names) + and_more(len(articles), _LISTED_ARTICLES)
    return f"{address}: {claim}, and none takes another's place: {listed}"


def own_prompt_lines(summary: Summary) -> list[str]:
    """Return a line that names the user's own prompts; no line if there are none."""
    own = ", ".join(prompt.label for prompt in summary.prompts if prompt.own)
    return [f"Asked with prompts of your own: {own}."] if own else []


def unread_language_lines(summary: Summary) -> list[str]:
    """Return a line on the articles that were read in languages whose number words are not known; none without."""
    named = (article.language for article in summary.articles if article.status == "ok")
    unread = Counter(language_name(code) for code in named if code and code not in languages())
    if not unread:
        return []
    articles, of = (
        format_count(unread.total(), "article"),
        ", ".join(f"{name} {n}" for name, n in sorted(unread.items())),
    )
    return [
        f"{articles} in languages whose number words are not known ({of}): only digits that are certain are proved."
    ]


def failure_lines(summary: Summary) -> list[str]:
    """Return what failed and why; of many the first, and how many more."""
    return _first(list(summary.failures), _LISTED_FAILURES)


def rejected_lines(summary: Summary) -> list[str]:
    """Return each rejected figure: its source, what it counts and the reason."""
    return [f"{r.source}, {add_measure(r.of, r.measure)}: {r.reason}" for r in summary.rejected]


def _first(lines: list[str], shown: int) -> list[str]:
    left_out = left_out_line(len(lines), shown)
    return [*lines[:shown], left_out] if left_out else lines
