"""The cascade: which values styles give to the properties of an element (CSS Cascading and Inheritance Level 5)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Final

import tinycss2
from lxml.html import HtmlElement
from tinycss2.ast import Declaration, FunctionBlock, Node

from ....errors import ArticleError
from .selectors import Element, Selectors
from .sheets import Rule, Tokens, decode_data_sheet, drop_blanks, parse_declarations, parse_sheets

_MOST_TOKENS: Final = 2000  # of one value, its variables written out
_USER_AGENT: Final = """
[hidden]:not([hidden=until-found i]), dialog:not([open]), [popover]:not(:popover-open), rp, noscript { display: none }
[hidden=until-found i] { content-visibility: hidden }
[dir=ltr i] { direction: ltr; unicode-bidi: isolate } [dir=rtl i] { direction: rtl; unicode-bidi: isolate }
bdo, bdo[dir] { unicode-bidi: isolate-override }
s, strike, del { text-decoration-line: line-through }
"""  # of HTML's rendering section, rules that can change how a number reads

# Other names of properties, equal in a page that is written from left to right.
_ALIASES: Final = {
    "inline-size": "width", "block-size": "height", "max-inline-size": "max-width", "max-block-size": "max-height",
    "inset-inline-start": "left", "inset-inline-end": "right", "inset-block-start": "top",
    "margin-inline-start": "margin-left", "margin-inline-end": "margin-right", "overflow-inline": "overflow-x",
    "overflow-block": "overflow-y", "grid-gap": "gap",
    **{f"-webkit-{name}": name for name in (
        "transform", "filter", "clip-path", "opacity", "flex-direction", "flex-flow", "order", "writing-mode",
        "background-clip", "animation", "animation-name", "animation-fill-mode", "mask", "mask-image",
        "text-orientation",
    )},
}  # fmt: skip
_SIDES: Final = ("top", "right", "bottom", "left")
_LONGHANDS: Final[Mapping[str, tuple[str, ...]]] = {
    "background": ("background-color", "background-image", "background-clip"),
    "font": ("font-size", "line-height"),
    "margin": tuple(f"margin-{side}" for side in _SIDES),
    "margin-inline": ("margin-left", "margin-right"),
    "padding": tuple(f"padding-{side}" for side in _SIDES),
    "inset": _SIDES,
    "inset-inline": ("left", "right"),
    "overflow": ("overflow-x", "overflow-y"),
    "flex-flow": ("flex-direction",),  # the whole of it
    "gap": ("column-gap",),
    "text-decoration": ("text-decoration-line",),
    "animation": ("animation-name", "animation-fill-mode"),
    "mask": ("mask-image",),
    "grid-area": ("grid-column", "grid-row"),
}
_OTHERS: Final = frozenset(
    """display visibility opacity content-visibility position clip clip-path transform translate rotate scale height
    width max-height max-width text-indent color -webkit-text-fill-color text-shadow -webkit-text-stroke
    -webkit-text-stroke-width vertical-align font-variant-position unicode-bidi direction order float writing-mode
    text-orientation filter zoom mix-blend-mode letter-spacing content -webkit-text-security mso-hide column-gap
    justify-content flex-wrap""".split()  # noqa: SIM905  # a list without its quotes is read more easily
)
_READ: Final = _OTHERS | {name for names in _LONGHANDS.values() for name in names}
_CASED: Final = frozenset(("content", "animation-name"))
INHERITED: Final = frozenset(
    """visibility color -webkit-text-fill-color text-shadow -webkit-text-stroke -webkit-text-stroke-width text-indent
    direction writing-mode text-orientation letter-spacing -webkit-text-security line-height""".split()  # noqa: SIM905  # a list without its quotes is read more easily
)
_RESETS: Final = frozenset(("initial", "unset", "revert", "revert-layer"))
_SIZE = re.compile(
    r"(0|\d*\.?\d+(?:[a-z]+|%)|calc\(.*\)|clamp\(.*\)|m(?:in|ax)\(.*\)|xx?x?-small|small(?:er)?|medium|larger?|xx?x?-large)(?:/(.+))?"
)
_IMAGE = re.compile(r"url\(|gradient\(|image-set\(|image\(|element\(|paint\(|cross-fade\(")
_INLINE: Final = (float("inf"),)

_Key = tuple[int, tuple[float, ...], int, tuple[int, int, int], tuple[int, int]]
_Candidates = dict[str, list[tuple[_Key, Declaration]]]
Values = Mapping[str, str]


@dataclass(frozen=True)
class Declared:
    """The declared values of an element, its variables, and the values of its pseudo-elements.

    `unsure` are values of rules of which it is not known whether they apply.
    """

    values: Values
    variables: Mapping[str, Tokens]
    parts: Mapping[str, Values] = field(default_factory=dict)
    unsure: Values = field(default_factory=dict)


_NOTHING: Final[Values] = {}


class Cascade:
    """The styles of a page: its own sheets, style attributes, and the sheet of browsers."""

    def __init__(self, root: HtmlElement) -> None:
        sheets = parse_sheets(_find_sheets(root))
        self.selectors = Selectors(root)
        self._frames, self._initials = sheets.frames, sheets.initials
        has_variables = any(_is_variable(declaration) for rule in sheets.rules for declaration in rule.declarations)
        for rule in parse_sheets([_USER_AGENT]).rules:
            self.selectors.add(rule.selectors, (0, rule), None)
        for rule in sheets.rules:
            self.selectors.steps.add(1)
            read = [
                declaration
                for declaration in rule.declarations
                if _is_relevant(declaration, has_variables=has_variables)
            ]
            if read:
                relevant = Rule(rule.selectors, read, rule.layer, rule.sure)
                self.selectors.add(rule.selectors, (1, relevant), (1, replace(relevant, sure=False)))

    def compute(self, element: Element, variables: Mapping[str, Tokens]) -> Declared:
        """Find the values of an element whose parent has these variables. Raises ArticleError for too much work."""
        said: dict[str | None, _Candidates] = {}
        unsure: _Candidates = {}
        for specificity, order, part, (origin, rule) in self.selectors.match(element):
            self.selectors.steps.add(1 + len(rule.declarations))
            into = said.setdefault(part, {}) if rule.sure else unsure
            if rule.sure or part is None:
                for at, declaration in enumerate(rule.declarations):
                    _add(into, declaration, origin, rule.layer, 0, specificity, (order, at))
        style = element.etree_element.get("style")
        if style:
            for at, declaration in enumerate(parse_declarations(style)):
                _add(said.setdefault(None, {}), declaration, 1, _INLINE, 1, (0, 0, 0), (0, at))
        if not said and not unsure:
            return Declared(_NOTHING, variables)
        own = said.pop(None, {})
        variables = self._collect_variables(own, variables)
        values = self._choose_values(own, variables, element)
        if "animation-name" in values and self._frames:
            values = self._apply_animation(own, values, variables, element)
        parts = {str(part): self._choose_values(candidates, variables, element) for part, candidates in said.items()}
        return Declared(values, variables, parts, self._choose_values(unsure, variables, element))

    def _collect_variables(self, own: _Candidates, above: Mapping[str, Tokens]) -> Mapping[str, Tokens]:
        mine = {
            name: max(declared, key=itemgetter(0))[1].value for name, declared in own.items() if name.startswith("--")
        }
        self.selectors.steps.add(len(above) // 20 if mine else 0)
        return {**above, **mine} if mine else above

    def _choose_values(self, candidates: _Candidates, variables: Mapping[str, Tokens], element: Element) -> Values:
        values = {}
        for name, declared in candidates.items():
            if (
                not name.startswith("--")
                and (value := self._choose_value(name, declared, variables, element)) is not None
            ):
                values[name] = value
        return values

    def _choose_value(
        self,
        name: str,
        candidates: Sequence[tuple[_Key, Declaration]],
        variables: Mapping[str, Tokens],
        element: Element,
    ) -> str | None:
        """Find the value that wins; None where there is none."""
        ranked = sorted(candidates, key=itemgetter(0), reverse=True)
        while ranked:
            key, winner = ranked[0]
            tokens = self._substitute(winner.value, variables, element, frozenset())
            if tokens is None:
                return "?" if name.startswith("background") else None  # a variable of a sheet that is not read
            value = _serialize(tokens, cased=name in _CASED)
            if value == "revert":
                ranked = [candidate for candidate in ranked if candidate[0][0] == 0]
            elif value == "revert-layer":
                ranked = [candidate for candidate in ranked if candidate[0][:2] < key[:2]]
            elif value in _RESETS:
                return value
            else:
                return _expand_shorthand(winner.lower_name, name, value)
        return "unset" if candidates else None

    def _apply_animation(
        self, own: _Candidates, values: Values, variables: Mapping[str, Tokens], element: Element
    ) -> Values:
        """Apply the last frame of an animation that stays."""
        if not re.search(r"\b(?:forwards|both)\b", values.get("animation-fill-mode", "")):
            return values
        for name in re.findall(r"[\w-]+", values["animation-name"]):
            for at, declaration in enumerate(self._frames.get(name, ())):
                _add(own, declaration, 2, _INLINE, 1, (0, 0, 0), (0, at))
        return self._choose_values(own, variables, element)

    def _substitute(
        self, tokens: Tokens, variables: Mapping[str, Tokens], element: Element, seen: frozenset[str]
    ) -> list[Node] | None:
        """Replace variables and attributes in a value; None if one is not known."""
        made: list[Node] = []
        for token in tokens:
            if not isinstance(token, FunctionBlock):
                made.append(token)
                continue
            inner: list[Node] | None
            if token.lower_name in {"var", "env"} or (token.lower_name == "attr" and _is_typed(token)):
                inner = self._resolve(token, variables, element, seen)
                if inner is None:
                    return None
                made += inner
            else:
                inner = self._substitute(token.arguments, variables, element, seen)
                if inner is None:
                    return None
                made.append(FunctionBlock(0, 0, token.name, inner))
            self.selectors.steps.add(1 + len(inner))
            if len(made) > _MOST_TOKENS:
                raise ArticleError(
                    f"expected a style of at most {_MOST_TOKENS} words, got a longer one: save the page's text alone"
                )
        return made

    def _resolve(
        self, token: FunctionBlock, variables: Mapping[str, Tokens], element: Element, seen: frozenset[str]
    ) -> list[Node] | None:
        arguments = drop_blanks(token.arguments)
        name = getattr(arguments[0], "value", "") if arguments else ""
        comma = next((at for at, argument in enumerate(token.arguments) if argument == ","), None)
        otherwise = None if comma is None else token.arguments[comma + 1 :]
        value: Tokens | None = None
        if token.lower_name == "attr":
            attribute = element.etree_element.get(str(name).lower())
            value = None if attribute is None else tinycss2.parse_component_value_list(attribute)
        elif token.lower_name == "var" and name not in seen:
            value = variables.get(name, self._initials.get(name))
        for tokens in (value, otherwise):
            resolved = None if tokens is None else self._substitute(tokens, variables, element, seen | {name})
            if resolved is not None:
                return resolved
        return None


def _find_sheets(root: HtmlElement) -> Iterable[str]:
    """Find the style sheets of a page, but for those in templates, for browsers without scripts, or of another type."""
    for element in root.iter("style", "link"):
        if any(above.tag in {"template", "noscript"} for above in element.iterancestors()):
            continue
        if (element.get("type") or "text/css").strip().lower() != "text/css":
            continue
        media = (element.get("media") or "").replace("{", "").replace("}", "").replace(";", "")
        if element.tag == "style":
            sheet = element.text or ""
        elif "stylesheet" in (element.get("rel") or "").lower().split():
            sheet = decode_data_sheet(element.get("href") or "")
        else:
            continue
        yield f"@media {media} {{{sheet}\n}}" if media.strip() else sheet


def _is_variable(declaration: Declaration) -> bool:
    return str(declaration.name).startswith("--")


def _is_relevant(declaration: Declaration, *, has_variables: bool) -> bool:
    name = _ALIASES.get(declaration.lower_name, declaration.lower_name)
    return name in _READ or name in _LONGHANDS or name == "all" or (has_variables and _is_variable(declaration))


def _is_typed(token: FunctionBlock) -> bool:
    """Whether an `attr()` has a type: `attr(data-x type(*))`."""
    return len(drop_blanks(token.arguments)) > 1


def _add(  # what the cascade sorts by
    into: _Candidates,
    declaration: Declaration,
    origin: int,
    layer: tuple[float, ...],
    inline: int,
    specificity: tuple[int, int, int],
    order: tuple[int, int],
) -> None:
    """Add a declaration to the candidates of each property that it sets."""
    name = declaration.name if _is_variable(declaration) else declaration.lower_name
    name = _ALIASES.get(name, name)
    if declaration.important:
        origin, layer = 4 - origin, tuple(-rank for rank in layer)
    key = (origin, layer, inline, specificity, order)
    if name == "all":
        names: Iterable[str] = _READ
    elif name.startswith("--") or name in _READ:
        names = (name,)
    else:
        names = _LONGHANDS.get(name, ())
    for longhand in names:
        into.setdefault(longhand, []).append((key, declaration))


def _serialize(tokens: Tokens, *, cased: bool) -> str:
    """Serialize a value in lower case, with one space between words, none beside commas and brackets."""
    value: str = tinycss2.serialize([token for token in tokens if token.type != "comment"])
    if cased:
        return value.strip()
    return re.sub(r"\s*([,()/])\s*", r"\1", " ".join(re.sub(r"/\*.*?\*/", " ", value).lower().split()))


def _expand_shorthand(shorthand: str, name: str, value: str) -> str | None:
    """Extract the value of one property from a shorthand."""
    shorthand = _ALIASES.get(shorthand, shorthand)
    if shorthand == name:
        return value
    words = _split_words(value)
    if shorthand in {"margin", "padding", "inset"}:
        at = _SIDES.index(name.rpartition("-")[2])
        return (
            words[at] if at < len(words) else words[at - 2] if 0 <= at - 2 < len(words) else words[0] if words else None
        )
    if shorthand in {"margin-inline", "inset-inline", "overflow"}:
        return (words[-1] if name.endswith(("right", "y")) else words[0]) if words else None
    if shorthand == "font":
        size = next(filter(None, map(_SIZE.fullmatch, words)), None)
        return None if not size else size[1] if name == "font-size" else size[2] or "normal"
    if name == "background-image":
        return value if _IMAGE.search(value) else "none"
    if name == "background-clip":
        return "text" if "text" in words else "border-box"
    return value


def _split_words(value: str) -> list[str]:
    """Split a value at spaces outside of brackets."""
    words, depth, start = [], 0, 0
    for at, character in enumerate(f"{value} "):
        depth += (character == "(") - (character == ")")
        if character == " " and depth <= 0:
            words.append(value[start:at])
            start = at + 1
    return [word for word in words if word]
