"""An estimate in one line."""

from ..records.incidents import IncidentEstimate
from ..records.wording import number, with_measure


def estimate_line(estimate: IncidentEstimate) -> str:
    """What is counted, with low, best and high."""
    ends = [number(end) if end is not None else "no end" for end in (estimate.low, estimate.best, estimate.high)]
    unit = f" {estimate.unit}" if estimate.unit else ""
    return f"{with_measure(estimate.of, estimate.measure)}{unit}: low {ends[0]}, best {ends[1]}, high {ends[2]}"
