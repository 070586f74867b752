"""Asides: the clause of a sentence that tells of another event, so that its counts and places are not of this one."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from ...language.dates import fill_names
from ...language.lexicon import table, word_set
from ...syntax.measurements import Measurement
from ...syntax.tokenizer import Sentence
from .coreference import SEQUELS, may_be_same_place, trigger_family
from .gazetteer import Gazetteer
from .regions_and_sites import NAME, Toponym
from .time_expressions import TimeExpression
from .toponyms import merge_toponyms
from .triggers import Trigger

Span = tuple[int, int]
_Kind = tuple[Callable[[], Iterator[Span]], Callable[[Span], bool]]  # finds clauses of a kind, and tests one
_Item = TypeVar("_Item", Toponym, TimeExpression, Trigger)
_WORDS_TO_PLACE = 4  # words between a count and its place, or between that and its day


@dataclass(frozen=True)
class _Clause:
    """What stands in a part of a sentence."""

    measures: frozenset[str]
    toponyms: Sequence[Toponym]
    triggers: Sequence[Trigger]
    times: Sequence[TimeExpression]


@dataclass(frozen=True)
class AsideFinder:
    """Finds the asides of one sentence, given all that is told in it."""

    sentence: Sentence
    measurements: Sequence[Measurement]
    triggers: Sequence[Trigger]
    toponyms: Sequence[Toponym]
    times: Sequence[TimeExpression]
    gazetteer: Gazetteer

    def find(self) -> list[Span]:
        """Find where each aside begins and ends in the article; none if the sentence tells of one event."""
        if not self.measurements or not _hints().search(self.sentence.text):
            return []
        tests: tuple[_Kind, ...] = (
            (self._find_compared, self._is_compared),
            (self._find_apart, self._is_apart),
        )
        beside: tuple[_Kind, ...] = (
            (self._find_done_before, self._is_elsewhere),
            (self._find_relative, self._is_relative),
            (self._find_there, self._is_there),
            (self._find_series, self._has_like_count),
            (self._find_sums, self._is_sum),
        )
        tests += beside if len(self.measurements) > 1 else ()
        return sorted(span for find, test in tests for span in find() if self._counts(span) and test(span))

    def _find_compared(self) -> Iterator[Span]:
        """Find "than the 600 who died in Cyclone Idai"."""
        for start, end in self._search(_compared()):
            if any(end == measurement.number.start for measurement in self.measurements):
                yield start, self._find_end(end)

    def _is_compared(self, span: Span) -> bool:
        """Test whether what is compared is no other count of the same event."""
        inside, outside = self._split(span)
        words = self._text(span)
        if inside.triggers:
            return True
        if _pattern("of_counts").search(words):
            return False
        return bool(_pattern("other_times").search(words) or inside.times or self._differ(inside, outside))

    def _find_apart(self) -> Iterator[Span]:
        """Find "a week after 66 people were killed in Karachi"."""
        for start, end in self._search(_apart()):
            yield start, self._find_end(end, leading=start == self.sentence.body)

    def _is_apart(self, span: Span) -> bool:
        """Test whether another event is told of in the rest, by its place, or by its own words and its own count."""
        inside, outside = self._split(span)
        news = [trigger for trigger in outside.triggers if trigger_family(trigger) not in SEQUELS]
        if self._differ(inside, outside):
            rest = f"{self._text((self.sentence.body, span[0]))} {self._text((span[1], self.sentence.end))}"
            return bool(inside.measures & outside.measures) or (bool(news) and not _sequels().search(rest))
        new = inside.triggers or _pattern("another").search(self._text(span))
        return bool(news and new and inside.measures & outside.measures) and not self._adds(span)

    def _adds(self, span: Span) -> bool:
        """Return whether a count outside comes on top of another, or is a toll."""
        return any(
            (measurement.more or measurement.way == "toll") and not _holds(span, measurement.number.start)
            for measurement in self.measurements
        )

    def _find_done_before(self) -> Iterator[Span]:
        """Find "after killing 12 people in Haiti"."""
        for start, end in self._search(_done_before()):
            yield start, self._find_end(end, leading=start == self.sentence.body)

    def _is_elsewhere(self, span: Span) -> bool:
        """Test whether the rest tells of another place, with a count like the one inside."""
        inside, outside = self._split(span)
        return bool(inside.measures & outside.measures) and self._differ(inside, outside)

    def _find_relative(self) -> Iterator[Span]:
        """Find "that killed 12 people in Haiti last week": to its place and its time."""
        for start, end in self._search(_relative()):
            yield start, self._find_relative_end(end)

    def _is_relative(self, span: Span) -> bool:
        """Test whether the rest tells of another place, and this of an earlier time."""
        return self._is_elsewhere(span) and self._is_earlier(span)

    def _find_there(self) -> Iterator[Span]:
        """Find ", where 66 people were killed last week"."""
        for start, end in self._search(_there()):
            yield start, self._find_end(end)

    def _is_there(self, span: Span) -> bool:
        """Test whether a clause tells what happened in a place earlier, and the rest has a count of its own."""
        inside, outside = self._split(span)
        return bool(inside.measures & outside.measures) and self._is_earlier(span) and not self._adds(span)

    def _find_series(self) -> Iterator[Span]:
        """Find "string of attacks that have killed more than 300 people"."""
        for start, end in self._search(_pattern("series")):
            yield start, self._find_end(end)

    def _has_like_count(self, span: Span) -> bool:
        """Test whether the rest has a count like one inside."""
        inside, outside = self._split(span)
        return bool(inside.measures & outside.measures)

    def _find_sums(self) -> Iterator[Span]:
        """Find "bringing to 60 the number of people killed this month"."""
        for start, end in self._search(_pattern("sums")):
            yield start, self._find_end(end)

    def _is_sum(self, span: Span) -> bool:
        """Test whether a sum is that of a span of time."""
        return self._has_like_count(span) and _pattern("of_spans").search(self._text(span)) is not None

    def _is_earlier(self, span: Span) -> bool:
        """Return whether a clause tells of an earlier time than the rest."""
        inside, outside = self._split(span)
        days = {time.day for time in inside.times if time.day}, {time.day for time in outside.times if time.day}
        return (all(days) and max(days[0]) < min(days[1])) or _pattern("earlier").search(self._text(span)) is not None

    def _differ(self, inside: _Clause, outside: _Clause) -> bool:
        """Return whether a clause and the rest both name a place, and these cannot be one."""
        places = [merge_toponyms(clause.toponyms, self.gazetteer) for clause in (inside, outside)]
        return bool(inside.toponyms and outside.toponyms) and not may_be_same_place(*places)

    def _counts(self, span: Span) -> bool:
        return any(_holds(span, measurement.number.start) for measurement in self.measurements)

    def _split(self, span: Span) -> tuple[_Clause, _Clause]:
        """Return what stands in a clause, and what stands in the rest of the sentence."""
        return self._part(span, inside=True), self._part(span, inside=False)

    def _part(self, span: Span, *, inside: bool) -> _Clause:
        def own(items: Sequence[_Item]) -> list[_Item]:
            return [item for item in items if _holds(span, item.start) is inside]

        measures = (each.measure for each in self.measurements if _holds(span, each.number.start) is inside)
        return _Clause(frozenset(measures), own(self.toponyms), own(self.triggers), own(self.times))

    def _search(self, pattern: re.Pattern[str]) -> Iterator[Span]:
        sentence = self.sentence
        for match in pattern.finditer(sentence.text, sentence.body - sentence.start):
            yield sentence.start + match.start(), sentence.start + match.end()

    def _text(self, span: Span) -> str:
        return self.sentence.text[span[0] - self.sentence.start : span[1] - self.sentence.start]

    def _find_end(self, at: int, *, leading: bool = False) -> int:
        """Find the end of a clause; one that is `leading` its sentence ends at the comma before the main clause."""
        pattern = _leading_end() if leading else _clause_end()
        match = pattern.search(self.sentence.text, at - self.sentence.start)
        if match is None:
            return at if leading else self.sentence.end
        return self.sentence.start + match.start()

    def _find_relative_end(self, at: int) -> int:
        """Find the end of a relative clause: behind the place and the time that stand next to its count."""
        last = next((each.number.end for each in self.measurements if each.number.start >= at), at)
        ends = [(toponym.start, self._end_of(toponym)) for toponym in self.toponyms]
        ends += [(time.start, time.end) for time in self.times]
        ends += [
            (self.sentence.start + match.start(), self.sentence.start + match.end())
            for match in _pattern("earlier").finditer(self.sentence.text)
        ]
        end = last
        for first, behind in sorted(ends):
            words = self._text((end, first)).lower().split()
            joins = word_set("asides", "before_place")
            near = not words or (words[-1] in joins if end == last else joins.issuperset(words))
            if first >= end and near and len(words) <= _WORDS_TO_PLACE:
                end = behind
        return end if end > last else at

    def _end_of(self, toponym: Toponym) -> int:
        match = _name_list().match(self.sentence.text, toponym.start - self.sentence.start)
        return self.sentence.start + match.end() if match else toponym.start


def _holds(span: Span, at: int) -> bool:
    return span[0] <= at < span[1]


@cache
def _sequels() -> re.Pattern[str]:
    """What came of an event later: a sentence about that is about that event."""
    return re.compile(rf"\b(?:{'|'.join(table('calendar')['of_sequels'])})\b", re.IGNORECASE)


def _any_of(*names: str) -> str:
    return "|".join(pattern for name in names for pattern in fill_names(table("asides")[name]))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_any_of(name)})(?![\w-])", re.IGNORECASE)


@cache
def _hints() -> re.Pattern[str]:
    """Any word that an aside begins with: most sentences have none, and are read fast."""
    return re.compile(
        rf"\b(?:{_any_of('apart', 'compared', 'relative', 'there', 'sums', 'done_before')})\b", re.IGNORECASE
    )


@cache
def _compared() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of('compared')})\s(?:(?:{_any_of('before_compared')})\s)?", re.IGNORECASE)


@cache
def _apart() -> re.Pattern[str]:
    return re.compile(rf"\b(?:[\w-]+\s)?(?:{_any_of('spans')})\s(?:{_any_of('apart')})\b", re.IGNORECASE)


@cache
def _done_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of('done_before')})\b", re.IGNORECASE)


@cache
def _relative() -> re.Pattern[str]:
    return re.compile(rf"(?<=\w)(?:,\s|\s)(?:{_any_of('relative')})\b", re.IGNORECASE)


@cache
def _there() -> re.Pattern[str]:
    return re.compile(rf",\s(?:{_any_of('there')})\b", re.IGNORECASE)


@cache
def _clause_end() -> re.Pattern[str]:
    said = rf"(?:[\w'’-]+\s){{1,5}}(?:{_any_of('said')})\b"
    return re.compile(rf"[;:]\s|\s[—–-]\s|,\s(?=(?:{_any_of('goes_on')})\b|{said})")


@cache
def _leading_end() -> re.Pattern[str]:
    return re.compile(r",\s(?=[a-z\d])")


@cache
def _name_list() -> re.Pattern[str]:
    return re.compile(rf"{NAME}(?:,\s{NAME})*")
