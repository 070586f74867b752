"""Read the articles again: `python -m benchmarks.realnews MODEL`, at the endpoint that the environment names."""

import argparse
import asyncio
import json
from collections.abc import Sequence

from benchmarks.worlds.readings import read_rows
from summarizer import asummarize
from summarizer.inputs.articles import build_article
from summarizer.reading.outcome import Outcome
from summarizer.settings import Settings

from . import READINGS, load_readings, take_out


def main(arguments: Sequence[str] | None = None) -> None:
    """Have a model read the articles of readings.jsonl once, each by itself, and write its readings there."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.realnews", description=main.__doc__)
    parser.add_argument("model", help="its name at the endpoint")
    parser.add_argument("--timeout", type=float, default=600, help="seconds for an article")
    parser.add_argument("--concurrency", type=int, default=20, help="articles at a time")
    given = parser.parse_args(arguments)
    rows = {row["doc_id"]: row for row in read_rows()}
    half_of = {reading["report"]["article"]: reading["half"] for reading in load_readings()}
    articles = {name: build_article(rows[name], name) for name in half_of}
    outcomes: dict[str, Outcome] = {}
    settings = Settings.from_environment(
        model=given.model, timeout=given.timeout, attempt_timeout=given.timeout, concurrency=given.concurrency
    )
    asyncio.run(
        asummarize(articles.values(), settings=settings, progress=lambda done: outcomes.update({done.article.id: done}))
    )
    lines = [
        json.dumps(reading, ensure_ascii=False, separators=(",", ":"))
        for name, half in half_of.items()
        for reading in take_out(half, name, articles[name], outcomes[articles[name].id].reports)
    ]
    READINGS.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    failed = sum(bool(outcome.error) for outcome in outcomes.values())
    figures = sum(len(report.figures) for outcome in outcomes.values() for report in outcome.reports)
    rejected = sum(len(outcome.rejected) for outcome in outcomes.values())
    print(f"{len(outcomes)} articles, {failed} failed; {len(lines)} events, {figures} figures proved, {rejected} not")


if __name__ == "__main__":
    main()
