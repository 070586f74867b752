"""What could not be read of a file of event records."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """A record that cannot be read: what was expected, what came and what to do, in one line.

    `line` is the first line of the record, from 1 with the header as line 1; in a Parquet file it is the
    row, from 1; None where the file as a whole is meant.
    """

    path: str
    line: int | None
    message: str

    @property
    def where(self) -> str:
        """Where the record stands, as "records.csv:12"."""
        return self.path if self.line is None else f"{self.path}:{self.line}"

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"
