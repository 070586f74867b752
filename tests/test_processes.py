"""Worker processes: the order of results, errors, and workers that are killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.errors import RecordError, WorkerError
from summarizer.processes import Workers


def double(number: int) -> int:
    return 2 * number


def refuse(number: int) -> int:
    if number == 3:
        raise RecordError("expected another record")
    if number == 5:
        raise ZeroDivisionError("of\nours")
    return number


def die_once(marker: Path) -> str:
    """Kill this process, unless it was done before."""
    if not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return marker.name


def die(_: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def speak(number: int) -> int:
    print("by chance, on standard output")
    return number


def test_results_come_in_the_order_of_the_items() -> None:
    """However many items there are, and few are taken before their time."""
    taken = 0

    def count() -> Iterator[int]:
        nonlocal taken
        for number in range(100):
            taken += 1
            yield number

    with Workers(2) as workers:
        results = workers.map(double, count())
        assert next(results) == 0
        assert taken < 10
        assert [0, *results] == [2 * number for number in range(100)]
        assert list(workers.map(double, [])) == []


def test_an_error_of_the_work_is_raised_where_its_result_is_waited_for() -> None:
    """What is raised on purpose as it is; a fault of our own in one line; and the workers go on."""
    with Workers(2) as workers:
        results = workers.map(refuse, range(10))
        assert [next(results) for _ in range(3)] == [0, 1, 2]
        with pytest.raises(RecordError, match="expected another record"):
            next(results)
        with pytest.raises(RuntimeError, match=r"^internal error, please report it: ZeroDivisionError.*$"):
            list(workers.map(refuse, [5]))
        assert list(workers.map(double, [1])) == [2]


def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    """Another takes its place, and its item is worked on anew."""
    markers = [tmp_path / str(number) for number in range(6)]
    with Workers(2) as workers:
        assert list(workers.map(die_once, markers)) == [marker.name for marker in markers]


def test_work_that_kills_every_worker_ends_in_one_line() -> None:
    """With the signal, and what to do; what was done before it is not lost."""
    with Workers(2) as workers:
        assert list(workers.map(double, [1, 2])) == [2, 4]
        with pytest.raises(WorkerError) as raised:
            list(workers.map(die, [1]))
    assert "signal 9" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_what_work_prints_is_no_reply() -> None:
    """It goes to standard error."""
    with Workers(1) as workers:
        assert list(workers.map(speak, [1, 2])) == [1, 2]


@pytest.mark.parametrize(
    "how", ["-c", "file"], ids=["a command of Python's", "a script that guards its main part by nothing"]
)
def test_workers_start_from_anywhere(how: str, tmp_path: Path) -> None:
    """The caller's script is not run again by them."""
    code = (
        "from summarizer.processes import Workers\n"
        "from math import factorial\n"
        "print('once')\n"
        "with Workers(2) as workers: print(sum(workers.map(factorial, range(5))))\n"
    )
    script = tmp_path / "script.py"
    script.write_text(code, encoding="utf-8")
    command = [sys.executable, "-c", code] if how == "-c" else [sys.executable, str(script)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["once", "34"]


def test_workers_end_when_who_started_them_is_killed() -> None:
    """None is left behind."""
    code = (
        "import os, signal\n"
        "from summarizer.processes import Workers\n"
        "workers = Workers(2)\n"
        "print(*workers.map(eval, ['__import__(\"os\").getpid()'] * 9), flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=False)
    assert ran.returncode == -signal.SIGKILL
    for pid in set(map(int, ran.stdout.split())):
        wait_for_end(pid)


def wait_for_end(pid: int) -> None:
    """Wait until there is no such process, or it is dead and nobody has asked for its exit code."""
    for _ in range(600):
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split()[2] == "Z":
                return
        except OSError:
            return
        signal.sigtimedwait([], 0.1)
    raise AssertionError(f"process {pid} still lives")
