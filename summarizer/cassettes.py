"""Cassettes: replies recorded once and replayed without a network, a key or a model.

One configuration for the command line and for pytest-recording (see `vcr_options`, `register`).
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import vcr
import yaml
from vcr.cassette import Cassette
from vcr.request import Request

from .cassettefile import read_cassette
from .safeyaml import Loader

_REQUEST_HEADERS: Final = ("content-type",)
_RESPONSE_HEADERS: Final = ("content-type", "retry-after")
_SEEN_BY_MODEL: Final = ("model", "messages", "response_format", "tools", "tool_choice")
_HEADER: Final = "about"
_HTTP_ERROR: Final = 400
MODEL_REPLIES: Final = "from a large language model that read exactly this prompt; verbatim, mistakes included"
_SERIALIZER: Final = "yaml"  # in place of VCR's own: pytest-recording takes the name as the file's ending


@contextmanager
def replaying(path: Path) -> Iterator[Cassette]:
    """Answer every request of the block from the cassette, and none from the network.

    Args:
        path: The cassette.

    Yields:
        VCR's cassette.

    Raises:
        UsageError: There is no such cassette, or it cannot be read.
    """
    read_cassette(path)
    with _recorder().use_cassette(str(path), record_mode="none", **vcr_options()) as cassette:
        yield cassette


@contextmanager
def recording(path: Path, model: str, *, replies: str = MODEL_REPLIES, keep_errors: bool = False) -> Iterator[Cassette]:
    """Record every request of the block that the cassette cannot answer, and drop what was not asked for.

    Args:
        path: The cassette, which need not exist yet.
        model: The model's name, for the cassette's header.
        replies: Where the replies come from, for its header.
        keep_errors: Keep HTTP errors, and what is no completion, in a recording that exists to show one.

    Yields:
        VCR's cassette.

    Raises:
        UsageError: The cassette exists and cannot be read.
    """
    if path.exists():
        read_cassette(path)
    options = vcr_options(keep_errors=keep_errors)
    with _recorder().use_cassette(
        str(path), record_mode="new_episodes", drop_unused_requests=True, **options
    ) as cassette:
        cassette.get_metadata("model", model)
        cassette.get_metadata("replies", replies)
        yield cassette


def recorded_model(path: Path) -> str | None:
    """The model name that the cassette's header states."""
    return (read_cassette(path).get(_HEADER) or {}).get("model")


def vcr_options(*, keep_errors: bool = False) -> dict[str, Any]:
    """Options for `vcr.use_cassette`: how requests match, what is never written, how bodies are laid out.

    Args:
        keep_errors: As for `recording`.

    Returns:
        What the fixture `vcr_config` of pytest-recording returns.
    """
    return {
        "serializer": _SERIALIZER,
        "match_on": ["method", "endpoint", "prompt"],
        "before_record_request": _without_secrets,
        "before_record_response": _response_filter(keep_errors),
        "decode_compressed_response": True,
    }


def register(recorder: vcr.VCR) -> None:
    """Teach a VCR our matchers and our layout.

    Args:
        recorder: That of the hook `pytest_recording_configure` of pytest-recording, or one of your own.
    """
    recorder.register_serializer(_SERIALIZER, _Readable)
    recorder.register_matcher("endpoint", _same_endpoint)
    recorder.register_matcher("prompt", _same_prompt)


def _recorder() -> vcr.VCR:
    recorder = vcr.VCR()
    register(recorder)
    return recorder


def _without_secrets(request: Request) -> Request:
    """The request with no header but the content type, and no host or query: keys and endpoints stay private."""
    request.headers = {name: value for name, value in request.headers.items() if name.lower() in _REQUEST_HEADERS}
    request.uri = f"http://endpoint/{_endpoint(request)}"
    return request


def _response_filter(keep_errors: bool) -> Any:
    def keep(response: dict[str, Any]) -> dict[str, Any] | None:
        failed = response["status"]["code"] >= _HTTP_ERROR or b'"choices"' not in _bytes(response["body"]["string"])
        if failed and not keep_errors:
            return None
        headers = response["headers"]
        return {**response, "headers": {name: headers[name] for name in headers if name.lower() in _RESPONSE_HEADERS}}

    return keep


def _bytes(body: bytes | str | None) -> bytes:
    return body if isinstance(body, bytes) else (body or "").encode()


def _endpoint(request: Request) -> str:
    """`chat/completions`, whatever prefix the endpoint puts before it."""
    return "/".join(request.path.rstrip("/").split("/")[-2:])


def _same_endpoint(asked: Request, recorded: Request) -> None:
    if _endpoint(asked) != _endpoint(recorded):
        raise AssertionError(f"{_endpoint(asked)} != {_endpoint(recorded)}")


def _same_prompt(asked: Request, recorded: Request) -> None:
    if _prompt_key(asked.body) != _prompt_key(recorded.body):
        raise AssertionError("the model, the messages or the schema differ")


@lru_cache(maxsize=2048)
def _prompt_key(body: bytes | str | None) -> str:
    """A hash of everything in a request body that a model would see. Memoised: each is compared many times."""
    try:
        content = json.loads(body or b"null")
    except ValueError:
        content = None
    if not isinstance(content, dict):
        return hashlib.sha256(_bytes(body)).hexdigest()
    seen = {name: content[name] for name in _SEEN_BY_MODEL if name in content}
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()


class _Dumper(yaml.CSafeDumper):
    """Multi-line strings as blocks, so that a person can read a diff."""

    def represent_block(self, text: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _Dumper.represent_block)


class _Readable:
    """JSON bodies as YAML mappings; a message or schema that recurs is written once and referred to."""

    @staticmethod
    def deserialize(text: str) -> Any:
        content = yaml.load(text, Loader=Loader)  # noqa: S506  # a safe loader
        content.pop(_HEADER, None)  # pytest-recording cannot take VCR's metadata
        for interaction in content["interactions"]:
            request, response = interaction["request"], interaction["response"]
            if "parsed_body" in request:
                request["body"] = json.dumps(request.pop("parsed_body"), ensure_ascii=False)
            if "parsed_body" in response:
                response["body"] = {"string": json.dumps(response.pop("parsed_body"), ensure_ascii=False)}
        return content

    @staticmethod
    def serialize(content: dict[str, Any]) -> str:
        seen: dict[str, Any] = {}
        for interaction in content["interactions"]:
            request, response = interaction["request"], interaction["response"]
            _parse_body(request, request.get("body"), seen)
            _parse_body(response, (response.get("body") or {}).get("string"), seen)
        return yaml.dump(
            {"version": content["version"], _HEADER: content.get("metadata"), "interactions": content["interactions"]},
            Dumper=_Dumper,
            sort_keys=False,
            allow_unicode=True,
            width=120,
        )


def _parse_body(message: dict[str, Any], body: Any, seen: dict[str, Any]) -> None:
    try:
        parsed = json.loads(body)
    except (TypeError, ValueError):
        return
    del message["body"]
    message["parsed_body"] = _shared(parsed, seen)


def _shared(node: Any, seen: dict[str, Any]) -> Any:
    """The same tree, in which equal mappings are one object: YAML then writes an alias."""
    if isinstance(node, list):
        return [_shared(item, seen) for item in node]
    if not isinstance(node, dict):
        return node
    key = json.dumps(node, sort_keys=False)
    if len(key) < 1000:  # small ones read better where they stand
        return node
    return seen.setdefault(key, {name: _shared(value, seen) for name, value in node.items()})
