"""What answers the documents' snippets as a model would: the built-in rules, in the form that was asked for."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from summarizer.reading.rules.extraction import extract_events
from summarizer.records.article import make_article
from summarizer.schemas import EVENT_TYPES, reply_schema, type_names

from .endpoint import Answer, Request, completion

_ARTICLE: Final = re.compile(r"=== ARTICLE \S+ ===\n(.*)\n=== END OF ARTICLE", re.DOTALL)
_FIELD: Final = re.compile(r"(source|title|published): (.*)\n")
_CLASSES: Final = {name: kind for kind in EVENT_TYPES for name in type_names(kind)}


def answered(request: Request, _number: int) -> Answer:
    """The answer to one request; one without messages asks for the list of models."""
    if "messages" not in request:
        return Answer({"object": "list", "data": [{"id": "gpt-4.1-mini", "object": "model"}]})
    tools = request.get("tools")
    name = tools[0]["function"]["name"] if tools else None
    form = (request.get("response_format") or {}).get("json_schema")
    schema = tools[0]["function"]["parameters"] if tools else form["schema"] if form else reply_schema(EVENT_TYPES)
    try:
        reply = _reply(request["messages"][-1]["content"], schema)
    except Exception as error:  # the snippet fails with it, and says so
        return Answer({"error": {"message": f"the snippets' endpoint: {error!r}"}}, status=400)
    return Answer(completion(json.dumps(reply), tool=name, finish="tool_calls" if name else "stop"))


def _reply(asked: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    kind = next(iter(schema["properties"]))
    if kind == "events":
        return {"events": _events(asked, schema)}
    if kind == "reason":
        return {"reason": "The reports fit either.", "verdict": "unsure"}
    return {kind: []}


def _events(asked: str, schema: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = _ARTICLE.search(asked)
    text = found[1] if found else asked
    known = {}
    while line := _FIELD.match(text):
        known[line[1]] = line[2]
        text = text[line.end() :]
    day = known.get("published", "unknown")
    published = None if day == "unknown" else datetime.fromisoformat(day) if "T" in day else date.fromisoformat(day)
    read = make_article(text.strip(), title=known.get("title"), published=published)
    kinds = _kinds(schema)
    return [_fitted(event.model_dump(mode="json"), kinds, schema) for event in extract_events(read, _CLASSES)]


def _kinds(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of each type of event that is asked for."""
    items = schema["properties"]["events"]["items"]
    classes = [_followed(item, schema) for item in items.get("anyOf", [items])]
    return {name: item for item in classes for name in _values(_followed(item["properties"]["type"], schema))}


def _fitted(event: dict[str, Any], kinds: dict[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    """The event as one of the wanted types: of its own, else of the first, with the fields and measures of that type."""
    name = event["type"] if event["type"] in kinds else next(iter(kinds))
    fields = kinds[name]["properties"]
    figure = _followed(fields["figures"]["items"], schema)["properties"]
    measures = _values(_followed(figure["measure"], schema))
    figures = [
        {field: item.get(field) for field in figure}
        for item in event["figures"]
        if not measures or item["measure"] in measures
    ]
    return {field: event.get(field) for field in fields} | {"type": name, "figures": figures}


def _values(field: Mapping[str, Any]) -> list[str]:
    return list(field.get("enum", [field["const"]] if "const" in field else []))


def _followed(node: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = node.get("$ref")
    return schema["$defs"][reference.rpartition("/")[2]] if reference else node
