"""Annotations of a sentence: its measurements, trigger words, toponyms, time expressions and actors."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache

from ...concurrency import once
from ...language.dates import day_of
from ...language.lexicon import table
from ...records.article import Article
from ...schemas import Actor
from ...syntax.attribution import Attribution, attribution_spans
from ...syntax.distributions import PlacedCount
from ...syntax.measurements import Measurement, measure_sentence
from ...syntax.persons import find_persons
from ...syntax.tokenizer import Sentence
from ..learned.measurements import find_learned_counts, find_learned_persons
from ..learned.predictions import Prediction
from .actors import find_actors
from .asides import AsideFinder
from .coreference import SEQUELS, trigger_family
from .count_places import find_count_places, find_shared_place
from .gazetteer import Gazetteer
from .regions_and_sites import Toponym
from .time_expressions import TimeExpression, find_times
from .time_roles import TimeRole, find_role
from .toponyms import find_toponyms
from .triggers import Trigger, find_triggers


@dataclass(frozen=True)
class Annotations:
    """The annotations of one sentence, each list in order and made when it is first needed."""

    sentence: Sentence
    article: Article
    gazetteer: Gazetteer
    attributions: list[Attribution]
    predictions: Mapping[int, Prediction] = field(default_factory=dict)

    @once
    def measurements(self) -> list[Measurement]:
        """Numbers that measure something, by the rules, else as learned."""
        ruled, undecided = measure_sentence(self.sentence)
        learned = find_learned_counts(self.sentence, self.predictions, undecided)
        return sorted([*ruled, *learned], key=lambda each: each.at)

    @once
    def persons(self) -> list[Measurement]:
        """Single persons who are hurt, killed, missing or abducted, told of without a numeral."""
        ruled = list(find_persons(self.sentence))
        known = {each.measure for each in ruled} | {each.first for each in ruled}
        learned = (
            each
            for each in find_learned_persons(self.sentence, self.predictions)
            if known.isdisjoint((each.measure, each.at)) and not self._names_place(each)
        )
        return [*ruled, *learned]

    def _names_place(self, person: Measurement) -> bool:
        return any(person.number.start <= toponym.start < person.number.end for toponym in self._all_toponyms)

    @once
    def asides(self) -> list[tuple[int, int]]:
        """Where each clause begins and ends that tells of another event."""
        return AsideFinder(
            self.sentence, self.measurements, self._all_triggers, self._all_toponyms, self._all_times, self.gazetteer
        ).find()

    def is_aside(self, offset: int) -> bool:
        """Return whether what stands at an offset is told of another event."""
        return any(start <= offset < end for start, end in self.asides)

    def find_main_part(self, offset: int) -> tuple[int, int]:
        """Return where the part of the sentence between asides begins and ends that holds an offset."""
        starts = (start for start, _ in self.asides if start > offset)
        ends = (end for _, end in self.asides if end <= offset)
        return max(ends, default=self.sentence.start), min(starts, default=self.sentence.end)

    @once
    def triggers(self) -> list[Trigger]:
        """Words that tell of events, but for those of an aside."""
        return [trigger for trigger in self._all_triggers if not self.is_aside(trigger.start)]

    @once
    def _all_triggers(self) -> list[Trigger]:
        return find_triggers(self.sentence)

    @once
    def toponyms(self) -> list[Toponym]:
        """Places, without those of an aside or of single counts, and those that only tell who speaks."""
        kept = [toponym for toponym in self._all_toponyms if not self._is_apart(toponym.start)]
        places = list(self.count_places.values())
        if len(places) < 2 or any(toponym.level != "site" for toponym in kept):  # one is the event's
            return kept
        return [*kept, *find_shared_place(self._all_toponyms, places)]

    def _is_apart(self, offset: int) -> bool:
        return any(start <= offset < end for start, end in self.apart)

    @once
    def count_places(self) -> dict[int, PlacedCount]:
        """The place of each count that its sentence gives place by place, by the word that is its number."""
        own = [each for each in self.measurements if not self.is_aside(each.number.start)]
        return find_count_places(self.sentence, own, self._all_triggers, self.gazetteer)

    @once
    def apart(self) -> list[tuple[int, int]]:
        """Where words begin and end whose places are not those of the whole event."""
        return [*self.asides, *((place.start, place.end) for place in self.count_places.values())]

    @once
    def _all_toponyms(self) -> list[Toponym]:
        spoken = attribution_spans(self.sentence.words, self.attributions)
        return find_toponyms(self.sentence, self.gazetteer, spoken)

    @once
    def local_toponyms(self) -> list[Toponym]:
        """Places that are no countries."""
        return [toponym for toponym in self.toponyms if toponym.level != "country"]

    @once
    def wider_area(self) -> str | None:
        """Words for an area around the event's town: "108 deaths across the state"."""
        match = _wider_area().search(self.sentence.text)
        return match[0] if match else None

    @once
    def actors(self) -> tuple[Actor, ...]:
        """Perpetrator and target."""
        return find_actors(self.sentence)

    @once
    def times(self) -> list[TimeExpression]:
        """Time expressions, but for those of an aside: `saying_times` and `event_times` tell them apart."""
        return [time for time in self._all_times if not self.is_aside(time.start)]

    @once
    def _all_times(self) -> list[TimeExpression]:
        return find_times(self.sentence, self.article)

    @once
    def saying_times(self) -> set[TimeExpression]:
        """Time expressions that tell when somebody spoke: "said on Tuesday", "officials on Thursday"."""
        return {time for time in self.times if self._tells_when_spoken(time)}

    def _tells_when_spoken(self, time: TimeExpression) -> bool:
        words = self.sentence.words
        before = bisect_right(self.attributions, time.start, key=lambda attribution: words[attribution.first].start)
        return before > 0 and time.start <= words[self.attributions[before - 1].last - 1].end + 2

    def event_times(
        self, start: int, end: int, *, of_news: bool = True
    ) -> tuple[TimeExpression | None, TimeExpression | None]:
        """Return when it happened, as told between two offsets, and when somebody spoke of it; None where not told.

        Of news (an attack, a disaster) the day of what came of it later does not count.
        """
        spoken = [
            time for time in self.times if time in self.saying_times or (of_news and self.role(time) is TimeRole.REPORT)
        ]
        published = self.article.published and day_of(self.article.published)
        day_spoken = next((time.day for time in spoken if time.day), published)
        happened = []
        for time in self.times:
            if time not in spoken and start <= time.start < end:
                role = self.role(time) if of_news else TimeRole.OPEN
                if role is TimeRole.AFTERMATH:
                    continue
                back = time.relative
                day = time.day if back is None else day_spoken - timedelta(days=back) if day_spoken else None
                happened.append((replace(time, day=day, tied=role is TimeRole.EVENT), role))
        # a bygone year only where no day is named
        happened.sort(key=lambda item: (item[0].year is not None, -item[1]))
        return next((time for time, _ in happened), None), next(iter(spoken), None)

    def role(self, time: TimeExpression) -> TimeRole:
        """Return what a time expression is the day of."""
        return self._roles[time]

    @once
    def _roles(self) -> dict[TimeExpression, TimeRole]:
        return {time: find_role(self.sentence, time, self.event_triggers) for time in self.times}

    @once
    def event_triggers(self) -> list[Trigger]:
        """Words that tell of events, and not of an arrest or a deal."""
        return [trigger for trigger in self.triggers if trigger_family(trigger) not in SEQUELS]


@cache
def _wider_area() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('places')['wider_areas'])})\b", re.IGNORECASE)
