"""Extraction of events from an article, sentence by sentence."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache

from ...concurrency import checkpoint
from ...language.dates import day_of
from ...language.letter_case import restore_case
from ...language.lexicon import table
from ...language.quantities import read_numbers
from ...records.article import Article
from ...schemas import Event, Place
from ...syntax.attribution import Speakers, find_attributions
from ...syntax.measurements import Measurement
from ...syntax.tokenizer import tokenize_sentences
from ..learned.predictions import predict
from .annotations import Annotations
from .candidates import Candidate, build_event, is_background, is_news, is_news_type, is_newsworthy, tell_apart
from .casing import make_readable, quote_as_printed
from .coreference import SEQUELS, escalates, may_be_same_day, may_be_same_place, may_continue, trigger_family
from .dateline import NEXT, Dateline
from .earlier_times import tells_of_earlier_time
from .event_days import EventDays
from .figure_places import FigurePlaces
from .figures import Antecedents, SentenceContext, make_figure
from .furniture import is_furniture
from .gazetteer import Gazetteer
from .named import find_named
from .outlets import TITLE_END, find_outlet_town
from .time_expressions import TimeExpression, written_day
from .time_roles import TimeRole
from .toponyms import merge_toponyms
from .totals import CandidateFigure
from .triggers import Trigger, find_triggers

_RESIDUAL = "miscellaneous_accident"  # "drowned", "fire": another word of the sentence says more
# Before these people are moved, whether or not they lose their homes.
_OF_DANGERS = frozenset(("wildfire", "miscellaneous_accident", "industrial_accident", "volcanic_activity"))
_BACK = 20  # events: no article points further back than that
# What is counted of an attack, even where the sentence is about arrests or a deal.
_OF_ATTACKS = frozenset(
    ("killed", "wounded", "casualties", "launched", "intercepted", "hit", "damaged", "destroyed", "missing")
)


def extract_events(article: Article, classes: Mapping[str, type[Event]]) -> list[Event]:
    """Extract the events of an article in the order of the text, each as the class of its type."""
    written = written_day(article)
    if article.published and written != day_of(article.published):
        article = replace(article, published=written)  # by which its weekdays are told
    printed, text = article.text, make_readable(article.text)
    article = replace(article, text=text, title=article.title and restore_case(article.title))
    extraction, predictions = _Extraction(article), predict(text)
    for number, sentence in enumerate(tokenize_sentences(text, read_numbers(text))):
        checkpoint()
        if is_furniture(sentence.text):
            continue
        attributions = find_attributions(sentence, extraction.speakers)
        extraction.read(number, Annotations(sentence, article, extraction.gazetteer, attributions, predictions))
    events = [event for candidate in extraction.finish() if (event := build_event(candidate, classes))]
    return events if text == printed else [quote_as_printed(event, text, printed) for event in events]


@dataclass
class _Extraction:
    """The event candidates of one article as its sentences are read; `current` is the one that was last told of."""

    article: Article
    candidates: list[Candidate] = field(default_factory=list)
    current: Candidate | None = None
    speakers: Speakers = field(default_factory=Speakers)
    antecedents: Antecedents = field(default_factory=Antecedents)
    places: FigurePlaces = field(default_factory=FigurePlaces)
    days: EventDays = field(default_factory=EventDays)

    def __post_init__(self) -> None:
        outlet = find_outlet_town(self.article.source, self.article.title)
        self.gazetteer = Gazetteer(self.article.text, self.article.title, outlet)
        self.dateline = Dateline(self.gazetteer)
        self.dateline.read_title(self.title)
        self.dateline.read_outlet()

    @property
    def title(self) -> str:
        """The title without the name of the outlet behind it."""
        first, *_ = TITLE_END.split(self.article.title or "", maxsplit=1)
        return first

    def read(self, number: int, annotations: Annotations) -> None:
        """Add the events and figures of a sentence; sentences come in order, `number` counts them from 0."""
        self.dateline.read_dateline(annotations.sentence)
        if number < NEXT:
            before = not self.candidates and not annotations.measurements
            times = (time for time in annotations.times if time not in annotations.saying_times)
            when = next((time for time in times if annotations.role(time) is not TimeRole.AFTERMATH), None)
            self.dateline.read_opening(annotations.sentence, annotations.apart, when if before else None, number)
        else:
            self.dateline.read_forces(annotations.sentence)
        self._read_sentence(number, annotations)
        self.days.read(annotations, self.current)

    def _read_sentence(self, number: int, annotations: Annotations) -> None:
        """Add the events, figures and people of a sentence."""
        if not (annotations.measurements or annotations.triggers):
            self._read_scene(annotations)
            self._read_persons(number, annotations, [])
            self._read_named(annotations)
            return
        starts = self._find_candidates(annotations)
        if not starts:
            self._read_scene(annotations)
        context = SentenceContext(self.article.text, number, annotations, self.speakers)
        for measurement in annotations.measurements:
            candidate = self._choose_candidate(measurement, starts, annotations)
            if candidate.type == "epidemic" and measurement.measure == "wounded":
                measurement = replace(measurement, measure="affected")  # noqa: PLW2901  # patients in hospital are not wounded
            if measurement.measure == "cases" and candidate.type != "epidemic":
                continue
            where = self.places.find(candidate.place, annotations, measurement)
            if figure := make_figure(measurement, context, self.antecedents, where):
                candidate.figures.append(figure)
        self._read_persons(number, annotations, starts)
        self._read_named(annotations)

    def _read_named(self, annotations: Annotations) -> None:
        """Add the victims and suspects of a sentence to the last attack or disaster, else to the last event."""
        violent = (candidate for candidate in reversed(self.candidates[-_BACK:]) if is_news(candidate))
        if candidate := next(violent, self.current):
            for named in find_named(annotations.sentence):
                candidate.add_named(named)

    def _read_persons(self, number: int, annotations: Annotations, starts: list[tuple[int, Candidate]]) -> None:
        """Add the persons of a sentence to the events that it tells of, or to the last one."""
        place = merge_toponyms(annotations.local_toponyms, self.gazetteer)
        if not starts and (self.current is None or not may_be_same_place(self.current.place, place)):
            return
        for person in annotations.persons:
            candidate = self._choose_candidate(person, starts, annotations)
            context = SentenceContext(self.article.text, number, annotations, self.speakers)
            known = Antecedents(measures=set(self.antecedents.measures))
            if figure := make_figure(person, context, known, None):
                candidate.persons.append(figure)

    def _find_crime(self, arrests: Candidate, starts: list[tuple[int, Candidate]]) -> Candidate:
        """Find the attack for which somebody is held; the arrests themselves where none is told."""
        known = [candidate for _, candidate in starts] + self.candidates[-_BACK:][::-1]
        return next((candidate for candidate in known if candidate.family == "attack"), arrests)

    def _read_scene(self, annotations: Annotations) -> None:
        """Read what a sentence that names no event says of the day and the site of the last one."""
        current, sentence = self.current, annotations.sentence
        if current is None:
            return
        if _sequels().search(sentence.text):
            return
        if current.later is None:
            current.later, _ = annotations.event_times(sentence.start, sentence.end)
        if current is self.candidates[0]:
            if current.place == Place() and len(annotations.local_toponyms) == 1:
                current.complete_place(annotations.local_toponyms[0].place)
            site = next((toponym.place for toponym in annotations.toponyms if toponym.level == "site"), Place())
            current.complete_place(Place(site=site.site))
            towns = {toponym.place.town: toponym.place for toponym in annotations.toponyms if toponym.place.town}
            if site.site and len(towns) == 1:
                self.dateline.read_scene(next(iter(towns.values())))

    def finish(self) -> list[Candidate]:
        """Complete the candidates from the whole article: the main one's place, and the names of speakers."""
        newsworthy = [
            candidate
            for candidate in self.candidates
            if candidate.figures or candidate.persons or is_newsworthy(candidate)
        ]
        newsworthy.sort(key=lambda candidate: not is_news(candidate))
        if main := next(iter(newsworthy), None) or next(filter(is_news, self.candidates), None) or self._read_title():
            self.dateline.place_event(main)
            self.days.date_event(main)
            main.background = main.background and bool(newsworthy)
            for candidate in newsworthy:
                if candidate is not main and is_background(candidate):
                    main.take_figures(candidate)
            for candidate in self.candidates:
                if all(candidate is not other for other in [*newsworthy, main]):
                    main.add_all_named(candidate)
        for candidate in self.candidates:
            candidate.figures += tell_apart(candidate)
            figures = (_read_evacuation(figure, candidate.type) for figure in candidate.figures)
            candidate.figures = [self._name_speaker(figure) for figure in figures]
        return self.candidates

    def _read_title(self) -> Candidate | None:
        """Return the candidate of the event that the title tells of, where the text tells of none."""
        for sentence in tokenize_sentences(self.title, read_numbers(self.title)):
            trigger = _choose_main_trigger([trigger for trigger in find_triggers(sentence) if trigger.type])
            if trigger:
                return self._add(Candidate(trigger.type, sentence, trigger.end))
        return None

    def _name_speaker(self, item: CandidateFigure) -> CandidateFigure:
        """Replace an office by the name of its holder: "the governor" is Governor Bogomaz."""
        speaker = item.figure.attributed_to
        name = self.speakers.full_name(speaker) if speaker else None
        return replace(item, figure=item.figure.model_copy(update={"attributed_to": name})) if name else item

    def _find_candidates(self, annotations: Annotations) -> list[tuple[int, Candidate]]:
        """Find the candidates that a sentence tells of, each with the offset from which its numbers belong to it."""
        sentence = annotations.sentence
        sure = [trigger for trigger in annotations.triggers if not trigger.faint]
        typed = any(trigger.type for trigger in sure) or (self.current is not None and self.current.type is not None)
        if sure and all(trigger.type and trigger_family(trigger) in SEQUELS for trigger in sure):
            typed = False  # "arrested in the shooting of"
        triggers = sure if typed else annotations.triggers
        foreground = [trigger for trigger in triggers if not trigger.background]
        background = [trigger for trigger in triggers if trigger.background]
        if not foreground and annotations.measurements:
            foreground, background = background, []
        starts: list[tuple[int, Candidate]] = []
        if main := _choose_main_trigger(foreground):
            limit = min((trigger.start for trigger in background if trigger.start > main.start), default=sentence.end)
            self.current = self._find_or_add(main, annotations, sentence.start, limit)
            starts.append((sentence.start, self.current))
        elif not triggers and annotations.measurements:
            self.current = self._continue_current(annotations)
        if main and trigger_family(main) in SEQUELS:
            background += [trigger for trigger in foreground if trigger_family(trigger) not in SEQUELS]
        for trigger in background:
            if main is None or trigger_family(trigger) != trigger_family(main):
                candidate = self._find_or_add(trigger, annotations, trigger.start, sentence.end)
                candidate.background = candidate.background or not candidate.figures
                starts.append((trigger.start, candidate))
                self.current = self.current or candidate
            elif self.current and self.current.type is None and self.current.weak:
                self.current.type = trigger.type  # "wanted for assault in the shooting"
        return starts

    def _find_or_add(self, trigger: Trigger, annotations: Annotations, start: int, end: int) -> Candidate:
        """Return the candidate that a trigger tells of between two offsets: an earlier one, or a new one."""
        within = [toponym for toponym in annotations.toponyms if start <= toponym.start < end]
        place = merge_toponyms(within, self.gazetteer)
        when, spoken = annotations.event_times(start, end, of_news=_tells_news(trigger.type))
        when = self._count_back(when, spoken)
        candidate = self._find_coreferent(trigger, place, when, annotations)
        if candidate is None:
            candidate = self._add(
                Candidate(trigger.type, annotations.sentence, trigger.end, place, weak=trigger.type is None)
            )
        elif trigger.type and (_may_be_typed(candidate, trigger) or escalates(candidate, trigger.type)):
            candidate.type = trigger.type
        if not (candidate.place.country and not (candidate.place.name or candidate.place.region)):
            candidate.complete_place(place)
        candidate.when = candidate.when or when
        if candidate.sentence is annotations.sentence:
            candidate.spoken = candidate.spoken or spoken
        candidate.actors = candidate.actors or annotations.actors
        return candidate

    def _count_back(self, when: TimeExpression | None, spoken: TimeExpression | None) -> TimeExpression | None:
        """Count "the previous day" from the day of the event that was told of last, unless somebody speaks."""
        day = self.current.when.day if self.current and self.current.when else None
        if when is None or when.relative is None or spoken or day is None:
            return when
        return replace(when, day=day - timedelta(days=when.relative))

    def _find_coreferent(
        self, trigger: Trigger, place: Place, when: TimeExpression | None, annotations: Annotations
    ) -> Candidate | None:
        """Find the earlier candidate that a trigger tells of again."""
        candidates = [self.current] if self.current else []
        if trigger.anaphoric or (trigger.recalled and place == Place()):
            trigger = replace(trigger, anaphoric=True)
            candidates += [earlier for earlier in reversed(self.candidates[-_BACK:]) if earlier is not self.current]
        for candidate in candidates:
            one_day = may_be_same_day(candidate.when or (candidate.spoken if trigger.indefinite else None), when)
            if may_continue(candidate, trigger) and may_be_same_place(candidate.place, place) and one_day:
                day = candidate.when.day if candidate.when else None
                if candidate.sentence is annotations.sentence or not tells_of_earlier_time(
                    annotations, day, fresh=not (trigger.anaphoric or trigger.recalled)
                ):
                    return candidate
        return None

    def _continue_current(self, annotations: Annotations) -> Candidate:
        """Return the candidate that a sentence without a trigger goes on with."""
        place = merge_toponyms(annotations.toponyms, self.gazetteer)
        current, sentence = self.current, annotations.sentence
        of_news = current is not None and _tells_news(current.type)
        when, spoken = annotations.event_times(sentence.start, sentence.end, of_news=of_news)
        when = self._count_back(when, spoken)
        one_day = when is None or not when.year or may_be_same_day(current.when if current else None, when)
        day = current.when.day if current and current.when else None
        one_day = one_day and not tells_of_earlier_time(annotations, day, fresh=False)
        if current is not None and may_be_same_place(current.place, place) and one_day:
            if (current.place.name or "-").split()[0] in sentence.text:
                current.complete_place(Place(region=place.region, country=place.country))
            if current.place == Place() or not current.place.country:
                current.complete_place(Place(country=place.country) if current.place != Place() else place)
            return current
        kind, weak = (current.type, current.weak) if current else (None, False)
        return self._add(Candidate(kind, sentence, place=place, when=when, spoken=spoken, weak=weak))

    def _choose_candidate(
        self, measurement: Measurement, starts: list[tuple[int, Candidate]], annotations: Annotations
    ) -> Candidate:
        """Choose the candidate that a number belongs to: that of the last trigger before it which it can measure."""
        before = bisect_right(starts, measurement.number.start, key=lambda start: start[0])
        candidate = starts[before - 1][1] if before else self.current
        if candidate is None:
            place = merge_toponyms(annotations.toponyms, self.gazetteer)
            candidate = self.current = self._add(Candidate(None, annotations.sentence, place=place))
        if measurement.measure in _OF_ATTACKS and candidate.family in ("arrests", "agreement"):
            return next((other for other in reversed(self.candidates[-_BACK:]) if other.family == "attack"), candidate)
        if measurement.measure == "detained" and candidate.family in ("arrests", "agreement"):
            return self._find_crime(candidate, starts)
        return candidate

    def _add(self, candidate: Candidate) -> Candidate:
        self.candidates.append(candidate)
        return candidate


