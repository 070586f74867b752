"""Statements: what somebody said or decided, where the saying is itself the event."""

from typing import Literal

from pydantic import Field

from .base import CodedEvent


class Statement(CodedEvent):
    """Somebody accuses, denies, announces or calls off.

    Only where that is news of its own: the source of a number stands in the figure's `attributed_to`.
    """

    type: Literal["accusation", "denial", "announcement", "cancellation"] = Field(
        description="accusation: blames somebody; denial: rejects a claim; announcement: makes a plan or decision "
        "known; cancellation: calls something off that was planned."
    )
