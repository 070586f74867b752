"""Hard sentences: floors under what is read rightly, and under what is read wrongly."""

import pytest

from summarizer.language.quantities import read_numbers

from ..helpers.hard_numbers import TABLES, rows, score

# At least so many sentences are all right, at most so many hold a wrong number, so many names are left alone.
FLOORS: dict[str, tuple[float, float, float]] = {
    "names_a": (0.84, 0.15, 0.89),
    "names_b": (0.85, 0.13, 0.89),
    "names_c": (0.72, 0.27, 0.85),
    "tuned_a": (0.87, 0.04, 0.99),
    "tuned_b": (0.94, 0.02, 0.99),
    "tuned_c": (0.95, 0.01, 0.99),
    "tuned_d": (0.92, 0.04, 0.96),
    "tuned_e": (0.91, 0.04, 0.96),
    "tuned_f": (0.93, 0.02, 0.99),
    "tuned_g": (0.95, 0.04, 0.99),
    "tuned_h": (0.92, 0.02, 0.99),
    "tuned_i": (0.94, 0.02, 0.96),
    "tuned_j": (0.93, 0.04, 0.95),
    "tuned_k": (0.89, 0.07, 0.96),
    "tuned_l": (0.93, 0.01, 0.99),
    "tuned_m": (0.90, 0.05, 0.90),
    "tuned_n": (0.94, 0.03, 0.94),
    "tuned_o": (0.98, 0.02, 0.99),
    "tuned_p": (0.94, 0.02, 0.99),
    "tuned_q": (0.94, 0.02, 0.99),
    "unseen_a": (0.95, 0.02, 0.86),
    "unseen_b": (0.90, 0.04, 0.99),
    "unseen_c": (0.90, 0.07, 0.90),
}


def test_every_table_has_a_floor_and_every_kind() -> None:
    """Twelve sentences of each of the twelve kinds, but for names."""
    assert set(TABLES) == set(FLOORS)
    for table in (table for table in TABLES if not table.startswith("names")):
        kinds = [row["kind"] for row in rows(table)]
        assert {kind: kinds.count(kind) for kind in kinds} == dict.fromkeys(kinds, 12)
        assert len(set(kinds)) == 12


@pytest.mark.parametrize("table", TABLES)
def test_floors(table: str) -> None:
    """As in docs/accuracy.md."""
    right, wrong, left = FLOORS[table]
    found = score(table)
    assert found["right"] / found["sentences"] >= right
    assert found["wrong"] / found["sentences"] <= wrong
    assert found["names_left"] / found["names"] >= left


