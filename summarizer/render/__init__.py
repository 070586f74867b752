"""A summary as text, Markdown, JSON or a page of HTML."""

from collections.abc import Iterable
from typing import Final, Literal, TextIO, get_args

from ..articles import Article
from ..summary import Summary

Format = Literal["text", "json", "md", "html"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)

__all__ = ["FORMATS", "Format", "render", "write_text"]


def render(summary: Summary, form: Format, *, explain: bool = False, articles: Iterable[Article] = ()) -> str:
    """The report in one of the formats. `explain` adds why near misses were not flagged.

    `articles` are those whose texts the page shows; of others it has the quotes.
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


def write_text(summary: Summary, stream: TextIO, *, explain: bool = False) -> None:
    """The text report, with colour where the stream is a terminal."""
    from .text import write_text as write  # noqa: PLC0415  # rich takes 90 ms to import

    write(summary, stream, explain=explain)
