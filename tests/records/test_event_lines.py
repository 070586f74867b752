"""Records read by the fast library: each is what pydantic makes of it, or is left to pydantic."""

import contextlib
import json
from datetime import date
from typing import Annotated, Any, Self

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import Field, create_model, field_validator, model_validator

from summarizer.errors import RecordError
from summarizer.files.delimited import check_encoding
from summarizer.inputs.records.jsonl import parse_record
from summarizer.linking import Group
from summarizer.linking.corpus import prepare
from summarizer.records.event_lines import (
    ReportLine,
    _mirror,
    decode_line,
    dump_line,
    dump_record,
    load_decoded,
    load_report,
)
from summarizer.records.events import parse_event_report
from summarizer.schemas import Place, Record
from summarizer.summary.incidents import check_incident


def read_slowly(line: bytes) -> ReportLine:
    text = check_encoding(line.decode(errors="surrogateescape"))
    return dump_line(parse_event_report(parse_record(text)))


def make_line(**fields: Any) -> bytes:
    return json.dumps({"article": "a", "type": "flood", **fields}).encode()


def make_figure(**fields: Any) -> bytes:
    return make_line(figures=[{"measure": "killed", "of": "people", **fields}])


ORDINARY = {
    "nothing but what must be": make_line(),
    "a day": make_line(published="2023-05-30", start="2023-05-29", end="2023-05-30"),
    "an hour in UTC": make_line(published="2023-05-30T10:00:00Z"),
    "an hour somewhere": make_line(published="2023-05-30T10:00:00+03:00"),
    "an hour nowhere": make_line(published="2023-05-30T10:00:00"),
    "a part of a second": make_line(published="2023-05-30T10:00:00.125000Z"),
    "a whole number": make_figure(value=5),
    "a number with a fraction": make_figure(measure="magnitude", value=7.1),
    "none": make_figure(value=0),
    "one person": make_figure(value=1, quote="A man was killed"),
    "a running total": make_figure(measure="detained", value=1, quote="a fourth man was arrested"),
    "a unit in words": make_figure(measure="cost", value=7, unit="US dollars"),
    "the event's own region": make_line(
        place={"town": "Karsa", "region": "Oromia"},
        figures=[{"measure": "killed", "of": "people", "value": 5, "where": "the region of Oromia"}],
    ),
    "a bound": make_figure(value=5, bound="at_least"),
    "both ends and a bound": make_figure(low=5, high=9, bound="between"),
    "a quote and its place": make_figure(value=5, quote='five "people" \\ died', start=12, end=30, match="exact"),
    "its own article and outlet": make_figure(value=5, article="b", source="Wire"),
    "letters of every kind": make_line(headline="Überschwemmung в Киеве \U0001f30a \u2028 \x7f \x00 \t"),
    "a place, sides and what happened": make_line(
        place={"name": "Karsa", "country": "Kenya"}, actors=[{"name": "the army", "role": "target"}], about="a dam"
    ),
    "a place in parts, some said in English": make_line(
        place={"site": 'School "No. 5"', "town": "Karsa", "district": "South, East", "country": "Kenya"},
        actors=[{"name": "l'armée", "name_english": 'the "army"', "role": "target"}],
    ),
    "a place in parts and in words": make_line(place={"name": "a school in Karsa", "site": "School No. 5"}),
    "what the article names": make_line(
        named=[{"kind": "victim", "name": 'Ann "B" [C]', "age": 34}, {"kind": "site", "name": "School"}],
        terms=["karsa", "dam\\", '"terms":[]'],
    ),
    "all that a figure says": make_figure(
        value=1,
        implicit=True,
        of_english="men",
        inclusion='with the "gunman"',
        category="police",
        period="since May",
        stance="hypothetical",
    ),
    "an event of a dataset": make_line(
        dataset="ACLED", dataset_id="KEN1", date_precision=7, place_precision="region", place={"name": "Karsa"}
    ),
    "a version": make_line(schema_version=1),
    "blank names": make_line(source="", incident=" ", copy_of="\t"),
    "an incident and an original": make_line(incident="i", copy_of="b", source="Wire", when="on Monday"),
}


