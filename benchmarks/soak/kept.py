"""What a store holds, read from a copy of its files while no run has it open."""

import json
import shutil
import sqlite3
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from summarizer.llm.cassettes.file import read_cassette
from summarizer.llm.cassettes.layout import with_text_bodies


@dataclass(frozen=True)
class Kept:
    """`replies` are the ids of the completions kept; `outcomes` counts each article's; `waited` is in seconds."""

    replies: frozenset[str]
    outcomes: Counter[str]
    waited: float
    sound: bool

    @property
    def keys(self) -> frozenset[str]:
        """The hashes of the requests to which a reply is kept."""
        return frozenset(name.rpartition("-")[0] for name in self.replies)


def kept(store: Path) -> Kept:
    """What the store holds; nothing if there is none yet."""
    with tempfile.TemporaryDirectory() as folder:
        if not store.exists():
            return Kept(frozenset(), Counter(), 0.0, sound=True)
        for file in store.parent.glob(f"{store.name}*"):
            if not file.name.endswith("-shm"):
                shutil.copy(file, folder)
        with closing(sqlite3.connect(Path(folder) / store.name)) as connection:
            return _read(connection)


def recorded(cassette: Path) -> Kept:
    """The replies that a cassette holds; it knows of no outcomes."""
    if not cassette.exists():
        return Kept(frozenset(), Counter(), 0.0, sound=True)
    given = (with_text_bodies(one)["response"]["body"]["string"] for one in read_cassette(cassette)["interactions"])
    return Kept(frozenset(json.loads(body)["id"] for body in given), Counter(), 0.0, sound=True)


def _read(connection: sqlite3.Connection) -> Kept:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'outcome'").fetchone():
        return Kept(frozenset(), Counter(), 0.0, sound=True)
    replies = frozenset(json.loads(body)["id"] for (body,) in connection.execute("SELECT body FROM reply"))
    outcomes = Counter[str]()
    waited = 0.0
    for article, usage in connection.execute("SELECT article, usage FROM outcome"):
        outcomes[article] += 1
        waited += json.loads(usage)["waited"]
    sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return Kept(replies, outcomes, waited, sound)
