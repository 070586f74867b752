"""500 short articles at concurrency 10 against a loopback endpoint that takes 50 ms: how close to the ideal?

Measured beside it: the same requests over bare sockets, and through the openai SDK alone, with nothing done to the
replies.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial

import openai
from openai.types.chat import ChatCompletion

from summarizer.cli.eventloop import run_to_end
from summarizer.concurrency import frozen_heap
from summarizer.inputs.articles import Reading
from summarizer.llm.prompts import extraction_messages
from summarizer.pipeline.run import Run
from summarizer.pipeline.summarize import summarize_reading
from summarizer.records.article import Article, make_article
from summarizer.records.summary import Summary
from summarizer.schemas import EVENT_TYPES, reply_schema
from summarizer.settings import Settings

ARTICLES, CONCURRENCY, LATENCY = 500, 10, 0.05
SLOW_EVERY, SLOW_TIMES = 10, 4
GOAL = 1.1
ROUNDS = 3


@contextmanager
def served(slow_every: int = 0) -> Iterator[str]:
    """An endpoint in a process of its own, so that it takes no time from ours."""
    command = [sys.executable, "-m", "benchmarks.server", "--latency", str(LATENCY), "--slow-every", str(slow_every)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout  # noqa: S101  # it is a pipe
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def articles(poisoned: int | None = None) -> list[Article]:
    """Short articles, of which one may make the endpoint answer with an error."""
    return [
        make_article(f"Town {n} was shelled and 3 people were killed.{' POISON' if n == poisoned else ''}")
        for n in range(ARTICLES)
    ]


def ours(url: str, given: list[Article]) -> tuple[float, Summary]:
    """Seconds for the whole run, from settings to summary."""
    settings = Settings(model="loopback", base_url=url, concurrency=CONCURRENCY)
    started = time.perf_counter()
    with frozen_heap():
        summary = run_to_end(partial(summarize_reading, Reading(tuple(given), (), ())), Run(settings=settings))
    return time.perf_counter() - started, summary


def bodies(given: list[Article]) -> list[bytes]:
    """The requests that a run sends, ready to go."""
    form = {
        "type": "json_schema",
        "json_schema": {"name": "Events", "schema": reply_schema(EVENT_TYPES), "strict": True},
    }
    return [
        json.dumps({"messages": extraction_messages(one, EVENT_TYPES), "response_format": form}).encode()
        for one in given
    ]


def timed(worker: Callable[[Iterator[bytes]], Awaitable[None]], given: list[Article]) -> float:
    """Seconds for as many of these workers as we have, sharing the same requests."""
    requests = iter(bodies(given))

    async def run() -> None:
        await asyncio.gather(*(worker(requests) for _ in range(CONCURRENCY)))

    started = time.perf_counter()
    asyncio.run(run())
    return time.perf_counter() - started


def sockets_alone(url: str, given: list[Article]) -> float:
    """Seconds for the same requests over bare sockets, with nothing done to the replies."""
    host, port = url.split("/")[2].split(":")

    async def worker(requests: Iterator[bytes]) -> None:
        reader, writer = await asyncio.open_connection(host, int(port))
        for body in requests:
            writer.write(b"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0]))
        writer.close()

    return timed(worker, given)


def sdk_alone(url: str, given: list[Article]) -> float:
    """Seconds for the same requests through the openai SDK, with nothing done to the replies."""
    sdk = openai.AsyncOpenAI(api_key="none", base_url=url)

    async def worker(requests: Iterator[bytes]) -> None:
        for body in requests:
            await sdk.post("/chat/completions", content=body, cast_to=ChatCompletion)

    return timed(worker, given)


def measure(name: str, slow_every: int) -> None:
    """Print the best of some rounds, beside the bare minimum and the ideal, in which every place only ever waits."""
    given = articles()
    with served(slow_every) as url:
        ours(url, given[:CONCURRENCY])  # imports and caches
        taken, sockets, sdk = [], [], []
        for _ in range(ROUNDS):
            sockets.append(sockets_alone(url, given))
            sdk.append(sdk_alone(url, given))
            seconds, summary = ours(url, given)
            assert all(record.status == "ok" for record in summary.articles)  # noqa: S101  # else it means nothing
            taken.append(seconds)
    slow = sum(n % slow_every == slow_every - 1 for n in range(ARTICLES)) if slow_every else 0
    ideal = LATENCY * (ARTICLES + slow * (SLOW_TIMES - 1)) / CONCURRENCY
    print(
        f"throughput, {name}: {min(taken):.2f} s for {ARTICLES} articles = {min(taken) / ideal:.3f} x the ideal "
        f"(goal {GOAL}), {min(taken) / min(sdk):.3f} x the SDK alone; the SDK alone is {min(sdk) / ideal:.3f} x the "
        f"ideal, bare sockets {min(sockets) / ideal:.3f} x"
    )


def one_failure() -> None:
    """Print how many articles are read, and how many failed, when the one in the middle fails."""
    with served() as url:
        _, summary = ours(url, articles(ARTICLES // 2))
    failed = sum(record.status == "failed" for record in summary.articles)
    print(f"one article of {ARTICLES} fails: {len(summary.articles) - failed} read, {failed} error record")


def main() -> None:
    """Print the ratios."""
    measure("every reply 50 ms", 0)
    measure("one reply in ten 200 ms", SLOW_EVERY)
    one_failure()


if __name__ == "__main__":
    main()
