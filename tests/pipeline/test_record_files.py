"""Files of records, read and checked by worker processes: the same lines, byte for byte, as in one process."""

import gzip
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.eventfiles import write_eventreport_csv, write_jsonl
from summarizer import check_each, read_records
from summarizer.inputs.records import Problem
from summarizer.inputs.records.lines import LONGEST
from summarizer.pipeline.record_files import BLOCK, WORST, CheckedLines, Read, check_files, write_lines

ODD = [
    b'{"article": 3}\n',
    b"\n",
    b'{"article": "b", "type": "flood", "figures": [{"measure": "killed", "value": "4"}]}\n',
    b'{"article": "\xff", "type": "flood"}\n',
    b'{"article": "c", "type": "flood", "actors": ["the army"], "published": "2023-05-30T10:00:00.5Z"}\n',
    b'{"article": "d", "type": "flood", "incident": "given"}\n',
    b'{"article": "e", "type": "storm", "incident": "given"}\n',
    b'{"article": "' + b"x" * LONGEST + b'"}\n',
    b"[1]\n",
]


class Heard:
    """What is said of the reading."""

    def __init__(self) -> None:
        self.records = 0
        self.problems: list[Problem] = []
        self.linking = 0

    def count_read(self, read: Read) -> None:
        self.records += read.records
        self.problems += read.problems

    def say_linking(self, what: str) -> None:
        assert what == "records"
        self.linking += 1


def checked(paths: Sequence[Path], processes: int | None, block: int = 70) -> tuple[CheckedLines, Heard]:
    """All lines together."""
    heard, whole = Heard(), CheckedLines()
    for part in check_files(list(map(str, paths)), heard, processes=processes, block=block):
        whole.lines += part.lines
        whole.incidents += part.incidents
        whole.kinds.update(part.kinds)
        whole.worst = sorted([*whole.worst, *part.worst], reverse=True)[:WORST]
        whole.errors += part.errors
    return whole, heard


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Records in three formats, with all that can be wrong between them."""
    paths = [tmp_path / name for name in ("a.jsonl", "b.jsonl.gz", "c.csv")]
    write_jsonl(paths[0], 900, 4)
    lines = paths[0].read_bytes().splitlines(keepends=True)
    for at, line in enumerate(ODD):
        lines.insert(100 * at, line)
    paths[0].write_bytes(b"\xef\xbb\xbf" + b"".join([*lines, lines[5]]))
    write_jsonl(tmp_path / "b.jsonl", 300, 5)
    paths[1].write_bytes(gzip.compress((tmp_path / "b.jsonl").read_bytes())[:-9] + b"cut off")
    write_eventreport_csv(paths[2], 200, 6, ids=False)
    return paths


def test_processes_change_nothing(files: list[Path]) -> None:
    """Lines, counts, the worst findings, and the problems in the order in which they stand in the files."""
    (alone, heard_alone), (shared, heard) = checked(files, 0), checked(files, 2)
    assert shared == alone
    assert heard.problems == heard_alone.problems
    assert (heard.records, heard.linking) == (heard_alone.records, 1)
    assert alone.lines.count(b"\n") == alone.incidents


def test_a_file_gives_what_its_records_give(files: list[Path]) -> None:
    """`read_records` and `check_each`, which read and keep each record by itself."""
    lines, heard = checked(files, 0)
    records = [record for path in files for record in read_records(path)]
    problems = [record for record in records if isinstance(record, Problem)]
    assert heard.problems == problems
    assert len(problems) > len(ODD) // 2
    assert heard.records == len(records) - len(problems)
    assert lines == write_lines(check_each(record for record in records if not isinstance(record, Problem)))


def test_few_records_start_no_process(files: list[Path]) -> None:
    """They are done before a worker would have begun."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert checked(files, None, BLOCK)[0].incidents
    assert resource.getrusage(resource.RUSAGE_CHILDREN) == before, "no process was waited for"


@pytest.mark.slow
def test_a_worker_that_is_killed_costs_no_line(tmp_path: Path) -> None:
    """The first that is seen, of a call of the command line: the lines are those of an undisturbed one."""
    records, output = tmp_path / "records.jsonl", tmp_path / "checked.jsonl"
    write_jsonl(records, 12_000, 7)
    command = [sys.executable, "-m", "summarizer", "check", str(records), "--format", "incidents", "-o", str(output)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        while not (pids := children.read_text(encoding="ascii").split()):
            assert process.poll() is None, "many records are read by workers"
        os.kill(int(pids[0]), signal.SIGKILL)
        assert "12000 records" in (process.communicate()[1] or "")
    assert process.returncode == 0
    assert output.read_bytes() == checked([records], 0)[0].lines
