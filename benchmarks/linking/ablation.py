"""What each part of linking is worth: scores without it."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.clusters import bcubed, largest, pairwise
from summarizer.linking.clustering import cluster_nodes
from summarizer.linking.scoring import LIKELY
from summarizer.linking.sql_engines import DuckDB, Engine
from summarizer.linking.statements import Statement, link_statements, weight_terms

from .corpora import labels_of, load, made
from .tables import markdown

# Each: the table that changes, and what is selected of what it was.
_NONE: Final = "select * from ({select}) kept where 1 = 0"
PARTS: Final = {
    "repeats as one node": ("rec", "select own, article, own as p from raw"),
    "region from the town": ("region_of", _NONE),
    "country from the region": ("country_of", _NONE),
    "rarity of places": (
        "rarity",
        "select level, place, quarter, days, near, other, length, 400 as rare from ({select}) kept",
    ),
    "how often incidents are told": ("usual", _NONE),
    "block by town": ("place_key", "select * from ({select}) kept where level <> 'c'"),
    "block by region": ("place_key", "select * from ({select}) kept where level <> 'r'"),
    "block by country, for the unplaced": ("country_key", _NONE),
    "one article tells of an event once": ("shared_article", _NONE),
}
HEADINGS: Final = ("without", "pairs scored", "pair F1", "B³ P", "B³ R", "B³ F1", "change of B³ F1", "largest")


def ablate(size: int, seed: int, world: str = "news") -> None:
    """Print a row for each part."""
    with made(size, seed, world=world) as (records, truth):
        whole = 0.0
        rows = []
        for name, altered in _variants():
            pairs, found = _linked(records, altered)
            scores = bcubed(truth, found)
            whole = whole or scores.f1
            shares = (pairwise(truth, found).f1, *scores)
            rows.append(
                [
                    name,
                    f"{pairs:,}",
                    *(f"{share:.3f}" for share in shares),
                    f"{scores.f1 - whole:+.3f}",
                    f"{largest(found)}",
                ]
            )
    print(markdown(HEADINGS, rows))


def _variants() -> Iterator[tuple[str, list[Statement]]]:
    """The statements as they are, then without each term of the sum, then without each part."""
    yield "nothing", link_statements()
    for group in weight_terms().values():
        for name, term in group.items():
            yield name, [(table, select.replace(f"({term})", "(0)")) for table, select in link_statements()]
    for name, (changed, instead) in PARTS.items():
        statements = link_statements()
        yield (
            name,
            [(table, instead.format(select=select) if table == changed else select) for table, select in statements],
        )


def _linked(records: Path, altered: list[Statement]) -> tuple[int, array[int]]:
    """How many pairs are scored, and the label of each record's likely group."""
    with DuckDB() as engine:
        owns = load(engine, records)
        make(engine, altered)
        ((pairs,),) = engine.rows("select count(*) from pair")
        (likely,) = cluster_nodes(engine, (LIKELY,))
        return pairs, labels_of(engine, likely, owns)


def make(engine: Engine, altered: list[Statement]) -> None:
    """Make all tables, and keep them."""
    for name, select in altered:
        engine.make(name, select)
