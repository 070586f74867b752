"""The same reading, linking and checking on a cluster: DataFrames in, DataFrames out (`docs/spark.md`).

Each name is loaded when it is first used; without Spark that raises a UsageError which says what to install.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..errors import UsageError

if TYPE_CHECKING:
    from .articles import read_frame
    from .incidents import check_frame, link_frame
    from .job import main

_HOMES = {"check_frame": ".incidents", "link_frame": ".incidents", "main": ".job", "read_frame": ".articles"}

__all__ = ["check_frame", "link_frame", "main", "read_frame"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        return getattr(import_module(_HOMES[name], __name__), name)
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in ("numpy", "pandas", "pyarrow", "pyspark"):
            raise
        raise UsageError(f"expected Spark, got no module {missing}: pip install 'summarizer[spark]'") from error
