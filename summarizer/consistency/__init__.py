"""Figures of an incident → findings and estimates. Pure."""

from ..records.incidents import BEST_RULES, FLAGGED, KINDS, RULES, BestRule, Kind, Rule, Verdict
from ..records.wording import amount, claim, counted, number, phrase, sentence, stated, who
from .comparison import Comparison, Context, compare, would_conflict
from .doubts import may_conflict
from .estimates import Estimate, estimates
from .findings import Checked, Finding, check_figures, explain, explain_figures, near_misses
from .populations import relation
from .sensitivity import Sensitivity, sensitivity
from .severity import severity_as
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
    "would_conflict",
]
