"""What tokens cost: list prices by model and endpoint, from `prices.toml` and from a file of the user's."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..errors import UsageError
from ..records.usage import Usage

GIVE_PRICES: Final = "give it with --prices FILE (docs/cost.md)"
_MILLION: Final = 1_000_000
_OPENAI: Final = "api.openai.com"
_DATED: Final = re.compile(r"-(\d{4}-\d\d-\d\d|\d{4,8})")  # gpt-4o-2024-08-06, gpt-4-0613, model-20250514

_Dollars = Field(ge=0, allow_inf_nan=False)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LongPrice(_Strict):
    """By how much a request of at least `over` input tokens costs more, all of its input and its output."""

    over: int = Field(gt=0)
    input: float = Field(default=1.0, ge=1)
    output: float = Field(default=1.0, ge=1)


class Price(_Strict):
    """USD for a million tokens."""

    input: float = _Dollars
    output: float = _Dollars
    cached: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    cache_write: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    long: LongPrice | None = None

    def cost(self, spent: Usage, written: int | None = None) -> float:
        """USD for these tokens; `written` are those put into the endpoint's cache, None where it does not say.

        What the endpoint does not say counts as dear: input is not cached, and is written to the cache.
        """
        fresh = max(spent.prompt_tokens - spent.cached_tokens, 0)
        written = fresh if written is None else min(written, fresh)
        kept = self.input if self.cached is None else self.cached
        write = self.input if self.cache_write is None else self.cache_write
        read = (fresh - written) * self.input + written * write + spent.cached_tokens * kept
        said = spent.completion_tokens * self.output
        if self.long and spent.prompt_tokens >= self.long.over:
            read, said = read * self.long.input, said * self.long.output
        return (read + said) / _MILLION


class _List(_Strict):
    """The prices of one endpoint, as a page gave them on a day."""

    endpoint: str | None = None
    page: str | None = None
    as_of: date | None = None
    models: dict[str, Price]


class _Lists(_Strict):
    list: tuple[_List, ...]


def price_of(model: str, base_url: str | None, file: Path | None = None) -> Price | None:
    """The price of a model at an endpoint (None: OpenAI's own), None if it is unknown; a user's `file` comes first.

    Raises UsageError if the file is no list of prices.
    """
    host = urlsplit(base_url).hostname if base_url else _OPENAI
    for lists in (_read(file) if file else (), _known()):
        priced = {name: price for one in lists if one.endpoint in (None, host) for name, price in one.models.items()}
        for name in sorted(priced, key=len, reverse=True):
            if model == name or (model.startswith(name) and _DATED.fullmatch(model[len(name) :])):
                return priced[name]
    return None


def sources() -> Iterator[tuple[str, date, str]]:
    """Model, day and page of every price that comes with the package."""
    for one in _known():
        for name in one.models:
            yield name, one.as_of or date.min, one.page or ""


@cache
def _known() -> tuple[_List, ...]:
    text = resources.files(__package__).joinpath("prices.toml").read_text(encoding="utf-8")
    return _Lists.model_validate(tomllib.loads(text)).list


def _read(path: Path) -> tuple[_List, ...]:
    try:
        return _Lists.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).list
    except OSError as error:
        raise UsageError(f"{path}: expected a list of prices, got no file: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: expected prices as in summarizer/llm/prices.toml, got {_what(error)}") from error


def _what(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return f"no TOML: {error}"
    first: Any = error.errors(include_url=False, include_context=False, include_input=False)[0]
    return f"at {'.'.join(map(str, first['loc']))}: {first['msg']}"
