"""Events proved against their article, as a reader's are."""

from collections.abc import Sequence

from summarizer.articles import Article
from summarizer.drafts import Draft
from summarizer.outcomes import Outcome, outcome_of
from summarizer.schemas import Event
from summarizer.usage import Usage


def ground_events(article: Article, events: Sequence[Event], usage: Usage) -> Outcome:
    """Every figure of the events: the reports hold what is proved, `rejected` holds the rest."""
    return outcome_of(Draft(article, events), usage)
