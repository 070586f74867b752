"""Estimates: best by each rule, what it rests on, and how far totals depend on it."""

from datetime import date, datetime
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import ReportedFigure, Summary, check
from summarizer.consistency import Checked, Context, check_figures, estimate_counts, measure_sensitivity
from summarizer.errors import UsageError
from summarizer.records.incidents import BEST_RULES, BestRule, IncidentEstimate
from summarizer.render import render

from ..helpers.reports import figure, report

DATES: dict[str, date | datetime | None] = {
    "sat": date(2023, 4, 29),
    "sat2": date(2023, 4, 29),
    "sat3": date(2023, 4, 29),
    "sun": date(2023, 4, 30),
    "mon": date(2023, 5, 1),
    "am": datetime(2022, 10, 10, 9, 30),
    "pm": datetime(2022, 10, 10, 20, 15),
}
CONTEXT = Context(DATES, {"copy": "sat", "copy2": "sat"})
NOTHING_REPLACED = Checked((), (), (), frozenset(), ())


def told(*numbers: tuple[float, str], **fields: Any) -> list[ReportedFigure]:
    """Figures as (number, article), each on the word of a source of its own."""
    return [
        figure(value=value, article=article, attributed_to=f"{article.title()}x", **fields)
        for value, article in numbers
    ]


def only(figures: list[ReportedFigure]) -> IncidentEstimate:
    (estimate,) = estimate_counts(figures, NOTHING_REPLACED, CONTEXT)
    return estimate


# (figures, best by latest, median, mode, min, max, most_sourced; what the case is)
BESTS = [
    (told((4, "a")), (4, 4, 4, 4, 4, 4), "one number: every rule says it"),
    (told((4, "sat"), (9, "sun")), (9, 4, 4, 4, 9, 9), "two numbers: the lower of two middle ones; a tie is lowest or latest"),
    (told((9, "sat"), (4, "sun")), (4, 4, 4, 4, 9, 4), "the latest may be the lowest"),
    (told((2, "a"), (4, "b"), (9, "c")), (2, 4, 2, 2, 9, 2), "undated, all different: the lowest but for median and max"),
    (told((2, "sat"), (9, "sun"), (9, "mon")), (9, 9, 9, 2, 9, 9), "two articles against one"),
    (told((2, "sat"), (2, "sat2"), (2, "sat3"), (9, "sun"), (9, "mon")), (9, 2, 2, 2, 9, 2), "three articles against two"),
    ([figure(value=2, article="sat"), figure(value=2, article="copy"), figure(value=2, article="copy2"),
      figure(value=9, article="x"), figure(value=9, article="y")], (2, 2, 2, 2, 9, 9), "copies are one source"),
    ([figure(value=2, article=a, attributed_to="Governor Bogomaz") for a in "abc"]
     + [figure(value=9, article=a, attributed_to=f"Mayor {a}x") for a in "de"], (2, 2, 2, 2, 9, 9), "one official is one source"),
    ([figure(value=2, article="a", attributed_to=w) for w in ("Ann", "Ben", "Cy")] + told((9, "b"), (9, "c")),
     (2, 9, 9, 2, 9, 2), "an article says a number once, whoever it names for it"),
    (told((75, "am"), (83, "pm")), (83, 75, 75, 75, 83, 83), "by the hour"),
    (told((75, "am"), (83, "pm"), (90, "undated")), (83, 83, 75, 75, 90, 83), "what is undated may be the latest"),
    (told((80, "a"), bound="more_than") + told((83, "b")), (83, 83, 83, 83, 83, 83), "beside 83, more than 80 adds nothing"),
    (told((120, "a"), bound="more_than") + told((69, "b")), (69, 69, 69, 69, 120, 69), "a bound counts as its number"),
    ([figure(value=None, low=24, high=99, article="a"), *told((9, "b"))], (9, 9, 9, 9, 24, 9), "dozens are two dozen at least"),
    (told((0, "a"), (0, "b"), (3, "c")), (0, 0, 0, 0, 3, 0), "none is a number too"),
]  # fmt: skip


