"""Marks: what is rare in a report, by digests, so that two reports that share it are found."""

from collections.abc import Collection
from typing import Final, NamedTuple

from ..language.names import fold
from ..language.rarity import rarity
from ..records.events import EventReport, ReportedFigure
from .digests import digest
from .names import stems, victim_stems
from .place_columns import place_columns

ARTICLES: Final = 2_000  # of news: what the rarity of words is counted in
DISTINCTIVE: Final = 3  # smaller figures (1 killed, 2 wounded) are shared by chance
MOST: Final = 200  # marks of a kind: a hostile record has thousands, and a pair costs their square
_WORDS: Final = 40  # of a topic: a headline has no more
_LONG_QUOTE: Final = 25  # letters: a shorter passage is shared by chance
_OF_PEOPLE: Final = {"killed", "wounded", "casualties", "missing", "trapped", "abducted", "rescued"}


class Mark(NamedTuple):
    """A rare feature of a report, by its digest: a figure, a quote, a word of its topic, of its site, of its article.

    `expected` is in how many of 2,000 articles of news a word is expected; 0 for the other kinds.
    """

    own: int
    kind: str
    mark: int
    expected: float = 0.0


class MarkWords(NamedTuple):
    """What the marks of a report are made of, by their kinds; its terms aside."""

    figure: Collection[str]
    name: Collection[str]
    person: Collection[str]
    quote: Collection[str]
    site: Collection[str]
    topic: Collection[str]
    victim: Collection[str]


def find_mark_words(report: EventReport) -> MarkWords:
    """Find a report's distinctive figures, its longer quotes, the words of its topic, names, victims and site."""
    return MarkWords(
        figure=distinctive_totals(report),
        name=name_words(report),
        person=person_words(report),
        quote=long_quotes(report),
        site=place_columns(report.precise_place)[1],
        topic=_topic_stems(report),
        victim=victim_words(report),
    )


def make_marks(report: EventReport, own: int, words: MarkWords | None = None) -> list[Mark]:
    """Make the marks of a report: its `words`, which are found if they are not given, and its terms.

    Of each kind at most `MOST`, those of the smallest digests: two reports that share most of them keep the same ones.
    """
    by_kind = zip(MarkWords._fields, words or find_mark_words(report), strict=True)
    kept = ((kind, sorted(set(map(digest, texts)))[:MOST]) for kind, texts in by_kind if texts)
    marks = [Mark(own, kind, mark) for kind, digests in kept for mark in digests]
    if report.terms:
        terms = sorted((digest(word), word) for word in set(report.terms))[:MOST]
        marks += [Mark(own, "term", mark, ARTICLES / 2 ** rarity(word)) for mark, word in terms]
    return marks


def name_words(report: EventReport) -> set[str]:
    """The words of the names of victims and suspects, of ships, trains and flights."""
    return _words_of_names(report, ("victim", "suspect", "vehicle"))


def person_words(report: EventReport) -> set[str]:
    """The words of the names of victims."""
    return _words_of_names(report, ("victim",))


def _words_of_names(report: EventReport, kinds: tuple[str, ...]) -> set[str]:
    if not report.named:
        return set()
    named = (detail.name for detail in report.named if detail.kind in kinds)
    return {word for name in named for word in fold(name).split() if len(word) > 2 or word.isdigit()}


def victim_words(report: EventReport) -> set[str]:
    """The stems of the nouns that say who was hurt, without those that say it of anybody: "workers", not "people"."""
    nouns = (figure.counted for figure in report.figures if figure.measure in _OF_PEOPLE)
    return {stem for noun in nouns for stem in victim_stems(noun or "")}


def distinctive_totals(report: EventReport) -> set[str]:
    """The distinctive figures beside those of the killed and the wounded, which are compared by themselves."""
    return {
        text
        for figure in report.figures
        if figure.measure not in ("killed", "wounded") and (text := distinctive_total(figure))
    }


def long_quotes(report: EventReport) -> set[str]:
    """The quotes that are too long to be shared by chance."""
    quotes = (" ".join(figure.quote.split()) for figure in report.figures if figure.quote)
    return {quote for quote in quotes if len(quote) >= _LONG_QUOTE}


def distinctive_total(figure: ReportedFigure) -> str | None:
    """The measure and the range of a figure that is too large to be shared by chance; None of another."""
    if figure.measure == "other" or figure.lowest < DISTINCTIVE or not figure.is_claim or figure.stance == "denied":
        return None
    return f"{figure.measure}={figure.lowest:g}..{figure.highest:g} {figure.unit or ''}"


def _topic_stems(report: EventReport) -> tuple[str, ...]:
    return stems(f"{report.about or ''} {report.headline or ''}")[:_WORDS]
