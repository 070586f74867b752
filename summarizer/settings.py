"""Settings of a run, from arguments first, then from the environment."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from typing import Final, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from .errors import UsageError

Mode = Literal["json_schema", "tools"]

MOST_AT_A_TIME: Final = 1000  # articles: the SDK opens no more connections
LONGEST: Final = 1e9  # seconds, 31 years: far more, and the clocks of sockets overflow

BUILTIN = "builtin"  # as a model's name: read by rules, with no model

NO_MODEL = (
    "no model to read with: pass --model NAME with OPENAI_API_KEY set, or --base-url URL of a local "
    "OpenAI-compatible server with --model NAME, or --replay CASSETTE to replay recorded replies"
)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of a run: its model, limits and files.

    Attributes:
        model: The model's name, or "builtin" for the rules; None is the cassette's model in a replay, else the rules.
        base_url: The endpoint; None is OpenAI's.
        api_key: The key. It is sent to the endpoint, and written nowhere.
        mode: The way of structured output: "json_schema" or "tools".
        concurrency: The number of articles at a time.
        timeout: Seconds for one article, every retry included.
        attempt_timeout: Seconds for one attempt; see `attempt_limit`.
        transport_retries: Retries after a lost connection, a 429 or a 5xx.
        reasks: Retries after a reply that does not fit the schema.
        passes: With 2, the model is asked a second time about numbers that no figure claims.
        rpm: The most requests in a minute.
        tpm: The most tokens in a minute.
        max_tokens: The longest reply, in tokens.
        budget: The most USD that the run may cost.
        prices: A file with the user's prices, which come before the package's.
        replay: A cassette that answers in place of the endpoint.
        record: A cassette to record into; not with `replay`.
        store: The store of replies and outcomes, so that nothing is asked twice; not with a cassette.
        retry_failed: Ask again about articles that failed in the store.
        add: Add the articles to the last run of their folder (docs/reliability.md).
        prompts: A folder with the user's templates (docs/prompts.md).

    Raises:
        UsageError: A value is out of its range, or two exclude each other.
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
        self._expect_ranges()
        if self.budget is not None and self.replay:
            raise UsageError("expected a model that costs money with --budget, got --replay: leave one of them out")
        if self.replay and self.record:
            raise UsageError("expected one of --replay and --record, got both: record first, then replay")
        if self.base_url is not None and (self.replay or self.model not in (None, BUILTIN)):
            expect_address(self.base_url)
        if (self.add or self.retry_failed) and not self.store:
            raise UsageError("expected a store to add to or to try again, got none: name one")
        if self.store and (self.replay or self.record):
            raise UsageError("expected one of --store and a cassette, got both: a cassette keeps replies by itself")

    def _expect_ranges(self) -> None:
        if not 1 <= self.concurrency <= MOST_AT_A_TIME:
            bound = "least 1" if self.concurrency < 1 else f"most {MOST_AT_A_TIME}"
            raise UsageError(f"expected a concurrency of at {bound}, got {self.concurrency}")
        for seconds, what in ((self.timeout, ""), (self.attempt_timeout, " for an attempt")):
            if seconds is not None and not 0 < seconds <= LONGEST:
                bound = f"of at most {LONGEST:g}" if seconds > LONGEST else "above 0"
                raise UsageError(f"expected a time limit {bound} seconds{what}, got {seconds}")
        for name, what in (("rpm", "request"), ("tpm", "token"), ("max_tokens", "token")):
            if (value := getattr(self, name)) is not None and value < 1:
                raise UsageError(f"expected --{name.replace('_', '-')} of at least 1 {what}, got {value}")
        if self.budget is not None and not 0 <= self.budget < inf:
            raise UsageError(f"expected a budget of 0 USD or more, got {self.budget}")
        if self.passes not in (1, 2):
            raise UsageError(f"expected 1 or 2 passes, got {self.passes}")

    @property
    def attempt_limit(self) -> float:
        """Seconds for one attempt: by default two fifths of the article's, at least 120, so that one may hang."""
        return min(self.timeout, self.attempt_timeout or max(120.0, 0.4 * self.timeout))

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None, **overrides: object) -> "Settings":
        """Make settings from the overrides, then from the environment.

        SUMMARIZER_MODEL names the model, OPENAI_BASE_URL the endpoint, OPENAI_API_KEY the key.

        Args:
            environ: The environment; by default the process's.
            **overrides: Settings by name; None counts as absent.

        Raises:
            UsageError: As for `Settings`.
        """
        env = os.environ if environ is None else environ
        defaults = {
            "model": env.get("SUMMARIZER_MODEL") or None,
            "base_url": env.get("OPENAI_BASE_URL") or None,
            "api_key": env.get("OPENAI_API_KEY") or None,
        }
        return cls(**{**defaults, **{name: value for name, value in overrides.items() if value is not None}})  # type: ignore[arg-type]  # names are checked by the dataclass


def find_secrets(settings: Settings) -> frozenset[str]:
    """Find the secrets in settings: the key, and the address's user, password and values of the query."""
    parts = urlsplit(settings.base_url or "")
    candidates = [settings.api_key, parts.username, parts.password, *(value for _, value in parse_qsl(parts.query))]
    return frozenset(filter(None, [*candidates, *(unquote(candidate) for candidate in candidates if candidate)]))


def expect_key(key: str) -> None:
    """Raises UsageError for a key that no HTTP header can carry; of the key, the message has one character at most."""
    if wrong := re.search(r"[^ -~]|\s\Z", key):
        raise UsageError(
            f"expected OPENAI_API_KEY in letters, digits and signs of ASCII, got {wrong[0]!r} as its character "
            f"{wrong.start() + 1} of {len(key)}: copy the key again"
        )


def expect_address(url: str) -> None:
    """Raise UsageError unless the address is http or https with a host."""
    try:
        parts = urlsplit(url)
        holds = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # of brackets, of the port
        holds = False
    if not holds or re.search(r"[\s\x00-\x1f\x7f\ud800-\udfff]", url):
        raise UsageError(
            f"expected --base-url (or OPENAI_BASE_URL) as http:// or https:// with a host, got {redact_address(url)}: "
            "put it right"
        )


def redact_address(url: str) -> str:
    """Remove passwords and keys from an address, for errors are printed and stored."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url.rpartition("@")[2].partition("?")[0]
    if not parts.netloc:  # no address, as it was meant or at all
        return url.rpartition("@")[2].partition("?")[0]
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