@pytest.mark.parametrize(("figures", "expected", "case"), BESTS, ids=[case for *_, case in BESTS])
def test_best_by_each_rule(figures: list[ReportedFigure], expected: tuple[float, ...], case: str) -> None:
    """Always a number that a source states; the rule named is the one that best follows."""
    by_rule = only(figures).by_rule
    assert by_rule == dict(zip(BEST_RULES, expected, strict=True)), case
    for rule in BEST_RULES:
        (estimate,) = estimate_counts(figures, NOTHING_REPLACED, CONTEXT, rule)
        assert estimate.best == by_rule[rule]


@pytest.mark.parametrize(
    ("figures", "spread", "relative"),
    [
        (told((4, "a")), 0, 0),
        (told((4, "a"), (5, "b")), 1, 0.2),
        (told((0, "a"), (3, "b")), 3, 1),
        (told((0, "a"), (0, "b")), 0, 0),
    ],
)
def test_spread(figures: list[ReportedFigure], spread: float, relative: float) -> None:
    """The highest less the lowest over the rules, and as a share of the highest."""
    estimate = only(figures)
    assert estimate.spread == spread
    assert estimate.relative_spread == pytest.approx(relative)


def test_no_part_exceeds_the_high_of_its_whole() -> None:
    """Fourteen people by one report, nineteen passengers by another: fourteen is no upper end."""
    told = check(
        [
            {"article": str(number), "type": "transport_accident", "incident": "x", "figures": [figure]}
            for number, figure in enumerate(
                [
                    {"measure": "killed", "of": "people", "value": 14},
                    {"measure": "killed", "of": "passengers", "value": 19},
                    {"measure": "killed", "of": "children", "value": 3},
                ]
            )
        ]
    )
    found = {one.of: (one.low, one.high) for one in told.incidents[0].estimates}
    assert found == {"people": (14, 19), "passengers": (19, 19), "children": (3, 3)}


def test_what_was_replaced_has_no_vote() -> None:
    """A first count of two that its source raised to four is no minimum."""
    figures = [figure(value=2, article="sat", attributed_to="A"), figure(value=4, article="sun", attributed_to="A")]
    (estimate,) = estimate_counts(figures, check_figures(figures, CONTEXT), CONTEXT)
    assert set(estimate.by_rule.values()) == {4}


@pytest.mark.parametrize(
    ("populations", "groups"),
    [
        (["soldiers", "Russian soldiers"], 1),
        (["Russian soldiers", "Ukrainian soldiers"], 2),
        (["soldiers", "Russian soldiers", "Ukrainian soldiers"], 3),
        (["dead", "people"], 1),
        (["civilians", "people"], 2),
    ],
)
def test_one_estimate_for_each_population(populations: list[str], groups: int) -> None:
    """Soldiers are the Russian ones where no other nation's are counted; else nobody knows whose they are."""
    figures = [figure(of=of, value=n, article=f"a{n}") for n, of in enumerate(populations)]
    for several in (figures, figures[::-1]):
        assert len(estimate_counts(several, NOTHING_REPLACED, CONTEXT)) == groups


FIGURES = st.lists(
    st.builds(
        figure,
        of=st.sampled_from(["soldiers", "Russian soldiers", "Ukrainian soldiers", "people"]),
        value=st.integers(0, 6),
        bound=st.sampled_from(["exactly", "more_than", "about"]),
        article=st.sampled_from([*DATES, "copy", "undated"]),
        attributed_to=st.sampled_from([None, "the ministry", "Russia's ministry", "Ukraine's ministry", "Ann"]),
    ),
    min_size=1,
    max_size=7,
)  # fmt: skip


