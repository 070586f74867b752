"""A few words of another language inside a text: a quotation, or Latin letters in a text of another script."""

import pytest

from summarizer.language.passages import find_passages, read_passages

# Numbers inside and beside such passages, and of quotations that are in the text's own language.
READ = [
    (
        "de",
        70,
        "more_than",
        "Der Sprecher sagte auf Englisch: «More than 70 killed». Mindestens 20 weitere Menschen werden noch vermisst.",
    ),
    (
        "de",
        20,
        "at_least",
        "Der Sprecher sagte auf Englisch: «More than 70 killed». Mindestens 20 weitere Menschen werden noch vermisst.",
    ),
    (
        "fr",
        70,
        "more_than",
        'Le porte-parole a déclaré: "Over 70 people dead" selon la chaîne. Le bilan officiel reste de plus de 50 morts.',
    ),
    (
        "ar",
        70,
        "more_than",
        "وقال المتحدث على منصة إكس: more than 70 killed in the strike، فيما أعلنت الوزارة مقتل 50 شخصا.",
    ),
    (
        "ar",
        50,
        "exactly",
        "وقال المتحدث على منصة إكس: more than 70 killed in the strike، فيما أعلنت الوزارة مقتل 50 شخصا.",
    ),
    (
        "he",
        70,
        "more_than",
        'הדובר כתב באנגלית: "More than 70 people were killed in Gaza", אך לפי הצבא נהרגו פחות מ-20.',
    ),
    (
        "he",
        20,
        "less_than",
        'הדובר כתב באנגלית: "More than 70 people were killed in Gaza", אך לפי הצבא נהרגו פחות מ-20.',
    ),
    ("ja", 70, "at_least", "国連は「At least 70 people were killed」と発表した。政府は50人以上が死亡したとしている。"),
    ("ja", 50, "at_least", "国連は「At least 70 people were killed」と発表した。政府は50人以上が死亡したとしている。"),
    ("ru", 70, "at_least", "«At least 70 people killed», — написал он. Власти сообщили о более чем 90 погибших."),
    ("es", 30, "less_than", 'El titular decía "At least 70 dead, fewer than 30 missing" y nada más.'),
    ("en", 70, "more_than", "He said in German: “Mehr als 70 Tote”, and hung up."),
    ("en", 70, "more_than", 'Local media reported "más de 70 muertos" in the blast.'),
    ("en", 70, "at_least", "Local media reported “au moins 70 morts” in the blast."),
    ("en", 70, "more_than", "Local media reported “понад 70 загиблих” in the blast."),
    ("en", 70, "more_than", "Local media reported “70多人死亡” in the blast."),
    ("en", 70, "at_least", 'Kompas wrote: "sedikitnya 70 orang tewas" in the blast.'),
    ("en", 70, "more_than", "She said “over 70 dead” and “at least 12 missing”."),
    ("de", 12, "exactly", "Das Buch «Over 100» und der Film «More 24» liefen in 12 Städten."),
    ("nl", 20, "more_than", 'Hij zei: "over 70 dagen" en "meer dan 20 doden".'),
    ("zh", 70, "more_than", "他在X上写道“More than 70 people killed”，当局称50多人死亡。"),
    ("uk", 70, "more_than", "Він написав: more than 70 people killed. Влада каже про щонайменше 50 загиблих."),
]
OWN = [
    ("en", "She said “over 70 dead” and “at least 12 missing”."),
    ("de", "Er sprach von «mehr als 70 Toten» und «mindestens 12 Vermissten»."),
    ("nl", 'Hij zei: "over 70 dagen" en "meer dan 20 doden".'),
    ("fr", "Il a cité «Le Monde 24» et «plus de 50 morts»."),
    ("ru", "Он цитирует CNN International 24, BBC News и Sky News 100."),
    ("en", "He bought “Chanel No 5” and a “Peugeot 307 Break”."),
]


@pytest.mark.parametrize(("language", "value", "bound", "text"), READ)
def test_a_number_is_read_in_the_language_of_its_words(language: str, value: float, bound: str, text: str) -> None:
    """English in any text; in English text whatever sets a bound."""
    assert (value, bound) in [(number.value, number.bound) for number in read_passages(text, language)]


@pytest.mark.parametrize(("language", "text"), OWN)
def test_what_is_not_surely_foreign_is_read_as_the_text(language: str, text: str) -> None:
    """Names and the text's own words."""
    assert not list(find_passages(text, language))
