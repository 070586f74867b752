"""Kinds of numbers that one language or another writes in its own way: what is read, and what is no number."""

import pytest

from summarizer.language.quantities import read_numbers

COUNTED = ("quantity", "percent", "money", "age", "unread")

# A language, words, and the numbers in them: value or ends, bound, unit; None for one that may be several.
KINDS = [
    ("de", "Thomas M. (34) und seine Tochter (7) starben.", [(34, "exactly", "year"), (7, "exactly", "year")]),
    ("pt", "O policial, 34, morreu.", [(34, "exactly", "year")]),
    ("ja", "田中さん（34）が死亡した。", [(34, "exactly", "year")]),
    ("de", "eine Koalition (145 Sitze)", [(145, "exactly", None)]),
    ("pl", "Zginęło 12, 34 i 56 osób.", [(12, "exactly", None), (34, "exactly", None), (56, "exactly", None)]),
    ("ru", "ребёнок в возрасте 5 месяцев", [(5, "exactly", "month")]),
    ("he", "תינוק בן 5 חודשים", [(5, "exactly", "month")]),
    ("tr", "Bin 200 kişi öldü.", [(1200, "exactly", None)]),
    ("tr", "bin 1200 kişi", [(1000, "exactly", None), (1200, "exactly", None)]),
    ("hi", "तीन करोड़ लोग", [(3e7, "exactly", None)]),
    ("zh", "无一人死亡", [(0, "exactly", None)]),
    ("es", "5kg de droga a 50km", [(5, "exactly", "kg"), (50, "exactly", "km")]),
    ("id", "Rp 10–12 miliar", [((10e9, 12e9), "between", "IDR")]),
    ("tr", "Yüzde 60-70", [((60, 70), "between", "%")]),
    ("id", "setengah jam", [(0.5, "exactly", "hour")]),
    ("it", "due anni e mezzo", [(2.5, "exactly", "year")]),
    ("it", "Tre morti e almeno 20 feriti", [(3, "exactly", None), (20, "at_least", None)]),
    ("ne", "५ सय ७० जना", [(570, "exactly", None)]),
    ("id", "Rabu (12/6) dua orang tewas", [(2, "exactly", None)]),
    ("ru", "двадцать первый раз", []),
    ("ru", "упал с 150 до 60 млрд", [(150e9, "exactly", None), (60e9, "exactly", None)]),
    ("uk", "зросла з 50 до 300 га", [(50, "exactly", "hectare"), (300, "exactly", "hectare")]),
    ("ru", "до 300 человек", [(300, "at_most", None)]),
    ("de", "Der Preis stieg um bis zu 40 Prozent", [(40, "at_most", "%")]),
    ("de", "fünfzig bis hundert Menschen", [((50, 100), "between", None)]),
    ("de", "ein knappes Dutzend davon schwer", [(12, "nearly", None)]),
    ("de", "Dutzende Menschen", [((24, 99), "vague", None)]),
    ("de", "Die Zahl stieg auf 15.", [(15, "exactly", None)]),
    ("de", "die 15. Brigade", []),
    ("fr", "une dizaine de millions d'euros", [(10e6, "about", "EUR")]),
    ("fr", "âgés de 3 à 11 ans", [((3, 11), "between", "year")]),
    ("fr", "un ou deux millions", [((1e6, 2e6), "vague", None)]),
    ("es", "el martes 20 personas murieron", [(20, "exactly", None)]),
    ("es", "el martes 20 de mayo", []),
    ("es", "cerca de 1,500 kilos", None),
    ("es", "1.234,5 euros", [(1234.5, "exactly", "EUR")]),
    ("nl", "woensdag 2 740 kubieke meter", [(2740, "exactly", None)]),
    ("nl", "tegen 23.15 uur", []),
    ("pt", "a Lei 11.340", []),
    ("pt", "na primeira metade do ano", []),
    ("it", "Il 12,7% degli", [(12.7, "exactly", "%")]),
    ("pl", "wygrał 3:1", []),
    ("pl", "dwie trzecie sadów", [(2 / 3, "exactly", "share")]),
    ("uk", "його сім'я", []),
    ("he", "3.668 שקלים", [(3.668, "exactly", "ILS")]),
    ("ar", "بين 150 ألفا و200 ألف", [((150_000, 200_000), "between", None)]),
    ("fa", "۲۱ آبان ۱۳۹۶", []),
    ("fa", "هزار و ۲۰۰ زخمی", [(1200, "exactly", None)]),
    ("zh", "四十多名", [(40, "more_than", None)]),
    ("zh", "第三次", []),
    ("zh", "超过三分之一的家庭", [(1 / 3, "more_than", "share")]),
    ("zh", "新台币30万元", [(300_000, "exactly", "TWD")]),
    ("zh", "2024年，70年代", []),
    ("ja", "60人から70人が", [((60, 70), "between", None)]),
    ("ja", "三・六メートル", [(3.6, "exactly", "metre")]),
    ("ja", "35・8％", [(35.8, "exactly", "%")]),
    ("ko", "열여섯 명", [(16, "exactly", None)]),
    ("ko", "40명에서 50명을", [((40, 50), "between", None)]),
    ("ko", "9시 3분", []),
    ("my", "လူ သန်း ၂၀ နီးပါး", [(20e6, "nearly", None)]),
    ("my", "၁၅ ဒသမ ၂ သန်း", [(15.2e6, "exactly", None)]),
    ("my", "ကျပ်သိန်းသုံးရာ့ငါးဆယ်", [(35e6, "exactly", "MMK")]),
    ("it", "decine di migliaia secondo gli organizzatori", [((20_000, 99_000), "vague", None)]),
    ("it", "non supererà i 30mila euro", [(30_000, "at_most", "EUR")]),
    ("it", "300 mln l'anno", [(300e6, "exactly", None)]),
    ("it", "Da uno a due milioni", [((1e6, 2e6), "between", None)]),
    ("es", "entre 1,5 y 2 mil millones", [((1.5e9, 2e9), "between", None)]),
    ("es", "no pasan de 20", [(20, "at_most", None)]),
    ("de", "20 Prozent mehr als 2019", None),
    ("fr", "le 13e arrondissement", []),
    ("fr", "Appelez le 01 42 34 56 78", []),
    ("fr", "un quart d'heure", [(0.25, "exactly", "hour")]),
    ("fr", "2,5 M d'euros", [(2.5e6, "exactly", "EUR")]),
    ("ar", "ولا يزيد عن 20 قتيلا", [(20, "at_most", None)]),
    ("ar", "القمة الثالثة والثلاثون", []),
    ("ru", "до -15 °C", None),
    ("zh", "死亡人数升至52人", [(52, "exactly", None)]),
    ("zh", "上涨2.3美元至85.6美元", [(2.3, "exactly", "USD"), (85.6, "exactly", "USD")]),
    ("zh", "百度公司，十分严重", []),
    ("zh", "三十分钟，30至40人", [(30, "exactly", "minute"), ((30, 40), "between", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), KINDS, ids=lambda value: str(value)[:24])
def test_a_kind_of_number(language: str, text: str, expected: list[tuple[object, str, str | None]] | None) -> None:
    """And nothing else is counted."""
    read = [number for number in read_numbers(text, language) if number.kind in COUNTED]
    if expected is None:
        assert read[-1].kind == "unread"
        return
    told = [((n.low, n.high) if n.bound in ("between", "vague") else n.value, n.bound, n.unit) for n in read]
    assert told == [(pytest.approx(value), *rest) for value, *rest in expected]
