"""Folders: no link leads out of one, what we wrote ourselves is no source, and no path costs the others."""

import gzip
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from summarizer import Reading, Settings, Summary, read_articles, summarize
from summarizer.cli import main
from summarizer.errors import UsageError
from summarizer.inputs import iter_articles
from summarizer.inputs.folders import list_files
from summarizer.render import FORMATS, render, render_bytes

ROOT = Path(__file__).parents[2]
GOOD = "A fire in Kisumu, Kenya, killed four people on Monday, police said."
OTHER = "Floods in Karsa, Ethiopia, killed nine people on Tuesday, officials said."
UNASKED = "root:x:0:0: no article, and nobody's to send to an endpoint."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "news" / "sub").mkdir(parents=True)
    (tmp_path / "news" / "a.txt").write_text(GOOD)
    (tmp_path / "news" / "sub" / "z.txt").write_text(OTHER)
    (tmp_path / "out" / "deep").mkdir(parents=True)
    (tmp_path / "out" / "deep" / "secret.txt").write_text(UNASKED)
    return tmp_path / "news"


def texts(reading: Reading) -> list[str]:
    return [one.text for one in reading.articles]


def kinds(reading: Reading, folder: Path) -> dict[str, str | None]:
    return {str(Path(passed.where).relative_to(folder)): passed.kind for passed in reading.passed}


# --- links ---


@pytest.mark.parametrize(
    ("name", "target", "kind"),
    [
        pytest.param("b.txt", "../out/deep/secret.txt", "outside", id="a file outside"),
        pytest.param("b.txt", "/etc/passwd", "outside", id="an absolute path"),
        pytest.param("b.zip", "../out/deep/secret.txt", "outside", id="by another ending"),
        pytest.param("b", "../out", "outside", id="a folder outside"),
        pytest.param("b.txt", "../out/deep", "outside", id="a folder outside that is called like a text"),
        pytest.param("b", "..", "outside", id="the folder above"),
        pytest.param("b", "/", "outside", id="all there is"),
        pytest.param("b.txt", "sub/../../out/deep/secret.txt", "outside", id="by a way through the folder"),
        pytest.param("b.txt", "a.txt", "again", id="a file of the folder"),
        pytest.param("b", "sub", "again", id="a folder of the folder"),
        pytest.param("b", ".", "again", id="the folder itself: a loop"),
        pytest.param("sub/b", "..", "again", id="the folder from below: a loop"),
        pytest.param("b.txt", "none.txt", "nowhere", id="dangling"),
        pytest.param("b", "../none", "nowhere", id="dangling, without an ending"),
        pytest.param("b.txt", "b.txt", "nowhere", id="itself"),
        pytest.param("b.txt", "a.txt/x", "nowhere", id="below a file"),
        pytest.param("b.txt", "x" * 300, "nowhere", id="a name that is too long"),
    ],
)
def test_a_link_of_a_folder_is_passed_over_and_told(folder: Path, name: str, target: str, kind: str) -> None:
    """Whoever puts a link among articles would else choose what of this machine is read, and sent to an endpoint."""
    (folder / name).symlink_to(target)
    reading = read_articles([folder])
    assert texts(reading) == [GOOD, OTHER]
    assert kinds(reading, folder) == {name: kind}
    assert (reading.unreadable, reading.duplicates) == ((), ())
    assert [found.path for found in iter_articles([folder])] == [str(folder / "a.txt"), str(folder / "sub" / "z.txt")]


def test_a_link_is_followed_that_somebody_named(folder: Path, tmp_path: Path) -> None:
    """A file, a folder, and the articles of a folder that are there by a link to its data."""
    file, whole, data = tmp_path / "file.txt", tmp_path / "whole", folder / "c.txt"
    file.symlink_to(folder / "a.txt")
    whole.symlink_to(folder)
    (folder / "blob").write_text("Two people died in Lagos.")
    data.symlink_to("blob")
    assert texts(read_articles([file])) == [GOOD]
    reading = read_articles([whole])
    assert texts(reading) == [GOOD, "Two people died in Lagos.", OTHER]
    assert reading.passed == ()


