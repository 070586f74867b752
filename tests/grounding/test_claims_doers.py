"""Doers and victims: who kills or wounds others is not counted among those who suffer it."""

import pytest

from summarizer import ground
from summarizer.schemas import Figure

# A text, the quote, who is counted, how many.
DOERS: list[tuple[str, str, str, int]] = [
    ("A policeman killed two protesters.", "A policeman killed", "policeman", 1),
    ("A policeman shot dead two protesters in Lagos.", "A policeman", "policeman", 1),
    ("A police officer has shot and killed a boy.", "A police officer has shot", "police officer", 1),
    ("A woman, 34, killed her two children.", "A woman, 34, killed", "woman", 1),
    ("A man drew a knife and stabbed six shoppers.", "A man drew a knife and stabbed", "man", 1),
    ("A guard who had killed two inmates was arrested.", "A guard who had killed", "guard", 1),
    ("One soldier killed nine villagers.", "One soldier killed", "soldier", 1),
    ("Three gunmen killed at least nine villagers.", "Three gunmen killed", "gunmen", 3),
    ("Twelve soldiers killed four militants and lost none.", "Twelve soldiers killed", "soldiers", 12),
    ("A suicide bomber killed him and his driver.", "A suicide bomber killed", "bomber", 1),
]

VICTIMS: list[tuple[str, str, str, int]] = [
    ("A policeman was killed by two protesters.", "A policeman was killed", "policeman", 1),
    ("A policeman killed by protesters was buried on Monday.", "A policeman killed", "policeman", 1),
    ("A policeman killed the day before was buried.", "A policeman killed", "policeman", 1),
    ("A gunman killed himself after a siege.", "A gunman killed himself", "gunman", 1),
    ("A gunman killed two hostages before he was shot dead.", "A gunman killed", "gunman", 1),
    ("A gunman killed a teacher and wounded three pupils.", "killed a teacher", "teacher", 1),
    ("A soldier killed and two wounded in ambush.", "A soldier killed", "soldier", 1),
    ("Three gunmen were killed by nine villagers.", "Three gunmen were killed", "gunmen", 3),
    ("Twelve soldiers killed, four militants wounded.", "Twelve soldiers killed", "soldiers", 12),
    ("A lorry driver ran over and killed a child.", "killed a child", "child", 1),
]


def refusal(text: str, quote: str, of: str, value: int) -> str | None:
    """Why a figure of so many killed is refused."""
    _, rejected = ground(text, [Figure(quote=quote, measure="killed", of=of, value=value)])
    return rejected[0].reason if rejected else None


@pytest.mark.parametrize(("text", "quote", "of", "value"), DOERS, ids=[text for text, *_ in DOERS])
def test_who_kills_is_not_killed(text: str, quote: str, of: str, value: int) -> None:
    """The subject of an active verb with an object: its words are the reason."""
    reason = refusal(text, quote, of, value)
    assert reason is not None
    assert "another measure" in reason


@pytest.mark.parametrize(("text", "quote", "of", "value"), VICTIMS, ids=[text for text, *_ in VICTIMS])
def test_who_suffers_is_kept(text: str, quote: str, of: str, value: int) -> None:
    """Passives, objects, those who do it to themselves, and who comes to harm as well."""
    assert refusal(text, quote, of, value) is None
