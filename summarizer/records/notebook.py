"""A summary as a notebook shows it: the counts, and what is flagged as a table."""

from collections.abc import Sequence
from html import escape
from typing import Final

from ..language.visible import one_line

_ROWS: Final = 20
_LETTERS: Final = 300  # of one cell: a headline of an article may be as long as it likes


def html_of(counts: str, flagged: Sequence[tuple[str, str, str]]) -> str:
    """The counts and a table of findings (kind, headline, explanation) as HTML; what an article says is text in it."""
    if not flagged:
        return f"<div><p>{_text(counts)}; nothing flagged</p></div>"
    heads = "".join(f"<th>{name}</th>" for name in ("finding", "incident", "why"))
    rows = "".join(f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in cells)}</tr>" for cells in flagged[:_ROWS])
    more = f"<p>and {len(flagged) - _ROWS} more</p>" if len(flagged) > _ROWS else ""
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return f"<div><p>{_text(counts)}; {len(flagged)} flagged</p>{table}{more}</div>"


def _text(text: str) -> str:
    return escape(one_line(text, _LETTERS))
