"""Figures of an incident → findings and estimates. Pure."""

from .comparison import Comparison, Context, compare
from .estimates import Estimate, estimates
from .findings import KINDS, Checked, Finding, Kind, check_figures
from .populations import relation
from .sources import copies
from .wording import amount, claim, counted, number, sentence, who

__all__ = [
    "KINDS",
    "Checked",
    "Comparison",
    "Context",
    "Estimate",
    "Finding",
    "Kind",
    "amount",
    "check_figures",
    "claim",
    "compare",
    "copies",
    "counted",
    "estimates",
    "number",
    "relation",
    "sentence",
    "who",
]
