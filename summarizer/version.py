"""The version of the installed package."""

from importlib.metadata import PackageNotFoundError, version


def installed_version() -> str | None:
    """As the package index knows it, "0.1.0"; None where the source runs without being installed."""
    try:
        return version("summarizer")
    except PackageNotFoundError:
        return None
