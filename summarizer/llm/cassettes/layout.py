"""Text layout of a cassette: YAML with readable diffs, to which replies are appended while it is recorded.

An appended reply follows a line with its number of bytes, so that one torn by a kill is detected and left out. A
cassette that is written as a whole has no such lines.
"""

import json
import re
from typing import Any, Final

import yaml

from ...files.yaml import Loader, load_trusted

Interaction = dict[str, Any]
DEEPEST: Final = 100  # levels: a schema of ours has about 15
_DENSEST: Final = 5000  # values in a body that is written as a mapping: ours have 1,600, most of them the schema's
_ADDED: Final = re.compile(rb"^# added while recording, (\d{1,12}) bytes:\n", re.MULTILINE)


class _Dumper(yaml.CSafeDumper):
    """Writes multi-line strings as blocks, for readable diffs."""

    def represent_block(self, text: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _Dumper.represent_block)


class _Plain(_Dumper):
    """Writes no aliases: an addition must not refer to text that another process may rewrite."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  # whatever it is
        return True


def dump_cassette(content: dict[str, Any]) -> bytes:
    """Write a cassette; a long message or schema that recurs is written once, and then as an alias."""
    seen: dict[str, Any] = {}
    interactions = [
        {**interaction, **{side: _share(interaction[side], seen) for side in ("request", "response")}}
        for interaction in content["interactions"]
    ]
    others = {name: value for name, value in content.items() if name != "interactions"}
    return _dump({**others, "interactions": interactions}, _Dumper)


def dump_addition(interaction: Interaction) -> bytes:
    """Write an interaction as an addition to the end of a cassette."""
    text = _dump([interaction], _Plain)
    return b"# added while recording, %d bytes:\n%s" % (len(text), text)


def drop_torn_addition(data: bytes) -> bytes:
    """Return a cassette's text without a torn addition and anything after it."""
    mark = _ADDED.search(data)
    while mark:
        end = mark.end() + int(mark[1])
        if end > len(data):
            return data[: mark.start()]
        mark = _ADDED.match(data, end)
    return data


def is_extended(data: bytes) -> bool:
    """Return whether the text has additions."""
    return _ADDED.search(data) is not None


def takes_additions(data: bytes) -> bool:
    """Return whether the text ends in a block list `interactions` that can be appended to."""
    if not data.endswith(b"\n") or drop_torn_addition(data) != data:
        return False
    depth, key, last, opened = 0, True, "", False
    for event in yaml.parse(data, Loader=Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            if depth == 1 and last == "interactions":
                opened = isinstance(event, yaml.SequenceStartEvent) and not event.flow_style
                opened = opened and event.start_mark is not None and event.start_mark.column == 0
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth == 1 and isinstance(event, yaml.ScalarEvent | yaml.AliasEvent | yaml.CollectionEndEvent):
            if key and isinstance(event, yaml.ScalarEvent):
                last, opened = event.value, False
            key = not key
        if isinstance(event, yaml.DocumentEndEvent) and event.explicit:
            return False
    return opened and last == "interactions"


def with_parsed_bodies(interaction: Interaction) -> Interaction:
    """Convert VCR's interaction: JSON bodies become mappings, or ASCII texts where YAML would not round-trip them."""
    request, response = interaction["request"], interaction["response"]
    written = {
        "request": _parse_body(request, request.get("body")),
        "response": _parse_body(response, (response.get("body") or {}).get("string")),
    }
    return written if _round_trips(written) else _to_ascii(interaction)


def with_text_bodies(interaction: Interaction) -> Interaction:
    """Convert to VCR's interaction: bodies become texts."""
    request, response = dict(interaction["request"]), dict(interaction["response"])
    if "parsed_body" in request:
        request["body"] = json.dumps(request.pop("parsed_body"), ensure_ascii=False)
    if "parsed_body" in response:
        response["body"] = {"string": json.dumps(response.pop("parsed_body"), ensure_ascii=False)}
    return {"request": request, "response": response}


def _dump(node: Any, dumper: type[yaml.CSafeDumper]) -> bytes:
    text = yaml.dump(node, Dumper=dumper, sort_keys=False, allow_unicode=True, width=120)
    return str(text).encode()


def _parse_body(message: dict[str, Any], body: Any) -> dict[str, Any]:
    try:
        parsed = json.loads(body)
    except (TypeError, ValueError, RecursionError):
        return message
    return {**{name: value for name, value in message.items() if name != "body"}, "parsed_body": parsed}


def _round_trips(interaction: Interaction) -> bool:
    """Return whether YAML round-trips it: a reply may hold a lone surrogate, or thousands of nested lists."""
    try:
        values, levels = _extent(interaction)
        if values > _DENSEST or levels > DEEPEST - 2:
            return False
        return bool(load_trusted(_dump(interaction, _Plain).decode()) == interaction)
    except (ValueError, RecursionError, yaml.YAMLError):
        return False


def _extent(node: Any) -> tuple[int, int]:
    """Count the values and the levels of a tree."""
    if isinstance(node, bytes):
        raise ValueError("bytes, which YAML has only with a tag")  # noqa: TRY004  # of a reply, not of a caller
    if not isinstance(node, dict | list):
        return 1, 0
    extents = [_extent(child) for child in (node.values() if isinstance(node, dict) else node)]
    return 1 + sum(values for values, _ in extents), 1 + max((levels for _, levels in extents), default=0)


def _to_ascii(interaction: Interaction) -> Interaction:
    request, response = interaction["request"], interaction["response"]
    body = response.get("body") or {}
    return {
        "request": {**request, "body": _escape(request.get("body"))},
        "response": {**response, "body": {**body, "string": _escape(body.get("string"))}},
    }


def _escape(body: Any) -> str | None:
    """Convert a body to ASCII: JSON with escapes, any other text with question marks."""
    if body is None:
        return None
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body)
    try:
        return json.dumps(json.loads(text))
    except (ValueError, RecursionError):
        return text.encode("ascii", "replace").decode()


def _share(node: Any, seen: dict[str, Any]) -> Any:
    """Return the same tree with equal mappings as one object, which YAML writes as an alias."""
    if isinstance(node, list):
        return [_share(item, seen) for item in node]
    if not isinstance(node, dict):
        return node
    key = json.dumps(node, sort_keys=False)
    if len(key) < 1000:  # small ones read better where they stand
        return node
    return seen.setdefault(key, {name: _share(value, seen) for name, value in node.items()})