@cache
def _sequels() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('calendar')['of_sequels'])})\b", re.IGNORECASE)


def _may_be_typed(candidate: Candidate, trigger: Trigger) -> bool:
    """Return whether a trigger gives its type to a candidate; no arrest and no deal is what was told before it."""
    return candidate.type is None and (candidate.weak or _tells_news(trigger.type))


def _read_evacuation(item: CandidateFigure, kind: str | None) -> CandidateFigure:
    """Return whoever had to leave before a danger as evacuated, and not as displaced."""
    figure, said = item.figure, item.figure.quote.lower()
    left = figure.measure == "displaced" and any(words in said for words in table("nouns")["leaving"])
    evacuated = left and (kind is None or kind in _OF_DANGERS)
    return replace(item, figure=figure.model_copy(update={"measure": "evacuated"})) if evacuated else item


def _tells_news(kind: str | None) -> bool:
    """Return whether a type is of an attack or a disaster, or of any; what comes of one has a day of its own."""
    return kind is None or is_news_type(kind)


def _choose_main_trigger(triggers: list[Trigger]) -> Trigger | None:
    """Choose the trigger that the sentence is about: the first that has a type, else the first."""
    typed = [trigger for trigger in triggers if trigger.type]
    if not triggers:
        return None
    main = min(typed, key=lambda trigger: trigger.type == _RESIDUAL) if typed else triggers[0]
    recalled = any(trigger.anaphoric for trigger in triggers if trigger_family(trigger) == trigger_family(main))
    return replace(main, recalled=recalled)
