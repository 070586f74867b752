"""In other languages: what is denied proves nothing, and no word of a quote may be another than the article's."""

import pytest

from summarizer.grounding import GroundedFigure
from summarizer.grounding.figures import GroundedText
from summarizer.schemas import Figure

DENIED = [
    ("es", "Ningún soldado murió en el ataque contra el cuartel.", 1),
    ("es", "La mujer no murió en el incendio, aclaró su familia.", 1),
    ("es", "Murieron no 12 sino 15 personas, aclaró la policía.", 12),
    ("fr", "Aucun policier n'a été tué dans l'assaut contre le commissariat.", 1),
    ("fr", "Pas un soldat n'a été tué dans l'embuscade.", 1),
    ("fr", "Ce ne sont pas 12 mais 15 personnes qui ont été tuées.", 12),
    ("de", "Kein Soldat wurde bei dem Angriff auf den Stützpunkt getötet.", 1),
    ("de", "Nicht 12, sondern 15 Menschen starben, teilte die Polizei mit.", 12),
    ("it", "Nessun soldato è morto nell'attacco alla base.", 1),
    ("pt", "Nenhum soldado morreu no ataque ao quartel.", 1),
    ("nl", "Geen kind raakte gewond bij de brand in de school.", 1),
    ("pl", "Żaden żołnierz nie zginął w ataku na bazę.", 1),
    ("pl", "Zginęło nie 12, a 15 osób, podała policja.", 12),
    ("ru", "Полицейский не пострадал при задержании.", 1),
    ("ru", "Погибли не 12, а 15 человек, уточнили в МЧС.", 12),
    ("uk", "Загинули не 12, а 15 людей, уточнили рятувальники.", 12),
    ("he", "אף חייל לא נהרג בהתקפה על הבסיס.", 1),
    ("ar", "ولم يصب شرطي واحد خلال الاشتباكات.", 1),
    ("fa", "در این آتش\u200cسوزی حتی یک نفر هم کشته نشد.", 1),
    ("tr", "Yangında tek bir kişi bile ölmedi.", 1),
    ("id", "Tidak ada seorang warga pun yang tewas dalam kebakaran itu.", 1),
    ("zh", "地震没有造成一人死亡，也没有房屋倒塌。", 1),
    ("zh", "死亡的不是12人，而是15人。", 12),
    ("ja", "事故で1人も死亡しなかった。", 1),
    ("ko", "화재로 한 명도 숨지지 않았다.", 1),
    ("tr", "12 değil 15 kişi öldü.", 12),
    ("ja", "死者は12人ではなく15人だった。", 12),
    ("ko", "사망자는 12명이 아니라 15명이다.", 12),
    ("fr", "Personne n'a été tué dans l'effondrement du pont.", 1),
    ("de", "Das Kind blieb bei dem Unfall unverletzt.", 1),
    ("it", "Una donna e suo figlio sono morti nell'incendio.", 1),
    ("pt", "Uma mulher e seu filho morreram no incêndio.", 1),
    ("zh", "事故中无一人死亡，仅有3人轻伤。", 1),
    ("hi", "इस हमले में एक भी व्यक्ति नहीं मारा गया।", 1),
]
SAID = [
    ("es", "Un soldado murió en el ataque contra el cuartel.", 1),
    ("fr", "Un policier a été tué dans l'assaut contre le commissariat.", 1),
    ("de", "Ein Soldat wurde bei dem Angriff auf den Stützpunkt getötet.", 1),
    ("ru", "Погибли 12 человек, а 15 не пострадали.", 12),
    ("uk", "Загинули 12 людей, жодної дитини серед них немає.", 12),
    ("ja", "事故で1人が死亡した。", 1),
    ("ja", "死者は12人ではなく15人だった。", 15),
    ("tr", "12 değil 15 kişi öldü.", 15),
    ("de", "Nicht 12, sondern 15 Menschen starben.", 15),
    ("zh", "地震造成一人死亡，没有房屋倒塌。", 1),
    ("pl", "Zginęło 12 osób, nikt inny nie ucierpiał.", 12),
]
PARAPHRASED = [
    ("es", "Doce personas resultaron heridas en el ataque contra el mercado.", "heridas", "muertas"),
    ("ru", "В результате обстрела города ранены двенадцать жителей.", "ранены", "убиты"),
    ("fr", "Douze personnes ont été blessées dans l'attaque du marché.", "blessées", "tuées"),
    ("de", "Zwölf Menschen wurden bei dem Angriff auf den Markt verletzt.", "verletzt", "getötet"),
    ("ar", "أصيب اثنا عشر مدنيا في القصف الذي استهدف سوق المدينة.", "أصيب", "قتل"),
    ("ja", "市場への攻撃で市民12人が負傷したと当局が発表した。", "負傷", "死亡"),
    ("zh", "市场遭到袭击，造成12名平民受伤，当局表示。", "受伤", "死亡"),
    ("tr", "Pazara yapılan saldırıda on iki kişi yaralandı ve hastaneye kaldırıldı.", "yaralandı", "öldürüldü"),
]


def is_proved(language: str, text: str, quote: str, value: float) -> bool:
    """Whether a text of a language proves that so many people were killed."""
    figure = Figure.model_validate({"quote": quote, "measure": "killed", "of": "people", "value": value})
    return isinstance(GroundedText(text, language).ground(figure), GroundedFigure)


@pytest.mark.parametrize(("language", "text", "value"), DENIED)
def test_what_is_denied_is_not_proved(language: str, text: str, value: float) -> None:
    """One person of whom it is said that it did not happen, a number that is another."""
    assert not is_proved(language, text, text.rstrip(".।。"), value)


@pytest.mark.parametrize(("language", "text", "value"), SAID)
def test_what_is_said_beside_a_negation_is_proved(language: str, text: str, value: float) -> None:
    """In another clause."""
    assert is_proved(language, text, text.rstrip(".।。"), value)


@pytest.mark.parametrize(("language", "text", "word", "other"), PARAPHRASED)
def test_a_quote_with_another_word_is_not_the_article_s(language: str, text: str, word: str, other: str) -> None:
    """What became of people is known in English alone, so elsewhere only the spelling may differ."""
    assert not is_proved(language, text, text.replace(word, other), 12)
    assert is_proved(language, text, text, 12)


def test_a_quote_without_its_negation_is_not_the_article_s() -> None:
    """One word less."""
    text = "В результате обстрела не погибли двенадцать жителей, как сообщалось."
    assert not is_proved("ru", text, text.replace("не погибли", "погибли"), 12)


def test_a_misspelt_quote_is_found() -> None:
    """As many words, each like the article's."""
    text = "Doce personas resultaron heridas en el ataque contra el mercado."
    assert is_proved("es", text, "Doce personas resultaron heridas en el attaque contra el mercado", 12)
