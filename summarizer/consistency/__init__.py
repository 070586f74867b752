"""Figures of an incident → findings and estimates. Pure."""

from .comparison import RULES, Comparison, Context, Rule, Verdict, compare
from .doubts import may_conflict
from .estimates import BEST_RULES, BestRule, Estimate, estimates
from .explanations import amount, claim, counted, number, phrase, sentence, stated, who
from .findings import Checked, Finding, check_figures, explain, explain_figures, near_misses
from .populations import relation
from .sensitivity import Sensitivity, sensitivity
from .severity import FLAGGED, KINDS, Kind, severity_as
from .sources import copies, with_told
from .timeline import Step, series

__all__ = [
    "BEST_RULES",
    "FLAGGED",
    "KINDS",
    "RULES",
    "BestRule",
    "Checked",
    "Comparison",
    "Context",
    "Estimate",
    "Finding",
    "Kind",
    "Rule",
    "Sensitivity",
    "Step",
    "Verdict",
    "amount",
    "check_figures",
    "claim",
    "compare",
    "copies",
    "counted",
    "estimates",
    "explain",
    "explain_figures",
    "may_conflict",
    "near_misses",
    "number",
    "phrase",
    "relation",
    "sensitivity",
    "sentence",
    "series",
    "severity_as",
    "stated",
    "who",
    "with_told",
]
