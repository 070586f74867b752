"""Token estimates without a tokenizer: counts of characters by kind, each at a measured rate.

Every model cuts text its own way, and no vocabulary is downloaded here. The rates are from two of them
(o200k and cl100k, `benchmarks/tokens.py`); how far they are off is in `docs/cost.md`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Final


@dataclass(frozen=True)
class TokenEstimate:
    """Tokens of a text: the likely number in a recent vocabulary, and a number that hardly any vocabulary passes."""

    likely: int
    most: int

    def __add__(self, other: "TokenEstimate") -> "TokenEstimate":
        return TokenEstimate(self.likely + other.likely, self.most + other.most)


NO_TOKENS: Final = TokenEstimate(0, 0)

# Tokens for a character, likely and at most, in the order in which the kinds are taken out of the text.
_KINDS: Final = (
    (re.compile(r"[!-~]{30,}"), 0.5, 0.95),  # links, hashes, encoded data
    (re.compile(r"[A-Za-z]+"), 0.23, 0.46),  # English is at 0.23, Swahili and Somali at 0.4
    (re.compile(r" +"), 0.0, 0.2),  # one goes with the word after it
    (re.compile(r"[0-9]+"), 0.5, 1.0),  # up to three make one token, or each is one
    (re.compile(r"[\x00-\x1f!-/:-@\[-`{-\x7f]+"), 0.7, 1.0),
    (re.compile(r"[\x80-\u036f\u1e00-\u1eff\u2010-\u2027]+"), 0.7, 1.6),  # letters with accents, dashes, quotes
    (re.compile(r"[\u0400-\u052f]+"), 0.4, 0.8),  # Cyrillic
    (re.compile(r"[\u0370-\u03ff\u0590-\u06ff]+"), 0.47, 1.4),  # Greek, Hebrew, Arabic
    (re.compile(r"[\u1200-\u139f]+"), 2.3, 3.3),  # Ethiopic
    (re.compile(r"[\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]+"), 1.05, 1.7),  # Chinese, Japanese, Korean
)
_REST: Final = (0.25, 1.1)  # all else, for a byte of UTF-8: scripts and signs that vocabularies know less or not at all


@lru_cache(maxsize=64)  # of what is sent, most is the same in every request
def estimate_tokens(text: str) -> TokenEstimate:
    """Estimate the tokens of a text."""
    likely = most = 0.0
    for kind, often, seldom in _KINDS:
        rest = kind.sub("", text)
        likely += (len(text) - len(rest)) * often
        most += (len(text) - len(rest)) * seldom
        text = rest
    size = len(text.encode("utf-8", "surrogatepass"))
    return TokenEstimate(ceil(likely + size * _REST[0]), ceil(most + size * _REST[1]))
