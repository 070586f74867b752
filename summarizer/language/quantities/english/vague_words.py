"""Vague counts in words: dozens, several hundred, many thousands, five figures."""

import math

from .numeral_runs import AtomAndEnd, NumeralRun


def read_phrase(run: NumeralRun, at: int) -> AtomAndEnd | None:
    """Read dozens, a handful of, twice, nobody."""
    tables = run.tables
    count = run.count_longest(at, tables.phrases)
    if not count:
        return None
    low, high, style = tables.phrases[tuple(run.words[at : at + count])]
    scale, end = run.read_scales(at + count) if style == "vague" and low == high else (1.0, at + count)
    return run.make_atom(at, end, low * scale, high * scale, style, scale)


def read_opened(run: NumeralRun, at: int) -> AtomAndEnd | None:
    """Read a vague count whose end is open: "many thousands", "untold millions"."""
    if run.word(at) not in run.tables.openers or not (read := read_phrase(run, at + 1)) or read[0].style != "vague":
        return None
    return run.make_atom(at, read[1], read[0].low, math.inf, "vague")


def read_multiplier(run: NumeralRun, at: int) -> AtomAndEnd | None:
    """Read several, a few dozen, several hundred."""
    tables = run.tables
    count = run.count_longest(at, tables.multipliers)
    if not count:
        return None
    phrase = tuple(run.words[at : at + count])
    if phrase[0] in tables.asked and tables.no_count_after.search(run.lead(at)):
        return None  # "as many as", "how many"
    low, high = tables.multipliers[phrase]
    scale, end = run.read_scales(at + count)
    if scale == 1 and phrase in tables.before_scales:
        return None
    return run.make_atom(at, end, low * scale, high * scale, "vague", scale)


def read_part_of_power(run: NumeralRun, at: int) -> AtomAndEnd | None:
    """Read a part of a power of ten: "low hundreds", "high hundreds of thousands", "low five figures"."""
    part = run.tables.parts.get(run.word(at))
    if part is None or not (read := _read_figures(run, at + 1) or read_phrase(run, at + 1)):
        return None
    atom, end = read
    unit = 10.0 ** math.floor(math.log10(atom.high)) if atom.style == "vague" and math.isfinite(atom.high) else 0.0
    if not unit or atom.high + 1 != 10 * unit:
        return None
    return run.make_atom(at, end, part[0] * unit, part[1] * unit - 1, "vague")


def read_figures(run: NumeralRun, at: int) -> AtomAndEnd | None:
    """Read how many figures a number has: "double digits", "a five-figure crowd", "well into six figures"."""
    if not (read := _read_figures(run, at)):
        return None
    sure = run.words[at] not in run.tables.small or run.is_hyphenated(at) or run.words[read[1] - 1][-1] != "s"
    return read if sure or run.tables.figures_after.search(run.lead(at)) else None


def _read_figures(run: NumeralRun, at: int) -> AtomAndEnd | None:
    width = run.tables.widths.get(run.word(at), 0.0)
    if width < 1 or run.word(at + 1) not in run.tables.figures:
        return None
    return run.make_atom(at, at + 2, 10 ** (width - 1), 10**width - 1, "vague")


def read_times(run: NumeralRun, at: int) -> AtomAndEnd | None:
    """Read double and triple as shares: "almost double", "double its load", "the rate is triple"."""
    tables = run.tables
    times = tables.times_words.get(run.word(at))
    if times is None:
        return None
    limited = tables.limiting.search(run.lead(at)) or tables.multiplied.match(run.after(at))
    if not limited and not (tables.multiplying.search(run.lead(at)) and not run.after(at, 1).strip("-,.;:)")):
        return None
    return run.make_atom(at, at + 1, times, style="fraction")


def read_by_the_scale(run: NumeralRun, at: int) -> AtomAndEnd | None:
    """Read a scale by which something comes: "claims by the thousand"."""
    scale, end = run.read_scales(at)
    if end == at or not run.tables.by_the.search(run.lead(at)):
        return None
    return run.make_atom(at, end, scale, math.inf, "vague", scale)
