"""The formats of `--format`: their names, and what renders each."""

from collections.abc import Iterable
from typing import Final, Literal, TextIO, get_args

from ..records.article import Article
from ..records.summary import Summary

TextFormat = Literal["text", "json", "md", "csv", "incidents-csv", "jsonl", "github", "sarif", "html"]
BinaryFormat = Literal["parquet"]
Format = TextFormat | BinaryFormat
FORMATS: Final[tuple[Format, ...]] = (*get_args(TextFormat), *get_args(BinaryFormat))


def render(summary: Summary, form: TextFormat, *, explain: bool = False, articles: Iterable[Article] = ()) -> str:
    """Render the report in one of the text formats.

    Args:
        summary: What to report.
        form: A format as `--format` names it.
        explain: Add why near misses were not flagged; in "text" and "md" alone.
        articles: The articles whose texts the page ("html") shows; it has the quotes of the others.

    Returns:
        The report.
    """
    match form:
        case "json":
            return summary.to_json() + "\n"
        case "md":
            from .markdown import render_markdown  # noqa: PLC0415  # a format pays only for itself

            return render_markdown(summary, explain=explain)
        case "html":
            from .page import render_page  # noqa: PLC0415  # jinja2 takes 110 ms to import

            return render_page(summary, articles)
        case "text":
            from .text import render_text  # noqa: PLC0415  # rich takes 90 ms to import

            return render_text(summary, explain=explain)
        case "csv":
            from .tables.reports import render_csv  # noqa: PLC0415  # a format pays only for itself

            return render_csv(summary)
        case "incidents-csv":
            from .tables.incidents import render_incidents_csv  # noqa: PLC0415  # a format pays only for itself

            return render_incidents_csv(summary)
        case "jsonl":
            from .eventreports import render_jsonl  # noqa: PLC0415  # a format pays only for itself

            return render_jsonl(summary)
        case "github":
            from .github import render_github  # noqa: PLC0415  # a format pays only for itself

            return render_github(summary)
        case "sarif":
            from .sarif import render_sarif  # noqa: PLC0415  # a format pays only for itself

            return render_sarif(summary)


def render_bytes(summary: Summary, form: BinaryFormat) -> bytes:
    """Render the report in a binary format.

    Args:
        summary: What to report.
        form: "parquet", the only one.

    Returns:
        The content of the file.

    Raises:
        UsageError: pyarrow is not installed: `summarizer[parquet]`.
    """
    match form:
        case "parquet":
            from .parquet import render_parquet  # noqa: PLC0415  # a format pays only for itself

            return render_parquet(summary)


def write_text(summary: Summary, stream: TextIO, *, explain: bool = False) -> None:
    """Write the text report, in colour where the stream is a terminal."""
    from .text import write_text as write  # noqa: PLC0415  # rich takes 90 ms to import

    write(summary, stream, explain=explain)
