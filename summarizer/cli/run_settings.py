"""The settings of a run: what the call and the environment say, with the store and the prompts that can be used."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Final

from ..errors import StoreError, UsageError
from ..llm.customprompts import read_prompts
from ..settings import BUILTIN, NO_MODEL, Settings
from ..store import Store, default_path
from .messages import note
from .terminal import say

_SETTINGS: Final = (  # the options that are settings of the same name
    *("model", "base_url", "mode", "concurrency", "timeout", "attempt_timeout", "rpm", "tpm", "max_tokens", "passes"),
    *("budget", "prices", "replay", "record", "retry_failed", "add", "prompts"),
)
_RULES_ALONE = (
    "no model configured, so reading by the built-in rules; a model finds more events, places and figures: "
    "--model NAME with OPENAI_API_KEY, or --base-url of a local server, or --replay CASSETTE"
)


def resolve_settings(arguments: argparse.Namespace) -> Settings:
    """Resolve the settings of a run, and say what of them the user may not expect."""
    options = {name: getattr(arguments, name) for name in _SETTINGS}
    settings = Settings.from_environment(**options, store=_resolve_store(arguments))
    settings = _with_prompts(settings, arguments)
    if not (settings.model or settings.replay or settings.add):  # an addition is read by the model of its run
        asks = settings.budget is not None or settings.prompts
        if asks or arguments.record or arguments.base_url or arguments.adjudicate:
            raise UsageError(NO_MODEL)
        note(arguments, _RULES_ALONE)
    for name in ("base_url", "event", "prompts"):  # where articles and the key go, what is run, what is asked
        if (origin := arguments.origins.get(name)) and origin.kind == "file":
            note(arguments, f"{name} is as {origin} says")
    return settings


def _with_prompts(settings: Settings, arguments: argparse.Namespace) -> Settings:
    """Check the templates of the settings; leave out those of a file where the built-in rules read."""
    if settings.prompts is None:
        return settings
    origin = arguments.origins.get("prompts")
    asks = settings.replay or settings.add or settings.model not in (None, BUILTIN)
    if not asks and origin and origin.kind == "file":
        return replace(settings, prompts=None)
    read_prompts(settings.prompts)
    return settings


def with_usable_store(settings: Settings, arguments: argparse.Namespace) -> Settings:
    """Leave out the usual store where it cannot be used and nothing that costs would be lost."""
    if arguments.store or not settings.store or settings.add or settings.retry_failed:
        return settings
    try:
        Store(settings.store).close()
    except StoreError as error:
        if settings.model not in (None, BUILTIN):
            raise StoreError(f"{error}; or keep nothing: --no-store") from error
        say(f"{error}; nothing is kept of this run")
        return replace(settings, store=None)
    return settings


def _resolve_store(arguments: argparse.Namespace) -> Path | None:
    """Return the store that the call names, or the usual one; none with a cassette, which keeps replies by itself."""
    if arguments.no_store or (not arguments.store and (arguments.replay or arguments.record)):
        if arguments.add or arguments.retry_failed:
            raise UsageError("expected a store with --add and --retry-failed, got none: leave out --no-store")
        return None
    return arguments.store or default_path()
