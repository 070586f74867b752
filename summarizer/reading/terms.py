"""Terms of an event: the rare words of what its article says of it, by which reports of one event know each other."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ..language.rarity import rare_words, split_words
from ..records.article import Article
from ..records.events import EventReport, ReportedFigure
from ..schemas import Event

MOST: Final = 60  # terms of an event: names, streets and ages stand among the first
_LEAST: Final = 4.5  # bits: what stands in more than one of 22 news texts tells no event from another
_LONGEST: Final = 4_000  # characters of an article: what is newest in it stands first


def find_terms(
    article: Article, events: Sequence[Event | EventReport], figures: Sequence[Sequence[ReportedFigure]]
) -> list[tuple[str, ...]]:
    """Find the terms of each event of an article.

    Of one event, they are taken from the title and the beginning of the text. Of several, each has the paragraphs in
    which its figures or its place stand, and the first has the title too.
    """
    title, text = article.title or "", article.text[:_LONGEST]
    if len(events) == 1:
        return [tuple(rare_words(f"{title}\n{text}", _LEAST, MOST))]
    starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n"), len(text)]
    paragraphs = [text[start:end] for start, end in pairwise(starts)]
    words = [set(split_words(paragraph)) for paragraph in paragraphs]
    found: list[tuple[str, ...]] = []
    for nth, (event, own) in enumerate(zip(events, figures, strict=True)):
        names = set(split_words(event.place.name or ""))
        at = [f.start for f in own if f.start is not None]
        said = [
            paragraph
            for paragraph, has, start in zip(paragraphs, words, starts, strict=False)
            if (names and names <= has) or any(start <= figure < start + len(paragraph) for figure in at)
        ]
        found.append(tuple(rare_words("\n".join([title] * (nth == 0) + said), _LEAST, MOST)))
    return found
