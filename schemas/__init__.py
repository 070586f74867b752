"""Event types and figures: the records that a model fills, and their codebook."""

from ..language.bounds import Bound
from .adjudication import LinkVerdict
from .base import Actor, Event, Extent, Figure, Place, Record, Stance
from .codebook import codebook
from .disasters import DisasterFigure, NaturalDisaster, TechnologicalDisaster
from .measures import COUNTS, MEASURES, Measure, why_no_count
from .repair import Account, Accounts, Repair, Repairs
from .reply import Reply, literal_values, reply_model, reply_schema, strict, strict_schema, type_names
from .statements import Statement
from .violence import (
    Battle,
    Protest,
    RemoteViolence,
    Riot,
    StrategicDevelopment,
    ViolenceAgainstCivilians,
    ViolenceFigure,
)

EVENT_TYPES: tuple[type[Event], ...] = (
    RemoteViolence,
    Battle,
    ViolenceAgainstCivilians,
    Protest,
    Riot,
    StrategicDevelopment,
    NaturalDisaster,
    TechnologicalDisaster,
    Statement,
)

__all__ = [
    "COUNTS",
    "EVENT_TYPES",
    "MEASURES",
    "Account",
    "Accounts",
    "Actor",
    "Battle",
    "Bound",
    "DisasterFigure",
    "Event",
    "Extent",
    "Figure",
    "LinkVerdict",
    "Measure",
    "NaturalDisaster",
    "Place",
    "Protest",
    "Record",
    "RemoteViolence",
    "Repair",
    "Repairs",
    "Reply",
    "Riot",
    "Stance",
    "Statement",
    "StrategicDevelopment",
    "TechnologicalDisaster",
    "ViolenceAgainstCivilians",
    "ViolenceFigure",
    "codebook",
    "literal_values",
    "reply_model",
    "reply_schema",
    "strict",
    "strict_schema",
    "type_names",
    "why_no_count",
]
