"""`RuleReader`: article → events, by rules."""

import asyncio
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from itertools import takewhile

from ...concurrency import checkpoint, once, run_in_thread
from ...errors import CheckTimeoutError
from ...language.dates import day_of
from ...language.lexicon import table
from ...language.quantities import read_numbers
from ...records.article import Article
from ...records.digests import event_code_digest, hash_json, schema_digest
from ...records.events import UnaccountedNumber
from ...records.usage import Usage
from ...schemas import EVENT_TYPES, Account, Actor, Event, Place, Repair, type_names
from ..draft import Draft as ReadDraft
from ..draft import Failure
from ..reader import Question
from .actors import actors
from .attribution import Speakers, Speech, inside, speeches
from .continuity import goes_on, graver, group_of, same_day, same_place
from .drafts import Draft, DraftFigure, finished
from .figures import Counts, Setting, figure
from .gazetteer import Atlas, Mention
from .measures import Reading, readings
from .places import mentions, merged
from .scene import OPENING, Scene
from .sentences import Sentence, sentences
from .times import Moment, moment_free, moments
from .types import Trigger, triggers

_RESIDUAL = "miscellaneous_accident"  # "drowned", "fire": another word of the sentence says more
_BACK = 20  # events: no article points further back than that
# What is counted of an attack, even where the sentence is about arrests or a deal.
_OF_ATTACKS = frozenset(("killed", "wounded", "launched", "intercepted", "hit", "damaged", "destroyed", "missing"))


class RuleReader:
    """A `Reader` that finds events and figures by rules. What it cannot read stays empty.

    `classes` are the event classes wanted: an event of any other type is left out, and so is one
    whose class requires a field that no rule reads. `limit` is in seconds, for one article.
    """

    def __init__(self, classes: tuple[type[Event], ...] = EVENT_TYPES, limit: float | None = None) -> None:
        self._limit = limit
        self._classes = {name: event for event in classes for name in type_names(event)}
        self._schema = schema_digest(classes)
        self._code = event_code_digest(classes)

    def question(self, article: Article) -> Question:
        """The article itself, and the event types wanted."""
        told = (self._code, article.id, article.source, article.title, article.published, article.url)
        return Question(hash_json("rules", self._schema, *told), "rules", self._schema)

    async def read(self, article: Article, usage: Usage) -> list[Event]:  # noqa: ARG002  # nothing is spent
        """The events that the rules find; `usage` stays as it is. Raises CheckTimeoutError and nothing else."""
        try:
            async with asyncio.timeout(self._limit):
                return await run_in_thread(events, article, self._classes)
        except TimeoutError as error:
            told = f"the article could not be read within {self._limit:g} s: give --retry-failed and a longer --timeout"
            raise CheckTimeoutError(told) from error

    async def repair(self, draft: ReadDraft, failures: Sequence[Failure], usage: Usage) -> Sequence[Repair]:  # noqa: ARG002
        """Nothing: rules that were wrong once are wrong again."""
        return ()

    async def account(self, draft: ReadDraft, numbers: Sequence[UnaccountedNumber], usage: Usage) -> Sequence[Account]:  # noqa: ARG002
        """Nothing: a number that the rules can place was placed at first."""
        return ()


def events(article: Article, classes: Mapping[str, type[Event]]) -> list[Event]:
    """The events of one article in the order in which it comes to them, each of the class of its type."""
    numbers = read_numbers(article.text)
    book = _Book(article)
    book.atlas.learn(article.text)
    for number, sentence in enumerate(sentences(article.text, numbers)):
        checkpoint()
        book.read(number, sentence)
    if book.drafts:
        book.scene.complete(book.drafts[0])
    book.name_offices()
    return [event for draft in book.drafts if (event := finished(draft, classes))]


@dataclass(frozen=True)
class _Facts:
    """What one sentence says, each kind of thing in order, read when it is first asked for."""

    sentence: Sentence
    article: Article
    atlas: Atlas
    speeches: list[Speech]

    @once
    def readings(self) -> list[Reading]:
        """Its numbers that measure something."""
        return readings(self.sentence)

    @once
    def triggers(self) -> list[Trigger]:
        """Its words that tell of events."""
        return triggers(self.sentence)

    @once
    def mentions(self) -> list[Mention]:
        """Its places."""
        return mentions(self.sentence, self.atlas, inside(self.sentence.words, self.speeches))

    @once
    def moments(self) -> list[Moment]:
        """Its time words."""
        return moments(self.sentence, self.article)

    @once
    def narrow(self) -> list[Mention]:
        """The places that are no countries."""
        return [mention for mention in self.mentions if mention.level != "country"]

    @once
    def wider(self) -> str | None:
        """Its words for an area around the town of which an article tells."""
        found = _wider_area().search(self.sentence.text)
        return found[0] if found else None

    @once
    def actors(self) -> tuple[Actor, ...]:
        """Its sides."""
        return actors(self.sentence)

    @once
    def told(self) -> set[Moment]:
        """When somebody spoke."""
        return {moment for moment in self.moments if _is_saying(moment, self)}


