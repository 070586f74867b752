"""What every test shares: no key and no endpoint from the environment, and VCR taught our matchers."""

from collections.abc import Iterator

import pytest
import vcr
from hypothesis import settings

from summarizer.llm.cassettes import register

# A machine that is busy is no failure: what must be fast has a test of its own, by CPU time.
settings.register_profile("busy", deadline=None)
settings.load_profile("busy")


@pytest.fixture(autouse=True, scope="session")
def _no_store_of_the_users(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Not even for the commands that tests start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMARIZER_STORE", str(tmp_path_factory.mktemp("store") / "store.sqlite"))
        yield


@pytest.fixture(autouse=True)
def _no_model_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "SUMMARIZER_MODEL"):
        monkeypatch.delenv(name, raising=False)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first: a process that starts a long one last would keep the others waiting."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_recording_configure(config: pytest.Config, vcr: vcr.VCR) -> None:  # noqa: ARG001  # the hook's own names
    """Readable cassettes that match on the prompt."""
    register(vcr)
