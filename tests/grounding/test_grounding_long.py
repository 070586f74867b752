"""Grounding in long articles: paraphrased quotes are found where they stand, and changed numbers never are."""

import random

import pytest

from summarizer import GroundedFigure, ground
from summarizer.grounding import GroundedText
from summarizer.schemas import Figure

from ..helpers.paraphrases import cases, long_article


def figure(quote: str, value: float, bound: str = "exactly", unit: str | None = None) -> Figure:
    fields = {"quote": quote, "measure": "other", "of": "people", "value": value, "bound": bound, "unit": unit}
    return Figure.model_validate(fields)


@pytest.mark.parametrize("words", [2_000, 20_000])
@pytest.mark.parametrize("length", [12, 25, 40])
def test_a_paraphrased_quote_is_found_where_it_stands(words: int, length: int) -> None:
    """Twenty quotes each: the span overlaps the true one by half or more (intersection over union)."""
    random_ = random.Random(f"{words} {length}")
    article = long_article(words, random_)
    text = GroundedText(" ".join(article))
    for case in cases(article, length, 20, random_):
        proved = text.ground(figure(case.quote, case.value))
        assert isinstance(proved, GroundedFigure), case
        inside = min(case.end, proved.end) - max(case.start, proved.start)
        assert inside / (max(case.end, proved.end) - min(case.start, proved.start)) >= 0.5


def test_a_changed_number_in_a_paraphrased_quote_is_never_kept() -> None:
    """Sixty quotes in which one number was changed: none is grounded (LangExtract keeps sixty of sixty)."""
    random_ = random.Random("changed")
    article = long_article(3_000, random_)
    text = GroundedText(" ".join(article))
    kept = 0
    for case in cases(article, 25, 60, random_):
        numbers = [word.strip(".") for word in case.quote.split() if word.strip(".").isdigit()]
        wrong = next(n for n in range(1000, 2000) if str(n) not in numbers)
        quote = case.quote.replace(f"{case.value:.0f}", str(wrong))
        kept += isinstance(text.ground(figure(quote, wrong)), GroundedFigure)
    assert kept == 0


def test_ten_thousand_corrupted_figures() -> None:
    """Whatever is corrupted (value, bound, unit, quote, article), a grounded figure's span holds its number as claimed."""
    random_ = random.Random("corrupted")
    articles = [" ".join(long_article(60, random_)) for _ in range(40)]
    leads = {"exactly": "", "more_than": "more than ", "at_least": "at least ", "about": "about "}
    checked = 0
    while checked < 10_000:
        bound = random_.choice(list(leads))
        value = random_.randint(2, 900)
        counted, fate = random_.choice(["people", "houses", "percent", "km"]), random_.choice(["hit", "lost"])
        claim = f"{leads[bound]}{value} {counted} were {fate}"
        text = GroundedText(f"{random_.choice(articles)} In all {claim} there. {random_.choice(articles)}")
        for quote in (claim, claim.upper(), claim.replace("were", "had been"), random_.choice(articles)[:40]):
            given = figure(
                quote.replace(str(value), str(value + random_.choice([0, 0, 1, 10]))),
                value + random_.choice([0, 0, 1, 10, -1]),
                random_.choice(list(leads)),
                random_.choice([None, "%", "km", "USD"]),
            )
            proved = text.ground(given)
            checked += 1
            if isinstance(proved, GroundedFigure):
                assert proved.quote == text.text[proved.start : proved.end]
                assert proved.start <= proved.number.start < proved.number.end <= proved.end
                assert proved.number.value == given.value
                assert proved.number.limit == given.bound
                assert proved.number.unit == given.unit


def test_a_quote_of_another_article_is_refused() -> None:
    """Its words are not there, even where its number is."""
    ours = "The flood reached 45 villages in the north, the minister said, and roads were closed until Friday."
    theirs = "Police arrested 45 demonstrators outside the parliament after a night of protests over fuel prices."
    assert ground(ours, [figure(theirs, 45)])[0] == []
