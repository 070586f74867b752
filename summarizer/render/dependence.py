"""How far a run's totals depend on the rule for best, in lines for a reader."""

from ..consistency import number
from ..summary import Sensitivity, Summary


def dependence_heading(summary: Summary) -> str:
    """With the rule that the report goes by."""
    return f"How far best (here: {_words(summary.best)}) depends on its rule"


def dependence_lines(summary: Summary) -> list[str]:
    """A line for each measure of which an estimate depends on the rule; none if all rules say the same."""
    return [_line(one) for one in summary.sensitivity if one.dependent]


def _line(one: Sensitivity) -> str:
    """People killed: in 1 of 5 incidents; in all 40 (min), 43 (latest, median), 52 (max)."""
    incidents = "1 incident" if one.incidents == 1 else f"{one.incidents} incidents"
    where = f"{one.of} {_words(one.measure)}: in {one.dependent} of {incidents}"
    if not one.totals:
        return f"{where}."
    rules: dict[float, list[str]] = {}
    for rule, total in sorted(one.totals.items(), key=lambda item: item[1]):
        rules.setdefault(total, []).append(_words(rule))
    unit = f" {one.unit}" if one.unit else ""
    totals = [f"{number(total)}{unit} ({', '.join(by)})" for total, by in rules.items()]
    return f"{where}; in all {', '.join(totals)}."


def _words(name: str) -> str:
    return name.replace("_", " ")
