"""The result of `summarizer eval` as one HTML file: tables and lists, no script, nothing loaded."""

from functools import cache
from importlib import resources
from typing import Final

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from ...language.visible import clean
from ...records.evaluation import Evaluation
from ..page.document import hash_source, page_style
from .rows import Entry, Listing, Table, describe_gold, listings, tables

_POLICY: Final = "default-src 'none'; style-src {}; img-src data:; base-uri 'none'; form-action 'none'"


def render_page(evaluation: Evaluation) -> str:
    """Return the page. Nothing that an article or a record says is markup in it."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    style = page_style() + _read_file("evaluation.css")
    return environment.from_string(_read_file("evaluation.html.j2")).render(
        policy=_POLICY.format(hash_source(style)),
        style=Markup(style),  # noqa: S704  # our own files
        gold=clean(describe_gold(evaluation)),
        tables=[_clean_table(table) for table in tables(evaluation)],
        listings=[
            Listing(listing.heading, [_clean_entry(entry) for entry in listing.entries])
            for listing in listings(evaluation)
        ],
    )


def _clean_table(table: Table) -> Table:
    return table._replace(rows=[tuple(map(clean, row)) for row in table.rows])


def _clean_entry(entry: Entry) -> Entry:
    return Entry(clean(entry.head), list(map(clean, entry.lines)), clean(entry.why))


@cache
def _read_file(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
