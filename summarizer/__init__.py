"""summarizer: a structured summarizer for news that does not let a number through unchecked.

Importing the package costs nothing: each name is loaded when it is first used.
"""

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import asummarize, check, check_each, summarize
    from .articles import Article, read_articles
    from .errors import SummarizerError
    from .grounding import GroundedFigure, RejectedFigure, ground
    from .quantities import Number, read_numbers
    from .recordfiles import Problem, read_records
    from .records import EventReport, ReportedFigure
    from .schemas import Event, Figure, Place
    from .settings import Settings
    from .summary import Finding, Incident, Summary

_HOMES = {
    "Article": ".articles",
    "Event": ".schemas",
    "EventReport": ".records",
    "Figure": ".schemas",
    "Finding": ".summary",
    "GroundedFigure": ".grounding",
    "Incident": ".summary",
    "Number": ".quantities",
    "Place": ".schemas",
    "Problem": ".recordfiles",
    "RejectedFigure": ".grounding",
    "ReportedFigure": ".records",
    "Settings": ".settings",
    "Summary": ".summary",
    "SummarizerError": ".errors",
    "asummarize": ".api",
    "check": ".api",
    "check_each": ".api",
    "ground": ".grounding",
    "read_articles": ".articles",
    "read_numbers": ".quantities",
    "read_records": ".recordfiles",
    "summarize": ".api",
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
    "RejectedFigure",
    "ReportedFigure",
    "Settings",
    "SummarizerError",
    "Summary",
    "asummarize",
    "check",
    "check_each",
    "ground",
    "read_articles",
    "read_numbers",
    "read_records",
    "summarize",
]


logging.getLogger(__name__).addHandler(logging.NullHandler())


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name], __name__), name)
