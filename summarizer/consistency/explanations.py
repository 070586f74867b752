"""Explanations of findings, in a sentence each."""

from collections.abc import Mapping, Sequence

from ..records.events import ReportedFigure
from ..records.wording import (
    capitalize,
    format_amount,
    format_attributed,
    format_claim,
    format_figure,
    format_population,
    source_name,
)
from .sources import count_independent_sources


def explain_finding(
    kind: str,
    figures: Sequence[ReportedFigure],
    stands: ReportedFigure | None,
    reason: str,
    stale: Sequence[ReportedFigure],
    copied: Mapping[str, str],
) -> str:
    """Explain comparable figures: each number once with all its sources, the reason, and the figure that stands."""
    what = capitalize(format_population(figures[0]))
    if kind == "agreement":
        sources = count_independent_sources(figures, copied)
        return f"{sources} independent sources agree on {format_population(figures[0])}: {_list_claims(figures)}."
    still = (
        f", and {_list_sources(stale)} still gave {format_amount(stale[0])}" if stale and reason[:5] != "stale" else ""
    )
    now = f" {format_amount(stands)} stands now." if stands else ""
    return f"{what}: {_list_claims(figures)}; {reason}{still}.{now}"


def explain_sum(figures: Sequence[ReportedFigure], reason: str) -> str:
    """Explain a sum that does not add up: each part with its source, then the whole, then the sum."""
    *parts, whole = figures
    claims = "; ".join(format_attributed(figure) for figure in (*parts, whole))
    return f"{capitalize(format_population(whole))}: {claims}; {reason}."


def explain_uncorroborated(figure: ReportedFigure) -> str:
    """Explain an uncorroborated number."""
    return f"{format_figure(figure)}: the only source is {source_name(figure)}."


def _list_claims(figures: Sequence[ReportedFigure]) -> str:
    """List each number once, with its sources: "2 (A); 4, including the gunman (B, C)"."""
    claimed: dict[str, list[ReportedFigure]] = {}
    for figure in figures:
        number = ", ".join(filter(None, (format_claim(figure), figure.inclusion)))
        claimed.setdefault(number, []).append(figure)
    return "; ".join(f"{number} ({_list_sources(group)})" for number, group in claimed.items())


def _list_sources(figures: Sequence[ReportedFigure]) -> str:
    return ", ".join(dict.fromkeys(map(source_name, figures)))
