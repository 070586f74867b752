"""Custom prompt templates: read from a folder, and validated before anything is paid for."""

import hashlib
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import TemplateSyntaxError, meta, nodes

from ..errors import TemplateError
from ..records.events import EventReport
from ..schemas import Figure
from .prompts import (
    BUILT_IN,
    CHAT_TOKENS,
    NAMES,
    Prompts,
    Template,
    compile_template,
    environment,
    parse,
    read_built_in,
)

LARGEST: Final = 256 * 1024  # bytes; the package's largest has 6 thousand
_NOTES: Final = ("readme.md",)  # may lie beside the templates
_IN_SYSTEM: Final = ("codebook",)  # all else is from articles, which speak with the user's voice at most
_FROM_DISK: Final = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
_PROBE: Final = "three people of Probeville"  # stands for an article's words, to see where a template puts them


def read_prompts(folder: Path | None) -> Prompts:
    """Read the templates of a folder; built-in ones stand in for those that it lacks, or without a folder.

    A file with the text of a built-in template counts as that. Raises TemplateError, with file and line, for a template
    that cannot be rendered or does not show the model its article.
    """
    if folder is None:
        return BUILT_IN
    try:
        there = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise TemplateError(f"{folder}: expected a folder of templates, got: {error.strerror}") from error
    files = [f"{name}.md" for name in NAMES]
    for name in there:
        if name not in files and name.lower().endswith(".md") and name.lower() not in _NOTES:
            near = get_close_matches(name.lower(), files, n=1, cutoff=0.0)
            raise TemplateError(
                f"{folder / name}: expected the name of a template ({', '.join(files)}), got another: "
                f"call it {near[0]}, or keep it elsewhere"
            )
    if not set(files) & set(there):
        raise TemplateError(f"{folder}: expected at least one of {', '.join(files)}, found none: see docs/prompts.md")
    read = (_read_template(name, folder / f"{name}.md") for name in NAMES if f"{name}.md" in there)
    return Prompts(tuple(template for template in read if template))


def _read_template(name: str, path: Path) -> Template | None:
    """Read and validate the template of a file; None if it is the built-in one."""
    text = _read_text(path)
    if text == read_built_in(name):
        return None
    for number, line in enumerate(text.split("\n"), 1):
        if token := CHAT_TOKENS.search(line):
            text_shown = line[token.start() :][:20]
            raise TemplateError(
                f"{path}:{number}: expected no token of a chat format, got {text_shown!r}: say it otherwise"
            )
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    return _validate(parse(name, text, str(path), digest))


def _read_text(path: Path) -> str:
    """Read the text of a file with plain line ends, so that its digest is that of any checkout."""
    try:
        if not path.is_file():
            raise TemplateError(f"{path}: expected a text file, got something else")
        if (size := path.stat().st_size) > LARGEST:
            raise TemplateError(f"{path}: expected a template of at most {LARGEST} bytes, got {size}: shorten it")
        return path.read_text(encoding="utf-8-sig")  # makes \n of \r\n
    except OSError as error:
        raise TemplateError(f"{path}: expected a text file, got: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise TemplateError(f"{path}:{line}: expected UTF-8, got byte 0x{error.object[error.start]:02x}") from error


def _validate(template: Template) -> Template:
    for role, text in template.parts:
        _check_part(template, role, text)
    for values in _probes()[template.name]:
        *_, user = template.render(**values)
        if _PROBE not in user["content"]:
            variable = {"extract": "text", "repair": "entries", "account": "numbers", "link": "reports"}[template.name]
            part = template.parts[1][1]
            line = 1 + len(part) - len(part.lstrip("\n"))
            raise TemplateError(
                f"{template.path}:{line}: expected the article's words in the user's part, found none: "
                f"put {{{{ {variable} }}}} there"
                + ("" if variable == "text" else f" as `summarizer prompt --template {template.name}` does")
            )
    return template


def _check_part(template: Template, role: str, text: str) -> None:
    """Raises TemplateError if Jinja cannot parse the part, or it uses a variable that it does not get."""
    try:
        tree = environment().parse(text)
        compile_template(text)
    except RecursionError as error:
        raise TemplateError(f"{template.path}: expected a Jinja template, got one nested too deeply") from error
    except TemplateSyntaxError as error:
        where = f"{template.path}:{error.lineno}"
        raise TemplateError(f"{where}: expected a Jinja template, got: {error.message}") from error
    for node in tree.find_all(_FROM_DISK):
        where, tag = f"{template.path}:{node.lineno}", type(node).__name__.lower()
        raise TemplateError(f"{where}: expected a template in one file, got {{% {tag} %}}: write its text here")
    variables = set(_probes()[template.name][0])
    allowed = variables if role == "user" else variables & set(_IN_SYSTEM)
    for name in sorted(meta.find_undeclared_variables(tree) - allowed - set(environment().globals)):
        line = next((node.lineno for node in tree.find_all(nodes.Name) if node.name == name), 1)
        if name in variables:
            raise TemplateError(
                f"{template.path}:{line}: expected {{{{ {name} }}}} in the user's part alone, got it in the system's: "
                "what comes from an article must not speak for you"
            )
        names = ", ".join(sorted(allowed)) or "none"
        raise TemplateError(f"{template.path}:{line}: expected a variable of {role}'s part ({names}), got {name!r}")


@cache
def _probes() -> Mapping[str, list[dict[str, Any]]]:
    """Return sample variables for each template: with every field of an article set, and with as few as possible."""
    frame: dict[str, Any] = {"codebook": "the codebook", "mark": "0123456789abcdef", "text": f"It killed {_PROBE}."}
    metadata = {"source": "The Wire", "title": "A title", "published": "2023-05-30"}
    figure = {"measure": "killed", "of": "people", "value": 3.0, "upper": None, "unit": None, "bound": "exactly"}
    entry = {**figure, "quote": "three died", "reason": "the reason", "near": _PROBE}
    rest = {name: field.default for name, field in Figure.model_fields.items() if not field.is_required()}
    event = {"headline": "A headline", "type": "flood", "measures": "killed, wounded", "has": "nothing"}
    full = {
        "article": "a", "type": "flood", "source": "The Wire", "published": "2023-05-30", "headline": _PROBE,
        "start": "2023-05-29", "end": "2023-05-29", "when": "on Monday", "about": "the flood", "actors": ["The army"],
        "place": {"name": _PROBE, "site": "a bridge", "region": "Here", "country": "There"},
        "figures": [{"measure": "killed", "value": 3, "quote": _PROBE, "where": "here", "attributed_to": "The mayor"}],
    }  # fmt: skip
    dumped = EventReport.model_validate(full).model_dump()
    bare = EventReport(article="b", type="flood").model_dump()
    mark = {"mark": frame["mark"]}
    return {
        "extract": [frame | metadata, frame | {"source": "unknown", "title": "none", "published": "unknown"}],
        "repair": [mark | {"entries": [rest | entry, {**rest, **entry, "value": None, "unit": "%"}]}],
        "account": [mark | {"events": [event], "numbers": [{"text": "three", "near": _PROBE}]}],
        "link": [mark | {"reports": (dumped, dumped)}, {"mark": "", "reports": (dumped, bare)}],
    }