def test_a_chain_of_links_is_judged_by_its_end(folder: Path) -> None:
    """Out and in again is inside; in and out again is outside."""
    (folder.parent / "out" / "back.txt").symlink_to(folder / "a.txt")
    (folder / "in.txt").symlink_to("../out/back.txt")
    (folder / "away").symlink_to("../out/deep/secret.txt")
    (folder / "out.txt").symlink_to("away")
    reading = read_articles([folder])
    assert texts(reading) == [GOOD, OTHER]
    assert kinds(reading, folder) == {"in.txt": "again", "out.txt": "outside"}


def test_links_are_told_in_a_line_for_each_kind(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for nth in range(7):
        (folder / f"l{nth}.txt").symlink_to("/etc/passwd")
    (folder / "x.txt").symlink_to("none")
    assert main(["run", str(folder), "--no-store", "--model", "builtin", "-o", os.devnull]) == 0
    said = [text.replace(str(folder), "news") for text in capsys.readouterr().err.splitlines()]
    names = ", ".join(f"news/l{nth}.txt" for nth in range(5))
    assert f"summarizer: 7 links out of the folder were not followed: {names} and 2 more" in said
    assert "summarizer: 1 link that leads nowhere was not read: news/x.txt" in said


def test_a_folder_of_links_alone_says_why_nothing_is_found(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "b.txt").symlink_to("/etc/passwd")
    with pytest.raises(UsageError, match="found none but 1 link out of it or to nothing"):
        read_articles([tmp_path / "news"])


# --- what we wrote ---


@pytest.fixture(scope="module")
def summary() -> Summary:
    told = [GOOD, GOOD.replace("four", "nine").replace("police", "the mayor"), OTHER]
    return summarize(told, settings=Settings(model="builtin"))


ENDINGS = {
    "text": "report.txt", "json": "report.json", "md": "report.md", "csv": "report.csv",
    "incidents-csv": "report.incidents.csv", "jsonl": "report.jsonl", "github": "annotations.txt",
    "sarif": "report.sarif", "html": "report.html", "parquet": "report.parquet",
}  # fmt: skip


def written(summary: Summary, folder: Path) -> list[Path]:
    """A report of each format."""
    paths = []
    for form in FORMATS:
        path = folder / ENDINGS[form]
        data = render_bytes(summary, form) if form == "parquet" else render(summary, form).encode()
        path.write_bytes(data)
        paths.append(path)
    return paths


def others(folder: Path) -> list[Path]:
    """What else a run leaves: a store, incidents a line, a cassette, reviews, replies that were rescued."""
    call = ["run", str(folder / "a.txt"), "--model", "builtin", "-q", "--store", str(folder / "runs.sqlite")]
    assert main([*call, "--format", "incidents", "-o", str(folder / "incidents.jsonl")]) == 0
    shutil.copy(ROOT / "cassettes" / "seeds.yaml", folder / "replies.yaml")
    reviews = {"format": "summarizer-reviews", "version": 1, "reviews": []}
    (folder / "reviews.json").write_text(json.dumps(reviews, indent=2))
    (folder / "reviews.csv").write_text("id,subject,decision,note,by,at,about,kind,stands,value,upper,bound,passage\n")
    row = ["0123456789abcdef" * 2, "e30=", "m", "extract 2", "{}", 0.5, "2026-03-10T10:00:00+00:00"]
    (folder / "runs.sqlite.x.rescued.jsonl").write_text(json.dumps(row) + "\n")
    names = [
        "runs.sqlite",
        "incidents.jsonl",
        "replies.yaml",
        "reviews.json",
        "reviews.csv",
        "runs.sqlite.x.rescued.jsonl",
    ]
    return [folder / name for name in names]


def test_what_summarizer_wrote_is_no_source(summary: Summary, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a folder all of it is passed over, and told in one line; by name, each is a line of error."""
    ours = sorted([*written(summary, folder), *others(folder)])
    reading = read_articles([folder])
    assert texts(reading) == [GOOD, OTHER]
    assert reading.unreadable == ()
    assert kinds(reading, folder) == {path.name: "output" for path in ours}
    capsys.readouterr()
    assert main(["run", str(folder), "--no-store", "--model", "builtin", "-o", os.devnull]) == 0
    (said,) = capsys.readouterr().err.splitlines()
    assert said == f"summarizer: {len(ours)} files that summarizer wrote were not read: {', '.join(map(str, ours))}"
    for path in ours:
        assert main(["run", str(path), "--no-store", "--model", "builtin", "-q", "-o", os.devnull]) == 3
        (said,) = capsys.readouterr().err.splitlines()
        assert said.startswith(f"summarizer: {path}: expected articles, got ")
        assert "that summarizer wrote" in said


def test_a_second_run_of_a_folder_with_the_report_of_the_first_says_the_same(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report would else be a second source that agrees with the first."""
    call = ["run", str(folder), "--no-store", "--model", "builtin", "--format", "md", "-q"]
    assert main([*call, "-o", str(folder / "report.md")]) == 0
    assert main([*call, "-o", "-"]) == 0
    assert capsys.readouterr().out == (folder / "report.md").read_text()


@pytest.mark.parametrize("form", ["incidents", "text"])
def test_a_stream_passes_over_what_summarizer_wrote(
    form: str, summary: Summary, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = written(summary, folder)
    assert main(["run", str(folder), "--no-store", "--model", "builtin", "--format", form, "-o", os.devnull]) == 0
    assert f"{len(ours)} files that summarizer wrote were not read" in capsys.readouterr().err


def crlf(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "parquet"])
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(crlf, id="lines ended as on Windows"),
        pytest.param(lambda data: b"\xef\xbb\xbf" + data, id="a byte order mark"),
        pytest.param(lambda data: data.rstrip(), id="no line end"),
    ],
)
def test_a_report_is_known_as_editors_and_git_leave_it(
    summary: Summary, folder: Path, form: str, change: Callable[[bytes], bytes]
) -> None:
    data = change(render(summary, form).encode())  # type: ignore[arg-type]  # one of the formats that are text
    (folder / ENDINGS[form]).write_bytes(data)
    assert kinds(read_articles([folder]), folder) == {ENDINGS[form]: "output"}


