"""The world of made-up events: its countries, regions, towns and sides, and their other names."""

from collections import Counter
from random import Random

import pytest

from benchmarks.world import _filled, read_world

pytestmark = pytest.mark.slow


def test_the_world_is_large_and_ambiguous() -> None:
    """Twelve countries of eight regions of twelve towns, each with other spellings; some names stand in two regions."""
    world = read_world()
    regions = [region for country in world.values() for region in country.regions]
    assert len(world) == 12
    assert {len(country.regions) for country in world.values()} == {8}
    assert {len(region.items) for region in regions} == {12}
    names = Counter(town.name.usual for region in regions for town in region.items)
    assert sum(count > 1 for count in names.values()) >= 10
    for town in (town for region in regions for town in region.items):
        assert town.name.usual not in town.name.others
        assert {f"near {town.name.usual}", f"{town.name.usual} city"} < set(town.name.others)


def test_made_up_towns_stand_in_one_region_only() -> None:
    """Though there are few syllables to make them of."""
    filled = _filled(
        {"A": ["Kalemie", "Kongolo", "Lubumbashi", "Mbandaka"], "B": ["Manono", "Butembo", "Kisangani"]}, Random(1)
    )
    assert [len(towns) for towns in filled.values()] == [12, 12]
    assert len({town for towns in filled.values() for town in towns}) == 24


def test_places_are_transliterated_in_many_ways() -> None:
    """Kharkiv is Harkiv and Kharkyv, a hyphen or an accent is left out, and a letter is doubled or not."""
    others = {
        town.name.usual: town.name.others
        for country in read_world().values()
        for region in country.regions
        for town in region.items
    }
    assert {"Harkiv", "Kharkyv", "Kharkev"} < set(others["Kharkiv"])
    assert {"Portau-Prince", "Port au-Prince"} < set(others["Port-au-Prince"])
    region = read_world()["Ukraine"].regions[0].items[0].region
    assert {"Kharkiv", "Kharkiv region", "Kharkiv province"} < set(region.others)
    assert "Medellin" in others["Medellín"]
    assert "Odessa" in others["Odesa"]
    assert "Afgoye" in others["Afgooye"]


def test_a_side_has_its_own_names_more_often_than_any() -> None:
    """An abbreviation is likelier than a word that fits every group, and no suffix stands twice."""
    groups = [side for country in read_world().values() for side in country.sides["groups"].items]
    others = Counter(next(side for side in groups if side.usual == "Al Shabaab").others)
    assert others["HSM"] == 3
    assert others["militants"] == others["Al Shabaab fighters"] == 1
    assert "Houthi forces forces" not in {name for side in groups for name in side.others}
