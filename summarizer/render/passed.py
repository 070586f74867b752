"""What of the inputs was passed over: a line each, and one for all of a kind of which there can be many."""

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
_NAMED: Final = {"output": 100}
_NAMED_ELSE: Final = 5


def passed_lines(passed: Iterable[Passed]) -> Iterator[str]:
    """What was passed over, in order; then the kinds, each counted and named."""
    kinds: dict[str, list[str]] = {}
    for each in passed:
        if each.kind:
            kinds.setdefault(each.kind, []).append(clean(each.where))
        else:
            yield f"{clean(each.where)}: {clean(each.note)}"
    for kind, found in kinds.items():
        most = _NAMED.get(kind, _NAMED_ELSE)
        more = f" and {len(found) - most} more" if len(found) > most else ""
        yield f"{len(found)} {_KINDS[kind][len(found) > 1]}: {', '.join(found[:most])}{more}"
