"""Three articles of three events, in files, and reviews as the page exports them."""

import json
from collections.abc import Sequence
from pathlib import Path

from summarizer.records.article import make_article
from summarizer.records.reviews import Review

MARKET = "Four people were killed in a drone strike on a market in Brookton on 30 May 2023, police said."
SCHOOL = "Nine people were killed in a drone strike on a school in Haverford on 2 June 2023, officials said."
PORT = "Five people were killed in shelling in Kherson, Ukraine, on 9 June 2023, the governor said."
PORT_ID = make_article(PORT).id


def write(folder: Path, **texts: str) -> None:
    """Articles, each in a file of its outlet's name."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        matter, _, body = text.rpartition("|")
        (folder / f"{name}.txt").write_text(f"---\nsource: {name}\n{matter}\n---\n{body}\n")


APART: Sequence[set[str]] = [{"port"}, {"post"}, {"wire"}]
JOINED: Sequence[set[str]] = [{"port"}, {"post", "wire"}]


def export(path: Path, *reviews: Review) -> None:
    """Write reviews as the page exports them."""
    told = [json.loads(review.model_dump_json(exclude_none=True)) for review in reviews]
    path.write_text(json.dumps({"format": "summarizer-reviews", "version": 1, "reviews": told}))
