"""A summary in each of the formats of `--format`."""

from typing import Final, Literal, TextIO, get_args

from ..summary import Summary

TextFormat = Literal["text", "json", "md", "csv", "incidents-csv", "jsonl", "github", "sarif"]
BinaryFormat = Literal["parquet"]
Format = TextFormat | BinaryFormat
FORMATS: Final[tuple[Format, ...]] = (*get_args(TextFormat), *get_args(BinaryFormat))

__all__ = ["FORMATS", "BinaryFormat", "Format", "TextFormat", "render", "render_bytes", "write_text"]


def render(summary: Summary, form: TextFormat, *, explain: bool = False) -> str:
    """The report in one of the formats. `explain` adds why near misses were not flagged, for those who read it."""
    match form:
        case "json":
            return summary.to_json() + "\n"
        case "md":
            from .markdown import render_markdown  # noqa: PLC0415  # a format pays only for itself

            return render_markdown(summary, explain=explain)
        case "text":
            from .text import render_text  # noqa: PLC0415  # rich takes 90 ms to import

            return render_text(summary, explain=explain)
        case "csv":
            from .reporttable import render_csv  # noqa: PLC0415  # a format pays only for itself

            return render_csv(summary)
        case "incidents-csv":
            from .incidenttable import render_incidents_csv  # noqa: PLC0415  # a format pays only for itself

            return render_incidents_csv(summary)
        case "jsonl":
            from .jsonl import render_jsonl  # noqa: PLC0415  # a format pays only for itself

            return render_jsonl(summary)
        case "github":
            from .github import render_github  # noqa: PLC0415  # a format pays only for itself

            return render_github(summary)
        case "sarif":
            from .sarif import render_sarif  # noqa: PLC0415  # a format pays only for itself

            return render_sarif(summary)


def render_bytes(summary: Summary, form: BinaryFormat) -> bytes:
    """The report in a format that is no text. Raises UsageError where its library is not installed."""
    match form:
        case "parquet":
            from .parquet import render_parquet  # noqa: PLC0415  # a format pays only for itself

            return render_parquet(summary)


def write_text(summary: Summary, stream: TextIO, *, explain: bool = False) -> None:
    """The text report, with colour where the stream is a terminal."""
    from .text import write_text as write  # noqa: PLC0415  # rich takes 90 ms to import

    write(summary, stream, explain=explain)
