"""Renders what is left out, in lines: inputs that were passed over, and the rest of a long list."""

from collections.abc import Iterable, Iterator
from typing import Final

from ..inputs import Passed
from ..language.visible import clean

_KINDS: Final = {
    "output": ("file that summarizer wrote was not read", "files that summarizer wrote were not read"),
    "outside": ("link out of the folder was not followed", "links out of the folder were not followed"),
    "again": ("link to what is read under its own name", "links to what is read under its own name"),
    "nowhere": ("link that leads nowhere was not read", "links that lead nowhere were not read"),
}
# An article can pass itself off as a report: each that is not read has to be seen. Links are only counted.
_LISTED: Final = {"output": 100}
_LISTED_ELSE: Final = 5


def passed_lines(passed: Iterable[Passed]) -> Iterator[str]:
    """Yield a line for each input that was passed over, in order; then one for each kind of which there can be many."""
    by_kind: dict[str, list[str]] = {}
    for item in passed:
        if item.kind:
            by_kind.setdefault(item.kind, []).append(clean(item.where))
        else:
            yield f"{clean(item.where)}: {clean(item.note)}"
    for kind, paths in by_kind.items():
        shown = _LISTED.get(kind, _LISTED_ELSE)
        count = len(paths)
        yield f"{count} {_KINDS[kind][count > 1]}: {', '.join(paths[:shown])}{and_more(count, shown)}"


def and_more(count: int, shown: int) -> str:
    """Return the end of a list of which the first `shown` are named: " and 7 more"; empty if that is all."""
    return f" and {count - shown} more" if count > shown else ""


def left_out_line(count: int, shown: int) -> str:
    """Return the line below a list of which the first `shown` stand in a report; empty if that is all."""
    return f"{and_more(count, shown).strip()}; the JSON report has all" if count > shown else ""
