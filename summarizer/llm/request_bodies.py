"""Request bodies for each kind of reply, with our strict schema in them: their JSON, key and tokens."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final

import instructor
from pydantic import BaseModel

from ..schemas import strict_schema
from ..settings import Mode
from .completions import extract_json
from .tokens import TokenEstimate, estimate_tokens

_MODES: Final = {"json_schema": instructor.Mode.JSON_SCHEMA, "tools": instructor.Mode.TOOLS}
_MESSAGE: Final = TokenEstimate(4, 8)  # tokens around each message: its role, and where it begins and ends


def patch_create(create: Callable[..., Any], mode: Mode) -> Any:
    """Return instructor's `create` around this one, which gets the messages, re-asks included."""

    async def send(*, messages: Sequence[Mapping[str, Any]], **_request: Any) -> Any:
        return await create(messages)

    return instructor.patch(create=send, mode=_MODES[mode])


class Form:
    """The requests for one kind of reply, all but their messages.

    instructor asks for the same, but without our schema, which holds the endpoint to it.
    """

    def __init__(self, parameters: Mapping[str, Any], kind: type[BaseModel], mode: Mode) -> None:
        fields = {**parameters, **(_as_tool(kind) if mode == "tools" else _as_json(kind))}
        # The schema is most of a request, and the same in each: it is written once.
        self._written = {name: json.dumps(value, ensure_ascii=False) for name, value in fields.items()}

    def body(self, messages: Sequence[Mapping[str, Any]]) -> bytes:
        """Write the request as JSON, one form for equal requests: parameters sorted, the order within them as it is.

        That of a schema's properties is the order in which a model fills them in: part of what is asked.
        """
        written = {**self._written, "messages": json.dumps(messages, ensure_ascii=False)}
        fields = ", ".join(f'"{name}": {written[name]}' for name in sorted(written))
        return f"{{{fields}}}".encode()


def _as_json(kind: type[BaseModel]) -> dict[str, Any]:
    schema = {"name": kind.__name__, "schema": strict_schema(kind), "strict": True}
    return {"response_format": {"type": "json_schema", "json_schema": schema}}


def _as_tool(kind: type[BaseModel]) -> dict[str, Any]:
    name = kind.__name__
    tool = {"name": name, "description": "The answer.", "parameters": strict_schema(kind), "strict": True}
    return {
        "tools": [{"type": "function", "function": tool}],
        "tool_choice": {"type": "function", "function": {"name": name}},
    }


def request_key(prompt: str, body: bytes) -> str:
    """Return the key of the reply to this body; `prompt` is the name and version of the template it was made from."""
    return hashlib.sha256(f"{prompt}\n".encode() + body).hexdigest()


def estimate_request(messages: Sequence[Mapping[str, Any]], kind: type[BaseModel]) -> TokenEstimate:
    """Estimate the tokens of a request: its schema, and each message with its marks."""
    tokens = _schema_tokens(kind)
    for message in messages:
        content = message.get("content")
        text = content if isinstance(content, str) else json.dumps(dict(message), ensure_ascii=False)
        tokens = tokens + estimate_tokens(text) + _MESSAGE
    return tokens


@cache
def _schema_tokens(kind: type[BaseModel]) -> TokenEstimate:
    return estimate_tokens(json.dumps(strict_schema(kind), ensure_ascii=False))


@cache
def make_response_class(kind: type[BaseModel]) -> type[Any]:
    """Return a class without fields for instructor, whose replies are read by the reply model.

    instructor walks a response class, and builds and copies its schema, several times a call: 8 ms of CPU for ours.
    """

    class Answer(instructor.OpenAISchema):
        """The answer."""

        @classmethod
        def model_json_schema(cls, *_args: Any, **_kwargs: Any) -> dict[str, Any]:
            return {"title": kind.__name__, "type": "object", "properties": {}}

        @classmethod
        def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Any:
            return kind.model_validate_json(extract_json(json_data), **options)

    Answer.__name__ = kind.__name__
    return Answer
