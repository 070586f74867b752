"""Findings and near misses as claims, each number once with all who state it and a quote; estimates in a line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..records.events import ReportedFigure
from ..records.incidents import ComparedMeasure, Finding, Incident, IncidentEstimate, NearMiss, Pair, SideBySide
from ..records.summary import ArticleRecord, Summary
from ..records.wording import (
    add_measure,
    capitalize,
    format_amount,
    format_attributed,
    format_claim,
    format_count,
    format_day,
    format_figure,
    format_name,
    format_number,
    format_place,
    format_population,
    quote_mark,
    source_name,
)
from .lookup import article_label
from .omissions import left_out_line

DOUBTS: Final = "May conflict"  # the heading of near misses that may conflict
COMPARED: Final = "May conflict: one event or two?"  # the heading of the comparison of two articles
_SHOWN_DOUBTS: Final = 20  # pairs; the JSON report has all


@dataclass(frozen=True)
class Claim:
    """One number of a finding, its sources with outlet and date, a quote, and a mark behind the quote."""

    amount: str
    said_by: tuple[str, ...]
    quote: str | None
    mark: str = ""


def finding_claims(finding: Finding, articles: dict[str, ArticleRecord]) -> list[Claim]:
    """Return the claims of a finding in its order; `articles` are the summary's, by id."""
    return [_claim(_claimed_number(finding, group[0]), group, articles) for group in group_by_number(finding)]


def pair_claims(pair: NearMiss, articles: dict[str, ArticleRecord]) -> list[Claim]:
    """Return the two figures of a near miss, each as a claim of its own."""
    return [_claim(format_claim(figure), [figure], articles) for figure in pair.figures]


def _claim(number: str, figures: Sequence[ReportedFigure], articles: dict[str, ArticleRecord]) -> Claim:
    """Return the claim of all who state a number, with the first quote among their figures."""
    quoted = next((figure for figure in figures if figure.quote), figures[0])
    said_by = tuple(dict.fromkeys(_attribution(figure, articles) for figure in figures))
    return Claim(number, said_by, quoted.quote, quote_mark(quoted))


def group_by_number(finding: Finding) -> list[list[ReportedFigure]]:
    """Group the figures of a finding by the number that they state, in its order."""
    groups: dict[str, list[ReportedFigure]] = {}
    for figure in finding.figures:
        groups.setdefault(_claimed_number(finding, figure), []).append(figure)
    return list(groups.values())


def _claimed_number(finding: Finding, figure: ReportedFigure) -> str:
    """Return the number in words; in a sum, with what it counts and where."""
    if finding.kind != "arithmetic":
        return format_claim(figure)
    counts = figure.measure if finding.rule == "outcome" else figure.counted
    return f"{format_amount(figure)} {counts}" + (f" ({figure.where})" if figure.where else "")


def _attribution(figure: ReportedFigure, articles: dict[str, ArticleRecord]) -> str:
    """Return who says so, with outlet and date: "Governor Alexander Bogomaz (Meridian Wire, 30 April 2023)"."""
    article = articles.get(figure.article or "")
    published = format_day(article.published) if article and article.published else ""
    outlet = figure.source if figure.attributed_to else None
    context = ", ".join(part for part in (outlet, published) if part)
    return f"{source_name(figure)} ({context})" if context else source_name(figure)


def finding_title(finding: Finding) -> str:
    """Return what the numbers count, as a heading: "Civilians killed"."""
    return capitalize(format_population(finding.figures[-1 if finding.kind == "arithmetic" else 0]))


def finding_outcome(finding: Finding) -> str:
    """Return how a finding was settled, in one sentence: "4 stands now: the same source raised the count."."""
    if finding.kind == "uncorroborated":
        return finding.explanation.removeprefix(f"{format_figure(finding.figures[0])}: ")
    now = f"{format_amount(finding.stands)} stands now" if finding.stands else "nothing settles it"
    return f"{now}: {finding.explanation.rstrip('.').split('; ')[-1].split('. ')[0]}."


def pair_phrase(pair: NearMiss | Pair) -> str:
    """Return two figures in words: "69 missiles launched and 54 missiles intercepted"."""
    return " and ".join(map(format_figure, pair.figures))


def list_doubts(summary: Summary) -> list[NearMiss]:
    """List the near misses that may conflict: of the incidents that the report shows, each pair of claims once."""
    new = summary.changes
    compared = set(summary.side_by_side.incidents) if summary.side_by_side else set()
    doubts = [
        miss
        for miss in summary.near_misses
        if miss.may_conflict
        and (new is None or miss.incident in new.incidents or miss.other in new.incidents)
        and not (miss.rule == "link" and {miss.incident, miss.other or miss.incident} == compared)  # in the table
    ]
    return list({_doubt_key(miss): miss for miss in reversed(doubts)}.values())[::-1]


