"""summarizer: a structured summarizer for news that does not let a number through unchecked.

Importing the package costs nothing: each name is loaded when it is first used.
"""

import logging
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .errors import SummarizerError
    from .grounding.figures import GroundedFigure, RejectedFigure, ground
    from .inputs.articles import Reading, Unreadable, read_articles
    from .inputs.records import Problem, read_records
    from .inputs.reports import read_report
    from .language.quantities import Number, read_numbers
    from .pipeline.check import check, check_each
    from .pipeline.summarize import asummarize, summarize
    from .records.article import Article
    from .records.events import EventReport, ReportedFigure
    from .records.incidents import Finding, Incident
    from .records.summary import Summary
    from .schemas import Event, Figure, Place
    from .settings import Settings

    __version__: str

_HOMES = {
    "Article": ".inputs.articles",
    "Event": ".schemas",
    "EventReport": ".records.events",
    "Figure": ".schemas",
    "Finding": ".records.summary",
    "GroundedFigure": ".grounding",
    "Incident": ".records.summary",
    "Number": ".language.quantities",
    "Place": ".schemas",
    "Problem": ".inputs.records",
    "Reading": ".inputs.articles",
    "RejectedFigure": ".grounding",
    "ReportedFigure": ".records.events",
    "Settings": ".settings",
    "Summary": ".records.summary",
    "SummarizerError": ".errors",
    "Unreadable": ".inputs.articles",
    "asummarize": ".pipeline.summarize",
    "check": ".pipeline.check",
    "check_each": ".pipeline.check",
    "ground": ".grounding",
    "read_articles": ".inputs.articles",
    "read_numbers": ".language.quantities",
    "read_records": ".inputs.records",
    "read_report": ".inputs.reports",
    "summarize": ".pipeline.summarize",
}

__all__ = [
    "Article",
    "Event",
    "EventReport",
    "Figure",
    "Finding",
    "GroundedFigure",
    "Incident",
    "Number",
    "Place",
    "Problem",
    "Reading",
    "RejectedFigure",
    "ReportedFigure",
    "Settings",
    "SummarizerError",
    "Summary",
    "Unreadable",
    "asummarize",
    "check",
    "check_each",
    "ground",
    "read_articles",
    "read_numbers",
    "read_records",
    "read_report",
    "summarize",
]

_MOVED = {
    "articles": ".inputs.articles",
    "cassettes": ".llm.cassettes",
    "quantities": ".language.quantities",
    "recordfiles": ".inputs.records",
    "reports": ".inputs.reports",
}


class _MovedModules(MetaPathFinder, Loader):
    """Finds modules by the paths that they had before: `summarizer.articles` is `summarizer.inputs.articles`."""

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec of a module that has moved."""
        package, _, name = fullname.rpartition(".")
        return ModuleSpec(fullname, self) if package == __name__ and name in _MOVED else None

    def exec_module(self, module: ModuleType) -> None:
        """Put the module at its new path in the place of the one at the old."""
        sys.modules[module.__name__] = import_module(_MOVED[module.__name__.rpartition(".")[2]], __name__)


sys.meta_path.append(_MovedModules())
logging.getLogger(__name__).addHandler(logging.NullHandler())


def __dir__() -> list[str]:
    return [*__all__, "__version__"]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from .version import UNKNOWN, installed_version  # noqa: PLC0415  # the metadata is slow to load

        return installed_version() or UNKNOWN
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name], __name__), name)
