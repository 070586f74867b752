"""What an endpoint's journal says: every request, and every reply that went out whole."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from .plan import PAID


@dataclass(frozen=True)
class Line:
    """`what` is "ask" (a request came), "sent" (its reply went out whole) or "lost" (nobody waited for it any more).

    `key` is the hash of the request's body; `attempt` counts the article's requests from 0; `at` is in seconds.
    """

    what: str
    model: str
    article: int
    key: str
    attempt: int
    kind: str
    at: float

    @property
    def paid(self) -> bool:
        """Whether a whole reply with something in it was made, received or not: an endpoint charges for both."""
        return self.what in ("sent", "lost") and self.kind in PAID

    @property
    def delivered(self) -> bool:
        """Whether such a reply went out whole."""
        return self.what == "sent" and self.kind in PAID

    @property
    def name(self) -> str:
        """The id of the completion that was the reply."""
        return f"{self.key}-{self.attempt}"


def read_journal(path: Path, start: int = 0) -> tuple[list[Line], int]:
    """The lines from this byte on that are whole, and the byte after them."""
    if not path.exists():
        return [], start
    with path.open("rb") as file:
        file.seek(start)
        data = file.read()
    end = data.rfind(b"\n") + 1  # the last may be half written
    return [_line(text) for text in data[:end].decode().splitlines()], start + end


def _line(text: str) -> Line:
    what, model, article, key, attempt, kind, milliseconds = text.split(" ")
    return Line(what, model, int(article), key, int(attempt), kind, int(milliseconds) / 1000)


def asked(lines: list[Line]) -> Counter[int]:
    """How many requests came for each article."""
    return Counter(line.article for line in lines if line.what == "ask")