@pytest.mark.parametrize("form", ["text", "md", "html", "csv", "incidents-csv", "jsonl"])
def test_a_report_is_known_where_it_is_packed_and_on_standard_input(summary: Summary, folder: Path, form: str) -> None:
    data = render(summary, form).encode()  # type: ignore[arg-type]  # one of the formats that are text
    (folder / f"{ENDINGS[form]}.gz").write_bytes(gzip.compress(data))
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.writestr(ENDINGS[form], data)
        archive.writestr("more.txt", "Two people died in Lagos.")
    reading = read_articles([folder])
    assert [passed.kind for passed in reading.passed] == ["output", "output"]
    assert texts(reading) == [GOOD, "Two people died in Lagos.", OTHER]
    if form in ("text", "md", "html"):
        (problem,) = read_articles(["-"], io.BytesIO(data)).unreadable
        assert "that summarizer wrote" in problem.error


@pytest.mark.parametrize(
    "report",
    [
        pytest.param("1 article, 1 incident, 1 figure grounded, 0 rejected\nNo figures conflict.\n", id="a run"),
        pytest.param(
            "12 articles, 3 incidents, 40 figures, 2 rejected, 1 failed\nFlagged: 1 conflict.\n", id="a check"
        ),
        pytest.param("0 articles, 0 incidents, 0 figures grounded, 0 rejected", id="nothing"),
        pytest.param(
            "1000000 articles, 100000 incidents, 1000000 figures grounded, 100000 rejected,\n5 failed\n", id="wrapped"
        ),
        pytest.param("# News summary\n\nNo figures conflict\\.\n\n## Incidents\n\n", id="Markdown"),
        pytest.param("# News summary\n\nNew: 1 article\\.\n\n## New incidents\n", id="Markdown of what is new"),
        pytest.param("# News summary\n\nFlagged\\.\n\n## Conflict\n\n_Cut here", id="Markdown that GitHub's limit cut"),
        pytest.param("New: 2 articles, 1 incident, 2 findings; 0 estimates changed, 1 finding gone.\n", id="a diff"),
        pytest.param("0 the same, 0 differ, 1 only in A, 2 only in B\n\nnews/a.md\n", id="two readings compared"),
        pytest.param("::error title=article not read::x\n", id="annotations"),
        pytest.param(
            "::notice file=a.md,line=6,col=31,title=uncorroborated%3A A fire::4\n", id="an annotation's place"
        ),
    ],
)
def test_a_report_of_any_size_is_known(folder: Path, report: str) -> None:
    (folder / "r.md").write_text(report)
    assert kinds(read_articles([folder]), folder) == {"r.md": "output"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("n.md", "# News summary\n\nTwo people died in Lagos on Monday, and the harvest was good.\n"),
        ("n.md", "---\ntitle: News summary\n---\n# News summary\n\n## Kenya\n\nTwo people died in Lagos.\n"),
        ("n.txt", "12 articles, 3 incidents and 4 figures were rejected by the court.\n"),
        ("n.txt", "The report said: 1 article, 1 incident, 1 figure grounded, 0 rejected\n"),
        ("n.txt", "::error in the system killed two people\n"),
        ("n.txt", '{"schema_version"} is what the ministry called it. Two people died.\n'),
        ("n.txt", "version: 1\nThe ministry's account of how two people died.\n"),
        ("n.jsonl", '{"article": "a", "type": "flood", "figures": [], "text": "Two people died in Lagos."}\n'),
        ("n.jsonl", '{"incident": "a", "findings": "b", "text": "Two people died in Lagos."}\n'),
        ("n.csv", "id,event_id,article,event_type,deaths_best,text\n1,2,3,4,5,Two people died in Lagos.\n"),
        ("n.html", "<!doctype html><html><head><meta name='generator' content='Hugo'></head><body><p>Two people died in Lagos on Monday.</p>"),
    ],
)  # fmt: skip
def test_an_article_that_only_resembles_a_report_is_read(folder: Path, name: str, data: str) -> None:
    (folder / name).write_text(data)
    reading = read_articles([folder])
    assert (len(reading.articles), reading.passed, reading.unreadable) == (3, (), ())


