"""Which count came first: days that words name, changes told in one sentence, stale numbers."""

from datetime import date, datetime
from re import _parser as sre_parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from summarizer import ReportedFigure
from summarizer.consistency import Context, check_figures
from summarizer.consistency.chronology import count_stage, is_earlier, was_replaced
from summarizer.language.dates import days_back, fill_names, find_weekday, valid_at
from summarizer.language.lexicon import table

from ..helpers.reports import figure

SUNDAY = date(2023, 4, 30)
MONDAY_MORNING = datetime(2022, 10, 10, 9, 30)
CONTEXT = Context(
    {
        "sat": date(2023, 4, 29),
        "sun": SUNDAY,
        "mon": date(2023, 5, 1),
        "tue": date(2023, 5, 2),
        "noon": datetime(2023, 5, 1, 12),
        "night": datetime(2023, 5, 1, 22),
    },
    {},
)


@pytest.mark.parametrize(
    ("words", "published", "start", "end"),
    [
        ("on Saturday", SUNDAY, "2023-04-29T00", "2023-04-30T00"),
        ("on Sunday", SUNDAY, "2023-04-30T00", "2023-05-01T00"),
        ("last Sunday", SUNDAY, "2023-04-23T00", "2023-04-24T00"),
        ("by Monday evening", datetime(2022, 10, 11, 9), "2022-10-10T17", "2022-10-11T00"),
        ("by Monday evening", MONDAY_MORNING, "2022-10-03T17", "2022-10-04T00"),
        ("on Monday", MONDAY_MORNING, "2022-10-10T00", "2022-10-10T09:30"),
        ("as of 3 May", date(2023, 5, 30), "2023-05-03T00", "2023-05-04T00"),
        ("as of May 3rd", date(2023, 5, 30), "2023-05-03T00", "2023-05-04T00"),
        ("by December 30", date(2023, 1, 2), "2022-12-30T00", "2022-12-31T00"),
        ("as of 3 May 2023", None, "2023-05-03T00", "2023-05-04T00"),
        ("2023-05-03", None, "2023-05-03T00", "2023-05-04T00"),
        ("as of 6 p.m. on Saturday", SUNDAY, "2023-04-29T18", "2023-04-29T18"),
        ("by 18:30 on Saturday", SUNDAY, "2023-04-29T18:30", "2023-04-29T18:30"),
        ("yesterday", SUNDAY, "2023-04-29T00", "2023-04-30T00"),
        ("this morning", SUNDAY, "2023-04-30T00", "2023-04-30T12"),
        ("the day before", SUNDAY, "2023-04-29T00", "2023-04-30T00"),
        ("nine days ago", SUNDAY, "2023-04-21T00", "2023-04-22T00"),
        ("three days ago", SUNDAY, "2023-04-27T00", "2023-04-28T00"),
    ],
)
def test_the_span_that_words_name(words: str, published: date | None, start: str, end: str) -> None:
    """The most recent such day that is not after publication, and no hour after it."""
    span = valid_at(words, published)
    assert span is not None
    assert (span.start, span.end) == (
        datetime.fromisoformat(f"{start}:00"[:16]),
        datetime.fromisoformat(f"{end}:00"[:16]),
    )


@pytest.mark.parametrize(
    ("words", "published"),
    [
        ("initial reports", SUNDAY),
        ("on Saturday", None),
        ("between Monday and Tuesday", SUNDAY),
        ("as of 31 February", SUNDAY),
        ("as of 5 May 2023", SUNDAY),
        ("so far", SUNDAY),
    ],
)
def test_words_that_name_no_day(words: str, published: date | None) -> None:
    """None at all, two, one that does not exist, or one after publication."""
    assert valid_at(words, published) is None


def test_one_weekday_is_a_weekday() -> None:
    """Two are none."""
    assert find_weekday("by Saturday night") == 5
    assert find_weekday("Saturday and Sunday") is None
    assert find_weekday("on Frıday") is None  # without a dot


