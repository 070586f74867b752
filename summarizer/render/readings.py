"""`summarizer compare`: where two readings of the same articles differ, as text."""

from collections import Counter
from collections.abc import Iterable, Mapping

from ..records.wording import format_attributed
from ..summary.readings import PairedFigure


def difference_report(pairs: Iterable[PairedFigure], names: Mapping[str, str]) -> str:
    """Return the count of each kind of pair, then the differences, a line each, under the name of their article.

    `names` are the articles' names by id; an article without one goes by its id.
    """
    lines: list[str] = []
    counts: Counter[str] = Counter()
    article = None
    for pair in pairs:
        counts[pair.kind] += 1
        if pair.kind == "same":
            continue
        if pair.article != article:
            article = pair.article
            lines += ["", names.get(article, article)]
        lines.append(f"  {_pair_line(pair)}")
    kinds = (("same", "the same"), ("differs", "differ"), ("only_a", "only in A"), ("only_b", "only in B"))
    total = ", ".join(f"{counts[kind]} {words}" for kind, words in kinds)
    return "\n".join([total, *lines]) + "\n"


def _pair_line(pair: PairedFigure) -> str:
    if pair.a and pair.b:
        fields = "; ".join(f"{name}: {getattr(pair.a, name)!r} / {getattr(pair.b, name)!r}" for name in pair.fields)
        return f"differs  {format_attributed(pair.a)}: {fields}"
    if pair.a:
        return f"only A   {format_attributed(pair.a)}"
    return f"only B   {format_attributed(pair.b)}" if pair.b else ""
