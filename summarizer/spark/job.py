"""The job that a cluster runs: `read` articles or `check` records, from files to files."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pyspark.errors import AnalysisException, PySparkRuntimeError
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

from ..cli.eventtypes import load_event
from ..cli.exits import FAILED, OK, USAGE
from ..cli.options import BEST_RULES, MODES, add_link_options, add_reviews_option
from ..cli.reviews import link_decisions, read_reviews
from ..errors import SummarizerError, UsageError
from ..pipeline.run import resolve_model
from ..pipeline.setup import label_templates
from ..settings import Settings
from .articles import load_prompts, read_frame
from .incidents import check_frame
from .scratch import Scratch, exists

_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_FIELDS = ("text", "id", "source", "title", "published", "url", "incident", "language")
_ARTICLE = ", ".join(f"{name} string" for name in _FIELDS)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the job and return its exit code, which is that of the command line."""
    arguments = _make_parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except UsageError as error:
        return _fail(str(error), USAGE)
    except SummarizerError as error:
        return _fail(str(error), FAILED)
    except AnalysisException as error:  # a path or a column that is not there
        return _fail(" ".join(str(error).split())[:300], USAGE)
    return code


def _fail(message: str, code: int) -> int:
    print(f"summarizer: {message}", file=sys.stderr)
    return code


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m summarizer.spark",
        description="Read articles, or link and check event records, on Spark.",
        epilog="exit codes: 0 done; 2 the call is wrong; 3 some articles or records failed, OUT holds the others",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    read = commands.add_parser("read", help="articles → event reports, a row for each article")
    there = _add_paths(
        read, "articles: columns or fields text; id, source, title, published, url, incident, language where known"
    )
    there.add_argument("--resume", action="store_true", help="read only what OUT does not hold yet as read, and add it")
    read.add_argument("--model", metavar="NAME", help="as for `summarizer run`; `builtin` reads by rules")
    read.add_argument("--base-url", metavar="URL", help="OpenAI-compatible endpoint, as the executors reach it")
    read.add_argument("--mode", choices=MODES, help="how the endpoint is held to the schema")
    read.add_argument("--concurrency", type=int, metavar="N", help="articles asked about at a time by each task")
    read.add_argument("--timeout", type=float, metavar="SECONDS", help="time limit for one article")
    read.add_argument("--passes", type=int, metavar="N", help="2: ask once more about numbers that no figure claims")
    read.add_argument("--prompts", metavar="DIR", help="a folder with templates of your own (docs/prompts.md)")
    read.add_argument("--event", action="append", metavar="MODULE:CLASS", help="look for this event type; repeatable")
    read.add_argument("--chunks", type=int, default=1, metavar="N", help="write N times: a lost job loses one N-th")
    read.set_defaults(run=_read)
    check = commands.add_parser("check", help="event records → checked incidents, a row for each incident")
    _add_paths(check, "records: lines of JSON, a column `record`, columns of a record's fields, or what `read` wrote")
    check.add_argument("--best", choices=BEST_RULES, default="latest", metavar="RULE", help=", ".join(BEST_RULES))
    check.add_argument("--scratch", metavar="DIR", help="a folder that all executors share (default: beside OUT)")
    add_link_options(check)
    add_reviews_option(check)
    check.set_defaults(run=_check)
    return parser


def _add_paths(command: argparse.ArgumentParser, holds: str) -> argparse._ActionsContainer:
    """Add IN and OUT; return the group of options that say what to do with an OUT that is there already."""
    command.add_argument("input", metavar="IN", help=f"a file, folder or glob of Parquet or .jsonl files; {holds}")
    command.add_argument("out", metavar="OUT", help="a folder, to be written as Parquet")
    there = command.add_mutually_exclusive_group()
    there.add_argument("--overwrite", action="store_true", help="replace OUT (default: an error if it is there)")
    command.add_argument("--partitions", type=int, metavar="N", help="into how many parts the input is divided")
    command.add_argument("--format", choices=("parquet", "jsonl"), help="of IN (default: by its ending, else parquet)")
    return there


