"""Counts that are not of all who were hurt in the event: of some of them, beside somebody, of several events, of wounds."""

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
        ("Two men were shot in the leg.", [("casualties", 2, "total", "asserted")]),
        ("Of the eight nurses, six porters and two children who were wounded, 11 were injured by glass.",
         [("wounded", 2, "part", "asserted"), ("wounded", 11, "part", "asserted")]),
        ("Four other males, between the ages of 12-15, were hurt.", []),
        ("Four boys, ages 16–18, were also injured.", [("wounded", 4, "total", "asserted")]),
        ("His daughter had two gunshot wounds.", []),
        ("He died of three stab wounds.", []),
        ("Smith and two other men are also charged.", [("detained", 2, "additional", "asserted")]),
        ("The driver and two other men were arrested.", [("detained", 2, "additional", "asserted")]),
        ("Two other men were arrested.", [("detained", 2, "total", "asserted")]),
        ("Nine people were wounded in separate shootings.", [("wounded", 9, "total", "other_event")]),
        ("Nine people were wounded in six shootings on Sunday.", [("wounded", 9, "total", "other_event")]),
        ("Nine people were wounded in the shooting, one of six on Sunday.", [("wounded", 9, "total", "asserted")]),
        ("RELATED ARTICLE - Nine wounded in Sunday's shooting", []),
        ("Read more: Nine people wounded in a shooting in Hammond", []),
        ("More people were hurt than was thought: nine people were wounded.", [("wounded", 9, "total", "asserted")]),
    ],
)  # fmt: skip
def test_a_count_that_is_no_toll(text: str, expected: list[tuple[object, ...]]) -> None:
    """What is read of the second sentence, beside the lead's one dead and four injured."""
    events = extract_events(make_article(LEAD + text), CLASSES)
    figures = [figure for event in events for figure in event.figures]
    told = [(each.measure, each.value, each.extent, each.stance) for each in figures]
    assert told[:2] == [("killed", 1, "total", "asserted"), ("wounded", 4, "total", "asserted")]
    assert told[2:] == expected
