"""Statements: what somebody said or decided, where the saying is itself the event."""

from typing import Literal

from pydantic import Field

from .base import Event
from .violence import ViolenceFigure


class Statement(Event):
    """Somebody accuses, denies, announces or calls off.

    Only where the article treats the statement as news of its own. A source for a number or for an
    account of an event is not a statement: it belongs in that event's figures as `attributed_to`.
    """

    type: Literal["accusation", "denial", "announcement", "cancellation"] = Field(
        description="accusation: blames somebody; denial: rejects a claim; announcement: makes a plan or decision "
        "known; cancellation: calls something off that was planned."
    )
    about: str | None = Field(default=None, description="What the statement is about, in a few words, no numbers.")
    figures: tuple[ViolenceFigure, ...] = ()
