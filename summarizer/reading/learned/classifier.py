"""`LinearClassifier`: the probabilities of classes by the weights of features; and the two of the learned reader."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

WEIGHTS: Final = ("en", "mentions.json")  # in `summarizer/language`; `make reader` writes it
_UNIT: Final = 100  # weights are written in hundredths


@dataclass(frozen=True)
class LinearClassifier:
    """A multinomial logistic model; `weights` has a weight for each class, in their order, by feature.

    A feature without weights says nothing.
    """

    classes: Sequence[str]
    bias: Sequence[float]
    weights: Mapping[str, Sequence[float]]

    def classify(self, features: Iterable[str]) -> dict[str, float]:
        """Return the probability of each class."""
        known = [row for name in features if (row := self.weights.get(name))]
        odds = [sum(column) for column in zip(self.bias, *known, strict=True)]
        most = max(odds)
        shares = [math.exp(each - most) for each in odds]
        whole = sum(shares)
        return {name: share / whole for name, share in zip(self.classes, shares, strict=True)}


@dataclass(frozen=True, eq=False)
class Models:
    """The classifier of what a mention counts, "none" included, and that of how much of it; equal to itself alone."""

    measure: LinearClassifier
    extent: LinearClassifier


@cache
def load_models() -> Models:
    """Load the models that ship with the package."""
    path = files("summarizer.language").joinpath(*WEIGHTS)
    return parse_models(json.loads(path.read_text(encoding="utf-8")))


def parse_models(record: Mapping[str, Any]) -> Models:
    """Make the models of their JSON."""
    return Models(*(_parse(record[name]) for name in ("measure", "extent")))


def dump_models(models: Models) -> dict[str, Any]:
    """Return models as JSON, with weights in hundredths."""
    return {name: _dump(getattr(models, name)) for name in ("measure", "extent")}


def _parse(record: Mapping[str, Any]) -> LinearClassifier:
    weights = {name: [each / _UNIT for each in row] for name, row in record["weights"].items()}
    return LinearClassifier(record["classes"], [each / _UNIT for each in record["bias"]], weights)


def _dump(model: LinearClassifier) -> dict[str, Any]:
    def round_all(row: Sequence[float]) -> list[int]:
        return [round(each * _UNIT) for each in row]

    rows = {name: round_all(row) for name, row in sorted(model.weights.items())}
    kept = {name: row for name, row in rows.items() if any(row)}
    return {"classes": list(model.classes), "bias": round_all(model.bias), "weights": kept}
