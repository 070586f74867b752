"""The codebook: what the model is told of the event types, from their docstrings and descriptions."""

import re
from collections.abc import Iterable
from typing import Any, get_args

from pydantic import BaseModel

from .base import CodedFigure, Event, Figure
from .measures import MEASURES
from .reply import literal_values


def codebook(events: Iterable[type[Event]]) -> str:
    """Return the event classes, their fields, the records inside them and their measures, as Markdown."""
    classes = list(events)
    figures = _unique(model for event in classes for model in _records_in(event, "figures"))
    others = _unique(model for event in classes for name in event.model_fields for model in _records_in(event, name))
    sections = [_section("Fields of every event", Event, set(Event.model_fields) - {"type"})]
    sections += [_section(event.__name__, event, _own_fields(event)) for event in classes]
    sections += [_section(model.__name__, model, set(model.model_fields)) for model in others if model not in figures]
    if figures:
        sections.append(_section("Fields of every figure", Figure, set(Figure.model_fields) - {"measure"}))
        # A class that has the listed measures alone, and no field of its own, says no more than their list.
        shared = [CodedFigure] if figures == [CodedFigure] else []
        sections += [
            _section(model.__name__, model, _own_figure_fields(model)) for model in figures if model not in shared
        ]
        sections.append(_measures(figures))
    return "\n\n".join(sections)


def _own_fields(event: type[Event]) -> set[str]:
    """`type`, and what the class has beyond `Event`."""
    return {"type"} | (set(event.model_fields) - set(Event.model_fields))


def _own_figure_fields(figure: type[BaseModel]) -> set[str]:
    """`measure`, and what the class has beyond `Figure`."""
    return {"measure"} | (set(figure.model_fields) - set(Figure.model_fields))


def _unique(models: Iterable[type[BaseModel]]) -> list[type[BaseModel]]:
    return list(dict.fromkeys(models))


def _records_in(event: type[Event], name: str) -> list[type[BaseModel]]:
    return _models(event.model_fields[name].annotation)


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for member in get_args(annotation) for model in _models(member)]


def _section(title: str, model: type[BaseModel], names: set[str]) -> str:
    lines = [f"### {title}", *(" ".join(part.split()) for part in (model.__doc__ or "").split("\n\n") if part.strip())]
    for name, field in model.model_fields.items():
        if name in names:
            description = field.description or ""
            text = " ".join(filter(None, (description, _choices(field.annotation, description))))
            lines.append(f"- `{name}`: {text}")
    return "\n".join(lines)


def _choices(annotation: Any, description: str) -> str:
    """List the values of a Literal that its description does not define: "One of: a, b.", or "Also: c."."""
    values = literal_values(annotation)
    untold = [value for value in values if not re.search(rf"(?<!\w){re.escape(value)}(?!\w)", description)]
    return f"{'Also' if len(untold) < len(values) else 'One of'}: {', '.join(untold)}." if untold else ""


def _measures(figures: list[type[BaseModel]]) -> str:
    names = dict.fromkeys(
        name for model in figures for name in literal_values(model.model_fields["measure"].annotation)
    )
    lines = [f"- `{name}`: {MEASURES[name].definition}" for name in names if name in MEASURES]
    return "\n".join(["### Measures: the values of `measure`", *lines])
