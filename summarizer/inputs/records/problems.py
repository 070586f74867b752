"""What could not be read of a file of event records."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """A record that cannot be read.

    Attributes:
        path: The file.
        line: The first line of the record, from 1 with the header as line 1; in a Parquet file the row, from 1; None
            where the file as a whole is meant.
        message: What was expected, what came and what to do, in one line.
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
