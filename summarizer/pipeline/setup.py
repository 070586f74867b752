"""Who is asked, for what, and how it ended: the reader, the judge, the store and the cassette that settings name."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from ..errors import BudgetError, EndpointRefusedError, StoreError, UsageError
from ..linking.adjudication import Judge
from ..llm.replies import Replies
from ..reading.articles import read_each
from ..reading.ledger import INTERRUPTED, Ledger
from ..reading.outcome import Outcome
from ..reading.progress import Progress
from ..reading.reader import Reader
from ..records.article import Article
from ..records.incidents import BEST_RULES, BestRule
from ..records.summary import Ending
from ..schemas import EVENT_TYPES, Event, type_names
from ..settings import BUILTIN, NO_MODEL, Settings, secrets_of
from ..store import Store

if TYPE_CHECKING:
    from ..llm.prompts import Prompts, Template  # Jinja takes a tenth of a second to import

_ENDINGS: Final[dict[type[Exception], Ending]] = {
    BudgetError: "budget",
    EndpointRefusedError: "refused",
    StoreError: "store",
}


@dataclass(frozen=True)
class Asked:
    """Who is asked: the reader, the judge, their templates, what records replies; the rules have the first alone."""

    reader: Reader
    judge: Judge | None = None
    prompts: "Prompts | None" = None
    cassette: Any = None

    def heed(self, outcomes: Iterable[Outcome]) -> None:
        """Let a recording drop nothing where an article has no reply of use."""
        if self.cassette is not None and any(outcome.error for outcome in outcomes):
            self.cassette.of_no_use = True


def templates_of(prompts: "Prompts | None", passes: int, *, adjudicate: bool = False) -> "tuple[Template, ...]":
    """The templates that a run with so many passes may render; none by the rules."""
    names = ("extract", "repair", *(["account"] if passes > 1 else []), *(["link"] if adjudicate else []))
    return tuple(prompts[name] for name in names) if prompts else ()


def labels_of(prompts: "Prompts | None", passes: int) -> str:
    """What names the templates that articles are read with: "extract 2, repair 1"; empty by the rules."""
    return ", ".join(template.label for template in templates_of(prompts, passes))


@asynccontextmanager
async def asked(
    settings: Settings, types: tuple[type[Event], ...], replies: Replies | None, prompts: "Prompts | None" = None
) -> AsyncIterator[Asked]:
    """Who the settings say is asked; with these `prompts` in place of those that the settings name."""
    if settings.model == BUILTIN:
        for given, what in ((settings.record or settings.replay, "a cassette"), (settings.prompts, "prompts")):
            if given:
                raise UsageError(f"expected a model with {what}, got the built-in rules: {NO_MODEL}")
        from ..reading.rules import RuleReader  # noqa: PLC0415  # its lexicons are read when it is used

        yield Asked(RuleReader(types, settings.timeout))
        return
    from ..llm.client import Client  # noqa: PLC0415  # openai and instructor take two seconds to import
    from ..llm.customprompts import read_prompts  # noqa: PLC0415
    from ..reading.model import LLMJudge, LLMReader  # noqa: PLC0415

    chosen = prompts or read_prompts(settings.prompts)
    async with Client(settings, replies) as client:
        with _recording(settings) as cassette:
            yield Asked(LLMReader(client, types, chosen), LLMJudge(client, chosen), chosen, cassette)


async def read_with(
    articles: Iterable[Article],
    reader: Reader,
    ledger: Ledger,
    settings: Settings,
    stop: asyncio.Event | None = None,
    progress: Progress | None = None,
) -> Exception | None:
    """Read the articles as the settings say; what ended it before the last article, if anything did."""
    return await read_each(
        articles,
        reader,
        ledger,
        settings.concurrency,
        passes=settings.passes,
        limit=settings.timeout,
        stop=stop,
        progress=progress,
    )


def ending_of(error: Exception | None, stop: asyncio.Event | None) -> tuple[Ending, str | None]:
    """How the reading ended, and why."""
    if stop and stop.is_set():
        return "interrupted", INTERRUPTED
    for kind, ending in _ENDINGS.items():
        if isinstance(error, kind):
            return ending, str(error)
    return "done", None


def event_types(events: Sequence[type[Event]] | None) -> tuple[type[Event], ...]:
    """The event types to look for, checked: each has a Literal `type`, and no two share a value."""
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


def best_rule(best: BestRule) -> BestRule:
    """The rule for best, if there is one of this name. Raises UsageError otherwise."""
    if best not in BEST_RULES:
        raise UsageError(f"expected a rule for best, got {best!r}: one of {', '.join(BEST_RULES)}")
    return best


def with_model(settings: Settings) -> Settings:
    """With no model named: in a replay the recorded one, else the built-in rules."""
    if settings.model:
        return settings
    if settings.replay is None:
        return replace(settings, model=BUILTIN)
    from ..llm.cassettes.file import read_recorded_model  # noqa: PLC0415  # PyYAML: not for the rules

    model = read_recorded_model(settings.replay)
    if not model:
        raise UsageError(f"{settings.replay}: expected a model's name under `about`, got none: pass --model NAME")
    return replace(settings, model=model)


def store_of(settings: Settings) -> AbstractContextManager[Store | None]:
    """The store that the settings name, open. Raises StoreError."""
    if not settings.store:
        return nullcontext()
    return Store(settings.store)


def _recording(settings: Settings) -> AbstractContextManager[Any]:
    if not settings.record:
        return nullcontext()
    from ..llm.cassettes import recording  # noqa: PLC0415  # vcrpy takes half a second to import

    return recording(settings.record, settings.model or "unknown", secrets=secrets_of(settings))