def variants(pattern: Any) -> list[str]:
    """Every text that a parsed pattern of words, choices and digits matches; for any digits, 7."""
    texts = [""]
    for operation, given in pattern:
        match str(operation):
            case "LITERAL":
                ends = [chr(given)]
            case "SUBPATTERN":
                ends = variants(given[-1])
            case "BRANCH":
                ends = [text for branch in given[1] for text in variants(branch)]
            case "MAX_REPEAT" if given[0] == 0:
                ends = ["", *variants(given[2])]
            case _:
                ends = ["7"]
        texts = [text + end for text in texts for end in ends]
    return texts


def written_as_of() -> list[str]:
    """Every `as_of` that the built-in reader can write: its phrases, its patterns, and words for days."""
    stages = table("stages")["as_of"]
    patterns = fill_names(stages["patterns"])
    return [*stages["phrases"], *(text for p in patterns for text in variants(sre_parser.parse(p))), *days_back()]


def test_the_checker_places_whatever_the_reader_writes() -> None:
    """Each has a stage ("has climbed" is a later count), or names a day."""
    written = written_as_of()
    assert {"has climbed", "was raised", "by 7 December", "as of early Monday evening", "in their daily update"} <= {
        *written
    }
    lost = [words for words in written if not (count_stage(figure(as_of=words)) or valid_at(words, SUNDAY))]
    assert lost == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("rises", 1), ("has climbed", 1), ("climbed", 1), ("has grown", 1), ("has jumped", 1), ("was raised", 1),
        ("by nightfall", 1), ("in its evening report", 1), ("in its daily statement", 1),
        ("in its morning report", -1), ("in its first update", -1), ("initially", -1), ("earlier estimates", -1),
        ("on Monday morning", 0), ("at the scene", 0),
    ],
)  # fmt: skip
def test_the_stage_that_words_name(words: str, expected: int) -> None:
    """A count that grew is a later one; a morning is a day's part, a morning report is before the evening's."""
    assert count_stage(figure(as_of=words)) == expected


# (first figure's article, as_of and quote; the second's; whether the first is earlier)
ORDERS: list[tuple[dict[str, Any], dict[str, Any], bool | None]] = [
    ({"article": "sun", "as_of": "on Saturday"}, {"article": "sun"}, True),
    ({"article": "mon", "as_of": "on Saturday"}, {"article": "sun"}, True),
    ({"article": "sun", "as_of": "on Saturday"}, {"article": "sun", "as_of": "on Sunday"}, True),
    ({"article": "sun", "as_of": "on Sunday"}, {"article": "sun"}, None),
    ({"article": "x", "as_of": "on Saturday"}, {"article": "y", "as_of": "on Sunday"}, True),
    ({"article": "x", "as_of": "on Sunday"}, {"article": "y", "as_of": "on Monday"}, True),
    ({"article": "x", "as_of": "on Saturday"}, {"article": "y"}, None),
    ({"article": "noon"}, {"article": "night"}, True),
    ({"article": "noon"}, {"article": "mon"}, None),
    ({"article": "night", "as_of": "on Monday morning"}, {"article": "noon"}, True),
    ({"article": "tue", "as_of": "at first"}, {"article": "sat"}, True),
    ({"article": "tue", "as_of": "preliminary"}, {"article": "sat"}, False),
    ({"article": "tue", "as_of": "at first"}, {"article": "sat", "as_of": "initial reports"}, None),
    ({"article": "a", "as_of": "initial reports"}, {"article": "a"}, True),
    ({"article": "a"}, {"article": "a", "as_of": "late in the evening"}, True),
    ({"article": "mon"}, {"article": "mon", "as_of": "by Sunday evening"}, True),
    ({"article": "a", "quote": "rose from 12 to 15", "value": 12}, {"article": "a", "quote": "rose from 12 to 15", "value": 15}, True),
    ({"article": "a", "quote": "Fifteen died, up from 12", "value": 12}, {"article": "a", "quote": "Fifteen died", "value": 15}, True),
    ({"article": "a", "quote": "raised the toll from two to at least four", "value": 2},
     {"article": "a", "quote": "raised the toll from two to at least four", "value": 4}, True),
    ({"article": "a", "quote": "an earlier count of 12", "value": 12}, {"article": "a", "quote": "nine are missing", "value": 9}, True),
    ({"article": "a", "quote": "has risen to 15", "value": 15}, {"article": "a", "quote": "12 died", "value": 12}, False),
    ({"article": "a", "quote": "from 3 villages to 12", "value": 3}, {"article": "a", "quote": "from 3 villages to 12", "value": 12}, None),
    ({"article": "a", "quote": "has gone from 12 people to 15", "value": 12}, {"article": "a", "quote": "has gone from 12 people to 15", "value": 15}, True),
    ({"article": "a", "quote": "from 12 to at least 15", "value": 15}, {"article": "a", "quote": "from 12 to at least 15", "value": 12}, False),
    ({"article": "a", "quote": "shot down 54 of 69", "value": 54}, {"article": "a", "quote": "69", "value": 69}, None),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "expected"), ORDERS, ids=[f"{a} before {b}" for a, b, _ in ORDERS])
