"""The JSON Schema of each event type, as committed in schemas/json/: `python -m tests.helpers.schema_files` writes them."""

import json
from pathlib import Path

from summarizer.schemas import EVENT_TYPES, reply_schema

FOLDER = Path(__file__).parents[2] / "schemas" / "json"


def documents() -> dict[str, str]:
    """What each file must hold."""
    schemas = {f"{kind.__name__}.json": kind.model_json_schema() for kind in EVENT_TYPES}
    schemas["reply.json"] = reply_schema(EVENT_TYPES)
    return {name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for name, schema in schemas.items()}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in documents().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
