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
    CodedEvent,
    Event,
    Figure,
    Named,
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


def properties(schema: Any) -> int:
    """How many properties a schema has, as vendors count them."""
    return sum(len(node.get("properties", {})) for node in nodes(schema))


def test_the_schema_is_small_enough_for_every_vendor() -> None:
    """Under 100 properties and 5,000 characters, one event and one figure, no definitions beside the tree."""
    schema = reply_schema(EVENT_TYPES)
    assert properties(schema) < 100
    assert len(json.dumps(schema, separators=(",", ":"))) < 5000
    assert not any("$ref" in node or "$defs" in node for node in nodes(schema))
    event = schema["properties"]["events"]["items"]["properties"]
    assert event["type"]["enum"] == [name for kind in EVENT_TYPES for name in type_names(kind)], "no type is lost"
    assert sorted(event["figures"]["items"]["properties"]["measure"]["enum"]) == sorted(MEASURES)


def test_own_types_stand_beside_the_one_built_in_event() -> None:
    """A type with fields of its own is sent as it is; one that has none is a further value of `type`."""

    class Ambush(CodedEvent):
        """An attack from hiding."""

        type: Literal["ambush"]

    one, other = reply_schema((*EVENT_TYPES, Ambush, Flood))["properties"]["events"]["items"]["anyOf"]
    assert {"air_drone_strike", "ambush"} <= set(one["properties"]["type"]["enum"])
    assert other["properties"]["type"]["const"] == "river_flood"
    assert "river" in other["properties"]
    (event,) = (
        reply_model((*EVENT_TYPES, Ambush)).model_validate({"events": [{"type": "ambush", "headline": "a"}]}).events
    )
    assert type(event) is Ambush


@pytest.mark.parametrize(
    ("given", "age"),
    [
        (34, 34),
        (34.0, 34),
        ("34", 34),
        (None, None),
        ("six months", None),
        ("in his 30s", None),
        (0.5, None),
        (-3, None),
    ],
)
def test_an_age_is_whole_years_or_nothing(given: object, age: int | None) -> None:
    """One odd field costs no event."""
    assert Named.model_validate({"kind": "victim", "name": "Ana Ruiz", "age": given}).age == age


def test_a_reply_to_the_prompt_before_is_read() -> None:
    """Replies that a store kept have none of the later fields."""
    figure: dict[str, Any] = {"quote": "q", "measure": "killed", "of": "x", "value": 1, "upper": None, "unit": None}
    figure |= {
        "bound": "exactly",
        "extent": "total",
        "where": None,
        "attributed_to": None,
        "as_of": None,
        "stance": "asserted",
    }
    event: dict[str, Any] = {
        "type": "denial",
        "headline": "a",
        "place": {"name": "Kyiv", "region": None, "country": None},
    }
    event |= {"when": None, "start": None, "end": None, "actors": [], "figures": [figure], "about": "a raid"}
    (read,) = reply_model(EVENT_TYPES).model_validate({"events": [event]}).events
    assert (read.about, read.named, read.figures[0].period) == ("a raid", (), None)


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
        {"type": "flood", "headline": "a", "figures": [{"quote": "q", "measure": "crest", "of": "x", "value": 1}]},
        {"type": "flood", "headline": "a", "start": "last week"},
        {"type": "flood", "headline": "a", "deaths": 4},
    ],
)
def test_a_reply_that_does_not_fit_is_refused(event: dict[str, Any]) -> None:
    """Unknown types, a measure of somebody else, a date in words, a field that nobody asked for."""
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
