"""Makes the descriptions of pydantic fields an "Attributes" section, where a class has none in its docstring."""

import ast
from typing import Any

import griffe


class Fields(griffe.Extension):
    """An extension for mkdocstrings: for event types, the descriptions are what the model is told."""

    def on_class(self, *, cls: griffe.Class, **_kwargs: Any) -> None:
        """Add the section."""
        rows = [(name, told) for name, field in cls.attributes.items() if (told := _description(field))]
        if cls.docstring and rows and "Attributes:" not in cls.docstring.value:
            section = "".join(f"\n    {name}: {told}" for name, told in rows)
            cls.docstring.value = f"{cls.docstring.value}\n\nAttributes:{section}\n"


def _description(field: griffe.Attribute) -> str | None:
    """The `description` that is given to pydantic's `Field`."""
    if not isinstance(field.value, griffe.ExprCall) or str(field.value.function) != "Field":
        return None
    for argument in field.value.arguments:
        if isinstance(argument, griffe.ExprKeyword) and argument.name == "description":
            return str(ast.literal_eval(str(argument.value)))
    return None
