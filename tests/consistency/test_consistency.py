"""Consistency: what is flagged, what is not, and why."""

import time
from datetime import date, datetime
from random import Random
from typing import Any

import pytest

from summarizer import ReportedFigure
from summarizer.consistency import Context, check_figures, compare, estimate_counts, find_copies, relation
from summarizer.consistency.chronology import is_before
from summarizer.consistency.sources import is_same_attribution

from ..helpers.reports import figure

MINISTRY, CHANNEL, GOVERNOR = "Russia's defence ministry", "a Telegram channel", "Governor Alexander Bogomaz"
PUBLISHED: dict[str, date | datetime | None] = {
    "sat": date(2023, 4, 29),
    "sun": date(2023, 4, 30),
    "am": datetime(2022, 10, 10, 9, 30),
    "pm": datetime(2022, 10, 10, 20, 15),
}
CONTEXT = Context(PUBLISHED, {"copy": "sun"})


def launched(value: float, of: str = "drones", **fields: Any) -> ReportedFigure:
    return figure("launched", of, value, **fields)


# (first figure, second figure, verdict, what the case is)
PAIRS = [
    (launched(8, attributed_to=MINISTRY), launched(25, bound="about", article="b", attributed_to=CHANNEL),
     "conflict", "two sources of one day, far apart"),
    (launched(120, bound="more_than"), launched(69, article="b"), "conflict", "above 120 is not 69"),
    (launched(75, article="sat", attributed_to="X"), launched(83, article="sun", attributed_to="Y"),
     "conflict", "a count of missiles does not grow by itself: another source, another count"),
    (figure(value=2), figure(value=4, article="b"), "conflict", "undated: nothing says which came first"),
    (figure(value=10, bound="at_most"), figure(value=12, article="b"), "conflict", "at most 10 is not 12"),
    (figure(of="people", value=2), figure(of="civilians", value=4, article="b"),
     "conflict", "a part larger than the whole"),

    (figure(value=2, article="sat"), figure(value=4, article="sun"), "revision", "a toll that rose by the next day"),
    (figure(value=2, as_of="initial reports"), figure(value=4), "revision", "one article replaces its own number"),
    (figure(value=2), figure(value=8, as_of="late in the evening"), "revision", "and so by a later hour"),
    (launched(75, article="am", attributed_to="the General Staff"),
     launched(83, article="pm", attributed_to="The General Staff of Ukraine's armed forces"),
     "revision", "one source raises its own count within a day"),
    (figure(value=2, article="sat", attributed_to=GOVERNOR),
     figure(of="civilians", value=4, article="sun", attributed_to="governor Aleksandr Bogomaz"),
     "revision", "two spellings of one governor"),

    (figure(value=4, article="sat", attributed_to="police"), figure(value=2, article="sun", attributed_to="police"),
     "retraction", "a toll that one source lowered"),
    (figure(value=4, article="sat"), figure(value=2, article="sun"), "conflict", "a later, lower toll of another source"),
    (figure(value=4, article="sat"), figure(value=2, article="sun", quote="revised down to 2"),
     "retraction", "another source reports that the toll was lowered"),
    (figure(value=4, article="sat"), figure(value=900, article="sun"), "conflict", "a later, far higher toll of another source"),
    (figure(value=4, article="sat"), figure(value=900, article="sun", quote="has risen to 900"),
     "revision", "another source reports that the toll was raised so far"),
    (figure(value=4, article="sat", source="Wire"), figure(value=900, article="sun", source="Wire"),
     "revision", "one source raises its own toll, however far"),
    (figure(value=4, article="sat"), figure(value=14, article="sun"), "revision", "ten more than few, of another source"),
    (figure(value=4, article="sat"), figure(value=15, article="sun"), "conflict", "eleven more than few, of another source"),
    (figure(value=40, article="sat"), figure(value=120, article="sun"), "revision", "three times many, of another source"),
    (figure(value=40, article="sat"), figure(value=121, article="sun"), "conflict", "more than three times many, of another source"),
    (launched(83, article="am", attributed_to="the General Staff"),
     launched(75, article="pm", attributed_to="the General Staff"), "retraction", "one source lowers its count"),

    (figure(value=70, bound="more_than", of="terrorists", attributed_to=MINISTRY),
     figure(value=70, bound="more_than", of="fighters", attributed_to="the raiders", stance="denied"),
     "dispute", "asserted and denied"),
    (figure(value=0, attributed_to="the army"), figure(value=6, article="b", attributed_to="the mayor"),
     "dispute", "one counts none"),

    (figure(value=3, attributed_to=MINISTRY), figure(value=3, article="b", attributed_to="Russian media"),
     "agreement", "two sources, one number"),
    (launched(80, bound="more_than", attributed_to="Zelensky"), launched(83, article="b", attributed_to="the staff"),
     "agreement", "83 is more than 80"),
    (launched(100, bound="about", attributed_to="A Man"), launched(97, article="b", attributed_to="B Woman"),
     "agreement", "97 is about 100"),
    (figure(value=12, bound="at_least", source="A"), figure(value=12, article="b", source="B"),
     "agreement", "12 is at least 12"),

    (figure(value=4, article="sun"), figure(value=4, article="copy"), "repeat", "a copy of a wire text"),
    (figure(value=4, attributed_to=GOVERNOR), figure(value=4, article="b", attributed_to="governor Bogomaz"),
     "repeat", "one official in two articles"),

    (launched(120), figure("intercepted", "drones", 69, article="b"), "not_comparable", "two measures"),
    (figure(of="soldiers", value=3), figure(of="civilians", value=4, article="b"), "not_comparable", "two populations"),
    (launched(9, "unmanned aerial vehicles"), launched(7, "maritime drones"), "not_comparable", "two kinds of drone"),
    (launched(16, where="Kyiv"), launched(69, article="b"), "not_comparable", "the city and the country"),
    (figure(value=2, extent="additional"), figure(value=4, article="b"), "not_comparable", "an addition and a total"),
    (figure("intercepted", "missiles", 0.5, unit="share"), figure("intercepted", "missiles", 41, article="b"),
     "not_comparable", "half of them, and 41"),
    (figure("other", "ships", 14), figure("other", "ships", 218, article="b"), "not_comparable", "no measure covers it"),
    (figure(of="villages", value=9), figure(of="people", value=4, article="b"), "not_comparable", "unlike things"),
    (figure(of="people", value=4), figure(of="civilians", value=2, article="b"), "consistent", "two of four were civilians"),
    (launched(16, "drones"), launched(9, "unmanned aerial vehicles"), "consistent", "nine of sixteen flew"),
    (figure(value=5, stance="denied", attributed_to="X"), figure(value=9, article="b", attributed_to="Y"),
     "consistent", "denying 5 is not denying 9"),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "verdict", "case"), PAIRS, ids=[pair[3] for pair in PAIRS])
