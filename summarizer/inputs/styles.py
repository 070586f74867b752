"""Which elements a page's own style sheets and style attributes hide."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..errors import ArticleError

MOST_RULES: Final = 5000  # that hide or show; a large site's sheet has some hundred
MOST_COMPARED: Final = 1_000_000  # rules with elements of different names and places, a few seconds

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COMPOUND = re.compile(r"(?P<tag>[a-z][a-z0-9]*|\*)?(?P<rest>(?:[.#][\w-]+)*)", re.IGNORECASE)
_LENGTH = re.compile(r"(-?\d*\.?\d+)(px|em|rem|pt|%|vw|vh)?")
_PIXELS: Final = {"em": 16.0, "rem": 16.0, "pt": 1.33, "%": 10.0, "vw": 10.0, "vh": 10.0, "px": 1.0, None: 1.0}
_FAR: Final = 500.0  # pixels to the left or above
_LONGEST: Final = 2000  # characters of a style attribute or a rule that are looked at
_WHITES: Final = ("white", "#fff", "#ffffff", "rgb(255,255,255)", "rgba(255,255,255,1)")
_TINY: Final = 2.0  # pixels of type that nobody reads
_GONE: Final = (
    re.compile(r"(?:^|;)opacity:0*\.?0*%?(?:;|$)"),
    re.compile(r"clip:rect\((?:0|1px)"),
    re.compile(r"clip-path:inset\((?:50|100)%"),
    re.compile(r"transform:[^;]*scale[xy3d]*\(0[,)]"),
    re.compile(r"(?:^|;)(?:max-)?(?:height|width):[01](?:px)?(?:;.*)?;overflow(?:-[xy])?:(?:hidden|clip)"),
    re.compile(r"(?:^|;)overflow(?:-[xy])?:(?:hidden|clip)(?:;.*)?;(?:max-)?(?:height|width):[01](?:px)?(?:;|$)"),
    re.compile(r"(?:^|;)color:(?:transparent|rgba\([^)]*,0(?:\.0+)?\))"),
    re.compile(r"(?:^|;)color:([^;]+)(?:;.*)?;background(?:-color)?:\1(?:;|$)"),
    re.compile(r"(?:^|;)background(?:-color)?:([^;]+)(?:;.*)?;color:\1(?:;|$)"),
    re.compile(r"content-visibility:hidden"),
    re.compile(r"mso-hide:all"),
    re.compile(r"text-decoration(?:-line)?:[^;]*line-through"),
)


@dataclass(frozen=True)
class Verdict:
    """What a declaration does: whether it hides for each property, None where it says nothing of it."""

    display: bool | None = None
    visibility: bool | None = None
    otherwise: bool | None = None
    white: bool | None = None  # type, which shows where something is behind it
    backed: bool | None = None
    raised: bool | None = None  # above the line, as a footnote's mark is

    def over(self, before: "Verdict") -> "Verdict":
        """This one where it says something, the one before elsewhere."""
        said = {name: told for name, told in vars(self).items() if told is not None}
        return replace(before, **said)

    @property
    def hides(self) -> bool:
        """Whether nothing is to be seen."""
        return bool(self.display or self.visibility or self.otherwise)


def verdict(declarations: str) -> Verdict:
    """What a style attribute, or the body of a rule, does."""
    told = _COMMENT.sub("", declarations[:_LONGEST]).strip().lower().replace("!important", "")
    plain = re.sub(r"\s*([:;,()])\s*", r"\1", told)
    plain = ";".join(part.strip() for part in plain.split(";"))
    values = dict(part.split(":", 1) for part in plain.split(";") if ":" in part)
    display, visibility = values.get("display"), values.get("visibility")
    gone = any(pattern.search(plain) for pattern in _GONE) or _away(values)
    return Verdict(
        None if display is None else display == "none",
        None if visibility is None else visibility in {"hidden", "collapse"},
        True if gone else None,
        None if "color" not in values else values["color"] in _WHITES,
        True if values.keys() & {"background", "background-color", "background-image"} else None,
        _raised(values),
    )


def _raised(values: Mapping[str, str]) -> bool | None:
    """Whether type stands above its line; None where that is not said."""
    align = values.get("vertical-align")
    if align is not None:
        return align in {"super", "text-top"} or bool(_LENGTH.match(align) and _pixels(align) > 0)
    if values.get("position") == "relative" and values.get("top", "").startswith("-"):
        return True
    return True if values.get("font-variant-position") == "super" else None


def _away(values: Mapping[str, str]) -> bool:
    """Far outside of the window, or too small to be read."""
    indent = values.get("text-indent", "0")
    if _pixels(indent) <= -_FAR or (0 <= _pixels(values.get("font-size", "16px")) <= _TINY):
        return True
    if values.get("position") in {"absolute", "fixed"}:
        return any(
            _pixels(values.get(side, "0")) <= -_FAR for side in ("left", "top", "right", "bottom", "margin-left")
        )
    moved = re.search(r"translate[xy3d]*\(([^)]*)\)", values.get("transform", ""))
    return bool(moved) and any(_pixels(length) <= -_FAR for length in (moved[1].split(",") if moved else ()))


def _pixels(length: str) -> float:
    found = _LENGTH.match(length.strip())
    return float(found[1]) * _PIXELS.get(found[2], 1.0) if found else 16.0


@dataclass(frozen=True)
class _Compound:
    """`p.note#first`: what one element must be."""

    tag: str
    classes: frozenset[str]
    ids: frozenset[str]

    def fits(self, tag: str, classes: frozenset[str], id_: str) -> bool:
        return self.tag in {"", "*", tag} and self.classes <= classes and self.ids <= {id_}


@dataclass(frozen=True)
class _Rule:
    compounds: tuple[_Compound, ...]
    does: Verdict
    weight: tuple[int, int, int]


Element = tuple[str, frozenset[str], str]  # tag, classes, id


class Sheets:
    """The rules of a page's style sheets that hide or show.

    Selectors of tags, classes and ids are understood, one within another; rules for other media than the screen, and
    for states such as `:hover`, say nothing of the page as it stands.
    """

    def __init__(self, sheets: Iterable[str]) -> None:
        self._by_key: dict[str, list[tuple[int, _Rule]]] = {}
        self._known: dict[tuple[Element, ...], Verdict] = {}
        self._count = self._compared = 0
        for sheet in sheets:
            self._take(_COMMENT.sub("", sheet))

    def of(self, path: tuple[Element, ...]) -> Verdict:
        """What the rules do to the last element of a path from the root. Raises ArticleError if that takes too long."""
        if not self._by_key:
            return Verdict()
        if path not in self._known:
            self._known[path] = self._found(path)
        return self._known[path]

    def _found(self, path: Sequence[Element]) -> Verdict:
        tag, classes, id_ = path[-1]
        keys = [tag, "*", *(f".{name}" for name in classes), f"#{id_}"]
        likely = [pair for key in keys for pair in self._by_key.get(key, ())]
        self._compared += len(likely)
        if self._compared > MOST_COMPARED:
            raise ArticleError("expected a page of fewer style rules and elements, got too many: save its text alone")
        found = [pair for pair in likely if _matches(pair[1].compounds, path)]
        whole = Verdict()
        for _, rule in sorted(found, key=lambda pair: (pair[1].weight, pair[0])):
            whole = rule.does.over(whole)
        return whole

    def _take(self, sheet: str) -> None:
        at = 0
        while (start := sheet.find("{", at)) >= 0 and self._count < MOST_RULES:
            selectors = sheet[at:start].rpartition("}")[2].rpartition(";")[2].strip()
            if selectors.startswith("@"):
                screen = selectors.startswith("@media") and not re.search(r"print|speech|width|not", selectors)
                at = (
                    start + 1
                    if screen or selectors.startswith(("@supports", "@layer"))
                    else _end_of_block(sheet, start)
                )
                continue
            end = sheet.find("}", start)
            if end < 0:
                return
            self._add(selectors, verdict(sheet[start + 1 : end]))
            at = end + 1

    def _add(self, selectors: str, does: Verdict) -> None:
        if does == Verdict():
            return
        for selector in selectors.split(","):
            rule = _rule(selector.strip(), does)
            if rule:
                last = rule.compounds[-1]
                ids, classes = sorted(last.ids), sorted(last.classes)
                key = f"#{ids[0]}" if ids else f".{classes[0]}" if classes else last.tag or "*"
                self._by_key.setdefault(key, []).append((self._count, rule))
                self._count += 1


def _end_of_block(sheet: str, start: int) -> int:
    depth = 0
    for found in re.finditer(r"[{}]", sheet[start:]):
        depth += 1 if found[0] == "{" else -1
        if not depth:
            return start + found.end()
    return len(sheet)


def _rule(selector: str, does: Verdict) -> _Rule | None:
    compounds = []
    for part in selector.replace(">", " ").split():
        found = _COMPOUND.fullmatch(part)
        if not found:
            return None
        names = re.findall(r"[.#][\w-]+", found["rest"])
        classes = frozenset(name[1:] for name in names if name[0] == ".")
        ids = frozenset(name[1:] for name in names if name[0] == "#")
        compounds.append(_Compound((found["tag"] or "").lower(), classes, ids))
    if not compounds:
        return None
    weight = (
        sum(len(each.ids) for each in compounds),
        sum(len(each.classes) for each in compounds),
        sum(each.tag not in {"", "*"} for each in compounds),
    )
    return _Rule(tuple(compounds), does, weight)


def _matches(compounds: Sequence[_Compound], path: Sequence[Element]) -> bool:
    """Whether the last compound fits the last element, and the others fit elements above it, in order."""
    if not compounds[-1].fits(*path[-1]):
        return False
    wanted = len(compounds) - 2
    for element in reversed(path[:-1]):
        if wanted < 0:
            break
        wanted -= compounds[wanted].fits(*element)
    return wanted < 0
