"""TODO."""

from collections import defaultdict
from collections.abc import Iterable

from ..records.events import ReportedFigure
from ..records.wording import phrase, who
from ..summary.readings import PairedFigure


def difference_report(pairs: Iterable[PairedFigure], names: dict[str, str]) -> str:
    """The differences as text, one a line under each article, and a count of each kind."""
    lines: list[str] = []
    counts: dict[str, int] = defaultdict(int)
    article = None
    for pair in pairs:
        counts[pair.kind] += 1
        if pair.kind == "same":
            continue
        if pair.article != article:
            article = pair.article
            lines += ["", names.get(article, article)]
        lines.append("  " + _line(pair))
    kinds = (("same", "the same"), ("differs", "differ"), ("only_a", "only in A"), ("only_b", "only in B"))
    total = ", ".join(f"{counts[kind]} {words}" for kind, words in kinds)
    return "\n".join([total, *lines]) + "\n"


def _line(pair: PairedFigure) -> str:
    if pair.a and pair.b:
        differing = "; ".join(f"{name}: {getattr(pair.a, name)!r} / {getattr(pair.b, name)!r}" for name in pair.fields)
        return f"differs  {_figure(pair.a)}: {differing}"
    figure = pair.a or pair.b
    return f"{'only A ' if pair.a else 'only B '}  {_figure(figure)}" if figure else ""


def _figure(figure: ReportedFigure) -> str:
    return f"{phrase(figure)} ({who(figure)})"