@dataclass
class _Book:
    """The events of one article as its sentences are read."""

    article: Article
    drafts: list[Draft] = field(default_factory=list)
    current: Draft | None = None
    atlas: Atlas = field(default_factory=Atlas)
    speakers: Speakers = field(default_factory=Speakers)
    counts: Counts = field(default_factory=Counts)
    lead: tuple[int, str | None] = (-1, None)  # paragraph, and the place that it opens with

    def __post_init__(self) -> None:
        self.scene = Scene(self.atlas)

    def read(self, number: int, sentence: Sentence) -> None:
        """Take in one sentence."""
        self.scene.dateline(sentence)
        said = speeches(sentence, self.speakers)
        facts = _Facts(sentence, self.article, self.atlas, said)
        if number < OPENING:
            before = not self.drafts and not facts.readings
            happened = (moment for moment in facts.moments if moment not in facts.told)
            self.scene.open(sentence, next(happened, None) if before else None)
        if not (facts.readings or facts.triggers):
            return
        placed = self._place_events(facts)
        when = facts.moments[0].words if facts.moments else None
        setting = Setting(self.article.text, sentence, number, said, self.speakers, when)
        for reading in facts.readings:
            draft = self._draft_of(reading, placed, facts)
            if draft.type == "epidemic" and reading.measure == "wounded":
                reading = replace(reading, measure="affected")  # noqa: PLW2901  # patients in hospital are not wounded
            made = figure(reading, setting, self.counts, self._where(draft, facts, reading))
            if made:
                draft.figures.append(made)

    def name_offices(self) -> None:
        """Call every speaker by name who is named anywhere in the article: "the governor" is Governor Bogomaz."""
        for draft in self.drafts:
            draft.figures = [self._named(item) for item in draft.figures]

    def _named(self, item: DraftFigure) -> DraftFigure:
        who = item.figure.attributed_to
        named = self.speakers.full_name(who) if who else None
        return replace(item, figure=item.figure.model_copy(update={"attributed_to": named})) if named else item

    def _place_events(self, facts: _Facts) -> list[tuple[int, Draft]]:
        """The events that the sentence's triggers tell of, each with the offset from which it holds."""
        sure = [trigger for trigger in facts.triggers if not trigger.faint]
        typed = any(trigger.type for trigger in sure) or (self.current is not None and self.current.type is not None)
        told = sure if typed else facts.triggers
        ours = [trigger for trigger in told if not trigger.background]
        behind = [trigger for trigger in told if trigger.background]
        if not ours and facts.readings:
            ours, behind = behind, []
        placed: list[tuple[int, Draft]] = []
        if main := _main(ours):
            limit = min((t.start for t in behind if t.start > main.start), default=facts.sentence.end)
            self.current = self._event(main, facts, facts.sentence.start, limit)
            placed.append((facts.sentence.start, self.current))
        elif not told and facts.readings:
            self.current = self._carried_on(facts)
        for trigger in behind:
            if main is None or group_of(trigger) != group_of(main):
                draft = self._event(trigger, facts, trigger.start, facts.sentence.end)
                draft.background = draft.background or not draft.figures
                placed.append((trigger.start, draft))
                self.current = self.current or draft
        return placed

    def _event(self, trigger: Trigger, facts: _Facts, start: int, end: int) -> Draft:
        """The event that a trigger tells of: one of those told of before, or a new one."""
        here = [mention for mention in facts.mentions if start <= mention.start < end]
        place = merged(here, self.atlas)
        when, told = _moments(facts, start, end, self.article)
        draft = self._told_before(trigger, place, when)
        if draft is None:
            draft = Draft(trigger.type, facts.sentence, trigger.end, place, weak=trigger.type is None)
            self.drafts.append(draft)
        elif trigger.type and ((draft.type is None and draft.weak) or graver(draft, trigger.type)):
            draft.type = trigger.type
        if not (draft.place.country and not (draft.place.name or draft.place.region)):
            draft.fill(place)
        draft.when = draft.when or when
        if draft.sentence is facts.sentence:
            draft.told = draft.told or told
        draft.actors = draft.actors or facts.actors
        return draft

    def _told_before(self, trigger: Trigger, place: Place, when: Moment | None) -> Draft | None:
        """The event among those told of before that the trigger goes on with."""
        candidates = [self.current] if self.current else []
        if trigger.again or (trigger.recalled and place == Place()):
            trigger = replace(trigger, again=True)
            candidates += [draft for draft in reversed(self.drafts[-_BACK:]) if draft is not self.current]
        for draft in candidates:
            one_day = same_day(draft.when or (draft.told if trigger.fresh else None), when)
            if goes_on(draft, trigger) and same_place(draft.place, place) and one_day:
                return draft
        return None

    def _carried_on(self, facts: _Facts) -> Draft:
        """The event that a sentence without a trigger goes on with."""
        place = merged(facts.mentions, self.atlas)
        current = self.current
        when, told = _moments(facts, facts.sentence.start, facts.sentence.end, self.article)
        one_day = when is None or not when.year or same_day(current.when if current else None, when)
        if current is not None and same_place(current.place, place) and one_day:
            if (current.place.name or "-").split()[0] in facts.sentence.text:
                current.fill(Place(region=place.region, country=place.country))
            if current.place == Place() or not current.place.country:
                current.fill(Place(country=place.country) if current.place != Place() else place)
            return current
        kind = current.type if current else None
        draft = Draft(kind, facts.sentence, place=place, weak=current.weak if current else False)
        draft.when, draft.told = when, told
        self.drafts.append(draft)
        return draft

    def _draft_of(self, reading: Reading, placed: list[tuple[int, Draft]], facts: _Facts) -> Draft:
        """The event that a number belongs to: that of the last trigger before it which it can measure."""
        before = bisect_right(placed, reading.number.start, key=lambda item: item[0])
        draft = placed[before - 1][1] if before else self.current
        if draft is None:
            draft = self.current = Draft(None, facts.sentence, place=merged(facts.mentions, self.atlas))
            self.drafts.append(draft)
        if reading.measure in _OF_ATTACKS and draft.family in ("arrests", "agreement"):
            return next((other for other in reversed(self.drafts[-_BACK:]) if other.family == "attack"), draft)
        if reading.measure == "detained" and draft.family == "attack":
            return next((other for _, other in placed if other.family == "arrests"), draft)
        return draft

    def _where(self, draft: Draft, facts: _Facts, reading: Reading) -> str | None:
        """The place that the number counts in, if it is narrower than the event's."""
        paragraph, opened = self.lead
        named = facts.narrow
        if facts.sentence.paragraph != paragraph or named:
            starts = named and named[0].start - facts.sentence.body <= len("In the ")
            opened = _words(named[0]) if starts else opened if facts.sentence.paragraph == paragraph else None
            self.lead = (facts.sentence.paragraph, opened)
        if draft.place.name and facts.wider:
            return facts.wider
        place = _right_after(facts.sentence, reading)
        if place and not any(part and part.startswith(place) for part in _parts(draft.place)):
            return place
        near = named[:1] if len(named) == 1 or len({m.place for m in named[:3]}) == 1 else []
        words = opened or (_words(near[0]) if near else None)
        if not words or draft.place.name or draft.place == Place() or words in _parts(draft.place):
            return None
        proof = range(facts.sentence.words[reading.first].start, facts.sentence.words[reading.last - 1].end)
        if reading.measure == "hit" and near and near[0].start in proof:
            return None  # "Missiles hit Kyiv and a dozen other cities": Kyiv is one more of them
        return words


