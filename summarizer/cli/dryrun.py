"""`run --dry-run`: what the run would ask and cost, and nothing is sent."""

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
    from ..schemas import Event
    from ..settings import Settings
    from ..store import Store

_BY_RULES: Final = "read by the built-in rules: nothing to send, nothing to pay"
_NOT_COUNTED: Final = (
    "Not counted: second questions about an article (--passes 2 and --adjudicate ask more of them), and what a "
    "reasoning model\nwrites before it answers. --budget stops a run before it costs more than you say."
)


def dry_run(reading: "Reading", settings: "Settings", types: "tuple[type[Event], ...]", told: str = "{}") -> int:
    """Print the forecast; what the settings' store has a reply to is not asked again. `told` is the call, in JSON."""
    from ..pipeline.setup import with_model  # noqa: PLC0415  # a `--help` needs none of it
    from ..settings import BUILTIN  # noqa: PLC0415

    settings = with_model(replace(settings, model=settings.model or _added_model(reading, settings, told)))
    if settings.model == BUILTIN:
        write(f"articles  {len(reading.articles)}, {_BY_RULES}\n")
        return OK
    from ..pipeline.forecast import foretell  # noqa: PLC0415  # openai and instructor take two seconds to import

    with _kept(settings) as store:
        forecast = foretell(reading.articles, settings, types, store, store.outcome if store else None)
    write(_told(forecast, settings.model or ""))
    return OK


def _added_model(reading: "Reading", settings: "Settings", told: str) -> str | None:
    """The model of the run that is added to, if one is."""
    if not settings.add:
        return None
    from ..pipeline.earlier import NO_RUN, added_to  # noqa: PLC0415

    with _kept(settings) as store:
        if store is None:
            raise UsageError(NO_RUN)
        return added_to(store, reading.articles, told).model


def _kept(settings: "Settings") -> "AbstractContextManager[Store | None]":
    """The store, if there is one already."""
    from ..store import Store, is_there  # noqa: PLC0415

    return Store(settings.store) if settings.store and is_there(settings.store) else nullcontext()


def _told(forecast: "Forecast", model: str) -> str:
    stored = f", {forecast.stored} of them answered already" if forecast.stored else ""
    failed = f"; {forecast.failed} failed before, and are not asked again: --retry-failed" if forecast.failed else ""
    least, likely, most = forecast.output
    lines = [
        f"articles  {forecast.requests}",
        f"requests  {forecast.requests - forecast.failed}, one for each article{stored}{failed}",
        f"input     {forecast.input.likely:,} tokens likely, {forecast.input.most:,} at most",
        f"output    {likely:,} tokens likely, {least:,} to {most:,}",
        f"cost      {_cost(forecast.cost, model)}",
        _NOT_COUNTED,
    ]
    return "\n".join(lines) + "\n"


def _cost(cost: list[float] | None, model: str) -> str:
    if cost is None:
        return f"unknown: no price of {model} at this endpoint; give it with --prices FILE"
    least, likely, most = (f"${usd:,.2f}" if usd >= 1 else f"${usd:.4f}" for usd in cost)
    return f"{likely} likely, {least} to {most}"
