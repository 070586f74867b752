"""Number words: runs of them → atoms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .atoms import Atom
from .fraction_words import add_part, read_fraction, read_part_of_scale
from .numeral_runs import AtomAndEnd, NumeralRun, number_words
from .vague_words import (
    read_by_the_scale,
    read_figures,
    read_multiplier,
    read_opened,
    read_part_of_power,
    read_phrase,
    read_times,
)

_SCORE = 20.0


def read_number_words(text: str) -> Iterator[Atom]:
    """Read every run of number words of a text, in order, then what counts none: "no casualties"."""
    tables = number_words()
    for match in tables.runs.finditer(text):
        if match[0].lower() not in tables.never_alone or match[0].lower() in tables.times_words:
            yield from _read_run(NumeralRun(match, tables))
    for match in tables.zero.finditer(text):
        yield Atom(match.start(), match.end(), 0.0, 0.0, "zero")


def find_numerals(text: str) -> Iterator[re.Match[str]]:
    """Find every run of digits and every number word of a text, whether a number or a part of one."""
    return number_words().one_word.finditer(text)


def _read_run(run: NumeralRun) -> Iterator[Atom]:
    """Read the numbers of a run, in order."""
    at = 0
    while at < len(run.words):
        atom_and_end = next((read for reader in _READERS if (read := reader(run, at))), None)
        if atom_and_end:
            atom, at = atom_and_end
            yield atom
        else:
            at += 1


@dataclass
class _Count:
    """A cardinal as it is read, word by word: whole groups in `total`, the hundreds under way in `group`."""

    total: float = 0.0
    group: float = 0.0
    scale: float = 1.0
    last: float = float("inf")

    @property
    def value(self) -> float:
        return self.total + self.group

    def add(self, small: float) -> bool:
        """Count in a word below a hundred; False if it cannot follow."""
        if not (_fits(self.group, small) or (self.scale == _SCORE and small < _SCORE)):
            return False
        self.group += small
        return True

    def multiply(self, scale: float) -> bool:
        """Count in a scale word; False if it cannot follow."""
        if scale <= 100 and self.group < 100:
            self.group = (self.group or 1.0) * scale
        elif 100 < scale < self.last:
            self.total, self.group, self.last = self.total + (self.group or 1.0) * scale, 0.0, scale
        else:
            return False
        self.scale = scale
        return True


def _read_cardinal(run: NumeralRun, at: int) -> AtomAndEnd | None:
    """Read twenty-one, a hundred and five, two and a half million; with an ordinal last, an ordinal."""
    here, count = at, _Count()
    if run.words[at] in ("a", "an"):
        here, count = at + 1, _Count(group=1.0)
        word = run.word(here)
        if word in run.tables.ordinals:
            return run.make_atom(here, here + 1, run.tables.ordinals[word], style="ordinal")
        if word not in run.tables.scales:
            return None
    start = here
    if here == at and run.words[here] in run.tables.never_bare:
        return None
    while here < len(run.words) and _take(run, count, here, start):
        here += 1
    rank = run.tables.ordinals.get(run.word(here))
    if rank is not None and (here == start or _fits(count.group, rank)):
        return run.make_atom(at, here + 1, count.value + rank, style="ordinal")
    return _close_cardinal(run, at, here, count) if here > start else None


def _close_cardinal(run: NumeralRun, at: int, here: int, count: _Count) -> AtomAndEnd | None:
    """Read what may follow a cardinal that ends before word `here`: a point, an "odd", a fraction."""
    if archaic := _add_tens(run, here, count.value):
        return run.make_atom(at, here + 2, archaic)
    if here == at + 1 and run.words[at] in run.tables.scales and not run.lead(at).endswith("per "):
        return run.make_atom(at, here, count.value, style="ambiguous")  # its number was not read
    if run.word(here) == "point":
        return _read_decimal(run, at, here + 1, count.value)
    if run.word(here) == "odd":
        scale, end = run.read_scales(here + 1)
        return run.make_atom(at, end, count.value * scale, style="odd", scale=scale)
    value, here, scale = add_part(run, here, count.value, count.scale)
    return run.make_atom(at, here, value, scale=scale)


def _add_tens(run: NumeralRun, at: int, small: float) -> float | None:
    """Return the number that tens behind "and" make with a digit: "four-and-twenty"."""
    tens = run.tables.small.get(run.word(at + 1), 0.0)
    joined = run.word(at) == "and" and run.is_hyphenated(at)
    return small + tens if joined and 0 < small < 10 and tens >= 20 else None


def _read_decimal(run: NumeralRun, at: int, here: int, whole: float) -> AtomAndEnd | None:
    """Read the digits behind a point in words: "one point two five million"."""
    digits = ""
    while 0 <= run.tables.small.get(run.word(here), 10) < 10:
        digits += f"{run.tables.small[run.words[here]]:g}"
        here += 1
    if not digits:
        return None
    scale, here = run.read_scales(here)
    return run.make_atom(at, here, float(f"{float(f'{whole:g}.{digits}') * scale:.12g}"), scale=scale)


def _take(run: NumeralRun, count: _Count, at: int, start: int) -> bool:
    """Return whether the word at `at` goes on with the number, which then counts it in."""
    word = run.words[at]
    if word == "and":
        return at > start and run.words[at - 1] in run.tables.scales and run.word(at + 1) in run.tables.small
    if word in run.tables.small:
        return not (at > start and _is_adjective(run, at)) and count.add(run.tables.small[word])
    return word in run.tables.scales and count.multiply(run.tables.scales[word])


def _is_adjective(run: NumeralRun, at: int) -> bool:
    """Return whether a number word begins a word of its own: "one hundred two-man crews"."""
    hyphenated = run.is_hyphenated(at) and run.text[run.spans[at][1] + 1 : run.spans[at][1] + 2].isalpha()
    apart = not run.is_hyphenated(at - 1) and run.words[at - 1] in run.tables.scales
    return hyphenated and apart and (at + 1 == len(run.words) or run.spans[at + 1][0] > run.spans[at][1] + 1)


def _fits(group: float, small: float) -> bool:
    """Return whether a number word can go on a group: after hundreds any, after tens a digit."""
    if group % 100 == 0:
        return True
    return group % 10 == 0 and group % 100 >= 20 and small < 10


_READERS = (
    read_part_of_power,
    read_figures,
    read_opened,
    read_phrase,
    read_multiplier,
    read_times,
    read_by_the_scale,
    read_part_of_scale,
    read_fraction,
    _read_cardinal,
)
