"""Figures of an incident → findings and estimates. Pure."""

from .comparison import RULES, Comparison, Context, Rule, Verdict, compare
from .estimates import Estimate, estimates
from .findings import Checked, Finding, check_figures, explain, explain_figures, near_misses
from .populations import relation
from .series import Step, series
from .severity import KINDS, Kind
from .sources import copies
from .wording import amount, claim, counted, number, sentence, who

__all__ = [
    "KINDS",
    "RULES",
    "Checked",
    "Comparison",
    "Context",
    "Estimate",
    "Finding",
    "Kind",
    "Rule",
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
    "near_misses",
    "number",
    "relation",
    "sentence",
    "series",
    "who",
]
