"""No reply and no article hangs a run: what costs most grows no faster than the text, and signals and limits end it."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from summarizer import asummarize
from summarizer.concurrency import GivenUpError, checkpoint, once, run_in_thread
from summarizer.grounding import GroundedText
from summarizer.reading.articles import MOST_NUMBERS
from summarizer.reading.draft import MOST_EVENTS, MOST_FIGURES, Draft
from summarizer.reading.rules.annotations import Annotations
from summarizer.reading.rules.extraction import extract_events
from summarizer.records.article import make_article
from summarizer.schemas import EVENT_TYPES, Event, Figure, type_names
from summarizer.syntax.tokenizer import Sentence

from ..helpers.endpoint import Answer, completion, endpoint, events

GUARD = 120  # seconds: far more than any of these takes, far less than main needed
CLASSES: dict[str, type[Event]] = {name: event for event in EVENT_TYPES for name in type_names(event)}
OPENING = "Flood in Kisumu, Kenya.\n"


def figure(quote: str, value: float) -> dict[str, Any]:
    return {"quote": quote, "measure": "killed", "of": "people", "value": value}


def flood(*figures: dict[str, Any]) -> dict[str, Any]:
    return {"type": "flood", "headline": "A flood", "figures": list(figures)}


def grows_like_its_size(small: Any, large: Any) -> bool:
    """Whether four times as much takes at most eight times as long (of this process's time): quadratic work takes 16."""

    def cost(work: Any) -> float:
        started = time.process_time()
        work()
        return time.process_time() - started

    most = 8 * max(min(cost(small) for _ in range(2)), 0.02)
    return any(cost(large) <= most for _ in range(3))  # a neighbour that takes the caches makes one slow, not three


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("4 died.\n\n", id="a line for each"),
        pytest.param("4 people killed ", id="no full stop at all"),
        pytest.param("4 people killed in Kyiv, ", id="places between"),
        pytest.param("magnitude 7 ", id="strengths"),
        pytest.param("the governor said 4 died. ", id="speakers"),
        pytest.param("on Monday ", id="days alone"),
        pytest.param("as of Monday ", id="when counts were valid"),
        pytest.param("after the attack in Kyiv, ", id="attacks behind"),
        pytest.param("“4 people killed” ", id="quotations"),
    ],
)
def test_the_built_in_rules_take_no_longer_than_the_text_is(piece: str) -> None:
    """Four times the text, about four times the time."""

    def read(size: int) -> Any:
        one = make_article(OPENING + piece * (size // len(piece)))
        return lambda: extract_events(one, CLASSES)

    read(100)()
    assert grows_like_its_size(read(10_000), read(40_000))


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        pytest.param("e", "twelve people were seen, 34 elsewhere. ", id="a letter"),
        pytest.param("1", "Karsa | 1 | 21 | 311\n", id="a digit of a table"),
        pytest.param("were seen, 99", "twelve people were seen, 34 elsewhere. ", id="likeness"),
        pytest.param("no word of it " * 800, "twelve people were seen, 34 elsewhere. ", id="11 KB that are not there"),
    ],
)
def test_proving_takes_no_longer_than_the_text_is(quote: str, text: str) -> None:
    """Twenty figures in four times the text."""

    def prove(size: int) -> Any:
        def work() -> None:
            prepared = GroundedText(text * (size // len(text)))
            for value in range(20):
                prepared.ground(Figure.model_validate(figure(quote, 7777 + value)))
                prepared.nearest(quote)

        return work

    assert grows_like_its_size(prove(30_000), prove(120_000))


def test_figures_and_events_beyond_what_one_reading_may_have_are_refused_and_said() -> None:
    """None is dropped: each is in `rejected` with the reason, and none of them is asked about again."""
    one = Event.model_validate({**flood(*[figure("4 people died", 4)] * 3000), "type": "flood"})
    draft = Draft(
        make_article("In Karsa 4 people died."), [one, *[one.model_copy(update={"figures": ()})] * MOST_EVENTS]
    )
    assert sum(len(report.figures) for report in draft.reports()) == MOST_FIGURES
    refused = draft.rejected()
    assert len(refused) == 3000 - MOST_FIGURES + 1
    assert {found.reason for found in refused} == {
        f"one reading of an article may have {MOST_FIGURES} figures, and this is one more",
        f"one reading of an article may have {MOST_EVENTS} events, and this is of one more",
    }
    assert draft.failures() == []


def test_a_table_of_data_is_one_failed_article() -> None:
    """Its numbers alone would take all memory; the other article is read."""
    table = " ".join(str(number) for number in range(MOST_NUMBERS + 1))
    found = asyncio.run(asummarize([make_article(table), make_article("A flood killed 4 people in Karsa, Kenya.")]))
    bad, good = found.articles
    assert (bad.status, good.status) == ("failed", "ok")
    assert f"at most {MOST_NUMBERS:,} numbers" in (bad.error or "")


def test_work_that_nobody_waits_for_ends_and_others_go_on_meanwhile() -> None:
    """The loop turns while a thread computes; a time limit ends the waiting, and the work at its next step."""
    ended: list[str] = []

    def endless() -> None:
        try:
            while True:
                checkpoint()
        except GivenUpError:
            ended.append("given up")
            raise

    async def run() -> int:
        turns = 0
        work = asyncio.ensure_future(asyncio.wait_for(run_in_thread(endless), 0.5))
        while not work.done() or not ended:
            await asyncio.sleep(0.01)
            turns += 1
        assert isinstance(work.exception(), TimeoutError)
        return turns

    assert asyncio.run(run()) > 1
    assert ended == ["given up"]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        pytest.param(kind, name, id=f"{kind.__name__}.{name}")
        for kind in (GroundedText, Sentence, Annotations)
        for name, each in vars(kind).items()
        if isinstance(each, once | cached_property)
    ],
)
def test_what_one_article_computes_holds_up_no_other(kind: type, name: str) -> None:
    """A property of one text is computed while the same of another is still being computed."""
    other_done = threading.Event()
    waited: list[bool] = []

    def compute_other(other: Any) -> None:
        getattr(other, name)
        other_done.set()

    def compute(instance: Any) -> None:
        if instance.slow:
            threading.Thread(target=compute_other, args=(type(instance)(slow=False),), daemon=True).start()
            waited.append(other_done.wait(10))

    prop = type(vars(kind)[name])(compute)
    text = type("Text", (SimpleNamespace,), {name: prop})(slow=True)
    getattr(text, name)
    assert waited == [True]


