"""Figures of an incident → findings and estimates. Pure."""

from .comparison import Comparison, Context, compare
from .estimates import RULES, Estimate, Rule, estimates
from .findings import KINDS, Checked, Finding, Kind, check_figures
from .populations import relation
from .sensitivity import Sensitivity, sensitivity
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
    "Sensitivity",
    "amount",
    "check_figures",
    "claim",
    "compare",
    "copies",
    "counted",
    "estimates",
    "number",
    "relation",
    "sensitivity",
    "sentence",
    "who",
]
