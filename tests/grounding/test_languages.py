"""Figures of articles in other languages, proved by the words of the article's own language."""

import pytest

from summarizer import Figure, ground
from summarizer.grounding.folding import Folded
from summarizer.language.quantities import languages


def claim(quote: str, value: float | None, bound: str = "exactly", **other: object) -> Figure:
    given = {"quote": quote, "measure": "killed", "of": "people", "value": value, "bound": bound, **other}
    return Figure.model_validate(given)


# A language, a text, a quote, the claims that it proves, and those that it refuses.
CLAIMS = [
    ("hi", "बाढ़ से 3 करोड़ लोग प्रभावित हुए, राज्य सरकार ने मंगलवार को बताया।",
     "3 करोड़ लोग प्रभावित हुए", [(3e7, "exactly")], [(3, "exactly"), (3e6, "exactly")]),
    ("my", "တိုက်ပွဲအတွင်း ရဲနှစ်ဦးသေဆုံးခဲ့သည်ဟု ဒေသခံများက ပြောသည်။",
     "ရဲနှစ်ဦးသေဆုံးခဲ့သည်", [(2, "exactly")], [(1, "exactly"), (20, "exactly")]),
    ("uk", "Унаслідок обстрілу загинуло щонайменше 14 людей, ще 37 поранено, повідомили рятувальники.",
     "загинуло щонайменше 14 людей", [(14, "at_least")], [(14, "exactly"), (14, "more_than"), (15, "at_least")]),
    ("ru", "В результате взрыва погибли более 1,5 тыс. человек, сообщил губернатор области в среду.",
     "погибли более 1,5 тыс. человек", [(1500, "more_than")], [(1.5, "exactly"), (1500, "exactly"), (5, "exactly")]),
    ("es", "El terremoto dejó más de 1.200 muertos en la región, informó el ministerio de Salud el martes.",
     "más de 1.200 muertos", [(1200, "more_than")], [(1.2, "exactly"), (1200, "exactly"), (200, "exactly")]),
    ("ar", "قتل ما لا يقل عن ٣٠ شخصا في الهجوم على المدينة، بحسب وزارة الصحة المحلية.",
     "قتل ما لا يقل عن ٣٠ شخصا", [(30, "at_least")], [(30, "exactly"), (3, "exactly")]),
    ("de", "Bei dem Zugunglück kamen knapp zweihundertfünfzig Menschen ums Leben, teilte die Polizei mit.",
     "knapp zweihundertfünfzig Menschen", [(250, "about")], [(200, "exactly"), (50, "exactly")]),
    ("zh", "当地卫生部门称，地震造成至少1.5万人死亡，另有三千多人受伤。",
     "至少1.5万人死亡", [(15_000, "at_least")], [(15_000, "exactly"), (1.5, "exactly")]),
    ("ja", "地震により30人以上が死亡し、120人が負傷したと当局が発表した。",
     "30人以上が死亡", [(30, "at_least")], [(30, "exactly")]),
    ("hi", "भूकंप में कम से कम 12 लाख लोग प्रभावित हुए हैं, राज्य सरकार ने मंगलवार को बताया।",
     "कम से कम 12 लाख लोग", [(1_200_000, "at_least")], [(12, "at_least"), (1_200_000, "exactly")]),
    ("tr", "Depremde 30'dan fazla kişi hayatını kaybetti, 150 kişi yaralandı, dedi valilik sözcüsü salı günü.",
     "30'dan fazla kişi", [(30, "more_than")], [(30, "exactly")]),
    ("fr", "L'attaque a fait une vingtaine de morts et 34 blessés, selon un bilan de la préfecture mardi.",
     "une vingtaine de morts", [(20, "about")], [(20, "at_least"), (34, "exactly")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "quote", "right", "wrong"), CLAIMS, ids=[row[0] for row in CLAIMS])
def test_a_claim_is_proved_with_its_bound(
    language: str, text: str, quote: str, right: list[tuple[float, str]], wrong: list[tuple[float, str]]
) -> None:
    """And no other value, nor a piece of it, nor another bound; the quote stands where it is told."""
    for value, bound in right:
        (proved,), refused = ground(text, [claim(quote, value, bound)])
        assert not refused
        assert text[proved.start : proved.end] == proved.quote
    for value, bound in wrong:
        proved_wrong, _ = ground(text, [claim(quote, value, bound)])
        assert not proved_wrong, (language, value, bound)


ONE = [
    ("uk", "Унаслідок обстрілу Харкова поранено поліцейського, повідомив голова області у вівторок.", "поранено поліцейського"),
    ("ru", "При атаке беспилотника на село погибла женщина, сообщил губернатор области во вторник.", "погибла женщина"),
    ("pl", "W wybuchu gazu w kamienicy zginęła kobieta, poinformowała we wtorek straż pożarna miasta.", "zginęła kobieta"),
    ("es", "Un soldado murió en el ataque contra el puesto de la frontera, informó el ejército el martes.", "Un soldado murió"),
    ("fr", "Un policier a été tué dans la fusillade, a annoncé mardi le ministère de l'Intérieur du pays.", "Un policier a été tué"),
    ("ar", "قتل جندي في انفجار عبوة ناسفة قرب المدينة، بحسب بيان للجيش صدر يوم الثلاثاء.", "قتل جندي"),
    ("he", "חייל נהרג בפיצוץ מטען סמוך לעיר, כך נמסר הבוקר מדובר הצבא ביום שלישי.", "חייל נהרג"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "quote"), ONE, ids=[row[0] for row in ONE])
def test_one_person_without_a_numeral(language: str, text: str, quote: str) -> None:
    """Is one, and not two; whoever was hurt is not dead, and whoever died is no number of the wounded."""
    assert language in languages()
    measure, other = ("wounded", "killed") if language == "uk" else ("killed", "wounded")
    for told in (measure, "casualties"):
        (proved,), _ = ground(text, [claim(quote, 1, measure=told)])
        assert proved.number.value == 1
    assert not ground(text, [claim(quote, 2, measure=measure)])[0]
    for wrong in (other, "destroyed"):
        assert not ground(text, [claim(quote, 1, measure=wrong)])[0]


@pytest.mark.parametrize(
    ("article", "quoted"),
    [
        ("قُتِلَ ٣٠ شخصاً", "قتل 30 شخصا"), ("قتـــل ثلاثون", "قتل ثلاثون"), ("أُصيب إثنان", "اصيب اثنان"),
        ("נֶהֶרְגוּ שלושים", "נהרגו שלושים"), ("İstanbul'da ışık", "istanbul'da isik"), ("погибшие ещё трое", "погибшие еще трое"),
        ("３０人が死亡", "30人が死亡"), ("می‌گوید", "میگوید"), ("cafe\u0301", "café"), ("до\u0306ма", "дома"),
    ],
)  # fmt: skip
def test_spellings_of_one_word_are_found_with_the_article_s_offsets(article: str, quoted: str) -> None:
    """Points, tatweel, forms of alef, dotless i, fullwidth signs, joiners, accents in either form."""
    text = f"XX {article} YY"
    folded, wanted = Folded(text), Folded(quoted).text
    at = folded.text.index(wanted)
    start, end = folded.span(at, at + len(wanted))
    assert text[start:end].strip() == article
