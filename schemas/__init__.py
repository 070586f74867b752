"""Event types and figures: the records that a model fills, and their codebook."""

from ..language.bounds import Bound
from .adjudication import LinkVerdict
from .base import Actor, Category, CodedEvent, CodedFigure, Event, Extent, Figure, Named, Place, Record, Stance
from .codebook import codebook
from .disasters import NaturalDisaster, TechnologicalDisaster
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
    "Category",
    "CodedEvent",
    "CodedFigure",
    "Event",
    "Extent",
    "Figure",
    "LinkVerdict",
    "Measure",
    "Named",
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
    "codebook",
    "literal_values",
    "reply_model",
    "reply_schema",
    "strict",
    "strict_schema",
    "type_names",
    "why_no_count",
]
