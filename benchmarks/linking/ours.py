"""Our own linking, its phases timed apart."""

from __future__ import annotations

import sys
from pathlib import Path

from summarizer.linking.clustering import cluster_nodes
from summarizer.linking.scoring import LIKELY, sure_threshold
from summarizer.linking.sql_engines import DuckDB

from .children import Phases, hand_in
from .corpora import labels_of, scored


def main() -> None:
    """Link a file of records; hand in the likely groups and the sure cores."""
    records, folder = map(Path, sys.argv[1:])
    phases = Phases()
    with DuckDB() as engine:
        owns = scored(engine, records, phases)
        with phases.timed("group"):
            ((nodes,),) = engine.rows("select count(*) from node")
            sure, likely = cluster_nodes(engine, (sure_threshold(nodes), LIKELY))
        found = {"likely groups": labels_of(engine, likely, owns), "sure cores": labels_of(engine, sure, owns)}
    hand_in(folder, phases, found)


if __name__ == "__main__":
    main()
