"""What of an article's figures is left of a page: pages as sites build them, measured beside trafilatura alone."""

import re
from io import BytesIO

import pytest
from trafilatura import extract

from summarizer.inputs.readers import read_source
from summarizer.inputs.results import RawArticle
from summarizer.inputs.sources import Source
from summarizer.records.article import make_article

from ..helpers.newspages import Made, stories

PAGES = stories()
# What is known to be lost or let in, template by template: sentences by their first number, numbers of elsewhere.
KNOWN: dict[str, tuple[set[int], set[str]]] = {
    "Reuters-like: paragraphs that are divs": (set(), {"7720"}),
    "Times of India-like: text between line breaks": (set(), {"7728"}),
    "an old site of layout tables": (set(), {"7729", "7730"}),
    "a lede beside a video and a list of shares": (set(), {"7721"}),
}


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def of_page(made: Made) -> str:
    (found,) = read_source(Source(BytesIO(made.html.encode()), "a.html", "a.html"))
    return flat(make_article(str(found.fields["text"])).text) if isinstance(found, RawArticle) else ""


def lost_and_let_in(made: Made, text: str) -> tuple[set[int], set[str]]:
    """The places of the sentences that the text has not whole, and the numbers that it has from elsewhere."""
    lost = {at for at, sentence in enumerate(made.told) if sentence not in text}
    return lost, {number for number in made.elsewhere if re.search(rf"(?<!\d){number}(?!\d)", text)}


@pytest.mark.parametrize("name", PAGES)
def test_the_figures_of_an_article_are_read_from_a_page_as_sites_build_them(name: str) -> None:
    """Each sentence whole, with its number as it stands, and no number from elsewhere on the page; else it is known."""
    assert lost_and_let_in(PAGES[name], of_page(PAGES[name])) == KNOWN.get(name, (set(), set()))


def test_more_is_read_and_less_let_in_than_by_trafilatura_alone() -> None:
    """The numbers that docs/inputs.md gives; if trafilatura learns better, what is done about it here can go."""
    ours = [lost_and_let_in(made, of_page(made)) for made in PAGES.values()]
    bare = [lost_and_let_in(made, flat(extract(made.html) or "")) for made in PAGES.values()]
    lost, let_in = (sum(len(each[part]) for each in ours) for part in (0, 1))
    lost_bare, let_in_bare = (sum(len(each[part]) for each in bare) for part in (0, 1))
    assert (lost, let_in, len(PAGES), sum(len(made.told) for made in PAGES.values())) == (0, 5, 50, 339)
    assert lost_bare > lost
    assert let_in_bare > 2 * let_in
