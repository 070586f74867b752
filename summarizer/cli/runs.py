"""`summarizer runs`: lists the runs of a store."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..errors import UsageError
from ..language.visible import clean
from ..store import RunRow, Store, is_there


def list_runs(path: Path, form: str) -> str:
    """List the runs of a store as text or JSON, the newest last. Raises UsageError if there is none in the file."""
    if not is_there(path):
        held = "an empty file" if path.exists() else "no file"
        raise UsageError(f"{path}: expected a store, found {held} there: `summarizer run` makes one")
    with Store(path) as store:
        runs = store.runs()
        if form == "json":
            return json.dumps([{**asdict(run), "arguments": _parse_arguments(run)} for run in runs], indent=2) + "\n"
        return "".join(f"{line}\n" for line in _format_rows(store, runs))


def _format_rows(store: Store, runs: Iterable[RunRow]) -> Iterable[str]:
    yield f"{'run':>4}  {'began (UTC)':19}  {'state':11}  {'read':>13}  {'failed':>6}  {'cost':>9}  model, paths"
    for run in runs:
        done = run.counts["ok"] if "ok" in run.counts else sum(1 for _ in store.run_keys(run.id))
        read = f"{done:.0f} of {run.total if run.total is not None else '?'}"
        failed = f"{run.counts['failed']:.0f}" if "failed" in run.counts else "?"
        cost = f"${run.counts['cost']:.4f}" if "cost" in run.counts else "unknown"
        paths = " ".join(map(str, _parse_arguments(run).get("paths", [])))
        call = clean(f"{run.model}  {paths}")
        began = run.began[:19].replace("T", " ")
        yield f"{run.id:>4}  {began}  {run.state:11}  {read:>13}  {failed:>6}  {cost:>9}  {call}"


def _parse_arguments(run: RunRow) -> dict[str, Any]:
    arguments = json.loads(run.arguments)
    return arguments if isinstance(arguments, dict) else {}
