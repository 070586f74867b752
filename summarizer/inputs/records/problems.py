"""Records of a file that cannot be read."""

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
        """The position of the record, as "records.csv:12"."""
        return self.path if self.line is None else f"{self.path}:{self.line}"

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"
