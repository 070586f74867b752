"""The noise in made-up records: as much as is said, and none that no report has."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from benchmarks import eventnoise, events

from .news_corpus import Told, by_article

pytestmark = pytest.mark.slow


def words(record: dict[str, Any]) -> str:
    """What a record says, without its article and source."""
    return json.dumps({name: value for name, value in record.items() if name not in ("article", "source")})


def shares(corpus: list[Told]) -> Iterator[tuple[str, float, list[bool]]]:
    """Each kind of noise: its constant, and for each case in which it may occur whether it did."""
    places = [(each.record["place"], each.incident.town) for each in corpus]
    narrower = [(place, town) for place, town in places if place["name"] or place["region"]]
    yield "COUNTRY_ONLY", eventnoise.COUNTRY_ONLY, [not (p["name"] or p["region"]) for p, _ in places]
    yield "TOWN_MISSING", eventnoise.TOWN_MISSING, [not p["name"] and bool(p["region"]) for p, _ in places]
    yield "REGION_MISSING", eventnoise.REGION_MISSING, [bool(p["name"]) and not p["region"] for p, _ in places]
    yield "COUNTRY_MISSING", eventnoise.COUNTRY_MISSING, [p["country"] is None for p, _ in narrower]
    respelled = [(p["name"] or p["region"]) != (t.name if p["name"] else t.region).usual for p, t in narrower]
    yield "PLACE_RESPELLED", eventnoise.PLACE_RESPELLED, respelled

    yield "DATE_MISSING", eventnoise.DATE_MISSING, [each.record["start"] is None for each in corpus]
    yield "DATE_WINDOW", eventnoise.DATE_WINDOW, [each.record["end"] is not None for each in corpus]
    yield "DATE_OFF_BY_ONE", eventnoise.DATE_OFF_BY_ONE, [each.off == 1 for each in corpus]
    yield "DATE_OFF_BY_TWO", eventnoise.DATE_OFF_BY_TWO, [each.off == 2 for each in corpus]

    yield "TYPE_CONFUSED", eventnoise.TYPE_CONFUSED, [each.record["type"] != each.incident.type for each in corpus]

    roles = [
        [actor["role"] for actor in each.record["actors"]]
        for each in corpus
        if each.incident.type == "attack_on_civilians"
    ]
    yield "PERPETRATOR_MISSING", eventnoise.PERPETRATOR_MISSING, ["perpetrator" not in given for given in roles]
    yield "TARGET_MISSING", eventnoise.TARGET_MISSING, ["target" not in given for given in roles]
    renamed = [
        name not in [side.usual for side in each.incident.sides] for each in corpus for name in actor_names(each)
    ]
    yield "ACTOR_RENAMED", eventnoise.ACTOR_RENAMED, renamed

    for measure in ("killed", "wounded"):
        true = [
            (each.incident.toll[measure], figure(each, measure)) for each in corpus if measure in each.incident.toll
        ]
        yield "FIGURE_MISSING", eventnoise.FIGURE_MISSING, [given is None for toll, given in true if toll]
        stated = (1 - eventnoise.FIGURE_MISSING) * (1 - eventnoise.ZERO_UNSAID)
        yield "ZERO_UNSAID", 1 - stated, [given is None for toll, given in true if not toll]
        said = [(toll, given) for toll, given in true if given]
        yield "FIGURE_DIFFERS", eventnoise.FIGURE_DIFFERS, [given["value"] != toll for toll, given in said]
        yield (
            "FIGURE_BOUNDED",
            eventnoise.FIGURE_BOUNDED,
            [given["bound"] != "exactly" for _, given in said if given["value"]],
        )

    yield "SUMMARY", events.SUMMARY, [len(article) > 1 for article in by_article(corpus)]
    texts = Counter((each.incident.number, words(each.record)) for each in corpus)
    copies = sum(texts.values()) - len(texts)
    yield "WIRE_COPY", events.WIRE_COPY, [True] * copies + [False] * (len(corpus) - copies)


def actor_names(each: Told) -> list[str]:
    return [actor["name"] for actor in each.record["actors"]]


def figure(each: Told, measure: str) -> dict[str, Any] | None:
    return next((given for given in each.record["figures"] if given["measure"] == measure), None)


def test_there_is_as_much_noise_as_is_said(corpus: list[Told]) -> None:
    """Each share lies within four standard deviations, plus a little for copies, which repeat a draw."""
    for name, expected, cases in shares(corpus):
        found, deviation = sum(cases) / len(cases), (expected * (1 - expected) / len(cases)) ** 0.5
        assert found == pytest.approx(expected, abs=4 * deviation + 0.005), name


def test_the_table_of_noise_is_true() -> None:
    """The module's docstring gives the value of each constant."""
    table = re.findall(r"^\| ([A-Z_]+) \| (\d+) % \|", events.__doc__ or "", flags=re.MULTILINE)
    assert len(table) == 19
    for name, percent in table:
        assert {**vars(eventnoise), **vars(events)}[name] == pytest.approx(int(percent) / 100), name


