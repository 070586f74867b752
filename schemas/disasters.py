"""Natural and technological disasters.

Classes follow the groups and types of EM-DAT (the international disaster database, CRED), in our
own words.
"""

from typing import Literal

from pydantic import Field

from .base import Event, Figure
from .measures import Anything, Casualty, Crowd, Hazard, Property


class DisasterFigure(Figure):
    """A figure of a disaster."""

    measure: Literal[Casualty, Property, Hazard, Crowd, Anything]


class NaturalDisaster(Event):
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
        description="EM-DAT's types. earthquake includes a tsunami that it causes; mass_movement: landslide, "
        "avalanche, rockfall; storm: cyclone, tornado, blizzard, hail; extreme_temperature: heat or cold wave."
    )
    figures: tuple[DisasterFigure, ...] = ()


class TechnologicalDisaster(Event):
    """An accident of technology, with no intent to harm."""

    type: Literal["industrial_accident", "transport_accident", "miscellaneous_accident"] = Field(
        description="industrial_accident: plant, mine, oil, gas, poisoning, radiation; transport_accident: road, "
        "rail, air, water; miscellaneous_accident: fire, collapse or blast elsewhere, crowd crush."
    )
    figures: tuple[DisasterFigure, ...] = ()
