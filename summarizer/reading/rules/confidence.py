"""Confidence: the probability that the built-in reader read a figure rightly, by what stands around it.

A logistic model of some forty features, among them what the learned models make of the same number, fitted to figures
of real articles that careful readers had labelled: a figure is right if they gave the article one of the same measure,
number and extent, asserted of the event. How well it holds is in `docs/accuracy.md`; `make reader` fits it again.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Final

from ...language.lexicon import table
from ...language.sentences import sentence_around
from ...records.article import Article
from ...records.events import EventReport, ReportedFigure
from ..learned.measurements import MEASURES
from ..learned.predictions import NONE, Prediction, predict
from .casing import make_readable

Features = Mapping[str, float]

_OF_THEIR_OWN: Final = frozenset(
    ("killed", "wounded", "casualties", "detained", "participants")
)  # measures with enough labels
LIKELY: Final = 0.4  # from which a figure is kept that no rule reads
_LEAD: Final = 250  # characters, about two sentences
_SHORT: Final = 600  # characters of a report without room for other events
_LONG: Final = 200.0  # characters of a sentence
_LONGEST: Final = 3.0
_PLACES: Final = 3  # decimals of a probability
_LEAST: Final = 0.005  # of a predicted probability: what is less says no more
# Of reports of some sentences, for which the rules were written, and whole articles, from which the models learned.
_OTHERWISE_IF_SHORT: Final = frozenset(
    (
        "ruled",
        "unlearned",
        "implicit",
        "part",
        "predicted_measure",
        "predicted_extent",
        "predicted_none",
        "exceeded",
        "contradicted",
    )
)


def rate_figures(article: Article, reports: Sequence[EventReport]) -> tuple[EventReport, ...]:
    """Give each figure of an article's reports the probability that it is read rightly.

    What the models alone have read, and is likelier wrong, is left out: its number counts as unread.
    """
    every = [figure for report in reports for figure in report.figures]
    predictions = list(predict(make_readable(article.text)).values()) if every else []

    def rate(figure: ReportedFigure) -> ReportedFigure:
        features = describe_figure(figure, every, article, predictions)
        return figure.model_copy(update={"confidence": estimate(features)})

    def is_kept(figure: ReportedFigure) -> bool:
        prediction = _find_prediction(figure, predictions)
        return prediction is None or prediction.ruled is not None or (figure.confidence or 0) >= LIKELY

    return tuple(
        report.model_copy(update={"figures": tuple(filter(is_kept, map(rate, report.figures)))}) for report in reports
    )


def estimate(features: Features) -> float:
    """Estimate the probability of a figure with these features."""
    weights = table("confidence")["weights"]
    odds = weights.get("constant", 0.0) + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return round(1 / (1 + math.exp(-odds)), _PLACES)


def describe_figure(
    figure: ReportedFigure, every: Sequence[ReportedFigure], article: Article, predictions: Sequence[Prediction]
) -> Features:
    """Describe a figure by its features; `every` are all figures of its article, `predictions` those of its text."""
    described = chain(_describe(figure, every, article), _describe_prediction(figure, predictions))
    features = {name: float(value) for name, value in described if value}
    if len(article.text) < _SHORT:
        features |= {f"short_{name}": value for name, value in features.items() if name in _OTHERWISE_IF_SHORT}
    return features


def _describe(figure: ReportedFigure, every: Sequence[ReportedFigure], article: Article) -> Iterator[tuple[str, float]]:
    start, end = figure.start or 0, figure.end or 0
    sentence = sentence_around(article.text, start, end)
    unproved = figure.proof.unproved if figure.proof else ()
    yield (figure.measure if figure.measure in _OF_THEIR_OWN else "other_measure"), 1
    yield "implicit", figure.implicit
    yield "one", figure.value == 1
    yield "nobody", figure.value == 0
    yield "vague", figure.value is None
    yield "attributed", figure.attributed_to is not None
    yield "dated", figure.as_of is not None
    yield "toll", _pattern("tolls").search(figure.quote or "") is not None
    yield "people", figure.of in table("confidence")["words"]["people"]
    yield "part", figure.extent != "total"
    yield from ((f"unproved_{part}", 1) for part in unproved)
    yield "unproved", bool(unproved)
    yield "short_article", len(article.text) < _SHORT
    yield "lead", start < _LEAD
    yield "distance", math.log1p(start / _LEAD)
    yield "sentence_length", min(_LONGEST, len(sentence) / _LONG)
    yield "in_title", figure.value is not None and re.search(rf"\b{figure.value:g}\b", article.title or "") is not None
    yield "several_events", _pattern("several_events").search(sentence) is not None
    yield "other_time", _pattern("other_times").search(sentence) is not None
    yield "joined", _pattern("joined").search(figure.quote or "") is not None
    yield "others", _pattern("others").search(figure.quote or "") is not None
    yield from _compare(figure, [other for other in every if other is not figure])


def _describe_prediction(figure: ReportedFigure, predictions: Sequence[Prediction]) -> Iterator[tuple[str, float]]:
    """Describe how likely a figure is by what is predicted of the number or person that it counts."""
    if figure.measure not in MEASURES:
        yield "unlearned", 1
        return
    prediction = _find_prediction(figure, predictions)
    if prediction is None:
        yield "unpredicted", 1
        return
    yield "ruled", prediction.ruled == figure.measure
    yield "predicted_measure", _log_odds(prediction.measures.get(figure.measure, 0.0))
    yield "predicted_none", _log_odds(prediction.measures[NONE])
    yield "predicted_extent", _log_odds(prediction.extents.get(figure.extent, 0.0))


def _find_prediction(figure: ReportedFigure, predictions: Sequence[Prediction]) -> Prediction | None:
    """Find what is predicted of the number or person that a figure counts."""
    start, end = figure.start or 0, figure.end or 0
    within = (
        each
        for each in predictions
        if start <= each.mention.number.start < end
        and each.mention.is_person is figure.implicit
        and (figure.implicit or figure.value is None or each.mention.number.value == figure.value)
    )
    return max(within, key=lambda each: each.measures.get(figure.measure, 0.0), default=None)


def _log_odds(share: float) -> float:
    share = min(max(share, _LEAST), 1 - _LEAST)
    return math.log(share / (1 - share))


def _compare(figure: ReportedFigure, others: Sequence[ReportedFigure]) -> Iterator[tuple[str, float]]:
    """Compare a figure with the other totals of its measure in the article, of its own voice and time."""
    alike = [other for other in others if other.measure == figure.measure and other.is_toll and not other.where]
    yield "repeated", any((other.low, other.high) == (figure.low, figure.high) for other in alike)
    if figure.is_toll and figure.as_of is None:
        rivals = [other for other in alike if other.as_of is None and _may_be_one_voice(figure, other)]
        yield "exceeded", any(other.lowest > figure.highest for other in rivals)
        yield "contradicted", any(other.highest < figure.lowest or figure.highest < other.lowest for other in rivals)


def _may_be_one_voice(a: ReportedFigure, b: ReportedFigure) -> bool:
    return len({each.attributed_to for each in (a, b)} - {None}) < 2


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('confidence')['words'][name])})\b", re.IGNORECASE)