def _parts(place: Place) -> tuple[str | None, ...]:
    return place.name, place.region, place.country


@cache
def _wider_area() -> re.Pattern[str]:
    """Words for an area around the town of which an article tells: "108 deaths across the state"."""
    return re.compile(rf"\b(?:{'|'.join(table('places')['wider_areas'])})\b", re.IGNORECASE)


def _right_after(sentence: Sentence, reading: Reading) -> str | None:
    """The place that the words go on with: "killed in Kunar"."""
    place = reading.last
    if reading.measure == "hit" or sentence.lowers[place : place + 1] != ["in"]:
        return None
    name = list(takewhile(lambda word: word.text[0].isupper(), sentence.words[place + 1 : place + 5]))
    said = " ".join(word.text for word in name)
    return said if said and moment_free(said) else None


def _words(mention: Mention) -> str | None:
    return mention.place.name or mention.place.region


def _main(found: list[Trigger]) -> Trigger | None:
    """The trigger that the sentence is about: the first that has a type, else the first."""
    typed = [trigger for trigger in found if trigger.type]
    if not found:
        return None
    main = min(typed, key=lambda trigger: trigger.type == _RESIDUAL) if typed else found[0]
    recalled = any(trigger.again for trigger in found if group_of(trigger) == group_of(main))
    return replace(main, recalled=recalled)


def _moments(facts: _Facts, start: int, end: int, article: Article) -> tuple[Moment | None, Moment | None]:
    """When it happened, and when it was told of, as far as the sentence says between two offsets."""
    told = [moment for moment in facts.moments if moment in facts.told]
    spoke = next((moment.day for moment in told if moment.day), article.published and day_of(article.published))
    happened = []
    for moment in facts.moments:
        if moment not in facts.told and start <= moment.start < end:
            back = moment.relative
            day = moment.day if back is None else spoke - timedelta(days=back) if spoke else None
            happened.append(replace(moment, day=day))
    happened.sort(key=lambda moment: moment.year is not None)  # a bygone year only where no day is named
    return next(iter(happened), None), next(iter(told), None)


def _is_saying(moment: Moment, facts: _Facts) -> bool:
    """Whether the time words tell when somebody spoke: "said on Tuesday", "officials on Thursday"."""
    words = facts.sentence.words
    place = bisect_right(facts.speeches, moment.start, key=lambda speech: words[speech.first].start)
    return place > 0 and moment.start <= words[facts.speeches[place - 1].last - 1].end + 2