@given(FIGURES, st.data())
def test_estimates_are_the_same_in_any_order(figures: list[ReportedFigure], data: st.DataObject) -> None:
    """Every number of every estimate; and each best is between low and high, and stated by a source."""

    def numbers(several: list[ReportedFigure]) -> list[Any]:
        found = estimate_counts(several, NOTHING_REPLACED, CONTEXT)
        return sorted((e.low, e.best, e.high or -1, sorted(e.by_rule.items())) for e in found)

    assert numbers(figures) == numbers(data.draw(st.permutations(figures)))
    for estimate in estimate_counts(figures, NOTHING_REPLACED, CONTEXT):
        assert set(estimate.by_rule.values()) <= {f.value for f in figures}
        assert max(estimate.by_rule.values()) == estimate.by_rule["max"]
        assert min(estimate.by_rule.values()) == estimate.by_rule["min"]


def estimate(
    of: str, low: float, high: float | None = None, measure: str = "killed", unit: str | None = None
) -> IncidentEstimate:
    """An estimate whose best is `high` by max and `low` by every other rule."""
    top = high or low
    by_rule: dict[BestRule, float] = {**dict.fromkeys(BEST_RULES, low), "max": top}
    return IncidentEstimate(
        measure=measure, of=of, low=low, best=low, high=top, unit=unit, by_rule=by_rule, spread=top - low
    )


# (the estimates of each incident; of, unit, incidents, dependent, total by latest, total by max; what the case is)
TOTALS = [
    ([[estimate("people", 4)], [estimate("people", 5)]], [("people", None, 2, 0, 9, 9)], "nothing depends"),
    ([[estimate("people", 4, 6)], [estimate("people", 5)]], [("people", None, 2, 1, 9, 11)], "one of two depends"),
    ([[estimate("people", 5, 7), estimate("civilians", 3)]], [("people", None, 1, 1, 5, 7)], "a part is not added"),
    ([[estimate("soldiers", 5), estimate("civilians", 3)]], [("people", None, 1, 0, 8, 8)], "two parts are"),
    ([[estimate("soldiers", 9), estimate("Russian soldiers", 5), estimate("Ukrainian soldiers", 4)]],
     [("people", None, 1, 0, 9, 9)], "nor are the soldiers of each nation"),
    ([[estimate("civilians", 3)], [estimate("soldiers", 5)]], [("people", None, 2, 0, 8, 8)], "people of all classes"),
    ([[estimate("drones", 3, measure="launched"), estimate("missiles", 5, measure="launched")]],
     [("drones", None, 1, 0, 3, 3), ("missiles", None, 1, 0, 5, 5)], "drones and missiles are two totals"),
    ([[estimate("losses", 3, measure="cost", unit="USD")], [estimate("losses", 5, measure="cost", unit="EUR")]],
     [("losses", "EUR", 1, 0, 5, 5), ("losses", "USD", 1, 0, 3, 3)], "so are two currencies"),
    ([[estimate("civilian vehicles", 2, measure="destroyed")], [estimate("vehicles", 3, measure="destroyed")]],
     [("vehicles", None, 2, 0, 5, 5)], "vehicles that belong to people are vehicles, not people destroyed"),
    ([[estimate("government fighter jets", 2, measure="intercepted")]], [("government fighter jets", None, 1, 0, 2, 2)],
     "fighter jets are no fighters"),
    ([[estimate("civilian buildings", 4, measure="damaged"), estimate("soldiers' houses", 3, measure="damaged")]],
     [("civilian buildings", None, 1, 0, 4, 4), ("soldiers' houses", None, 1, 0, 3, 3)], "two kinds of thing are two totals"),
    ([[estimate("homes", 3, 9, measure="without_power", unit="%")]], [("homes", "%", 1, 1, None, None)], "percentages have no sum"),
    ([[estimate("earthquake", 6, 7, measure="magnitude")]], [("earthquake", None, 1, 1, None, None)], "nor have magnitudes"),
    ([], [], "no incident"),
]  # fmt: skip


@pytest.mark.parametrize(("incidents", "expected", "case"), TOTALS, ids=[case for *_, case in TOTALS])
def test_totals_by_each_rule(
    incidents: list[list[IncidentEstimate]], expected: list[tuple[Any, ...]], case: str
) -> None:
    """What a researcher would report over all incidents, and in how many the rule matters."""
    found = [
        (s.of, s.unit, s.incidents, s.dependent, s.totals.get("latest"), s.totals.get("max"))
        for s in measure_sensitivity(incidents)
    ]
    assert found == expected, case


