"""What goes over the wire for each kind of reply."""

import json
import math
import re
import time
from email.utils import formatdate
from typing import Any

from tests.helpers.endpoint import completion, events, wire

from . import world

_ENTRY = re.compile(rb"=== ENTRY (\d+) [0-9a-f]{16} ===\\nmeasure: (\w+)")
_PAGE = b"<html><head><title>Bad gateway</title></head>\n<body>upstream timed out</body></html>"
_HTML = {"Content-Type": "text/html"}
_ERRORS: dict[str, tuple[int, dict[str, str]]] = {
    "400": (400, {}),
    "401": (401, {}),
    "429": (429, {}),
    "429_seconds": (429, {"Retry-After": "1"}),
    "429_ms": (429, {"retry-after-ms": "50"}),
    "500": (500, {}),
    "503": (503, {}),
    "503_seconds": (503, {"Retry-After": "1"}),
}


def reply(kind: str, article: int, name: str, asked: bytes) -> bytes:
    """The HTTP response of this kind to what was asked about an article; `name` is the completion's id."""
    if kind in _ERRORS:
        status, headers = _ERRORS[kind]
        return wire({"error": {"message": f"a fault of kind {kind}", "type": "fault"}}, status, headers)
    if kind == "429_date":
        soon = formatdate(math.ceil(time.time()), usegmt=True)
        return wire({"error": {"message": "slow down"}}, 429, {"Retry-After": soon})
    if kind in ("html", "502_html"):
        return wire(_PAGE, 200 if kind == "html" else 502, _HTML)
    body = _body(kind, article, asked)
    body["id"] = name
    if kind == "cut_json":
        return wire(json.dumps(body).encode()[:-40])
    return wire(body)


def _body(kind: str, article: int, asked: bytes) -> dict[str, Any]:
    """The chat completion."""
    true = _content(article, asked)
    whole: dict[str, Any]
    match kind:
        case "refusal":
            whole = completion(None, refusal="I cannot help with that.")
        case "filter":
            whole = completion("", finish="content_filter")
        case "length":
            whole = completion(true[:50], finish="length")
        case "no_choices":
            whole = completion(true) | {"choices": []}
        case "empty":
            whole = completion("")
        case "malformed":
            whole = completion(true[:-2])
        case "wrong_schema":
            whole = completion('{"events": [{"type": "party", "guests": 12}]}')
        case "fenced":
            whole = completion(f"```json\n{true}\n```")
        case "invented":
            whole = completion(_content(article, asked, invented=True))
        case "other":
            whole = completion(_content(article + 1, asked))
        case _:
            whole = completion(true)
    if kind == "no_usage":
        del whole["usage"]
    return whole


def _content(article: int, asked: bytes, invented: bool = False) -> str:
    """What a model says: the article's event, or where entries are to be mended, each entry."""
    figures = {one["measure"]: one for one in world.event(article, invented)["figures"]}
    if not (entries := _ENTRY.findall(asked)):
        return events(world.event(article, invented))
    repairs = [
        {"entry": int(entry), "quote": given["quote"] if given else None, "value": given["value"] if given else None}
        for entry, given in ((entry, figures.get(measure.decode())) for entry, measure in entries)
    ]
    return json.dumps({"repairs": repairs})
