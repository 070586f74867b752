"""Fits the weights of the built-in reader's confidence to labelled real articles.

`python -m benchmarks.fit_confidence` reads the articles of the part that may be tuned on by the rules, and the pairs of
short reports that rules were tuned on (`tests/data/pairs`, sets a to d), compares their figures with the labels, fits a
logistic model, prints how well it holds on incidents that it was not fitted to, and writes the weights into
`summarizer/language/en/confidence.toml`. `--dry-run` writes nothing; `--part blind` measures today's weights on the
part that nobody tunes on, and fits nothing.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.realnews.labels import Part, read_gold
from summarizer import summarize
from summarizer.language import lexicon
from summarizer.reading.rules.confidence import describe_figure
from summarizer.records.article import Article
from summarizer.records.events import EventReport, ReportedFigure
from summarizer.settings import Settings
from tests.helpers.pair_scores import rows

WEIGHTS: Final = Path(lexicon.__file__).parent / "en" / "confidence.toml"
FOLDS: Final = 10
RIDGE: Final = 1.0  # of each weight, but the constant's
STEPS: Final = 30
PAIRS: Final = ("a", "b", "c", "d")
THRESHOLDS: Final = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
_CONSTANT: Final = "constant"

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A figure that the rules read: its incident, its features, whether it is right, and its confidence of today."""

    incident: str
    features: Mapping[str, float]
    right: bool
    confidence: float


def read_examples(part: Part) -> list[Example]:
    """Read the labelled articles of a part by the rules. Raises FileNotFoundError where the texts are not."""
    gold = read_gold(part)
    known = _list_known(gold.events)
    incidents = {event.article: event.incident or "" for event in gold.events}
    names = {article.id: name for name, article in gold.articles.items() if article}
    articles = [article for article in gold.articles.values() if article]
    summary = summarize(articles, settings=Settings(model="builtin"))
    by_article: dict[str, list[ReportedFigure]] = defaultdict(list)
    for incident in summary.incidents:
        for report in incident.events:
            by_article[report.article] += report.figures
    return [
        Example(
            incidents[names[article.id]],
            describe_figure(figure, by_article[article.id], article),
            _key(figure) in known[names[article.id]],
            figure.confidence or 0.0,
        )
        for article in articles
        for figure in by_article[article.id]
        if figure.stance == "asserted"
    ]


def read_pairs() -> Iterator[Example]:
    """Read the pairs of short reports that conflict: the numbers that do are right, other totals of it wrong."""
    for name in PAIRS:
        for row in rows(name):
            if row["expect"] == "none":
                continue
            for side, value in zip("ab", row["values"], strict=True):
                article = Article(id=side, text=row[side])
                figures = [figure for report in summarize([article]).incidents for figure in report.events[0].figures]
                for figure in figures:
                    if figure.measure == row["measure"] and figure.is_toll:
                        right = value in (figure.value, figure.low, figure.high)
                        features = describe_figure(figure, figures, article)
                        yield Example(f"{name} {row['id']}", features, right, figure.confidence or 0.0)


def _list_known(events: Iterable[EventReport]) -> Mapping[str, set[object]]:
    """List what the labels give each article: the figures of its events, once each."""
    known: dict[str, set[object]] = defaultdict(set)
    for event in events:
        known[event.article] |= {_key(each) for each in event.figures if each.stance == "asserted" and not each.period}
    return known


def _key(figure: ReportedFigure) -> object:
    return figure.measure, figure.low, figure.high, figure.extent


def fit(examples: Sequence[Example], names: Sequence[str]) -> Array:
    """Fit the weights of a constant and of named features by Newton's method."""
    rows, right = _make_rows(examples, names), np.array([example.right for example in examples], dtype=float)
    weights, ridge = np.zeros(rows.shape[1]), np.eye(rows.shape[1]) * RIDGE
    ridge[0, 0] = 1e-3
    for _ in range(STEPS):
        sure = _squash(rows @ weights)
        slope = rows.T @ (sure - right) + ridge @ weights
        weights -= np.linalg.solve((rows * (sure * (1 - sure))[:, None]).T @ rows + ridge, slope)
    return weights


def _make_rows(examples: Sequence[Example], names: Sequence[str]) -> Array:
    return np.array([[1.0, *(example.features.get(name, 0.0) for name in names)] for example in examples])


def _squash(odds: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-odds)))


def cross_validate(examples: Sequence[Example], names: Sequence[str]) -> list[float]:
    """Estimate each example by weights that were fitted to other incidents."""
    folds = [int(hashlib.sha256(example.incident.encode()).hexdigest(), 16) % FOLDS for example in examples]
    estimates = [0.0] * len(examples)
    for fold in set(folds):
        others = [example for example, place in zip(examples, folds, strict=True) if place != fold]
        weights = fit(others, names)
        for at, place in enumerate(folds):
            if place == fold:
                estimates[at] = float(_squash(_make_rows([examples[at]], names) @ weights)[0])
    return estimates


def tabulate(examples: Sequence[Example], estimates: Sequence[float]) -> Iterator[str]:
    """Say how many figures each threshold keeps, and how many of these are right."""
    right = sum(example.right for example in examples)
    yield f"{len(examples)} figures, {right} right ({right / len(examples):.3f})"
    for threshold in THRESHOLDS:
        kept = [example for example, sure in zip(examples, estimates, strict=True) if sure >= threshold]
        hits = sum(example.right for example in kept)
        if kept:
            share, found = hits / len(kept), hits / right
            yield f"from {threshold:.2f}: {len(kept)} figures, {share:.3f} right, {found:.3f} of all right ones"


def write_weights(names: Sequence[str], weights: Array) -> None:
    """Write the weights behind the words of the file."""
    head, _, _ = WEIGHTS.read_text(encoding="utf-8").partition("[weights]\n")
    lines = [f"{name} = {round(float(weight), 2)}" for name, weight in zip((_CONSTANT, *names), weights, strict=True)]
    WEIGHTS.write_text(f"{head}[weights]\n" + "\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit the weights, print how well they hold, and write them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_confidence", description=main.__doc__)
    parser.add_argument("--part", choices=("tuned", "blind"), default="tuned", help="blind: measure, and fit nothing")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    given = parser.parse_args(arguments)
    examples = read_examples(given.part)
    if given.part == "blind":
        print(*tabulate(examples, [example.confidence for example in examples]), sep="\n")
        return
    news = len(examples)
    examples += read_pairs()
    names = sorted({name for example in examples for name in example.features})
    estimates = cross_validate(examples, names)
    for what, part in (("real news", slice(news)), ("short reports", slice(news, None))):
        print(f"{what}:", *tabulate(examples[part], estimates[part]), sep="\n")
    weights = fit(examples, names)
    for name, weight in sorted(zip((_CONSTANT, *names), weights, strict=True), key=lambda pair: -abs(pair[1])):
        print(f"  {name} {weight:+.2f}")
    if not given.dry_run:
        write_weights(names, weights)


if __name__ == "__main__":
    main()
