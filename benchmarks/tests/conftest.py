"""What these tests share: no key, endpoint or store from the environment, as the package's own; and a corpus."""

import pytest

from benchmarks.events import told
from tests.conftest import _no_model_configured, _no_store_of_the_users

from .news_corpus import RECORDS, Told

__all__ = ["_no_model_configured", "_no_store_of_the_users"]  # fixtures, which pytest finds here by their names


@pytest.fixture(scope="session")
def corpus() -> list[Told]:
    """Records of the seed 7, in the order of their publication."""
    return [Told(*each) for each in told(RECORDS, 7)]
