"""`Run`: the choices of one run, which are checked where they are put together."""

import asyncio
import json
from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from summarizer import Settings
from summarizer.errors import BudgetError, EndpointRefusedError, ModelError, StoreError, UsageError
from summarizer.pipeline.run import Run, resolve_settings

RUN = Run(settings=Settings(model="m"))


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        pytest.param({"best": "worst"}, "expected a rule for best, got 'worst'", id="no such rule"),
        pytest.param({"adjudicate": -1}, "expected how many questions to ask at most, got -1", id="below none"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(choice: dict[str, Any], message: str) -> None:
    """When the run is put together, and when it is changed."""
    with pytest.raises(UsageError, match=message):
        Run(settings=RUN.settings, **choice)
    with pytest.raises(UsageError, match=message):
        replace(RUN, **choice)


def test_a_run_is_frozen() -> None:
    """What a stage was given, the next is given too."""
    with pytest.raises(FrozenInstanceError):
        RUN.best = "max"  # type: ignore[misc]  # it is the test
    fields = {"settings", "events", "best", "adjudicate", "call", "stop", "progress", "decisions"}
    assert set(get_type_hints(Run)) == fields


@pytest.mark.parametrize(
    ("error", "stopped", "ended"),
    [
        pytest.param(None, False, ("done", None), id="to the last article"),
        pytest.param(ModelError("no answer"), False, ("done", None), id="one article's error ends no run"),
        pytest.param(BudgetError("spent"), False, ("budget", "spent"), id="the budget is spent"),
        pytest.param(EndpointRefusedError("bad key"), False, ("refused", "bad key"), id="the key is refused"),
        pytest.param(StoreError("disk full"), False, ("store", "disk full"), id="the store cannot be written"),
        pytest.param(
            BudgetError("spent"), True, ("interrupted", None), id="an interrupt comes before its consequences"
        ),
    ],
)
def test_how_a_run_ends(error: Exception | None, stopped: bool, ended: tuple[str, str | None]) -> None:
    """The ending of the report, and why."""
    stop = asyncio.Event()
    if stopped:
        stop.set()
    ending, why = replace(RUN, stop=stop).conclude(error)
    assert ending == ended[0]
    assert why == ended[1] or ending == "interrupted"


@pytest.mark.parametrize(
    ("call", "recorded"),
    [
        pytest.param("{}", {"folder": "here"}, id="from Python"),
        pytest.param('{"paths": ["a"]}', {"folder": "here", "paths": ["a"]}, id="with paths"),
        pytest.param('{"folder": "/x"}', {"folder": "/x"}, id="a folder that the call names stays"),
    ],
)
def test_the_call_is_recorded_with_its_folder(
    call: str, recorded: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its paths start from there, when another run looks for the one that it adds to."""
    monkeypatch.chdir(tmp_path)
    here = {"here": str(tmp_path)}
    wanted = {name: here.get(value, value) if isinstance(value, str) else value for name, value in recorded.items()}
    assert json.loads(replace(RUN, call=call).with_folder().call) == wanted


@pytest.mark.parametrize(
    ("settings", "model", "store", "wanted"),
    [
        pytest.param(Settings(model="a"), None, None, ("a", None), id="as the settings say"),
        pytest.param(Settings(model="a"), "b", Path("s"), ("b", Path("s")), id="an argument comes before them"),
        pytest.param(Settings(model="a", store=Path("t")), None, None, ("a", Path("t")), id="and takes nothing away"),
        pytest.param(None, "b", None, ("b", None), id="the environment, with an argument"),
    ],
)
def test_arguments_come_before_settings(
    settings: Settings | None, model: str | None, store: Path | None, wanted: tuple[str | None, Path | None]
) -> None:
    resolved = resolve_settings(settings, model, store)
    assert (resolved.model, resolved.store) == wanted
