"""A summary as a notebook shows it: the counts, and what is flagged as a table."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Final

from ..language.visible import one_line
from .incidents import FLAGGED, Finding

_ROWS: Final = 20
_LETTERS: Final = 300  # of one cell: a headline of an article may be as long as it likes


def html_of(counts: str, findings: Iterable[Finding], headlines: Mapping[str, str]) -> str:
    """The counts and a table of the flagged findings as HTML; what an article says is text in it.

    `headlines` are those of the incidents, by id.
    """
    flagged = [finding for finding in findings if finding.kind in FLAGGED]
    if not flagged:
        return f"<div><p>{_text(counts)}; nothing flagged</p></div>"
    heads = "".join(f"<th>{name}</th>" for name in ("finding", "incident", "why"))
    cells = ((f.kind, headlines.get(f.incident, ""), f.explanation) for f in flagged[:_ROWS])
    rows = "".join(f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>" for row in cells)
    more = f"<p>and {len(flagged) - _ROWS} more</p>" if len(flagged) > _ROWS else ""
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return f"<div><p>{_text(counts)}; {len(flagged)} flagged</p>{table}{more}</div>"


def _text(text: str) -> str:
    return escape(one_line(text, _LETTERS))
