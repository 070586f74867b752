"""Days that an article ties to its events, for a main event whose own words tell none."""

from collections import Counter
from dataclasses import dataclass, field

from .annotations import Annotations
from .candidates import Candidate, is_news, is_news_type
from .time_expressions import TimeExpression
from .triggers import Trigger


@dataclass
class EventDays:
    """The days that sentences tie to an event, each with the candidate that was told of last."""

    tied: list[tuple[TimeExpression, Candidate | None]] = field(default_factory=list)

    def read(self, annotations: Annotations, current: Candidate | None) -> None:
        """Read the day of a sentence; `current` is the candidate that it tells of."""
        when, _ = annotations.event_times(annotations.sentence.start, annotations.sentence.end)
        news = [trigger for trigger in annotations.triggers if trigger.type is None or is_news_type(trigger.type)]
        if when is None or not when.day or not when.tied or when.relative is not None:
            return
        if (news and not _is_of_background(when, news)) or not annotations.triggers:
            self.tied.append((when, current))

    def date_event(self, main: Candidate) -> None:
        """Date the main event by the day that the article most often ties to one, if its own words tie none.

        A sentence about another event of the kind dates that one, unless the whole article has but one day.
        """
        own = main.when or main.later
        if own and (own.tied or own.year):
            return
        days = [
            when for when, event in self.tied if event is None or event is main or not (is_news(event) or event.weak)
        ]
        if not days and own is None and len({when.day for when, _ in self.tied}) == 1:
            days = [when for when, _ in self.tied]
        if days:
            often = Counter(when.day for when in days)
            main.when = max(days, key=lambda when: often[when.day])


def _is_of_background(when: TimeExpression, news: list[Trigger]) -> bool:
    """Test whether a day stands by an event that the sentence only refers to: "the strikes were an answer to it"."""
    nearest = min(news, key=lambda trigger: max(trigger.start - when.end, when.start - trigger.end))
    return nearest.background and not all(trigger.background for trigger in news)
