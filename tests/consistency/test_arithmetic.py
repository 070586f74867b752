"""Arithmetic: numbers that cannot all be right because they do not add up."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import ReportedFigure
from summarizer.consistency import Context, check_figures, explain
from summarizer.consistency.arithmetic.cells import make_cell
from summarizer.consistency.places import are_disjoint

from ..helpers.incidents import Incident, consistent, planted
from ..helpers.reports import figure

CONTEXT = Context({"sat": date(2023, 4, 29), "sun": date(2023, 4, 30), "tue": date(2023, 5, 2)}, {"copy": "a"})
ACCUSING = ("arithmetic", "conflict", "dispute")


def killed(value: float | None, of: str = "people", **fields: Any) -> ReportedFigure:
    return figure("killed", of, value, **fields)


def launched(value: float, of: str = "missiles", **fields: Any) -> ReportedFigure:
    return figure("launched", of, value, **fields)


def shot_down(value: float, of: str = "missiles", **fields: Any) -> ReportedFigure:
    return figure("intercepted", of, value, **fields)


def wounded(value: float, of: str = "people", **fields: Any) -> ReportedFigure:
    return figure("wounded", of, value, **fields)


def casualties(value: float, of: str = "people", **fields: Any) -> ReportedFigure:
    return figure("casualties", of, value, **fields)


# (figures, rule, the sum in words); the last figure is the whole.
BROKEN: list[tuple[list[ReportedFigure], str, str]] = [
    ([killed(3, "civilians"), killed(1, "soldier"), killed(5)], "sum", "3 and 1 make 4, but the whole is 5"),
    ([killed(3, "civilians"), killed(4, "soldiers"), killed(5)], "sum", "4 and 3 make 7, but the whole is 5"),
    ([killed(2, "men"), killed(2, "women"), killed(1, "child"), killed(9)], "sum", "make 5, but the whole is 9"),
    ([killed(4, "adults"), killed(3, "children"), killed(6)], "sum", "4 and 3 make 7, but the whole is 6"),
    ([launched(9, "unmanned aerial vehicles"), launched(7, "maritime drones"), launched(18, "drones")],
     "sum", "9 and 7 make 16, but the whole is 18"),
    ([killed(3, "women"), killed(3, "children"), killed(5)], "exceeds", "3 and 3 make 6, but the whole is 5"),
    ([killed(5, "women", bound="more_than"), killed(2, "children"), killed(7)],
     "exceeds", "more than 5 and 2 make at least 8, but the whole is 7"),
    ([figure("detained", "men", 9, extent="part"), figure("detained", "men", 8)],
     "exceeds", "the part, 9, is larger than its whole, 8"),
    ([launched(16, where="Kyiv"), launched(60, where="Lviv"), launched(69)], "places", "60 and 16 make 76, but the whole is 69"),
    ([launched(16, where="Kyiv", article="b", attributed_to="the mayor"),
      launched(60, where="Lviv", article="c", attributed_to="the governor"), launched(69, attributed_to="the staff")],
     "places", "60 and 16 make 76, but the whole is 69"),
    ([killed(12, where="Sumy region"), killed(4, where="Kyiv region"), killed(15)], "places", "make 16, but the whole is 15"),
    ([killed(20, where="Kyiv"), killed(16)], "places", "the part, 20, is larger than its whole, 16"),
    ([shot_down(80), launched(69)], "outcome", "the part, 80, is larger than its whole, 69"),
    ([shot_down(50), figure("hit", "missiles", 20), launched(69)], "outcome", "50 and 20 make 70, but the whole is 69"),
    ([shot_down(70, article="b", attributed_to="the air force"), launched(69, attributed_to="the staff")],
     "outcome", "the part, 70, is larger than its whole, 69"),
    ([shot_down(9), launched(8, where="Kyiv"), shot_down(5, where="Kyiv"), launched(11)],
     "outcome", "9 stopped and 3 that got through (Kyiv) make 12, but the whole is 11"),
    ([figure("detained", "Russian citizens", 5, extent="part"),
      figure("detained", "citizens of Armenia", 4, extent="part", quote="the other four were citizens of Armenia"),
      figure("detained", "people", 8)], "sum", "5 and 4 make 9, but the whole is 8"),
    ([killed(4), wounded(6), casualties(9)], "outcome", "6 and 4 make 10, but the whole is 9"),
    ([killed(4), wounded(6, quote="six were shot and live"), casualties(9, quote="nine people were shot")],
     "outcome", "6 and 4 make 10, but the whole is 9"),
    ([killed(2, bound="at_least"), wounded(9), casualties(10, "victims")], "outcome", "make at least 11, but the whole is 10"),
    ([killed(2), wounded(3), casualties(9)], "sum", "3 and 2 make 5, but the whole is 9"),
    ([killed(2, attributed_to="police"), wounded(3, attributed_to="police"), casualties(9, attributed_to="police")],
     "sum", "3 and 2 make 5, but the whole is 9"),
    ([killed(6, article="sat", attributed_to="Governor X"), killed(2, extent="additional", article="sun", attributed_to="Governor X"),
      killed(9, article="sun", attributed_to="Governor X")], "addition", "6 and 2 make 8, but the new total is 9"),
    ([killed(6, quote="an earlier count of six"), killed(4, extent="additional"), killed(9)],
     "addition", "6 and 4 make 10, but the new total is 9"),
    ([killed(3, "civilians", article="sat", attributed_to="the mayor"), killed(3, "soldiers", article="sat", attributed_to="the army"),
      killed(5, article="sun", attributed_to="police")], "sum", "3 and 3 make 6, but the whole is 5"),
    ([figure("displaced", "men", 70_000), figure("displaced", "women", 60_000), figure("displaced", "people", 100_000)],
     "exceeds", "70,000 and 60,000 make 130,000, but the whole is 100,000"),
]  # fmt: skip


@pytest.mark.parametrize(("figures", "rule", "said"), BROKEN, ids=[f"{rule}: {said}" for _, rule, said in BROKEN])
def test_numbers_that_do_not_add_up(figures: list[ReportedFigure], rule: str, said: str) -> None:
    """One finding, which names every figure, the whole last, and says the sum and who says what."""
    for told in (figures, figures[::-1]):
        (found,) = [f for f in check_figures(told, CONTEXT).findings if f.kind == "arithmetic"]
        assert found.rule == rule
        assert set(found.figures) == set(figures)
        assert found.figures[-1] == figures[-1]
        assert said in found.explanation
        assert found.explanation.count(". ") == 0
        assert found.stands is None


# (figures, why they can all be true)
SOUND: list[tuple[list[ReportedFigure], str]] = [
    ([killed(3, "civilians"), killed(1, "soldier"), killed(4)], "they add up"),
    ([killed(3, "civilians", bound="at_least"), killed(1, "soldier"), killed(5)], "at least three may be four"),
    ([killed(3, "civilians"), killed(1, "soldier"), killed(1, "policeman"), killed(5)], "a policeman is neither"),
    ([killed(3, "passengers"), killed(1, "soldier"), killed(5)], "passengers are not all civilians"),
    ([killed(3, "civilians", quote="including three civilians"), killed(1, "soldier"), killed(5)], "including"),
    ([killed(3, "civilians", extent="part"), killed(1, "soldier", extent="part"), killed(5)], "parts that the text calls parts"),
    ([killed(2, "women"), killed(1, "child"), killed(5)], "the others were men"),
    ([killed(None, "civilians", low=3, high=9, words="several"), killed(1, "soldier"), killed(12)], "several is no promise"),
    ([killed(3, "civilians", attributed_to="the mayor"), killed(1, "soldier", attributed_to="the army"), killed(5, attributed_to="a doctor")],
     "three sources: no one of them counts all"),
    ([killed(3, "civilians", as_of="on Saturday", article="sun"), killed(1, "soldier", as_of="on Saturday", article="sun"),
      killed(7, article="sun")], "the toll has grown since"),
    ([killed(5, article="sat", attributed_to="police"), killed(4, "civilians", article="sun", attributed_to="the mayor"),
      killed(3, "soldiers", article="sun", attributed_to="the army")], "a total told earlier was outgrown"),
    ([killed(5, article="a", attributed_to="police"), killed(4, "civilians", article="b", attributed_to="the mayor"),
      killed(3, "soldiers", article="b", attributed_to="the army")], "undated: the total may be the older one"),
    ([launched(16, where="Kyiv"), launched(60, where="the capital"), launched(69)], "one place by two names"),
    ([launched(16, where="Kyiv"), launched(60, where="Obolon"), launched(69)], "a district lies in its city"),
    ([launched(8, "drones"), shot_down(5, "drones", extent="part", where="Moscow region"),
      shot_down(3, "drones")], "five shot down and three suppressed are the eight"),
    ([shot_down(0.5, unit="share"), launched(1)], "a share is not added up"),
    ([figure("without_power", "homes", 90, unit="%", where="Lviv"), figure("without_power", "homes", 40, unit="%")], "percents"),
    ([killed(6, article="sat", attributed_to="Governor X"), killed(2, extent="additional", article="tue", attributed_to="Governor X"),
      killed(9, article="tue", attributed_to="Governor X")], "three days on, a count in between may be missing"),
    ([killed(6, article="sat", attributed_to="police"), killed(2, extent="additional", article="sun", attributed_to="Governor X"),
      killed(9, article="sun", attributed_to="Governor X")], "another source's earlier total"),
    ([killed(3, "civilians", article="sat"), killed(2, "soldiers", article="sat"), killed(5, article="sat"), killed(4, article="sun")],
     "the total was taken back, and with it its parts"),
    ([killed(5, as_of="initial reports"), killed(6, "civilians"), killed(1, "soldier"), killed(7)], "the first count was replaced"),
    ([figure("displaced", "men", 70_000), figure("displaced", "women", 60_000), figure("displaced", "people", 126_000)], "rounded"),
    ([figure("magnitude", "quake", 5, where="Kyiv"), figure("magnitude", "quake", 4)], "magnitudes do not add up"),
    ([figure("participants", "people", 5), killed(9)], "who died need not have taken part"),
    ([killed(3, quote="three others died"), killed(5, where="Kyiv")], "the others are no whole"),
    ([killed(3, quote="three people were found dead"), killed(5, where="Kyiv")], "who was found is no whole"),
    ([killed(4), wounded(5), casualties(9)], "the killed and the wounded are the casualties"),
    ([killed(4), wounded(6), casualties(9, bound="at_least")], "at least nine casualties may be ten"),
    ([killed(4), wounded(6, quote="six were wounded"), casualties(9, quote="nine people were shot")],
     "who was wounded need not have been shot"),
    ([killed(4), wounded(6), casualties(9, inclusion="not counting the gunman")], "the gunman may be among the dead"),
    ([killed(1, "gunman", category="attackers"), wounded(5), casualties(5)], "the gunman is no casualty of his own"),
    ([killed(165), casualties(5)], "more dead than casualties are those of something else"),
    ([killed(2), casualties(9)], "nobody says how many are wounded"),
    ([killed(2), wounded(3, quote="three are in critical condition"), casualties(9)], "the others are less badly hurt"),
    ([killed(2), wounded(3, extent="part"), casualties(9)], "some of the wounded"),
    ([killed(2, attributed_to="police"), wounded(3, attributed_to="a doctor"), casualties(9, attributed_to="the mayor")],
     "three sources: no one of them counts all outcomes"),
    ([killed(2, article="sun"), wounded(3, article="sun"), casualties(9, article="sat")], "a count was lowered since"),
    ([killed(4, "civilians", stance="denied"), killed(3, "soldiers"), killed(5)], "a number denied is not added"),
]  # fmt: skip


@pytest.mark.parametrize(("figures", "why"), SOUND, ids=[why for _, why in SOUND])
def test_numbers_that_can_all_be_true(figures: list[ReportedFigure], why: str) -> None:
    """No arithmetic is claimed where some reading satisfies every number."""
    for told in (figures, figures[::-1]):
        assert not [f.explanation for f in check_figures(told, CONTEXT).findings if f.kind == "arithmetic"], why


def test_what_is_a_conflict_already_is_not_accused_twice() -> None:
    """Four civilians of two people: two figures that conflict; no sum is needed to see it."""
    found = check_figures([killed(2), killed(4, "civilians"), killed(1, "soldier")], CONTEXT).findings
    assert [f.kind for f in found if f.kind in ACCUSING] == ["conflict"]


def test_a_copy_does_not_accuse_again() -> None:
    """The same wrong sum in an article and its copy is one finding."""
    told = [
        killed(n, of, article=article)
        for article in ("a", "copy")
        for n, of in ((3, "civilians"), (1, "soldier"), (5, "people"))
    ]
    assert [f.kind for f in check_figures(told, CONTEXT).findings if f.kind in ACCUSING] == ["arithmetic"]


def test_a_replaced_number_still_has_to_add_up_in_its_own_article() -> None:
    """Sunday's seven replaces Saturday's five; Saturday's article was wrong all the same. Its parts accuse no other."""
    saturday = [killed(3, "civilians", article="sat"), killed(1, "soldier", article="sat"), killed(5, article="sat")]
    found = check_figures([*saturday, killed(7, article="sun")], CONTEXT).findings
    (arithmetic,) = [f for f in found if f.kind == "arithmetic"]
    assert set(arithmetic.figures) == set(saturday)


