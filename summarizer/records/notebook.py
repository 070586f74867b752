"""The HTML of a summary in a notebook: its counts, and a table of the flagged findings."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Final

from ..language.visible import one_line
from .incidents import FLAGGED, Finding

_ROWS: Final = 20
_LETTERS: Final = 300  # of one cell: a headline of an article may be as long as it likes


def summary_html(counts: str, findings: Iterable[Finding], headlines: Mapping[str, str]) -> str:
    """Render the counts and a table of the flagged findings as HTML; text of articles is escaped.

    `headlines` are those of the incidents, by id.
    """
    flagged = [finding for finding in findings if finding.kind in FLAGGED]
    if not flagged:
        return f"<div><p>{_escape(counts)}; nothing flagged</p></div>"
    heads = "".join(f"<th>{name}</th>" for name in ("finding", "incident", "why"))
    cells = ((f.kind, headlines.get(f.incident, ""), f.explanation) for f in flagged[:_ROWS])
    rows = "".join(f"<tr>{''.join(f'<td>{_escape(cell)}</td>' for cell in row)}</tr>" for row in cells)
    more = f"<p>and {len(flagged) - _ROWS} more</p>" if len(flagged) > _ROWS else ""
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return f"<div><p>{_escape(counts)}; {len(flagged)} flagged</p>{table}{more}</div>"


def _escape(text: str) -> str:
    return escape(one_line(text, _LETTERS))
