"""The version of the installed package."""

from importlib.metadata import PackageNotFoundError, version
from typing import Final

UNKNOWN: Final = "0+unknown"  # sorts before every release, as PEP 440 has it


def installed_version() -> str | None:
    """Return the version as the package index has it, "0.1.0"; None where the source runs without being installed."""
    try:
        return version("summarizer")
    except PackageNotFoundError:
        return None