def test_dates_are_possible(corpus: list[Told]) -> None:
    """No report dates its event after it was published, and a window holds the true day."""
    for each in corpus:
        start, end, day = each.record["start"], each.record["end"], date.fromordinal(each.incident.day).isoformat()
        assert (end or start or "") <= each.record["published"]
        if end:
            assert start <= day <= end
            assert start < end


def test_a_type_is_taken_for_one_near_it(corpus: list[Told]) -> None:
    """A protest becomes a riot and never an air strike."""
    told_as: dict[str, set[str]] = defaultdict(set)
    for each in corpus:
        told_as[each.incident.type].add(each.record["type"])
    assert told_as["air_drone_strike"] == {
        "air_drone_strike",
        "shelling_artillery_missile",
        "remote_explosive",
        "attack_on_civilians",
    }
    assert told_as["peaceful_protest"] == {"peaceful_protest", "violent_demonstration", "protest_with_intervention"}


def test_actors_are_named_in_many_ways(corpus: list[Told]) -> None:
    """Abbreviations, suffixes and words that fit anyone, and all of them names of the true side."""
    given: set[str] = set()
    for each in corpus:
        known = [{side.usual, *side.others} for side in each.incident.sides]
        names = actor_names(each)
        assert any(
            all(name in side for name, side in zip(names, order, strict=False))
            for order in (known, known[1:], known[:1])
        )
        given.update(names)
    assert {"Rapid Support Forces", "RSF", "Al Shabaab", "HSM"} <= given
    assert {"militants", "unidentified gunmen", "security forces"} <= given
    for suffix in (" army", " fighters", " forces"):
        assert any(name.removesuffix(suffix) in given for name in given if name.endswith(suffix))


def test_a_toll_that_differs_is_near_or_has_grown(corpus: list[Told]) -> None:
    """On the day itself one or two off, later also a fifth a day more; never below zero."""
    grown, first = 0, set()
    for each in corpus:
        given, true = figure(each, "killed"), each.incident.toll.get("killed")
        if given is None or true is None:
            continue
        off = given["value"] - true
        assert given["value"] >= 0
        assert abs(off) <= 2 or (each.delay and 0 < off <= 1 + 0.2 * each.delay * max(true, 1))
        grown += abs(off) > 2
        if not each.delay:
            first.add(off)
    assert grown > 5
    assert first == {-2, -1, 0, 1, 2}


def test_a_figure_may_be_a_bound(corpus: list[Told]) -> None:
    """At least so many, or about so many, and never of none."""
    figures = [given for each in corpus for given in each.record["figures"]]
    assert {given["bound"] for given in figures if not given["value"]} == {"exactly"}
    assert {given["bound"] for each in corpus for given in each.record["figures"]} == {"exactly", "at_least", "about"}
