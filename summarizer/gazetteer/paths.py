"""The path of a place, and the draft of one while its words are read."""

from dataclasses import dataclass, field
from typing import NamedTuple

from ..language.names import skeleton
from .entries import Entry, get_entry
from .keys import fold_name, strip_kind


class PlacePath(NamedTuple):
    """A place taken apart; what is unsaid is None or empty.

    Names are folded: lower case, no accents. A town, county or region that the gazetteer knows has its usual name
    there, so that Kiev and Kyiv are one, and its id; else it has the record's own name.

    `sites` are buildings, streets, parks and the like, the narrowest first, without the `numbers` of their houses and
    blocks. `country` is the name that `language/en/countries.toml` writes out, `claimed_by` the other country of a
    contested land. `also` are further towns or counties that the record names. `latitude` and `longitude`, in degrees,
    are the middle of the place that `precision` names: quarter, town, neighbour (of a town that is not known itself),
    county or region; for a country there is no point. `beside` is 1 where the record says "near" or "outside" the town.
    `guessed` is 1 where it names neither region nor country, and the town is the best known of its name.
    """

    sites: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    quarter: str | None = None
    town: str | None = None
    county: str | None = None
    region: str | None = None
    country: str | None = None
    claimed_by: str | None = None
    quarter_id: int | None = None
    town_id: int | None = None
    county_id: int | None = None
    region_id: int | None = None
    also: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    precision: str | None = None
    beside: int = 0
    guessed: int = 0

    @property
    def town_key(self) -> str | None:
        """The town's id, or the consonants of a name that the gazetteer does not resolve."""
        return _key(self.town_id, self.town)

    @property
    def county_key(self) -> str | None:
        """As `town_key`, of the county."""
        return _key(self.county_id, self.county)

    @property
    def region_key(self) -> str | None:
        """As `town_key`, of the region."""
        return _key(self.region_id, self.region)


def _key(at: int | None, name: str | None) -> str | None:
    return str(at) if at is not None else skeleton(name) if name else None


@dataclass
class Draft:
    """What is known of a place so far; parts are taken from the widest to the narrowest."""

    sites: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    quarter: str | None = None
    quarter_at: Entry | None = None
    town: str | None = None
    town_at: Entry | None = None
    county: str | None = None
    county_at: Entry | None = None
    region: str | None = None
    region_at: Entry | None = None
    country: str | None = None
    claimed_by: str | None = None
    also: list[str] = field(default_factory=list)
    neighbour: Entry | None = None
    guessed: bool = False
    beside: bool = False

    def locate(self, at: Entry) -> None:
        """Fill in the divisions that hold a place, where they are not said."""
        if at.region is not None and (self.region_at is None or self.region is None):
            self.region_at = get_entry(at.region)
            self.region = own_name(self.region_at)
        if at.county is not None and self.county is None:
            self.county_at = get_entry(at.county)
            self.county = own_name(self.county_at)
        self.country, self.claimed_by = at.country, at.claimed_by

    def set_quarter(self, quarter: Entry) -> None:
        """Set the quarter."""
        self.quarter, self.quarter_at = own_name(quarter), quarter

    def set_town(self, town: Entry) -> None:
        """Set the town and what holds it; of a quarter, the quarter and the town that holds it."""
        if town.kind == "Q" and town.town is not None:
            if not self.quarter:
                self.set_quarter(town)
            town = get_entry(town.town)
        self.town, self.town_at = own_name(town), town
        self.guessed = not (self.country or self.region or self.county)
        self.locate(town)

    def set_county(self, county: Entry) -> None:
        """Set the county and what holds it."""
        self.county, self.county_at = own_name(county), county
        self.locate(county)

    def set_region(self, region: Entry) -> None:
        """Set the region and its country."""
        self.region, self.region_at = own_name(region), region
        self.country, self.claimed_by = region.country, region.claimed_by

    def allows(self, at: Entry) -> bool:
        """Test whether a place lies in the country and the region that are known."""
        if self.country and not (at.is_in(self.country) or (self.claimed_by and at.is_in(self.claimed_by))):
            return False
        return self.region_at is None or at.region is None or at.region == self.region_at.id

    def path(self) -> PlacePath:
        """Return the path."""
        precise = [
            (name, at)
            for name, at in (
                ("quarter", self.quarter_at),
                ("town", self.town_at),
                ("neighbour", self.neighbour),
                ("county", self.county_at),
                ("region", self.region_at),
            )
            if at is not None and at.latitude is not None
        ]
        precision, spot = precise[0] if precise else ("country" if self.country else None, None)
        return PlacePath(
            tuple(dict.fromkeys(reversed(self.sites))),
            tuple(dict.fromkeys(self.numbers)),
            self.quarter,
            self.town,
            self.county,
            self.region,
            self.country,
            self.claimed_by,
            self.quarter_at and self.quarter_at.id,
            self.town_at and self.town_at.id,
            self.county_at and self.county_at.id,
            self.region_at and self.region_at.id,
            tuple(dict.fromkeys(self.also)),
            spot.latitude if spot else None,
            spot.longitude if spot else None,
            precision,
            int(self.beside),
            int(self.guessed),
        )


def own_name(entry: Entry) -> str:
    """Return the folded name of a place as the gazetteer has it, without its kind."""
    folded = fold_name(entry.name)
    if entry.kind == "R":
        return strip_kind(folded, "regions")
    return strip_kind(folded, "counties") if entry.kind == "C" else folded
