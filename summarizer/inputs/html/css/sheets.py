"""Parses the style sheets of a page to the rules that apply for a person at a screen."""

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote_to_bytes

import tinycss2
from tinycss2.ast import AtRule, Declaration, FunctionBlock, LiteralToken, Node, QualifiedRule

from ....errors import ArticleError
from .media import holds_for_media, is_supported

LARGEST_SHEETS: Final = 3_000_000  # characters of a page's sheets: large sites write half a million into a page
DEEPEST: Final = 50  # brackets within one another; people write five
MOST_TOKENS: Final = 2_000_000  # of all selectors, with those of the rules that they are nested in

_ASIDE = re.compile(r"/\*.*?(?:\*/|\Z)|\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'|url\([^)\"']*+\)", re.DOTALL)
_ENDLESS = re.compile(r"\d{1000}")  # which Python does not take for a number
_BRACKETS = re.compile(r"[][(){}]")
_TOP: Final = float("inf")  # what is in no layer comes after all layers

Layer = tuple[float, ...]
Tokens = Sequence[Node]


@dataclass(frozen=True)
class Rule:
    """A style rule: the tokens of its selectors, and what it declares.

    Of a rule that is not `sure` it is not known whether its condition holds.
    """

    selectors: Tokens
    declarations: Sequence[Declaration]
    layer: Layer = (_TOP,)
    sure: bool = True


@dataclass
class Sheets:
    """The style sheets of a page: rules in order, the last frames of animations, initial values of variables."""

    rules: list[Rule] = field(default_factory=list)
    frames: dict[str, Sequence[Declaration]] = field(default_factory=dict)
    initials: dict[str, Tokens] = field(default_factory=dict)


@dataclass(frozen=True)
class _Within:
    """The context of a rule: the selectors that it is nested in, its scope, its layer."""

    parents: Tokens | None = None
    scope: tuple[Tokens, Tokens] | None = None
    layer: tuple[float, ...] = ()
    names: tuple[str, ...] = ()
    sure: bool = True


def parse_sheets(sheets: Iterable[str]) -> Sheets:
    """Parse style sheets to rules, nesting and conditions resolved.

    Raises ArticleError for sheets that are larger, or nested deeper, than people write them.
    """
    parser = _SheetParser()
    for sheet in sheets:
        parser.read(sheet)
    return parser.sheets


def parse_declarations(style: str) -> list[Declaration]:
    """Parse a style attribute. Raises ArticleError for one that is nested too deep."""
    _refuse_deep(style)
    return _list_declarations(style)


def _list_declarations(block: str | Tokens) -> list[Declaration]:
    return [node for node in tinycss2.parse_blocks_contents(block, True, True) if node.type == "declaration"]


def _refuse_deep(css: str) -> None:
    depth, bare = 0, _ASIDE.sub("", css)
    if _ENDLESS.search(bare):
        raise ArticleError(
            "expected numbers that people write in styles, got one without end: save the page's text alone"
        )
    for bracket in _BRACKETS.finditer(bare):
        depth = depth + 1 if bracket[0] in "[({" else max(depth - 1, 0)
        if depth > DEEPEST:
            raise ArticleError(
                f"expected styles of at most {DEEPEST} brackets in one another, got more: save the page's text alone"
            )


