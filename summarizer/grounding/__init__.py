"""Grounding: figures proved against the text of their article."""

from .figures import GroundedFigure, RejectedFigure, ground

__all__ = ["GroundedFigure", "RejectedFigure", "ground"]
