"""The page as one document: the template, the style, the script, and the data as JSON that nothing can break out of."""

import json
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any, Final

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from ...records.article import Article
from ...records.summary import Summary
from .data import page_data

# They share one scope: each part comes after those that it uses.
_PARTS: Final = ("dom", "data", "reviews", "forms", "chart", "article", "filters", "lists", "cards", "links",
                 "incidents", "others", "compare", "keys", "main")  # fmt: skip
# Characters that HTML or JavaScript could take for the end of the block or of a line.
_ESCAPED: Final = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def render_page(summary: Summary, articles: Iterable[Article] = ()) -> str:
    """Return the page. It shows the texts of `articles`, and only the quotes of other articles.

    Nothing that an article, a record or a model wrote is markup or script in it. Raises UsageError if the summary
    names an incident or an article that it lacks.
    """
    data = page_data(summary, articles)
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    style, script = page_style(), _script()
    return environment.from_string(_read_file("page.html.j2")).render(
        policy=_policy(style, script),
        style=Markup(style),  # noqa: S704  # our own file
        script=Markup(script),  # noqa: S704  # our own files
        data=Markup(as_json(data)),  # noqa: S704  # what could end it is escaped
        head=data["head"],
    )


def as_json(data: Any) -> str:
    """Return JSON for a script element: no character in it can end the element or start a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in _ESCAPED.items():
        text = text.replace(sign, escaped)
    return text


def _policy(style: str, script: str) -> str:
    """Return the content security policy: only this style and script run, nothing is loaded, sent or framed."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {hash_source(script)}",
            f"style-src {hash_source(style)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def hash_source(text: str) -> str:
    """Return the source expression by which a content security policy allows this style or script, and no other."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _script() -> str:
    parts = "\n".join(_read_file(f"script/{name}.js") for name in _PARTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


@cache
def page_style() -> str:
    """Return the style of our pages."""
    return _read_file("page.css")


@cache
def _read_file(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
