"""What is sent for a kind of reply: instructor's request with our strict schema in it, its body, key and tokens."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final

import instructor
from pydantic import BaseModel

from ..schemas import strict_schema
from ..settings import Mode
from .completions import json_in
from .tokens import Estimate, estimate

_MODES: Final = {"json_schema": instructor.Mode.JSON_SCHEMA, "tools": instructor.Mode.TOOLS}
_MESSAGE: Final = Estimate(4, 8)  # tokens around each message: its role, and where it begins and ends


def patched(create: Callable[..., Any], kind: type[BaseModel], mode: Mode) -> Any:
    """instructor's `create` around this one, which gets the request as it is to be sent for this kind of reply."""

    async def sent(**request: Any) -> Any:
        return await create(with_schema(request, kind))

    return instructor.patch(create=sent, mode=_MODES[mode])


class Form:
    """The requests for one kind of reply: what instructor makes of them, whatever the messages are."""

    def __init__(self, parameters: Mapping[str, Any], kind: type[BaseModel], mode: Mode) -> None:
        self._frame = _frame(parameters, kind, mode)
        self._written = {name: _json(value) for name, value in self._frame.items()}

    def first(self, messages: Sequence[Mapping[str, Any]]) -> bytes:
        """The body of the first request with these messages."""
        return self.body({**self._frame, "messages": list(messages)})

    def body(self, request: Mapping[str, Any]) -> bytes:
        """The request as JSON, one form for equal requests: parameters sorted, and within them the order as it is.

        That of a schema's properties is the order in which a model fills them in: part of what is asked.
        """
        written = (f'"{name}": {self._value(name, request[name])}' for name in sorted(request))
        return f"{{{', '.join(written)}}}".encode()

    def _value(self, name: str, value: Any) -> str:
        # The schema is most of a request, and the same object in each: comparing is quick, writing is not.
        return self._written[name] if name in self._frame and value == self._frame[name] else _json(value)


def _frame(parameters: Mapping[str, Any], kind: type[BaseModel], mode: Mode) -> dict[str, Any]:
    """The request that instructor makes for this kind of reply, whatever its messages are."""

    def create(**request: Any) -> Any:
        raise _Formed(with_schema(request, kind))

    try:
        instructor.patch(create=create, mode=_MODES[mode])(
            **parameters, messages=[], response_model=response_class(kind), max_retries=0
        )
    except _Formed as formed:
        return formed.request
    raise AssertionError("expected a request from instructor, got none")


class _Formed(BaseException):  # no Exception: instructor would take it for a failure of the endpoint
    """Carries a request out of instructor."""

    def __init__(self, request: dict[str, Any]) -> None:
        self.request = request


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def key_of(prompt: str, body: bytes) -> str:
    """The key by which the reply to this body is kept; `prompt` is the name and version of what it was made from."""
    return hashlib.sha256(f"{prompt}\n".encode() + body).hexdigest()


def tokens_of(messages: Sequence[Mapping[str, Any]], kind: type[BaseModel]) -> Estimate:
    """The tokens of a request: its schema, and each message with what marks it."""
    tokens = _schema_tokens(kind)
    for message in messages:
        content = message.get("content")
        text = content if isinstance(content, str) else json.dumps(dict(message), ensure_ascii=False)
        tokens = tokens + estimate(text) + _MESSAGE
    return tokens


@cache
def _schema_tokens(kind: type[BaseModel]) -> Estimate:
    return estimate(json.dumps(strict_schema(kind), ensure_ascii=False))


@cache
def response_class(kind: type[BaseModel]) -> type[Any]:
    """What instructor is given: a class with no fields and no schema, whose replies the reply model reads.

    instructor walks a response class several times at every call, and builds and copies its schema;
    of this one it finds nothing to walk (8 ms of CPU less a call). `with_schema` puts the schema in.
    """

    class Answer(instructor.OpenAISchema):
        """The answer."""

        @classmethod
        def model_json_schema(cls, *_args: Any, **_kwargs: Any) -> dict[str, Any]:
            return {"title": kind.__name__, "type": "object", "properties": {}}

        @classmethod
        def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Any:
            return kind.model_validate_json(json_in(json_data), **options)

    Answer.__name__ = kind.__name__
    return Answer


def with_schema(request: dict[str, Any], kind: type[BaseModel]) -> dict[str, Any]:
    """The request with the schema in it, in strict form: no mode of instructor's asks the endpoint to hold to it."""
    schema = strict_schema(kind)
    body = dict(request)
    if form := request.get("response_format"):
        body["response_format"] = {**form, "json_schema": {**form["json_schema"], "schema": schema, "strict": True}}
    if tools := request.get("tools"):
        held = {"parameters": schema, "strict": True}
        body["tools"] = [{**tool, "function": {**tool["function"], **held}} for tool in tools]
    return body
