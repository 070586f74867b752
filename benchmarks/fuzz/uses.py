"""What is done with each kind of input: the paths that a user's call takes, to the reports and back."""

import asyncio
import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Final, get_args

from vcr.request import Request

from summarizer.inputs.articles import Reading, read_articles
from summarizer.inputs.records import read_records
from summarizer.inputs.reports import read_report
from summarizer.llm.cassettes.file import read_recorded_model
from summarizer.llm.cassettes.redaction import redact
from summarizer.llm.cassettes.vcr import MODEL_REPLIES, recording
from summarizer.llm.client import Client
from summarizer.llm.completions import NoCompletionError, count_usage, parse_completion
from summarizer.llm.prices import Price
from summarizer.llm.replies import InFlight
from summarizer.pipeline.check import check
from summarizer.pipeline.run import Run
from summarizer.pipeline.summarize import summarize_reading
from summarizer.reading.articles import read_concurrently
from summarizer.reading.ledger import Memory
from summarizer.reading.model import LLMReader
from summarizer.records.article import Article
from summarizer.records.summary import Summary
from summarizer.render import TextFormat, render, render_bytes
from summarizer.render.diff import difference_text
from summarizer.render.readings import difference_report
from summarizer.reviews import apply_reviews, read_decisions
from summarizer.schemas import EVENT_TYPES
from summarizer.settings import BUILTIN, Settings
from summarizer.summary.assembly import summarize_outcomes
from summarizer.summary.changes import find_difference
from summarizer.summary.incidents import add_pairs
from summarizer.summary.readings import pair_figures

from . import starts
from .trials import BrokenPromiseError

_TEXT_FORMATS: Final = get_args(TextFormat)


def expect_reports(summary: Summary, articles: Sequence[Article] = ()) -> None:
    """Expect no error of ours in a summary, and a report of it in every format, the JSON one read back."""
    errors = [*(incident.error for incident in summary.incidents), *(article.error for article in summary.articles)]
    for told in filter(None, errors):
        if "internal error" in told:
            raise BrokenPromiseError(told[:200])
        if len(told.splitlines()) != 1:
            raise BrokenPromiseError("a reason that is not one line")
    explained = add_pairs(summary)
    if any("not explained" in (incident.error or "") for incident in explained.incidents):
        raise BrokenPromiseError(next(one.error or "" for one in explained.incidents if one.error)[:200])
    for form in _TEXT_FORMATS:
        render(explained, form, explain=True, articles=articles).encode()
    render_bytes(summary, "parquet")
    if Summary.model_validate_json(summary.to_json()) != summary:
        raise BrokenPromiseError("the JSON report read back is another")


def use_records(path: Path) -> None:
    """`summarizer check FILE`."""
    expect_reports(check(list(read_records(str(path)))))


class _Scripted(InFlight):
    """Replies that are kept, whatever is asked: one after the other, the last one over and over."""

    def __init__(self, bodies: Sequence[bytes]) -> None:
        super().__init__()
        self._bodies = bodies
        self._asked = 0

    async def claim(self, key: str) -> bytes | None:  # noqa: ARG002  # whatever is asked
        self._asked += 1
        return self._bodies[min(self._asked, len(self._bodies)) - 1]


def use_replies(path: Path) -> None:
    """A run over one article, to whose questions the model answers what the file has, a reply a line."""
    nth, *bodies = path.read_bytes().split(b"\n\0\n")
    for body in bodies:
        redact(body, ("secret",))
        try:
            count_usage(parse_completion(body), lambda: Price(input=1.0, output=1.0))
        except NoCompletionError:
            return  # a transport that sees this asks again
    article = starts.answered()[int(nth)].article
    summary = asyncio.run(_read(article, bodies))
    expect_reports(summary, [article])
    for incident in summary.incidents:
        for figure in (figure for event in incident.events for figure in event.figures):
            if figure.quote != article.text[figure.start : figure.end]:
                raise BrokenPromiseError("a figure whose quote is not in the article")


@cache
def _settings() -> Settings:
    return Settings(model="fuzz", api_key="none")


async def _read(article: Article, bodies: Sequence[bytes]) -> Summary:
    memory = Memory()
    async with Client(_settings(), _Scripted(bodies)) as client:
        await read_concurrently([article], LLMReader(client, EVENT_TYPES), memory, 1, passes=2, limit=300)
    return summarize_outcomes(memory.outcomes([article]), [], "fuzz")


def use_articles(path: Path) -> None:
    """`summarizer run FILE`, by the built-in rules."""
    reading = read_articles([path])
    expect_reports(asyncio.run(summarize_reading(reading, Run(settings=Settings(model=BUILTIN)))), reading.articles)


def use_cassette(path: Path) -> None:
    """`--replay FILE` with the article that it was recorded of, and `--record FILE` with one more reply."""
    _expect_recording(path)
    reading = Reading((starts.recorded_article(),), (), ())
    settings = Settings(model=read_recorded_model(path) or "fuzz", replay=path)
    expect_reports(asyncio.run(summarize_reading(reading, Run(settings=settings))))


def _expect_recording(path: Path) -> None:
    """Record a reply into a copy, which is a cassette then."""
    copied = path.with_name("recorded.yaml")
    copied.write_bytes(path.read_bytes())
    request = Request("POST", "http://endpoint/chat/completions", b'{"model": "other", "messages": []}', {})
    with recording(copied, "fuzz", replies=MODEL_REPLIES, secrets=("secret",)) as cassette:
        for asked in (request, starts.recorded_request()):
            cassette.can_play_response_for(asked)
        cassette.append(request, starts.one_response())
    read_recorded_model(copied)


def use_reviews(path: Path) -> None:
    """`--reviews FILE`."""
    decisions = read_decisions([path])
    summary, _ = apply_reviews(starts.contradicting(), decisions.reviews)
    expect_reports(summary)


def use_report(path: Path) -> None:
    """`summarizer page`, `compare` and `diff`, and `--reviews` for it."""
    here, there = read_report(path), starts.contradicting()
    for form in _TEXT_FORMATS:
        render(here, form, explain=True).encode()
    for a, b in ((here, there), (there, here)):
        difference_report(pair_figures(a, b), _names(a, b)).encode()
        told = find_difference(a, b)
        told.model_dump_json()
        difference_text(told, a, b).encode()
    if not here.reviewed:
        apply_reviews(here, starts.decided())


def _names(*summaries: Summary) -> dict[str, str]:
    return {article.id: article.path or article.id for summary in summaries for article in summary.articles}


def json_lines(values: Iterable[object]) -> bytes:
    """A JSON value a line."""
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)
