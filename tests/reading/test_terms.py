"""Terms of an event: the rare words of what its article says of it."""

from typing import Any

from summarizer.reading.terms import MOST, find_terms
from summarizer.records.article import Article, make_article
from summarizer.schemas import Event, Place

from ..helpers.reports import figure

TITLE = "A blaze at the Quillfeather house and a crash at the Harrowgate street on the same day"
BLAZE = "A fire at the Zabolotny house in Kaluga killed 4 people on Tuesday night, the police said when asked about it."
CRASH = "In the city of Pellworm a car went off the road near the Inkerby park, and 9 people were injured, police said."
OTHER = "Police said that the man who was found in the Brambleton area was not hurt, and that they have his name."


def event(town: str | None = None) -> Event:
    return Event(type="accident", headline="It happened", place=Place(name=town))


def article(*paragraphs: str) -> Article:
    return make_article("\n".join(paragraphs), title=TITLE)


def at(told: Article, words: str) -> Any:
    """A figure whose quote stands there."""
    start = told.text.index(words)
    return figure(start=start, end=start + len(words))


def test_one_event_has_the_words_of_its_title_and_text() -> None:
    """Wherever in the article its figures stand."""
    (terms,) = find_terms(article(BLAZE, OTHER), [event("Kaluga")], [[]])
    assert {"quillfeather", "zabolotny", "kaluga", "brambleton"} <= set(terms)
    assert not {"killed", "people", "said", "the"} & set(terms)


def test_each_of_several_events_has_the_paragraphs_that_tell_of_it() -> None:
    """By its figures or by its place; the first has the title too, and no other."""
    told = article(BLAZE, CRASH, OTHER)
    blaze, crash = find_terms(told, [event("Kaluga"), event()], [[], [at(told, "9 people")]])
    assert {"quillfeather", "harrowgate", "zabolotny"} <= set(blaze)
    assert not {"pellworm", "inkerby", "brambleton"} & set(blaze)
    assert {"pellworm", "inkerby"} <= set(crash)
    assert not {"quillfeather", "zabolotny", "brambleton"} & set(crash)


def test_a_figure_at_the_edge_of_a_paragraph_is_in_it() -> None:
    """The first and the last character of a paragraph are its own."""
    told = article(BLAZE, CRASH)
    first, last = figure(start=told.text.index(CRASH)), figure(start=len(told.text) - 1)
    for edge in (first, last):
        _, crash = find_terms(told, [event(), event()], [[], [edge]])
        assert {"pellworm", "inkerby"} <= set(crash)
        assert "zabolotny" not in crash


def test_an_event_that_no_paragraph_tells_of_has_no_terms() -> None:
    """It is linked by its other evidence."""
    assert find_terms(article(BLAZE, CRASH), [event("Kaluga"), event("Lima")], [[], []])[1] == ()


def test_terms_are_few_and_from_the_beginning() -> None:
    """Of a long article at most so many, and none from its end, which repeats older news."""
    text = " ".join(f"Police said that the man was found in the Zq{n:03x} area." for n in range(200))
    (terms,) = find_terms(make_article(text), [event()], [[]])
    assert 0 < len(terms) <= MOST
    assert "zq000" in terms
    assert "zq0c7" not in terms


def test_an_article_without_words_has_no_terms() -> None:
    """Of one event or of two."""
    empty = Article("a", "\n\n")
    assert find_terms(empty, [event()], [[]]) == [()]
    assert find_terms(empty, [event(), event("Kaluga")], [[], []]) == [(), ()]
    assert find_terms(empty, [], []) == []
