"""Explain why a cassette has no reply to a request: which part of it was recorded otherwise. PYTEST_DONT_REWRITE."""

import json
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

from ..llm.cassettes.file import read_cassette
from ..llm.replies import Missing

_PARTS: Final = {
    "model": "the model",
    "system": "what the system says (the prompt, or the event types in its codebook)",
    "schema": "the schema of the reply (the event types)",
    "user": "what the user says (the article, or the prompt around it)",
}
_SHOWN: Final = 100  # letters of a line


def explain_misses(path: Path, name: str, missing: Sequence[Missing]) -> str:
    """Say which replies the cassette lacks and which part of each request differs.

    No word of an article is repeated: the message goes to the log of a job.
    """
    requests = (interaction["request"] for interaction in read_cassette(path)["interactions"])
    recorded = [_parts(request.get("parsed_body")) for request in requests]
    lines = []
    for question in missing:
        asked = _parts(json.loads(question.body))
        other = [name for name in _PARTS if all(asked[name] != request[name] for request in recorded)]
        what = " and ".join(_PARTS[name] for name in other) or "the whole, though each part is known"
        lines.append(f"{name}: expected a recorded reply to {question.label}, found none: not as recorded is {what}")
        if "system" in other and recorded:
            lines += _difference(recorded[0]["system"], asked["system"])
    return "\n".join(dict.fromkeys(lines))


def _parts(body: Any) -> Mapping[str, Any]:
    """Return the parts of a request's body."""
    body = body if isinstance(body, dict) else {}
    said = {message.get("role"): message.get("content") for message in body.get("messages", ())}
    schema = [body.get("response_format"), body.get("tools")]
    return {"model": body.get("model"), "system": said.get("system"), "user": said.get("user"), "schema": schema}


def _difference(recorded: Any, asked: Any) -> list[str]:
    """Return the first line that differs, as recorded and as asked."""
    pairs = zip_longest(str(recorded).splitlines(), str(asked).splitlines(), fillvalue="")
    for number, (was, now) in enumerate(pairs, 1):
        if was != now:
            return [f"  its line {number} was: {was[:_SHOWN]}", f"  its line {number} is:  {now[:_SHOWN]}"]
    return []
