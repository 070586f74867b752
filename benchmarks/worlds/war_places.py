"""The place of an incident of the `war` world as a report scopes and spells it."""

from random import Random
from typing import Final

from summarizer.schemas import Place

from .war_geography import Names, Spot, fronts, named
from .war_happenings import Happening

# Of reports: how much of the place is told.
COUNTRY_ONLY, REGION_ONLY, SITE_ALONE = 0.015, 0.04, 0.04
REGION_MISSING, REGION_WRONG, COUNTRY_MISSING = 0.45, 0.02, 0.25  # of those that tell a town
SITE_TOLD, SITE_TOLD_CROWDED, SITE_VAGUE, QUARTER_TOLD = 0.6, 0.85, 0.15, 0.55  # of incidents that have one
NEAR, FLOODED_REGION = 0.12, 0.35  # of villages; of reports on floods: only the region
APART: Final = 0.55  # of places with a site or quarter, where a record can hold these apart: else they are one string
_HOLDS_PATHS: Final = "site" in Place.model_fields


def place_of(rnd: Random, event: Happening, style: int, crowded: bool) -> dict[str, str | None]:
    """The place as a report scopes and spells it."""
    spot, scope = event.spot, rnd.random()
    country = None if rnd.random() < COUNTRY_MISSING else rnd.choice(spot.claims)
    region = named(spot.region, style)
    if scope < COUNTRY_ONLY:
        return _path(rnd, country=country or spot.claims[0])
    if scope < COUNTRY_ONLY + REGION_ONLY or (event.kind == "flood" and rnd.random() < FLOODED_REGION):
        return _path(rnd, region=region, country=country)
    site, quarter = _site(rnd, event, crowded), None
    if event.quarter and rnd.random() < QUARTER_TOLD:
        quarter = named(event.quarter, min(style, 2))
    if site and scope < COUNTRY_ONLY + REGION_ONLY + SITE_ALONE:
        return _path(rnd, site=site, region=region, country=country)
    if rnd.random() < REGION_WRONG:
        region = rnd.choice(_neighbours(spot))[0]
    town = named(spot.town, style)
    if spot.village and rnd.random() < NEAR:
        town = f"near {town}"
    return _path(
        rnd, site=site, quarter=quarter, town=town, region=None if rnd.random() < REGION_MISSING else region,
        country=country,
    )  # fmt: skip


def _site(rnd: Random, event: Happening, crowded: bool) -> str | None:
    """The site by its name or, sometimes, by its kind."""
    if not event.site or rnd.random() >= (SITE_TOLD_CROWDED if crowded else SITE_TOLD):
        return None
    kind, name = event.site
    return f"a {kind}" if rnd.random() < SITE_VAGUE else name


def _neighbours(spot: Spot) -> tuple[Names, ...]:
    """The regions of a spot's front."""
    return next((front.regions for front in fronts().items if front.name == spot.front), (spot.region,))


def _path(rnd: Random, **parts: str | None) -> dict[str, str | None]:
    """A place of its parts: each in a field of its own where a record has that, else one string, narrowest first."""
    site, quarter, town = parts.get("site"), parts.get("quarter"), parts.get("town")
    wide = {"region": parts.get("region"), "country": parts.get("country")}
    narrow = [part for part in (site, quarter, town) if part]
    if site and town and not quarter and rnd.random() < 0.4:
        name: str | None = f"{site} in {town}"
    elif quarter and town and not site and rnd.random() < 0.4:
        name = f"the {quarter} district of {town}"
    else:
        name = ", ".join(narrow) or None
    if _HOLDS_PATHS and rnd.random() < APART:
        return {"name": name, "site": site, "district": quarter, "town": town} | wide
    return {"name": name} | wide
