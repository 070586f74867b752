"""What is mutated: the seed articles, their recorded replies, and records, reports and reviews that come of them."""

import asyncio
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from vcr.request import Request

from summarizer.inputs.articles import read_articles
from summarizer.llm.cassettes.file import read_cassette
from summarizer.llm.cassettes.layout import with_text_bodies
from summarizer.llm.cassettes.vcr import replaying
from summarizer.llm.client import Client
from summarizer.pipeline.check import check
from summarizer.pipeline.run import Run
from summarizer.pipeline.summarize import summarize_reading
from summarizer.reading.articles import read_concurrently
from summarizer.reading.ledger import Memory
from summarizer.reading.model import LLMReader
from summarizer.records.article import Article
from summarizer.records.ids import figure_id, figure_passage_id, finding_id, finding_passage_id
from summarizer.records.reviews import Review
from summarizer.records.summary import Summary
from summarizer.reviews import apply_reviews
from summarizer.schemas import EVENT_TYPES
from summarizer.settings import Settings
from summarizer.summary.assembly import summarize_outcomes
from tests.helpers import ugly
from tests.helpers.kept import Kept

ROOT: Final = Path(__file__).parents[2]
SEEDS: Final = ROOT / "seeds"
CASSETTES: Final = ROOT / "cassettes"


@dataclass(frozen=True)
class Answered:
    """An article and the replies to all that was asked of it, in order."""

    article: Article
    bodies: tuple[bytes, ...]


@cache
def answered() -> tuple[Answered, ...]:
    """The seed articles with the replies of two passes."""
    return asyncio.run(_answered())


async def _answered() -> tuple[Answered, ...]:
    cassette = CASSETTES / "seeds_two_passes.yaml"
    articles = read_articles([SEEDS]).articles
    memory, kept = Memory(), Kept()
    settings = Settings(model=read_cassette(cassette)["about"]["model"], replay=cassette)
    async with Client(settings, kept) as client:
        with replaying(cassette):
            await read_concurrently(articles, LLMReader(client, EVENT_TYPES), memory, 8, passes=2)
    return tuple(
        Answered(outcome.article, tuple(kept.replies[key].body for key in outcome.usage.keys))
        for outcome in memory.outcomes(articles)
        if outcome.usage.keys
    )


@cache
def seed_report() -> Summary:
    """The run over the seed articles."""
    cassette = CASSETTES / "seeds.yaml"
    settings = Settings(model=read_cassette(cassette)["about"]["model"], replay=cassette)
    return asyncio.run(summarize_reading(read_articles([SEEDS]), Run(settings=settings)))


@cache
def record_lists() -> tuple[list[Any], ...]:
    """Records of one incident each, as `check` takes them, and some that share an incident, a day, a place."""
    told = json.loads(seed_report().to_json())
    lists = [incident["events"] for incident in told["incidents"]]
    return *lists, *([{**event, "incident": "i"} for event in events] for events in lists), contradiction()


def contradiction() -> list[Any]:
    """Records that contradict each other in several ways."""

    def one(article: str, *figures: dict[str, Any], **more: Any) -> dict[str, Any]:
        place = {"name": "Karsa", "country": "Kenya"}
        given = {"article": article, "source": article.title(), "type": "flood", "place": place, "start": "2024-05-03"}
        return {**given, "published": "2024-05-04", "figures": list(figures), **more}

    killed, wounded = {"measure": "killed", "of": "people"}, {"measure": "wounded", "of": "people"}
    return [
        one("a", {**killed, "value": 14}, {**killed, "value": 6, "of": "children", "extent": "part"}, headline="Flood"),
        one("b", {**killed, "value": 20, "as_of": "on Friday", "attributed_to": "police"}, {**wounded, "value": 3}),
        one("c", {**killed, "low": 2, "high": 9, "where": "Old Town"}, published="2024-05-06T10:00:00Z"),
        one("d", {**killed, "value": 3, "extent": "additional"}, {"measure": "cost", "value": 1e6, "unit": "USD"}),
        one("e", {**killed, "value": 14, "stance": "denied"}, type="denial", when="on May 3", copy_of="a"),
    ]  # fmt: skip


@cache
def tables() -> tuple[tuple[bytes, str], ...]:
    """Tables of records: of columns named as fields, of ACLED, of UCDP GED."""
    own = (
        "article,source,published,incident,type,headline,place.name,place.country,start,end,actor1,killed,killed_low,killed_high\n"
        "1,Wire,2024-05-04,,flood,Flood,Karsa,Kenya,2024-05-03,2024-05-04,Army,14,10,20\n"
        '2,Post,2024-05-05,,flood,"Flood, again",Karsa,Kenya,2024-05-03,,,25,,\n'
    )
    acled = (
        "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,country,admin1,location,source,notes,fatalities\n"
        "KEN1,03 May 2024,1,Battles,Armed clash,Army,Rebels,Kenya,Kisumu,Karsa,Wire,Four were killed,4\n"
        "KEN2,2024-05-03,2,Battles,Armed clash,Army,Rebels,Kenya,Kisumu,Karsa,Post,Nine were killed,9\n"
    )
    ged = (
        "id,type_of_violence,conflict_name,side_a,side_b,source_article,country,adm_1,where_coordinates,date_prec,"
        "date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low\n"
        '1,1,Kenya: Government,Government,Rebels,"Wire, 2024-05-04",Kenya,Kisumu,Karsa,1,'
        "2024-05-03 00:00:00.000,2024-05-03 00:00:00.000,1,2,0,1,4,6,4\n"
    )
    tabs = own.replace(",", "\t")
    return (own.encode(), ".csv"), (tabs.encode(), ".tsv"), (acled.encode(), ".csv"), (ged.encode(), ".csv")


