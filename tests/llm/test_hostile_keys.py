"""The key: in the request's header, and nowhere else."""

import io
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer import Settings, summarize
from summarizer.render import render

from ..helpers.endpoint import Answer, Request, completion, endpoint, events, invented_event

KEY = "sk-planted-0123456789abcdefABCDEF"
TEXTS = [f"Town {n} was shelled and 3 people were killed." for n in range(4)]


@pytest.mark.parametrize("status", [401, 404, 500])
def test_an_endpoint_that_repeats_the_key_in_an_error(status: int, log: io.StringIO) -> None:
    """The report and the log have its words without the key."""
    script = {"error": {"message": f"Incorrect API key provided: {KEY}. You can find yours in the dashboard."}}
    with endpoint(lambda *_: Answer(script, status=status)) as server:
        settings = Settings(model="loopback", base_url=server.url, api_key=KEY, transport_retries=0)
        summary = summarize(TEXTS[:1], settings=settings)
    assert "Incorrect API key provided: [key]." in (summary.articles[0].error or "")
    assert KEY not in summary.to_json()
    assert KEY not in log.getvalue()


def troubled(_: Request, number: int) -> Answer:
    """Good, not JSON, an error, cut off: what an endpoint does in turn."""
    turns = (
        Answer(completion(events(invented_event(0)))),
        Answer(completion("no JSON at all")),
        Answer({"error": {"message": "overloaded"}}, status=500),
        Answer(cut=True),
    )
    return turns[min(number, 3)]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that any library logs, at the lowest level."""
    text = io.StringIO()
    root = logging.getLogger()
    handler, level = logging.StreamHandler(text), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield text
    root.removeHandler(handler)
    root.setLevel(level)


def test_the_key_is_in_no_report_log_cassette_error_or_representation(tmp_path: Path, log: io.StringIO) -> None:
    """A run in which all goes wrong that can, logged at DEBUG; the endpoint did get the key."""
    cassette = tmp_path / "c.yaml"
    with endpoint(troubled) as server:
        settings = Settings(
            model="loopback", base_url=server.url, api_key=KEY, record=cassette, concurrency=1, transport_retries=0
        )
        summary = summarize(TEXTS, settings=settings)
        assert {record.status for record in summary.articles} == {"ok", "failed"}
        assert all(headers["authorization"] == f"bearer {KEY.lower()}" for headers in server.headers)
    unreachable = summarize(
        TEXTS[:1], settings=Settings(model="m", base_url="http://127.0.0.1:1/v1", api_key=KEY, transport_retries=0)
    )
    missed = summarize(["Another text."], settings=Settings(model="loopback", api_key=KEY, replay=cassette))
    assert unreachable.articles[0].error
    assert missed.articles[0].error
    kept = [
        log.getvalue(), cassette.read_text(encoding="utf-8"), repr(settings), str(settings), repr(summary),
        *(render(one, form, explain=True) for one in (summary, unreachable, missed) for form in ("text", "md", "json")),
    ]  # fmt: skip
    assert len(log.getvalue()) > 1000
    for text in kept:
        assert KEY.casefold() not in text.casefold()
        assert KEY[3:20] not in text


@pytest.mark.parametrize(
    "arguments", [[], ["--format", "json"], ["--format", "md"], ["--no-such-option"], ["--timeout", "x"]]
)
def test_the_command_line_never_says_the_key(arguments: list[str], tmp_path: Path) -> None:
    """Neither on standard output nor on standard error, nor in a file, whether the call is right or wrong."""
    article = tmp_path / "a.txt"
    article.write_text(TEXTS[0])
    with endpoint(troubled) as server:
        environment = {
            **os.environ,
            "OPENAI_API_KEY": KEY,
            "OPENAI_BASE_URL": server.url,
            "SUMMARIZER_MODEL": "loopback",
        }
        command = [
            sys.executable,
            "-m",
            "summarizer",
            "run",
            str(article),
            "--record",
            str(tmp_path / "c.yaml"),
            *arguments,
        ]
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    written = [path.read_text(encoding="utf-8") for path in tmp_path.rglob("*") if path.is_file()]
    assert ran.stdout or ran.stderr
    assert not any(KEY in text for text in (ran.stdout, ran.stderr, *written))
