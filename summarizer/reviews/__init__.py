"""What reviewers decided of findings and figures, read back, so that a decision that was made once holds."""

from .applying import apply_reviews
from .files import read_reviews

__all__ = ["apply_reviews", "read_reviews"]