@pytest.mark.parametrize("line", ORDINARY.values(), ids=list(ORDINARY))
def test_ordinary_records_are_read_by_the_fast_library(line: bytes) -> None:
    """It makes of them the same bytes, and so the same ids; what linking compares; and, read again, the same report."""
    fast, slow = decode_line(line), read_slowly(line)
    assert fast is not None
    assert fast[1:] == slow[1:]
    assert prepare([fast]) == prepare([slow])
    assert load_report(fast.json) == slow.report
    assert load_report(fast.json).model_dump_json().encode() == slow.json


LEFT = {
    "a number as text": make_figure(value="5"),
    "true": make_figure(value=True),
    "no number": make_figure(),
    "not a number": make_figure(value=float("nan")),
    "without an end": make_figure(value=float("inf")),
    "more than a double": b'{"article":"a","type":"flood","figures":[{"measure":"cost","value":1e999}]}',
    "more than its integers": make_figure(value=2**53 + 2),
    "below none": make_figure(value=-1),
    "minus none": make_figure(value=-0.0),
    "half a person": make_figure(value=4.5),
    "ends the wrong way round": make_figure(low=9, high=5),
    "a value outside its ends": make_figure(value=20, low=5, high=9),
    "ends without a bound": make_figure(low=5, high=9),
    "an offset past all texts": make_figure(value=5, start=2**53),
    "an age that is none": make_line(named=[{"kind": "victim", "name": "Ann", "age": 1000}]),
    "an age in words": make_line(named=[{"kind": "victim", "name": "Ann", "age": "34"}]),
    "an age below none": make_line(named=[{"kind": "victim", "name": "Ann", "age": -0.0}]),
    "a dataset without a name": make_line(dataset=""),
    "an id of no dataset": make_line(dataset_id="KEN1"),
    "no day at all": make_line(date_precision=0),
    "more days than a table holds": make_line(date_precision=2**31),
    "a version past all": make_line(schema_version=2**70),
    "names alone": make_line(actors=["the army"]),
    "a day with midnight": make_line(start="2023-05-29T00:00:00"),
    "a day of no calendar": make_line(published="9999-12-31"),
    "a field too many": make_line(extra=1),
    "no article": b'{"type": "flood"}',
    "half a character": b'{"article":"\\ud800","type":"flood"}',
    "no UTF-8": b'{"article":"\xff","type":"flood"}',
    "a NUL": b'{"article":"\x00","type":"flood"}',
    "no object": b"[]",
    "no JSON": b"{",
    "nothing": b"\n",
    "brackets without end": b"[" * 100_000,
}


@pytest.mark.parametrize("line", LEFT.values(), ids=list(LEFT))
def test_odd_records_are_left_to_pydantic(line: bytes) -> None:
    """Some of them it reads, and it has the messages for the others."""
    assert decode_line(line) is None


