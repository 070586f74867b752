"""A faulty endpoint for the length of a block."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .journal import Line, read_journal
from .plan import Plan, write_plans

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Running:
    """Where it is, and what it noted."""

    url: str
    journal: Path

    def lines(self, model: str | None = None) -> list[Line]:
        """The journal so far, of one model or of all."""
        return [line for line in self.lines_from(0)[0] if model in (None, line.model)]

    def lines_from(self, start: int) -> tuple[list[Line], int]:
        """The journal from this byte on, and how far it goes."""
        return read_journal(self.journal, start)


@contextmanager
def faulty_endpoint(
    folder: Path, plans: dict[str, Plan], articles: int, *, latency: float = 0.01, name: str = "endpoint"
) -> Iterator[Running]:
    """An endpoint that plays a plan for each model; its plan and journal are files in `folder`."""
    journal, given = folder / f"{name}.journal", folder / f"{name}.plans.json"
    write_plans(given, plans)
    command = [sys.executable, "-m", "tests.faults.server", "--plans", str(given), "--journal", str(journal)]
    command += ["--articles", str(articles), "--latency", str(latency)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout  # it is a pipe
        try:
            url = process.stdout.readline().strip()
            assert url, "the endpoint did not start"
            yield Running(url, journal)
        finally:
            process.kill()
