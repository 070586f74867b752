"""Scratch folder in which tables lie between the statements, where every executor can read and write."""

import atexit
import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import uuid4

from pyspark.sql import DataFrame, SparkSession

from ..errors import UsageError


class Scratch:
    """A folder of one run, with a folder of Parquet files for each table in it.

    Spark's own checkpoints are not used: a checkpointed table keeps the *estimated* size of what it was made from,
    estimates of joins multiply, and after three rounds of average linkage planning took longer than the work
    (28 s for a table of a few hundred rows, then minutes). Files have a real size, outlive a lost executor,
    and take no memory.
    """

    def __init__(self, session: SparkSession, where: str | None) -> None:
        """`where` is on storage that all executors share; on one machine a temporary folder if None."""
        self._session = session
        if where is None:
            where = self._make_local_folder()
        self.path = f"{where.rstrip('/')}/summarizer-{uuid4().hex[:12]}"

    def _make_local_folder(self) -> str:
        master = self._session.conf.get("spark.master") or ""
        if not master.startswith("local"):
            raise UsageError(
                f"expected a scratch folder that all executors share, got none with master {master}: "
                'pass scratch="hdfs:///tmp/summarizer", an object store or a mounted folder'
            )
        folder = mkdtemp(prefix="summarizer-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return Path(folder).as_uri()

    def keep(self, table: str, frame: DataFrame) -> str:
        """Compute a table, once, and return the folder in which it lies now."""
        folder = f"{self.path}/{table}"
        frame.write.parquet(folder)
        return folder

    def drop(self, table: str) -> None:
        """Delete a table's files."""
        _delete(self._session, f"{self.path}/{table}")

    def remove(self) -> None:
        """Delete all files of the run."""
        _delete(self._session, self.path)


def exists(session: SparkSession, path: str) -> bool:
    """Return whether there is a file or a folder, wherever Spark can read."""
    files, path_in_java = _open_file_system(session, path)
    return bool(files.exists(path_in_java))


def _delete(session: SparkSession, path: str) -> None:
    files, path_in_java = _open_file_system(session, path)
    files.delete(path_in_java, True)  # with all that is in it


def _open_file_system(session: SparkSession, path: str) -> tuple[Any, Any]:
    """Return the file system of a path and the path, in Java: Python's side of Spark cannot see or delete files."""
    context = session.sparkContext
    jvm: Any = context._jvm  # noqa: SLF001
    path_in_java = jvm.org.apache.hadoop.fs.Path(path)
    return path_in_java.getFileSystem(context._jsc.hadoopConfiguration()), path_in_java  # noqa: SLF001
