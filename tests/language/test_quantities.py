"""The quantity reader: what each kind of mention is read as."""

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.language.quantities import interval, read_numbers, rounding

INF = math.inf

# (text, the words read as a number, low, high, unit, limit)
QUANTITIES = [
    ("Officials said 2 people had died.", "2", 2, 2, None, "exactly"),
    ("Some 1,200 were displaced.", "Some 1,200", 1140, 1260, None, "about"),
    ("The city of 1 200 000 people.", "1 200 000", 1_200_000, 1_200_000, None, "exactly"),
    ("It cost $3.2bn.", "$3.2bn", 3.2e9, 3.2e9, "USD", "exactly"),
    ("They need 1.2 million tents.", "1.2 million", 1.2e6, 1.2e6, None, "exactly"),
    ("Twenty-one ships sailed.", "Twenty-one", 21, 21, None, "exactly"),
    ("One hundred and twenty-three passengers.", "One hundred and twenty-three", 123, 123, None, "exactly"),
    ("Two thousand five hundred troops.", "Two thousand five hundred", 2500, 2500, None, "exactly"),
    ("Half a million lost power.", "Half a million", 500_000, 500_000, None, "exactly"),
    ("Two and a half million fled.", "Two and a half million", 2.5e6, 2.5e6, None, "exactly"),
    ("Two dozen were held.", "Two dozen", 24, 24, None, "exactly"),
    ("A hundred students marched.", "A hundred", 100, 100, None, "exactly"),
    ("More than 120 missiles flew.", "More than 120", 120, INF, None, "more_than"),
    ("At least four people died.", "At least four", 4, INF, None, "at_least"),
    ("No fewer than 15 were hurt.", "No fewer than 15", 15, INF, None, "at_least"),
    ("Up to 30 were wounded.", "Up to 30", 0, 30, None, "at_most"),
    ("As many as 80 are trapped.", "As many as 80", 0, 80, None, "at_most"),
    ("Fewer than 10 remain.", "Fewer than 10", 0, 10, None, "less_than"),
    ("About 25 drones came.", "About 25", 22.5, 27.5, None, "about"),
    ("Nearly 50 houses burned.", "Nearly 50", 40, 50, None, "nearly"),
    ("Just over 20 left.", "Just over 20", 20, 30, None, "just_over"),
    ("Twenty-some men were inside.", "Twenty-some", 20, 30, None, "just_over"),
    ("100 or more were inside.", "100 or more", 100, INF, None, "at_least"),
    ("10 to 15 men came.", "10 to 15", 10, 15, None, "between"),
    ("Between 10 and 15 gunmen.", "Between 10 and 15", 10, 15, None, "between"),
    ("Two or three suspects.", "Two or three", 2, 3, None, "between"),
    ("More than 40 but fewer than 60 died.", "More than 40 but fewer than 60", 40, 60, None, "between"),
    ("The deal is worth $1.2-1.5 billion.", "$1.2-1.5 billion", 1.2e9, 1.5e9, "USD", "between"),
    ("Dozens were hurt.", "Dozens", 24, 99, None, "vague"),
    ("Hundreds fled.", "Hundreds", 200, 999, None, "vague"),
    ("Tens of thousands rallied.", "Tens of thousands", 20_000, 99_999, None, "vague"),
    ("Several hundred villagers.", "Several hundred", 300, 900, None, "vague"),
    ("A few dozen fighters.", "A few dozen", 24, 72, None, "vague"),
    ("More than a dozen rockets.", "More than a dozen", 12, INF, None, "more_than"),
    ("No one was hurt.", "No one", 0, 0, None, "exactly"),
    ("There were no casualties.", "no", 0, 0, None, "exactly"),
    ("Power failed for 40 percent of homes.", "40 percent", 40, 40, "%", "exactly"),
    ("About half of them were intercepted.", "About half", 0.45, 0.55, "share", "about"),
    ("Two-thirds of the crop failed.", "Two-thirds", 2 / 3, 2 / 3, "share", "exactly"),
    ("One in five children.", "One in five", 0.2, 0.2, "share", "exactly"),
    ("It fell 600 km away.", "600 km", 600, 600, "km", "exactly"),
    ("The talks went on for over two hours.", "over two hours", 2, INF, "hour", "more_than"),
    ("It happened over two days.", "two days", 2, 2, "day", "exactly"),
]


