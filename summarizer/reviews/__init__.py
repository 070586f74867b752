"""Reads back what reviewers decided of findings and figures, so that a decision that was made once holds."""

from ..summary.decisions import make_decisions
from .applying import Desk, apply_reviews, describe_unmatched
from .files import read_decisions, read_reviews

__all__ = ["Desk", "apply_reviews", "describe_unmatched", "make_decisions", "read_decisions", "read_reviews"]
