"""USD for tokens: a user's own list first, then the list prices that `genai-prices` carries; nothing is downloaded."""

import re
import tomllib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..errors import UsageError
from ..records.usage import Usage

if TYPE_CHECKING:
    from genai_prices.types import ModelPrice  # a fifth of a second to import: only where a list price is looked up

GIVE_PRICES: Final = "give it with --prices FILE (docs/cost.md)"
_MILLION: Final = 1_000_000
_DATE: Final = re.compile(r"-(\d{4}-\d\d-\d\d|\d{4,8})\Z")  # gpt-4o-2024-08-06, gpt-4-0613, model-20250514
_INPUT: Final = ("input_mtok", "cache_read_mtok", "cache_write_mtok")  # the library's names for USD per million tokens
_STEP: Final = timedelta(minutes=30)  # rates that depend on the hour change on the half hour at the earliest

_Dollars = Field(ge=0, allow_inf_nan=False)


class _PriceModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LongPrice(_PriceModel):
    """Factors on the price of all input and of the output in a request of at least `over` input tokens."""

    over: int = Field(gt=0)
    input: float = Field(default=1.0, ge=1)
    output: float = Field(default=1.0, ge=1)


class Price(_PriceModel):
    """USD for a million tokens."""

    input: float = _Dollars
    output: float = _Dollars
    cached: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    cache_write: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    long: LongPrice | None = None

    def cost(self, spent: Usage, written: int | None = None) -> float:
        """Return USD for these tokens; `written` of them go into the endpoint's cache, None if it does not say.

        What the endpoint does not say is charged at the dearer rate: input is not cached, and is written to the cache.
        """
        fresh = max(spent.prompt_tokens - spent.cached_tokens, 0)
        written = fresh if written is None else min(written, fresh)
        cached_rate = self.input if self.cached is None else self.cached
        write_rate = self.input if self.cache_write is None else self.cache_write
        input_cost = (fresh - written) * self.input + written * write_rate + spent.cached_tokens * cached_rate
        output_cost = spent.completion_tokens * self.output
        if self.long and spent.prompt_tokens >= self.long.over:
            input_cost, output_cost = input_cost * self.long.input, output_cost * self.long.output
        return (input_cost + output_cost) / _MILLION


class _List(_PriceModel):
    """The prices of one endpoint, as a page gave them on a day."""

    endpoint: str | None = None
    page: str | None = None
    as_of: date | None = None
    models: dict[str, Price]


class _Lists(_PriceModel):
    list: tuple[_List, ...]


def find_price(model: str, base_url: str, file: Path | None = None) -> Price | None:
    """Look up what a model costs at an endpoint, in a user's `file` first; None if that is unknown.

    Raises UsageError if the file is no list of prices.
    """
    own = _own_price(model, urlsplit(base_url).hostname, _read(file)) if file else None
    return own or _list_price(model, base_url)


def _own_price(model: str, host: str | None, lists: Iterable[_List]) -> Price | None:
    prices = {name: price for part in lists if part.endpoint in (None, host) for name, price in part.models.items()}
    return prices.get(model) or prices.get(_DATE.sub("", model))


@cache
def _list_price(model: str, base_url: str) -> Price | None:
    """Look up the list price, at its dearest within a day: a budget must hold at any hour."""
    from genai_prices import data_snapshot  # noqa: PLC0415  # a fifth of a second to import

    snapshot = data_snapshot.get_snapshot()
    parts = urlsplit(base_url)
    url = f"https://{parts.hostname or ''}{parts.path}"  # neither password nor query is matched
    try:
        provider = snapshot.find_provider(None, None, url)
    except LookupError:
        return None
    if not re.match(rf"(?:{provider.api_pattern})(?:/|$)", url):  # api.openai.com.example.org
        return None
    names = (model.lower(), _DATE.sub("", model.lower()))
    info = next(filter(None, (provider.find_model(name, all_providers=snapshot.providers) for name in names)), None)
    if info is None:
        return None
    now = datetime.now(UTC)
    rates = (info.get_prices(now + step * _STEP) for step in range(timedelta(days=1) // _STEP))
    prices = [price for rate in rates if (price := _converted(rate))]
    return max(prices, key=lambda price: (price.output, price.input), default=None)


def _converted(rates: "ModelPrice") -> Price | None:
    """Convert the library's rates; None without rates for text, or with a fee for each request besides.

    Long requests have one threshold here, the lowest, and one factor for all input, the largest.
    """
    from genai_prices.types import TieredPrices  # noqa: PLC0415  # as above

    if rates.input_mtok is None or rates.output_mtok is None or rates.requests_kcount is not None:
        return None
    base: dict[str, float | None] = {}
    factors: dict[str, float] = {}
    starts: list[int] = []
    for name in (*_INPUT, "output_mtok"):
        rate = getattr(rates, name)
        if isinstance(rate, TieredPrices):
            starts += [tier.start for tier in rate.tiers]
            factors[name] = max([1.0, *(float(tier.price / rate.base) for tier in rate.tiers if rate.base)])
            rate = rate.base
        base[name] = None if rate is None else float(rate)
    long_input = max(factors.get(name, 1.0) for name in _INPUT)
    return Price.model_validate(
        {
            "input": base["input_mtok"],
            "output": base["output_mtok"],
            "cached": base["cache_read_mtok"],
            "cache_write": base["cache_write_mtok"],
            "long": LongPrice(over=max(min(starts), 1), input=long_input, output=factors.get("output_mtok", 1.0))
            if starts
            else None,
        }
    )


def _read(path: Path) -> tuple[_List, ...]:
    try:
        return _Lists.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).list
    except OSError as error:
        raise UsageError(f"{path}: expected a list of prices, got no file: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: expected prices as in docs/cost.md, got {_reason(error)}") from error


def _reason(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return f"no TOML: {error}"
    first: Any = error.errors(include_url=False, include_context=False, include_input=False)[0]
    return f"at {'.'.join(map(str, first['loc']))}: {first['msg']}"
