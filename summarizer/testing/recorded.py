"""The fixture that reads articles with recorded replies. PYTEST_DONT_REWRITE: it asserts nothing."""

import os
import shlex
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from ..api import summarize
from ..articles import Article
from ..consistency import BestRule
from ..replies import missing_replies
from ..schemas import Event
from ..settings import BUILTIN, Settings
from ..summary import Summary
from .misses import told


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Block the network for the tests that replay: what they need is in the cassette, or it is missing."""
    if config.getoption("--record-mode", None) not in (None, "none"):
        return
    for item in items:
        if "summarized" in getattr(item, "fixturenames", ()) and not item.get_closest_marker("block_network"):
            item.add_marker(pytest.mark.block_network)


@pytest.fixture(scope="session")
def summarizer_settings(record_mode: str) -> Settings:
    """How `summarized` asks: override it in your conftest.py. By default, as the environment says while recording."""
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
    path = Path(os.path.relpath(Path(vcr_cassette_dir) / f"{default_cassette_name}.yaml"))
    name = os.path.relpath(request.path) + request.node.nodeid[len(request.node.nodeid.split("::")[0]) :]
    records = record_mode in ("new_episodes", "all", "rewrite") or (record_mode == "once" and not path.exists())
    whole = record_mode in ("all", "rewrite")
    with ExitStack() as stack:
        yield Recorded(
            path, shlex.quote(name), summarizer_settings, _Recording(stack, path, whole) if records else None
        )


class _Recording:
    """A cassette that is recorded from the first call of a test to its end."""

    def __init__(self, stack: ExitStack, path: Path, whole: bool) -> None:
        self._stack = stack
        self._path = path
        self._whole = whole
        self._begun = False

    def begin(self, model: str) -> None:
        """Record from here on; what is recorded anew takes its file's place at the end, if there is any of it."""
        if self._begun:
            return
        from ..cassettes import recording  # noqa: PLC0415  # vcrpy takes half a second to import

        self._begun = True
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_name(f".{self._path.name}.part")
        if self._whole:
            part.unlink(missing_ok=True)
            self._stack.callback(lambda: part.replace(self._path) if part.exists() else None)
        self._stack.enter_context(recording(part if self._whole else self._path, model))


class Recorded:
    """`summarize`, answered from one test's cassette: `path`.

    Nothing is asked of a model unless pytest is called with a `--record-mode`. A question that the cassette has no reply
    to fails the test, with what differs and the command that records again.
    """

    def __init__(self, path: Path, name: str, settings: Settings, recording: _Recording | None) -> None:
        self.path = path
        self._name = name
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
            said = f"{self.path}: expected the cassette of this test, found none"
            pytest.fail(f"{said}: record it with a model: pytest {self._name} --record-mode=once", pytrace=False)
        chosen = replace(chosen, replay=self.path, budget=None)
        with missing_replies() as missing:
            summary = summarize(articles, events=events, settings=chosen, best=best, adjudicate=adjudicate)
        if missing:
            again = f"pytest {self._name} --record-mode=rewrite"
            pytest.fail(
                f"{told(self.path, missing)}\nif that is meant, record it again with a model: {again}", pytrace=False
            )
        return summary
