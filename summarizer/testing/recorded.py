"""The fixture that reads articles with recorded replies. PYTEST_DONT_REWRITE: it asserts nothing."""

import logging
import os
import shlex
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ..errors import UsageError
from ..llm.replies import missing_replies
from ..pipeline.summarize import summarize
from ..records.article import Article
from ..records.incidents import BestRule
from ..records.summary import Summary
from ..schemas import Event
from ..settings import BUILTIN, Settings
from .misses import explain_misses


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Block the network for the tests that replay: what they need is in the cassette, or it is missing."""
    if config.getoption("--record-mode", None) not in (None, "none"):
        return
    for item in items:
        if "summarized" in getattr(item, "fixturenames", ()) and not item.get_closest_marker("block_network"):
            item.add_marker(pytest.mark.block_network)


@pytest.fixture(scope="session")
def summarizer_settings(record_mode: str) -> Settings:
    """The settings of `summarized`, to override in your conftest.py; while recording, by default the environment's."""
    return Settings() if record_mode == "none" else Settings.from_environment()


@pytest.fixture
def summarized(
    request: pytest.FixtureRequest,
    record_mode: str,
    vcr_cassette_dir: str,
    default_cassette_name: str,
    summarizer_settings: Settings,
) -> "Iterator[Recorded]":
    """`summarized(article, ...)` is `summarize` with replies from this test's cassette; see `Recorded`."""
    path = Path(vcr_cassette_dir).absolute() / f"{default_cassette_name}.yaml"
    here = request.config.invocation_params.dir
    test = request.node.nodeid.partition("::")[2]
    command = f"pytest {shlex.quote(f'{os.path.relpath(request.path, here)}::{test}')} --record-mode"
    records = record_mode in ("new_episodes", "all", "rewrite") or (record_mode == "once" and not path.exists())
    with ExitStack() as stack:
        recording = _Recording(stack, path, whole=record_mode in ("all", "rewrite")) if records else None
        yield Recorded(path, os.path.relpath(path, here), command, summarizer_settings, recording)


@contextmanager
def _quiet(log: logging.Logger) -> Iterator[None]:
    """Silence a library's log of a missing reply, which the test's failure explains."""
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)


class _Recording:
    """A cassette that is recorded from the first call of a test to its end.

    `whole`: not one old reply is used. Then it is recorded beside the file, and takes its place when every question has
    its reply; what was recorded until a kill or a failure stays beside it, and the next such recording goes on with it.
    """

    def __init__(self, stack: ExitStack, path: Path, *, whole: bool) -> None:
        self._stack = stack
        self._path = path
        self._place = path.with_name(f".{path.name}.part") if whole else path
        self._cassette: Any = None

    def begin(self, model: str) -> None:
        """Record from here on."""
        if self._cassette:
            return
        from ..llm.cassettes import recording  # noqa: PLC0415  # vcrpy takes half a second to import

        self._stack.callback(self._keep)
        self._cassette = self._stack.enter_context(recording(self._place, model))

    def _keep(self) -> None:
        if self._place != self._path and self._cassette.complete and self._place.exists():
            self._place.replace(os.path.realpath(self._path))


class Recorded:
    """`summarize`, answered from one test's cassette, which is at `path`.

    Nothing is asked of a model unless pytest is called with a `--record-mode`. A question that the cassette has no
    reply to fails the test, with what differs and the command that records again.
    """

    def __init__(
        self, path: Path, name: str, command: str, settings: Settings, recording: _Recording | None = None
    ) -> None:
        self.path = path
        self._name = name
        self._command = command
        self._settings = settings
        self._recording = recording

    def __call__(
        self,
        *articles: Article | str | Path,
        events: Sequence[type[Event]] | None = None,
        settings: Settings | None = None,
        best: BestRule = "latest",
        adjudicate: int = 0,
    ) -> Summary:
        """The summary of these articles, as `summarize` makes it; `settings` in place of the fixture's."""
        __tracebackhide__ = True
        chosen = settings or self._settings
        if chosen.store or chosen.replay or chosen.record:
            raise UsageError("expected settings without a store and a cassette, got one: a test has its own cassette")
        if chosen.model == BUILTIN:
            return summarize(articles, events=events, settings=chosen, best=best, adjudicate=adjudicate)
        if self._recording:
            if not chosen.model:
                pytest.fail(
                    "expected a model to record with, got none: set SUMMARIZER_MODEL and OPENAI_API_KEY, or name it in "
                    "the fixture summarizer_settings",
                    pytrace=False,
                )
            self._recording.begin(chosen.model)
            return summarize(articles, events=events, settings=chosen, best=best, adjudicate=adjudicate)
        if not self.path.exists():
            said = f"{self._name}: expected the cassette of this test, found none: record it with a model"
            pytest.fail(f"{said}: {self._command}=once", pytrace=False)
        chosen = replace(chosen, replay=self.path, budget=None)
        with missing_replies() as missing, _quiet(logging.getLogger("instructor")):
            summary = summarize(articles, events=events, settings=chosen, best=best, adjudicate=adjudicate)
        if missing:
            said = explain_misses(self.path, self._name, missing)
            pytest.fail(
                f"{said}\nif that is meant, record it again with a model: {self._command}=rewrite", pytrace=False
            )
        return summary
