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
from summarizer.linking.statements import Statement, blocking_statements, scoring_statements, terms
from summarizer.linking.weights import learn_weights

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
        for name, term, changed in _variants():
            pairs, found = _linked(records, term, changed)
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


def _variants() -> Iterator[tuple[str, str | None, tuple[str, str] | None]]:
    """Nothing, each term of the sum, each part: its name, the term without weight, what is selected instead."""
    yield "nothing", None, None
    yield from ((term.name, term.name, None) for term in terms())
    yield from ((name, None, changed) for name, changed in PARTS.items())


def _linked(records: Path, term: str | None, changed: tuple[str, str] | None) -> tuple[int, array[int]]:
    """How many pairs are scored, and the label of each record's likely group."""
    with DuckDB() as engine:
        owns = load(engine, records)
        make(engine, _altered(blocking_statements(), changed))
        weights = learn_weights(engine)
        kept = {name: tuple(0 if name == term else weight for weight in bits) for name, bits in weights.items()}
        make(engine, _altered(scoring_statements(kept), changed))
        ((pairs,),) = engine.rows("select count(*) from pair")
        (likely,) = cluster_nodes(engine, (LIKELY,))
        return pairs, labels_of(engine, likely, owns)


def _altered(statements: list[Statement], changed: tuple[str, str] | None) -> list[Statement]:
    table, instead = changed or ("", "")
    return [(name, instead.format(select=select) if name == table else select) for name, select in statements]


def make(engine: Engine, statements: list[Statement]) -> None:
    """Make all tables, and keep them."""
    for name, select in statements:
        engine.make(name, select)