class _SheetParser:
    def __init__(self) -> None:
        self.sheets = Sheets()
        self._size = self._tokens = 0
        self._layers: dict[tuple[str, ...], int] = {}
        self._at: dict[str, Callable[[AtRule, _Within], None]] = {
            "media": self._read_media,
            "supports": self._read_supports,
            "container": self._read_container,
            "layer": self._read_layer,
            "scope": self._read_scope,
            "import": self._read_import,
            "keyframes": self._read_keyframes,
            "-webkit-keyframes": self._read_keyframes,
            "property": self._read_property,
        }

    def read(self, sheet: str, within: _Within = _Within()) -> None:  # frozen
        self._size += len(sheet)
        if self._size > LARGEST_SHEETS:
            raise ArticleError(
                f"expected at most {LARGEST_SHEETS} characters of styles in a page, got more: save its text alone"
            )
        _refuse_deep(sheet)
        self._read_rules(tinycss2.parse_stylesheet(sheet, True, True), within)

    def _read_rules(self, nodes: Iterable[Node], within: _Within) -> None:
        """Add rules in order; declarations between them are a rule of the selectors that they are nested in."""
        loose: list[Declaration] = []
        for node in nodes:
            if isinstance(node, Declaration):
                loose.append(node)
                continue
            self._add_loose(loose, within)
            if isinstance(node, QualifiedRule):
                inner = _Within(self._expand(node.prelude, within), None, within.layer, within.names, within.sure)
                self._read_rules(tinycss2.parse_blocks_contents(node.content, True, True), inner)
            elif isinstance(node, AtRule) and node.lower_at_keyword in self._at:
                self._at[node.lower_at_keyword](node, within)
        self._add_loose(loose, within)

    def _add_loose(self, loose: list[Declaration], within: _Within) -> None:
        selectors = within.parents or (within.scope and within.scope[0])
        if loose and selectors:
            self.sheets.rules.append(Rule(selectors, tuple(loose), (*within.layer, _TOP), within.sure))
        loose.clear()

    def _expand(self, prelude: Tokens, within: _Within) -> Tokens:
        """Expand the selectors of a rule by those that it is nested in, or by its scope."""
        whole: list[Node] = []
        for selector in split_at_commas(prelude):
            if within.parents is not None:
                said = _replace_ampersands(selector, within.parents)
                if said is None:
                    said = [*_is(within.parents), *_choose_combinator(selector), *selector]
            elif within.scope is not None:
                said = _restrict(selector, *within.scope)
            else:
                said = selector
            whole += [LiteralToken(0, 0, ","), *said] if whole else said
        self._tokens += sum(1 for _ in _flatten(whole))
        if self._tokens > MOST_TOKENS:
            raise ArticleError("expected a page whose styles nest less, got selectors without end: save its text alone")
        return whole

    def _read_block(self, rule: AtRule, within: _Within, **changed: object) -> None:
        if rule.content is not None:
            self._read_rules(
                tinycss2.parse_blocks_contents(rule.content, True, True),
                _Within(**{**vars(within), **changed}),
            )

    def _read_media(self, rule: AtRule, within: _Within) -> None:
        if holds_for_media(tinycss2.serialize(rule.prelude)):
            self._read_block(rule, within)

    def _read_supports(self, rule: AtRule, within: _Within) -> None:
        holds = is_supported(tinycss2.serialize(rule.prelude))
        if holds is None:
            self._read_block(rule, within, sure=False)
        elif holds:
            self._read_block(rule, within)

    def _read_container(self, rule: AtRule, within: _Within) -> None:
        """Take a container to be as wide as the window; of its style nothing is known."""
        asked = tinycss2.serialize(rule.prelude)
        if "style(" in asked.lower():
            self._read_block(rule, within, sure=False)
        elif holds_for_media("(" + asked.partition("(")[2]):
            self._read_block(rule, within)

    def _read_layer(self, rule: AtRule, within: _Within) -> None:
        names = [tinycss2.serialize(part).strip() for part in split_at_commas(rule.prelude)] or [""]
        if rule.content is None:
            for name in names:
                self._rank(within, name)
            return
        layer, path = self._rank(within, names[0])
        self._read_block(rule, within, layer=layer, names=path)

    def _rank(self, within: _Within, name: str) -> tuple[Layer, tuple[str, ...]]:
        """Rank a layer: layers come in the order in which they are first named."""
        path, layer = within.names, within.layer
        for part in name.split(".") if name else [f"\0{len(self._layers)}"]:
            path = (*path, part)
            layer = (*layer, self._layers.setdefault(path, len(self._layers)))
        return layer, path

    def _read_scope(self, rule: AtRule, within: _Within) -> None:
        blocks = [block.content for block in rule.prelude if block.type == "() block"]
        if blocks:
            self._read_block(rule, within, scope=(blocks[0], blocks[1] if len(blocks) > 1 else ()), parents=None)
        else:
            self._read_block(rule, within, sure=False)  # the parent of the style element is the scope

    def _read_import(self, rule: AtRule, within: _Within) -> None:
        """Read a sheet in a `data:` address; others are not fetched."""
        for token in rule.prelude:
            if token.type == "function" and token.lower_name == "url" and token.arguments:
                token = token.arguments[0]  # noqa: PLW2901
            if token.type in {"string", "url"}:
                self.read(decode_data_sheet(token.value), within)
                return

    def _read_keyframes(self, rule: AtRule, _within: _Within) -> None:
        last: list[Declaration] = []
        for frame in tinycss2.parse_blocks_contents(rule.content or [], True, True):
            if isinstance(frame, QualifiedRule) and re.search(
                r"\bto\b|100%", tinycss2.serialize(frame.prelude).lower()
            ):
                last += _list_declarations(frame.content)
        self.sheets.frames[tinycss2.serialize(rule.prelude).strip().strip("\"'")] = last

    def _read_property(self, rule: AtRule, _within: _Within) -> None:
        for declaration in _list_declarations(rule.content or []):
            if declaration.lower_name == "initial-value":
                self.sheets.initials[tinycss2.serialize(rule.prelude).strip()] = declaration.value


