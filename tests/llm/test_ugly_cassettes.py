"""Recorded failures: a re-ask, a refusal, a truncated reply, a rate limit, replayed without a network."""

import asyncio
import time
from typing import Any

import pytest
from vcr.cassette import Cassette

from summarizer import Settings
from summarizer.llm.cassettes import vcr_options
from summarizer.records.usage import Usage

from ..helpers.ugly import CASES, FOLDER, ask


@pytest.fixture(scope="module")
def vcr_config() -> dict[str, Any]:
    return vcr_options(keep_errors=True)


@pytest.fixture(scope="module")
def vcr_cassette_dir() -> str:
    return str(FOLDER)


@pytest.fixture
def default_cassette_name(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue("name"))


@pytest.mark.vcr
@pytest.mark.block_network
@pytest.mark.parametrize("name", CASES)
def test_each_failure_has_its_name_and_its_price(name: str, vcr: Cassette) -> None:
    """The error is the one that is meant, every attempt is counted, and the whole cassette is played."""
    case, usage = CASES[name], Usage()
    started = time.monotonic()
    if case.error is None:
        (event,) = asyncio.run(ask(Settings(model="loopback", base_url="http://endpoint/v1"), usage))
        assert event.type == "shelling_artillery_missile"
    else:
        with pytest.raises(case.error):
            asyncio.run(ask(Settings(model="loopback", base_url="http://endpoint/v1"), usage))
    assert (usage.requests, usage.attempts) == (case.requests, case.attempts)
    assert usage.completion_tokens == 10 * case.requests
    assert vcr.all_played
    if name == "rate_limited":
        assert time.monotonic() - started >= 1, "Retry-After is honoured"
