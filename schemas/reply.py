"""The schema that is sent: one object that lists events of the wanted types, in strict form."""

import json
from collections.abc import Iterable
from functools import cache, reduce
from operator import or_
from typing import Annotated, Any, ClassVar, Literal, get_args, get_origin

from pydantic import BaseModel, Field, create_model

from .base import CodedEvent, Event, Record

# Prose goes into the prompt instead: local servers read the schema as a grammar only.
# Defaults and discriminators are refused by OpenAI's strict mode.
_DROPPED = ("default", "description", "discriminator", "title")


class Reply(Record):
    """What the model answers with: the events of one article.

    `sent` is the model whose schema is sent, where replies are validated by a finer one.
    """

    sent: ClassVar[type[BaseModel]]
    events: tuple[Event, ...]


def literal_values(annotation: Any) -> tuple[str, ...]:
    """Return the values that a Literal admits; empty for any other annotation."""
    return tuple(str(value) for value in get_args(annotation)) if get_origin(annotation) is Literal else ()


def type_names(event: type[Event]) -> tuple[str, ...]:
    """Return the values of `type` that an event class stands for; empty if its `type` is not a Literal."""
    return literal_values(event.model_fields["type"].annotation)


@cache
def reply_model(events: tuple[type[Event], ...]) -> type[Reply]:
    """Return the `Reply` whose events are a union of these classes, told apart by `type`. Built once.

    What is sent lists the classes that differ in `type` alone as one.
    """
    model: type[Reply] = create_model("Events", __base__=Reply, __doc__=Reply.__doc__, **_list_of(events))
    alike = tuple(event for event in events if _differs_in_type_alone(event))
    others = tuple(event for event in events if event not in alike)
    merged = (_merge(alike),) if alike else ()
    model.sent = create_model("Events", __base__=Record, **_list_of((*merged, *others)))
    return model


def _list_of(events: tuple[type[Event], ...]) -> Any:
    """The fields of a reply with these events."""
    union: Any = reduce(or_, events)
    item = Annotated[union, Field(discriminator="type")] if len(events) > 1 else union
    return {"events": (tuple[item, ...], ...)}  # type: ignore[valid-type]  # made at run time


def _differs_in_type_alone(event: type[Event]) -> bool:
    """Return whether an event class has the fields of every built-in one."""
    ours = {name: field.annotation for name, field in CodedEvent.model_fields.items()}
    return {name: field.annotation for name, field in event.model_fields.items()} | {"type": str} == ours


def _merge(events: Iterable[type[Event]]) -> type[Event]:
    """Make one class that admits the types of all."""
    names = tuple(name for event in events for name in type_names(event))
    fields: Any = {"type": (Literal[names], ...)}
    return create_model("Event", __base__=CodedEvent, **fields)


@cache
def strict_schema(model: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON Schema of a reply in OpenAI's strict form, made once. Shared: do not mutate it."""
    schema: dict[str, Any] = strict(getattr(model, "sent", model).model_json_schema())
    return _inline(schema)


def _inline(schema: dict[str, Any]) -> dict[str, Any]:
    """Put each definition that is referred to once where it is used: some vendors take few references, or none."""
    definitions = schema.get("$defs", {})
    written = json.dumps(schema)
    once = {f"#/$defs/{name}": name for name in definitions if written.count(f'"#/$defs/{name}"') == 1}

    def put(node: Any) -> Any:
        if isinstance(node, list):
            return [put(item) for item in node]
        if not isinstance(node, dict):
            return node
        if node.get("$ref") in once:
            return put(definitions[once[node["$ref"]]])
        return {key: put(value) for key, value in node.items()}

    kept = {name: put(node) for name, node in definitions.items() if name not in once.values()}
    rest = {key: put(value) for key, value in schema.items() if key != "$defs"}
    return {"$defs": kept, **rest} if kept else rest


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
