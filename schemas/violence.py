"""Political violence, protest and strategic developments.

Types and their limits follow the event and sub-event types of the ACLED codebook (Armed Conflict
Location & Event Data, 2023-2024 edition), in our own words.
"""

from typing import Literal

from pydantic import Field

from .base import CodedEvent


class RemoteViolence(CodedEvent):
    """An attack with a weapon that works at a distance, where the other side cannot answer in kind.

    One raid or barrage is one event, however many places it struck.
    """

    type: Literal[
        "air_drone_strike",
        "shelling_artillery_missile",
        "remote_explosive",
        "suicide_bomb",
        "grenade",
        "chemical_weapon",
    ] = Field(
        description="air_drone_strike: bombs or missiles from aircraft, or drones of any kind, those at sea too; "
        "shelling_artillery_missile: shells, rockets or missiles from the ground or a ship, mixed barrages; "
        "remote_explosive: mine, roadside, car or planted bomb; suicide_bomb: the bearer dies with it; "
        "grenade: thrown by hand; chemical_weapon: a banned agent."
    )


class Battle(CodedEvent):
    """Fighting between two armed groups that meet, raids across a border included."""

    type: Literal["armed_clash", "territory_regained", "territory_overtaken"] = Field(
        description="armed_clash: they fight and nothing changes hands; territory_regained: the state takes a "
        "place back; territory_overtaken: a non-state group or foreign army takes a place."
    )


class ViolenceAgainstCivilians(CodedEvent):
    """Deliberate violence against people who take no part in fighting, crimes included."""

    type: Literal["attack_on_civilians", "abduction", "sexual_violence"] = Field(
        description="attack_on_civilians: shooting, stabbing, beating, killing; abduction: taken or made to "
        "disappear by force; sexual_violence: any sexual harm."
    )


class Protest(CodedEvent):
    """A public gathering for a cause, in which those who gather are not violent."""

    type: Literal["peaceful_protest", "protest_with_intervention", "excessive_force_against_protesters"] = Field(
        description="peaceful_protest: nobody steps in; protest_with_intervention: broken up or arrests, without "
        "grave harm; excessive_force_against_protesters: shots or other force that kills or may kill."
    )


class Riot(CodedEvent):
    """A crowd that is violent itself."""

    type: Literal["violent_demonstration", "mob_violence"] = Field(
        description="violent_demonstration: a protest that turns to force or destruction; mob_violence: a crowd "
        "attacks people or property, or crowds fight each other."
    )


class StrategicDevelopment(CodedEvent):
    """An act of a party to a conflict that is no attack but matters to its course."""

    type: Literal[
        "agreement",
        "arrests",
        "change_to_group_or_activity",
        "disrupted_weapons_use",
        "base_established",
        "looting_or_property_destruction",
        "nonviolent_transfer_of_territory",
        "strategic_other",
    ] = Field(
        description="agreement: talks, truce, exchange, or leaving a deal; arrests: mass or notable ones; "
        "change_to_group_or_activity: recruitment, movement, a new group; disrupted_weapons_use: a weapon found, "
        "seized or made harmless before it is used."
    )
