"""What a run cost: requests, attempts and tokens, counted over every attempt, failed ones too."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Usage:
    """A count that grows.

    `requests` are questions asked, re-asks included; `stored` are those of them that a reply answered
    which had been paid for already; `attempts` are HTTP requests sent. `waited` are the seconds in which
    a question was not being answered: failed attempts and what followed them, pauses, limits of rate.
    `cost` is in USD, None as soon as a price is unknown. `keys` are those of the replies that were used.
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
        """Count the other's in."""
        for name, count in vars(other).items():
            setattr(self, name, _sum(getattr(self, name), count))


def _sum(a: Any, b: Any) -> Any:
    return None if a is None or b is None else a + b
