"""Texts in capitals, written as a newspaper would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.language.letter_case import restore_case


@pytest.mark.parametrize(
    ("printed", "restored"),
    [
        ("THE REBELS KILLED THREE SOLDIERS NEAR TEJUTEPEQUE.", "The rebels killed three soldiers near Tejutepeque."),
        ("AT LEAST 12 DEAD IN QUETTA BLAST", "At least 12 dead in Quetta blast"),
        ("POLICE SAID SO. A WITNESS DENIED IT.", "Police said so. A witness denied it."),
        ('HE ADDED: "WE HEARD SHOTS IN MORAZAN."', 'He added: "We heard shots in Morazan."'),
        ("THE FRONT [FMLN] SAID FMLN TROOPS LEFT.", "The front [FMLN] said FMLN troops left."),
        ("A BOMB EXPLODED ON 14 MARCH, AND MORE MAY FOLLOW.", "A bomb exploded on 14 March, and more may follow."),
        ("ON MONDAY THE ARMY LEFT CARO'S HOUSE.", "On Monday the army left Caro's house."),
        ("LIMA, 14 MAY 90 (EFE) -- [TEXT] THE POLICE LEFT.", "LIMA, 14 MAY 90 (EFE) --        The police left."),
        ("A bomb killed 12 people, the BBC said.", "A bomb killed 12 people, the BBC said."),
        ("QUAKE KILLS NINE IN IZMIR\n\nThe quake hit NATO staff.", "Quake kills nine in Izmir\n\nThe quake hit NATO staff."),
        ("IOM\nUNHCR\nThe camps are full.", "IOM\nUNHCR\nThe camps are full."),
        ("", ""),
        ("120,000!", "120,000!"),
    ],
    ids=["names", "a headline", "sentences", "a quotation", "an abbreviation", "months", "a day and an owner",
         "a dateline", "mixed case", "one line in capitals", "names alone", "nothing", "no letter"],
)  # fmt: skip
def test_capitals_are_restored(printed: str, restored: str) -> None:
    """Common words are lowered, names, abbreviations and datelines are not, and every character keeps its place."""
    assert restore_case(printed) == restored


@given(st.text(st.sampled_from("ABIT ab1.\n'’-[]()ÄİSSß"), max_size=60))
def test_every_character_keeps_its_place(text: str) -> None:
    """Offsets in the one are offsets in the other, and only the case of letters differs."""
    restored = restore_case(text)
    assert len(restored) == len(text)
    assert [a for a, b in zip(text, restored, strict=True) if a.lower() != b.lower()] == []