def test_totals_of_the_gravest_measures_come_first() -> None:
    """Deaths before damage."""
    incident = [estimate("houses", 3, measure="damaged"), estimate("people", 1)]
    assert [s.measure for s in measure_sensitivity([incident])] == ["killed", "damaged"]


RECORDS = [
    report("a", figures=[figure(value=2)]),
    report("b", figures=[figure(value=4, article="b"), figure("wounded", value=7, article="b")]),
    report("c", place="Kyiv", start="2023-01-01", figures=[figure(value=1, article="c")]),
]


def checked(best: BestRule = "latest") -> Summary:
    return check([record.model_dump(mode="json") for record in RECORDS], best=best)


def test_the_summary_says_its_rule_and_what_depends_on_it() -> None:
    """Best by the rule asked for; the totals by every rule."""
    summary = checked("max")
    assert summary.best == "max"
    bests = {(e.measure, e.best) for incident in summary.incidents for e in incident.estimates}
    assert bests == {("killed", 4), ("killed", 1), ("wounded", 7)}
    killed, wounded = summary.sensitivity
    assert (killed.measure, killed.incidents, killed.dependent, killed.spread) == ("killed", 2, 1, 2)
    assert killed.totals == {"latest": 3, "median": 3, "mode": 3, "min": 3, "max": 5, "most_sourced": 3}
    assert killed.relative_spread == pytest.approx(0.4)
    assert (wounded.dependent, wounded.spread) == (0, 0)
    assert checked("max").incidents[0].estimates[0].spread == 2


def test_reports_say_what_depends_on_the_rule_and_nothing_where_nothing_does() -> None:
    """One line for each measure that depends; no section for a run in which every rule says the same."""
    line = "people killed: in 1 of 2 incidents; in all 3 (latest, median, mode, min, most sourced), 5 (max)."
    assert f"HOW FAR BEST (HERE: MOST SOURCED) DEPENDS ON ITS RULE - {line}" in " ".join(
        render(checked("most_sourced"), "text").split()
    )
    assert line in render(checked(), "md").replace("\\", "")
    assert "people wounded: in" not in render(checked(), "text")
    for form in ("text", "md"):
        assert "depends on" not in render(check(RECORDS[1:]), form).casefold()


def test_a_rule_that_there_is_not_is_refused() -> None:
    """Before anything is read, with the rules that there are."""
    with pytest.raises(UsageError, match="'mean': one of latest, median, mode, min, max, most_sourced"):
        check([], best="mean")  # type: ignore[arg-type]  # the error is the test


def test_the_high_of_a_whole_does_not_hang_on_the_order_of_its_parts() -> None:
    """Two parts exceed it, and the one that reaches farther counts wherever it stands."""
    told = [
        figure(of="people", value=14, article="a"),
        figure(of="passengers", value=19, low=19, high=30, article="b"),
        figure(of="children", value=20, article="c"),
    ]
    for several in (told, told[::-1]):
        found = {one.of: one.high for one in estimate_counts(several, NOTHING_REPLACED, CONTEXT)}
        assert found["people"] == 30


def after(first: dict[str, object], then: dict[str, object]) -> tuple[float | None, float | None, list[str]]:
    """Low and high of two reports of one event a day apart, and the kinds of what is found."""
    reports = [
        {
            "article": name,
            "source": given.pop("source"),
            "published": day,
            "type": "flood",
            "incident": "x",
            "figures": [{"measure": "killed", "of": "people", **given}],
        }
        for name, day, given in (("a", "2026-03-10", dict(first)), ("b", "2026-03-11", dict(then)))
    ]
    summary = check(reports)
    (estimate,) = summary.incidents[0].estimates
    return estimate.low, estimate.high, [f.kind for f in summary.findings if f.kind in ("conflict", "revision")]


POLICE = {"source": "Herald", "value": 4, "attributed_to": "police"}