texts = st.one_of(st.none(), st.text(max_size=8), st.sampled_from(["2023-05-30", "Kyiv", "\ud800", "1", "exactly"]))
numbers = st.one_of(
    st.none(), st.integers(-5, 300), st.integers(), st.floats(), st.sampled_from([-0.0, 1e-7, 2.0**53, "12", True])
)
days = st.one_of(
    st.none(),
    st.dates().map(str),
    st.datetimes().map(lambda moment: moment.isoformat()),
    st.sampled_from(["2023-05-30T10:00:00Z", "2023-05-30T10:00:00.5+01:00", "2023-W22-2", "20230530", 5, "2023-05-30 10:00"]),
)  # fmt: skip
bounds = st.sampled_from(["exactly", "about", "at_least", "more_than", "at_most", "less_than", "between", "near", None])
figures = st.fixed_dictionaries(
    {"measure": st.sampled_from(["killed", "magnitude", "cost", "other", "mine", None])},
    optional={
        **dict.fromkeys(("value", "low", "high", "start", "end"), numbers),
        **dict.fromkeys(
            ("of", "unit", "words", "where", "attributed_to", "as_of", "quote", "article", "source"), texts
        ),
        **dict.fromkeys(("of_english", "inclusion", "period"), texts),
        "bound": bounds,
        "extent": st.sampled_from(["total", "additional", "part", "all"]),
        "stance": st.sampled_from(["asserted", "denied", "hypothetical", "other_event", "maybe"]),
        "category": st.sampled_from(["police", None, "others"]),
        "implicit": st.sampled_from([True, False, 1, "yes", None]),
        "match": st.sampled_from(["exact", "folded", "fuzzy", None, "other"]),
        "corrected": texts,
    },
)
PLACE = ("name", "site", "town", "district", "region", "country", "x")
named = st.fixed_dictionaries(
    {"kind": st.sampled_from(["victim", "site", "x"]), "name": texts}, optional={"age": numbers}
)
actors = st.one_of(
    texts,
    st.fixed_dictionaries(
        {"name": texts, "role": st.sampled_from(["perpetrator", "target", "participant", "x"])},
        optional={"name_english": texts},
    ),
)
records = st.fixed_dictionaries(
    {"article": st.text(max_size=4), "type": st.sampled_from(["flood", "Armed clash", ""])},
    optional={
        **dict.fromkeys(("source", "incident", "copy_of", "headline", "when", "about", "more"), texts),
        **dict.fromkeys(("published", "start", "end"), days),
        "place": st.one_of(st.none(), st.dictionaries(st.sampled_from(PLACE), texts)),
        "actors": st.lists(actors, max_size=2),
        "figures": st.lists(figures, max_size=3),
        "named": st.lists(named, max_size=2),
        "terms": st.lists(texts, max_size=2),
        "schema_version": numbers,
        **dict.fromkeys(("dataset", "dataset_id"), texts),
        "date_precision": numbers,
        "place_precision": st.sampled_from(["town", "region", "country", "here", None]),
    },
)


def check_line(line: bytes) -> None:
    fast = decode_line(line)
    if fast is None:
        return
    slow = read_slowly(line)  # and no RecordError
    assert fast[1:] == slow[1:]
    assert prepare([fast]) == prepare([slow])
    assert load_report(fast.json) == slow.report


def check_alike(lines: list[bytes]) -> bool:
    """Whether an incident of these reports is checked and written alike; False if it is left to pydantic."""
    decoded, whole = list(map(load_decoded, lines)), list(map(load_report, lines))
    if None in decoded:
        return False
    newest = date(2023, 6, 1)
    fast, slow = (
        check_incident(Group("i", tuple(filter(None, reports)), (0,) * len(reports)), newest=newest)
        for reports in (decoded, whole)
    )
    assert slow.incident.error is None
    assert dump_record(fast, fast.incident.events) == slow.model_dump_json().encode()
    return True


@given(records, st.booleans())
@example({"article": "a", "type": "flood", "figures": [{"measure": "killed", "value": 3, "low": 3}]}, True)
def test_any_record_is_read_alike_or_left(record: dict[str, Any], escaped: bool) -> None:
    """Whatever its fields hold."""
    line = json.dumps(record, ensure_ascii=escaped).encode(errors="surrogatepass")
    check_line(line)
    with contextlib.suppress(RecordError):
        check_alike([read_slowly(line).json])


sound_texts = st.one_of(
    st.none(),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=6),
    st.sampled_from([',"site":null', '"]', "\\"]),
)
sound_records: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    article=st.just("a"),
    type=st.just("flood"),
    place=st.fixed_dictionaries({}, optional=dict.fromkeys(PLACE[:-1], sound_texts)),
    actors=st.lists(st.fixed_dictionaries({"name": st.text("ab ,", max_size=4), "name_english": sound_texts, "role": st.just("target")}), max_size=2),
    named=st.lists(st.fixed_dictionaries({"kind": st.just("site"), "name": st.text('ab]"', max_size=4), "age": st.integers(1, 99)}), max_size=2),
    figures=st.lists(
        st.fixed_dictionaries(
            {"measure": st.just("killed"), "value": st.integers(0, 9), "implicit": st.booleans()},
            optional=dict.fromkeys(("of_english", "inclusion", "period", "where", "words"), sound_texts),
        ),
        max_size=2,
    ),
    terms=st.lists(st.text('ab],"', max_size=4), max_size=2),
    dataset=st.sampled_from(["ACLED", "\u00c9"]),
    dataset_id=sound_texts,
    date_precision=st.sampled_from([None, 1, 30]),
    place_precision=st.sampled_from([None, "town", "district", "country"]),
)  # fmt: skip


