"""Event types by the names of other vocabularies, and what is taken for what."""

import pytest

from summarizer.linking.event_types import classify_type
from summarizer.schemas import EVENT_TYPES, type_names


@pytest.mark.parametrize(
    ("name", "type_name", "kin", "why"),
    [
        ("air_drone_strike", "air_drone_strike", "violence", "our own"),
        ("Shelling/artillery/missile attack", "shelling_artillery_missile", "violence", "ACLED's, with its slashes"),
        ("Air strike", "air_drone_strike", "violence", "in words, with a capital"),
        ("battle", "armed_clash", "violence", "ACLED's event type in the singular"),
        ("Violence against civilians", "attack_on_civilians", "violence", "ACLED's event type"),
        ("explosions_remote_violence", "remote_explosive", "violence", "ACLED's, a slash made an underscore"),
        ("bombing_explosion", "remote_explosive", "violence", "GTD's attack type"),
        ("one_sided_violence", "attack_on_civilians", "violence", "UCDP's type of violence"),
        ("Flash flood", "flood", "weather", "EM-DAT's subtype"),
        ("typhoon", "storm", "weather", "a storm by the name of its ocean"),
        ("ground_movement", "earthquake", "earthquake", "EM-DAT's earthquake"),
        ("deadly_drone_strike", "air_drone_strike", "violence", "a longer name that holds one"),
        ("police_raid", "arrests", "custody", "the longer name goes before the raid in it"),
        ("general_strike", "protest", "unrest", "no military strike"),
        ("event", "event", "unknown", "what a table without types gives"),
        ("", "event", "unknown", "nothing said"),
        ("strategic_other", "strategic_other", "strategic_other", "ours, though it ends as a type that says nothing"),
        ("harvest_festival", "harvest_festival", "harvest_festival", "a type of the user's own is a kin by itself"),
    ],
)
def test_a_type_is_known_by_any_of_its_names(name: str, type_name: str, kin: str, why: str) -> None:
    """The type that is compared, and its kin."""
    found = classify_type(name)
    assert (found.type, found.kin) == (type_name, kin), why


@pytest.mark.parametrize("name", [name for event in EVENT_TYPES for name in type_names(event)])
def test_our_own_types_keep_their_names(name: str) -> None:
    """None holds another's name."""
    assert classify_type(name).type == name
