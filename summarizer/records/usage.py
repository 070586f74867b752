"""Usage of a run: requests, attempts, tokens and cost, over every attempt, failed ones included."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from ..schemas import Record

# Set where a recording has a reply already: the answer to this task's request was paid for before.
paid_before: ContextVar[bool] = ContextVar("paid_before", default=False)


@dataclass
class Usage:
    """Running totals.

    `requests` are questions asked, re-asks included; `stored` are those answered by a reply that was already paid for;
    `attempts` are HTTP requests sent. `waited` are the seconds spent on failed attempts, back-off and rate limits.
    `cost` is in USD, None as soon as a price is unknown. `keys` are the request keys of the replies used.
    """

    requests: int = 0
    attempts: int = 0
    stored: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    waited: float = 0.0
    cost: float | None = 0.0
    keys: list[str] = field(default_factory=list)

    def add(self, other: "Usage") -> None:
        """Add the other's totals."""
        for name, count in vars(other).items():
            setattr(self, name, _add(getattr(self, name), count))


def _add(a: Any, b: Any) -> Any:
    return None if a is None or b is None else a + b


class ModelUsage(Record):
    """Usage of one model; see `Usage`. `failed` counts articles without a usable reply from it."""

    model: str
    requests: int = 0
    attempts: int = 0
    stored: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    cost: float | None = None
    failed: int = 0


class RunUsage(Record):
    """Usage of a run; see `Usage`. `failed` counts articles without a usable reply.

    `unread` counts those that were not read because the budget was spent: they are not in `failed`.
    `cost` is in USD; None where a price is unknown, or nothing was counted.

    `adjudicated` counts the pairs of reports that the model was asked about, `unanswered` those of
    them without a usable reply; both are in `requests`.
    """

    model: str | None = None
    requests: int = 0
    attempts: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    stored: int = 0
    waited: float = 0.0
    cost: float | None = None
    by_model: tuple[ModelUsage, ...] = ()
    failed: int = 0
    unread: int = 0
    adjudicated: int = 0
    unanswered: int = 0
