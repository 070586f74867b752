"""Places of GeoNames (CC BY 4.0) by name: towns and quarters, first- and second-level divisions, countries.

The file is mapped, not read: opening it costs a millisecond, a first look-up some twenty microseconds.
"""

import mmap
import tomllib
from bisect import bisect_left
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Final, NamedTuple

from .keys import gazetteer_key

_DEGREE: Final = 100  # coordinates are hundredths of a degree
_CACHED: Final = 100_000  # names: a corpus of a million reports holds fewer
_LONGEST_LINE: Final = 1 << 16  # bytes: of a name that a thousand places have


class Entry(NamedTuple):
    """A place of the gazetteer.

    `id` tells it from all others of this version of the file; `kind` is N (country), R (first-level division), C
    (second-level division), T (town, or a quarter that is listed as one) or Q (quarter of a town). `region`, `county`
    and `town` are the ids of what holds it, or of itself. `claimed_by` is the other country of a contested land.
    Degrees are of its middle.
    """

    id: int
    kind: str
    name: str
    country: str
    claimed_by: str | None
    region: int | None
    county: int | None
    town: int | None
    latitude: float | None
    longitude: float | None
    inhabitants: int

    def is_in(self, country: str) -> bool:
        """Test whether it is a place of a country, or of land that the country claims."""
        return country in (self.country, self.claimed_by)


@lru_cache(_CACHED)
def find_entries(name: str) -> tuple[Entry, ...]:
    """Find every place of a name, in any spelling or script that is listed: the most populous first."""
    key = gazetteer_key(name)
    return tuple(sorted(map(get_entry, _find_ids(key)), key=lambda entry: -entry.inhabitants)) if key else ()


@lru_cache(_CACHED)
def get_entry(at: int) -> Entry:
    """Return the place of an id."""
    data, _ = _open()
    kind, name, wider, latitude, longitude, inhabitants = _line(data, at).split("\t")
    holder = get_entry(int(wider, 16)) if wider else None
    country = holder.country if holder else name
    return Entry(
        at,
        kind,
        name,
        country,
        _contested().get((country, name)) or _contested().get((country, "")) or (holder and holder.claimed_by),
        at if kind == "R" else holder and holder.region,
        at if kind == "C" else holder and holder.county,
        at if kind == "T" else holder and holder.town,
        int(latitude) / _DEGREE if latitude else None,
        int(longitude) / _DEGREE if longitude else None,
        int(inhabitants),
    )


@cache
def contested_lands() -> dict[str, tuple[str, str]]:
    """Return the two countries of each contested land, by the keys of its names."""
    return {
        gazetteer_key(name): (row["countries"][0], row["countries"][1])
        for row in _contested_rows()
        for name in row["names"]
    }


@cache
def _contested() -> dict[tuple[str, str], str]:
    """Return who claims a division or a town, by country and name; a name "" is a whole country."""
    return {
        (row["countries"][0], name): row["countries"][1]
        for row in _contested_rows()
        for name in [*row.get("regions", ()), *row.get("towns", ())] or [""]
    }


@cache
def _contested_rows() -> list[dict[str, list[str]]]:
    text = resources.files(__package__).joinpath("contested.toml").read_text(encoding="utf-8")
    rows: list[dict[str, list[str]]] = tomllib.loads(text)["contested"]
    return rows


@cache
def _open() -> tuple[mmap.mmap, int]:
    """Map the file; return it and where its names begin."""
    with Path(str(resources.files(__package__).joinpath("gazetteer.tsv"))).open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    second = data.find(b"\n") + 1
    return data, int(data[second : data.find(b"\n", second)], 16)


def _line(data: mmap.mmap, at: int) -> str:
    return data[at : data.find(b"\n", at)].decode()


def _find_ids(key: str) -> list[int]:
    """Find the ids of a key by bisection of the sorted lines."""
    data, start = _open()
    wanted = key.encode("utf-8", "replace") + b"\t"

    def line_start(position: int) -> int:
        return max(data.rfind(b"\n", max(start, position - _LONGEST_LINE), position) + 1, start)

    def head(position: int) -> bytes:
        begin = line_start(position)
        return data[begin : begin + len(wanted)]

    at = bisect_left(range(len(data)), wanted, lo=start, key=head)
    if at >= len(data):
        return []
    at = line_start(at)
    line = _line(data, at).encode()
    return [int(number, 16) for number in line[len(wanted) :].split()] if line.startswith(wanted) else []
