"""One person told of without a numeral, in other languages: proved of whom it became, not of whoever did it."""

import pytest

from summarizer.grounding import GroundedFigure
from summarizer.grounding.figures import GroundedText
from summarizer.language.quantities import languages
from summarizer.language.quantities.multilingual.lexicon import find_table, number_table
from summarizer.schemas import Figure

PERSON = [
    ("fr", "killed", "Un homme de 34 ans est mort dans l'incendie de son appartement."),
    ("fr", "wounded", "Un homme, âgé de 34 ans, a été grièvement blessé par balle."),
    ("fr", "killed", "L'explosion a tué un jeune policier devant la caserne."),
    ("fr", "killed", "La mort d'un policier a provoqué la colère des habitants."),
    ("fr", "detained", "Un suspect a été interpellé mardi à Lyon."),
    ("fr", "missing", "Une femme portée disparue depuis lundi."),
    ("es", "killed", "Muere un soldado en un ataque en el norte."),
    ("es", "killed", "Una explosión mató a un policía en la frontera."),
    ("es", "detained", "La policía detuvo a un sospechoso en Madrid."),
    ("es", "wounded", "Un conductor resultó gravemente herido en el choque."),
    ("pt", "killed", "Uma mulher morreu na queda do avião."),
    ("pt", "killed", "A explosão matou um soldado na base."),
    ("pt", "wounded", "Um policial foi baleado durante a operação."),
    ("it", "killed", "È morto un operaio nel crollo del capannone."),
    ("it", "wounded", "Un carabiniere è rimasto ferito durante l'inseguimento."),
    ("it", "killed", "La valanga ha ucciso un turista sulle Dolomiti."),
    ("de", "killed", "Bei dem Angriff wurde am Montag ein Soldat getötet."),
    ("de", "killed", "Eine Frau kam bei dem Brand ums Leben."),
    ("de", "killed", "Die Explosion tötete einen Soldaten."),
    ("de", "killed", "Am Abend starb ein Polizist im Krankenhaus."),
    ("de", "wounded", "Die Polizei teilte mit, dass ein Kind schwer verletzt wurde."),
    ("nl", "killed", "Een vrouw kwam om het leven bij de brand."),
    ("nl", "wounded", "Bij het ongeluk raakte een fietser ernstig gewond."),
    ("nl", "killed", "Een soldaat is gedood door een bermbom."),
    ("pl", "killed", "W pożarze zginęła kobieta."),
    ("pl", "wounded", "Kierowca został ranny w wypadku."),
    ("pl", "killed", "Nie żyje mężczyzna potrącony przez pociąg."),
    ("ru", "killed", "Полицейский погиб при задержании."),
    ("ru", "wounded", "В результате обстрела ранена женщина."),
    ("ru", "wounded", "Водитель получил тяжелые травмы."),
    ("uk", "killed", "Унаслідок удару загинув чоловік."),
    ("uk", "wounded", "Жінка дістала поранення."),
    ("ar", "killed", "قتل جندي في انفجار عبوة ناسفة."),
    ("ar", "wounded", "أصيب شرطي خلال الاشتباكات."),
    ("ar", "killed", "أعلنت الوزارة مقتل جندي في الهجوم."),
    ("ar", "killed", "لقي عامل مصرعه في حريق."),
    ("fa", "killed", "مردی در تصادف کشته شد."),
    ("fa", "wounded", "زنی در آتش‌سوزی زخمی شد."),
    ("he", "killed", "בתאונה נהרגה אישה."),
    ("he", "wounded", "שוטר נפצע קל במהלך המעצר."),
    ("he", "killed", "צעיר נורה למוות ביפו."),
    ("es", "killed", "La policía mató al soldado."),
]
# One of those who are counted before.
AMONG = [
    (
        "uk",
        "wounded",
        "14-річна дівчинка",
        "Постраждали щонайменше троє людей, серед них 14-річна дівчинка, сказав мер.",
    ),
    (
        "ru",
        "wounded",
        "14-летняя девочка",
        "Мэр сообщил о трёх пострадавших, среди которых 14-летняя девочка; всех доставили в больницу.",
    ),
    ("fr", "killed", "dont un policier", "L'attaque a fait trois morts, dont un policier."),
    ("es", "killed", "entre ellas un soldado", "Murieron tres personas, entre ellas un soldado."),
    ("de", "killed", "darunter ein Kind", "Drei Menschen starben, darunter ein Kind."),
    ("pl", "killed", "w tym kobieta", "Zginęły trzy osoby, w tym kobieta."),
    ("ar", "killed", "بينهم طفل", "قتل 3 أشخاص بينهم طفل في القصف."),
    ("he", "killed", "בהם ילד", "נהרגו שלושה בני אדם, בהם ילד."),
    ("it", "killed", "tra cui un bambino", "Tre morti, tra cui un bambino."),
    ("nl", "killed", "onder wie een kind", "Drie doden, onder wie een kind."),
    ("pt", "killed", "entre eles uma criança", "Três mortos, entre eles uma criança."),
]
# A doer, the owner of a dog, one of two, somebody of whom another thing is told.
OTHER = [
    ("fr", "killed", "Un policier a tué des manifestants dans la capitale."),
    ("fr", "killed", "Un policier et sa femme ont été tués à leur domicile."),
    ("fr", "killed", "Un policier soupçonné de meurtre a été arrêté."),
    ("fr", "killed", "Le chien d'un policier a été tué pendant l'assaut."),
    ("fr", "killed", "La police et le ministre de la Femme condamnent la tuerie."),
    ("fr", "wounded", "Des manifestants ont été blessés par un policier."),
    ("fr", "killed", "Un policier affirme que son chien est mort."),
    ("es", "killed", "Un soldado mató a civiles en la aldea."),
    ("es", "killed", "El soldado y su hermano murieron en la emboscada."),
    ("es", "killed", "Mató un soldado a civiles en la aldea."),
    ("es", "killed", "Murió el perro de un policía."),
    ("es", "wounded", "Civiles resultaron heridos por un soldado."),
    ("es", "killed", "Un policía dijo que su perro murió."),
    ("es", "killed", "Murió la mujer junto a su hijo."),
    ("pt", "killed", "Um policial matou moradores da favela."),
    ("pt", "killed", "O cachorro de um policial morreu."),
    ("pt", "killed", "Morreu uma mulher e o seu filho."),
    ("it", "killed", "Un carabiniere ha ucciso i rapinatori."),
    ("it", "killed", "Il cane di un carabiniere è morto."),
    ("it", "killed", "È morta una donna con suo figlio."),
    ("de", "killed", "Ein Polizist erschoss mehrere Demonstranten."),
    ("de", "killed", "Eine Frau und ihr Sohn kamen bei dem Brand ums Leben."),
    ("de", "killed", "Der Hund von einem Polizisten wurde getötet."),
    ("de", "killed", "Am Montag tötete ein Soldat Zivilisten."),
    ("de", "killed", "Die beiden Piloten starben."),
    ("nl", "killed", "Een agent doodde betogers op het plein."),
    ("nl", "killed", "Een agent kwam om te helpen."),
    ("nl", "killed", "De hond van een agent werd gedood."),
    ("pl", "wounded", "Żołnierz ranił cywilów na przejściu granicznym."),
    ("pl", "killed", "W pożarze zginęła kobieta i jej syn."),
    ("ru", "wounded", "Полицейский ранил прохожих на рынке."),
    ("ru", "killed", "Погибла женщина и ее сын."),
    ("ru", "killed", "Полицейский заявил, что собака погибла."),
    ("uk", "wounded", "Військовий поранив перехожих."),
    ("uk", "killed", "Загинула жінка та її донька."),
    ("ar", "killed", "قتل جندي مدنيين في القرية."),
    ("ar", "killed", "قتل شرطي شابا في العاصمة."),
    ("ar", "killed", "قتلت امرأة وطفلها في القصف."),
    ("ar", "killed", "قتل جنود الاحتلال مدنيين في القرية."),
    ("fa", "killed", "مردی چند نفر را کشت."),
    ("fa", "killed", "زنی و کودکش کشته شدند."),
    ("he", "killed", "חייל ירה והרג אזרחים בכפר."),
    ("he", "killed", "נהרגה אישה ובנה בתאונה."),
    ("he", "killed", "הכלב של שוטר נהרג."),
    ("ar", "killed", "مقتل مدنيين برصاص شرطي في العاصمة."),
    ("es", "killed", "La muerte de civiles a manos de un policía causó protestas."),
    ("ru", "killed", "Полицейский обвиняется в убийстве прохожих."),
    ("it", "killed", "Civili uccisi da un militare in un villaggio."),
    ("pt", "killed", "Moradores foram mortos por um policial."),
    ("he", "killed", "אזרחים נהרגו מירי של חייל."),
    ("fr", "killed", "Une femme a disparu après la mort de ses parents."),
    ("de", "killed", "Ein Mann wurde festgenommen."),
    ("es", "killed", "Un hombre fue detenido por el incendio."),
    ("pl", "killed", "Policjant został zatrzymany."),
    ("es", "killed", "Un soldado no murió en el ataque."),
    ("fa", "killed", "مردی بازداشت شد."),
    ("fr", "killed", "L'homme dont un policier a tué le chien porte plainte."),
    # Both, one of two, those who lived.
    ("es", "killed", "Ambos pilotos murieron."),
    ("it", "killed", "Entrambi i piloti sono morti."),
    ("nl", "killed", "Beide piloten kwamen om het leven."),
    ("de", "killed", "Beide Piloten kamen ums Leben."),
    ("pl", "killed", "Obaj kierowcy zginęli."),
    ("ru", "killed", "Оба водителя погибли."),
    ("uk", "killed", "Обидва водії загинули."),
    ("fr", "killed", "Les deux policiers sont morts."),
    ("pt", "killed", "Ambos os soldados morreram."),
    ("he", "killed", "שני החיילים נהרגו."),
    ("ar", "killed", "قتل الجنديان."),
    ("fa", "killed", "هر دو مرد کشته شدند."),
    ("tr", "killed", "Her iki asker öldü."),
    ("id", "killed", "Kedua tentara tewas."),
    ("ja", "killed", "両方の兵士が死亡した。"),
    ("zh", "killed", "两名士兵均死亡。"),
    ("ko", "killed", "두 병사 모두 숨졌다."),
    ("ru", "killed", "Погиб водитель и двое пассажиров."),
    ("ru", "killed", "Погиб водитель, а также пассажир."),
    ("de", "killed", "Der Fahrer und der Beifahrer starben."),
    ("fr", "killed", "Le conducteur ainsi que sa passagère sont morts."),
    ("it", "killed", "Muore un carabiniere con il collega."),
    ("es", "killed", "Murió un soldado, además de su perro."),
    ("fr", "killed", "Un soldat est mort, selon un policier."),
    ("es", "wounded", "Un policía resultó ileso."),
    ("it", "wounded", "Un carabiniere è rimasto illeso."),
    ("de", "killed", "Ein Polizist überlebte."),
    ("ru", "killed", "Женщина выжила."),
    ("de", "killed", "Ein Mann wurde beinahe getötet."),
    ("fr", "killed", "Un policier a failli être tué."),
    ("es", "killed", "Un policía casi muere."),
    ("ru", "killed", "Полицейский едва не погиб."),
]
KEYS = {"subject", "object", "adjacent"}


