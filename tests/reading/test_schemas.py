"""The schemas: what is sent survives strict mode, and the codebook tells what it must."""

import json
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from pydantic import Field, ValidationError

from summarizer.errors import UsageError
from summarizer.pipeline.run import resolve_event_types
from summarizer.schemas import (
    EVENT_TYPES,
    MEASURES,
    Event,
    Figure,
    RemoteViolence,
    codebook,
    literal_values,
    reply_model,
    reply_schema,
    type_names,
)

from ..helpers.schema_files import FOLDER, documents


class CrestFigure(Figure):
    """A figure of a flood."""

    measure: Literal["killed", "crest"]


class Flood(Event):
    """A river that leaves its bed."""

    type: Literal["river_flood"]
    river: str | None = Field(default=None, description="The river's name.")
    figures: tuple[CrestFigure, ...] = ()


def nodes(schema: Any) -> Iterator[dict[str, Any]]:
    """Every mapping of a schema."""
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from nodes(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from nodes(value)


@pytest.mark.parametrize("types", [EVENT_TYPES, (Flood,), (*EVENT_TYPES, Flood)], ids=["all", "own", "both"])
def test_the_schema_that_is_sent_is_strict(types: tuple[type[Event], ...]) -> None:
    """OpenAI's strict mode: every field required, no others, no oneOf, no default, nothing beside a reference."""
    schema = reply_schema(types)
    for node in nodes(schema):
        assert not {"oneOf", "default", "discriminator", "allOf", "patternProperties"} & set(node)
        if "$ref" in node:
            assert list(node) == ["$ref"]
        if node.get("type") == "object":
            assert node["additionalProperties"] is False
            assert node["required"] == list(node["properties"])
    assert schema is reply_schema(types), "built once"


def test_within_the_limits_of_strict_mode() -> None:
    """At most 5,000 properties and 10 levels (OpenAI, Structured Outputs)."""
    schema = reply_schema(EVENT_TYPES)
    assert sum(len(node.get("properties", {})) for node in nodes(schema)) < 5000


def test_a_reply_is_read_into_its_own_class() -> None:
    """`type` tells the classes apart, and what the model leaves out is null."""
    reply = reply_model((*EVENT_TYPES, Flood)).model_validate_json(
        '{"events": [{"type": "air_drone_strike", "headline": "a"}, {"type": "river_flood", "headline": "b", "river": "Ob"}]}'
    )
    assert [type(event) for event in reply.events] == [RemoteViolence, Flood]


@pytest.mark.parametrize(
    "event",
    [
        {"type": "party", "headline": "a"},
        {"type": "flood", "headline": "a", "figures": [{"quote": "q", "measure": "launched", "of": "x", "value": 1}]},
        {"type": "flood", "headline": "a", "start": "last week"},
        {"type": "flood", "headline": "a", "deaths": 4},
    ],
)
def test_a_reply_that_does_not_fit_is_refused(event: dict[str, Any]) -> None:
    """Unknown types, a measure of another family, a date in words, a field that nobody asked for."""
    with pytest.raises(ValidationError):
        reply_model(EVENT_TYPES).model_validate_json(json.dumps({"events": [event]}))


def test_the_codebook_tells_every_type_field_and_measure() -> None:
    """What the model is told covers what the schema admits."""
    text = codebook(EVENT_TYPES)
    for kind in EVENT_TYPES:
        for name in (*type_names(kind), *kind.model_fields):
            assert name in text
        figure = kind.model_fields["figures"].annotation.__args__[0]  # type: ignore[union-attr]
        assert set(literal_values(figure.model_fields["measure"].annotation)) <= set(MEASURES)
        for name in (*literal_values(figure.model_fields["measure"].annotation), *figure.model_fields):
            assert f"`{name}`" in text


def test_a_users_own_type_stands_in_the_codebook() -> None:
    """Its docstring, its own fields and its own measures."""
    text = codebook((Flood,))
    assert "A river that leaves its bed." in text
    assert "- `river`: The river's name." in text
    assert "One of: killed, crest." in text
    assert "air_drone_strike" not in text


def test_types_must_be_literals_and_differ() -> None:
    """Both mistakes are named before anything is sent."""

    class Loose(Event):
        """No Literal."""

    class Other(Event):
        """Taken."""

        type: Literal["river_flood"]

    with pytest.raises(UsageError, match="Loose: expected `type: Literal"):
        resolve_event_types([Loose])
    with pytest.raises(UsageError, match=r"river_flood.*Flood and Other"):
        resolve_event_types([Flood, Other])
    assert resolve_event_types(None) == EVENT_TYPES


def test_the_committed_json_schemas_are_those_of_the_classes() -> None:
    """`make schemas` writes them again."""
    assert {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")} == documents()
