"""Reply of the judge: whether two event reports tell of one event."""

from typing import Literal

from pydantic import Field

from .base import Record


class LinkVerdict(Record):
    """Whether two event reports tell of one real event. The reason comes first, so that the verdict follows from it."""

    reason: str = Field(description="One sentence that names what decides.")
    verdict: Literal["same", "different", "unsure"] = Field(
        description="same: both tell of one event; different: they tell of two; unsure: the reports fit either."
    )
