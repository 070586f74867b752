"""Bounds that stand apart from their number, and changes that are no ranges, in other languages than English."""

import pytest

from summarizer.language.quantities import languages, read_numbers
from summarizer.language.quantities.multilingual.lexicon import find_table

# A verb of exceeding some words before or behind, an aside behind the bound, "if not more"; and near neighbours.
BOUNDED = [
    ("es", 200, "more_than", "Los fallecidos superan ya los 200."),
    ("es", 300, "more_than", "El número de muertos superó ampliamente los 300 en la región."),
    ("es", 300, "more_than", "Superó este martes la barrera de los 300 muertos."),
    ("es", 300, "more_than", "Los muertos pasan ya de 300 en el país."),
    ("es", 70, "more_than", "Murieron más, según la ONU, de 70 personas."),
    ("fr", 300, "more_than", "Le bilan a dépassé ce mardi les 300 morts."),
    ("fr", 300, "more_than", "Le nombre de victimes a franchi hier la barre des 300."),
    ("fr", 70, "at_least", "Au moins, selon un bilan provisoire, 70 personnes ont péri."),
    ("pt", 300, "more_than", "O número de mortos passou de 300 no estado."),
    ("pt", 300, "more_than", "O número de mortos já ultrapassou hoje a marca de 300."),
    ("it", 300, "more_than", "Le vittime hanno superato ormai quota 300."),
    ("it", 300, "more_than", "Il bilancio supera oggi i 300 morti."),
    ("de", 300, "more_than", "Die Zahl der Toten übersteigt inzwischen die 300."),
    ("de", 300, "more_than", "Die Zahl der Toten überschritt am Dienstag die Marke von 300."),
    ("de", 300, "more_than", "Die Zahl der Toten hat die Marke von 300 Menschen überschritten."),
    ("nl", 300, "more_than", "Het dodental oversteeg gisteren de 300."),
    ("nl", 300, "more_than", "Het dodental passeerde dinsdag de grens van 300."),
    ("pl", 300, "more_than", "Liczba ofiar przekroczyła we wtorek 300."),
    ("ru", 300, "more_than", "Число погибших превысило уже 300 человек."),
    ("ru", 300, "more_than", "Во вторник превысило отметку в 300 число погибших."),
    ("uk", 300, "more_than", "Кількість загиблих перевищила у вівторок 300."),
    ("ar", 300, "more_than", "تجاوز عدد القتلى 300 شخص في الزلزال."),
    ("ar", 300, "more_than", "تخطت حصيلة القتلى حاجز 300 شخص."),
    ("fa", 300, "more_than", "شمار کشته‌شدگان از ۳۰۰ نفر گذشت."),
    ("he", 300, "more_than", "מספר ההרוגים חצה אתמול את ה-300."),
    ("he", 300, "more_than", "מניין ההרוגים עבר את רף ה-300."),
    ("id", 300, "more_than", "Jumlah korban tewas melampaui kini angka 300."),
    ("tr", 300, "more_than", "Ölü sayısı 300 kişiyi aştı."),
    ("hi", 300, "more_than", "मृतकों की संख्या 300 को पार कर गई।"),
    ("ja", 300, "more_than", "死者は300人をすでに超えた。"),
    ("ko", 300, "more_than", "사망자가 300명을 이미 넘었다."),
    # Behind the noun at the end of a headline.
    ("ar", 30, "at_least", "قتل 30 شخصا على الأقل"),
    ("he", 20, "at_least", "נהרגו 20 איש לפחות"),
    ("es", 30, "at_least", "Mueren 30 personas al menos"),
    ("de", 30, "at_least", "Es starben 30 Menschen mindestens"),
    ("de", 70, "at_least", "Es starben 70 Menschen, wenn nicht mehr."),
    ("fr", 70, "at_least", "70 personnes, voire plus, ont péri."),
    ("fr", 70, "at_least", "Il y aurait 70 morts, sinon davantage."),
    ("es", 70, "at_least", "Murieron 70 personas, si no más."),
    ("pt", 70, "at_least", "Morreram 70 pessoas, se não mais."),
    ("it", 70, "at_least", "Sono morte 70 persone, se non di più."),
    ("nl", 70, "at_least", "Er kwamen 70 mensen om, zo niet meer."),
    ("pl", 70, "at_least", "Zginęło 70 osób, jeśli nie więcej."),
    ("ru", 70, "at_least", "Погибли 70 человек, если не больше."),
    ("uk", 70, "at_least", "Загинуло 70 людей, якщо не більше."),
    ("ar", 70, "at_least", "قتل 70 شخصا، إن لم يكن أكثر."),
    ("fa", 70, "at_least", "۷۰ نفر یا شاید بیشتر کشته شدند."),
    ("he", 70, "at_least", "נהרגו 70 בני אדם, אם לא יותר."),
    ("id", 70, "at_least", "Sebanyak 70 orang tewas, bahkan lebih."),
    ("tr", 70, "at_least", "70 kişi, hatta daha fazlası öldü."),
    ("hi", 70, "at_least", "70 लोग या उससे भी अधिक मारे गए।"),
    ("ne", 70, "at_least", "७० जना वा अझ बढी मारिए।"),
    ("so", 70, "at_least", "70 qof ama ka badan ayaa dhintay."),
    ("zh", 70, "at_least", "造成70人甚至更多人死亡。"),
    ("ja", 70, "at_least", "70人、あるいはそれ以上が死亡した。"),
    ("ko", 70, "at_least", "70명 혹은 그 이상이 숨졌다."),
    ("my", 70, "at_least", "လူ ၇၀ သို့မဟုတ် ထို့ထက်ပို သေဆုံးခဲ့သည်။"),
    ("pt", 300, "exactly", "O número de mortos passou de 300 para 350."),
    ("es", 300, "exactly", "La policía superó el cordón y 300 personas huyeron."),
    ("fr", 300, "exactly", "Le convoi a dépassé la frontière avec 300 soldats."),
    ("de", 300, "exactly", "300 Soldaten überschritten die Grenze."),
    ("fa", 300, "exactly", "۳۰۰ نفر از مرز گذشتند."),
    ("tr", 300, "exactly", "300 kişi sınırı geçti."),
    ("es", 70, "exactly", "Hay 30 muertos al menos, según la policía, 70 heridos siguen en el hospital."),
    ("de", 70, "exactly", "70 Menschen starben, vielleicht mehr als 100 wurden verletzt."),
    ("he", 300, "exactly", "עברו 300 ימים מאז המלחמה."),
    ("ru", 3, "exactly", "Водитель превысил скорость, погибли 3 человека."),
    ("de", 70, "at_least", "70 Menschen wurden bei dem Angriff getötet, wenn nicht mehr."),
    ("es", 70, "at_least", "70 personas murieron en el ataque de ayer, si no más."),
    ("fr", 70, "at_least", "70 personnes ont été tuées dans cette attaque, voire plus."),
    ("ru", 70, "at_least", "70 человек погибли при обстреле города, если не больше."),
    ("ar", 70, "at_least", "قتل 70 شخصا في الهجوم على المدينة، وربما أكثر."),
    ("en", 70, "at_least", "70 people were killed, if not more."),
    ("en", 70, "at_least", "70 people were killed in the blast, perhaps more."),
    ("en", 70, "exactly", "70 people were killed in the blast, and more than 100 hurt."),
]
# One number that changed to another.
CHANGED = [
    ("fr", "Le bilan s'est alourdi de 12 à 15 morts."),
    ("fr", "La hausse du bilan de 12 à 15 morts inquiète."),
    ("fr", "Le bilan est passé de 12 à 15 morts."),
    ("es", "El aumento de la cifra de 12 a 15 muertos fue confirmado."),
    ("es", "La cifra subió de 12 a 15 muertos."),
    ("pt", "O aumento do número de mortos de 12 a 15 foi confirmado."),
    ("it", "L'aumento delle vittime da 12 a 15 è stato confermato."),
    ("it", "Il bilancio passa da 12 a 15 morti."),
    ("de", "Der Anstieg der Totenzahl von 12 auf 15 wurde bestätigt."),
    ("ru", "С 12 до 15 человек выросло число погибших."),
    ("ru", "Рост числа погибших с 12 до 15 подтвердили власти."),
    ("uk", "З 12 до 15 осіб зросла кількість загиблих."),
    ("pl", "Z 12 do 15 osób wzrosła liczba ofiar."),
    ("ar", "ارتفع عدد القتلى من 12 إلى 15 قتيلا."),
    ("ja", "死者は12人から15人に増えた。"),
    ("ja", "死者は12人から15人へと増加した。"),
    ("ko", "사망자가 12명에서 15명으로 늘었다."),
    ("hi", "मृतकों की संख्या 12 से 15 हो गई।"),
    ("tr", "Ölü sayısı 12'den 15'e yükseldi."),
    ("zh", "死亡人数从12人上升到15人。"),
    ("my", "သေဆုံးသူ ၁၂ ဦးမှ ၁၅ ဦးသို့ တိုးလာသည်။"),
    ("id", "Korban tewas naik dari 12 menjadi 15 orang."),
]
RANGES = [
    ("fr", "De 12 à 15 personnes sont mortes."),
    ("es", "Murieron de 12 a 15 personas."),
    ("pt", "Morreram de 12 a 15 pessoas."),
    ("it", "Sono morte da 12 a 15 persone."),
    ("de", "Es starben 12 bis 15 Menschen."),
    ("ru", "Погибли от 12 до 15 человек."),
    ("uk", "Загинули від 12 до 15 людей."),
    ("pl", "Zginęło od 12 do 15 osób."),
    ("ja", "12人から15人が死亡した。"),
    ("ko", "12명에서 15명이 숨졌다."),
    ("hi", "12 से 15 लोगों की मौत हो गई।"),
]


