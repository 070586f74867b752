"""`Run`: the choices that travel together through one run, checked."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from ..errors import BudgetError, EndpointRefusedError, StoreError, UsageError
from ..reading.ledger import INTERRUPTED
from ..reading.progress import Progress
from ..records.incidents import BEST_RULES, BestRule
from ..records.summary import Ending
from ..schemas import EVENT_TYPES, Event, type_names
from ..settings import BUILTIN, Settings
from ..summary.decisions import NO_DECISIONS, Decisions

_ENDINGS: Final[dict[type[Exception], Ending]] = {
    BudgetError: "budget",
    EndpointRefusedError: "refused",
    StoreError: "store",
}


@dataclass(frozen=True, kw_only=True)
class Run:
    """The choices of one run.

    Attributes:
        settings: How the model is asked.
        events: The event types to look for, as `resolve_event_types` gives them.
        best: The rule by which an estimate's best is taken.
        adjudicate: The most questions that the model is asked about uncertain links.
        decisions: A person's decisions on which reports are one event.
        call: The arguments of the call as JSON, for the store's list of runs.
        stop: Ends the run early when it is set; what is done is kept.
        progress: Called with the outcome of each article.

    Raises:
        UsageError: There is no such rule, or the number of questions is negative.
    """

    settings: Settings
    events: tuple[type[Event], ...] = EVENT_TYPES
    best: BestRule = "latest"
    adjudicate: int = 0
    decisions: Decisions = NO_DECISIONS
    call: str = "{}"
    stop: asyncio.Event | None = None
    progress: Progress | None = None

    def __post_init__(self) -> None:
        expect_best_rule(self.best)
        if self.adjudicate < 0:
            raise UsageError(f"expected how many questions to ask at most, got {self.adjudicate}")

    def with_folder(self) -> "Run":
        """Record the working folder in the call, unless the call names one."""
        return replace(self, call=json.dumps({"folder": str(Path.cwd()), **json.loads(self.call)}))

    def with_model(self) -> "Run":
        """Settle which model reads; see `resolve_model`."""
        return replace(self, settings=resolve_model(self.settings))

    def conclude(self, error: Exception | None) -> tuple[Ending, str | None]:
        """Return how the reading ended and why, given the error that ended it before the last article, if any."""
        if self.stop and self.stop.is_set():
            return "interrupted", INTERRUPTED
        for kind, ending in _ENDINGS.items():
            if isinstance(error, kind):
                return ending, str(error)
        return "done", None


def expect_best_rule(best: str) -> None:
    """Raise UsageError if there is no rule for best of this name."""
    if best not in BEST_RULES:
        raise UsageError(f"expected a rule for best, got {best!r}: one of {', '.join(BEST_RULES)}")


def resolve_event_types(events: Sequence[type[Event]] | None) -> tuple[type[Event], ...]:
    """Return the event types to look for, by default all built-in ones.

    Raises UsageError if one has no Literal `type`, or two share a value of it.
    """
    types = tuple(dict.fromkeys(events)) if events else EVENT_TYPES
    taken: dict[str, type[Event]] = {}
    for kind in types:
        names = type_names(kind)
        if not names:
            raise UsageError(
                f'{kind.__name__}: expected `type: Literal["..."]`, got no Literal: name the type\'s values'
            )
        for name in names:
            if name in taken:
                raise UsageError(
                    f'type "{name}": expected one event class for it, got {taken[name].__name__} and {kind.__name__}'
                )
            taken[name] = kind
    return types


def resolve_settings(settings: Settings | None, model: str | None, store: Path | None = None) -> Settings:
    """Return the settings, or those of the environment, with the model and the store that the call names."""
    chosen = settings or Settings.from_environment()
    return replace(chosen, model=model or chosen.model, store=store or chosen.store)


def resolve_model(settings: Settings) -> Settings:
    """Fill in the model where none is named: in a replay the recorded one, else the built-in rules."""
    if settings.model:
        return settings
    if settings.replay is None:
        return replace(settings, model=BUILTIN)
    from ..llm.cassettes.file import read_recorded_model  # noqa: PLC0415  # PyYAML: not for the rules

    model = read_recorded_model(settings.replay)
    if not model:
        raise UsageError(f"{settings.replay}: expected a model's name under `about`, got none: pass --model NAME")
    return replace(settings, model=model)
