"""Counts that are not of all who were hurt in the event: of some of them, beside somebody, of several events, of wounds."""

from datetime import date

import pytest

from summarizer.reading.rules.extraction import extract_events
from summarizer.records.article import make_article
from summarizer.schemas import EVENT_TYPES, type_names

CLASSES = {name: kind for kind in EVENT_TYPES for name in type_names(kind)}
LEAD = "A shooting broke out at a party in Gary, Indiana, on Monday, leaving one dead and four injured. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two of the victims were shot by mistake.", [("casualties", 2, "part", "asserted")]),
        ("Three of the wounded were taken to hospital.", [("wounded", 3, "part", "asserted")]),
        ("One person is in critical condition, and three others were injured.",
         [("wounded", 1, "part", "asserted"), ("wounded", 3, "additional", "asserted")]),
        ("One woman was killed and three others were injured.",
         [("killed", 1, "total", "asserted"), ("wounded", 3, "part", "asserted")]),
        ("Two men were shot in the leg.", [("casualties", 2, "total", "asserted")]),
        ("Of the eight nurses, six porters and two children who were wounded, 11 were injured by glass.",
         [("wounded", 2, "part", "asserted"), ("wounded", 11, "part", "asserted")]),
        ("Four other males, between the ages of 12-15, were hurt.", [("wounded", 4, "part", "asserted")]),
        ("Four boys, ages 16–18, were also injured.", [("wounded", 4, "total", "asserted")]),
        ("His daughter had two gunshot wounds.", []),
        ("He died of three stab wounds.", []),
        ("Smith and two other men are also charged.", [("detained", 2, "additional", "asserted")]),
        ("The driver and two other men were arrested.", [("detained", 2, "additional", "asserted")]),
        ("Two other men were arrested.", [("detained", 2, "total", "asserted")]),
        ("Nine people were wounded in separate shootings.", [("wounded", 9, "total", "other_event")]),
        ("Nine people were wounded in six shootings on Sunday.", [("wounded", 9, "total", "other_event")]),
        ("Six people were abducted in the shooting, one of six on Sunday.", [("abducted", 6, "total", "asserted")]),
        ("It was near the scene of a shooting that injured a dozen others in March.", [("wounded", 12, "total", "other_event")]),
        ("A spate of three shootings on Sunday left two wounded.", [("wounded", 2, "total", "other_event")]),
        ("These shootings come after the deaths of two children.", []),
        ("Adams was convicted of the attempted murder of two people.", [("killed", 2, "total", "other_event")]),
        ("They were among three people hurt that day.", []),
        ("Police arrested four women and one 15-year-old.",
         [("detained", 4, "total", "asserted"), ("detained", 1, "part", "asserted")]),
        ("Medics found one woman, 31, shot at home.", [("casualties", 1, "total", "asserted")]),
        ("RELATED ARTICLE - Three wounded in Sunday's shooting", []),
        ("Read more: Three people wounded in a shooting in Hammond", []),
        ("More was found than was thought: nine people were abducted.", [("abducted", 9, "total", "asserted")]),
    ],
)  # fmt: skip
def test_a_count_that_is_no_toll(text: str, expected: list[tuple[object, ...]]) -> None:
    """What is read of the second sentence, beside the lead's one dead and four injured."""
    events = extract_events(make_article(LEAD + text, published=date(2016, 11, 8)), CLASSES)
    figures = [figure for event in events for figure in event.figures]
    told = [(each.measure, each.value, each.extent, each.stance) for each in figures]
    assert told[:2] == [("killed", 1, "total", "asserted"), ("wounded", 4, "total", "asserted")]
    assert told[2:] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two people were killed. Police said a bomb had been found.", [(3, "total"), (2, "part")]),
        ("Five people were killed when a gunman struck a mosque.", [(3, "total")]),
        ("Doctors said five people were killed. The mayor said six people were killed.",
         [(3, "total"), (5, "total"), (6, "total")]),
        ("The death toll has risen to five.", [(3, "total"), (5, "total")]),
        ("In initial reports police had said that five people were killed.", [(3, "total"), (5, "total")]),
        ("Three people were killed, the mayor said.", [(3, "total"), (3, "total")]),
        ("At least two people were killed, the mayor said.", [(3, "total"), (2, "total")]),
        ("Five soldiers were killed.", [(3, "total")]),
    ],
    ids=["fewer are some of them", "more may be of another event", "two speakers", "a rise", "an early count",
         "the same", "a bound", "soldiers are people"],
)  # fmt: skip
def test_a_report_has_one_toll_of_one_voice(text: str, expected: list[tuple[float, str]]) -> None:
    """The first that it gives, by police or by nobody."""
    lead = "An attack killed three people in Gary, Indiana, on Monday, police said. "
    told = [figure for event in extract_events(make_article(lead + text), CLASSES) for figure in event.figures]
    assert [(each.value, each.extent) for each in told if each.measure == "killed"] == expected
