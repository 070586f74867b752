"""The reports of one run: the file and the format of each (`-o`, `--format`), and writing them."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from ..errors import StoreError, SummarizerError, UsageError
from ..files.streams import Shape, expect_output, write
from .terminal import say

if TYPE_CHECKING:
    from ..records.article import Article
    from ..records.summary import Summary
    from ..render import Format, TextFormat

_ENDINGS: Final = {
    ".txt": "text",
    ".json": "json",
    ".md": "md",
    ".html": "html",
    ".csv": "csv",
    ".incidents.csv": "incidents-csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".sarif": "sarif",
    ".sarif.json": "sarif",
    ".parquet": "parquet",
}
_SHAPES: Final[dict[str, Shape]] = {
    **dict.fromkeys(("json", "jsonl", "incidents", "sarif"), "json"),
    **dict.fromkeys(("csv", "incidents-csv"), "table"),
    "html": "page",
    "md": "markdown",
}


class Target(NamedTuple):
    """One report: its file, None for standard output, and its format."""

    path: Path | None
    form: str


def list_targets(form: str | None, outputs: Sequence[Path]) -> list[Target]:
    """List the reports to write: all in `form`; beside standard output, files are in the formats of their endings.

    Raises UsageError for what does not fit, before anything is paid for.
    """
    paths = [None if str(path) == "-" else path for path in outputs] or [None]
    beside = None in paths and len(paths) > 1
    if form and not beside:
        endings = sorted({path.suffix.lower() for path in paths if path})
        if len(endings) > 1:
            raise UsageError(
                f"expected files of one ending with --format {form}, got {' and '.join(endings)}: "
                "leave --format out, and each file gets the format of its ending"
            )
    reports = [Target(path, form if form and not (beside and path) else _infer_form(path)) for path in paths]
    if len({target.path for target in reports}) < len(reports):
        raise UsageError("expected a file once, got one -o twice: name another")
    for target in reports:
        _check(target)
    return reports


def _infer_form(path: Path | None) -> str:
    """Infer the format from a file's ending; text for standard output, and for a name without one."""
    if path is None or not path.suffix:
        return "text"
    endings = [ending for ending in _ENDINGS if path.name.lower().endswith(ending)]
    if not endings:
        raise UsageError(
            f"{path}: expected an ending that names a format ({', '.join(_ENDINGS)}), got {path.suffix}: "
            "say which with --format"
        )
    return _ENDINGS[max(endings, key=len)]


def _check(target: Target) -> None:
    if target.path:
        from ..files.text import expect_place  # noqa: PLC0415  # a `--help` needs none of it

        expect_place(target.path)
    else:
        expect_output()
    if target.form == "parquet":
        from ..render.parquet import parquet_library  # noqa: PLC0415  # an extra

        parquet_library()
        if target.path is None:
            raise UsageError("expected a file for --format parquet, got standard output: name it with -o FILE")


def single_output(arguments: argparse.Namespace) -> Path | None:
    """Return the one file of `--format incidents`, None for standard output. Raises UsageError if there are several."""
    if len(arguments.output) > 1:
        raise UsageError("expected one -o with --format incidents, got several: a stream is written once")
    return list_targets("incidents", arguments.output)[0].path


def write_all(
    summary: "Summary", reports: Sequence[Target], *, explain: bool = False, articles: "Sequence[Article]" = ()
) -> bool:
    """Write every report, also where one cannot be written; then raise that one's UsageError.

    `articles` are those whose texts a page shows. Returns whether every incident is in every report: one that
    cannot be written costs only itself, and standard error says so.
    """
    failed, whole = None, True
    for target in reports:
        try:
            whole &= _write_writable(summary, target, explain, articles)
        except UsageError as error:
            failed = failed or error
    if failed:
        raise failed
    return whole


def _write_writable(summary: "Summary", target: Target, explain: bool, articles: "Sequence[Article]") -> bool:
    """Write a report, if need be without the incidents that cannot be written; return whether all are in it."""
    try:
        _write(summary, target, explain, articles)
    except (SummarizerError, OSError):
        raise
    except Exception:
        from ..render import render, render_bytes  # noqa: PLC0415  # as below
        from ..render.fallback import replace_unwritable  # noqa: PLC0415  # seldom needed

        def try_writing(part: "Summary") -> None:
            if target.form == "parquet":
                render_bytes(part, "parquet")
            else:
                render(part, cast("TextFormat", target.form), explain=explain, articles=articles)

        part = replace_unwritable(summary, try_writing)
        for incident in part.incidents:
            if incident.error and incident.error.startswith("not written"):
                say(f"{target.path or 'standard output'}: incident {incident.id}: {incident.error}")
        _write(part, target, explain, articles)
        return False
    return True


def _write(summary: "Summary", target: Target, explain: bool, articles: "Sequence[Article]") -> None:
    from ..files.text import open_whole, write_whole  # noqa: PLC0415  # as above
    from ..render import render, render_bytes, write_text  # noqa: PLC0415  # a `--help` needs no renderer

    form = cast("Format", target.form)
    if target.path is None and form == "text":
        write_text(summary, sys.stdout, explain=explain)
    elif target.path is None:
        write(render(summary, cast("TextFormat", form), explain=explain, articles=articles), _SHAPES.get(form, "words"))
    elif form == "parquet":
        write_whole(target.path, render_bytes(summary, form))
    else:
        with open_whole(target.path) as file:
            file.write(render(summary, form, explain=explain, articles=articles))
    if form == "github":
        _write_job_summary(summary, explain=explain)


def _write_job_summary(summary: "Summary", *, explain: bool) -> None:
    """Add the report to the summary of the job, where GitHub says which file that is."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    from ..render.github import job_summary  # noqa: PLC0415  # only this format needs it

    try:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(job_summary(summary, explain=explain))
    except OSError as error:
        raise UsageError(f"{path}: expected a file for $GITHUB_STEP_SUMMARY, got: {error.strerror}") from error


def find_texts(summary: "Summary", articles: "Sequence[Article]", store: Path | None) -> "list[Article]":
    """Find the articles of a summary whose texts are at hand: those just read, and those of earlier runs in the store.

    A store that cannot be read costs texts, and not the report.
    """
    texts = list(articles)
    here = {article.id for article in articles}
    elsewhere = [record.id for record in summary.articles if record.status == "ok" and record.id not in here]
    if store and elsewhere:
        from ..store import Store  # noqa: PLC0415

        with suppress(StoreError), Store(store) as opened:
            texts += [article for article_id in elsewhere if (article := opened.article(article_id))]
    return texts
