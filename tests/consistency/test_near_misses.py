"""The table of near misses: each row is read from its articles' words, linked and checked as articles are."""

from pathlib import Path
from typing import Any

import pytest

from summarizer import Article, Summary
from summarizer.linking import link
from summarizer.reading.draft import Draft
from summarizer.records.article import make_article
from summarizer.records.incidents import RULES
from summarizer.records.summary import ArticleRecord
from summarizer.schemas import Event, Figure, Place
from summarizer.summary.assembly import summarize_incidents
from summarizer.summary.incidents import add_pairs
from tests.helpers.near_misses import ROWS, shown, table

SEEDS = Path(__file__).parents[2] / "seeds"
ACCOUNTS = [(row, side) for row in ROWS for side in ("near", "true")]
IDS = [f"{side}: {row['why']}" for row, side in ACCOUNTS]


def summary_of(account: dict[str, Any]) -> tuple[Summary, list[str]]:
    """What the checker says of an account, every pair explained, and why any figure was rejected."""
    reports, texts, records, refused = [], {}, [], []
    for number, told in enumerate(account["told"]):
        one = _article(told, number)
        draft = Draft(one, [_event(told)])
        refused += [failure.reason for failure in draft.failures()]
        apart = "place" in told  # then it is for the linking to say whether they are of one incident
        reports += [report.model_copy(update={} if apart else {"incident": "x"}) for report in draft.reports()]
        texts[one.id] = one.text
        records.append(ArticleRecord(id=one.id, source=one.source, published=one.published, status="ok"))
    return add_pairs(summarize_incidents(link(reports), records, texts)), refused


def _article(told: dict[str, Any], number: int) -> Article:
    speakers = ", ".join(figure["attributed_to"] for figure in told["figures"] if figure.get("attributed_to"))
    return make_article(
        f"{told['text']}\n\nReport {number}, after {speakers or 'our own'}.",
        source=told["source"],
        published=told.get("published"),
    )


def _event(told: dict[str, Any]) -> Event:
    figures = tuple(Figure.model_validate({"value": None, **figure}) for figure in told["figures"])
    place = Place(name=told.get("place"), country="Russia" if "place" in told else None)
    when = told.get("published") if "place" in told else None
    return Event(type="armed_clash", headline="Shots", place=place, start=when, figures=figures)


@pytest.mark.parametrize(("row", "side"), ACCOUNTS, ids=IDS)
def test_what_is_found_and_by_which_rule(row: dict[str, Any], side: str) -> None:
    """The near miss is what its row says and no conflict; the neighbour is flagged by the rule that is named."""
    account = row[side]
    summary, refused = summary_of(account)
    assert refused == []
    found = [(each.kind, each.rule) for each in summary.findings if each.kind != "uncorroborated"]
    wanted = {account["found"], *account.get("besides", [])} - {"nothing"}
    assert {kind for kind, _ in found} == wanted
    decided = [*(rule for _, rule in found), *(pair.rule for pair in summary.pairs)]
    assert account["rule"] in decided if account["rule"] else decided == []


@pytest.mark.parametrize(("row", "side"), ACCOUNTS, ids=IDS)
def test_what_is_said_to_be_of_a_seed_stands_in_it(row: dict[str, Any], side: str) -> None:
    """Word for word; what is invented has an invented newspaper."""
    for told in row[side]["told"]:
        assert ("seed" in told) is (told["source"] not in ("Wire", "Post", "Late News"))
        if "seed" in told:
            (path,) = SEEDS.glob(f"{told['seed']}_*")
            assert told["text"] in " ".join(path.read_text(encoding="utf-8").split())


def test_every_rule_decides_a_row() -> None:
    """But `link`, whose reports are only possibly of one event, `one-source`, of one figure, and `unsure`, of rules."""
    told = {row[side]["rule"] for row, side in ACCOUNTS}
    assert set(RULES) - told == {"link", "one-source", "unsure"}


def test_the_page_has_the_table() -> None:
    """`python -m tests.helpers.near_misses` writes it again."""
    assert shown() == table()