def test_two_figures(a: ReportedFigure, b: ReportedFigure, verdict: str, case: str) -> None:
    """One verdict for a pair, whichever comes first, with a reason."""
    for pair in ((a, b), (b, a)):
        found = compare(*pair, CONTEXT)
        assert found.verdict == verdict, case
        assert found.reason


def kinds(*figures: ReportedFigure) -> list[str]:
    return [found.kind for found in check_figures(figures, CONTEXT).findings]


def test_a_replaced_number_accuses_nobody() -> None:
    """An undated article says 4; another said 2 on Saturday and 4 on Sunday. That is a revision, not a conflict."""
    told = [
        figure(value=2, article="sat", attributed_to=GOVERNOR),
        figure(value=4, article="sun", attributed_to=GOVERNOR),
        figure(value=4, article="undated", attributed_to="officials"),
    ]
    assert "conflict" not in kinds(*told)
    (revision,) = [found for found in check_figures(told, CONTEXT).findings if found.kind == "revision"]
    assert [f.value for f in revision.figures] == [2, 4, 4]
    assert revision.stands is not None
    assert revision.stands.value == 4


def test_what_is_not_replaced_still_conflicts() -> None:
    """The same with another number in the undated article."""
    told = [
        figure(value=2, article="sat", attributed_to=GOVERNOR),
        figure(value=4, article="sun", attributed_to=GOVERNOR),
        figure(value=9, article="undated", attributed_to="officials"),
    ]
    assert "conflict" in kinds(*told)


def test_copies_and_one_official_are_one_source() -> None:
    """A number that five outlets took from one governor is uncorroborated."""
    told = [figure(value=4, article=f"a{n}", source=f"Outlet {n}", attributed_to=GOVERNOR) for n in range(5)]
    assert kinds(*told) == ["uncorroborated"]
    assert kinds(*told, figure(value=4, article="x", attributed_to="police")) == ["agreement"]


def test_a_number_of_little_weight_needs_no_second_source() -> None:
    """Two damaged houses on one source are no finding; two deaths are."""
    assert kinds(figure("damaged", "houses", 2)) == []
    assert kinds(figure(value=2)) == ["uncorroborated"]


