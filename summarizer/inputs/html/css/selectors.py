"""Matches the selectors of style sheets with elements, within a limit of work."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from cssselect2 import ElementWrapper, Matcher, SelectorError, compile_selector_list
from lxml.html import HtmlElement
from tinycss2 import parse_component_value_list, serialize
from tinycss2.ast import FunctionBlock, LiteralToken, Node

from ....errors import ArticleError
from .sheets import Tokens, split_at_commas

MOST_STEPS: Final = 2_000_000  # comparisons of selectors with elements, some seconds; a large page takes fifty thousand
LONGEST: Final = 20_000  # tokens of one list of selectors

# Pseudo-classes of a page that a user has acted upon, or that is played: they never hold here.
_NEVER: Final = frozenset(
    """active-view-transition autofill -webkit-autofill buffering current focus-visible fullscreen -webkit-full-screen
    future has-slotted host host-context modal muted past paused picture-in-picture playing popover-open seeking stalled
    state target-within user-invalid user-valid volume-locked -webkit-full-screen-ancestor -webkit-drag""".split()  # noqa: SIM905  # a list without its quotes is read more easily
)
_WRITTEN: Final = {  # pseudo-classes in terms of selectors that the library supports
    "defined": ":not(:hover)",
    "open": ":is(details,dialog)[open]",
    "required": "[required]",
    "optional": ":is(input,select,textarea):not([required])",
    "read-write": ":is(input,textarea,[contenteditable])",
    "read-only": ":not(input,textarea,[contenteditable])",
}
_SUPPORTED: Final = frozenset(
    """link any-link local-link enabled disabled checked visited hover active focus focus-within target root scope
    first-child last-child first-of-type last-of-type only-child only-of-type empty lang nth-child nth-last-child
    nth-of-type nth-last-of-type is where not has before after first-line first-letter""".split()  # noqa: SIM905  # a list without its quotes is read more easily
)
_ELEMENTS: Final = frozenset(  # pseudo-elements that are no text
    """backdrop column checkmark cue details-content file-selector-button grammar-error highlight marker part picker
    picker-icon placeholder scroll-button scroll-marker scroll-marker-group search-text selection slotted spelling-error
    target-text view-transition view-transition-group view-transition-image-pair view-transition-new
    view-transition-old""".split()  # noqa: SIM905  # a list without its quotes is read more easily
)
_LETTERS: Final = frozenset(("before", "after", "first-letter", "first-line"))
_FOREIGN: Final = ("-moz-", "-ms-", "-o-", "-khtml-")


class _UnsupportedError(Exception):
    """A pseudo-class that is not supported here, so that it is not known whether it holds."""


class _Steps:
    """Counts comparisons. Raises ArticleError when they are too many."""

    def __init__(self) -> None:
        self.taken = 0

    def add(self, count: int) -> None:
        self.taken += count
        if self.taken > MOST_STEPS:
            raise ArticleError("expected a page of fewer style rules and elements, got too many: save its text alone")


class _Siblings(list[HtmlElement]):
    """The children of an element; iterating over them is counted."""

    def __init__(self, elements: Iterator[HtmlElement], steps: _Steps) -> None:
        super().__init__(elements)
        self._steps = steps

    def __iter__(self) -> Iterator[HtmlElement]:
        self._steps.add(1 + len(self) // 8)  # an eighth of what a step takes
        return super().__iter__()

    def __getitem__(self, at: Any) -> Any:
        self._steps.add(1 + len(self) // 8)
        return super().__getitem__(at)


class Element(ElementWrapper):  # type: ignore[misc]  # the library has no types
    """An element that selectors are compared with; comparisons are counted."""

    def __init__(self, etree_element: HtmlElement, parent: "Element | None", **attributes: Any) -> None:
        self.steps: _Steps = parent.steps if parent is not None else _Steps()
        self.quirks: bool = parent.quirks if parent is not None else _is_quirky(etree_element)
        self.steps.add(1)
        children = (child for child in etree_element if isinstance(child.tag, str))
        self.__dict__["etree_children"] = _Siblings(children, self.steps)
        super().__init__(etree_element, parent=parent, **attributes)
        if self.quirks:
            self.__dict__["classes"] = {name.lower() for name in (etree_element.get("class") or "").split()}
            self.__dict__["id"] = (etree_element.get("id") or "").lower() or None

    @property
    def ancestors(self) -> tuple["Element", ...]:
        """Its ancestors."""
        above: tuple[Element, ...] = super().ancestors
        self.steps.add(1 + len(above) // 4)
        return above

    @property
    def previous_siblings(self) -> Iterator["Element"]:  # a tuple for each of many would fill the memory
        """Its previous siblings, the nearest first."""
        before = self.previous
        while before is not None:
            self.steps.add(1)
            yield before
            before = before.previous


def _is_quirky(root: HtmlElement) -> bool:
    """Whether browsers match classes and ids of the page in any case: quirks mode."""
    doctype = str(root.getroottree().docinfo.public_id or "")
    return any(old in doctype for old in ("HTML 4.0 ", "HTML 3", "HTML 2"))


class Selectors(Matcher):  # type: ignore[misc]  # the library has no types
    """The selectors of a page's rules, each with its rule."""

    def __init__(self, root: HtmlElement) -> None:
        super().__init__()
        self.page = Element.from_html_root(root)
        self.steps = self.page.steps
        self._names = _collect_names(root, quirks=self.page.quirks)

    def add(self, selectors: Tokens, payload: object, widened: object) -> None:
        """Add a list of selectors; one with an unsupported part is widened to the rest of it.

        A list with an error is ignored, as by browsers. Raises ArticleError for a list without end.
        """
        flat = list(selectors)
        wanted = any(self._may_match(selector) for selector in split_at_commas(flat))
        self.steps.add(1 + len(flat) // 4)
        if not wanted:
            return
        sure = True
        try:
            said = _translate(flat, quirks=self.page.quirks)
        except _UnsupportedError:
            said, sure = _translate(flat, quirks=self.page.quirks, widen=True), False
        except SelectorError:
            return
        try:
            compiled = compile_selector_list(said) if len(serialize(said)) <= LONGEST else None
        except (SelectorError, NotImplementedError):
            return
        except (RecursionError, MemoryError, SyntaxError):  # of the code that it is made to
            compiled = None
        if compiled is None:
            raise ArticleError(
                "expected selectors that people write in a style sheet, got one without end: save the page's text alone"
            )
        self.steps.add(100 * len(compiled))  # a compilation takes as long as that
        for selector in compiled:
            self.add_selector(selector, payload if sure else widened)

    def _may_match(self, selector: Sequence[Node]) -> bool:
        """Whether the classes and ids of a selector are on the page."""
        for at, token in enumerate(selector):
            name = getattr(token, "value", "")
            name = name.lower() if self.page.quirks and isinstance(name, str) else name
            if token.type == "hash" and f"#{name}" not in self._names:
                return False
            if token.type == "ident" and at and selector[at - 1] == "." and f".{name}" not in self._names:
                return False
        return True

    def add_relevant_selectors(self, element: Element, selectors: Sequence[Any], relevant_selectors: list[Any]) -> None:
        """Add the selectors that match, and count the comparisons."""
        self.steps.add(len(selectors))
        super().add_relevant_selectors(element, selectors, relevant_selectors)


def _collect_names(root: HtmlElement, *, quirks: bool) -> set[str]:
    """Collect the classes and ids of a page, as selectors write them."""
    names: set[str] = set()
    for element in root.iter():
        if isinstance(element.tag, str):
            said = [f".{name}" for name in (element.get("class") or "").split()] + [f"#{element.get('id') or ''}"]
            names.update(name.lower() if quirks else name for name in said)
    return names


def _translate(tokens: Tokens, *, quirks: bool, widen: bool = False) -> list[Node]:
    """Translate selectors to those that the library supports. Raises SelectorError for what no browser supports."""
    made: list[Node] = []
    pending = list(reversed(tokens))
    while pending:
        token = pending.pop()
        if token == ":" and pending:  # noqa: S105  # of a style sheet
            made += _translate_pseudo(pending, quirks=quirks, widen=widen)
        elif quirks and (token.type == "hash" or (token.type == "ident" and made and made[-1] == ".")):
            token.value = token.value.lower()
            made.append(token)
        else:
            made.append(token)
    return made or _parse("*")


def _translate_pseudo(pending: list[Node], *, quirks: bool, widen: bool) -> list[Node]:
    """Translate a pseudo-class or pseudo-element, without its colon."""
    token = pending.pop()
    colon = LiteralToken(0, 0, ":")
    if token == ":" and pending:  # noqa: S105  # of a style sheet
        return _translate_element(pending.pop())
    name = token.lower_name if isinstance(token, FunctionBlock) else getattr(token, "lower_value", "")
    if name.startswith(_FOREIGN) or not name:
        raise SelectorError(token, "another maker's")
    if name in _NEVER:
        return _parse(":hover")
    if name in _WRITTEN and not isinstance(token, FunctionBlock):
        return _parse(_WRITTEN[name])
    if isinstance(token, FunctionBlock):
        if name == "dir":
            way = serialize(token.arguments).strip()
            return _parse(f':is([dir="{way}" i], [dir="{way}" i] *)') if way in {"ltr", "rtl"} else _parse(":hover")
        name = {"-webkit-any": "is", "matches": "is"}.get(name, name)
        if name in _SUPPORTED:
            return _translate_function(colon, name, token.arguments, quirks=quirks, widen=widen)
    elif name in _SUPPORTED:
        return [colon, token]
    if not widen:
        raise _UnsupportedError(name)
    return []


def _translate_function(colon: Node, name: str, arguments: Tokens, *, quirks: bool, widen: bool) -> list[Node]:
    try:
        inner = _translate(arguments, quirks=quirks)
    except _UnsupportedError:
        if not widen:
            raise
        return []  # the whole of it: what it leaves out, too
    except SelectorError:
        if name not in {"is", "where"}:
            raise
        good = [part for part in split_at_commas(arguments) if _is_supported(part, quirks=quirks)]
        if not good:
            return _parse(":hover")
        inner = [token for part in good for token in (LiteralToken(0, 0, ","), *part)][1:]
    return [colon, FunctionBlock(0, 0, name, inner)]


def _is_supported(selector: Tokens, *, quirks: bool) -> bool:
    try:
        _translate(selector, quirks=quirks)
    except (SelectorError, _UnsupportedError):
        return False
    return True


def _translate_element(token: Node) -> list[Node]:
    name = token.lower_name if isinstance(token, FunctionBlock) else getattr(token, "lower_value", "")
    if name in _LETTERS:
        return _parse(f"::{name}")
    if name in _ELEMENTS or name.startswith("-webkit-"):
        return _parse("::selection")
    raise SelectorError(token, "no part of an element")


def _parse(css: str) -> list[Node]:
    return list(parse_component_value_list(css))
