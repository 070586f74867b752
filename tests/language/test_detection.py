"""Language of a text: what is English is never taken for another, and what is surely another is told."""

import errno
import json
from pathlib import Path

import pytest

from summarizer.errors import StoreError
from summarizer.language.detection import _identifier, detect_language, language_name
from summarizer.language.quantities import read_numbers

DATA = Path(__file__).parents[1] / "data"

# Written for this test; each is one short paragraph of news.
FOREIGN = {
    "uk": "Внаслідок обстрілу Харкова у вівторок загинули щонайменше семеро людей, повідомив голова області. Рятувальники "
    "розбирають завали будинку.",
    "ru": "В результате обстрела Белгорода во вторник погибли не менее семи человек, сообщил губернатор области. Спасатели "
    "разбирают завалы дома.",
    "es": "Al menos siete personas murieron el martes en una explosión en el mercado de la ciudad, informó la policía. Los "
    "bomberos siguen buscando a los desaparecidos.",
    "fr": "Au moins sept personnes sont mortes mardi dans l'explosion d'un marché de la ville, a indiqué la police. Les "
    "pompiers recherchent encore les disparus.",
    "de": "Mindestens sieben Menschen sind am Dienstag bei einer Explosion auf dem Markt der Stadt gestorben, teilte die "
    "Polizei mit. Die Feuerwehr sucht noch nach Vermissten.",
    "it": "Almeno sette persone sono morte martedì in un'esplosione al mercato della città, ha detto la polizia. I vigili "
    "del fuoco cercano ancora i dispersi.",
    "pt": "Pelo menos sete pessoas morreram na terça-feira numa explosão no mercado da cidade, informou a polícia. Os "
    "bombeiros ainda procuram os desaparecidos.",
    "nl": "Minstens zeven mensen zijn dinsdag omgekomen bij een explosie op de markt van de stad, meldt de politie. De "
    "brandweer zoekt nog naar vermisten.",
    "tr": "Polisin açıklamasına göre salı günü şehir pazarında meydana gelen patlamada en az yedi kişi öldü. İtfaiye "
    "ekipleri kayıpları arıyor.",
    "id": "Sedikitnya tujuh orang tewas dalam ledakan di pasar kota pada hari Selasa, kata polisi. Petugas pemadam kebakaran "
    "masih mencari korban yang hilang.",
    "pl": "Co najmniej siedem osób zginęło we wtorek w wybuchu na miejskim targu, poinformowała policja. Strażacy wciąż "
    "szukają zaginionych.",
    "ar": "قتل سبعة أشخاص على الأقل يوم الثلاثاء في انفجار في سوق المدينة، بحسب الشرطة. ولا يزال رجال الإطفاء يبحثون عن المفقودين.",
    "fa": "به گفته پلیس دست‌کم هفت نفر روز سه‌شنبه در انفجار بازار شهر کشته شدند. آتش‌نشانان همچنان در جستجوی مفقودان هستند.",
    "he": "לפחות שבעה בני אדם נהרגו ביום שלישי בפיצוץ בשוק העיר, מסרה המשטרה. הכבאים עדיין מחפשים נעדרים.",
    "hi": "पुलिस ने बताया कि मंगलवार को शहर के बाज़ार में हुए विस्फोट में कम से कम सात लोगों की मौत हो गई। दमकलकर्मी लापता लोगों की तलाश कर रहे हैं।",
    "ja": "警察によると、火曜日に市内の市場で起きた爆発で少なくとも七人が死亡した。消防隊は行方不明者の捜索を続けている。",
    "zh": "警方称，周二市内市场发生爆炸，造成至少七人死亡。消防人员仍在搜寻失踪者。",
    "ko": "경찰에 따르면 화요일 시내 시장에서 폭발이 일어나 최소 일곱 명이 숨졌다. 소방관들이 실종자를 찾고 있다.",
}


@pytest.mark.parametrize(("language", "text"), FOREIGN.items(), ids=FOREIGN)
def test_an_article_of_another_language_is_told(language: str, text: str) -> None:
    """By its code; its English name is told to the user."""
    assert detect_language(text) == language
    assert language_name(language).istitle()


@pytest.mark.parametrize(
    "text",
    [
        "12 killed in Quetta blast",
        "Tote und Verletzte",
        "Kyiv – Kharkiv – Odesa",
        "12,000",
        "",
        "Ban Ki-moon, Recep Tayyip Erdoğan, Luiz Inácio Lula da Silva",
    ],
)
def test_a_short_text_is_of_no_sure_language(text: str) -> None:
    """A headline, names, numbers: nobody's article is left out for them."""
    assert detect_language(text) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Explosión en Bogotá: 12 muertos", "es"),
        ("Mindestens 70 Tote bei Erdbeben in Nepal", "de"),
        ("Au moins 12 morts à Paris", "fr"),
        ("Depremde 70'ten fazla ölü var", "tr"),
        ("Sedikitnya 70 orang tewas dalam banjir bandang itu", "id"),
        ("Gunmen killed four people in Kware village, Sokoto State, Nigeria, on Monday.", "en"),
        ("Boko Haram kills 12 in Borno mosque", None),
    ],
)
def test_a_headline_of_four_words_is_of_a_language_where_english_is_unlikely(text: str, language: str | None) -> None:
    """Else its bounds are lost: "more than 70" in another language is none in English."""
    assert detect_language(text) == language


def test_english_is_never_taken_for_another_language() -> None:
    """Of the 1,680 claims' texts and the hard sentences, whatever names they hold."""
    paths = [*DATA.glob("claims/*.jsonl"), *DATA.glob("hard_numbers/*.jsonl"), *DATA.glob("articles/*.jsonl")]
    texts = [json.loads(line)["text"] for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(texts) > 2000
    assert [text for text in texts if detect_language(text) not in ("en", None)] == []


def test_every_language_that_may_be_detected_has_a_name() -> None:
    """And numbers are read in it, if only those that are certain."""
    codes = [code for code in _identifier().nb_classes if code != "zxx"]
    assert len(codes) > 90
    for code in codes:
        assert language_name(code) != code
        assert read_numbers("12", language=code)


def test_no_room_for_the_detector_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is unpacked into the folder for temporary files, on a disk that may be full."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("py3langid.langid.LanguageIdentifier.from_model_file", fail)
    _identifier.cache_clear()
    with pytest.raises(StoreError, match=r"expected room to unpack the language detector.*No space left.*TMPDIR"):
        detect_language("Mindestens siebzig Tote bei Erdbeben in Nepal gemeldet")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("能登地震、死者30人超に", "ja"),
        ("地震で30人死亡", "ja"),
        ("地震造成30人死亡", "zh"),
        ("台灣の地震造成30人死亡，另有12人受傷，救援仍在進行中", "zh"),
        ("《ゼルダ》在香港造成12人排隊，警方說現場秩序良好，沒有人受傷", "zh"),
    ],
)
def test_hiragana_makes_a_headline_japanese(text: str, language: str) -> None:
    """But for one letter that Chinese signs have, and katakana, in which names stand."""
    assert detect_language(text) == language
