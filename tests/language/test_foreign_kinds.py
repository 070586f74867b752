"""Numbers that count nothing or a part, in other languages: days in words, ages, scores, telephones, shares, "so far"."""

import pytest

from summarizer.language.quantities import read_numbers

# What counts people or things: days of a month in words, ages in lists, scores and names count none.
COUNTED = [
    ("fr", (4,), "Le deux mars, vers six heures, quatre hommes ont été tués."),
    ("fr", (4,), "Le trente et un mai, quatre hommes ont été tués."),
    ("es", (4,), "El dos de marzo a las seis de la tarde mataron a cuatro hombres."),
    ("es", (4,), "El treinta y uno de mayo mataron a cuatro hombres."),
    ("it", (4,), "Il due marzo, alle sei, quattro uomini sono morti."),
    ("nl", (4,), "Op twee maart om zes uur kwamen vier mannen om."),
    ("pt", (4,), "No dia dois de março, às seis da tarde, quatro homens morreram."),
    ("he", (4,), "בשני במרץ נהרגו ארבעה גברים."),
    ("id", (4,), "Pada dua Maret pukul enam sore, empat pria tewas."),
    ("tr", (4,), "İki Mart günü saat altıda dört erkek öldü."),
    ("hi", (4,), "दो मार्च को शाम छह बजे चार लोगों की मौत हो गई।"),
    ("hi", (3,), "सात अक्टूबर को 3 लोगों की मौत हो गई।"),
    ("ne", (4,), "दुई मार्चमा चार जनाको मृत्यु भयो।"),
    ("fa", (4,), "در پنج مارس چهار مرد کشته شدند."),
    ("so", (4,), "Laba Maarso afar nin ayaa dhimatay."),
    ("pl", (2, 4), "Dwóch zginęło, w marcu czterech."),
    ("es", (2, 4), "Murieron dos en marzo y cuatro en abril."),
    ("pt", (2, 4), "Morreram dois em março e quatro em abril."),
    ("fr", (2, 4), "Deux hommes sont morts en mars, quatre en mai."),
    ("ru", (), "Погибли братья 5, 7 и 9 лет."),
    ("es", (), "El menor, de 15 años, murió; su hermana, de 12, está grave."),
    ("pt", (), "João Silva, de 34 anos, e o filho, de 7, morreram."),
    ("pt", (), "Um homem de 34 anos e uma mulher de 32 morreram."),
    ("es", (), "Un hombre de 34 años y una mujer de 32 murieron."),
    ("es", (12,), "Un hombre de 34 años y un grupo de 12 soldados murieron."),
    ("it", (), "Un uomo di 34 anni e una donna di 32 sono morti."),
    ("fr", (), "Un homme de 34 ans et une femme de 32 sont morts."),
    ("es", (), "Murieron sus hijos de 5, 7 y 9 años."),
    ("de", (), "Die Brüder im Alter von 5, 7 und 9 Jahren starben."),
    ("uk", (), "Загинули діти 5, 7 та 9 років."),
    ("ar", (), "قتل أطفال أعمارهم 5 و7 و9 سنوات."),
    ("tr", (), "5, 7 ve 9 yaşındaki kardeşler öldü."),
    ("ja", (), "5、7、9歳の兄弟が死亡した。"),
    ("zh", (), "5、7、9岁的兄弟死亡。"),
    ("ko", (), "5·7·9세 형제가 숨졌다."),
    ("es", (5, 7), "Murieron 5 y 7 resultaron heridos."),
    ("es", (3, 5, 7), "Hubo 3 muertos, 5 heridos y 7 detenidos."),
    ("es", (500,), "El equipo ganó 3-1 ante 500 personas."),
    ("de", (500,), "Das Team gewann 3-1 vor 500 Zuschauern."),
    ("ja", (), "3-1で勝利した。"),
    ("ja", (), "3ー1で勝利した。"),
    ("ja", (), "電話は03-1234-5678。"),
    ("ko", (), "전화 1588-1234로 문의."),
    ("ko", (), "전화 02-123-4567로 문의하면 된다."),
    ("ko", (2,), "경부고속도로 1호선에서 2명이 숨졌다."),
    ("zh", (132,), "123号班机载有132人坠毁。"),
]
# In Chinese, Japanese and Korean: scores, telephones, tenths, decades of age.
UNSPACED = [
    ("zh", (), "中国队以3比1获胜。"),
    ("zh", (), "比分为3比1。"),
    ("ja", (), "日本は3対1で勝った。"),
    ("ja", (), "3ー1で勝利した。"),
    ("ja", (), "3-1で勝利した。"),
    ("ko", (), "한국이 3대 1로 이겼다."),
    ("ko", (), "3대1로 승리했다."),
    ("ko", (), "한국은 2-1로 이겼다."),
    ("zh", (), "请拨打电话010-12345678。"),
    ("zh", (), "热线电话12345。"),
    ("zh", (), "拨打110报警。"),
    ("zh", (), "手机号码13812345678。"),
    ("ja", (), "電話は03-1234-5678。"),
    ("ja", (), "110番に通報した。"),
    ("ja", (), "119番通報があった。"),
    ("ko", (), "전화 02-123-4567로 문의하면 된다."),
    ("ko", (), "112에 신고했다."),
    ("ko", (), "119 신고가 접수됐다."),
    ("ko", (), "전화 1588-1234로 문의."),
    ("ja", (0.7,), "死者の7割が高齢者だった。"),
    ("ja", (0.3,), "3割の家屋が倒壊した。"),
    ("zh", (0.7,), "七成受访者反对。"),
    ("zh", (0.35,), "三成半的居民撤离。"),
    ("zh", (0.3,), "3成房屋倒塌。"),
    ("ko", (0.7,), "주민 7할이 대피했다."),
    ("ja", (), "30代の男性が死亡した。"),
    ("ja", (), "三十代の女性が死亡。"),
    ("ja", (), "20代から30代の男女。"),
    ("ko", (), "30대 남성이 숨졌다."),
    ("ko", (), "20대와 30대 여성이 다쳤다."),
    ("zh", (), "30多岁的男子死亡。"),
    ("zh", (), "30来岁的女子受伤。"),
    ("zh", (1,), "一名三十岁左右的男子。"),
    ("ja", (), "5歳、7歳、9歳の兄弟が死亡した。"),
    ("ja", (), "5、7、9歳の兄弟が死亡した。"),
    ("zh", (), "5岁、7岁和9岁的兄弟死亡。"),
    ("zh", (3,), "5、7、9岁的三兄弟死亡。"),
    ("ko", (), "5세, 7세, 9세 형제가 숨졌다."),
    ("ko", (), "5·7·9세 형제가 숨졌다."),
    ("ja", (), "満80歳で死去した。"),
    ("zh", (), "享年第80岁。"),
    ("ko", (), "만 80세로 숨졌다."),
    ("zh", (), "他八十大寿。"),
    ("ko", (2,), "경부고속도로 1호선에서 2명이 숨졌다."),
    ("ko", (), "지하철 2호선에서 화재가 났다."),
    ("zh", (), "地铁2号线发生火灾。"),
    ("zh", (132,), "123号班机载有132人坠毁。"),
    ("zh", (), "CA123次航班坠毁。"),
    ("ja", (), "東名高速の3号線で事故。"),
    ("ja", (), "2号機で火災。"),
    ("ko", (), "2호기에서 화재."),
    ("zh", (), "中国队以3比1获胜。"),
    ("zh", (), "比分为3比1。"),
    ("ja", (), "日本は3対1で勝った。"),
    ("ja", (0.75,), "7割5分の住民が避難した。"),
    ("ja", (0.7,), "死者の7割が高齢者だった。"),
    ("ja", (0.75,), "死者の七割五分が高齢者だった。"),
    ("ko", ((5, 7),), "5시간에서 7시간 걸렸다."),
    ("ko", ((3, 5),), "길이 3m에서 5m 사이."),
    ("ko", (10, 20), "10㎞에서 20㎞로 늘었다."),
    ("zh", (12, 10), "死者12人比去年10人多。"),
    ("ko", (3, 1), "버스 3대와 트럭 1대가 충돌했다."),
    ("ja", (0.3, 5), "3割が5分以内に避難した。"),
    ("ja", (0.2,), "2割引きで販売した。"),
]
# Twelve, and no bound: "so far" says no end.
SO_FAR = [
    ("de", "Bis jetzt 12 Menschen wurden tot geborgen."),
    ("de", "Bis heute 12 Tote, sagte die Polizei."),
    ("so", "Ilaa iyo hadda 12 qof ayaa ku dhimatay daadadka."),
    ("so", "Ilaa hadda 12 qof ayaa dhintay."),
    ("es", "Hasta ahora 12 personas han muerto."),
    ("es", "Hasta el momento 12 muertos."),
    ("pt", "Até agora 12 pessoas morreram."),
    ("pt", "Até o momento 12 mortos."),
    ("it", "Finora 12 persone sono morte."),
    ("it", "Fino ad ora 12 morti."),
    ("it", "Fino a oggi 12 morti."),
    ("fr", "Jusqu'ici 12 personnes sont mortes."),
    ("fr", "Jusqu'à présent 12 personnes sont mortes."),
    ("fr", "Jusqu'à maintenant 12 morts."),
    ("nl", "Tot nu toe 12 doden."),
    ("nl", "Tot op heden 12 doden."),
    ("pl", "Do tej pory 12 osób zginęło."),
    ("pl", "Do dziś 12 ofiar."),
    ("ru", "До сих пор 12 человек числятся погибшими."),
    ("ru", "К настоящему времени 12 погибших."),
    ("uk", "Дотепер 12 загиблих."),
    ("uk", "До сьогодні 12 загиблих."),
    ("ar", "حتى الآن 12 قتيلا."),
    ("fa", "تا کنون ۱۲ نفر کشته شدند."),
    ("fa", "تا امروز ۱۲ نفر کشته شدند."),
    ("he", "עד כה 12 הרוגים."),
    ("he", "עד עתה 12 הרוגים."),
    ("he", "עד היום 12 הרוגים."),
    ("id", "Hingga kini 12 orang tewas."),
    ("id", "Sampai sekarang 12 orang tewas."),
    ("id", "Hingga saat ini 12 orang tewas."),
    ("id", "Sampai hari ini 12 orang tewas."),
    ("tr", "Şu ana kadar 12 kişi öldü."),
    ("hi", "अब तक 12 लोग मारे गए।"),
    ("ne", "अहिलेसम्म 12 जना मरे।"),
    ("zh", "到目前为止12人死亡。"),
    ("zh", "截至目前12人死亡。"),
    ("ja", "これまでに12人が死亡。"),
    ("ko", "지금까지 12명이 숨졌다."),
]
# One in two.
SHARES = [
    ("tr", "İki kişiden biri öldü."),
    ("tr", "Her iki kişiden biri etkilendi."),
    ("fr", "Une personne sur deux est morte."),
    ("es", "Una de cada dos personas murió."),
    ("es", "Uno de cada dos habitantes murió."),
    ("pt", "Uma em cada duas pessoas morreu."),
    ("it", "Una persona su due è morta."),
    ("it", "Un abitante su due è morto."),
    ("de", "Einer von zwei Menschen starb."),
    ("de", "Jeder Zweite starb."),
    ("de", "Jeder zweite Bewohner starb."),
    ("nl", "Eén op de twee mensen stierf."),
    ("nl", "Een op twee mensen stierf."),
    ("pl", "Jedna na dwie osoby zginęła."),
    ("pl", "Co druga osoba zginęła."),
    ("ru", "Погиб каждый второй."),
    ("ru", "Один из двух жителей погиб."),
    ("uk", "Загинув кожен другий."),
    ("uk", "Один із двох мешканців загинув."),
    ("ar", "واحد من كل اثنين تضرر."),
    ("fa", "از هر دو نفر یک نفر کشته شد."),
    ("he", "אחד מכל שני תושבים נהרג."),
    ("id", "Satu dari dua orang tewas."),
    ("id", "Satu dari setiap dua orang tewas."),
    ("hi", "हर दो में से एक व्यक्ति की मौत हुई।"),
    ("ne", "दुई जनामध्ये एक जना मरे।"),
    ("ja", "2人に1人が死亡した。"),
    ("ja", "二人に一人が被災した。"),
    ("ko", "두 명 중 한 명이 숨졌다."),
    ("ko", "2명 중 1명이 피해를 입었다."),
    ("zh", "每两人中就有一人受灾。"),
    ("zh", "两人中有一人死亡。"),
    ("my", "လူ နှစ်ဦးတွင် တစ်ဦး သေဆုံးသည်။"),
    ("so", "Labadii qofba mid ayaa dhintay."),
]