@pytest.mark.parametrize(
    ("text", "value", "bound", "unit"),
    [
        ("A half-dozen people were killed", 6, "exactly", None),
        ("at least a half dozen houses", 6, "at_least", None),
        ("A quarter-million people fled", 250_000, "exactly", None),
        ("Two and three-quarter million people", 2_750_000, "exactly", None),
        ("One point two five million people", 1_250_000, "exactly", None),
        ("Nine-hundred-and-forty-seven people", 947, "exactly", None),
        ("four-and-twenty sheep", 24, "exactly", None),
        ("Three score and ten years ago", 70, "exactly", "year"),
        ("Twenty-odd thousand people", 20_000, "about", None),
        ("4 thousand 3 hundred and 21 people", 4_321, "exactly", None),
        ("1 ½ million people", 1_500_000, "exactly", None),
        ("12 mio people", 12_000_000, "exactly", None),
        ("1.2 bn people", 1_200_000_000, "exactly", None),
        ("a 5.9M earthquake", 5.9, "exactly", None),
        ("a 500-pound bomb", 500, "exactly", "lb"),
        ("N500 million was lost", 500_000_000, "exactly", "NGN"),
        ("R3.2 billion was lost", 3_200_000_000, "exactly", "ZAR"),
        ("KSh3 million was lost", 3_000_000, "exactly", "KES"),
        ("Rs 5 cr was lost", 50_000_000, "exactly", "rupee"),
        ("5 million Sudanese pounds was lost", 5_000_000, "exactly", "SDG"),
        ("$1.2B was lost", 1_200_000_000, "exactly", "USD"),
        ("£40 m was lost", 40_000_000, "exactly", "GBP"),
        ("Atleast 30 people died", 30, "at_least", None),
        ("at least another 30 people", 30, "at_least", None),
        ("30 people, possibly more, died", 30, "at_least", None),
        ("30 dead and counting", 30, "at_least", None),
        (">=30 people died", 30, "at_least", None),
        ("upto 30 people died", 30, "at_most", None),
        ("not even 30 people came", 30, "less_than", None),
        ("est. 300 people came", 300, "about", None),
        ("300ish people came", 300, "about", None),
        ("Seventeen (17) people died", 17, "exactly", None),
        ("one-in-five homes burned", 0.2, "exactly", "share"),
        ("Forty-per-cent of homes burned", 40, "exactly", "%"),
        ("fewer than a third voted", 1 / 3, "less_than", "share"),
        ("125.000 people", 125_000, "exactly", None),
        ("Rp600.000 was lost", 600_000, "exactly", "IDR"),
        ("14,3 Mt of ore", 14.3, "exactly", "Mt"),
        ("98,6% of stations", 98.6, "exactly", "%"),
        ("six crore 28 lakh voters", 62_800_000, "exactly", None),
        ("a year and a half", 1.5, "exactly", "year"),
        ("Half of one million doses", 500_000, "exactly", None),
        ("half a metre of snow", 0.5, "exactly", "metre"),
        ("one-twentieth of them", 0.05, "exactly", "share"),
        ("4/5ths of the stake", 0.8, "exactly", "share"),
        ("a 40th of the electorate", 0.025, "exactly", "share"),
        ("Every third household fled", 1 / 3, "exactly", "share"),
        ("a mere tenth of them", 0.1, "exactly", "share"),
        ("twice that number", 2, "exactly", "share"),
        ("almost double its load", 2, "nearly", "share"),
        ("a 10-to-1 majority", 10, "exactly", "share"),
        ("one guard per 54 inmates", 1 / 54, "exactly", "share"),
        ("nine of every ten litres", 0.9, "exactly", "share"),
        ("20,000 Moldovan lei", 20_000, "exactly", "MDL"),
        ("1.2 trillion won was set aside", 1.2e12, "exactly", "KRW"),
        ("FJ$480,000 was lost", 480_000, "exactly", "FJD"),
        ("USD 300mm was lost", 300_000_000, "exactly", "USD"),
        ("P1.3-B was cut", 1_300_000_000, "exactly", "peso"),
        ("R400 000 a month", 400_000, "exactly", "ZAR"),
        ("99 US cents", 0.99, "exactly", "USD"),
        ("an M6.2 earthquake", 6.2, "exactly", None),
        ("a 4-1/4 per cent rate", 4.25, "exactly", "%"),
        ("a good 60 shoppers", 60, "at_least", None),
        ("barely half of them", 0.5, "about", "share"),
        ("Upwards of sixty vehicles", 60, "more_than", None),
        ("a hundred and some were hurt", 100, "just_over", None),
        ("it shall not exceed 15,000", 15_000, "at_most", None),
        ("Nothing less than 30 people", 30, "at_least", None),
        ("nothing short of 30 people", 30, "at_least", None),
        ("could surpass 500 people", 500, "more_than", None),
        ("At least, police say, 30 people", 30, "at_least", None),
        ("between 14 and over 30 people", 14, "at_least", None),
        ("anywhere from 14 to more than 30 people", 14, "at_least", None),
        ("some 80-odd per cent", 80, "about", "%"),
        ("hand over $5 million", 5_000_000, "exactly", "USD"),
        ("58 %² of them", 58, "exactly", "%"),
        ("–15 °C overnight", -15, "exactly", "degC"),
    ],
)
def test_one_number_is_read_whole(text: str, value: float, bound: str, unit: str | None) -> None:
    """A number is all of its numeral material, with the words that bound it."""
    (number,) = (number for number in read_numbers(text) if number.kind in ("quantity", "percent", "money"))
    assert number.value == pytest.approx(value)
    assert (number.bound, number.unit) == (bound, unit)


