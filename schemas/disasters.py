"""Natural and technological disasters.

Classes follow the groups and types of EM-DAT (the international disaster database, CRED), in our
own words.
"""

from typing import Literal

from pydantic import Field

from .base import CodedEvent


class NaturalDisaster(CodedEvent):
    """A hazard of nature that harms people or what they own."""

    type: Literal[
        "earthquake",
        "volcanic_activity",
        "mass_movement",
        "storm",
        "extreme_temperature",
        "flood",
        "drought",
        "wildfire",
        "epidemic",
        "infestation",
    ] = Field(
        description="earthquake: its tsunami too; mass_movement: landslide, "
        "avalanche, rockfall; storm: cyclone, tornado, blizzard, hail; extreme_temperature: heat or cold wave."
    )


class TechnologicalDisaster(CodedEvent):
    """An accident of technology, with no intent to harm."""

    type: Literal["industrial_accident", "transport_accident", "miscellaneous_accident"] = Field(
        description="industrial_accident: plant, mine, oil, gas, poisoning, radiation; transport_accident: road, "
        "rail, air, water; miscellaneous_accident: fire, collapse or blast elsewhere, crowd crush."
    )
