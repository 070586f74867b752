"""Spark does what the local path does: the same ids, members, cores and findings, record for record."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.events import generate
from summarizer import Settings, check, read_articles, summarize
from summarizer.checking import check_incident, day_of
from summarizer.errors import UsageError
from summarizer.linking.corpus import Corpus
from summarizer.linking.engines import SQLite
from summarizer.linking.statements import sql_file, statements
from summarizer.records import EventReport

from .endpoint import Answer, Request, completion, endpoint, events, invented_event
from .reports import figure, report

pytest.importorskip("pyspark", reason="no pyspark: pip install 'summarizer[spark]', or make test-spark")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("no Java: Spark needs one, 17 or 21", allow_module_level=True)

from pyspark.sql import DataFrame, SparkSession

from summarizer.spark import check_frame, link_frame, read_frame
from summarizer.spark.engine import INLINED, Spark
from summarizer.spark.job import main
from summarizer.spark.scratch import Scratch

ROOT = Path(__file__).parents[1]
# pandas 3 came after this Spark, which warns of it wherever it meets it; the few places we use are compared here.
pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """A Spark of two cores on this machine, whose workers see this working copy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYTHONPATH", str(ROOT), prepend=os.pathsep)
        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", value=False)
            .config("spark.ui.showConsoleProgress", value=False)
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.driver.memory", "2g")
            .getOrCreate()
        )
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()
