"""Questions: the part of a request that a model sees, its key, and the recorded ones that a recording replaces."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

_SEEN_BY_MODEL: Final = ("model", "messages", "response_format", "tools", "tool_choice")
_READING: Final = "Events"  # the schema of a first reading (`schemas.reply_model`)
_MARK: Final = re.compile(r"\b[0-9a-f]{16}\b")


@dataclass(frozen=True)
class Question:
    """The part of a request that a model sees; `key` is its hash.

    `kind` is the name of the reply's schema; `about` the mark around the prompt's material, which all questions about
    an article share, or a hash of the material where a custom prompt has no mark.
    """

    key: str
    kind: str | None = None
    about: str | None = None


def endpoint_path(path: str) -> str:
    """Return `chat/completions` of a URL's path, whatever prefix the endpoint puts before it."""
    return "/".join(path.rstrip("/").split("/")[-2:])


@lru_cache(maxsize=4096)
def parse_question(body: bytes | str | None) -> Question:
    """Parse the question in a request's body. Memoised: each is compared many times."""
    try:
        content = json.loads(body or b"null")
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raw = body if isinstance(body, bytes) else (body or "").encode("utf-8", "surrogatepass")
        return Question(hashlib.sha256(raw).hexdigest())
    seen = {name: content[name] for name in _SEEN_BY_MODEL if name in content}
    key = hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()
    return Question(key, _kind(content), _about(content))


def find_outdated(recorded: Iterable[Question], answered: Iterable[Question]) -> set[str]:
    """Return the keys of the recorded questions that a recording with these answers replaces.

    Questions of another prompt, model or schema are outdated as soon as every article of the cassette was read in this
    recording, and none before. A second look is outdated with the first reading of its article, a comparison of reports
    when others were compared.
    """
    recorded, answered = set(recorded), set(answered)
    read = {question.about for question in answered if question.kind == _READING}
    readings = {question for question in recorded if question.kind == _READING}
    if not {question.about for question in readings} <= read:
        return set()
    anew = {question.about for question in readings - answered}
    articles, kinds = {question.about for question in readings}, {question.kind for question in answered}
    return {
        question.key
        for question in recorded - answered
        if question.about in anew or (anew and question.about not in articles and question.kind in kinds)
    }


def _kind(content: dict[str, Any]) -> str | None:
    """Return the name of the reply's schema, in either mode."""
    try:
        if "response_format" in content:
            return str(content["response_format"]["json_schema"]["name"])
        return str(content["tools"][0]["function"]["name"])
    except (KeyError, IndexError, TypeError):
        return None


def _about(content: dict[str, Any]) -> str | None:
    """Return the last mark of the first user message: an article cannot hold its own, and stands before it."""
    try:
        text = next(str(message["content"]) for message in content["messages"] if message["role"] == "user")
    except (KeyError, StopIteration, TypeError):
        return None
    marks = _MARK.findall(text)
    return marks[-1] if marks else hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
