"""What reviewers decided of findings and figures, read back, so that a decision that was made once holds."""

from .applying import Desk, apply_reviews, unmatched_words
from .files import read_decisions, read_reviews

__all__ = ["Desk", "apply_reviews", "read_decisions", "read_reviews", "unmatched_words"]