@pytest.mark.parametrize(("language", "values", "text"), COUNTED)
def test_only_what_counts_is_counted(language: str, values: tuple[float, ...], text: str) -> None:
    """Without a unit."""
    numbers = [each for each in read_numbers(text, language) if each.kind == "quantity" and each.unit is None]
    assert tuple(each.value if each.bound != "between" else (each.low, each.high) for each in numbers) == values


@pytest.mark.parametrize(("language", "values", "text"), UNSPACED)
def test_what_is_written_behind_a_number_tells_what_it_is(language: str, values: tuple[float, ...], text: str) -> None:
    """Or before it."""
    numbers = [each for each in read_numbers(text, language) if each.kind == "quantity"]
    found = tuple(each.value if each.bound != "between" else (each.low, each.high) for each in numbers)
    assert found == pytest.approx(values) if values and isinstance(values[0], float) else found == values


@pytest.mark.parametrize(("language", "text"), SO_FAR)
def test_so_far_is_no_upper_end(language: str, text: str) -> None:
    """Though its words begin as "up to" does."""
    assert (12, "exactly") in [(number.value, number.bound) for number in read_numbers(text, language)]


@pytest.mark.parametrize(("language", "text"), SHARES)
def test_one_in_two_counts_nobody(language: str, text: str) -> None:
    """Neither one nor two."""
    assert not [each for each in read_numbers(text, language) if each.kind == "quantity" and each.unit is None]
