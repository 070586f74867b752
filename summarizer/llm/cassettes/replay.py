"""Replaying a cassette: each request is answered by the key of its question, without VCR and without HTTP."""

from collections import defaultdict, deque
from pathlib import Path
from urllib.parse import urlparse

from ...errors import ReplayMissError
from .file import read_replies
from .layout import Interaction, with_text_bodies
from .questions import endpoint_path, parse_question
from .redaction import redact


class Replay:
    """The replies of a cassette. Each answers one request, and equal requests are answered in the recorded order.

    Errors that were recorded are left out: a replay has nobody to ask again.

    Raises UsageError if there is no such cassette, it cannot be read, or it has no replies.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._left: dict[str, deque[bytes]] = defaultdict(deque)
        for interaction in map(with_text_bodies, read_replies(path)):
            body = _completion(interaction)
            if body is not None:
                self._left[parse_question(interaction["request"].get("body")).key].append(body)

    def take(self, body: bytes) -> bytes:
        """Return the next reply to a request with this body. Raises ReplayMissError if there is none left."""
        left = self._left.get(parse_question(body).key)
        if not left:
            raise ReplayMissError(
                f"expected a reply to this prompt in {self._path}, found none (the article, prompt, schema or "
                f"model has changed): record again with --record {self._path} --model NAME"
            )
        return left.popleft()


def _completion(interaction: Interaction) -> bytes | None:
    """Return the body of a reply with a completion in it, None for any other interaction."""
    request, response = interaction["request"], interaction["response"]
    if request["method"] != "POST" or endpoint_path(urlparse(request["uri"]).path) != "chat/completions":
        return None
    if not 200 <= response["status"]["code"] < 300:
        return None
    return redact((response.get("body") or {}).get("string") or "", ())