# A text and quotes made to cost as much as they may: 500 that are like what stands there, and nowhere proved.
HOSTILE_TEXT = OPENING + "".join(f"{n} ab ba ab ba " for n in range(60_000))
HOSTILE = events(flood(*(figure("ab ba aab bba " * 28 + f"{n}", 10**6 + n) for n in range(MOST_FIGURES))))


def hostile_call(tmp_path: Path, url: str, *more: str) -> list[str]:
    folder = tmp_path / "articles"
    folder.mkdir(exist_ok=True)
    (folder / "hostile.txt").write_text(HOSTILE_TEXT)
    store = str(tmp_path / "store.sqlite")
    call = [sys.executable, "-m", "summarizer", "run", str(folder), "--model", "m", "--base-url", url]
    return [*call, "--store", store, "--format", "json", *more]


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_run_that_checks_a_hostile_reply(tmp_path: Path, ending: int) -> None:
    """Exit code 130, one record that says so, and nothing of the reply is lost."""
    with endpoint(lambda *_: Answer(completion(HOSTILE))) as server:
        run = subprocess.Popen(hostile_call(tmp_path, server.url), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        until = time.monotonic() + GUARD
        while not server.requests and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(1.5)  # the reply is on its way into the proof
        run.send_signal(ending)
        out, err = run.communicate(timeout=GUARD)
    assert run.returncode == 130, err
    assert b"Traceback" not in err
    assert [one["status"] for one in json.loads(out)["articles"]] == ["failed"]


@pytest.mark.slow
def test_a_reply_that_takes_too_long_is_one_failed_article_and_stays_so(tmp_path: Path) -> None:
    """One line; the same command asks nothing and is done; `--retry-failed` asks anew."""
    with endpoint(lambda *_: Answer(completion(HOSTILE))) as server:
        call = hostile_call(tmp_path, server.url, "--timeout", "5")

        def said(*more: str) -> str:
            run = subprocess.run([*call, *more], capture_output=True, timeout=GUARD, check=False)
            assert run.returncode == 3, run.stderr
            (one,) = json.loads(run.stdout)["articles"]
            return str(one["error"])

        assert "could not be checked within 5 s" in said()
        assert "could not be checked within 5 s" in said()
        assert len(server.requests) == 1
        said("--retry-failed")
        assert len(server.requests) == 2


@pytest.mark.slow
@pytest.mark.parametrize("text", ["4 died.\n\n" * 11_000, "4 people killed " * 2_000], ids=["lines", "one sentence"])
def test_a_short_article_of_many_figures_ends(tmp_path: Path, text: str) -> None:
    """By the built-in rules, the report included."""
    path = tmp_path / "a.txt"
    path.write_text(OPENING + text)
    call = [sys.executable, "-m", "summarizer", "run", str(path), "--no-store", "-q", "--format", "json"]
    run = subprocess.run(call, capture_output=True, timeout=GUARD, check=False)
    assert run.returncode == 0, run.stderr
    (one,) = json.loads(run.stdout)["articles"]
    assert one["status"] == "ok"
