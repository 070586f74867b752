"""Mutations of JSON values and of bytes, drawn from a seeded source: the same seed gives the same ones."""

import copy
import json
import random
from collections.abc import Callable, Iterator
from typing import Any, Final

Path = tuple[str | int, ...]

_NUMBERS: Final = (
    *(0, -1, 1, 2, 0.5, -0.0, 1e308, -1e308, 5e-324, 2**53 + 1, 2**63, 10**30, 10**400, 1e16, 999999999999.5),
    *(float("nan"), float("inf"), -float("inf"), True, False, "4", "1e999", "NaN", "٣", "1,200", "0x10", "１２", ""),
)
_DAYS: Final = (
    *("0001-01-01", "9999-12-31", "1000-01-01", "2999-12-31", "2999-12-31T23:59:59-23:59", "1000-01-01T00:00:00+23:59"),
    *("2024-02-30", "0000-00-00", "10000-01-01", "-0001-01-01", "2024-05-03T24:00", "2024-W01", 0, -1, 1e12, 2**70),
    *("2024-05-03T10:00:00Z", "2024-05-03T10:00:00", "2024-05-03", "on Monday", "yesterday", "by 31 December 9999"),
)
_TEXTS: Final = (
    *("", " ", "\0", "\ud800", "\udfff", "a\u202eb", "\u200b", "\ufeff", "\x1b[2J", "\r\n", "\u2028", "É" * 50, "=1+1"),
    *(
        "a" * 3000,
        "1 " * 500,
        "(" * 300,
        "<script>",
        "</script><!--",
        "{{ 7*7 }}",
        "%s%n",
        "../../etc/passwd",
        "|" * 40,
    ),
    *(
        "9" * 5000,
        "killed",
        "0",
        "-",
        ",",
        '"',
        "between 3 and 4",
        "dozens",
        "half of 12",
        "\U0001f4a5",
        "e\u0301" * 40,
    ),
    *("millions of " * 60, "twenty-" * 80, "1/2", "½", "ﬀ", "İ", "ß", "’" * 9, "at least one", "[bold]", "[/bold]"),
)
_BYTES: Final = (
    *(b"\0", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\xaf", b"\r", b"\n", b'"', b"'", b"{", b"["),
    *(
        b"}",
        b"]",
        b":",
        b",",
        b"\\",
        b"\\ud800",
        b"\\u0000",
        b"&a ",
        b"*a",
        b"!!python/none ",
        b"<<: ",
        b"---\n",
        b"...\n",
    ),
    *(b"NaN", b"1e999", b"9" * 400, b"-", b"null", b"<!--", b"-->", b"]]>", b"<table>", b"&#x110000;", b"\xe2\x80\xae"),
    *(b"[" * 3000, b"<div>" * 800, b"- " * 2000, b"a" * 20_000, b"12 killed, " * 300),
)


def odd(draw: random.Random) -> Any:
    """A scalar, a list or a mapping that somebody may put where another was."""
    kind = draw.randrange(8)
    if kind < 3:
        return draw.choice(_NUMBERS)
    if kind < 5:
        return draw.choice(_TEXTS)
    if kind < 6:
        return draw.choice(_DAYS)
    if kind < 7:
        return draw.choice((None, [], {}, [None], [[]], {"": None}, {"name": 5}))
    return _nested(draw.choice((3, 30, 150)))


def _nested(depth: int) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = [value]
    return value


def mutated_value(draw: random.Random, given: Any) -> Any:
    """A copy of a JSON value with one to four places of it changed."""
    value = copy.deepcopy(given)
    for _ in range(draw.choice((1, 1, 1, 2, 2, 4))):
        places = list(_places(value))
        if not places:
            return odd(draw)
        place = draw.choice(places)
        change = draw.choice(_CHANGES)
        change(draw, value, place, places)
    return value


def _places(value: Any, path: Path = ()) -> Iterator[Path]:
    if len(path) > 40:
        return
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, child in items:
        yield (*path, name)
        yield from _places(child, (*path, name))


def _parent(value: Any, path: Path) -> Any:
    for step in path[:-1]:
        value = value[step]
    return value


def at(value: Any, path: Path) -> Any:
    """What stands at a place of a value."""
    return _parent(value, path)[path[-1]]


def _replace(draw: random.Random, value: Any, place: Path, _places: list[Path]) -> None:
    _parent(value, place)[place[-1]] = odd(draw)


def _replace_alike(draw: random.Random, value: Any, place: Path, _places: list[Path]) -> None:
    """Another value of the same type, which more of the code lets in."""
    old, parent = at(value, place), _parent(value, place)
    if isinstance(old, bool) or old is None:
        parent[place[-1]] = draw.choice((True, False, None))
    elif isinstance(old, int | float):
        parent[place[-1]] = draw.choice([n for n in _NUMBERS if type(n) in (int, float)])
    elif isinstance(old, str):
        days = [day for day in _DAYS if isinstance(day, str)]
        parent[place[-1]] = draw.choice(days if old[:2].isdigit() and "-" in old else _TEXTS)


def _remove(_draw: random.Random, value: Any, place: Path, _places: list[Path]) -> None:
    del _parent(value, place)[place[-1]]


def _swap(draw: random.Random, value: Any, place: Path, places: list[Path]) -> None:
    """What stands elsewhere, in its place: numbers swapped, an id shared, a type of another field."""
    other = draw.choice(places)
    _parent(value, place)[place[-1]] = copy.deepcopy(at(value, other))


def _repeat(draw: random.Random, value: Any, place: Path, _places: list[Path]) -> None:
    old, parent = at(value, place), _parent(value, place)
    if isinstance(old, list) and old:
        times = draw.choice((2, 3, 20)) if len(old) < 50 else 1
        parent[place[-1]] = [copy.deepcopy(each) for each in old * times]
    elif isinstance(parent, list) and isinstance(place[-1], int):
        parent.insert(place[-1], copy.deepcopy(old))


def _cut(draw: random.Random, value: Any, place: Path, _places: list[Path]) -> None:
    """Of a text a part, a letter, or with odd ones in it."""
    old = at(value, place)
    if not isinstance(old, str) or not old:
        return
    first, last = sorted((draw.randrange(len(old) + 1), draw.randrange(len(old) + 1)))
    parts = (old[first:last], old[first : first + 1], old[:first] + str(draw.choice(_TEXTS))[:40] + old[first:])
    _parent(value, place)[place[-1]] = draw.choice(parts)


def _rename(draw: random.Random, value: Any, place: Path, places: list[Path]) -> None:
    parent = _parent(value, place)
    if isinstance(parent, dict):
        other = draw.choice([str(path[-1]) for path in places[:50]] + ["", "x", "\ud800"])
        parent[other] = parent.pop(place[-1])


_Change = Callable[[random.Random, Any, Path, list[Path]], None]
_CHANGES: Final[tuple[_Change, ...]] = (
    *(_replace, _replace_alike, _replace_alike, _replace_alike),
    *(_remove, _swap, _swap, _repeat, _cut, _cut, _rename),
)


def mutated_bytes(draw: random.Random, given: bytes) -> bytes:
    """Bytes with one to four places changed: cut, flipped, repeated, swapped, with odd ones put in."""
    data = bytearray(given)
    for _ in range(draw.choice((1, 1, 2, 4))):
        first, last = sorted((draw.randrange(len(data) + 1), draw.randrange(len(data) + 1)))
        last = min(last, first + draw.choice((1, 10, 200, 5000)))
        kind = draw.randrange(6)
        if kind == 0:
            del data[first:last]
        elif kind == 1:
            data[first:first] = draw.choice(_BYTES)
        elif kind == 2 and data:
            data[min(first, len(data) - 1)] ^= 1 << draw.randrange(8)
        elif kind == 3:
            data[first:first] = data[first:last] * draw.choice((1, 2, 30 if last - first < 500 else 1))
        elif kind == 4:
            data[first:last] = draw.choice(_BYTES)
        elif draw.random() < 0.2:
            del data[first:]
    return bytes(data)


def json_bytes(value: Any) -> bytes:
    """JSON as a stranger may write it: lone surrogates escaped or raw, NaN as it is."""
    return json.dumps(value).encode()
