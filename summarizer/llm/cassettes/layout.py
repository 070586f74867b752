"""The text of a cassette: YAML whose diffs a person can read, and to which replies are added at the end as they come.

While a cassette is recorded, each reply stands behind a line that says how many bytes it has: one that was cut off by
a kill is seen, and left out. Written as a whole, a cassette has no such lines.
"""

import json
import re
from typing import Any, Final

import yaml

from ...files.yaml import Loader, loaded

Interaction = dict[str, Any]
DEEPEST: Final = 100  # levels: a schema of ours has about 15
_DENSEST: Final = 5000  # values in a body that is written as a mapping: ours have 1,600, most of them the schema's
_ADDED: Final = re.compile(rb"^# added while recording, (\d{1,12}) bytes:\n", re.MULTILINE)


class _Dumper(yaml.CSafeDumper):
    """Multi-line strings as blocks, so that a person can read a diff."""

    def represent_block(self, text: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _Dumper.represent_block)


class _Plain(_Dumper):
    """Without aliases: what is added must not refer to what another process may write anew."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  # whatever it is
        return True


def whole(content: dict[str, Any]) -> bytes:
    """The text of a cassette; a long message or schema that recurs is written once and referred to."""
    seen: dict[str, Any] = {}
    interactions = [
        {**interaction, **{side: _shared(interaction[side], seen) for side in ("request", "response")}}
        for interaction in content["interactions"]
    ]
    others = {name: value for name, value in content.items() if name != "interactions"}
    return _dumped({**others, "interactions": interactions}, _Dumper)


def addition(interaction: Interaction) -> bytes:
    """What is written at the end of a cassette's text to add this to it."""
    text = _dumped([interaction], _Plain)
    return b"# added while recording, %d bytes:\n%s" % (len(text), text)


def sound(data: bytes) -> bytes:
    """A cassette's text without an addition that was cut off, and what follows it."""
    mark = _ADDED.search(data)
    while mark:
        end = mark.end() + int(mark[1])
        if end > len(data):
            return data[: mark.start()]
        mark = _ADDED.match(data, end)
    return data


def is_extended(data: bytes) -> bool:
    """Whether the text has additions in it."""
    return _ADDED.search(data) is not None


def takes_additions(data: bytes) -> bool:
    """Whether the text ends in a block list `interactions` that a line at its end goes on with."""
    if not data.endswith(b"\n") or sound(data) != data:
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
    """VCR's interaction with its JSON bodies as mappings; as ASCII texts where YAML would not give them back."""
    request, response = interaction["request"], interaction["response"]
    written = {
        "request": _parsed(request, request.get("body")),
        "response": _parsed(response, (response.get("body") or {}).get("string")),
    }
    return written if _comes_back(written) else _ascii(interaction)


def with_text_bodies(interaction: Interaction) -> Interaction:
    """VCR's interaction: bodies are texts."""
    request, response = dict(interaction["request"]), dict(interaction["response"])
    if "parsed_body" in request:
        request["body"] = json.dumps(request.pop("parsed_body"), ensure_ascii=False)
    if "parsed_body" in response:
        response["body"] = {"string": json.dumps(response.pop("parsed_body"), ensure_ascii=False)}
    return {"request": request, "response": response}


def _dumped(node: Any, dumper: type[yaml.CSafeDumper]) -> bytes:
    text = yaml.dump(node, Dumper=dumper, sort_keys=False, allow_unicode=True, width=120)
    return str(text).encode()


def _parsed(message: dict[str, Any], body: Any) -> dict[str, Any]:
    try:
        parsed = json.loads(body)
    except (TypeError, ValueError, RecursionError):
        return message
    return {**{name: value for name, value in message.items() if name != "body"}, "parsed_body": parsed}


def _comes_back(interaction: Interaction) -> bool:
    """Whether it is read as it is written. A reply may hold half of a character, or lists in lists by the thousand."""
    try:
        values, levels = _extent(interaction)
        if values > _DENSEST or levels > DEEPEST - 2:
            return False
        return bool(loaded(_dumped(interaction, _Plain).decode()) == interaction)
    except (ValueError, RecursionError, yaml.YAMLError):
        return False


def _extent(node: Any) -> tuple[int, int]:
    """How many values a tree has, and how many levels."""
    if isinstance(node, bytes):
        raise ValueError("bytes, which YAML has only with a tag")  # noqa: TRY004  # of a reply, not of a caller
    if not isinstance(node, dict | list):
        return 1, 0
    extents = [_extent(each) for each in (node.values() if isinstance(node, dict) else node)]
    return 1 + sum(values for values, _ in extents), 1 + max((levels for _, levels in extents), default=0)


def _ascii(interaction: Interaction) -> Interaction:
    request, response = interaction["request"], interaction["response"]
    told = response.get("body") or {}
    return {
        "request": {**request, "body": _escaped(request.get("body"))},
        "response": {**response, "body": {**told, "string": _escaped(told.get("string"))}},
    }


def _escaped(body: Any) -> str | None:
    """The body in ASCII: JSON with escapes, and any other text with question marks."""
    if body is None:
        return None
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body)
    try:
        return json.dumps(json.loads(text))
    except (ValueError, RecursionError):
        return text.encode("ascii", "replace").decode()


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
