"""What truly happens in the `war` world."""

from dataclasses import dataclass
from typing import Final

from .war_geography import Names, Spot

_FAMILIES: Final = {
    "air_drone_strike": "strike", "shelling_artillery_missile": "strike", "disrupted_weapons_use": "strike",
    "remote_explosive": "bomb", "suicide_bomb": "bomb", "attack_on_civilians": "attack", "armed_clash": "attack",
    "looting_or_property_destruction": "attack",
}  # fmt: skip
HOURS: Final = {
    "night": ("overnight", "early {}", "in the night to {}"),
    "morning": ("on {} morning", "{} morning"),
    "evening": ("on {} evening", "late {}", "{} night"),
    "day": ("on {}", "{}", "{} afternoon"),
}


@dataclass(frozen=True)
class Happening:
    """What truly happened: first and last day as ordinals, in a town at a site, the final number of each measure."""

    number: int
    kind: str
    day: int
    last: int
    spot: Spot
    site: tuple[str, str] | None
    quarter: Names | None
    sides: tuple[Names, Names] | None
    toll: dict[str, int]
    victims: tuple[tuple[str, int], ...]

    @property
    def family(self) -> str:
        """What a reporter who knows little cannot tell apart."""
        return _FAMILIES.get(self.kind, self.kind)

    @property
    def hour(self) -> str:
        """The part of the day, the same in every report."""
        return tuple(HOURS)[self.number * 7919 % len(HOURS)]
