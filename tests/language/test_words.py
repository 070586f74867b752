"""No room but language/ knows words of a human language: no list of them, and no regular expression."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from summarizer.language.lexicon import languages, table
from summarizer.language.places import country_words
from summarizer.schemas import EVENT_TYPES, MEASURES, type_names

PACKAGE = Path(__file__).parents[2] / "summarizer"
# Where words stand: those that are known, what a model is sent, and what a reader is shown.
HOMES = ("language/", "prompts/", "schemas/")
# Words of formats, and of our own records, which are the same in every language.
FORMATS = {
    "inputs/html/": "names of elements, attributes and classes of HTML, and of CSS",
    "inputs/own_outputs.py": "how our own output begins, in the words that render/ writes",
    "inputs/readers.py": "formats of files",
    "inputs/records/": "names of columns",
    "inputs/tables.py": "names of columns",
    "inputs/origins.py": "parameters of addresses",
    "inputs/web/": "schemes of addresses, headers of HTTP",
    "inputs/pdf/": "ligatures, schemes of addresses, and what the worker sends",
    "linking/corpus.py": "columns of SQL",
    "linking/clustering.py": "columns of SQL",
    "linking/scoring.py": "columns of SQL",
    "linking/statements.py": "a mark of SQL files",
    "spark/": "columns and tables of SQL, and packages",
    "llm/": "fields of requests and replies, and marks of chat templates",
    "cli/": "commands, options, and words that are no setting's",
    "render/": "fields of formats, and the words of our own records",
    "__init__.py": "names that the package exports",
}  # fmt: skip
FEWEST = 3  # words that make a list, and letters that make a word of a pattern
_WORD = re.compile(r"[A-Za-z]+(?:['’-][a-z]+)*(?: [a-z]+)*")
_SYNTAX = re.compile(
    r"\(\?(?:P<\w+>|P=\w+|<?[=!]|[a-zA-Z-]*[:)])|\[\^?\]?(?:\\.|[^\]\\])*\]|\\[pP]\{\w+\}|\\u[0-9a-f]{4}|\\."
)
_OF_RE = ("compile", "search", "match", "fullmatch", "finditer", "findall", "sub", "split")


def modules() -> list[Path]:
    """Every module that may know no words."""
    places = (path.relative_to(PACKAGE).as_posix() for path in sorted(PACKAGE.rglob("*.py")))
    return [PACKAGE / place for place in places if not place.startswith(HOMES)]


@cache
def own_words() -> frozenset[str]:
    """The vocabulary of our own records: their fields, the values that they can have, and what is exported."""
    found = {*MEASURES, *(name for event in EVENT_TYPES for name in (event.__name__, *type_names(event)))}
    found |= {unit for units in table("units").values() for unit in units}
    found |= {kind for lists in table("measures").values() for kind in lists["counts"]}
    for path in (*PACKAGE.rglob("*.py"), *(PACKAGE / "schemas").glob("*.py")):  # schemas/ is a link
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found |= {
                    at.target.id
                    for at in node.body
                    if isinstance(at, ast.AnnAssign) and isinstance(at.target, ast.Name)
                }
            if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Literal":
                found |= set(texts(node.slice))
    return frozenset(found)


@cache
def closed_words() -> frozenset[str]:
    """Words that only a language has: weekdays, months, countries and their people, small words."""
    calendar, grammar = table("calendar"), table("function_words")
    lists = [calendar["weekdays"], calendar["months"], calendar["short_months"], country_words(), *grammar.values()]
    return frozenset(word.casefold() for words in lists for word in words)


def texts(node: ast.AST) -> Iterator[str]:
    """The texts that are written in an expression."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def word_lists(tree: ast.AST) -> Iterator[tuple[int, list[str]]]:
    """Lists, sets, tuples and keys of words, and texts that are split into words, each with its line."""
    exported = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Assign) and _exports(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.expr) and id(node) not in exported:
            words = [word for word in _items(node) if _WORD.fullmatch(word) and word not in own_words()]
            if len(words) >= FEWEST:
                yield node.lineno, words


