"""Events proved against their article, as a reader's are."""

from collections.abc import Sequence

from summarizer import Article
from summarizer.reading.draft import Draft
from summarizer.reading.outcome import Outcome, make_outcome
from summarizer.records.usage import Usage
from summarizer.schemas import Event


def ground_events(article: Article, events: Sequence[Event], usage: Usage) -> Outcome:
    """Every figure of the events: the reports hold what is proved, `rejected` holds the rest."""
    return make_outcome(Draft(article, events), usage)
