"""Changes of a summary against an earlier run, and articles that were edited since."""

from ..schemas import Record
from .events import ReportedFigure
from .incidents import Finding, IncidentEstimate


class ChangedFigure(Record):
    """A figure of an article whose text was changed; None where only one of the two texts has one like it."""

    before: ReportedFigure | None
    now: ReportedFigure | None


class Edited(Record):
    """An edited article: `before` is the id of the text read earlier at `place`, `article` the id of the present one.

    `figures` are those that changed; None where one of the two texts was not read with this model
    and prompt, or failed.
    """

    place: str
    article: str
    before: str
    figures: tuple[ChangedFigure, ...] | None


class ChangedEstimate(Record):
    """An estimate that changed, or a new one of an incident that the earlier run had."""

    incident: str
    before: IncidentEstimate | None
    now: IncidentEstimate


class AddedTo(Record):
    """The stored run that articles were added to: its number, its start (UTC), the paths of its call."""

    run: int
    began: str
    paths: tuple[str, ...] = ()


class Changes(Record):
    """Additions since an earlier run: articles and incidents by id, findings by their index in the summary.

    `gone` are the findings that no longer hold. `added_to` is that run, None where two reports are compared.
    """

    articles: tuple[str, ...]
    incidents: tuple[str, ...]
    findings: tuple[int, ...]
    estimates: tuple[ChangedEstimate, ...]
    gone: tuple[Finding, ...]
    added_to: AddedTo | None = None
