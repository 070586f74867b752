"""Frozen settings of a run, from arguments first, then from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from .errors import UsageError

Mode = Literal["json_schema", "tools"]

BUILTIN = "builtin"  # as a model's name: read by rules, with no model

NO_MODEL = (
    "no model to read with: pass --model NAME with OPENAI_API_KEY set, or --base-url URL of a local "
    "OpenAI-compatible server with --model NAME, or --replay CASSETTE to replay recorded replies"
)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How a run asks its model.

    `timeout` is the limit in seconds for one article, every retry included, `attempt_timeout` that for
    one attempt (see `attempt_limit`). `transport_retries` counts repeats after a lost connection, a 429
    or a 5xx; `reasks` counts repeats after a reply that does not fit the schema. With two `passes`,
    numbers that no figure claims are asked about once more. `rpm` and `tpm` are limits for a minute, of
    requests and of tokens; `max_tokens` is the longest reply that is asked for, `budget` the most USD
    that the run may cost, by the prices of the package and, before them, those of the file `prices`.
    At most one of `replay` and `record` names a cassette. `store` keeps every reply and every outcome, so that
    nothing is asked twice; with `retry_failed`, what failed in it is. `add`: the articles come to those of the
    last run of their folder (docs/reliability.md). `prompts` is a folder with templates of one's own
    (`docs/prompts.md`).
    """

    model: str | None = None
    base_url: str | None = field(default=None, repr=False)  # it may hold a password
    api_key: str | None = field(default=None, repr=False)
    mode: Mode = "json_schema"
    concurrency: int = 8
    timeout: float = 300.0
    attempt_timeout: float | None = None
    transport_retries: int = 5
    reasks: int = 1
    passes: int = 1
    rpm: int | None = None
    tpm: int | None = None
    max_tokens: int | None = None
    budget: float | None = None
    prices: Path | None = None
    replay: Path | None = None
    record: Path | None = None
    store: Path | None = None
    retry_failed: bool = False
    add: bool = False
    prompts: Path | None = None

    def __post_init__(self) -> None:
        if self.concurrency < 1:
            raise UsageError(f"expected a concurrency of at least 1, got {self.concurrency}")
        if self.timeout <= 0:
            raise UsageError(f"expected a time limit above 0 seconds, got {self.timeout}")
        if self.attempt_timeout is not None and self.attempt_timeout <= 0:
            raise UsageError(f"expected a time limit above 0 seconds for an attempt, got {self.attempt_timeout}")
        for name, what in (("rpm", "request"), ("tpm", "token"), ("max_tokens", "token")):
            if (given := getattr(self, name)) is not None and given < 1:
                raise UsageError(f"expected --{name.replace('_', '-')} of at least 1 {what}, got {given}")
        if self.budget is not None and not 0 <= self.budget < inf:
            raise UsageError(f"expected a budget of 0 USD or more, got {self.budget}")
        if self.budget is not None and self.replay:
            raise UsageError("expected a model that costs money with --budget, got --replay: leave one of them out")
        if self.passes not in (1, 2):
            raise UsageError(f"expected 1 or 2 passes, got {self.passes}")
        if self.replay and self.record:
            raise UsageError("expected one of --replay and --record, got both: record first, then replay")
        if (self.add or self.retry_failed) and not self.store:
            raise UsageError("expected a store to add to or to try again, got none: name one")
        if self.store and (self.replay or self.record):
            raise UsageError("expected one of --store and a cassette, got both: a cassette keeps replies by itself")

    @property
    def attempt_limit(self) -> float:
        """Seconds for one attempt: by default two fifths of the article's, at least 120, so that one may hang."""
        return min(self.timeout, self.attempt_timeout or max(120.0, 0.4 * self.timeout))

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None, **given: object) -> "Settings":
        """Settings from what is given (None counts as not given), then from the environment.

        SUMMARIZER_MODEL names the model, OPENAI_BASE_URL the endpoint, OPENAI_API_KEY the key.
        """
        env = os.environ if environ is None else environ
        found = {
            "model": env.get("SUMMARIZER_MODEL") or None,
            "base_url": env.get("OPENAI_BASE_URL") or None,
            "api_key": env.get("OPENAI_API_KEY") or None,
        }
        return cls(**{**found, **{name: value for name, value in given.items() if value is not None}})  # type: ignore[arg-type]  # names are checked by the dataclass


def without_secrets(url: str) -> str:
    """The address without what may be a password or a key: an error is printed, and kept."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