@pytest.mark.parametrize("name", ["a.json", "b.yaml", "c.db", "d.sqlite", "e.parquet"])
def test_other_programs_files_stay_unsaid(folder: Path, name: str) -> None:
    """As a picture does: nothing of their name says that they hold articles."""
    (folder / name).write_bytes(b"SQLite format 3\0" + bytes(2000) if name in ("c.db", "d.sqlite") else b"PAR1 {}: x")
    assert read_articles([folder]).passed == ()


# --- paths ---


def remove(folder: Path) -> None:
    """As pytest cannot, which goes down by calls in calls."""
    subprocess.run(["/bin/rm", "-rf", str(folder)], check=True)


@pytest.fixture
def abyss(folder: Path) -> Iterator[Path]:
    """Folders in folders, until a path is longer than the system takes: 4,096 bytes."""
    here = os.open(folder / "sub", os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("abyss", dir_fd=here)
        below = os.open("abyss", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    descriptor = os.open("late.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here)
    os.write(descriptor, b"Two people died in Lagos.")
    os.close(descriptor)
    os.close(here)
    yield folder
    remove(folder / "sub")


def test_a_path_over_the_limit_is_one_line_and_the_others_are_read(
    abyss: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reading = read_articles([abyss])
    assert texts(reading) == [GOOD, OTHER]
    (problem,) = reading.unreadable
    assert "File name too long" in problem.error
    assert main(["run", str(abyss), "--no-store", "--model", "builtin", "-q", "-o", os.devnull]) == 3
    (said,) = capsys.readouterr().err.splitlines()
    assert "File name too long: shorten its path" in said


def test_a_path_that_is_named_and_too_long_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    for path in ("x" * 300, "x/" * 3000):
        assert main(["run", path, "--no-store", "--model", "builtin"]) == 2
        (said,) = capsys.readouterr().err.splitlines()[-1:]
        assert "File name too long" in said


def test_what_is_gone_between_the_listing_and_the_reading_is_one_line_each(folder: Path) -> None:
    """A file, and a folder: the others are read. What is no article's by its name is missed by nobody."""
    (folder / "b.txt").write_text("Gone.")
    (folder / "b.json").write_text("{}")
    (folder / "c" / "d").mkdir(parents=True)
    (folder / "c" / "d" / "e.txt").write_text("Gone.")
    found = iter_articles([folder])
    first = next(found)
    (folder / "b.txt").unlink()
    (folder / "b.json").unlink()
    shutil.rmtree(folder / "c")
    rest = list(found)
    assert first.path == str(folder / "a.txt")
    assert [Path(one.path or "").name for one in rest] == ["b.txt", "c", "z.txt"]
    assert ["No such file" in getattr(one, "error", "") for one in rest] == [True, True, False]


def test_a_file_that_became_a_link_or_a_folder_meanwhile_is_no_way_out(folder: Path) -> None:
    (folder / "b").mkdir()
    found = list_files(folder)
    assert next(found) == folder / "a.txt"
    (folder / "b").rmdir()
    (folder / "b").symlink_to(folder.parent / "out")
    names = [path.name if isinstance(path, Path) else Path(path.where).name for path in found]
    assert names == ["b", "z.txt"]


@pytest.mark.parametrize(
    "name",
    ["new\nline.txt", "esc\x1b[2J.txt", os.fsdecode(b"latin\xe9.txt"), "\u202etxt.txt", "-q.txt", " .txt", ":3.txt"],
)
def test_a_name_of_any_bytes_is_read_and_printed_on_one_line(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """And so is a folder of that name, a link, and what cannot be read."""
    (folder / name).write_text("Two people died in Lagos.")
    (folder / f"{name}.d").mkdir()
    (folder / f"{name}.d" / name).write_text("Six people died in Lagos.")
    (folder / f"{name}.d" / f"l{name}").symlink_to("/etc/passwd")
    (folder / f"{name}.d" / f"{name}.csv").write_text("a,b\n")
    (folder / f"{name}.d" / f"e{name}").write_text("")
    reading = read_articles([folder])
    assert sorted(texts(reading)) == sorted([GOOD, OTHER, "Two people died in Lagos.", "Six people died in Lagos."])
    assert (len(reading.passed), len(reading.unreadable)) == (2, 1)
    assert main(["run", str(folder), "--no-store", "--model", "builtin", "-o", os.devnull]) == 3
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 3
    assert "\x1b" not in said


def test_what_is_no_regular_file_is_told(folder: Path) -> None:
    """A pipe would be waited for without end."""
    os.mkfifo(folder / "b.txt")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(folder / "c.txt"))
        reading = read_articles([folder])
    assert texts(reading) == [GOOD, OTHER]
    assert [passed.note for passed in reading.passed] == ["what is no regular file is not read"] * 2


def test_a_deep_folder_is_read_to_its_end(folder: Path) -> None:
    """A thousand levels, which is as deep as Python calls functions in functions."""
    deep = folder / "b"
    deep.mkdir()
    for _ in range(1100):
        deep /= "d"
        deep.mkdir()
    (deep / "c.txt").write_text("Two people died in Lagos.")
    assert texts(read_articles([folder])) == [GOOD, "Two people died in Lagos.", OTHER]
    remove(folder / "b")


DENIED = """
import io, os, sys
from summarizer.inputs.articles import read_articles
read_articles(["-"], io.BytesIO(b"Read while modules can be imported."))
os.setgid(65534); os.setuid(65534)
try:
    reading = read_articles([sys.argv[1]])
    print([one.text for one in reading.articles], [one.error.rpartition("got: ")[2] for one in reading.unreadable])
except Exception as error:
    print(type(error).__name__, str(error).rpartition("got: ")[2])
"""


@pytest.mark.skipif(os.getuid() != 0, reason="only root may become somebody who may not read")
@pytest.mark.parametrize(
    ("closed", "said"),
    [
        ("sub", f"[{GOOD!r}] ['Permission denied: make it readable, or take it out']"),
        ("a.txt", f"[{OTHER!r}] ['Permission denied: make it readable, or take it out']"),
        (".", "[] ['Permission denied: make it readable, or take it out']"),
        ("..", "UsageError Permission denied: check the path"),
    ],
)
def test_what_may_not_be_read_is_one_line_and_the_others_are_read(closed: str, said: str) -> None:
    """In a folder that others may enter, as those of pytest are not."""
    with TemporaryDirectory() as top:
        news = Path(top) / "in" / "news"
        (news / "sub").mkdir(parents=True)
        (news / "a.txt").write_text(GOOD)
        (news / "sub" / "z.txt").write_text(OTHER)
        Path(top).chmod(0o755)
        (news / closed).chmod(0)
        ran = subprocess.run([sys.executable, "-c", DENIED, str(news)], capture_output=True, text=True, check=True)
        assert ran.stdout.strip() == said
