"""Fractions in words: half a million, two-thirds, a fifth of the crop, every third household."""

from .numeral_runs import AtomAndEnd, NumeralRun

_NO_COUNT = 20  # a number of parts is smaller: "nineteen twentieths"


def read_part_of_scale(run: NumeralRun, at: int) -> AtomAndEnd | None:
    """Read a part of a scale: half a million, a half-dozen, a quarter of a million, three-quarter million."""
    times, here = _read_times(run, at)
    part, tables = run.word(here), run.tables
    if part not in tables.fractions:
        return None
    of = run.word(here + 1) == "of"
    if part in tables.ordinals and not of:
        return None  # "the third million"
    here += 1 + of
    here += run.word(here) in ("a", "an", "one")
    scale, end = run.read_scales(here)
    return run.make_atom(at, end, times * tables.fractions[part] * scale, scale=scale) if end > here else None


def read_fraction(run: NumeralRun, at: int) -> AtomAndEnd | None:
    """Read half, a third, two-thirds; a bare "third" is an ordinal, a bare "quarter" no number."""
    tables = run.tables
    if run.words[at] in tables.ordinals and (_is_every(run, at) or _is_mere(run, at)):
        return run.make_atom(at, at + 1, 1 / tables.ordinals[run.words[at]], style="fraction")
    article = run.words[at] in ("a", "an")
    counted = article or tables.small.get(run.words[at], _NO_COUNT) < _NO_COUNT
    at_part = at + 1 if counted else at
    part = run.word(at_part)
    if part not in tables.fractions or (not counted and part != "half"):
        return None
    times = tables.small.get(run.words[at], 1.0) if counted else 1.0
    if part in tables.ordinals and not _counts_parts(run, at_part, times, article=article):
        return None
    if part == "quarters" and "of" not in run.after(at_part, 4) and tables.quarters_after.search(run.lead(at)):
        return None  # "for three quarters" of a year
    return run.make_atom(at, at_part + 1, times * tables.fractions[part], style="fraction")


def _counts_parts(run: NumeralRun, at: int, times: float, *, article: bool) -> bool:
    """Return whether a word that is an ordinal too is a part: "a fifth of the crop" is one, "a fifth month" is none."""
    if article:
        return _is_share(run, at)
    return run.words[at] == "third" or (times == 1 and (run.is_hyphenated(at - 1) or _is_share(run, at)))


def _is_share(run: NumeralRun, at: int) -> bool:
    """Return whether "a third" is a share: of something, by so much, or beside another share."""
    behind = run.tables.share_after.match(run.after(at))
    sure = run.words[at] in run.tables.sure_parts or (behind is not None and behind[0][-1:].isalpha())
    return run.tables.share_before.search(run.lead(at - 1)) is not None or (behind is not None and sure)


def _is_every(run: NumeralRun, at: int) -> bool:
    """Return whether an ordinal tells one of so many: "every third household", not "every third week"."""
    tables = run.tables
    return (
        tables.ordinals[run.words[at]] > 1
        and tables.every.search(run.lead(at)) is not None
        and tables.times.match(run.after(at)) is None
    )


def _is_mere(run: NumeralRun, at: int) -> bool:
    """Return whether an ordinal is a share behind an article and a word: "a mere tenth of them"."""
    return run.words[at] in run.tables.fractions and run.tables.mere.search(run.lead(at)) is not None


def add_part(run: NumeralRun, at: int, value: float, scale: float) -> tuple[float, int, float]:
    """Return a number with a fraction behind "and" counted in: of its last unit ("two and a half million")."""
    if run.word(at) != "and":
        return value, at, scale
    times, here = _read_times(run, at + 1)
    part = run.tables.fractions.get(run.word(here))
    if here == at + 1 or part is None or times * part >= 1:
        return value, at, scale
    after, end = run.read_scales(here + 1)
    return (value + scale * times * part) * after, end, scale * after


def _read_times(run: NumeralRun, at: int) -> tuple[float, int]:
    """Return how many of a fraction there are, and where its word is: "a", "three", or nothing before "half"."""
    word = run.word(at)
    if word in ("a", "an"):
        return 1.0, at + 1
    small = run.tables.small.get(word, _NO_COUNT)
    return (small, at + 1) if small < _NO_COUNT else (1.0, at)