@pytest.mark.parametrize(("language", "value", "bound", "text"), BOUNDED)
def test_a_bound_that_stands_apart_is_read(language: str, value: float, bound: str, text: str) -> None:
    """And one of another number is not."""
    assert (value, bound) in [(number.value, number.bound) for number in read_numbers(text, language)]


@pytest.mark.parametrize(("language", "text"), CHANGED)
def test_a_change_is_two_numbers(language: str, text: str) -> None:
    """Behind a verb or a noun for it, or before a verb."""
    numbers = [number for number in read_numbers(text, language) if number.kind == "quantity"]
    assert [(number.value, number.bound) for number in numbers] == [(12, "exactly"), (15, "exactly")]


@pytest.mark.parametrize(("language", "text"), RANGES)
def test_a_range_is_one_number(language: str, text: str) -> None:
    """Where nothing tells of a change."""
    assert (12, 15) in [(number.low, number.high) for number in read_numbers(text, language)]


# Ages that a word before both tells, in a range without a word for years.
AGES = [
    ("he", 18, 25, "נעצרו בני 18-25 בעיר."),
    ("he", 18, 25, "נעצרו צעירים בני 18 עד 25."),
    ("de", 5, 12, "Es sind Kinder im Alter von 5 bis 12."),
    ("fr", 18, 25, "Ils sont âgés de 18 à 25."),
]


