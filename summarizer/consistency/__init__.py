"""Consistency of an incident's figures: findings, near misses and estimates. Pure."""

from ..language.populations import relation
from ..records.incidents import BEST_RULES, FLAGGED, KINDS, RULES, BestRule, Finding, Kind, Rule, Sensitivity, Verdict
from .comparison import Comparison, compare, would_conflict
from .context import CodedRow, Context
from .estimates import estimate_counts
from .findings import Checked, check_figures, explain, explain_figures
from .near_duplicates import find_copies, merge_copies
from .near_misses import find_near_misses
from .normalization import normalize_reports
from .sensitivity import measure_sensitivity
from .severity import rescale_severity

__all__ = [
    "BEST_RULES",
    "FLAGGED",
    "KINDS",
    "RULES",
    "BestRule",
    "Checked",
    "CodedRow",
    "Comparison",
    "Context",
    "Finding",
    "Kind",
    "Rule",
    "Sensitivity",
    "Verdict",
    "check_figures",
    "compare",
    "estimate_counts",
    "explain",
    "explain_figures",
    "find_copies",
    "find_near_misses",
    "measure_sensitivity",
    "merge_copies",
    "normalize_reports",
    "relation",
    "rescale_severity",
    "would_conflict",
]