def _doubt_key(miss: NearMiss) -> object:
    return miss.incident, *((figure.measure, figure.counted, figure.low, figure.high) for figure in miss.figures)


@dataclass(frozen=True)
class ComparedRow:
    """One line of the comparison of two articles: a measure, what either says of it, and what follows."""

    measure: str
    ours: str
    theirs: str
    outcome: str


def comparison_heads(compared: SideBySide, articles: Mapping[str, ArticleRecord]) -> tuple[str, str]:
    """Return the heads of the two columns: outlet and day."""
    ours, theirs = (_article_head(articles[name]) for name in compared.articles)
    return ours, theirs


def _article_head(article: ArticleRecord) -> str:
    day = format_day(article.published) if article.published else ""
    return article_label(article) + (f" ({day})" if day else "")


def comparison_rows(compared: SideBySide) -> list[ComparedRow]:
    """Return a line for each measure that either article has a number for."""
    return [_compared_row(row) for row in compared.measures]


def _compared_row(row: ComparedMeasure) -> ComparedRow:
    ours, theirs = ("; ".join(dict.fromkeys(map(_quoted, side))) or "–" for side in (row.ours, row.theirs))
    if row.verdict is None:
        outcome = "only one says so"
    elif row.differs:
        outcome = f"would be a {row.verdict}: {row.reason}"
    else:
        outcome = f"{format_name(row.verdict)}: {row.reason}"
    unit = f" ({row.unit})" if row.unit else ""
    return ComparedRow(f"{format_name(row.measure)}{unit}", ours, theirs, outcome)


def _quoted(figure: ReportedFigure) -> str:
    """Return a number with who says so and the words of the article."""
    return format_attributed(figure) + (f": “{figure.quote}”{quote_mark(figure)}" if figure.quote else "")


def comparison_intro(compared: SideBySide, incidents: Mapping[str, Incident]) -> str:
    """Say why two articles are compared, and what either tells of."""
    ours, theirs = (_incident_head(incidents[name]) for name in compared.incidents)
    weight = "" if compared.weight is None else f" ({compared.weight:+.1f} bits)"
    why = f"Linking is not sure{weight} whether the two articles tell of one event: {ours}; {theirs}."
    return f"{why} This is what they would say of it side by side."


def _incident_head(incident: Incident) -> str:
    where_when = ", ".join(part for part in (format_place(incident.place), format_day(incident.start)) if part)
    return incident.headline.rstrip(".") + (f" ({where_when})" if where_when else "")


def first_doubts(summary: Summary) -> tuple[list[NearMiss], str]:
    """Return the doubts that a report has room for, and a line on how many are left out; empty if none are."""
    doubts = list_doubts(summary)
    return doubts[:_SHOWN_DOUBTS], left_out_line(len(doubts), _SHOWN_DOUBTS)


def doubt_count(summary: Summary) -> str:
    """Return the number of doubts as a sentence; empty for none."""
    count = len(list_doubts(summary))
    return f"{format_count(count, 'pair')} of numbers may conflict." if count else ""


_CONDITIONS: Final = {
    "unsure": "a conflict if both were read rightly: the built-in reader is not sure.",
    "far-apart": "a conflict if the bound was meant as all.",
    "account": "a conflict if those who were found, taken somewhere or badly hurt are all.",
}


def doubt_condition(miss: NearMiss) -> str:
    """Return the condition under which a near miss is a conflict, in one sentence."""
    if miss.other is not None:
        return "a conflict if the two reports tell of one event: linking took them for two, and is not sure."
    if miss.rule == "link":
        return "a conflict if the two reports tell of one event, which is likely and not certain."
    if miss.rule in _CONDITIONS:
        return _CONDITIONS[miss.rule]
    ours, theirs = (figure.counted for figure in miss.figures)
    return f"a conflict if “{ours}” and “{theirs}” are the same, which no report says."


def estimate_line(estimate: IncidentEstimate) -> str:
    """Return what is counted, with low, best and high."""
    low, best, high = map(estimate_end, (estimate.low, estimate.best, estimate.high))
    unit = f" {estimate.unit}" if estimate.unit else ""
    return f"{add_measure(estimate.of, estimate.measure)}{unit}: low {low}, best {best}, high {high}"


def estimate_end(end: float | None) -> str:
    """Return one end of an estimate in words."""
    return "no end" if end is None else format_number(end)
