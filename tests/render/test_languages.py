"""Reports of articles in several languages: the language of each, the model's English marked, what is not read told."""

import csv
import io
from pathlib import Path

import pytest

from summarizer import Settings, Summary, summarize
from summarizer.records.article import make_article
from summarizer.records.summary import ArticleRecord
from summarizer.render.formats import render
from summarizer.render.notes import unread_language_lines
from summarizer.render.page.data import page_data

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def seeds() -> Summary:
    """The seed articles, two of them Ukrainian and two Russian."""
    return summarize([ROOT / "seeds"], settings=Settings(replay=ROOT / "cassettes/seeds.yaml"))


def test_a_conflict_between_a_ukrainian_and_a_russian_source(seeds: Summary) -> None:
    """69 missiles, or more than 120: each with its quote in its own words."""
    (found,) = [f for f in seeds.findings if f.kind == "conflict" and any(x.value == 69 for x in f.figures)]
    quotes = {figure.source: figure.quote for figure in found.figures}
    assert "69 ракет" in (quotes["Подніпровські новини"] or "")
    assert "более 120 ракет" in (quotes["Вечерний меридиан"] or "")


@pytest.mark.parametrize("form", ["text", "md"])
def test_an_article_is_listed_with_its_language(seeds: Summary, form: str) -> None:
    """Beside its source, if it is not English; and what the model translated is marked."""
    report = " ".join(render(seeds, form).split())  # type: ignore[arg-type]
    assert "Подніпровські новини (Ukrainian)" in report.replace("\\", "")
    assert "Вечерний меридиан (Russian)" in report.replace("\\", "")
    assert "Meridian Wire (English)" not in report
    assert "in English by the model" in report


def test_the_table_of_reports_has_a_column_for_it(seeds: Summary) -> None:
    """By its code."""
    rows = list(csv.DictReader(io.StringIO(render(seeds, "csv"), newline="")))
    assert {row["language"] for row in rows} == {"en", "uk", "ru"}


def test_the_page_has_each_article_s_language(seeds: Summary) -> None:
    """For the browser, by code, and for the reader, by name."""
    articles = page_data(seeds, [])["articles"]
    told = {(article.get("lang"), article.get("language")) for article in articles}
    assert told == {("en", "English"), ("uk", "Ukrainian"), ("ru", "Russian")}


def test_languages_whose_words_are_not_known_are_told_once(seeds: Summary) -> None:
    """With how many articles were read in each; one that failed is told as that."""
    assert unread_language_lines(seeds) == []
    articles = [
        ArticleRecord(id=str(nth), language=language, status="failed" if nth == 4 else "ok")
        for nth, language in enumerate(["sv", "el", "sv", "uk", "vi", None])
    ]
    (line,) = unread_language_lines(seeds.model_copy(update={"articles": tuple(articles)}))
    assert line.startswith("3 articles in languages whose number words are not known (Greek 1, Swedish 2)")


def test_a_given_language_wins_over_what_is_detected() -> None:
    """Front matter, an argument."""
    text = "Al menos siete personas murieron el martes en una explosión en el mercado de la ciudad, informó la policía."
    detected, given = (
        summarize([make_article(text, language=language)]).articles[0].language for language in (None, "pt")
    )
    assert (detected, given) == ("es", "pt")