@cache
def articles() -> tuple[tuple[bytes, str], ...]:
    """Articles as text, with front matter, as pages, feeds, JSON Lines and tables."""
    found = [(path.read_bytes(), path.suffix) for path in sorted(SEEDS.iterdir()) if path.name != "README.md"]
    hostile = sorted((ROOT / "tests" / "data" / "injections" / "articles").iterdir())
    found += [(path.read_bytes(), path.suffix) for path in hostile if path.is_file() and path.stat().st_size < 5000]
    read = read_articles([SEEDS]).articles
    for article in read[:4]:
        body = "".join(f"<p>{paragraph}</p>\n" for paragraph in article.text.split("\n\n"))
        head = f"<head><title>{article.title}</title><style>.x{{display:none}}</style></head>"
        page = f"<html>{head}<body><article>{body}</article></body></html>"
        about = "<link>https://a.example/1</link><pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate>"
        item = f"<item><title>{article.title}</title>{about}<description><![CDATA[{body}]]></description></item>"
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{item}</channel></rss>'
        row = {
            "text": article.text,
            "source": article.source,
            "title": article.title,
            "published": "2024-05-04",
            "url": "https://a.example/1",
        }
        lines = json.dumps(row) + "\n" + json.dumps({**row, "text": "Three people died in Karsa."}) + "\n"
        found += [(page.encode(), ".html"), (feed.encode(), ".xml"), (lines.encode(), ".jsonl")]
    return *found, (b"title,text\nFlood,Three people died in Karsa on 3 May 2024.\n", ".csv")


def recorded_article() -> Article:
    """The article that the small cassettes were recorded of."""
    return ugly.ARTICLE


@cache
def cassettes() -> tuple[bytes, ...]:
    """Small cassettes: the ugly ones, and two interactions of the seeds' in one."""
    return tuple(path.read_bytes() for path in sorted((CASSETTES / "ugly").glob("*.yaml")))


@cache
def recorded_request() -> Request:
    """The request that the small cassettes answer."""
    (interaction, *_) = read_cassette(CASSETTES / "ugly" / "reask.yaml")["interactions"]
    asked = with_text_bodies(interaction)["request"]
    return Request(asked["method"], asked["uri"], asked["body"].encode(), {})


def one_response() -> dict[str, Any]:
    """A reply as VCR has it before it is written."""
    body = json.dumps({"choices": [{"message": {"content": '{"events": []}'}, "finish_reason": "stop"}]}).encode()
    return {
        "status": {"code": 200, "message": "OK"},
        "headers": {"content-type": ["application/json"]},
        "body": {"string": body},
    }


@cache
def contradicting() -> Summary:
    """A small report with findings of several kinds."""
    return check(contradiction())


@cache
def decided() -> tuple[Review, ...]:
    """Decisions of each kind on the small report's findings and figures."""
    summary = contradicting()
    figures = [figure for told in summary.incidents for event in told.events for figure in event.figures]
    words: dict[str, Any] = {"by": "N. N.", "at": "2024-05-06T10:00:00Z", "about": "killed: 14"}
    decisions: list[dict[str, Any]] = [
        {"decision": "rejected"},
        {"decision": "corrected", "value": 4, "bound": "exactly", "note": "the list of names"},
        {"decision": "corrected", "value": 4, "upper": 9, "bound": "between"},
        {"decision": "corrected", "value": 40, "bound": "more_than"},
        {"decision": "accepted"},
    ]
    told = [
        {"id": figure_id(figure), "subject": "figure", "passage": figure_passage_id(figure), **decisions[nth % 5]}
        for nth, figure in enumerate(figures)
    ]
    ruled: list[dict[str, Any]] = [
        {"decision": "corrected", "kind": "revision", "stands": figure_id(figures[1])},
        {"decision": "rejected"},
    ]
    told += [
        {"id": finding_id(found), "subject": "finding", "passage": finding_passage_id(found), **ruled[nth % 2]}
        for nth, found in enumerate(summary.findings)
    ]
    return tuple(Review.model_validate({**words, **each}) for each in told)


@cache
def reports() -> tuple[dict[str, Any], ...]:
    """Reports as JSON: of records, of records that were reviewed, of articles."""
    reviewed, _ = apply_reviews(contradicting(), decided())
    outcomes = summarize_outcomes([], [], "fuzz")
    told = [json.loads(each.to_json()) for each in (contradicting(), reviewed, seed_report(), outcomes)]
    return tuple(told)
