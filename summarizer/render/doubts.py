"""What is not flagged and may conflict all the same, laid out for a reader."""

from typing import Final

from ..records.incidents import NearMiss
from ..records.summary import ArticleRecord, Summary
from ..records.wording import plural
from .claims import Claim, claims_of_pair

DOUBTS: Final = "May conflict"
_SHOWN: Final = 20  # pairs; the JSON report has all


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