def test_points_that_part_thousands_do_so_in_the_whole_text() -> None:
    """One that does for certain says it of the others, unless a comma does."""
    (burned, _) = read_numbers("3.450 hectares burned, and 1.250.000 trees")
    assert (burned.value, burned.unit) == (3_450, "hectare")
    (burned, _) = read_numbers("3.450 hectares burned, and 1,250,000 trees")
    assert (burned.value, burned.unit) == (3.45, "hectare")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Between 50 & 60 people", 50, 60),
        ("from 50 up to 60 people", 50, 60),
        ("50 to as many as 60 people", 50, 60),
        ("50 or possibly 60 people", 50, 60),
        ("ten-to-fifteen people", 10, 15),
        ("between 30 people and 40 people", 30, 40),
        ("5-6,000 people", 5_000, 6_000),
        ("$10m-15m was lost", 10_000_000, 15_000_000),
        ("$10 to $15 billion was lost", 10_000_000_000, 15_000_000_000),
        ("10%-15% of homes", 10, 15),
        ("up by 8 to 12 per cent", 8, 12),
        ("hundreds, if not thousands, of people", 200, 9_999),
        ("100s of people", 200, 999),
        ("tens of people", 20, 99),
        ("a five-figure crowd", 10_000, 99_999),
        ("into the high single digits", 5, 9),
        ("low thousands of people", 1_000, 4_999),
        ("high hundreds of thousands of people", 500_000, 999_999),
        ("many tens of thousands of people", 20_000, float("inf")),
        ("claims by the thousand", 1_000, float("inf")),
        ("12/14 tonnes", 12, 14),
        ("15- to 20-foot waves", 15, 20),
        ("Between 50 and, at the outside, 60 men", 50, 60),
        ("12 to, by some accounts, 17 hostages", 12, 17),
        ("ranges from the government's 117 to the opposition's 340", 117, 340),
        ("ranged from 60, according to medics, to 300", 60, 300),
        ("1.8 million at best and 2.4 million at worst", 1_800_000, 2_400_000),
        ("anything up to 9,000 but no fewer than 6,500 workers", 6_500, 9_000),
        ("a low of 4 and a high of 11 people", 4, 11),
        ("five, six or even seven workers", 5, 7),
        ("perhaps a thousand or two", 1_000, 2_000),
        ("a degree or two cooler", 1, 2),
        ("Highs of −5 to +3°C", -5, 3),
    ],
)
def test_a_range_is_one_number(text: str, low: float, high: float) -> None:
    """Whatever joins its ends."""
    (number,) = (number for number in read_numbers(text) if number.kind in ("quantity", "percent", "money"))
    assert (number.low, number.high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "125.000 out of work", "1,5 people", "120\n000 people", "hundred people", "a 5-figure crowd", "half as many again",
        "between 2 and 300,000 people", "2/14 tonnes", "5x10^3 people", "8,\n450 people", "€125.000",
        "30...40 people", "1\t200 people", "1  200 people",
    ],
)  # fmt: skip
def test_what_is_not_certain_is_unread(text: str) -> None:
    """None of its pieces is a number."""
    assert not [number for number in read_numbers(text) if number.kind in ("quantity", "percent", "money")]


@pytest.mark.parametrize(
    "text",
    [
        "at 4 PM", "11:30PM", "08.55 UTC", "1630 hrs", "14h30", "06:00Z", "4 o'clock", "half past eight", "8.46 in the morning",
        "In 2019, 2020 and 2021", "A 1999 earthquake", "2023 saw rain", "(2019)", "between 2014 and 2019", "2014–19",
        "2023/24", "Q3 2023", "the '90s", "12-03-2024", "2024/03/12", "Vision 2030", "26/11", "Grade 8 pupils",
        "Class 12 students", "4x4 vehicles", "5G masts", "NH 44", "UNSCR 1701", "category 4", "Section 427 Row 21",
        "iPhone 14's", "a seven-time champion", "F 16s", "14°35'N 42°20'E", "Articles 370 and 35A", "Schalke 04", "word[3]",
        "the Magnificent Seven", "half past six in the evening", "at ten to eight", "shortly before 9, police said",
        "until 16.45", "27 Ramadan", "Ramadan 1445", "the first half of 2024", "FY2009/10", "23 JUNE", "9 AUG 89", "AT 1400 ON",
        "BETWEEN 1800 AND 0600", "11  September", "0800-22-5577", "a 737 MAX 8", "the 737-800", "the Public Safety Act, 1978",
        "an ATR 42-500", "1860 Munich", "text 112", "1) Mykolaiv", "said[1]", "in their seventies",
        "early twenties", "the 12- and 14-year-old", "the 12-, 14- and 16-year-old", "the victims, 12 and 14, were",
        "the boys, 6 and 9, had", "under-fives", "the over-60s", "an octogenarian", "fiftysomething", "183 East 54th St.",
        "children under five", "a woman of 45", "Ana Ruiz (45) died", "in his 30s",
    ],
)  # fmt: skip
def test_what_counts_nothing_is_no_quantity(text: str) -> None:
    """Clock times, dates, names and ages."""
    assert not [number for number in read_numbers(text) if number.kind in ("quantity", "percent", "money")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("So far this year 12 people died", 12), ("On the bus 12 people died", 12), ("about 2000 people came", 2000),
        ("in 1500 homes", 1500), ("Dead: 8. Missing: 61.", 8), ("twelve were killed and two hurt", 12),
        ("in Southeast D.C. Two men were hurt", 2),
        ("at 3602 CR 45", 3602),
        ("12 TN residents", 12),
        ("STOPPED AT LEAST\n30 POLICEMEN", 30),
        ("IN THE COUNTRY'S 14 DEPARTMENTS", 14),
        ("N2.75 million and two motorcycles", 2_750_000), ("the UNHCR helped 40 families", 40), ("at 12 sites", 12),
    ],
)  # fmt: skip
def test_a_count_beside_such_words_is_still_one(text: str, value: float) -> None:
    """A bus is no number of a bus, and a year may be a count of homes."""
    assert value in [number.value for number in read_numbers(text) if number.kind in ("quantity", "money")]
