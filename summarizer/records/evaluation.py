"""The `Evaluation`: how good a reading, a linking and a checking are, measured against a gold standard."""

from typing import Annotated, Final, Literal, get_args

from pydantic import Field

from ..schemas import Record
from .events import ReportedFigure
from .incidents import Kind

EVALUATION_VERSION: Final = 1
# Where the readings come from: the gold standard itself, records, or a model that was asked.
ReadBy = Literal["gold", "records", "model"]
# Whose incidents are checked: ours, those that the records came with, or those of the gold standard.
Linking = Literal["ours", "given", "gold"]
ScoreName = Literal[
    "figures_precision", "figures_recall", "figures_f1",
    "figures_measure", "figures_bound", "figures_of", "figures_attribution", "figures_attributed_to",
    "figures_extent", "figures_stance", "figures_period", "figures_where", "figures_category",
    "events_precision", "events_recall", "events_f1", "events_type", "events_place", "events_day",
    "links_pairs_precision", "links_pairs_recall", "links_pairs_f1",
    "links_b3_precision", "links_b3_recall", "links_b3_f1",
    "findings_precision", "findings_recall", "findings_f1", "findings_kind",
    "near_misses_flagged",
]  # fmt: skip
SCORES: Final[tuple[ScoreName, ...]] = get_args(ScoreName)
# The row and the column of the confusion table for what one side lacks.
NONE: Final = "none"


class Score(Record):
    """A score from 0 to 1, with the ends of its 95 % interval.

    Attributes:
        value: The score; None where there was nothing to measure.
        low: The lower end; None where fewer than two incidents were drawn from.
        high: The upper end.
        right: Of a share, how many are right; None for F1 and B-cubed.
        of: Of a share, how many there are.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    right: int | None = None
    of: int | None = None


class GroupScore(Record):
    """Precision, recall and F1 of the figures of one measure or one bound.

    A pair of a gold and a read figure is right here if both are of the group.
    """

    group: str
    gold: int
    read: int
    right: int
    precision: float | None
    recall: float | None
    f1: float | None


class KindScore(Record):
    """Precision of the findings that were flagged as of one kind, and recall of the gold findings of that kind."""

    kind: Kind
    flagged: int
    right: int
    precision: float | None
    gold: int
    found: int
    recall: float | None


class LabelledFigure(Record):
    """A figure with its id in the gold standard; None for a read figure that matches none, or one without an id."""

    id: str | None
    figure: ReportedFigure


class GoldFindingResult(Record):
    """A gold finding, and the kinds of the flagged findings that contain two of its positions.

    Attributes:
        kind: The kind by the gold standard.
        incident: The true incident.
        measure: The kind of count.
        positions: The figures of each position.
        why: The reason that the gold standard gives.
        found_as: The kinds under which it was found, the most severe first; empty if it was missed.
    """

    kind: Kind
    incident: str
    measure: str
    positions: tuple[tuple[LabelledFigure, ...], ...]
    why: str | None = None
    found_as: tuple[Kind, ...] = ()


class FalseFinding(Record):
    """A flagged finding that sets no two positions of a gold finding against each other.

    `why` are the reasons of the gold findings that share a figure with it.
    """

    kind: Kind
    headline: str
    measure: str
    explanation: str
    figures: tuple[LabelledFigure, ...]
    why: tuple[str, ...] = ()


class UnitCounts(Record):
    """The counts of one unit that is drawn: a true incident, or an article of which no gold event is."""

    unit: Literal["incident", "article"]
    id: str
    counts: dict[str, Annotated[float, Field(ge=0, le=1e12, allow_inf_nan=False)]]


class GoldSize(Record):
    """The size of a gold standard; `digest` tells whether two results are on the same one."""

    digest: str
    articles: int
    events: int
    figures: int
    incidents: int
    findings: int


class Difference(Record):
    """A score beside that of the baseline, by a paired test over incidents.

    Attributes:
        score: The name of the score.
        ours: The score of this reading.
        baseline: That of the baseline.
        difference: Ours less the baseline's.
        low: The lower end of the 95 % interval of the difference, by the paired bootstrap; None as in `Score`.
        high: The upper end.
        p: The share of random swaps, this result among them, whose difference is as large: approximate randomization.
    """

    score: ScoreName
    ours: float
    baseline: float
    difference: float
    low: float | None
    high: float | None
    p: float


class Evaluation(Record):
    """The result of `summarizer eval`.

    Attributes:
        schema_version: The version of the JSON form.
        gold: The gold standard.
        read_by: Where the readings come from.
        reader: The file of the records, or the name of the model; None for the gold standard itself.
        linking: Whose incidents were checked.
        scores: Each score that was measured, by its name (`SCORES`).
        figures_by_measure: The figures of each measure, the most frequent in the gold standard first.
        figures_by_bound: The figures of each bound.
        findings_by_kind: The findings of each kind.
        confusion: For each gold kind the number of findings by the kind under which they were found.
        missed: Gold findings that were not found.
        other_kind: Gold findings that were found, but not under their kind.
        false_findings: Flagged findings that are none of the gold standard.
        missed_figures: Gold figures that were not read.
        extra_figures: Read figures that are none of the gold standard.
        unread: Articles and records that could not be read, with the reason.
        by_unit: The counts that all scores are made of, by incident.
        baseline: The comparison with a baseline.
    """

    schema_version: int = EVALUATION_VERSION
    gold: GoldSize
    read_by: ReadBy
    reader: str | None = None
    linking: Linking
    scores: dict[ScoreName, Score]
    figures_by_measure: tuple[GroupScore, ...] = ()
    figures_by_bound: tuple[GroupScore, ...] = ()
    findings_by_kind: tuple[KindScore, ...] = ()
    confusion: dict[str, dict[str, int]]
    missed: tuple[GoldFindingResult, ...] = ()
    other_kind: tuple[GoldFindingResult, ...] = ()
    false_findings: tuple[FalseFinding, ...] = ()
    missed_figures: tuple[LabelledFigure, ...] = ()
    extra_figures: tuple[LabelledFigure, ...] = ()
    unread: tuple[str, ...] = ()
    by_unit: tuple[UnitCounts, ...] = ()
    baseline: tuple[Difference, ...] = ()
