"""The schema that is sent: one object that lists events of the wanted types, in strict form."""

from functools import cache, reduce
from operator import or_
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, Field, create_model

from .base import Event, Record

# Prose goes into the prompt instead: local servers read the schema as a grammar only.
# Defaults and discriminators are refused by OpenAI's strict mode.
_DROPPED = ("default", "description", "discriminator", "title")


class Reply(Record):
    """What the model answers with: the events of one article."""

    events: tuple[Event, ...]


def literal_values(annotation: Any) -> tuple[str, ...]:
    """Return the values that a Literal admits; empty for any other annotation."""
    return tuple(str(value) for value in get_args(annotation)) if get_origin(annotation) is Literal else ()


def type_names(event: type[Event]) -> tuple[str, ...]:
    """Return the values of `type` that an event class stands for; empty if its `type` is not a Literal."""
    return literal_values(event.model_fields["type"].annotation)


@cache
def reply_model(events: tuple[type[Event], ...]) -> type[Reply]:
    """Return the `Reply` whose events are a union of these classes, told apart by `type`. Built once."""
    union: Any = reduce(or_, events)
    item = Annotated[union, Field(discriminator="type")] if len(events) > 1 else union
    fields: Any = {"events": (tuple[item, ...], ...)}  # type: ignore[valid-type]  # made at run time
    return create_model("Events", __base__=Reply, __doc__=Reply.__doc__, **fields)


@cache
def strict_schema(model: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON Schema of a reply in OpenAI's strict form, made once. Shared: do not mutate it."""
    schema: dict[str, Any] = strict(model.model_json_schema())
    return schema


def reply_schema(events: tuple[type[Event], ...]) -> dict[str, Any]:
    """Return the JSON Schema of a first reading's reply, as it is sent."""
    return strict_schema(reply_model(events))


def strict(node: Any) -> Any:
    """Return the same JSON Schema with every field required, no others allowed, `anyOf` for `oneOf`, no prose.

    Source: OpenAI, "Structured Outputs: supported schemas".
    """
    if isinstance(node, list):
        return [strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {
        "anyOf" if key == "oneOf" else key: (
            {name: strict(schema) for name, schema in value.items()}
            if key in ("properties", "$defs")  # here the keys are names, never keywords
            else strict(value)
        )
        for key, value in node.items()
        if key not in _DROPPED
    }
    if "properties" in kept:
        kept |= {"required": list(kept["properties"]), "additionalProperties": False}
    return kept
