"""Grounding: figures proved against the text of their article."""

from .accounting import Accounting, account, dismissal
from .figures import GroundedFigure, GroundedText, RejectedFigure, ground

__all__ = ["Accounting", "GroundedFigure", "GroundedText", "RejectedFigure", "account", "dismissal", "ground"]