def test_an_article_on_a_town_says_nothing_of_the_country() -> None:
    """Eight killed in Lviv is more than five in all only if the five are the country's."""
    told = [killed(8, where="Lviv", article="sat"), killed(5, article="sun")]
    assert "arithmetic" in [f.kind for f in check_figures(told, CONTEXT).findings]
    narrow = Context(CONTEXT.published, {}, {"sat": 1, "sun": 3})
    assert "arithmetic" not in [f.kind for f in check_figures(told, narrow).findings]


def test_any_two_figures_can_be_explained() -> None:
    """Also two that only a sum sets against each other."""
    larger = explain(killed(20, where="Kyiv"), killed(16), CONTEXT)
    assert (larger.verdict, larger.rule) == ("arithmetic", "places")
    assert larger.reason.endswith("the part, 20, is larger than its whole, 16")
    assert explain(killed(5, where="Kyiv"), killed(16), CONTEXT).rule == "scope"


@pytest.mark.parametrize(
    ("told", "ends"),
    [
        (killed(4), (4, 4)),
        (killed(3, bound="more_than"), (4, float("inf"))),
        (killed(9, bound="less_than"), (0, 8)),
        (killed(25, bound="about"), (23, 27)),
        (killed(None, low=3, high=9, words="several"), (3, float("inf"))),
        (killed(1234), (1234, 1234)),
        (killed(70_000), (66_500, 73_500)),
        (figure("cost", "damage", 2.5, unit="USD"), (2.5, 2.5)),
    ],
)
def test_the_ends_that_are_added_up(told: ReportedFigure, ends: tuple[float, float]) -> None:
    """Whole people; numbers with noughts may be rounded; a vague word has no upper end."""
    assert (make_cell(told).low, make_cell(told).high) == ends


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        ("kyiv", "lviv", True),
        ("kyiv region", "lviv region", True),
        ("province of bali", "province of aceh", True),
        ("kyiv", "kiev", False),
        ("kyiv", "obolon", False),
        ("kyiv", "capital", False),
        ("kyiv", "kyiv region", False),
        ("lviv", "sumy region", False),
        ("graivoron district", "grayvoron district", False),
        ("north", "south", False),
    ],
)
def test_places_that_have_nothing_in_common(a: str, b: str, apart: bool) -> None:
    """Only what is certain: two regions of two names, two cities far from each other."""
    assert are_disjoint(a, b) is are_disjoint(b, a) is apart


