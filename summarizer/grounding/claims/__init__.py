"""Proof of a claim: what a figure says beyond its number, part by part, against the article's own words."""

from .text import ClaimText
from .verdicts import ClaimProof

__all__ = ["ClaimProof", "ClaimText"]