@pytest.mark.parametrize(("language", "low", "high", "text"), AGES)
def test_a_range_of_ages_is_told_by_the_word_before_it(language: str, low: float, high: float, text: str) -> None:
    """Both ends are ages."""
    (number,) = read_numbers(text, language)
    assert (number.kind, number.low, number.high) == ("age", low, high)


# A count joined to another one of thousands or millions: the words of a range need others before or behind them.
JOINED = [
    ("ar", [5, 3000], "مقتل 5 و3 آلاف جريح"),
    ("hi", [12, 3000], "घायलों में 12 और 3 हजार लोग थे।"),
    ("ne", [500, 3000], "५०० र ३ हजारका नोट"),
    ("pt", [5, 3000], "Foram 5 e 3 mil."),
    ("it", [5, 3000], "Sono 5 e 3 mila."),
    ("tr", [5, 3000], "5 ve 3 bin kişi öldü."),
    ("es", [5_000_000, 7_000_000], "La cifra subió de 5 a 7 millones."),
]


@pytest.mark.parametrize(("language", "values", "text"), JOINED)
def test_a_scale_is_shared_by_a_change_alone(language: str, values: list[float], text: str) -> None:
    """What rose "from 5 to 7 million" are millions twice, "5 and 3 thousand" are five."""
    assert [number.value for number in read_numbers(text, language)] == values


@pytest.mark.parametrize("language", [each for each in languages() if each != "en"])
def test_every_language_has_its_words(language: str) -> None:
    """Of "if not more" at least."""
    words = find_table(language, "apart")
    assert set(words) - {"risen_by", "risen_not"} == {
        "verbs",
        "between",
        "frames",
        "behind",
        "split",
        "risen",
        "changed",
        "to",
        "if_more",
    }
    assert words["if_more"]