def _accused(incident: Incident) -> list[str]:
    return [f.explanation for f in check_figures(incident.figures, incident.context).findings if f.kind in ACCUSING]


def test_true_stories_raise_no_alarm() -> None:
    """200 invented incidents in which every statement is true: no arithmetic, no conflict, no dispute."""
    assert [(seed, said) for seed in range(200) if (said := _accused(consistent(seed)))] == []


def test_planted_errors_are_found() -> None:
    """200 incidents with one number changed so that no truth fits: at least 98 in 100 are found, with that number."""
    missed = [seed for seed in range(200) if not _found(planted(seed))]
    assert len(missed) <= 4, missed


def _found(incident: Incident) -> bool:
    findings = check_figures(incident.figures, incident.context).findings
    return any(f.kind == "arithmetic" and incident.planted in f.figures for f in findings)


CLASSES = ("civilians", "soldiers", "men", "women", "children")


@st.composite
def true_figures(draw: st.DrawFn) -> Sequence[ReportedFigure]:
    """Statements on one unchanging truth: people with an age, a sex, a trade and a place; bounds that hold."""
    victims = draw(
        st.lists(
            st.tuples(
                st.sampled_from(("man", "woman", "child")), st.booleans(), st.sampled_from(("Kyiv", "Lviv", "Uman"))
            ),
            max_size=25,
        )
    )
    told = draw(
        st.lists(st.tuples(st.sampled_from(("people", *CLASSES)), st.sampled_from((None, "Kyiv", "Lviv"))), max_size=9)
    )
    return [_statement(draw, victims, of, where) for of, where in told]


