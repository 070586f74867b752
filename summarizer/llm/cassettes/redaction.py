"""Redaction of replies for cassettes: only fields that are read are kept, and no secret that an endpoint echoes."""

import json
from collections.abc import Collection, Mapping
from typing import Any, Final

# The fields that are read of a completion; the text of a reply is left as it came. True: as it is.
_CALL: Final[Mapping[str, Any]] = {"id": None, "type": None, "function": {"name": None, "arguments": True}}
_MESSAGE: Final[Mapping[str, Any]] = {"role": None, "content": True, "refusal": True, "tool_calls": [_CALL]}
_USAGE: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("prompt_tokens", "completion_tokens", "total_tokens")),
    "prompt_tokens_details": dict.fromkeys(("cached_tokens", "cache_write_tokens")),
    "cost": {"total_cost": None},  # or a number
    "is_byok": None,
    "cost_details": {"upstream_inference_cost": None},
}
_KEPT: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("id", "object", "created", "model")),
    "choices": [{"index": None, "message": _MESSAGE, "finish_reason": None, "logprobs": None}],
    "usage": _USAGE,
}
_INSTEAD: Final = "[key]"
_SHORTEST: Final = 4  # letters: what is shorter is a stand-in for a local server, and stands in any name


def redact(body: bytes | str, secrets: Collection[str]) -> bytes | None:
    """Return the body of a completion without unread fields, and without the secrets in all but the reply's text.

    None if it is no completion.
    """
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not (isinstance(content, dict) and _is_list_of_choices(content.get("choices"))):
        return None
    kept = _keep(content, _KEPT, secrets)
    if kept == content:
        return body if isinstance(body, bytes) else body.encode()
    return json.dumps(kept).encode()


def without_secrets(text: str, secrets: Collection[str]) -> str:
    """Replace each secret in a text by a placeholder."""
    for secret in sorted((secret for secret in secrets if len(secret) >= _SHORTEST), key=len, reverse=True):
        text = text.replace(secret, _INSTEAD)
    return text


def _is_list_of_choices(choices: Any) -> bool:
    return isinstance(choices, list) and all(
        isinstance(choice, dict) and isinstance(choice.get("message"), dict) for choice in choices
    )


def _keep(value: Any, fields: Any, secrets: Collection[str]) -> Any:
    if fields is True:
        return value
    if isinstance(fields, list):
        return [_keep(item, fields[0], secrets) for item in value] if isinstance(value, list) else None
    if isinstance(fields, dict) and isinstance(value, dict):
        return {name: _keep(item, fields[name], secrets) for name, item in value.items() if name in fields}
    if isinstance(value, str):
        return without_secrets(value, secrets)
    return value if isinstance(value, bool | int | float) else None
