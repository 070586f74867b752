"""The same reading, linking and checking on a cluster: DataFrames in, DataFrames out (`docs/spark.md`)."""

from ..errors import UsageError

try:
    from .articles import read_frame
    from .incidents import check_frame, link_frame
except ModuleNotFoundError as error:
    if error.name not in ("numpy", "pandas", "pyarrow", "pyspark"):
        raise
    raise UsageError(f"expected Spark, got no module {error.name}: pip install 'summarizer[spark]'") from error

__all__ = ["check_frame", "link_frame", "read_frame"]