def _statement(draw: st.DrawFn, victims: Sequence[tuple[str, bool, str]], of: str, where: str | None) -> ReportedFigure:
    count = sum(_counts(victim, of) and where in (None, victim[2]) for victim in victims)
    low, high = draw(st.integers(0, count)), draw(st.integers(count, count + 9))
    given: dict[str, Any] = draw(
        st.sampled_from(
            (
                {"value": count},
                {"value": low, "bound": "at_least"},
                {"value": high, "bound": "at_most"},
                {"value": None, "low": low, "high": high},
                {"value": low, "extent": "part"},
            )
        )
    )
    return figure(
        "killed",
        of,
        where=where,
        article=draw(st.sampled_from(("sat", "sun", "a", "b"))),
        attributed_to=draw(st.sampled_from((None, "police", "Governor X"))),
        **given,
    )


def _counts(victim: tuple[str, bool, str], of: str) -> bool:
    kind, armed, _ = victim
    match of:
        case "people":
            return True
        case "civilians":
            return kind == "child" or not armed
        case "soldiers":
            return kind != "child" and armed
        case _:
            return {"men": "man", "women": "woman", "children": "child"}[of] == kind


@settings(max_examples=300)
@given(true_figures())
def test_no_truth_is_ever_accused(figures: Sequence[ReportedFigure]) -> None:
    """Whatever true things are said of one unchanging state, by whom and when: nothing fails to add up or conflicts."""
    assert not [f.explanation for f in check_figures(figures, CONTEXT).findings if f.kind in ACCUSING]
