"""An article as the Python API takes it."""

from typing import Any

import pytest

from summarizer import Article
from summarizer.errors import ArticleError


@pytest.mark.parametrize("published", ["2026-03-03", 20260303])
def test_a_day_is_a_date(published: Any) -> None:
    """Text or a number in its place is told at once, and not as an internal error of the run."""
    with pytest.raises(ArticleError, match=r"expected a date in published, got .*: use date.fromisoformat"):
        Article(id="a", text="A bomb killed 12 people.", published=published)
