"""Negations some words before a number, in other languages: what is denied proves nothing, what is meant does."""

import pytest

from summarizer.grounding import GroundedFigure
from summarizer.grounding.figures import GroundedText
from summarizer.language.quantities import languages
from summarizer.language.quantities.multilingual.lexicon import find_table
from summarizer.schemas import Figure

# A negated verb before the number, or behind it; another number that is told instead.
DENIED = [
    ("es", "killed", 12, "No murieron 12 personas, sino 15."),
    ("es", "killed", 12, "No murieron 12, sino 15 personas."),
    ("es", "killed", 12, "No hubo 12 muertos sino quince."),
    ("es", "killed", 12, "No murieron 12 personas."),
    ("fr", "killed", 12, "Il n'y a pas eu 12 morts mais 15."),
    ("fr", "killed", 12, "Ce ne sont pas douze personnes qui ont été tuées, mais quinze."),
    ("fr", "killed", 12, "Il n'y a pas eu 12 morts."),
    ("pt", "killed", 12, "Não morreram 12 pessoas, mas 15."),
    ("pt", "killed", 12, "Não morreram 12 pessoas."),
    ("it", "killed", 12, "Non sono morte 12 persone, ma 15."),
    ("it", "killed", 12, "Non sono morte 12 persone."),
    ("de", "killed", 12, "Es kamen nicht etwa 12 Menschen ums Leben, sondern 15."),
    ("de", "killed", 12, "Nicht nur 12, sondern 15 Menschen starben."),
    ("nl", "killed", 12, "Er kwamen geen 12 mensen om, maar 15."),
    ("nl", "killed", 12, "Er zijn niet 12 maar 15 doden gevallen."),
    ("pl", "killed", 12, "Nie zginęło 12 osób, ale 15."),
    ("pl", "killed", 12, "Nie zginęło 12 osób."),
    ("ru", "killed", 12, "Не погибли 12 человек, а 15."),
    ("ru", "killed", 12, "Там не погибли 12 человек."),
    ("uk", "killed", 12, "Не загинули 12 людей, а 15."),
    ("uk", "killed", 12, "Там не загинули 12 людей."),
    ("ar", "killed", 12, "لم يقتل 12 شخصا بل 15."),
    ("ar", "killed", 12, "لم يقتل 12 شخصا في الهجوم."),
    ("fa", "killed", 12, "نه 12 نفر بلکه 15 نفر کشته شدند."),
    ("he", "killed", 12, "לא נהרגו 12 בני אדם אלא 15."),
    ("he", "killed", 12, "לא נהרגו 12 בני אדם."),
    ("id", "killed", 12, "Tidak tewas 12 orang, melainkan 15."),
    ("id", "killed", 12, "Bukan 12 orang yang tewas, melainkan 15 orang."),
    ("so", "killed", 12, "Kuma dhiman 12 qof, balse 15."),
    ("zh", "killed", 12, "并没有造成12人死亡，而是15人。"),
    ("ja", "killed", 12, "12人が死亡したのではなく15人が死亡した。"),
    ("ja", "killed", 12, "12人は死亡しなかった。"),
    ("ko", "killed", 12, "12명이 숨진 것이 아니라 15명이 숨졌다."),
    ("ko", "killed", 12, "12명은 숨지지 않았다."),
    ("tr", "killed", 12, "12 kişi değil 15 kişi öldü."),
    ("tr", "killed", 12, "12 kişi ölmedi."),
    ("hi", "killed", 12, "12 लोगों की नहीं बल्कि 15 लोगों की मौत हुई।"),
    ("hi", "wounded", 12, "12 लोग घायल नहीं हुए।"),
    ("ne", "killed", 12, "12 जना होइन 15 जनाको मृत्यु भयो।"),
    ("my", "killed", 12, "လူ ၁၂ ဦး မဟုတ်ဘဲ ၁၅ ဦး သေဆုံးခဲ့သည်။"),
]
# The other number; a negation that says "only", "not only", of another clause, or that those were not found.
SAID = [
    ("es", "killed", 15, "No murieron 12 personas, sino 15."),
    ("es", "killed", 15, "No murieron 12, sino 15 personas."),
    ("es", "killed", 15, "No hubo 12 muertos sino quince."),
    ("es", "killed", 12, "No hubo más que 12 muertos."),
    ("es", "killed", 12, "No solo murieron 12 personas, también perros."),
    ("es", "missing", 12, "No han aparecido 12 personas."),
    ("es", "killed", 12, "No sobrevivieron 12 personas."),
    ("fr", "killed", 15, "Il n'y a pas eu 12 morts mais 15."),
    ("fr", "killed", 15, "Ce ne sont pas douze personnes qui ont été tuées, mais quinze."),
    ("fr", "killed", 12, "Il n'y a eu que 12 morts."),
    ("pt", "killed", 15, "Não morreram 12 pessoas, mas 15."),
    ("it", "killed", 15, "Non sono morte 12 persone, ma 15."),
    ("it", "killed", 12, "Non ci sono stati che 12 morti."),
    ("de", "killed", 15, "Es starben nicht, wie gemeldet, 12 Menschen, sondern 15."),
    ("de", "killed", 15, "Es kamen nicht etwa 12 Menschen ums Leben, sondern 15."),
    ("de", "killed", 15, "Nicht nur 12, sondern 15 Menschen starben."),
    ("nl", "killed", 15, "Er kwamen geen 12 mensen om, maar 15."),
    ("nl", "killed", 15, "Er zijn niet 12 maar 15 doden gevallen."),
    ("pl", "killed", 15, "Nie zginęło 12 osób, ale 15."),
    ("ru", "killed", 15, "Не погибли 12 человек, а 15."),
    ("ru", "killed", 12, "Погибли 12 человек, 15 не пострадали."),
    ("uk", "killed", 15, "Не загинули 12 людей, а 15."),
    ("ar", "killed", 15, "لم يقتل 12 شخصا بل 15."),
    ("ar", "killed", 12, "لم يقتل سوى 12 شخصا في الهجوم."),
    ("fa", "killed", 15, "نه 12 نفر بلکه 15 نفر کشته شدند."),
    ("he", "killed", 15, "לא נהרגו 12 בני אדם אלא 15."),
    ("id", "killed", 15, "Tidak tewas 12 orang, melainkan 15."),
    ("id", "killed", 15, "Bukan 12 orang yang tewas, melainkan 15 orang."),
    ("so", "killed", 15, "Kuma dhiman 12 qof, balse 15."),
    ("zh", "killed", 15, "并没有造成12人死亡，而是15人。"),
    ("ja", "killed", 15, "12人が死亡したのではなく15人が死亡した。"),
    ("ko", "killed", 15, "12명이 숨진 것이 아니라 15명이 숨졌다."),
    ("tr", "killed", 15, "12 kişi değil 15 kişi öldü."),
    ("hi", "killed", 15, "12 लोगों की नहीं बल्कि 15 लोगों की मौत हुई।"),
    ("ne", "killed", 15, "12 जना होइन 15 जनाको मृत्यु भयो।"),
    ("my", "killed", 15, "လူ ၁၂ ဦး မဟုတ်ဘဲ ၁၅ ဦး သေဆုံးခဲ့သည်။"),
    ("es", "killed", 12, "No lejos de allí murieron 12 personas."),
    ("es", "killed", 12, "La ONU no precisó la causa; murieron 12 personas."),
    ("es", "killed", 12, "La policía no informó, pero murieron 12 personas y 15 heridos."),
    ("es", "killed", 12, "El alcalde dijo que no hubo aviso y murieron 12 personas."),
    ("fr", "killed", 12, "L'alerte n'a pas été donnée et 12 personnes ont péri, mais 15 ont survécu."),
    ("fr", "killed", 12, "Douze personnes n'ont pas survécu."),
    ("pt", "killed", 12, "Não houve alerta e 12 pessoas morreram, mas 15 escaparam."),
    ("it", "killed", 12, "L'allarme non è scattato e 12 persone sono morte, ma 15 si sono salvate."),
    ("de", "killed", 12, "Der Alarm ging nicht los und 12 Menschen starben."),
    ("de", "killed", 12, "Nicht weit davon starben 12 Menschen."),
    ("ru", "killed", 12, "Сирена не сработала, погибли 12 человек, а 15 спаслись."),
    ("uk", "killed", 12, "Сирена не спрацювала, загинули 12 людей, а 15 врятовано."),
    ("pl", "killed", 12, "Alarm nie zadziałał i zginęło 12 osób, a 15 zostało rannych."),
    ("ar", "killed", 12, "لم تعمل صفارات الإنذار وقتل 12 شخصا."),
    ("tr", "killed", 12, "12 kişi öldü, 15 kişiye henüz ulaşılamadı."),
    ("ja", "killed", 12, "12人が死亡し、原因は分かっていない。"),
    ("ko", "killed", 12, "12명이 숨지고 3명은 발견되지 않았다."),
    ("hi", "killed", 12, "12 लोगों की मौत हुई लेकिन कारण पता नहीं चला।"),
    ("zh", "killed", 12, "当地没有发布警报，造成12人死亡。"),
    ("id", "killed", 12, "Sirene tidak berbunyi dan 12 orang tewas."),
]


def is_proved(language: str, text: str, measure: str, value: float) -> bool:
    """Whether a text of a language proves so many people of a measure."""
    figure = {"quote": text.rstrip(".।。"), "measure": measure, "of": "people", "value": value}
    return isinstance(GroundedText(text, language).ground(Figure.model_validate(figure)), GroundedFigure)


@pytest.mark.parametrize(("language", "measure", "value", "text"), DENIED)
def test_a_denied_number_is_not_proved(language: str, measure: str, value: float, text: str) -> None:
    """Though words stand between it and the negation."""
    assert not is_proved(language, text, measure, value)


@pytest.mark.parametrize(("language", "measure", "value", "text"), SAID)
def test_a_number_beside_a_negation_is_proved(language: str, measure: str, value: float, text: str) -> None:
    """Where the negation is not its own."""
    assert is_proved(language, text, measure, value)


@pytest.mark.parametrize("language", [each for each in languages() if each != "en"])
def test_every_language_has_its_words(language: str) -> None:
    """For the number that is told instead."""
    words = find_table(language, "denials")
    assert set(words) == {"instead", "only", "affirmed", "clauses"}
    assert words["instead"]
