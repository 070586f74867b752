"""Figures of an incident → findings and estimates. Pure."""

from ..records.incidents import BEST_RULES, FLAGGED, KINDS, RULES, BestRule, Finding, Kind, Rule, Sensitivity, Verdict
from .comparison import Comparison, Context, compare, would_conflict
from .estimates import estimates
from .findings import Checked, check_figures, explain, explain_figures
from .near_misses import near_misses
from .populations import relation
from .sensitivity import sensitivity
from .severity import severity_as
from .sources import copies, merge_copies

__all__ = [
    "BEST_RULES",
    "FLAGGED",
    "KINDS",
    "RULES",
    "BestRule",
    "Checked",
    "Comparison",
    "Context",
    "Finding",
    "Kind",
    "Rule",
    "Sensitivity",
    "Verdict",
    "check_figures",
    "compare",
    "copies",
    "estimates",
    "explain",
    "explain_figures",
    "merge_copies",
    "near_misses",
    "relation",
    "sensitivity",
    "severity_as",
    "would_conflict",
]
