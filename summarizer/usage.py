"""What a run cost: requests, attempts and tokens, counted over every attempt, failed ones too."""

from dataclasses import dataclass


@dataclass
class Usage:
    """A count that grows. `requests` are questions asked, re-asks included; `attempts` are HTTP requests sent."""

    requests: int = 0
    attempts: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0

    def add(self, other: "Usage") -> None:
        """Count the other's in."""
        for name, count in vars(other).items():
            setattr(self, name, getattr(self, name) + count)