def test_which_was_counted_first(a: dict[str, Any], b: dict[str, Any], expected: bool | None) -> None:
    """A sentence, a day, a publication or a word; the other way round it mirrors."""
    ours, theirs = figure(**{"value": 2, **a}), figure(**{"value": 4, **b})
    assert is_earlier(ours, theirs, CONTEXT.published) is expected
    assert is_earlier(theirs, ours, CONTEXT.published) is (None if expected is None else not expected)


@pytest.mark.parametrize(
    ("quote", "replaced"),
    [
        ("an earlier count of 12", True),
        ("rose from 12 to 15", True),
        ("initially 12 people were missing", True),
        ("the first 12 people", False),
        ("preliminary figures speak of 12", False),
        ("12 people died", False),
    ],
)
def test_what_an_article_itself_calls_replaced(quote: str, replaced: bool) -> None:
    """By the number's own place in the sentence."""
    assert was_replaced(figure(value=12, quote=quote)) is replaced


def kinds(*figures: ReportedFigure) -> dict[str, str]:
    return {found.kind: found.explanation for found in check_figures(figures, CONTEXT).findings}


def test_an_old_toll_marked_by_its_weekday_is_a_revision() -> None:
    """Sunday's article says four; Monday's recalls what was said on Saturday: two."""
    found = kinds(figure(value=4, article="sun"), figure(value=2, article="mon", as_of="on Saturday"))
    assert set(found) == {"revision", "uncorroborated"}
    assert found["revision"].endswith("4 stands now.")


def test_a_decrease_that_is_said_is_a_retraction() -> None:
    """Revised down from twelve to nine, in one sentence: nine stands."""
    quote = "revised down from 12 to nine"
    found = check_figures([figure(value=12, quote=quote), figure(value=9, quote=quote)], CONTEXT).findings
    (retraction,) = [one for one in found if one.kind == "retraction"]
    assert (retraction.rule, retraction.stands and retraction.stands.value) == ("change", 9)
    assert "the same source lowered the count" in retraction.explanation


def test_a_stale_number_takes_nothing_back() -> None:
    """Saturday 2, Sunday 4, Monday an outlet with 2: four stands, and the finding says who still gave two."""
    told = [
        figure(value=2, article="sat"),
        figure(value=4, article="sun"),
        figure(value=2, article="mon", source="Late News"),
    ]
    found = kinds(*told)
    assert "retraction" not in found
    assert "and Late News still gave 2" in found["revision"]
    assert found["revision"].endswith("4 stands now.")
