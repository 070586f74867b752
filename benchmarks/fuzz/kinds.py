"""The kinds of input: how one is drawn, and what is done with it."""

import csv
import io
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from summarizer.reviews.files import COLUMNS, FORMAT, VERSION

from . import starts, uses
from .mutations import json_bytes, mutated_bytes, mutated_value
from .trials import Given

_LONE: Final = re.compile(rb"\\ud[89a-f]")  # half of a character, which no YAML can be written with


@dataclass(frozen=True)
class Kind:
    """One kind: its share of all mutations, how an input is drawn, and how it is used."""

    share: int
    draw: Callable[[random.Random], Given]
    use: Callable[[Path], None]


def givens(name: str, seed: int, count: int, first: int = 0) -> Iterator[Given]:
    """The inputs of a kind from the `first` on; each is drawn from the seed and its own number alone."""
    for nth in range(first, first + count):
        yield KINDS[name].draw(random.Random(f"{seed} {name} {nth}"))


def _records(draw: random.Random) -> Given:
    if draw.random() < 0.25:
        data, ending = draw.choice(starts.tables())
        return Given(_table(draw, data, "\t" if ending == ".tsv" else ","), ending)
    records = mutated_value(draw, draw.choice(starts.record_lists()))
    lines = records if isinstance(records, list) else [records]
    data = uses.json_lines(lines)
    return Given(mutated_bytes(draw, data) if draw.random() < 0.15 else data, ".jsonl")


def _table(draw: random.Random, data: bytes, delimiter: str) -> bytes:
    """A table with cells changed, or bytes."""
    if draw.random() < 0.3:
        return mutated_bytes(draw, data)
    rows = mutated_value(draw, list(csv.reader(io.StringIO(data.decode()), delimiter=delimiter)))
    return _written(rows, delimiter)


def _written(rows: Any, delimiter: str) -> bytes:
    out = io.StringIO()
    table = csv.writer(out, delimiter=delimiter, lineterminator="\n", escapechar="\\")
    for row in rows if isinstance(rows, list) else [rows]:
        table.writerow(row if isinstance(row, list) else [row])
    return out.getvalue().encode(errors="surrogatepass")


def _replies(draw: random.Random) -> Given:
    """The replies to one article, one or more mutated: what the model says, the completion around it, its bytes."""
    nth = draw.randrange(len(starts.answered()))
    answered = starts.answered()[nth]
    bodies = [_reply(draw, body, answered.article.text) for body in answered.bodies]
    if draw.random() < 0.1:
        draw.shuffle(bodies)
    return Given(b"\n\0\n".join([str(nth).encode(), *bodies]), ".replies")


def _reply(draw: random.Random, body: bytes, text: str) -> bytes:
    kind = draw.random()
    if kind < 0.1:
        return mutated_bytes(draw, body)
    completion = json.loads(body)
    if kind < 0.25:
        return json_bytes(mutated_value(draw, completion))
    message = completion["choices"][0]["message"]
    content = message["content"]
    message["content"] = (
        mutated_bytes(draw, content.encode()).decode(errors="replace")
        if kind < 0.4
        else json_bytes(_quoting(draw, mutated_value(draw, json.loads(content)), text)).decode()
    )
    return json_bytes(completion)


def _quoting(draw: random.Random, value: Any, text: str) -> Any:
    """The reply with quotes of other lengths: a letter, the whole article, a part of it, more than one."""
    if draw.random() < 0.6:
        return value
    for entries in _lists_of_entries(value):
        for entry in entries:
            if isinstance(entry, dict) and "quote" in entry and draw.random() < 0.4:
                first, last = sorted((draw.randrange(len(text)), draw.randrange(len(text))))
                entry["quote"] = draw.choice((text[first], text, text[first:last], text * 2, text[::-1], text.upper()))
    return value


def _lists_of_entries(value: Any) -> Iterator[list[Any]]:
    if not isinstance(value, dict):
        return
    for child in value.values():
        if isinstance(child, list):
            yield child
            for each in child[:50]:
                yield from _lists_of_entries(each)


def _articles(draw: random.Random) -> Given:
    data, ending = draw.choice(starts.articles())
    if ending == ".jsonl" and draw.random() < 0.5:
        rows = [json.loads(line) for line in data.splitlines() if line.strip()]
        value = mutated_value(draw, rows)
        return Given(uses.json_lines(value if isinstance(value, list) else [value]), ending)
    return Given(mutated_bytes(draw, data), ending)


def _cassettes(draw: random.Random) -> Given:
    data = draw.choice(starts.cassettes())
    if draw.random() < 0.5:
        return Given(mutated_bytes(draw, data), ".yaml")
    value = mutated_value(draw, yaml.load(data, yaml.CSafeLoader))  # it is the safe loader in C
    data = json_bytes(value)  # which is YAML, but for aliases and blocks
    if draw.random() < 0.5 and not _LONE.search(data):
        data = yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True).encode()
    return Given(data, ".yaml")


def _reviews(draw: random.Random) -> Given:
    reviews = [json.loads(review.model_dump_json()) for review in starts.decided()]
    if draw.random() < 0.4:
        delimiter = draw.choice(",;\t")
        rows = [list(COLUMNS), *([review[name] for name in COLUMNS] for review in reviews)]
        return Given(_table(draw, _written(rows, delimiter), delimiter), ".csv")
    value = mutated_value(draw, {"format": FORMAT, "version": VERSION, "reviews": reviews})
    data = json_bytes(value)
    return Given(mutated_bytes(draw, data) if draw.random() < 0.15 else data, ".json")


def _reports(draw: random.Random) -> Given:
    data = json_bytes(mutated_value(draw, draw.choice(starts.reports())))
    return Given(mutated_bytes(draw, data) if draw.random() < 0.15 else data, ".json")


KINDS: Final = {
    "records": Kind(8000, _records, uses.use_records),
    "replies": Kind(3500, _replies, uses.use_replies),
    "articles": Kind(2500, _articles, uses.use_articles),
    "cassettes": Kind(1500, _cassettes, uses.use_cassette),
    "reviews": Kind(2500, _reviews, uses.use_reviews),
    "reports": Kind(2500, _reports, uses.use_report),
}
