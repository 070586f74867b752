"""Changes: what is new in a summary beside an earlier run, and which articles were edited since."""

from ..schemas import Record
from .events import ReportedFigure
from .incidents import Finding, IncidentEstimate


class ChangedFigure(Record):
    """A figure of an article whose text was changed; None where only one of the two texts has one like it."""

    before: ReportedFigure | None
    now: ReportedFigure | None


class Edited(Record):
    """An article in whose place another text was read before: `before` is that one's id, `article` this one's.

    `figures` are those that changed; None where one of the two texts was not read with this model
    and prompt, or failed.
    """

    place: str
    article: str
    before: str
    figures: tuple[ChangedFigure, ...] | None


class ChangedEstimate(Record):
    """An estimate of an incident that is other than it was, or new in an incident that was there."""

    incident: str
    before: IncidentEstimate | None
    now: IncidentEstimate


class AddedTo(Record):
    """The run of the store to which articles were added: its number, when it began (UTC), the paths of its call."""

    run: int
    began: str
    paths: tuple[str, ...] = ()


class Changes(Record):
    """What is new since an earlier run: articles and incidents by id, findings by their places in the summary.

    `gone` are the findings that no longer hold. `added_to` is that run, None where two reports are compared.
    """

    articles: tuple[str, ...]
    incidents: tuple[str, ...]
    findings: tuple[int, ...]
    estimates: tuple[ChangedEstimate, ...]
    gone: tuple[Finding, ...]
    added_to: AddedTo | None = None
