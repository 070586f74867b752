"""Modality of a number: whether its sentence denies or supposes it, or tells of another event or span of time."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, Literal, NamedTuple

from ..language.dates import fill_names
from ..language.lexicon import table
from ..language.sentences import sentence_span

Mood = Literal["denied", "hypothetical", "feared", "expected", "other_event", "period"]

_CLOSE: Final = re.compile(r"(?: [\w'’-]+){0,2} ")  # behind a word: at most two words more
_RATE: Final = re.compile(r"(?: [\w'’-]+){0,4} $")
_CLAUSE: Final = re.compile(
    r"[;:]\s|\s[–—-]\s|\.\s|,\s(?:and|but|while|although|though|whereas|as)\s|\s(?:but|while|whereas)\s", re.IGNORECASE
)


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
    start, end = sentence
    first, last = number
    left, right = _clause(text, start, end, first, max([last, *outcomes]))
    anchors = (first, *outcomes)
    words = table("modality")
    denied, supposed, other, period = (words[name] for name in ("denied", "supposed", "other_event", "period"))
    markers = [
        *(
            Marker("denied", *span, not _scope_end().search(text, span[1], first))
            for span in _find(denied["before"], text, start, first)
        ),
        *(Marker("denied", *span, True) for span in _find(denied["after"], text, last, right)),
        *(
            Marker("denied", *span, _CLOSE.fullmatch(text, span[1], first) is not None)
            for span in _find(denied["none_of"], text, left, first)
        ),
        *_governing("denied", denied["not_so"], text, left, right, outcomes),
        *_governing("denied", denied["not_quite"], text, left, first, [at for at in outcomes if at < first]),
        *_governing("hypothetical", supposed["verbs"], text, left, right, outcomes),
        *(
            Marker("hypothetical", *span, not _scope_end().search(text, span[1], first))
            for span in _find(supposed["frames"], text, start, first)
        ),
        *(Marker("hypothetical", *span, False) for span in _find(supposed["frames"], text, last, end)),
        *(Marker("denied", *span, True) for span in _find_taken_back(text, end)),
        *_governing("feared", supposed["feared"], text, left, right, anchors),
        *_governing("expected", supposed["expected"], text, left, first, anchors),
        *(Marker("other_event", *span, left <= span[0]) for span in _find(other["compared"], text, start, first)),
        *(
            Marker("other_event", *span, False)
            for span in _find((*other["compared"], *other["bygone"]), text, start, end)
        ),
        *(
            Marker("period", *span, _RATE.match(text[last : span[0]] + " ") is not None or span[0] == last + 1)
            for span in _find(period["rates"], text, last, right)
        ),
        *(Marker("period", *span, True) for span in _find(period["spans"], text, left, right)),
        *(Marker("period", *span, False) for span in _find(period["since"], text, left, right)),
        *(
            Marker("denied", *span, not _scope_end().search(text, span[1], first))
            for span in _phrases("denied_before", text, start, first)
        ),
        *(Marker("denied", *span, True) for span in _phrases("denied_after", text, last, right)),
        *_near_phrases("denied", "not_happened", text, left, right, outcomes),
        *_near_phrases("hypothetical", "supposed", text, left, right, anchors),
        *(Marker("other_event", *span, False) for span in _phrases("other_event", text, start, end)),
        *(Marker("period", *span, False) for span in _phrases("period", text, start, end)),
    ]
    return sorted(set(markers), key=lambda marker: (marker.start, not marker.bound))


def _find_taken_back(text: str, end: int) -> list[tuple[int, int]]:
    """Find the words by which the sentence behind one takes back what that tells."""
    words, last = table("modality")["supposed"], _next_end(text, end)
    if _find((words["other_reports"],), text, end, last):
        return []
    return _find(words["taken_back"], text, end, last)


def _next_end(text: str, end: int) -> int:
    """Return where the next sentence ends."""
    return (
        sentence_span(text, end + 1, end + 1)[1] if end + 1 < len(text) and "\n\n" not in text[end : end + 3] else end
    )


def _clause(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """Return where the clause around a span begins and ends."""
    left = max((match.end() for match in _CLAUSE.finditer(text, start, first)), default=start)
    after = _CLAUSE.search(text, last, end)
    return left, after.start() if after else end


def _governing(
    mood: Mood, patterns: Iterable[str], text: str, start: int, end: int, anchors: Sequence[int]
) -> list[Marker]:
    """Return the markers of a mood; those govern that stand right before a number or before what became of people."""
    return [
        Marker(mood, *span, any(span[1] <= at and _CLOSE.fullmatch(text, span[1], at) is not None for at in anchors))
        for span in _find(patterns, text, start, end)
    ]


def _phrases(name: str, text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Find the plain phrases of a list between two offsets."""
    return [match.span() for match in _phrase_pattern(name).finditer(text, start, max(start, end))]


def _near_phrases(mood: Mood, name: str, text: str, start: int, end: int, anchors: Sequence[int]) -> list[Marker]:
    """Return the markers of a list of plain phrases; those govern that stand right before one of the anchors."""
    return [
        Marker(mood, *span, any(span[1] <= at and _CLOSE.fullmatch(text, span[1], at) is not None for at in anchors))
        for span in _phrases(name, text, start, end)
    ]


@cache
def _phrase_pattern(name: str) -> re.Pattern[str]:
    slots = {
        "#": r"[\w.,-]+",
        "<year>": r"(?:19|20)\d\d",
        "<month>": "(?:{months})",
        "<weekday>": "(?:{weekdays})",
        "<noun>": r"[\w'’-]+",
    }
    phrases = table("modality_phrases")[name]
    written = [" ".join(slots.get(word, re.escape(word)) for word in phrase.split()) for phrase in phrases]
    written.sort(key=len, reverse=True)
    joined = "|".join(fill_names(pattern.replace(" ", r"\s+").replace("'", "['’]") for pattern in written))
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])", re.IGNORECASE)


def _find(patterns: Iterable[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in _pattern(tuple(patterns)).finditer(text, start, max(start, end))]


@cache
def _scope_end() -> re.Pattern[str]:
    """Words behind which a denial or a supposition reaches no further."""
    return re.compile(rf"[:;]\s|\b(?:{table('modality')['supposed']['instead']})\b", re.IGNORECASE)


@cache
def _pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(fill_names(patterns))})(?![\w-])", re.IGNORECASE)
