"""Modality of a number: whether its sentence denies or supposes it, or tells of another event or span of time."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final, Literal, NamedTuple

from ..concurrency import once
from ..language.dates import fill_names, month_number, months
from ..language.lexicon import table
from ..language.sentences import sentence_span

Mood = Literal["denied", "hypothetical", "feared", "expected", "other_event", "period"]
Spans = Iterable[tuple[int, int]]

_CLOSE: Final = re.compile(r"(?: [\w'’-]+){0,2} ")  # behind a word: at most two words more
_NEAR: Final = 60  # characters between a span of time and a number or its outcome in one clause
_UNDOING: Final = 16  # characters before a denial in which another negation undoes it
_RATE: Final = re.compile(r"(?: [\w'’-]+){0,4} ")
# What the slots of modality_phrases.toml stand for.
_SLOTS: Final = {
    "#": r"[\w.,-]+",
    "<year>": r"(?:19|20)\d\d",
    "<month>": "(?:{months})",
    "<weekday>": "(?:{weekdays})",
    "<noun>": r"[\w'’-]+",
}


class Marker(NamedTuple):
    """Words that set a number apart from what is asserted, with their offsets; `bound` says that they govern it."""

    mood: Mood
    start: int
    end: int
    bound: bool


def find_moods(text: str, sentence: tuple[int, int], number: tuple[int, int], outcomes: Sequence[int]) -> list[Marker]:
    """Find the markers in a sentence that can be about a number.

    Args:
        text: The article's text.
        sentence: Where the sentence begins and ends, in characters.
        number: Where the number does.
        outcomes: Where the words begin that tell what became of those it counts.

    Returns:
        The markers in order. One that is not `bound` stands in the sentence, and may be about something else.
    """
    scope = _Scope(text, *sentence, *number, tuple(outcomes))
    found = {*_find_denials(scope), *_find_suppositions(scope), *_find_other_events(scope), *_find_periods(scope)}
    return sorted(found, key=lambda marker: (marker.start, not marker.bound))


def is_bygone(text: str, sentence: tuple[int, int], number: tuple[int, int], published: date | None) -> bool:
    """Return whether the clause of a number tells of a time long past: "last year 340 people were killed".

    `published` is the day of the news: a year that differs by more than one is past, and so is a month without a day
    that is neither that of the news nor the one before.
    """
    left, right = _Scope(text, *sentence, *number, ()).clause
    if published and _is_in_past_month(text, number[1], right, published):
        return True
    year = published.year if published else None
    if _find(table("modality")["other_event"]["bygone"], text, left, right):
        return True
    years = [int(match["year"]) for match in _dated().finditer(text, left, right) if _dates(match, left, number)]
    for event in _events_of_years().finditer(text, *sentence):
        in_clause = left <= event.start() and _dates(event, left, number)
        if in_clause or (event.end() <= number[0] and _relative().fullmatch(text, event.end(), number[0])):
            years.append(int(event["year"] or event["of_year"]))
    return year is not None and any(other < year - 1 for other in years) and year not in years


def _is_in_past_month(text: str, start: int, end: int, published: date) -> bool:
    """Return whether a month behind a number is another than that of the news: "injured a dozen others in March"."""
    match = _in_month().search(text, start, min(end, start + _NEAR))
    return match is not None and (published.month - month_number(match["month"])) % 12 > 1


@cache
def _in_month() -> re.Pattern[str]:
    """A month without a day or a year, behind "in"."""
    before = "|".join(table("modality")["other_event"]["in_month"])
    return re.compile(rf"\b(?:{before})(?P<month>{'|'.join(months())})\b(?! \d|,? (?:19|20)\d\d)")


def _dates(match: re.Match[str], left: int, number: tuple[int, int]) -> bool:
    """Return whether words for a year tell of a number: it begins their clause, or they stand shortly behind it."""
    return match.start() == left or 0 < match.start() - number[1] <= _NEAR


@dataclass(frozen=True)
class _Scope:
    """A sentence from `start` to `end`, its number from `first` to `last`, and where its outcomes begin."""

    text: str
    start: int
    end: int
    first: int
    last: int
    outcomes: tuple[int, ...]

    @once
    def clause(self) -> tuple[int, int]:
        """Where the clause of the number and its outcomes begins and ends."""
        left = max(
            (match.end() for match in _clause_start().finditer(self.text, self.start, self.first)), default=self.start
        )
        after = _clause_start().search(self.text, max(self.last, *self.outcomes, 0), self.end)
        return left, after.start() if after else self.end

    @property
    def anchors(self) -> tuple[int, ...]:
        """Where the number and its outcomes begin."""
        return (self.first, *self.outcomes)

    def reaches(self, start: int, end: int) -> bool:
        """Return whether words before the number reach it: no new statement begins in between."""
        if _to_comma().match(self.text, start) and "," in self.text[end : self.first]:
            return False
        return not _scope_end().search(self.text, end, self.first)

    def is_before(self, end: int, anchors: Iterable[int]) -> bool:
        """Return whether words that end at an offset stand right before one of the anchors."""
        return any(end <= at and _CLOSE.fullmatch(self.text, end, at) is not None for at in anchors)


def _find_denials(scope: _Scope) -> Iterator[Marker]:
    """Find words that reject the number, or say that nothing of the kind happened."""
    words, text, (left, right) = table("modality")["denied"], scope.text, scope.clause
    before = (
        *_find(words["before"], text, scope.start, scope.first),
        *_find_phrases("denied_before", text, scope.start, scope.first),
    )
    undone = _undone()
    for start, end in before:
        if not undone.search(text, max(scope.start, start - _UNDOING), start):
            yield Marker("denied", start, end, scope.reaches(start, end))
    after = (
        *_find(words["after"], text, scope.last, right),
        *_find_phrases("denied_after", text, scope.last, right),
    )
    parting = _pattern(tuple(words["parting"]))
    yield from (Marker("denied", *span, not parting.search(text, scope.last, span[0])) for span in after)
    yield from (Marker("denied", *span, True) for span in _find_taken_back(text, scope.end))
    yield from _mark_close("denied", _find(words["none_of"], text, left, scope.first), scope, (scope.first,))
    yield from _mark_close("denied", _find(words["not_so"], text, left, right), scope, scope.outcomes)
    yield from _mark_close("denied", _find_phrases("not_happened", text, left, right), scope, scope.outcomes)
    early = [at for at in scope.outcomes if at < scope.first]
    yield from _mark_close("denied", _find(words["not_quite"], text, left, scope.first), scope, early)


def _find_suppositions(scope: _Scope) -> Iterator[Marker]:
    """Find words by which something may be, is feared, or is expected."""
    words, text, (left, right) = table("modality")["supposed"], scope.text, scope.clause
    yield from _mark_close("hypothetical", _find(words["verbs"], text, left, right), scope, scope.outcomes)
    yield from _mark_close("hypothetical", _find_phrases("supposed", text, left, right), scope, scope.anchors)
    yield from _mark_close("feared", _find(words["feared"], text, left, right), scope, scope.anchors)
    yield from _mark_close("expected", _find(words["expected"], text, left, scope.first), scope, scope.anchors)
    for span in _find(words["frames"], text, scope.start, scope.first):
        yield Marker("hypothetical", *span, scope.reaches(*span))
    for span in _find(words["settings"], text, scope.start, scope.end):
        yield Marker("hypothetical", *span, span[0] == scope.start)
    if text[scope.first : scope.end].rstrip().endswith("?"):
        yield Marker("hypothetical", scope.start, scope.end, bound=False)
    unsure = (
        *_find(words["hearsay"], text, scope.start, scope.first),
        *_find(words["staged"], text, _find_start(text, scope.start), scope.end),
    )
    yield from (Marker("hypothetical", *span, bound=False) for span in unsure)
    behind = _find(words["frames"], text, scope.last, scope.end)
    asked = _find(words["asked"], text, scope.start, scope.end)
    yield from (Marker("hypothetical", *span, False) for span in (*behind, *asked))


def _find_other_events(scope: _Scope) -> Iterator[Marker]:
    """Find words by which another event is told of."""
    words, text, (left, _) = table("modality")["other_event"], scope.text, scope.clause
    for span in _find(words["compared"], text, scope.start, scope.first):
        yield Marker("other_event", *span, left <= span[0] and scope.reaches(*span))
    somewhere = (
        *_find((*words["compared"], *words["bygone"]), text, scope.start, scope.end),
        *_find_phrases("other_event", text, scope.start, scope.end),
        *_find(words["related"], text, left, scope.first),
    )
    yield from (Marker("other_event", *span, False) for span in somewhere)


def _find_periods(scope: _Scope) -> Iterator[Marker]:
    """Find words by which a span of time is counted, or a rate."""
    words, text, (left, right) = table("modality")["period"], scope.text, scope.clause
    for span in _find(words["rates"], text, scope.last, right):
        yield Marker("period", *span, _RATE.fullmatch(text, scope.last, span[0]) is not None)
    compared = list(_find(table("modality")["other_event"]["compared"], text, left, right))
    for start, end in _find(words["spans"], text, left, right):
        if any(first <= start < last for first, last in compared):
            continue  # "the deadliest day since 2010" counts one day
        near = any(-_NEAR <= start - at <= _NEAR for at in (*scope.anchors, scope.last))
        yield Marker("period", start, end, near)
    yield from (
        Marker("period", *span, False) for span in _find((*words["since"], *words["stretches"]), text, left, right)
    )
    yield from (Marker("period", *span, False) for span in _find_phrases("period", text, scope.start, scope.end))


def _find_taken_back(text: str, end: int) -> Spans:
    """Find the words by which the sentence behind one takes back what that tells."""
    words: dict[str, Any] = table("modality")["supposed"]
    last = _find_end(text, end, 1)
    if any(_find((words["other_reports"],), text, end, last)):
        return ()
    return _find(words["taken_back"], text, end, last)


def _find_start(text: str, start: int) -> int:
    """Find the start of the sentence before one, in its paragraph."""
    if start < 2 or "\n\n" in text[start - 2 : start]:
        return start
    return sentence_span(text, start - 2, start - 2)[0]


def _find_end(text: str, end: int, sentences: int) -> int:
    """Find the end of so many sentences behind one, in its paragraph."""
    for _ in range(sentences):
        if end + 1 >= len(text) or "\n\n" in text[end : end + 3]:
            break
        end = sentence_span(text, end + 1, end + 1)[1]
    return end


def _mark_close(mood: Mood, spans: Spans, scope: _Scope, anchors: Iterable[int]) -> Iterator[Marker]:
    """Yield the markers of a mood; those govern that stand right before one of the anchors."""
    anchors = tuple(anchors)
    yield from (Marker(mood, *span, scope.is_before(span[1], anchors)) for span in spans)


def _find(patterns: Iterable[str], text: str, start: int, end: int) -> Spans:
    """Find what patterns of modality.toml match between two offsets."""
    return [match.span() for match in _pattern(tuple(patterns)).finditer(text, start, max(start, end))]


def _find_phrases(name: str, text: str, start: int, end: int) -> Spans:
    """Find the phrases of a list of modality_phrases.toml between two offsets."""
    return [match.span() for match in _phrase_pattern(name).finditer(text, start, max(start, end))]


@cache
def _pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(fill_names(patterns))})(?![\w-])", re.IGNORECASE)


@cache
def _phrase_pattern(name: str) -> re.Pattern[str]:
    phrases = sorted(table("modality_phrases")[name], key=len, reverse=True)
    written = (r"\s+".join(_SLOTS.get(word, re.escape(word)) for word in phrase.split()) for phrase in phrases)
    return _pattern(tuple(phrase.replace("'", "['’]") for phrase in written))


@cache
def _dated() -> re.Pattern[str]:
    before = "|".join(table("modality")["other_event"]["dated"])
    return re.compile(rf"\b(?:{before})\s+(?P<year>(?:19|20)\d\d)(?![\d,.]\d|-|\w)", re.IGNORECASE)


@cache
def _events_of_years() -> re.Pattern[str]:
    """An event by its year: "a 2009 bombing", "the attack of 2019"; a car or a base of some year is none."""
    words = table("modality")["other_event"]
    event = rf"(?:{'|'.join(words['events'])})s?"
    year = r"(?P<{}>(?:19|20)\d\d)"
    named = rf"(?:{'|'.join(words['events_before'])})\s+{year.format('year')}(?:\s+[\w'’-]+){{0,2}}?\s+{event}"
    return re.compile(rf"\b(?:{named}|{event}\s+of\s+{year.format('of_year')})\b", re.IGNORECASE)


@cache
def _relative() -> re.Pattern[str]:
    """What stands between an event and a number that a relative clause tells of it: ", which killed"."""
    return re.compile(
        rf"(?:\s+[\w'’-]+){{0,5}}?,?\s+(?:{'|'.join(table('modality')['other_event']['relative'])})\b[^,;.]*",
        re.IGNORECASE,
    )


@cache
def _to_comma() -> re.Pattern[str]:
    return _pattern(tuple(table("modality")["denied"]["to_comma"]))


@cache
def _undone() -> re.Pattern[str]:
    """Words right before a denial that undo it: "did not deny that"."""
    return re.compile(rf"(?:{'|'.join(table('modality')['denied']['undone'])})\s+$", re.IGNORECASE)


@cache
def _clause_start() -> re.Pattern[str]:
    """Marks and words between two clauses."""
    behind, alone = ("|".join(table("modality")["clauses"][name]) for name in ("behind_comma", "alone"))
    return re.compile(rf"[;:]\s|\s[–—-]\s|\.\s|,\s(?:{behind})\s|\s(?:{alone})\s", re.IGNORECASE)


@cache
def _scope_end() -> re.Pattern[str]:
    """Words behind which a denial or a supposition reaches no further."""
    return re.compile(rf"[:;]\s|\b(?:{table('modality')['supposed']['instead']})\b", re.IGNORECASE)
