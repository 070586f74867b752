"""Prompt templates of `prompts/`: a template and an article → the messages to send."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, TypedDict

from jinja2 import StrictUndefined
from jinja2 import Template as CompiledTemplate
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ..errors import ArticleError, TemplateError
from ..files.front_matter import split
from ..language.visible import one_line
from ..records.article import Article
from ..records.digests import prompt_label
from ..records.events import EventReport
from ..schemas import Event, codebook

NAMES: Final = ("extract", "account", "repair", "link")
_SHOWN: Final = 200  # letters of an error, which may hold an article's words
_ROLES: Final = ("system", "user")
_ROLE: Final = re.compile(r"^<!-- *([A-Za-z]+) *-->[ \t]*$", re.MULTILINE)
# What ends a turn in the chat formats of open models ("<|im_end|>", "</s>", "[/INST]"): servers take it for the token
# itself wherever it stands. A space behind its first character makes it text.
CHAT_TOKENS: Final = re.compile(
    r"<(?=[|｜][^<>\n]{1,64}[|｜]>)"
    r"|<(?=/?(?:s|bos|eos|unk|pad|sop|eop|start_of_turn|end_of_turn|start_of_image|tool_call|think)>)"
    r"|\[(?=/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|[gs]MASK)\])"
)


class Message(TypedDict):
    """One chat message."""

    role: str
    content: str


class Messages(list[Message]):
    """The messages of one rendered prompt.

    `prompt` is its name and version, "extract 2"; `label` names the text too where that is one's own.
    """

    def __init__(self, messages: Iterable[Message], prompt: str, label: str | None = None) -> None:
        super().__init__(messages)
        self.prompt = prompt
        self.label = label or prompt


@dataclass(frozen=True)
class Template:
    """One prompt: what each role says, as Jinja text, and the version that its front matter names.

    `parts` are role and text; a text begins with as many empty lines as stand before it in the file, so that an error
    in it has its line. `own` is 12 hex digits of the SHA-256 of a text of one's own, empty for the package's.
    """

    name: str
    version: int
    parts: tuple[tuple[str, str], ...]
    own: str = ""
    path: str = ""

    @property
    def label(self) -> str:
        """The template's label: see `prompt_label`."""
        return prompt_label(self.name, self.version, self.own)

    def render(self, **variables: object) -> Messages:
        """Render the messages. Values are inserted verbatim, never rendered themselves; only chat tokens are broken up.

        Raises TemplateError with the line if that fails, as where it wants a variable that is not given.
        """
        messages: list[Message] = []
        for role, text in self.parts:
            try:
                rendered = compile_template(text).render(variables).strip()
            except Exception as error:  # Jinja runs what the template says, and that may raise anything
                where = f"{self.path or f'prompts/{self.name}.md'}{_line(error)}"
                reason = one_line(str(error) or type(error).__name__, _SHOWN)
                raise TemplateError(f"{where}: expected a template that can be rendered, got: {reason}") from error
            # The whole, not value by value: a loop may put together what an article holds in pieces.
            messages.append({"role": role, "content": CHAT_TOKENS.sub(r"\g<0> ", rendered)})
        return Messages(messages, f"{self.name} {self.version}", self.label)


def _line(error: BaseException) -> str:
    """Return ":LINE" of the template where an error was raised; Jinja gives each frame of a template its line."""
    trace, line = error.__traceback__, ""
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = f":{trace.tb_lineno}"
        trace = trace.tb_next
    return line


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """Return a Jinja environment without access to Python, files or chance: equal articles make equal requests."""
    sandbox = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        finalize=_finalize,
        autoescape=False,  # a prompt is text, not HTML
    )
    del sandbox.globals["lipsum"], sandbox.filters["random"]
    return sandbox


@cache
def compile_template(text: str) -> CompiledTemplate:
    """Compile a template. Raises jinja2.TemplateSyntaxError."""
    return environment().from_string(text)


def _finalize(value: object) -> object:
    """Convert a value for the prompt: null for None, 4 for 4.0."""
    if value is None:
        return "null"
    return int(value) if isinstance(value, float) and value.is_integer() else value


@dataclass(frozen=True)
class Prompts:
    """The templates of a run: the user's own, and built-in ones for the rest."""

    own: tuple[Template, ...] = ()

    def __getitem__(self, name: str) -> Template:
        return next((template for template in self.own if template.name == name), None) or load(name)

    @property
    def second(self) -> str:
        """A digest of the user's own templates for second looks, which outcomes depend on; empty without any."""
        return " ".join(self[name].own for name in ("repair", "account")).strip()


