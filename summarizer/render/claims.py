"""A finding laid out for a reader: each number once, with all who say it and one quote."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from ..records.events import ReportedFigure
from ..records.incidents import Finding, IncidentEstimate, NearMiss, Pair
from ..records.summary import ArticleRecord, Summary
from ..records.wording import (
    amount,
    claim,
    counted,
    day,
    match_mark,
    number,
    phrase,
    plural,
    sentence,
    who,
    with_measure,
)

DOUBTS: Final = "May conflict"
_SHOWN: Final = 20  # pairs; the JSON report has all

_LISTED: Final = 20  # failures: a table in the wrong encoding has one on every other row


def own_prompts_lines(summary: Summary) -> list[str]:
    """Which of the prompts are the user's own, as a line; no line if none is."""
    own = ", ".join(prompt.label for prompt in summary.prompts if prompt.own)
    return [f"Asked with prompts of your own: {own}."] if own else []


@dataclass(frozen=True)
class Claim:
    """One number of a finding: who says it and where it was read, the words it was read from, and a mark on these."""

    amount: str
    said_by: tuple[str, ...]
    quote: str | None
    mark: str = ""


def claims(finding: Finding, articles: dict[str, ArticleRecord]) -> list[Claim]:
    """The numbers of a finding, in its order."""
    return [_claim(_text(finding, figures[0]), figures, articles) for figures in claims_of(finding)]


def claims_of_pair(figures: Sequence[ReportedFigure], articles: dict[str, ArticleRecord]) -> list[Claim]:
    """Each figure as a claim of its own."""
    return [_claim(claim(figure), [figure], articles) for figure in figures]


def _claim(text: str, figures: Sequence[ReportedFigure], articles: dict[str, ArticleRecord]) -> Claim:
    """A claim of all who state its number, with the first quote that one of them has."""
    quoted = next((figure for figure in figures if figure.quote), figures[0])
    said_by = tuple(dict.fromkeys(_said_by(figure, articles) for figure in figures))
    return Claim(text, said_by, quoted.quote, match_mark(quoted))


def claims_of(finding: Finding) -> list[list[ReportedFigure]]:
    """The figures of a finding by the number that they state, in its order."""
    told: dict[str, list[ReportedFigure]] = {}
    for figure in finding.figures:
        told.setdefault(_text(finding, figure), []).append(figure)
    return list(told.values())


def title(finding: Finding) -> str:
    """What the numbers count, as a heading: "Civilians killed"."""
    return sentence(counted(finding.figures[-1 if finding.kind == "arithmetic" else 0]))


def outcome(finding: Finding) -> str:
    """What came of it, in one sentence: "4 stands now: the same source raised the count"."""
    if finding.kind == "uncorroborated":
        return finding.explanation.removeprefix(f"{phrase(finding.figures[0])}: ")
    now = f"{amount(finding.stands)} stands now" if finding.stands else "nothing settles it"
    return f"{now}: {finding.explanation.rstrip('.').split('; ')[-1].split('. ')[0]}."


def _text(finding: Finding, figure: ReportedFigure) -> str:
    """The number; beside others that it is added to, with what it counts and where."""
    if finding.kind != "arithmetic":
        return claim(figure)
    measure = figure.measure if finding.rule == "outcome" else figure.of
    return f"{amount(figure)} {measure}" + (f" ({figure.where})" if figure.where else "")


def pair(told: NearMiss | Pair) -> str:
    """Two figures: "69 missiles launched and 54 missiles intercepted"."""
    return " and ".join(map(phrase, told.figures))


def _said_by(figure: ReportedFigure, articles: dict[str, ArticleRecord]) -> str:
    """Governor Alexander Bogomaz (Meridian Wire, 30 April 2023)."""
    article = articles.get(figure.article or "")
    published = day(article.published) if article and article.published else ""
    outlet = figure.source if figure.attributed_to else None
    where = ", ".join(part for part in (outlet, published) if part)
    return f"{who(figure)} ({where})" if where else who(figure)


def label(article: ArticleRecord) -> str:
    """What to call its outlet: the source, else the file's name, else the id."""
    return article.source or (PurePath(article.path).name if article.path else article.id)


def by_id(summary: Summary) -> dict[str, ArticleRecord]:
    """The articles of a summary by their ids."""
    return {article.id: article for article in summary.articles}


def failures(summary: Summary) -> list[str]:
    """What failed and why; of many only the first, and how many more."""
    failed = summary.failures
    told = list(failed[:_LISTED])
    return told + ([f"and {len(failed) - _LISTED} more; the JSON report has all"] if len(failed) > _LISTED else [])


def doubts(summary: Summary) -> list[NearMiss]:
    """The pairs to look at, of those on the incidents that are reported: each two claims once."""
    news = summary.changes
    told = [m for m in summary.near_misses if m.may_conflict and (news is None or m.incident in news.incidents)]
    return list({_words(miss): miss for miss in reversed(told)}.values())[::-1]


def doubt_count(summary: Summary) -> str:
    """How many there are, as a sentence; empty for none."""
    count = len(doubts(summary))
    return f"{count} {plural(count, 'pair')} of numbers may conflict." if count else ""


def shown(summary: Summary) -> tuple[list[NearMiss], str]:
    """The first of them, and how many are left out."""
    found = doubts(summary)
    left = len(found) - _SHOWN
    return found[:_SHOWN], f"and {left} more; the JSON report has all" if left > 0 else ""


def doubt_claims(miss: NearMiss, articles: dict[str, ArticleRecord]) -> list[Claim]:
    """Its two numbers, each with who says it and the quote."""
    return claims_of_pair(miss.figures, articles)


def condition(miss: NearMiss) -> str:
    """When the two conflict, in one sentence."""
    if miss.rule == "link":
        return "a conflict if the two reports tell of one event, which is likely and not certain."
    ours, theirs = (figure.of for figure in miss.figures)
    return f"a conflict if “{ours}” and “{theirs}” are the same, which no report says."


def _words(miss: NearMiss) -> object:
    return miss.incident, *((figure.measure, figure.of, figure.low, figure.high) for figure in miss.figures)


def estimate_line(estimate: IncidentEstimate) -> str:
    """What is counted, with low, best and high."""
    ends = [number(end) if end is not None else "no end" for end in (estimate.low, estimate.best, estimate.high)]
    unit = f" {estimate.unit}" if estimate.unit else ""
    return f"{with_measure(estimate.of, estimate.measure)}{unit}: low {ends[0]}, best {ends[1]}, high {ends[2]}"