@pytest.mark.parametrize(
    ("then", "found", "why"),
    [
        ({"source": "Blog", "value": 900, "attributed_to": "a blogger"}, (4, 900, ["conflict"]), "another voice, far"),
        ({"source": "Blog", "value": 900}, (4, 900, ["conflict"]), "another outlet in its own words, far"),
        (
            {"source": "Blog", "value": 900, "quote": "the toll has risen to 900"},
            (4, 900, ["revision"]),
            "that says it rose",
        ),
        (
            {"source": "Blog", "value": 900, "attributed_to": "police"},
            (4, 900, ["revision"]),
            "that cites the same source",
        ),
        ({"source": "Herald", "value": 900, "attributed_to": "police"}, (900, 900, ["revision"]), "the outlet itself"),
        ({"source": "Post", "value": 9, "attributed_to": "doctors"}, (9, 9, ["revision"]), "another voice, near"),
        ({"source": "Post", "value": 9, "attributed_to": "police"}, (9, 9, ["revision"]), "the same voice, near"),
        ({"source": "Post", "value": 1, "attributed_to": "doctors"}, (1, 4, ["conflict"]), "another voice, lower"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_one_later_voice_does_not_erase_another(
    then: dict[str, object], found: tuple[float, float, list[str]], why: str
) -> None:
    """After four dead by the police in the Herald: what stands in the estimate, and what is found."""
    assert after(POLICE, then) == found, why


def test_five_officials_stand_beside_one_later_blog() -> None:
    """Whatever the rule for best, low and high are theirs and its; the middle number is theirs."""
    officials = ("police", "the mayor", "the hospital", "the Red Cross", "the governor")
    reports = [
        {
            "article": by,
            "source": f"Paper {n}",
            "published": "2026-03-10",
            "type": "flood",
            "incident": "x",
            "figures": [{"measure": "killed", "of": "people", "value": 4, "attributed_to": by}],
        }
        for n, by in enumerate(officials)
    ]
    blog = {
        "article": "blog",
        "source": "Blog",
        "published": "2026-03-11",
        "type": "flood",
        "incident": "x",
        "figures": [{"measure": "killed", "of": "people", "value": 900}],
    }
    (estimate,) = check([*reports, blog]).incidents[0].estimates
    assert (estimate.low, estimate.high) == (4, 900)
    assert estimate.by_rule["median"] == estimate.by_rule["most_sourced"] == estimate.by_rule["mode"] == 4


def test_sources_on_the_way_make_a_far_number_a_revision() -> None:
    """Four sources that report 10, 25, 60 and 130 tell of one toll that rises; one source's steps are no such way."""
    rising = [(10, "A"), (25, "B"), (60, "C"), (130, "D")]
    ladder = [(4, "Herald"), (11, "Blog"), (30, "Blog"), (900, "Blog")]
    for steps, kinds, low in ((rising, {"revision"}, 130), (ladder, {"conflict", "revision"}, 4)):
        reports = [
            {
                "article": str(n),
                "source": source,
                "published": f"2026-03-1{n}",
                "type": "flood",
                "incident": "x",
                "figures": [{"measure": "killed", "of": "people", "value": value}],
            }
            for n, (value, source) in enumerate(steps)
        ]
        summary = check(reports)
        assert {f.kind for f in summary.findings} & {"conflict", "revision"} == kinds
        assert summary.incidents[0].estimates[0].low == low


def test_parts_of_very_many_populations_are_found_in_little_time() -> None:
    """Estimates of two thousand villages: each is looked up, not held against every other."""

    def seconds(count: int) -> float:
        figures = [{"measure": "killed", "of": f"people of village {n}", "value": 1 + n % 7} for n in range(count)] + [
            {"measure": "killed", "of": "people", "value": 5}
        ]
        start = process_time()
        (incident,) = check([{"article": "a", "type": "flood", "figures": figures}]).incidents
        assert next(one for one in incident.estimates if one.of == "people").high == 7
        return process_time() - start

    seconds(50)
    assert seconds(2000) < 8 * seconds(500) + 0.2
