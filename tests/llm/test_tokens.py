"""The estimate of tokens, beside the counts of two true vocabularies (`benchmarks/tokens.py` writes them)."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.llm.tokens import estimate_tokens

ROOT = Path(__file__).parents[2]
KNOWN = tomllib.loads((ROOT / "tests" / "tokens.toml").read_text(encoding="utf-8"))["text"]
ARTICLES = [one for one in KNOWN if "file" in one]


def text_of(known: dict[str, Any]) -> str:
    """A passage, or the file that it names."""
    return str(known["text"]) if "text" in known else (ROOT / known["file"]).read_text(encoding="utf-8")


@pytest.mark.parametrize("known", KNOWN, ids=[one.get("name") or one["file"] for one in KNOWN])
def test_no_text_has_more_tokens_than_at_most(known: dict[str, Any]) -> None:
    """In neither vocabulary, in any language, and not for what is no language either."""
    most = estimate_tokens(text_of(known)).most
    assert max(known["o200k"], known["cl100k"]) <= most <= 12 * known["o200k"]


@pytest.mark.parametrize("known", [one for one in KNOWN if one.get("script") == "other"], ids=lambda one: one["name"])
def test_other_scripts_are_not_underestimated(known: dict[str, Any]) -> None:
    """What is likely of a recent vocabulary is not below its count."""
    assert known["o200k"] <= estimate_tokens(known["text"]).likely <= 2.5 * known["o200k"]


def test_english_is_estimated_within_a_tenth() -> None:
    """Each of the English seed articles, and all of them together within a twentieth."""
    likely = [estimate_tokens(text_of(one)).likely for one in ARTICLES]
    assert len(ARTICLES) == 17
    assert all(abs(n / one["o200k"] - 1) <= 0.1 for n, one in zip(likely, ARTICLES, strict=True))
    assert abs(sum(likely) / sum(one["o200k"] for one in ARTICLES) - 1) <= 0.05


@given(st.text())
def test_any_text_has_an_estimate(text: str) -> None:
    """At most is at least what is likely, and no more than about a token for each byte."""
    found = estimate_tokens(text)
    assert 0 <= found.likely <= found.most <= 1.7 * len(text.encode("utf-8", "surrogatepass")) + 1


@pytest.mark.parametrize("text", ["a" * 1_000_000, "\ud800" * 1000, "1" * 100_000, " " * 100_000])
def test_long_and_broken_texts(text: str) -> None:
    """A megabyte of one letter, half a character, digits, blanks."""
    assert estimate_tokens(text).most > 100
