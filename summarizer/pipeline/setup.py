"""Builds the reader and the judge of a run from its settings, and opens its store and its cassette."""

from collections.abc import AsyncIterator, Iterable
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..linking.adjudication import Judge
from ..llm.replies import Replies
from ..reading.articles import read_concurrently
from ..reading.ledger import Ledger
from ..reading.outcome import Outcome
from ..reading.reader import Reader
from ..records.article import Article
from ..settings import BUILTIN, NO_MODEL, Settings, find_secrets
from ..store import Store
from .run import Run

if TYPE_CHECKING:
    from ..llm.prompts import Prompts, Template  # Jinja takes a tenth of a second to import


@dataclass(frozen=True)
class Setup:
    """The reader and the judge of a run, their prompts, and the cassette that is open; the rules are a reader alone."""

    reader: Reader
    judge: Judge | None = None
    prompts: "Prompts | None" = None
    cassette: Any = None

    def keep_old_replies_if_failed(self, outcomes: Iterable[Outcome]) -> None:
        """Keep a recording from dropping replies it did not use, where an article got none that is of use."""
        if self.cassette is not None and any(outcome.error for outcome in outcomes):
            self.cassette.of_no_use = True


def select_templates(prompts: "Prompts | None", passes: int, *, adjudicate: bool = False) -> "tuple[Template, ...]":
    """Return the templates that a run with so many passes may render; none for the rules."""
    names = ("extract", "repair", *(["account"] if passes > 1 else []), *(["link"] if adjudicate else []))
    return tuple(prompts[name] for name in names) if prompts else ()


def label_templates(prompts: "Prompts | None", passes: int) -> str:
    """Name the templates that articles are read with: "extract 2, repair 1"; empty for the rules."""
    return ", ".join(template.label for template in select_templates(prompts, passes))


@asynccontextmanager
async def open_setup(run: Run, replies: Replies | None, prompts: "Prompts | None" = None) -> AsyncIterator[Setup]:
    """Build what the run's settings name, with these `prompts` in place of theirs; `replies` is the reply cache."""
    settings = run.settings
    if settings.model == BUILTIN:
        for option, name in ((settings.record or settings.replay, "a cassette"), (settings.prompts, "prompts")):
            if option:
                raise UsageError(f"expected a model with {name}, got the built-in rules: {NO_MODEL}")
        from ..reading.rules import RuleReader  # noqa: PLC0415  # its lexicons are read when it is used

        yield Setup(RuleReader(run.events, settings.timeout))
        return
    from ..llm.client import Client  # noqa: PLC0415  # openai and instructor take two seconds to import
    from ..llm.customprompts import read_prompts  # noqa: PLC0415
    from ..reading.model import LLMJudge, LLMReader  # noqa: PLC0415

    chosen = prompts or read_prompts(settings.prompts)
    async with Client(settings, replies) as client:
        with _open_cassette(settings) as cassette:
            yield Setup(LLMReader(client, run.events, chosen), LLMJudge(client, chosen), chosen, cassette)


async def read_with(reader: Reader, articles: Iterable[Article], ledger: Ledger, run: Run) -> Exception | None:
    """Read the articles into the ledger, and return the error that ended it before the last one, if any did."""
    settings = run.settings
    return await read_concurrently(
        articles,
        reader,
        ledger,
        settings.concurrency,
        passes=settings.passes,
        limit=settings.timeout,
        stop=run.stop,
        progress=run.progress,
    )


def open_store(settings: Settings) -> AbstractContextManager[Store | None]:
    """Open the store that the settings name, if they name one. Raises StoreError."""
    return Store(settings.store) if settings.store else nullcontext()


def _open_cassette(settings: Settings) -> AbstractContextManager[Any]:
    if not settings.record:
        return nullcontext()
    from ..llm.cassettes import recording  # noqa: PLC0415  # vcrpy takes half a second to import

    return recording(settings.record, settings.model or "unknown", secrets=find_secrets(settings))