def is_proved(language: str, text: str, measure: str) -> bool:
    """Whether a text of a language proves one person of a measure."""
    figure = Figure.model_validate({"quote": text.rstrip("."), "measure": measure, "of": "people", "value": 1})
    return isinstance(GroundedText(text, language).ground(figure), GroundedFigure)


@pytest.mark.parametrize(("language", "measure", "text"), PERSON)
def test_one_of_whom_it_became_is_proved(language: str, measure: str, text: str) -> None:
    """By a verb that no doer has, or words before that no doer follows."""
    assert is_proved(language, text, measure)


@pytest.mark.parametrize(("language", "measure", "quote", "text"), AMONG)
def test_one_among_those_who_are_counted_is_proved(language: str, measure: str, quote: str, text: str) -> None:
    """Though no verb is the person's own."""
    figure = Figure.model_validate({"quote": quote, "measure": measure, "of": "children", "value": 1})
    assert isinstance(GroundedText(text, language).ground(figure), GroundedFigure)


@pytest.mark.parametrize(("language", "measure", "text"), OTHER)
def test_anybody_else_is_not_proved(language: str, measure: str, text: str) -> None:
    """Nor where the words do not tell."""
    assert not is_proved(language, text, measure)


@pytest.mark.parametrize("language", [each for each in languages() if each != "en"])
def test_a_language_with_persons_has_outcomes(language: str) -> None:
    """Every key of them."""
    words = find_table(language, "outcomes")
    assert bool(words) == bool(number_table(language)["ones"].get("persons"))
    measures = {name: each for name, each in words.items() if isinstance(each, dict)}
    assert all(each.keys() >= KEYS for each in measures.values())
    assert not words or {"killed", "wounded", "missing", "abducted", "detained", "rescued", "treated"} == set(measures)