@pytest.mark.parametrize(("text", "words", "low", "high", "unit", "limit"), QUANTITIES, ids=[q[0] for q in QUANTITIES])
def test_quantities(text: str, words: str, low: float, high: float, unit: str | None, limit: str) -> None:
    """Value, bound and unit of one mention."""
    (number,) = read_numbers(text)
    assert number.text == words
    assert (number.low, number.high) == pytest.approx((low, high))
    assert (number.unit, number.limit) == (unit, limit)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("on May 9 they", "date"),
        ("on 29–30 April they", "date"),
        ("on Sept. 12, 1990, a", "date"),
        ("since 2014 they", "date"),
        ("in the 1980s they", "date"),
        ("at 2:27 a.m. it", "time"),
        ("at 14:30 local time it", "time"),
        ("at 1130 GMT it", "time"),
        ("a 14-year-old girl", "age"),
        ("Brown, 45, was", "age"),
        ("a Shahed-136 drone", "designator"),
        ("an F-16 jet", "designator"),
        ("in World War II it", "designator"),
        ("Resolution 1701 was", "designator"),
        ("the 93rd Brigade said", "designator"),
        ("the Three Gorges dam", "designator"),
        ("said one must wait", "designator"),
        ("Image 2 of 8: a burned house", "designator"),
        ("Slide 3 of / 12 Captions", "designator"),
        ("Gallery: 3 of 9", "designator"),
        ("told NBC 6 on Monday", "designator"),
        ("police told CBS 2's reporter", "designator"),
        ("told KSLA 12 that", "designator"),
        ("Local 10 News said", "designator"),
        ("Action News 5 reports", "designator"),
        ("the 16- year-old boy", "age"),
        ("his 22yrold son", "age"),
        ("Ivor Lund Jr., 21 of Tarnholm was shot", "age"),
        ("Ann Lee, 21 of New York City, is dead", "age"),
        ("the third strike", "ordinal"),
        ("the 21st this year", "ordinal"),
    ],
)
def test_what_counts_nothing_is_told_apart(text: str, kind: str) -> None:
    """Dates, times, ages, ordinals and names."""
    (number,) = read_numbers(text)
    assert number.kind == kind


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The toll rose from 12 to 15 overnight.", ["12", "15"]),
        ("The toll rose from an initial 12 to 15.", ["12", "15"]),
        ("The toll rose from a previous count of 12 to 15.", ["12", "15"]),
        ("The toll rose from Monday's 12 to 15.", ["12", "15"]),
        ("The Senate voted 52-48.", ["52", "48"]),
        ("Two killed and four wounded.", ["Two", "four"]),
        ("In March 2024 40 workers struck.", ["March 2024", "40"]),
        ("12 Kh-101 missiles and six S-300 systems.", ["12", "Kh-101", "six", "S-300"]),
        ("4 civilians killed, with another two wounded", ["4", "another two"]),
        ("Fox News 3 people died, it said", ["3"]),
        ("CBS 12 people died, it said", ["12"]),
        ("THERE WERE 12 SOLDIERS KILLED WITH 5 DEAD REBELS", ["12", "5"]),
        ("LAST WEEK 40 DIED; WHEN 10 MEN CAME TO KILL 8", ["40", "10", "8"]),
        ("FOX: 5 DEAD", ["5"]),
        ("NEWS 3 DEAD", ["3"]),
        ("In Sofala, 21 of Beira's clinics were shut", ["21"]),
    ],
)
def test_neighbours_stay_apart(text: str, words: list[str]) -> None:
    """Two numbers are not read as one."""
    assert [number.text for number in read_numbers(text)] == words