def _items(node: ast.expr) -> list[str]:
    """The texts of a tuple, list or set, the keys of a dictionary, the words of a text that is split, alternatives."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value.split("|")
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        items = node.elts
    elif isinstance(node, ast.Dict):
        items = [key for key in node.keys if key]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
        return " ".join(texts(node.func.value)).split()
    else:
        return []
    return [item.value for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str)]


def _exports(node: ast.Assign) -> bool:
    return any(isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets)


def patterns(tree: ast.AST) -> Iterator[tuple[int, list[str]]]:
    """Regular expressions with words in them, each with its line."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _OF_RE):
            continue
        if isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.args:
            written = " ".join(_SYNTAX.sub(" ", text) for text in _literal(node.args[0]))
            if words := re.findall(rf"[A-Za-z]{{{FEWEST},}}", written):
                yield node.lineno, words


def _literal(node: ast.AST) -> Iterator[str]:
    """The texts of a pattern, without what is put into it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for part in ast.iter_child_nodes(node):
        if not isinstance(part, ast.FormattedValue | ast.Call):
            yield from _literal(part)


def english(source: str) -> list[tuple[int, list[str]]]:
    """The word lists and patterns of a module."""
    tree = ast.parse(source)
    return [*word_lists(tree), *patterns(tree)]


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_words_of_a_language_stand_in_language_alone(path: Path) -> None:
    """A word list, or a regular expression of words, is a table of `summarizer/language/en/`."""
    if path.relative_to(PACKAGE).as_posix().startswith(tuple(FORMATS)):
        return
    assert not english(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('DAYS = ("monday", "tuesday", "sunday")', ["monday", "tuesday", "sunday"]),
        ('if word in {"but", "while", "though"}: pass', ["but", "while", "though"]),
        ('ONE = {"men": "man", "buses": "bus", "lice": "louse"}', ["men", "buses", "lice"]),
        ('FATES = "perished drowned slain".split()', ["perished", "drowned", "slain"]),
        ('KINDS = "village|hamlet|borough"', ["village", "hamlet", "borough"]),
        ('KINDS = ["of them", "Sept", "whoever"]', ["of them", "Sept", "whoever"]),
        (r're.compile(r"\b(?:including|among)\b")', ["including", "among"]),
        (r're.search(rf"\d+ {unit} ago", text)', ["ago"]),
        (r're.compile(rf"(?P<where>{RUN}) (?i:village)")', ["village"]),
        (r're.compile("a|" + r"\bthe\b")', ["the"]),
    ],
)
def test_a_word_list_is_found_however_it_is_written(source: str, words: list[str]) -> None:
    """Tuples, sets, keys, texts that are split, patterns with flags, groups and what is put into them."""
    assert [found for _, found in english(source)] == [words]


@pytest.mark.parametrize(
    "source",
    [
        'FIELDS = ("measure", "value", "unit", "bound")',  # of our own records
        '__all__ = ["alpha", "beta", "gamma"]',
        'PAIR = ("and", "or")',
        r're.compile(r"(?P<number>\d{1,2})\w+\s[A-Za-z]{3,}\u00ad(?<!\w)")',
        r"re.compile(rf'{table(\"places\")[\"kinds\"]}')".replace("\\", ""),
    ],
)
def test_what_is_no_word_list_is_left_alone(source: str) -> None:
    """Names of fields, exports, pairs, and the syntax of patterns."""
    assert english(source) == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_format_has_days_countries_or_grammar(path: Path) -> None:
    """Where formats may have words of their own, these are none of a calendar, no countries, and no small words."""
    for _, words in word_lists(ast.parse(path.read_text(encoding="utf-8"))):
        closed = {word.casefold() for word in words} & closed_words()
        assert len(closed) < FEWEST or len(closed) < len(words) / 2


def test_every_format_is_one_that_is_there() -> None:
    """What may have words of its own says why, and stands for a file or a folder with some."""
    for place, why in FORMATS.items():
        files = [path for path in modules() if path.relative_to(PACKAGE).as_posix().startswith(place)]
        assert any(english(path.read_text(encoding="utf-8")) for path in files), (place, why)


def test_a_language_is_a_folder() -> None:
    """Today there is one."""
    assert languages() == ("en",)
