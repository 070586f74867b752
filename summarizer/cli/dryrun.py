"""`run --dry-run`: prints the forecast of a run; nothing is sent."""

from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ..errors import UsageError
from ..files.streams import write
from .exits import OK

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from ..inputs.articles import Reading
    from ..pipeline.forecast import Forecast
    from ..pipeline.run import Run
    from ..settings import Settings
    from ..store import Store

_BY_RULES: Final = "read by the built-in rules: nothing to send, nothing to pay"
_NOT_COUNTED: Final = (
    "Not counted: second questions about an article (--passes 2 and --adjudicate ask more of them), and what a "
    "reasoning model\nwrites before it answers. --budget stops a run before it costs more than you say."
)


def dry_run(reading: "Reading", run: "Run") -> int:
    """Print the forecast of a run; what its store has a reply to is not asked again."""
    from ..settings import BUILTIN  # noqa: PLC0415  # a `--help` needs none of it

    settings = replace(run.settings, model=run.settings.model or _model_of_earlier(reading, run))
    run = replace(run, settings=settings).with_model()
    if run.settings.model == BUILTIN:
        write(f"articles  {len(reading.articles)}, {_BY_RULES}\n")
        return OK
    from ..pipeline.forecast import forecast_run  # noqa: PLC0415  # openai and instructor take two seconds to import

    with _open_existing_store(run.settings) as store:
        forecast = forecast_run(reading.articles, run, store, store.outcome if store else None)
    write(_format(forecast, run.settings.model or ""))
    return OK


def _model_of_earlier(reading: "Reading", run: "Run") -> str | None:
    """Return the model of the run that is added to, if one is."""
    if not run.settings.add:
        return None
    from ..pipeline.previous_run import NO_RUN, find_earlier  # noqa: PLC0415

    with _open_existing_store(run.settings) as store:
        if store is None:
            raise UsageError(NO_RUN)
        return find_earlier(store, reading.articles, run).model


def _open_existing_store(settings: "Settings") -> "AbstractContextManager[Store | None]":
    from ..store import Store, is_there  # noqa: PLC0415

    return Store(settings.store) if settings.store and is_there(settings.store) else nullcontext()


def _format(forecast: "Forecast", model: str) -> str:
    stored = f", {forecast.stored} of them answered already" if forecast.stored else ""
    failed = f"; {forecast.failed} failed before, and are not asked again: --retry-failed" if forecast.failed else ""
    least, likely, most = forecast.output
    lines = [
        f"articles  {forecast.requests}",
        f"requests  {forecast.requests - forecast.failed}, one for each article{stored}{failed}",
        f"input     {forecast.input.likely:,} tokens likely, {forecast.input.most:,} at most",
        f"output    {likely:,} tokens likely, {least:,} to {most:,}",
        f"cost      {_format_cost(forecast.cost, model)}",
        _NOT_COUNTED,
    ]
    return "\n".join(lines) + "\n"


def _format_cost(cost: list[float] | None, model: str) -> str:
    if cost is None:
        return f"unknown: no price of {model} at this endpoint; give it with --prices FILE"
    least, likely, most = (f"${usd:,.2f}" if usd >= 1 else f"${usd:.4f}" for usd in cost)
    return f"{likely} likely, {least} to {most}"