def test_findings_come_worst_first() -> None:
    """A conflict before a revision before what rests on one source."""
    told = [
        launched(8, attributed_to=MINISTRY),
        launched(25, article="b", attributed_to=CHANNEL),
        figure(value=2, article="sat"),
        figure(value=4, article="sun"),
        figure("missing", "people", 1),
    ]
    found = check_figures(told, CONTEXT).findings
    assert [finding.kind for finding in found][:2] == ["conflict", "revision"]
    assert [finding.severity for finding in found] == sorted((f.severity for f in found), reverse=True)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("people", "people", "same"),
        ("dead", "people", "same"),
        ("deaths", "casualties", "same"),
        ("soldiers", "Russian servicemen", "same"),
        ("civilians", "residents", "same"),
        ("drones", "Ukrainian drones", "same"),
        ("UAVs", "aerial drones", "same"),
        ("apartment buildings", "residential buildings", "same"),
        ("people", "civilians", "broader"),
        ("soldiers", "people", "narrower"),
        ("villagers", "people", "narrower"),
        ("traders", "people", "narrower"),  # as the villagers: they are people, whoever else they are
        ("dead", "market traders", "broader"),
        ("traders", "soldiers", "unknown"),
        ("traders", "tourists", "unknown"),
        ("trader stalls", "people", "unknown"),
        ("cruise missiles", "missiles", "narrower"),
        ("drones", "maritime drones", "broader"),
        ("civilians", "soldiers", "apart"),
        ("aerial drones", "maritime drones", "apart"),
        ("cruise missiles", "ballistic missiles", "apart"),
        ("children", "women", "unknown"),
        ("missiles", "drones", "unknown"),
        ("villages", "people", "unknown"),
        ("Russian citizens", "citizens of Ukraine", "apart"),
        ("Russian soldiers", "Ukrainian soldiers", "apart"),
    ],
)  # fmt: skip
def test_populations(ours: str, theirs: str, expected: str) -> None:
    """How two populations relate, from the words alone; the other way round it mirrors."""
    mirrored = {"broader": "narrower", "narrower": "broader"}
    assert relation(ours, theirs) == expected
    assert relation(theirs, ours) == mirrored.get(expected, expected)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Governor Alexander Bogomaz", "governor Aleksandr Bogomaz", True),
        ("the General Staff", "The General Staff of Ukraine's armed forces", True),
        ("Russia's defence ministry", "the defence ministry", True),
        ("Russia's defence ministry", "Ukraine's defence ministry", False),
        ("Kenya's defence ministry", "the Kenyan defence ministry", True),
        ("Kenya's defence ministry", "Ethiopia's defence ministry", False),
        ("the Kenyan army", "the Kenyan police", False),
        ("the US military", "the American military", True),
        ("the South Korean army", "the North Korean army", False),
        ("Israel Katz", "Israeli officials", False),
        ("Mayor Sergei Sobyanin", "the mayor, Sergei Sobyanin", True),
        ("Mayor Sergei Sobyanin", "Mayor Vitali Klitschko", False),
        ("police", "the State Emergency Service", False),
        ("General Valerii Zaluzhnyi", "presidential adviser Mykhailo Podolyak", False),
    ],
)
def test_attributions(a: str, b: str, same: bool) -> None:
    """Whether two attributions name one source."""
    assert is_same_attribution(a, b) is same


def test_a_wire_text_with_another_lead_is_a_copy() -> None:
    """Articles that share most of their five-word runs are one; two reports of one event are not."""
    wire = "The number of people killed in the shelling of the village has risen to four, the governor said on Sunday."
    other = (
        "On Sunday the region's governor put the number of dead in the shelled village at four, two more than before."
    )
    assert find_copies({"a": wire, "b": "(Wire) - " + wire + " Two were hurt.", "c": other}) == {"b": "a"}


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (date(2023, 1, 1), date(2023, 1, 2), True),
        (date(2023, 1, 2), date(2023, 1, 1), False),
        (date(2023, 1, 1), date(2023, 1, 1), None),
        (datetime(2023, 1, 1, 9), datetime(2023, 1, 1, 20), True),
        (datetime(2023, 1, 1, 9), date(2023, 1, 1), None),
        (date(2023, 1, 1), datetime(2023, 1, 2, 0), True),
    ],
)
def test_before(a: date, b: date, expected: bool | None) -> None:
    """By the hour where both have one, else by the day; a tie says nothing."""
    assert is_before(a, b) is expected


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([figure(value=4)], (4, 4, 4)),
        ([figure(value=2, article="sat"), figure(value=4, article="sun")], (4, 4, 4)),
        ([launched(69), launched(120, bound="more_than", article="b")], (69, 69, None)),
        ([launched(83, article="pm"), launched(80, bound="more_than", article="sun")], (83, 83, 83)),
        ([launched(8), launched(25, article="b")], (8, 8, 25)),
        ([launched(8, article="sat"), launched(25, article="sun")], (8, 25, 25)),
    ],
)
def test_estimates(figures: list[ReportedFigure], expected: tuple[float, float, float | None]) -> None:
    """Low, best (the latest; on a tie the lowest) and high of what stands."""
    checked = check_figures(figures, CONTEXT)
    (estimate,) = estimate_counts(figures, checked, CONTEXT)
    assert (estimate.low, estimate.best, estimate.high) == expected


def test_an_incident_of_two_thousand_figures_ends_within_seconds() -> None:
    """Eight measures of five populations by four voices in 300 articles; CPU time, which other work does not change."""
    rng = Random(1)
    measures = ("killed", "wounded", "missing", "launched", "intercepted", "damaged", "displaced", "detained")
    published = {f"a{number}": date(2023, 1, 1 + number % 28) for number in range(300)}
    told = [
        figure(
            rng.choice(measures),
            rng.choice(("people", "civilians", "soldiers", "missiles", "houses")),
            rng.randint(1, 50),
            article=f"a{rng.randrange(300)}",
            attributed_to=rng.choice((None, "police", GOVERNOR, MINISTRY)),
            start=place,
        )
        for place in range(2000)
    ]
    began = time.process_time()
    check_figures(told, Context(published, {}))
    assert time.process_time() - began < 8
