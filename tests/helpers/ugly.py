"""The ugly cases, scripted: what an endpoint answers, and what must come of it.

`python -m tests.helpers.ugly` records them again into cassettes/ugly/.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from summarizer import Settings
from summarizer.errors import ModelError, RefusalError, TruncatedReplyError
from summarizer.llm.cassettes import recording
from summarizer.llm.client import Client
from summarizer.llm.prompts import extraction_messages
from summarizer.records.article import make_article
from summarizer.records.usage import Usage
from summarizer.schemas import EVENT_TYPES, Event, reply_model

from .endpoint import Answer, Request, completion, endpoint, events, invented_event

FOLDER = Path(__file__).parents[2] / "cassettes" / "ugly"
ARTICLE = make_article("Town 7 was shelled and 3 people were killed.")
GOOD = completion(events(invented_event(7)))


@dataclass(frozen=True)
class Case:
    """Answers in order; the error that must come of them, or None if events must; how often the model was asked."""

    answers: tuple[Answer, ...]
    error: type[ModelError] | None
    requests: int
    attempts: int


CASES: dict[str, Case] = {
    "reask": Case((Answer(completion('{"events": [{"type": "party", "headline": "x"}]}')), Answer(GOOD)), None, 2, 2),
    "refusal": Case((Answer(completion(None, refusal="I cannot help with that.")),), RefusalError, 1, 1),
    "truncated": Case((Answer(completion('{"events": [{"ty', finish="length")),), TruncatedReplyError, 1, 1),
    "rate_limited": Case(
        (Answer({"error": {"message": "slow down"}}, status=429, headers={"Retry-After": "1"}), Answer(GOOD)),
        None,
        1,
        2,
    ),
}


def scripted(case: Case) -> Callable[[Request, int], Answer]:
    """The case's answers, the last one over and over."""
    return lambda _, number: case.answers[min(number, len(case.answers) - 1)]


async def ask(settings: Settings, usage: Usage) -> list[Event]:
    """The events of the article."""
    async with Client(settings) as client:
        messages = extraction_messages(ARTICLE, EVENT_TYPES)
        return list((await client.ask(messages, reply_model(EVENT_TYPES), usage)).events)


def record() -> None:
    """Record every case from a real server on loopback."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, case in CASES.items():
        path = FOLDER / f"{name}.yaml"
        path.unlink(missing_ok=True)
        with (
            endpoint(scripted(case)) as server,
            recording(path, "loopback", replies="scripted: tests/helpers/ugly.py, to show a failure", keep_errors=True),
        ):
            try:
                asyncio.run(ask(Settings(model="loopback", base_url=server.url), Usage()))
            except ModelError:
                continue


if __name__ == "__main__":
    record()
