"""Evaluation: what was read, linked and flagged, measured against a gold standard."""

from .gold import Gold, GoldFinding
from .gold_files import read_gold
from .labels import link_as_gold, select_reports
from .measurement import compare_evaluations, evaluate, measured_scores

__all__ = [
    "Gold",
    "GoldFinding",
    "compare_evaluations",
    "evaluate",
    "link_as_gold",
    "measured_scores",
    "read_gold",
    "select_reports",
]