BUILT_IN: Final = Prompts()


def read_built_in(name: str) -> str:
    """Read the text of the built-in template `prompts/NAME.md`."""
    return resources.files("summarizer").joinpath("prompts", f"{name}.md").read_text(encoding="utf-8")


@cache
def load(name: str) -> Template:
    """Load the built-in template of this name."""
    return parse(name, read_built_in(name))


def parse(name: str, text: str, path: str = "", own: str = "") -> Template:
    """Parse a template: the system's part, then the user's, each after a line `<!-- role -->`.

    Raises TemplateError with the line if the front matter or a part is missing or wrong.
    """
    where = path or f"prompts/{name}.md"
    try:
        fields, body = split(text)
    except ArticleError as error:
        raise TemplateError(f"{where}:1: {error}") from error
    version = fields.get("version")
    if type(version) is not int or version < 1:
        raise TemplateError(f"{where}:1: expected a whole number as `version` in the front matter, got {version!r}")
    if path and fields.get("name") != name:
        raise TemplateError(f"{where}:1: expected `name: {name}` in the front matter, got {fields.get('name')!r}")
    return Template(name, version, _parts(where, text, len(text) - len(body)), own, path)


def _parts(where: str, text: str, begins: int) -> tuple[tuple[str, str], ...]:
    marks = list(_ROLE.finditer(text, begins))
    lines = [text.count("\n", 0, mark.start()) + 1 for mark in marks]
    for mark, line in zip(marks, lines, strict=True):
        if mark[1] not in _ROLES:
            raise TemplateError(f"{where}:{line}: expected <!-- system --> or <!-- user -->, got {mark[0].strip()}")
    for nth, role in enumerate(_ROLES):
        if nth >= len(marks) or marks[nth][1] != role:
            line = lines[nth] if nth < len(marks) else text.count("\n") + 1
            raise TemplateError(
                f"{where}:{line}: expected a line `<!-- {role} -->` before the {role}'s part, found none"
            )
    if len(marks) > len(_ROLES):
        raise TemplateError(f"{where}:{lines[2]}: expected two parts, got a third: {marks[2][0]}")
    if text[begins : marks[0].start()].strip():
        raise TemplateError(
            f"{where}:{lines[0]}: expected nothing before {marks[0][0].strip()}, got text: put it behind"
        )
    ends = [marks[1].start(), len(text)]
    return tuple(
        (role, "\n" * line + text[mark.end() + 1 : end])
        for role, mark, line, end in zip(_ROLES, marks, lines, ends, strict=True)
    )


def extraction_messages(article: Article, events: tuple[type[Event], ...], prompts: Prompts = BUILT_IN) -> Messages:
    """Render the messages that read one article: the codebook first, so that the prefix is cacheable; the text last.

    The mark around the article is its content hash, which no text can hold of itself, so that an article cannot
    close it. Where its title or source hold that hash, the mark is a hash of all three.
    """
    published = article.published.isoformat() if article.published else "unknown"
    return prompts["extract"].render(
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
    content = json.dumps([article.source, article.title, article.text])
    return hashlib.sha256(content.encode()).hexdigest()[:16]


@cache
def _codebook(events: tuple[type[Event], ...]) -> str:
    return codebook(events)


def repair_messages(
    article: Article, failures: Sequence[Mapping[str, object]], prompts: Prompts = BUILT_IN
) -> Messages:
    """Render the messages that mend unproved figures: each with the reason and the nearest words of the article."""
    return prompts["repair"].render(mark=article.id, entries=failures)


def account_messages(
    article: Article,
    events: Sequence[Mapping[str, object]],
    numbers: Sequence[Mapping[str, object]],
    prompts: Prompts = BUILT_IN,
) -> Messages:
    """Render the messages about numbers that no figure claims: each in its sentence, and the events of the article."""
    return prompts["account"].render(mark=article.id, events=events, numbers=numbers)


def link_messages(a: EventReport, b: EventReport, prompts: Prompts = BUILT_IN) -> Messages:
    """Render the messages that ask whether two reports tell of one event: their fields, without the articles' texts.

    The mark around the reports is the hash of all that it encloses, which no report can hold of itself.
    """
    reports = (a.model_dump(), b.model_dump())  # plain values: a template can call the methods of an object
    *_, enclosed = prompts["link"].render(mark="", reports=reports)
    mark = hashlib.sha256(enclosed["content"].encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return prompts["link"].render(mark=mark, reports=reports)
