"""Spark does what the local path does: the same ids, members, cores and findings, record for record."""

import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from benchmarks.events import busy_day, generate
from summarizer import EventReport, Settings, check, check_each, read_articles, summarize
from summarizer.errors import UsageError
from summarizer.linking.corpus import Corpus
from summarizer.linking.sql_engines import DuckDB, SQLite
from summarizer.llm.prompts import read_built_in
from summarizer.schemas.base import Named
from summarizer.summary.decisions import NO_DECISIONS, Decisions, make_decisions
from summarizer.summary.incidents import check_incident

from ..helpers.endpoint import Answer, Request, completion, endpoint, events, invented_event
from ..helpers.reports import report
from ..linking.test_labels import corpus, protests

pytest.importorskip("pyspark", reason="no pyspark: pip install 'summarizer[spark]', or make test-spark")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("no Java: Spark needs one, 17 or 21", allow_module_level=True)

from pyspark.sql import DataFrame, SparkSession

from summarizer.spark import check_frame, link_frame, main, read_frame
from summarizer.spark.engine import INLINED, Spark
from summarizer.spark.incidents import _link
from summarizer.spark.scratch import Scratch

ROOT = Path(__file__).parents[2]
EXECUTORS_KEY = "of-the-executors"
# Most of a short run's time is Java's compiler: its second stage pays after minutes, and a second core has other tests.
QUICK_TO_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
# pandas 3 came after this Spark, which warns of it wherever it meets it; the few places we use are compared here.
pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """A Spark of two cores on this machine, whose workers see this working copy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYTHONPATH", str(ROOT), prepend=os.pathsep)
        patch.setenv("OPENAI_API_KEY", EXECUTORS_KEY)
        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", value=False)
            .config("spark.ui.showConsoleProgress", value=False)
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.sql.codegen.wholeStage", value=False)  # compiling each plan takes longer than so few rows
            .config("spark.driver.memory", "2g")
            .config("spark.driver.extraJavaOptions", QUICK_TO_START)
            .getOrCreate()
        )
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()


def frame(spark: SparkSession, texts: Iterable[str]) -> DataFrame:
    """Texts as a column of records."""
    return spark.createDataFrame([(text,) for text in texts], "record string")


def varied(records: int) -> list[EventReport]:
    """Made-up records with summaries, some with an incident of their own, without a day or a place, rows of datasets, or twice."""
    reports = [EventReport.model_validate(record) for record, _ in generate(records, 5, days=max(3, records // 300))]
    for at in range(0, records, 10):
        changes: list[dict[str, Any]] = [
            {"incident": f"given {at % 7}"},
            {"start": None, "end": None, "published": None, "when": "on Tuesday"},
            {"place": report(place=None).place},
            {"place": report(place="//Kenya").place, "start": None},
            {"dataset": "ACLED", "dataset_id": str(at % 7)},
            {"dataset": "GTD", "dataset_id": str(at), "place_precision": "region"},
        ]
        reports[at] = reports[at].model_copy(update=changes[at // 10 % len(changes)])
    fuller = reports[21].model_copy(update={"named": (Named(kind="victim", name="Ana Ruiz"),), "terms": ("rare",)})
    repeats = [fuller, fuller.model_copy(update={"terms": ("rare", "words")})]
    return [*reports, *reports[:20], *repeats, report("a", incident="")]


Linked = dict[str, list[tuple[int, str]]]


def embedded(reports: Iterable[EventReport]) -> tuple[Linked, dict[str, str]]:
    """By incident: each member's core and JSON, and the checked incident's JSON, as DuckDB links them."""
    with Corpus() as corpus:
        for told in reports:
            corpus.add(told)
        incidents = list(corpus.incidents())
        newest = corpus.newest
    members = {i.id: [*zip(i.cores, (r.model_dump_json() for r in i.reports), strict=True)] for i in incidents}
    return members, {i.id: check_incident(i, newest=newest).model_dump_json() for i in incidents}


def on_spark(
    spark: SparkSession, reports: Iterable[EventReport], decisions: Decisions = NO_DECISIONS
) -> tuple[Linked, dict[str, str], list[str]]:
    """The same on Spark, linked once, with the problems."""
    found = _link(frame(spark, ["{}", *(told.model_dump_json() for told in reports)]), None, None, decisions)
    members: Linked = {}
    records = found.records().collect()
    for row in records:
        if row.problem is None:
            members.setdefault(row.incident, []).append((row.core, row.record))
    checked = found.checked(None, "latest").collect()
    problems = [row.problem for rows in (records, checked) for row in rows if row.problem]
    return members, {row.id: row.checked for row in checked if row.problem is None}, problems


def test_the_same_incidents_and_findings(spark: SparkSession) -> None:
    """Ids, members in order, cores and findings are those of DuckDB; a record that cannot be read is a row that says so."""
    reports = varied(300) + [EventReport.model_validate(record) for record, _ in busy_day(60, 5)]
    views = spark.catalog.listTables()
    members, checked, problems = on_spark(spark, reports)
    assert (members, checked) == embedded(reports)
    assert problems == ["expected an event record, got at article: Field required"] * 2
    assert spark.catalog.listTables() == views, "the caller's session is as it was"


def test_what_a_person_decides_holds_on_spark(spark: SparkSession) -> None:
    """Ids, members, cores, findings and the decisions themselves are those of the local stream; all as one, too."""
    reports = [each for each in varied(60) if each.article]
    names = list(dict.fromkeys(each.article for each in reports))
    given = next(each.incident for each in reports if each.incident)
    same, different = [(names[0], names[9]), (names[3], given)], [(names[12], names[13]), (names[5], names[9])]
    members, checked, _ = on_spark(spark, reports, make_decisions(same, different))
    found = {each.incident.id: each for each in check_each(reports, same=same, different=different)}
    assert checked == {name: each.model_dump_json() for name, each in found.items()}
    assert {name: len(records) for name, records in members.items()} == {
        name: len(each.incident.events) for name, each in found.items()
    }
    different = [(names[2], names[4])]
    decisions = make_decisions((), different, one_event=True)
    rows = check_frame(frame(spark, [told.model_dump_json() for told in reports]), decisions=decisions).collect()
    as_one = check_each(reports, different=different, one_event=True)
    assert {row.id: row.checked for row in rows} == {each.incident.id: each.model_dump_json() for each in as_one}
    with pytest.raises(UsageError, match="expected an article"):
        link_frame(frame(spark, [reports[0].model_dump_json()]), decisions=make_decisions([("x", "y")], ()))


def test_what_a_person_decides_teaches_on_spark(spark: SparkSession) -> None:
    """Protests told as riots, thirty of them decided: the ninety others are linked, as in memory."""
    named = [(a.article, b.article) for a, b in protests()[:30]]
    decisions = make_decisions(named, ())
    rows = link_frame(frame(spark, [told.model_dump_json() for told in corpus()]), decisions=decisions).collect()
    assert {row.incident for row in rows} == {each.id for each in check(corpus(), same=named).incidents}


@pytest.mark.skipif("not os.environ.get('SPARK_RECORDS')", reason="takes minutes: make test-spark")
def test_many_records(spark: SparkSession) -> None:
    """A crowded day, many rounds: record for record the same."""
    crowd = int(os.environ["SPARK_RECORDS"]) // 5
    reports = varied(4 * crowd) + [EventReport.model_validate(record) for record, _ in busy_day(crowd, 5)]
    members, checked, _ = on_spark(spark, reports)
    assert (members, checked) == embedded(reports)


def test_the_engines_mean_the_same(spark: SparkSession, tmp_path: Path) -> None:
    """Halves, whole numbers, what is unknown, letters beyond ASCII."""
    select = (
        "select n, round(n / 2e0) as half, n % 91 as rest, greatest(n, other) as most, least(n, other) as least, "
        "round(90 * log2(n) * sqrt(log2(n))) as cost, "
        "cast(round(2 * log2((91 + 100) / (n + 100 / 91e0))) as integer) as rare, "
        "jaro_winkler_similarity(a, b) as likeness from given order by n"
    )
    columns = ["n integer", "other integer", "a text", "b text"]
    rows = [(n, n % 3 or None, "Жытомыр", "Житомир"[: n % 8] or "kyiv") for n in range(1, 40)]
    found = []
    with SQLite() as sqlite, DuckDB() as duckdb:
        for engine in (sqlite, duckdb, Spark(spark, Scratch(spark, str(tmp_path)), 2)):
            engine.declare("given", columns)
            engine.insert("given", rows)
            engine.make("made", select)
            found.append(list(engine.rows("select * from made order by n")))
    assert found[0] == found[1] == found[2]


def test_tables_that_are_not_written_out_exist() -> None:
    """Each name that the engine knows is a table of the statements, or one that they start from."""
    folder = ROOT / "summarizer" / "linking"
    sql = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.sql")))
    made = set(re.findall(r"^-- table: ([a-z_]+?)(?:_\{\w+\})?$", sql, re.MULTILINE))
    assert {"raw", "mark", "report", *made} >= INLINED


def test_a_cluster_needs_a_scratch_folder() -> None:
    """One machine has its own."""
    elsewhere = cast("SparkSession", SimpleNamespace(conf={"spark.master": "spark://elsewhere:7077"}))
    with pytest.raises(UsageError, match="expected a scratch folder that all executors share"):
        Scratch(elsewhere, None)


def test_files_of_a_table_go_with_it(spark: SparkSession, tmp_path: Path) -> None:
    """And all of them with the run."""
    scratch = Scratch(spark, str(tmp_path))
    scratch.keep("one", spark.range(3))
    scratch.keep("two", spark.range(3))
    scratch.drop("one")
    assert [path.name for path in tmp_path.glob("summarizer-*/*")] == ["two"]
    scratch.remove()
    assert not list(tmp_path.iterdir())


def articles(spark: SparkSession, *paths: str) -> DataFrame:
    """Articles of files as rows."""
    read = read_articles(paths).articles
    names = ("text", "source", "title", "published", "url", "path", "language")
    rows = [{**vars(a), "published": a.published and a.published.isoformat()} for a in read]
    return spark.createDataFrame(
        [tuple(row[name] for name in names) for row in rows], ", ".join(f"{name} string" for name in names)
    )


def test_the_built_in_rules_read_the_same(spark: SparkSession, tmp_path: Path) -> None:
    """Reports, rejected figures and numbers of the seed articles; copies are found again when they are checked."""
    local = summarize([ROOT / "seeds"], model="builtin")
    given = articles(spark, str(ROOT / "seeds"))
    out = str(tmp_path / "read")
    read_frame(given.unionByName(given), model="builtin").write.parquet(out)
    rows = spark.read.parquet(out).collect()
    assert {row.id: row.numbers and json.loads(row.numbers) for row in rows} == {
        article.id: article.numbers and article.numbers.model_dump(mode="json") for article in local.articles
    }
    assert {row.id: (row.status, row.error) for row in rows} == {a.id: (a.status, a.error) for a in local.articles}
    told = [record for row in rows for record in row.reports]
    assert sorted(told) == sorted(event.model_dump_json() for incident in local.incidents for event in incident.events)
    assert main(["check", out, str(tmp_path / "checked")]) == 0
    checked = [json.loads(row.checked) for row in spark.read.parquet(str(tmp_path / "checked")).collect()]
    expected: list[dict[str, Any]] = [
        {
            "incident": {**incident.model_dump(mode="json"), "links": [], "rival": None},
            "findings": [f.model_dump(mode="json") for f in local.findings if f.incident == incident.id],
            "near_misses": [n.model_dump(mode="json") for n in local.near_misses if n.incident == incident.id],
            "reviewed": [],
        }
        for incident in local.incidents
    ]
    assert sorted(map(in_any_order, checked)) == sorted(map(in_any_order, expected))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["checked", "read"], "no scratch is left"


def in_any_order(checked: dict[str, Any]) -> str:
    """A checked incident as text, its findings sorted: a summary has those of all incidents worst first."""
    return json.dumps(
        {name: sorted(map(json.dumps, each)) if name != "incident" else each for name, each in checked.items()}
    )


TOWNS = [f"Town {number} was shelled and 3 people were killed." for number in range(6)]


def town_of(request: Request) -> int:
    """The number of the town that a request asks about."""
    return int(re.findall(r"Town (\d+) was", request["messages"][-1]["content"])[-1])


def answer(request: Request, _: int) -> Answer:
    """What a model says of a town; it will not speak of the fourth."""
    if town_of(request) == 3:
        return Answer(completion(None, refusal="I would rather not."))
    return Answer(completion(events(invented_event(town_of(request)))))


def test_a_model_reads_the_same(spark: SparkSession) -> None:
    """Reports, errors and costs are those of a local run; each executor sends the key of its own environment."""
    given = spark.createDataFrame([(text,) for text in TOWNS], "text string")
    with endpoint(answer) as running:
        settings = Settings(model="loopback", base_url=running.url, api_key="the driver's", concurrency=2)
        local = summarize(TOWNS, settings=settings)
        asked = len(running.requests)
        rows = read_frame(given, settings=settings).collect()
        assert len(running.requests) == 2 * asked
    keys = {headers["authorization"] for headers in running.headers[asked:]}
    assert keys == {f"bearer {EXECUTORS_KEY}"}
    assert {row.id: (row.status, row.error) for row in rows} == {a.id: (a.status, a.error) for a in local.articles}
    told = [record for row in rows for record in row.reports]
    assert sorted(told) == sorted(event.model_dump_json() for incident in local.incidents for event in incident.events)
    spent = {
        name: sum(row[name] for row in rows) for name in ("requests", "attempts", "prompt_tokens", "completion_tokens")
    }
    assert spent == local.usage.model_dump(include=set(spent))


def test_a_read_is_resumed(spark: SparkSession, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What failed is read again and added, what is there is not; OUT is not written over, nor read with other prompts."""
    given, out = tmp_path / "articles.jsonl", str(tmp_path / "out")
    lines = [*(json.dumps({"text": text, "source": "Wire"}) for text in TOWNS), "{broken"]
    given.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with endpoint(answer) as running:
        options = ["--model", "loopback", "--base-url", running.url, "--concurrency", "3"]
        assert main(["read", str(given), out, *options, "--chunks", "2"]) == 3
        assert "5 articles read, 2 failed" in capfd.readouterr().err
        assert main(["read", str(given), out, *options]) == 2
        assert "expected no output yet" in capfd.readouterr().err
        asked = len(running.requests)
        running.script = lambda request, _: Answer(completion(events(invented_event(town_of(request)))))
        assert main(["read", str(given), out, *options, "--resume"]) == 3
        assert len(running.requests) == asked + 1
        assert "6 articles read, 1 failed" in capfd.readouterr().err
        (own := tmp_path / "prompts").mkdir()
        (own / "extract.md").write_text(read_built_in("extract").replace("You code", "You shall code"))
        assert main(["read", str(given), out, *options, "--resume", "--prompts", str(own)]) == 2
        assert len(running.requests) == asked + 1
    assert "got extract 4, repair 3: name another OUT" in capfd.readouterr().err
    rows = spark.read.parquet(out).where("status = 'ok'").collect()
    assert sorted((row.text, row.source) for row in rows) == [(text, "Wire") for text in TOWNS]
    (unreadable,) = {row.error for row in spark.read.parquet(out).collect() if row.text is None}
    assert unreadable == 'expected a JSON object with a string "text"'


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read", "nowhere.jsonl", "out"], "Path does not exist"),
        (["check", "nowhere", "out"], "Path does not exist"),
        (["read", "nowhere", "out", "--chunks", "0"], "expected at least 1 chunk, got 0"),
    ],
)
def test_wrong_calls_are_one_line(
    arguments: list[str], said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """And exit code 2."""
    command, given, out, *rest = arguments
    assert main([command, str(tmp_path / given), str(tmp_path / out), *rest]) == 2
    (line,) = capfd.readouterr().err.splitlines()
    assert line.startswith("summarizer: ")
    assert said in line


def test_no_rule_and_no_cassette(spark: SparkSession) -> None:
    """What cannot be done is said before any work."""
    with pytest.raises(UsageError, match="expected a rule for best"):
        check_frame(frame(spark, []), best="loudest")  # type: ignore[arg-type]  # the error is the test
    with pytest.raises(UsageError, match="expected no cassette to record"):
        read_frame(frame(spark, []), settings=Settings(model="m", record=Path("c.yaml")))
    with pytest.raises(UsageError, match="expected no budget"):
        read_frame(frame(spark, []), settings=Settings(model="m", budget=1.0))
