"""`summarizer config`: lists every option with its value and its origin."""

import argparse
import json
import os
from dataclasses import fields
from pathlib import Path
from typing import Any

from ..language.visible import clean
from ..settings import BUILTIN, Settings, redact_address
from ..store import default_path
from .config_file import ENVIRONMENT, Origin, find_file, list_file_options

_DEFAULTS = {field.name: field.default for field in fields(Settings)} | {"model": BUILTIN}
_KEY = "OPENAI_API_KEY"


def list_settings(arguments: argparse.Namespace, origins: dict[str, Origin], form: str) -> str:
    """List every option's value and origin as text or JSON. Of a key it says only whether it is set."""
    file = find_file(Path.cwd())
    rows: dict[str, tuple[Any, Origin]] = {
        name: (_resolve_value(arguments, name, origin), origin) for name, origin in origins.items()
    }
    is_set = bool(os.environ.get(_KEY))
    rows["api_key"] = ("set" if is_set else "unset", Origin("environment", _KEY) if is_set else Origin("default"))
    if form == "json":
        settings = {
            name: {"value": value, "from": origin.kind, "where": origin.where} for name, (value, origin) in rows.items()
        }
        return json.dumps({"file": str(file.path) if file else None, "settings": settings}, indent=2) + "\n"
    wide = max(map(len, rows))
    lines = [f"{'file':{wide}}  {clean(str(file.path)) if file else 'none'}"]
    shown = [(name, clean(_format_value(value)), origin) for name, (value, origin) in rows.items()]
    column = max(len(value) for _, value, _ in shown)
    lines += [f"{name:{wide}}  {value:{column}}  {clean(str(origin))}" for name, value, origin in shown]
    return "\n".join(lines) + "\n"


def _resolve_value(arguments: argparse.Namespace, name: str, origin: Origin) -> Any:
    """Return the value in force, as JSON has it."""
    value = {**vars(arguments), "format": None, **getattr(arguments, "report", {})}.get(name)
    if origin.kind == "environment":
        value = os.environ[ENVIRONMENT[name]]
    elif origin.kind == "default":
        value = default_path() if name == "store" else _DEFAULTS.get(name, list_file_options()[name].default)
    if name == "base_url" and value:
        value = redact_address(value)
    return str(value) if isinstance(value, Path) else value


def _format_value(value: Any) -> str:
    if value is None or value == []:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