def decode_data_sheet(address: str) -> str:
    """Decode the style sheet in a `data:` address; "" for other addresses."""
    kind, comma, data = address.strip().partition(",")
    if not comma or not kind.lower().startswith("data:"):
        return ""
    raw = unquote_to_bytes(data)
    if kind.lower().rstrip().endswith("base64"):
        try:
            raw = b64decode(raw + b"==")
        except Base64Error:
            return ""
    return raw.decode("utf-8", "replace")


def drop_blanks(tokens: Tokens) -> list[Node]:
    """Drop the white space and comments of a list of tokens."""
    return [token for token in tokens if token.type not in {"whitespace", "comment"}]


def split_at_commas(tokens: Tokens) -> Iterator[list[Node]]:
    """Split a list at its commas."""
    part: list[Node] = []
    for token in tokens:
        if token == ",":  # noqa: S105  # of a style sheet
            yield part
            part = []
        else:
            part.append(token)
    if part:
        yield part


def _is(selectors: Tokens, name: str = "is") -> list[Node]:
    return [LiteralToken(0, 0, ":"), FunctionBlock(0, 0, name, list(selectors))]


def _choose_combinator(selector: Tokens) -> list[Node]:
    """Choose the combinator between a parent and a nested selector: a space, unless the selector begins with one."""
    first = next(iter(drop_blanks(selector)), None)
    return [] if first in (">", "+", "~") else tinycss2.parse_component_value_list(" ")


def _replace_ampersands(selector: Tokens, parents: Tokens) -> list[Node] | None:
    """Replace each "&" of a nested selector by its parents; None if it has none."""
    if not any(token == "&" for token in _flatten(selector)):  # noqa: S105  # of a style sheet
        return None
    first = next(iter(drop_blanks(selector)), None)
    before = _is(parents) if first in (">", "+", "~") else []
    return [*before, *_replace(selector, "&", _is(parents))]


def _replace(tokens: Tokens, what: str, instead: list[Node]) -> list[Node]:
    made: list[Node] = []
    for token in tokens:
        if token == what:
            made += instead
        elif isinstance(token, FunctionBlock):
            made.append(FunctionBlock(0, 0, token.name, _replace(token.arguments, what, instead)))
        else:
            made.append(token)
    return made


def _restrict(selector: Tokens, root: Tokens, limit: Tokens) -> list[Node]:
    """Restrict a selector to a scope, within its limit."""
    space, any_ = tinycss2.parse_component_value_list(" "), tinycss2.parse_component_value_list(" *")
    inner = [*root, LiteralToken(0, 0, ","), *_is(root), *any_]
    said = _replace(selector, "&", _is(root, "where"))
    while said and said[-1].type in {"whitespace", "comment"}:
        said.pop()
    said = _replace_scope(said, root) + _is(inner, "where")
    if limit:
        beyond = [*limit, LiteralToken(0, 0, ","), *_is(limit), *any_]
        said += _is(_is(beyond, "where"), "not")
    return [*space, *said]


def _replace_scope(tokens: Tokens, root: Tokens) -> list[Node]:
    """Replace ":scope" in a selector."""
    made: list[Node] = []
    for token in tokens:
        if token.type == "ident" and token.lower_value == "scope" and made and made[-1] == ":":
            made[-1:] = _is(root)
        else:
            made.append(token)
    return made


def _flatten(tokens: Tokens) -> Iterator[Node]:
    """Iterate over tokens and those within their brackets."""
    for token in tokens:
        yield token
        inner = getattr(token, "arguments", None) or getattr(token, "content", None)
        if isinstance(inner, list):
            yield from _flatten(inner)
