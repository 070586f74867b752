"""Rendering `prompts/`: a template and an article → the messages that are sent."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TypedDict

import frontmatter
from jinja2 import Environment, StrictUndefined, UndefinedError
from jinja2 import Template as CompiledTemplate

from .articles import Article
from .errors import TemplateError
from .records import EventReport
from .schemas import Event, codebook

_ROLES = ("system", "user")
# What ends a turn in the chat formats of open models ("<|im_end|>", "</s>", "[/INST]"): servers take it for the token
# itself wherever it stands. A space behind its first character makes it text.
_CHAT_TOKENS = re.compile(
    r"<(?=[|｜][^<>\n]{1,64}[|｜]>)"
    r"|<(?=/?(?:s|bos|eos|unk|pad|sop|eop|start_of_turn|end_of_turn|start_of_image|tool_call|think)>)"
    r"|\[(?=/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|[gs]MASK)\])"
)


class Message(TypedDict):
    """One chat message."""

    role: str
    content: str


class Messages(list[Message]):
    """The messages of one rendered prompt; `prompt` is its name and version: "extract 2"."""

    def __init__(self, messages: Iterable[Message], prompt: str) -> None:
        super().__init__(messages)
        self.prompt = prompt


@dataclass(frozen=True)
class Template:
    """One prompt: what each role says, as Jinja text, and the version that its front matter names."""

    name: str
    version: int
    parts: tuple[tuple[str, str], ...]

    def render(self, **variables: object) -> Messages:
        """The messages. A value goes in as it stands: it is never itself rendered, and only a chat's tokens are broken.

        Raises TemplateError that names the variable if the template wants one that is not given.
        """
        try:
            rendered = [(role, _compiled(text).render(variables).strip()) for role, text in self.parts]
        except UndefinedError as error:
            raise TemplateError(f"prompts/{self.name}.md: {error.message}: give that variable a value") from error
        return Messages(({"role": role, "content": text} for role, text in rendered), f"{self.name} {self.version}")


@cache
def _compiled(text: str) -> CompiledTemplate:
    environment = Environment(
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        finalize=_plain,
        autoescape=False,  # noqa: S701  # a prompt is text, not HTML
    )
    return environment.from_string(text)


def _plain(value: object) -> object:
    """What stands in the prompt for a value: null for None, 4 for 4.0; a text in which no token is one of a chat's."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return _CHAT_TOKENS.sub(r"\g<0> ", value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


@cache
def load(name: str) -> Template:
    """The template `prompts/NAME.md`, of which each role's part follows a line `<!-- role -->`."""
    text = resources.files(__package__).joinpath("prompts", f"{name}.md").read_text(encoding="utf-8")
    return parse(name, text)


def parse(name: str, text: str) -> Template:
    """A template from its text. Raises TemplateError if a version or a role's part is missing."""
    fields, body = frontmatter.parse(text)
    version = fields.get("version")
    if not isinstance(version, int):
        raise TemplateError(f"prompts/{name}.md: expected a whole number as `version` in the front matter")
    parts: list[tuple[str, str]] = []
    for role in reversed(_ROLES):
        body, mark, part = body.rpartition(f"<!-- {role} -->\n")
        if not mark:
            raise TemplateError(f"prompts/{name}.md: expected a line `<!-- {role} -->` before the {role}'s part")
        parts.insert(0, (role, part))
    return Template(name, version, tuple(parts))


def extraction_messages(article: Article, events: tuple[type[Event], ...]) -> Messages:
    """What is sent to read one article: the codebook first, so that the prefix is cacheable; the text last.

    The mark around the article is its content hash, which no text can hold of itself, so that an article cannot
    close it. Where its title or source hold that hash, the mark is a hash of all three.
    """
    published = article.published.isoformat() if article.published else "unknown"
    return load("extract").render(
        codebook=_codebook(events),
        mark=_mark(article),
        source=article.source or "unknown",
        title=article.title or "none",
        published=published,
        text=article.text,
    )


def _mark(article: Article) -> str:
    if article.id not in f"{article.source} {article.title}":
        return article.id
    told = json.dumps([article.source, article.title, article.text])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


@cache
def _codebook(events: tuple[type[Event], ...]) -> str:
    return codebook(events)


def repair_messages(article: Article, failures: Sequence[Mapping[str, object]]) -> Messages:
    """What is sent to mend figures that are not proved: each with the reason and the article's nearest words."""
    return load("repair").render(mark=article.id, entries=failures)


def account_messages(
    article: Article, events: Sequence[Mapping[str, object]], numbers: Sequence[Mapping[str, object]]
) -> Messages:
    """What is sent about numbers that no figure claims: each in its sentence, and the events they may belong to."""
    return load("account").render(mark=article.id, events=events, numbers=numbers)


def link_messages(a: EventReport, b: EventReport) -> Messages:
    """What is sent to ask whether two reports tell of one event: what each says, without the articles' texts.

    The mark around the reports is the hash of all that it encloses, which no report can hold of itself.
    """
    *_, enclosed = load("link").render(mark="", reports=(a, b))
    mark = hashlib.sha256(enclosed["content"].encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return load("link").render(mark=mark, reports=(a, b))
