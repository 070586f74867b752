"""A summary as a notebook shows it: the counts, and what is flagged as a table."""

from collections.abc import Sequence
from html import escape
from typing import Final

from .consistency import FLAGGED, Kind, number
from .records import ReportedFigure

_ROWS: Final = 20
_LETTERS: Final = 300  # of one cell: a headline of an article may be as long as it likes


class Row:
    """One flagged finding; see `summary.Finding`."""

    def __init__(self, kind: Kind, headline: str, figures: Sequence[ReportedFigure], explanation: str) -> None:
        self.kind = kind
        self.cells = (kind, headline, "; ".join(_figure(figure) for figure in figures), explanation)


def html_of(counts: str, findings: Sequence[Row]) -> str:
    """The counts and a table of the flagged findings, worst first, as HTML; whatever an article holds is text in it."""
    flagged = [finding for finding in findings if finding.kind in FLAGGED]
    if not flagged:
        return f"<div><p>{_text(counts)}; nothing flagged</p></div>"
    heads = "".join(f"<th>{name}</th>" for name in ("finding", "incident", "figures", "why"))
    rows = "".join(f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row.cells)}</tr>" for row in flagged[:_ROWS])
    more = f"<p>and {len(flagged) - _ROWS} more</p>" if len(flagged) > _ROWS else ""
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return f"<div><p>{_text(counts)}; {len(flagged)} flagged</p>{table}{more}</div>"


def _figure(figure: ReportedFigure) -> str:
    who = figure.attributed_to or figure.source or figure.article or "unknown"
    return f"{number(figure)} {figure.measure} ({who})"


def _text(text: str) -> str:
    """Text for HTML, as far as a cell goes, without what a person cannot see."""
    seen = "".join(character if character.isprintable() else " " for character in text)
    return escape(seen if len(seen) <= _LETTERS else seen[: _LETTERS - 1] + "…")
