"""Reading a JSON report back."""

from pathlib import Path

from pydantic import ValidationError

from .errors import UsageError
from .summary import SCHEMA_VERSION, Summary


def read_report(path: Path) -> Summary:
    """The summary that a JSON report holds.

    Args:
        path: What `Summary.to_json` or `-o FILE.json` wrote.

    Returns:
        The summary.

    Raises:
        UsageError: There is no such file, it holds something else, or a summary of another version.
    """
    try:
        summary = Summary.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: expected a JSON report, got: {error.strerror}") from error
    except (ValidationError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path}: expected a JSON report of `summarizer run --format json`, got something else"
        ) from error
    if summary.schema_version != SCHEMA_VERSION:
        raise UsageError(
            f"{path}: expected schema_version {SCHEMA_VERSION}, got {summary.schema_version}: run it again"
        )
    return summary
