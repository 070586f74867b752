"""What made-up events are of: their types, the words that they are told in, and the outlets that tell them."""

from dataclasses import dataclass
from random import Random
from typing import Final

from .world import Lottery

_FIRST_WORDS = (
    "Continental National Daily Morning Evening United New Free Public Capital Northern Southern Eastern Western "
)
_FIRST_WORDS += "Central Frontier River Coastal Highland Independent"
_LAST_WORDS = (
    "Times Post Herald News Monitor Tribune Observer Gazette Wire Radio Journal Mirror Voice Standard Chronicle "
)
_LAST_WORDS += "Star Courier Telegraph Bulletin Dispatch"
SOURCES: Final = Lottery.zipf([f"{first} {last}" for last in _LAST_WORDS.split() for first in _FIRST_WORDS.split()])

WORDS: Final = {
    "killed": ("people", "people", "civilians", "persons", "dead"),
    "wounded": ("people", "people", "civilians", "injured"),
    "abducted": ("people", "villagers", "hostages"),
    "detained": ("people", "suspects", "protesters"),
    "participants": ("people", "protesters", "demonstrators"),
    "launched": ("drones", "missiles", "drones and missiles"),
    "intercepted": ("drones", "missiles", "drones and missiles"),
    "destroyed": ("houses", "buildings", "vehicles"),
}


@dataclass(frozen=True)
class Count:
    """A measure that some incidents of a type have: at least `least`, half of them at most about `scale` more."""

    measure: str
    share: float = 1.0
    least: int = 0
    scale: float = 1.0
    shape: float = 1.1  # of the Pareto distribution: the lower, the longer its tail

    def drawn(self, rnd: Random) -> int:
        """A number."""
        return self.least + min(int(self.scale * (rnd.paretovariate(self.shape) - 1)), int(400 * self.scale))


@dataclass(frozen=True)
class Kind:
    """An event type: what the news calls it, what it is taken for, who takes part, and what is counted."""

    noun: str
    taken_for: tuple[str, ...]
    counts: tuple[Count, ...]
    sides: tuple[str, str] = ("armed", "civilians")
    roles: tuple[str, str] = ("perpetrator", "target")


_KILLED, _WOUNDED = Count("killed"), Count("wounded", scale=2)
_FEW = (Count("killed", 0.15), Count("wounded", 0.3))
_RAID = (_KILLED, _WOUNDED, Count("launched", 0.3, 3, 15, 2.0))
_CROWD = Count("participants", 0.8, 20, 150, 1.3)
_PROTEST, _POLICED = ("crowds", "authorities"), ("participant", "target")
KINDS: Final = {
    "air_drone_strike": Kind(
        "Air strike", ("shelling_artillery_missile", "remote_explosive", "attack_on_civilians"), _RAID
    ),
    "shelling_artillery_missile": Kind(
        "Shelling", ("air_drone_strike", "remote_explosive", "attack_on_civilians"), _RAID
    ),
    "remote_explosive": Kind(
        "Explosion", ("suicide_bomb", "shelling_artillery_missile", "attack_on_civilians"), (_KILLED, _WOUNDED)
    ),
    "suicide_bomb": Kind(
        "Suicide bombing",
        ("remote_explosive", "attack_on_civilians"),
        (Count("killed", 1, 1, 4), Count("wounded", 1, 2, 8)),
        ("groups", "civilians"),
    ),
    "grenade": Kind("Grenade attack", ("remote_explosive", "attack_on_civilians"), (_KILLED, _WOUNDED)),
    "armed_clash": Kind(
        "Fighting",
        ("attack_on_civilians", "territory_overtaken"),
        (_KILLED, _WOUNDED),
        ("armed", "armed"),
        ("participant", "participant"),
    ),
    "territory_overtaken": Kind(
        "Capture", ("armed_clash",), (Count("killed", 0.6, 0, 4), Count("wounded", 0.5, 0, 6)), ("groups", "forces")
    ),
    "attack_on_civilians": Kind("Attack", ("armed_clash", "mob_violence", "abduction"), (_KILLED, _WOUNDED)),
    "sexual_violence": Kind("Assault", ("attack_on_civilians",), _FEW),
    "abduction": Kind("Kidnapping", ("attack_on_civilians", "arrests"), (Count("abducted", 1, 1, 3), *_FEW)),
    "arrests": Kind("Arrests", ("abduction",), (Count("detained", 1, 1, 5),), ("forces", "groups")),
    "disrupted_weapons_use": Kind(
        "Interception",
        ("air_drone_strike", "shelling_artillery_missile"),
        (Count("launched", 1, 1, 6, 1.5),),
        ("armed", "armed"),
    ),
    "looting_or_property_destruction": Kind(
        "Looting", ("attack_on_civilians", "mob_violence"), (Count("destroyed", 0.8, 1, 6), *_FEW)
    ),
    "peaceful_protest": Kind(
        "Protest", ("violent_demonstration", "protest_with_intervention"), (_CROWD,), _PROTEST, _POLICED
    ),
    "protest_with_intervention": Kind(
        "Dispersed protest",
        ("peaceful_protest", "violent_demonstration"),
        (_CROWD, Count("detained", 0.6, 1, 8), *_FEW),
        _PROTEST,
        _POLICED,
    ),
    "violent_demonstration": Kind(
        "Riot",
        ("peaceful_protest", "mob_violence", "protest_with_intervention"),
        (_CROWD, Count("detained", 0.4, 1, 8), *_FEW),
        _PROTEST,
        _POLICED,
    ),
    "mob_violence": Kind(
        "Mob violence", ("violent_demonstration", "attack_on_civilians"), (_KILLED, _WOUNDED), ("crowds", "civilians")
    ),
}