PARAGRAPHS = [
    "Russia launched more than 120 missiles on Thursday, an adviser said.",
    "The toll rose from 12 to 15 overnight; no one was missing.",
    "Two hundred and six aftershocks followed, a handful of them above magnitude 5.",
    "On May 9, 2023 about half of the 3,000 homes had power.",
    "It cost between $1.2 billion and $1.5 billion.",
]
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "more than",
                "about",
                "two",
                "hundred",
                "and",
                "a",
                "half",
                "dozen",
                "%",
                "$",
                "-",
                "–",
                "to",
                "from",
                "between",
                "May",
                "of",
                "no",
                "one",
                "3rd",
                "1.5m",
                ".",
                "",
                "",
            ]
        ),
        st.integers(0, 10**9).map(str),
        st.text(max_size=8),
    ),
    max_size=20,
).map(" ".join)


@given(TEXTS)
def test_spans_slice_to_their_text_and_no_digit_is_lost(text: str) -> None:
    """Whatever the text: spans are ordered, apart, true to the text, and cover every digit."""
    numbers = read_numbers(text)
    covered: set[int] = set()
    for number in numbers:
        assert text[number.start : number.end] == number.text
        assert not covered & set(range(number.start, number.end))
        covered |= set(range(number.start, number.end))
        assert math.isnan(number.low) or number.low <= number.high
    assert {at for at, character in enumerate(text) if character in "0123456789"} <= covered
    assert [number.start for number in numbers] == sorted(number.start for number in numbers)


@given(TEXTS, st.sampled_from(["", " ", "\n\n", "\t "]))
def test_white_space_around_a_text_changes_no_number(text: str, space: str) -> None:
    """Reading is the same, only moved."""
    text = text.strip()
    inside = [(n.start + len(space), n.text, n.kind) for n in read_numbers(text)]
    assert [(n.start, n.text, n.kind) for n in read_numbers(space + text + space)] == inside


@given(st.permutations(PARAGRAPHS))
def test_the_order_of_paragraphs_changes_no_number(paragraphs: list[str]) -> None:
    """Each paragraph is read by itself, wherever it stands."""
    alone = {paragraph: [(n.text, n.kind, n.limit) for n in read_numbers(paragraph)] for paragraph in PARAGRAPHS}
    together = [(n.text, n.kind, n.limit) for n in read_numbers("\n\n".join(paragraphs))]
    assert together == [number for paragraph in paragraphs for number in alone[paragraph]]


@given(st.floats(1, 1e9), st.sampled_from(["about", "nearly", "just_over"]))
def test_a_round_number_is_never_far_from_itself(value: float, limit: str) -> None:
    """Approximate bounds hold the number and stay within half of it, or within one for a small count."""
    low, high = interval(value, limit)  # type: ignore[arg-type]
    assert low <= value <= high
    assert max(high - value, value - low) <= max(0.5 * value, 2.0)


@pytest.mark.parametrize(("value", "half"), [(25, 2.5), (200, 50), (1500, 250), (1234, 61.7), (7, 1), (0, 0)])
def test_rounding(value: float, half: float) -> None:
    """Half of the unit that a number was rounded to, within 5 and 25 percent."""
    assert rounding(value) == pytest.approx(half)


@pytest.mark.parametrize(
    "piece", ["a", "1", "1,", "1 ", "one ", "a hundred and ", "(", "more than ", "to 1 ", "Aa ", "1.1."]
)
def test_time_grows_with_length(piece: str) -> None:
    """Hostile repetition: twice the text takes about twice the time (a square would take four times)."""

    def seconds(text: str) -> float:
        best = INF
        for _ in range(5):
            started = time.process_time()  # a busy machine does not count
            read_numbers(text)
            best = min(best, time.process_time() - started)
        return best

    text = piece * (10_000 // len(piece))
    assert seconds(text * 2) < 3.2 * seconds(text) + 0.01
