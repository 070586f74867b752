"""Evaluation: what was read, linked and flagged, measured against a gold standard."""

from .gold import Gold, GoldFinding
from .gold_files import read_gold
from .measurement import compare_evaluations, evaluate

__all__ = ["Gold", "GoldFinding", "compare_evaluations", "evaluate", "read_gold"]
