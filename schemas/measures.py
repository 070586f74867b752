"""The measures: what a figure can count, and what the checker has to know about each.

They cover what the field's codebooks count: fatalities and crowds (ACLED), the dead, injured, homeless, affected, costs
and magnitudes (EM-DAT), cases and deaths of outbreaks (WHO), the displaced, people in need and houses (OCHA).
"""

from typing import Final, Literal, NamedTuple

MeasureName = Literal[
    "killed",
    "wounded",
    "casualties",
    "treated",
    "cases",
    "missing",
    "trapped",
    "abducted",
    "detained",
    "rescued",
    "evacuated",
    "displaced",
    "affected",
    "participants",
    "launched",
    "intercepted",
    "hit",
    "damaged",
    "destroyed",
    "without_power",
    "hectares",
    "cost",
    "magnitude",
    "other",
]


class Measure(NamedTuple):
    """What one measure means, and how its figures behave when they are compared.

    `weight` orders findings, from 0 to 1: how much harm a wrong number does. `cumulative` says
    that the count of one event only grows as reports come in, so that a later, higher figure
    revises an earlier one; a count of munitions does not grow by itself.
    """

    definition: str
    weight: float
    cumulative: bool


# In the order of tables' columns: what came later stands behind.
MEASURES: Final[dict[str, Measure]] = {
    "killed": Measure("people who died in the event, or later of what it did to them", 1.0, True),
    "wounded": Measure(
        "people hurt and still alive: wounded, injured, shot but in hospital, in critical condition", 0.8, True
    ),
    "missing": Measure("people not accounted for after the event", 0.8, False),
    "abducted": Measure("people taken or held against their will, hostages included", 0.8, True),
    "detained": Measure("people arrested, charged or held by an authority", 0.5, True),
    "rescued": Measure("people brought to safety out of danger", 0.4, True),
    "evacuated": Measure("people moved away as a precaution or on an order", 0.5, True),
    "displaced": Measure("people driven from their homes, homeless people included", 0.6, True),
    "launched": Measure("munitions or aircraft fired or sent, whether or not they got through", 0.7, False),
    "intercepted": Measure("munitions or aircraft shot down, suppressed or otherwise stopped", 0.6, False),
    "hit": Measure("munitions that struck, or things that were struck", 0.5, False),
    "damaged": Measure("buildings, vehicles or other things damaged but not lost", 0.3, True),
    "destroyed": Measure("buildings, vehicles or other things lost", 0.4, True),
    "cost": Measure("money: losses, damage, aid or ransom", 0.4, True),
    "magnitude": Measure("the strength of an earthquake or storm on its own scale", 0.6, False),
    "affected": Measure("people in need of help", 0.5, True),
    "participants": Measure("people, fighters or vehicles that took part", 0.5, False),
    "without_power": Measure("people, homes, regions or shares of them cut off from electricity", 0.4, False),
    "casualties": Measure(
        "killed and wounded together or not told apart: people shot, stabbed, struck; victims", 0.9, True
    ),
    "treated": Measure("people given care or taken to hospital, if no more is said of them", 0.4, True),
    "cases": Measure("people with a disease; suspected or confirmed stands in `of`", 0.6, True),
    "trapped": Measure("people who cannot get out: buried, cut off, stranded", 0.7, False),
    "hectares": Measure("land burned, flooded or lost, in the unit of `unit`", 0.3, True),
    "other": Measure("any other number that tells how large the event was", 0.1, False),
}

# What counts people or things one by one: never below none, never by halves. A user's own measures may be anything.
COUNTS: Final = frozenset(MEASURES) - {"hectares", "cost", "magnitude", "other"}


def why_no_count(measure: str, unit: str | None, value: float | None, low: float | None = None) -> str | None:
    """Say why a number cannot be a count of this measure: "expected a whole number of killed, got 4.5".

    Args:
        measure: Any; only those of `COUNTS` count one by one.
        unit: None for a plain count; a share or a percentage is none.
        value: The number that is stated, if one is.
        low: The lowest number that the words allow.

    Returns:
        The reason in one line; None if it can be one.
    """
    if measure not in COUNTS or unit is not None:
        return None
    least = min(value or 0.0, low or 0.0)
    if least < 0:
        return f"expected a count of {measure} from 0 up, got {least:g}"
    if value is not None and not float(value).is_integer():
        return f"expected a whole number of {measure}, got {value:g}"
    return None
