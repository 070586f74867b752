"""The event types of a call: the built-in ones, or a user's own, named as `package.module:Class`."""

import sys
from collections.abc import Iterable
from importlib import import_module

from ..errors import UsageError
from ..pipeline.run import resolve_event_types
from ..schemas import EVENT_TYPES, Event


def load_event(name: str) -> tuple[type[Event], ...]:
    """Import the event class that `module:Class` names, from the working folder too; `builtin` names all of ours."""
    if name == "builtin":
        return EVENT_TYPES
    module_name, colon, class_name = name.partition(":")
    if not (module_name and colon and class_name):
        raise UsageError(f"--event: expected MODULE:CLASS, got {name!r}")
    if "" not in sys.path:
        sys.path.insert(0, "")
    try:
        loaded = getattr(import_module(module_name), class_name)
    except ImportError as error:
        raise UsageError(f"--event {name}: expected a module {module_name}, got: {error}") from error
    except AttributeError as error:
        raise UsageError(f"--event {name}: expected a class {class_name} in {module_name}, found none") from error
    if not (isinstance(loaded, type) and issubclass(loaded, Event)):
        raise UsageError(f"--event {name}: expected a subclass of summarizer.Event, got {loaded!r}")
    return (loaded,)


def load_event_types(names: Iterable[str] | None) -> tuple[type[Event], ...]:
    """Load the event types that `--event` names; all built-in ones without it."""
    return resolve_event_types([kind for name in names or () for kind in load_event(name)] or None)
