"""Made-up exports of the four coded datasets, in their real columns, of events that a test names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from summarizer import EventReport
from summarizer.files.delimited import Line, read_rows
from summarizer.inputs.records.columns import parse_mapping
from summarizer.inputs.records.lines import LONGEST
from summarizer.inputs.records.tabular import read_table

# As the providers publish them: ACLED's export tool, UCDP GED 24.1, GTD 2021, EM-DAT's public table.
HEADERS = {
    "ACLED": "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,"
    "inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp",
    "UCDP GED": "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
    "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
    "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,"
    "event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,"
    "gwnoa,gwnob",
    "GTD": "eventid,iyear,imonth,iday,approxdate,extended,resolution,country,country_txt,region,region_txt,provstate,city,"
    "latitude,longitude,specificity,vicinity,location,summary,crit1,crit2,crit3,doubtterr,alternative,multiple,success,"
    "suicide,attacktype1,attacktype1_txt,targtype1,targtype1_txt,target1,gname,gsubname,gname2,gname3,nperps,weaptype1,"
    "weaptype1_txt,nkill,nkillus,nkillter,nwound,nwoundus,nwoundte,property,scite1,dbsource,related",
    "EM-DAT": "DisNo.,Historic,Classification Key,Disaster Group,Disaster Subgroup,Disaster Type,Disaster Subtype,"
    "External IDs,Event Name,ISO,Country,Subregion,Region,Location,Origin,Associated Types,OFDA/BHA Response,Appeal,"
    "Declaration,AID Contribution ('000 US$),Magnitude,Magnitude Scale,Latitude,Longitude,River Basin,Start Year,"
    "Start Month,Start Day,End Year,End Month,End Day,Total Deaths,No. Injured,No. Affected,No. Homeless,Total Affected,"
    "Total Damages ('000 US$),CPI,Admin Units,Entry Date,Last Update",
}


@dataclass(frozen=True)
class CodedEvent:
    """A true event."""

    day: date
    town: str
    killed: int
    region: str = "Zenda"
    country: str = "Kenya"
    side: str = "Free Army"


def hot_events(count: int) -> list[CodedEvent]:
    """Events of 20 towns and as many days as it takes for 25 of each town-day: all alike but for their tolls."""
    towns = [f"{start}{end}" for start, end in product(("Hentz", "Strel", "Mogad", "Kisum", "Bunda"), ("au", "on", "ik", "eba"))]  # fmt: skip
    days = (date(2023, 1, 1) + timedelta(days) for days in range(count))
    events = (CodedEvent(day, town, nth % 4) for day in days for town in towns for nth in range(25))
    return [event for event, _ in zip(events, range(count), strict=False)]


def make_row(dataset: str, nth: int, event: CodedEvent) -> dict[str, str]:
    """The cells of an event by column: each dataset codes it as its codebook has it."""
    day, killed = event.day, str(event.killed)
    numbers = {"year": day.year, "month": day.month, "day": day.day}
    if dataset == "ACLED":
        return {
            "event_id_cnty": f"KEN{nth}", "event_date": f"{day:%d %B %Y}", "time_precision": "1", "event_type": "Battles",
            "sub_event_type": "Armed clash", "actor1": event.side, "location": event.town, "admin1": event.region,
            "country": event.country, "geo_precision": "1", "source": "Wire", "fatalities": killed,
        }  # fmt: skip
    if dataset == "UCDP GED":
        return {
            "id": str(400_000 + nth), "type_of_violence": "2", "side_a": event.side, "where_prec": "1",
            "where_coordinates": event.town, "adm_1": event.region, "country": event.country, "date_prec": "1",
            "date_start": f"{day} 00:00:00.000", "date_end": f"{day} 00:00:00.000", "source_office": "Post",
            "deaths_a": "0", "deaths_b": "0", "deaths_civilians": "0", "deaths_unknown": killed,
            "best": killed, "high": killed, "low": killed,
        }  # fmt: skip
    if dataset == "GTD":
        return {
            "eventid": f"{day:%Y%m%d}{nth:04}", **{f"i{name}": str(number) for name, number in numbers.items()},
            "country_txt": event.country, "provstate": event.region, "city": event.town, "specificity": "1",
            "attacktype1": "2", "attacktype1_txt": "Armed Assault", "gname": event.side, "nkill": killed,
            "nkillter": "0", "nwound": "-99",
        }  # fmt: skip
    return {
        "DisNo.": f"{day.year}-{nth:04}-KEN", "Disaster Type": "Flood", "ISO": "KEN", "Country": event.country,
        "Location": f"{event.town}, {event.region}", "Total Deaths": killed,
        **{f"{end} {name.title()}": str(number) for end in ("Start", "End") for name, number in numbers.items()},
    }  # fmt: skip


def write_table(dataset: str, rows: Sequence[dict[str, str]]) -> str:
    """A table of these rows, as CSV."""
    names = HEADERS[dataset].split(",")
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    return "".join(",".join(f'"{cell}"' if "," in cell else cell for cell in line) + "\n" for line in lines)


def read_text(text: str, **mapping: str) -> Iterator[EventReport]:
    """The records of a CSV text. Raises AssertionError for a row that cannot be read."""
    lines = (Line(number, f"{line}\n") for number, line in enumerate(text.splitlines(), start=1))
    rows = read_rows(lines, ",", LONGEST)
    for record in read_table("x.csv", next(rows).cells, rows, parse_mapping(mapping)):
        assert isinstance(record, EventReport), record
        yield record


def code(dataset: str, events: Sequence[CodedEvent]) -> list[EventReport]:
    """The records of these events as a dataset codes them."""
    return list(read_text(write_table(dataset, [make_row(dataset, nth, event) for nth, event in enumerate(events)])))
