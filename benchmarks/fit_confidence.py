"""Fits the weights of the built-in reader's confidence to labelled texts.

`make reader` does so, with the reader trained on other incidents than each text's, and with the pairs of short reports
that rules were tuned on (`tests/data/pairs`, sets a to d): it compares the figures with the labels, fits a logistic
model, and writes the weights into `summarizer/language/en/confidence.toml`. `python -m benchmarks.fit_confidence`
measures today's weights on the articles that nobody tunes on, and fits nothing.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from unittest import mock

import numpy as np
from numpy.typing import NDArray

from benchmarks.realnews.texts import LabelledText, is_right, read_part
from summarizer import summarize
from summarizer.language import lexicon
from summarizer.reading.learned import predictions
from summarizer.reading.learned.classifier import Models
from summarizer.reading.learned.predictions import predict
from summarizer.reading.rules import confidence
from summarizer.reading.rules.casing import make_readable
from summarizer.reading.rules.confidence import describe_figure
from summarizer.records.article import Article
from summarizer.records.events import ReportedFigure
from summarizer.settings import Settings
from tests.helpers.pair_scores import rows

WEIGHTS: Final = Path(lexicon.__file__).parent / "en" / "confidence.toml"
FOLDS: Final = 5
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


def read_examples(texts: Sequence[LabelledText]) -> list[Example]:
    """Read labelled texts by the built-in reader, and compare its figures with the labels."""
    summary = summarize([text.article for text in texts], settings=Settings(model="builtin"))
    by_article: dict[str, list[ReportedFigure]] = defaultdict(list)
    for incident in summary.incidents:
        for report in incident.events:
            by_article[report.article] += report.figures
    return [
        Example(
            text.group,
            describe(figure, by_article[text.article.id], text.article),
            any(is_right(figure, labelled) for labelled in text.figures),
            figure.confidence or 0.0,
        )
        for text in texts
        for figure in by_article[text.article.id]
        if figure.stance == "asserted"
    ]


def describe(figure: ReportedFigure, every: Sequence[ReportedFigure], article: Article) -> Mapping[str, float]:
    """Describe a figure as the reader does when it is read."""
    return describe_figure(figure, every, article, list(predict(make_readable(article.text)).values()))


def read_apart(texts: Sequence[LabelledText], folds: Sequence[Models]) -> Iterator[Example]:
    """Read each text by the models of its fold, which were trained on others."""
    for fold, models in enumerate(folds):
        with (
            mock.patch.object(predictions, "load_models", lambda models=models: models),
            mock.patch.object(confidence, "LIKELY", 0.0),  # what is left out by today's weights
        ):
            yield from read_examples([text for text in texts if choose_fold(text.group) == fold])


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
                        features = describe(figure, figures, article)
                        yield Example(f"{name} {row['id']}", features, right, figure.confidence or 0.0)


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
    folds = [choose_fold(example.incident) for example in examples]
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


def choose_fold(group: str) -> int:
    """Choose the fold of an incident by its id."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % FOLDS


def fit_all(news: Sequence[Example], write: bool) -> None:
    """Fit the weights to news and to short reports, print how well they hold on other incidents, and write them."""
    examples = [*news, *read_pairs()]
    names = sorted({name for example in examples for name in example.features})
    estimates = cross_validate(examples, names)
    for what, part in (("real news", slice(len(news))), ("short reports", slice(len(news), None))):
        print(f"{what}:", *tabulate(examples[part], estimates[part]), sep="\n")
    weights = fit(examples, names)
    for name, weight in sorted(zip((_CONSTANT, *names), weights, strict=True), key=lambda pair: -abs(pair[1])):
        print(f"  {name} {weight:+.2f}")
    if write:
        write_weights(names, weights)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure today's confidence on the labelled articles that nobody tunes on."""
    argparse.ArgumentParser(prog="python -m benchmarks.fit_confidence", description=main.__doc__).parse_args(arguments)
    examples = read_examples(list(read_part("blind")))
    print(*tabulate(examples, [example.confidence for example in examples]), sep="\n")


if __name__ == "__main__":
    main()