@given(sound_records)
def test_any_sound_record_is_read_by_the_fast_library(record: dict[str, Any]) -> None:
    """And what ids follow from is the same, byte for byte, whatever its texts look like."""
    line = json.dumps(record).encode()
    assert decode_line(line) is not None
    check_line(line)


@given(st.lists(sound_records, min_size=1, max_size=5))
def test_sound_records_are_checked_as_the_fast_library_reads_them(made: list[dict[str, Any]]) -> None:
    """The incident has the same line, byte for byte."""
    lines = [read_slowly(json.dumps({**record, "article": f"a{at}"}).encode()).json for at, record in enumerate(made)]
    assert check_alike(lines)


@pytest.mark.parametrize("line", ORDINARY.values(), ids=list(ORDINARY))
def test_ordinary_records_are_checked_as_the_fast_library_reads_them(line: bytes) -> None:
    """Whatever they say, beside a report of another outlet with another number."""
    other = make_figure(value=9, where="Karsa", as_of="on Monday")
    assert check_alike([read_slowly(each).json for each in (line, other.replace(b'"a"', b'"z"'))])


def test_numbers_that_the_libraries_write_differently_are_left_to_pydantic() -> None:
    """One writes 1e300 and the other 1e+300; a record that pydantic read may have such a number."""
    assert load_decoded(read_slowly(make_figure(measure="cost", value=1e300)).json) is None


@given(records, st.data())
def test_a_field_that_comes_twice_counts_once(record: dict[str, Any], data: st.DataObject) -> None:
    """The last one, as everywhere."""
    again = data.draw(st.sampled_from(sorted(record)))
    value = data.draw(st.one_of(texts, numbers))
    line = json.dumps(record)[:-1] + f", {json.dumps(again)}: {json.dumps(value)}}}"
    check_line(line.encode())


@given(st.one_of(figures, st.fixed_dictionaries({"measure": st.just("cost"), "value": st.floats(0, 2.0**53)})))
def test_any_figure_is_read_alike_or_left(figure: dict[str, Any]) -> None:
    """Its interval, its bound, its checks; and its number has the same digits."""
    check_line(make_line(figures=[figure]))


def make_place_rule() -> type[Record]:
    class Ruled(Place):
        @field_validator("name")
        @classmethod
        def _shorten(cls, name: str) -> str:
            return name[:1]

    return Ruled


def make_check() -> type[Record]:
    class Checked(Place):
        @model_validator(mode="after")
        def _refuse(self) -> Self:
            raise ValueError

    return Checked


NEW = {
    "a validator of a field": make_place_rule(),
    "a check of a record": make_check(),
    "a limit": create_model("Limited", __base__=Record, age=(int, Field(multiple_of=5))),
    "a limit of one that may be missing": create_model("Limited", __base__=Record, age=(Annotated[int, Field(ge=0)] | None, None)),
    "a type of another kind": create_model("Set", __base__=Record, names=(frozenset[str], frozenset())),
    "another name in JSON": create_model("Named", __base__=Record, name=(str, Field(alias="title"))),
}  # fmt: skip


@pytest.mark.parametrize("model", NEW.values(), ids=list(NEW))
def test_a_rule_that_is_new_is_not_passed_over(model: type[Record]) -> None:
    """Records with a rule that the fast way does not know are left to pydantic, all of them."""
    with pytest.raises(TypeError):
        _mirror(model)
