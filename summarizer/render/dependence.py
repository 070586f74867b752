"""How far a run's totals depend on the rule for best and on what is one event, in lines for a reader."""

from ..records.incidents import Sensitivity
from ..records.summary import Summary
from ..records.wording import number, plural, with_measure


def dependence_heading(summary: Summary) -> str:
    """With the rule that the report goes by."""
    return f"How far best (here: {_words(summary.best)}) depends on its rule"


def dependence_lines(summary: Summary) -> list[str]:
    """A line for each measure of which an estimate depends on the rule; none if all rules say the same."""
    return [_line(one) for one in summary.sensitivity if one.dependent]


def _line(one: Sensitivity) -> str:
    """People killed: in 1 of 5 incidents; in all 40 (min), 43 (latest, median), 52 (max)."""
    where = f"{with_measure(one.of, one.measure)}: in {one.dependent} of {_incidents(one.incidents)}"
    ends = one.ranges or {rule: (total, total) for rule, total in one.totals.items()}
    if not ends:
        return f"{where}."
    rules: dict[tuple[float, float], list[str]] = {}
    for rule, pair in sorted(ends.items(), key=lambda item: item[1]):
        rules.setdefault(pair, []).append(_words(rule))
    unit = f" {one.unit}" if one.unit else ""
    totals = [f"{_ends(*pair)}{unit} ({', '.join(by)})" for pair, by in rules.items()]
    doubt = f": {_incidents(one.doubtful)} may be one with another, or hold reports of one" if one.ranges else ""
    return f"{where}; in all {', '.join(totals)}{doubt}."


def _incidents(count: int) -> str:
    return f"{count} {plural(count, 'incident')}"


def _ends(low: float, high: float) -> str:
    """A sum, or from where to where it may lie: 299, 299 to 9,058."""
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def _words(name: str) -> str:
    return name.replace("_", " ")
