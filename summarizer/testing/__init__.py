"""For test suites of your own: a fixture that replays recorded replies, and assertions about what was read.

In the root conftest.py: `pytest_plugins = ["summarizer.testing"]` (docs/ci.md).
PYTEST_DONT_REWRITE: pytest would warn where a conftest.py imports from here as well.
"""

from importlib.util import find_spec

from ..errors import UsageError

for _name in ("pytest", "pytest_recording"):
    if find_spec(_name) is None:
        _message = f"expected pytest and pytest-recording, got no module {_name}: pip install 'summarizer[testing]'"
        if _name == "pytest":
            raise UsageError(_message)
        from pytest import UsageError as _CallError  # noqa: PT013  # pytest prints it as one line

        raise _CallError(_message)

# ruff: noqa: E402  # what they need is looked for first
from .assertions import assert_conflict, assert_figures, assert_finding, assert_grounded, assert_no_findings
from .recorded import Recorded, pytest_collection_modifyitems, summarized, summarizer_settings

__all__ = [
    "Recorded",
    "assert_conflict",
    "assert_figures",
    "assert_finding",
    "assert_grounded",
    "assert_no_findings",
    "pytest_collection_modifyitems",
    "summarized",
    "summarizer_settings",
]
