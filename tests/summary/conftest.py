"""What the tests of decisions share: a run of the command line on three articles."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summarizer import Summary
from summarizer.cli import main

from .test_decisions import together
from .three_articles import MARKET, PORT, SCHOOL, write


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Runs the command line in a folder with a store and three articles of three events; returns what it found."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "news", wire=MARKET, post=SCHOOL, port=PORT)

    def run(*arguments: str, code: int = 0, form: str = "json") -> Any:
        called = ["run", *arguments, "--store", "s.sqlite", "--format", form]
        assert main(called) == code, capsys.readouterr().err
        out = capsys.readouterr()
        run.said = out.err  # type: ignore[attr-defined]
        if form == "incidents":
            found = [json.loads(line)["incident"] for line in out.out.splitlines()]
            return sorted(({event["source"] for event in incident["events"]} for incident in found), key=sorted)
        if not out.out:
            return None
        run.summary = Summary.model_validate_json(out.out)  # type: ignore[attr-defined]
        return together(run.summary)  # type: ignore[attr-defined]

    return run
