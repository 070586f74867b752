"""Grounding: figures proved against the text of their article."""

from .accounting import account, dismissal
from .figures import GroundedFigure, GroundedText, RejectedFigure, ground

__all__ = ["GroundedFigure", "GroundedText", "RejectedFigure", "account", "dismissal", "ground"]
