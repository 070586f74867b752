"""Trains the models by which the built-in reader tells what a number or a person counts.

`make reader` fits them to labelled texts (`benchmarks/realnews`), each time to the same weights, and writes
`summarizer/language/en/mentions.json`; then the confidence of figures is fitted to what the reader, trained on other
incidents, makes of each text. `--dry-run` writes nothing.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.fit_confidence import FOLDS, choose_fold, fit_all, read_apart
from benchmarks.realnews.texts import DOMAINS, TRAINING, LabelledText, read_labels, read_part
from summarizer.language import lexicon
from summarizer.reading.learned.classifier import WEIGHTS, LinearClassifier, Models, dump_models
from summarizer.reading.learned.predictions import NONE, Described, describe_jointly, describe_text
from summarizer.reading.rules.casing import make_readable
from summarizer.records.events import ReportedFigure

MODELS: Final = Path(lexicon.__file__).parent.joinpath(*WEIGHTS)
RARE: Final = 3  # features of fewer mentions are left out
EPOCHS: Final = 12
RATE: Final = 0.05
DECAY: Final = 1e-3
_BIAS_RATE: Final = 0.01
_SEED: Final = 1

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Document:
    """A labelled text with its described mentions, and the figure of each that has one.

    `unclear` are numbers without a figure that are labelled elsewhere in the text: nothing is learned from them.
    """

    text: LabelledText
    mentions: Sequence[Described]
    figures: Mapping[int, ReportedFigure]
    unclear: frozenset[int]

    @property
    def fold(self) -> int:
        """The fold that all texts of its incident are in."""
        return choose_fold(self.text.group)

    def label(self, place: int) -> str:
        """Return what a mention counts."""
        figure = self.figures.get(place)
        return NONE if figure is None or figure.stance == "other_event" else figure.measure


def read_texts() -> Iterator[LabelledText]:
    """Read all labelled texts that the reader may learn from. Raises FileNotFoundError where the texts are not."""
    yield from read_part("tuned")
    for domain in DOMAINS:
        yield from read_labels(TRAINING, domain)


def make_document(text: LabelledText) -> Document:
    """Describe the mentions of a text, and align its figures with them."""
    mentions = describe_text(make_readable(text.article.text))
    figures: dict[int, ReportedFigure] = {}
    for figure in text.figures:
        ranked = [
            (score - (place in figures), -place)
            for place, each in enumerate(mentions)
            if (score := _match(figure, each)) > 0
        ]
        if ranked:
            figures.setdefault(-max(ranked)[1], figure)
    known = {(figure.low, figure.high) for figure in text.figures} | {figure.value for figure in text.figures}
    unclear = frozenset(
        place
        for place, each in enumerate(mentions)
        if place not in figures
        and not each.mention.is_person
        and not known.isdisjoint(
            ((each.mention.number.low, each.mention.number.high), each.mention.number.value or (None, None))
        )
    )
    return Document(text, mentions, figures, unclear)


def _match(figure: ReportedFigure, described: Described) -> int:
    """Score how well a figure is of a mention: 0 if it is not."""
    number = described.mention.number
    if not (number.start < (figure.end or 0) and (figure.start or 0) < number.end):
        return 0
    if described.mention.is_person:
        words = set(number.text.casefold().split())
        return (2 + 2 * (not words.isdisjoint(figure.of.casefold().split()))) if _is_one(figure) else 0
    same = (number.low, number.high) == (figure.low, figure.high) or number.value == figure.value is not None
    return 3 if same and not figure.implicit else 0


def _is_one(figure: ReportedFigure) -> bool:
    return figure.implicit and figure.value == 1


def fit(rows: Sequence[Sequence[str]], labels: Sequence[str]) -> LinearClassifier:
    """Fit a multinomial logistic model by AdaGrad, row by row; the later half of the epochs is averaged."""
    counts = Counter(name for row in rows for name in row)
    names = {name: place for place, name in enumerate(sorted(name for name in counts if counts[name] >= RARE))}
    classes = sorted(set(labels))
    wanted = [classes.index(label) for label in labels]
    places = [np.array([names[name] for name in row if name in names], dtype=np.int64) for row in rows]
    weights, slopes = np.zeros((len(names), len(classes))), np.full((len(names), len(classes)), 1e-2)
    bias, summed = np.zeros(len(classes)), np.zeros((len(names), len(classes)))
    order = np.random.RandomState(_SEED)
    for epoch in range(EPOCHS):
        for at in order.permutation(len(places)):
            row = places[at]
            error = _soften(weights[row].sum(axis=0) + bias)
            error[wanted[at]] -= 1
            slope = error[None, :] + DECAY * weights[row]
            slopes[row] += slope**2
            weights[row] -= RATE * slope / np.sqrt(slopes[row])
            bias -= _BIAS_RATE * error
        if epoch >= EPOCHS // 2:
            summed += weights
    means = summed / (EPOCHS - EPOCHS // 2)
    return LinearClassifier(classes, list(bias), {name: list(means[place]) for name, place in names.items()})


def _soften(odds: Array) -> Array:
    shares = np.exp(odds - odds.max())
    return np.asarray(shares / shares.sum())


def fit_measure(documents: Sequence[Document]) -> LinearClassifier:
    """Fit what a mention counts, none included."""
    rows, labels = [], []
    for document in documents:
        for place, each in enumerate(document.mentions):
            if place not in document.unclear:
                rows.append(each.features)
                labels.append(document.label(place))
    return fit(rows, labels)


def fit_extent(
    documents: Sequence[Document], measures: Mapping[str, Sequence[Mapping[str, float]]]
) -> LinearClassifier:
    """Fit whether a mention counts all; `measures` are what is predicted of the mentions of each text, by its id."""
    rows: list[Sequence[str]] = []
    labels: list[str] = []
    for document in documents:
        joint = describe_jointly(document.mentions, measures[document.text.article.id])
        for place, (each, features) in enumerate(zip(document.mentions, joint, strict=True)):
            if document.label(place) != NONE:
                rows.append([*each.features, *features])
                labels.append(document.figures[place].extent)
    return fit(rows, labels)


def train(documents: Sequence[Document]) -> tuple[Models, list[Models]]:
    """Train the models on all documents, and for each fold on those that are not in it."""
    measures: dict[str, Sequence[Mapping[str, float]]] = {}
    folds: list[LinearClassifier] = []
    for fold in range(FOLDS):
        model = fit_measure([document for document in documents if document.fold != fold])
        folds.append(model)
        for document in documents:
            if document.fold == fold:
                measures[document.text.article.id] = [model.classify(each.features) for each in document.mentions]
    apart = [
        Models(model, fit_extent([document for document in documents if document.fold != fold], measures))
        for fold, model in enumerate(folds)
    ]
    return Models(fit_measure(documents), fit_extent(documents, measures)), apart


def main(arguments: Sequence[str] | None = None) -> None:
    """Train the models, print how well they hold on other incidents, and write them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.train_reader", description=main.__doc__)
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    given = parser.parse_args(arguments)
    documents = [make_document(text) for text in read_texts()]
    models, apart = train(documents)
    right = total = 0
    for document in documents:
        model = apart[document.fold].measure
        for place, each in enumerate(document.mentions):
            if place not in document.unclear:
                shares = model.classify(each.features)
                total += 1
                right += max(shares, key=shares.__getitem__) == document.label(place)
    print(f"{len(documents)} texts, {total} mentions, {right / total:.3f} right on other incidents")
    fit_all(list(read_apart([document.text for document in documents], apart)), write=not given.dry_run)
    if not given.dry_run:
        lines = json.dumps(dump_models(models), ensure_ascii=False, separators=(",", ":"))
        MODELS.write_text(lines.replace("],", "],\n") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