def _read(arguments: argparse.Namespace) -> int:
    if arguments.chunks < 1:
        raise UsageError(f"expected at least 1 chunk, got {arguments.chunks}")
    names = ("model", "base_url", "mode", "concurrency", "timeout", "passes")
    folder = Path(arguments.prompts) if arguments.prompts else None
    settings = resolve_model(
        Settings.from_environment(**{name: getattr(arguments, name) for name in names}, prompts=folder)
    )
    asked_with = label_templates(load_prompts(settings), settings.passes)
    events = [kind for name in arguments.event or () for kind in load_event(name)] or None
    session = _start_session()
    mode = _choose_mode(session, arguments)
    articles = _read_articles(session, arguments)
    for chunk in range(arguments.chunks):
        some = articles.where(f"pmod(xxhash64(text), {arguments.chunks}) = {chunk}")
        done = _read_done(session, arguments.out, asked_with) if arguments.resume else None
        outcomes = read_frame(some, settings=settings, events=events, partitions=arguments.partitions, done=done)
        outcomes.write.mode("append" if chunk else mode).parquet(arguments.out)
    rows = session.read.parquet(arguments.out).groupBy("id").agg(f.min(f.col("status") == "failed").alias("failed"))
    return _report(rows, "articles read")


def _check(arguments: argparse.Namespace) -> int:
    decisions = link_decisions(arguments, *read_reviews(arguments))
    session = _start_session()
    mode = _choose_mode(session, arguments)
    records, texts = _read_records(session, arguments)
    scratch = Scratch(session, arguments.scratch or arguments.out.rstrip("/").rpartition("/")[0] or ".")
    try:
        checked = check_frame(
            records,
            texts=texts,
            best=arguments.best,
            scratch=scratch.path,
            partitions=arguments.partitions,
            decisions=decisions,
        )
        checked.write.mode(mode).parquet(arguments.out)
    finally:
        scratch.remove()
    rows = session.read.parquet(arguments.out).select(f.col("problem").isNotNull().alias("failed"))
    return _report(rows, "incidents checked")


def _start_session() -> SparkSession:
    """Start the session that spark-submit configures, or one on this machine; its Python is ours unless it is named."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        return SparkSession.builder.appName("summarizer").getOrCreate()
    except PySparkRuntimeError as error:
        raise UsageError(
            "expected Spark to start, got none: install a Java that it takes (17 or 21) and set JAVA_HOME"
        ) from error


def _choose_mode(session: SparkSession, arguments: argparse.Namespace) -> str:
    """Return the mode in which OUT is written. An existing OUT is refused here, before the work."""
    if arguments.overwrite:
        return "overwrite"
    if getattr(arguments, "resume", False):
        return "append"
    if exists(session, arguments.out):
        raise UsageError(f"{arguments.out}: expected no output yet, got one: --overwrite it, or name another")
    return "errorifexists"


def _read_done(session: SparkSession, out: str, prompts: str) -> DataFrame | None:
    """Read the articles that OUT holds as read. Raises UsageError if they were read with other prompts."""
    if not exists(session, out):
        return None
    try:
        read = session.read.parquet(out).where("status = 'ok'")
    except AnalysisException:  # a job was lost before it wrote anything
        return None
    other = read.where(f.col("prompts") != prompts).select("prompts").first()
    if other:
        raise UsageError(
            f"{out}: expected articles read with {prompts or 'no prompt'}, got {other[0] or 'no prompt'}: "
            "name another OUT, or --overwrite it"
        )
    return read


def _is_lines(arguments: argparse.Namespace) -> bool:
    path: str = arguments.input
    return arguments.format == "jsonl" if arguments.format else path.endswith(_LINES)


def _read_articles(session: SparkSession, arguments: argparse.Namespace) -> DataFrame:
    if _is_lines(arguments):
        read = session.read.schema(_ARTICLE).json(arguments.input)
        return read.select("*", f.col("_metadata.file_path").alias("path"))
    return session.read.parquet(arguments.input)


def _read_records(session: SparkSession, arguments: argparse.Namespace) -> tuple[DataFrame, DataFrame | None]:
    """Read the records, and the texts of their articles where IN is what `read` wrote."""
    if _is_lines(arguments):
        lines = session.read.text(arguments.input).withColumnRenamed("value", "record")
        return lines.where("trim(record) <> ''"), None
    rows = session.read.parquet(arguments.input)
    if {"reports", "id", "text"} <= set(rows.columns):
        return rows.select(f.explode("reports").alias("record")), rows.where("status = 'ok'")
    if "record" in rows.columns:
        return rows, None
    return rows.select(f.to_json(f.struct("*")).alias("record")), None


def _report(rows: DataFrame, what: str) -> int:
    """Print how many there are and how many failed; return the exit code."""
    total, failed = rows.agg(f.count("*"), f.count_if("failed")).first() or (0, 0)
    print(f"summarizer: {total - failed} {what}, {failed} failed", file=sys.stderr)
    return FAILED if failed else OK
