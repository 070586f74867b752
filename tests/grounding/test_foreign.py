"""Articles in a language whose words are not known: digits that are certain prove a number, and nothing else does."""

import pytest

from summarizer import Figure, ground, summarize
from summarizer.records.article import make_article

from ..language.test_detection import FOREIGN

# Languages that have no folder of number words.
UNKNOWN = {
    "sv": "Minst sju personer dog i tisdags i en explosion på stadens torg, uppgav polisen. Brandmännen letar fortfarande "
    "efter de saknade. Över 70 personer skadades, 1.200 evakuerades, 5 miljoner saknar ström och 12 000 hus förstördes 2022.",
    "ro": "Cel puțin șapte persoane au murit marți într-o explozie în piața orașului, a anunțat poliția. Pompierii îi caută "
    "pe dispăruți. Peste 70 de oameni au fost răniți, 1.200 evacuați, 5 milioane fără curent, 12 000 de case avariate în 2022.",
    "vi": "Ít nhất bảy người thiệt mạng hôm thứ Ba trong một vụ nổ ở chợ thành phố, cảnh sát cho biết. Lính cứu hỏa đang tìm "
    "người mất tích. Hơn 70 người bị thương, 1.200 người sơ tán, 5 triệu người mất điện, 12 000 ngôi nhà hư hại năm 2022.",
    "el": "Τουλάχιστον επτά άνθρωποι σκοτώθηκαν την Τρίτη σε έκρηξη στην αγορά της πόλης, είπε η αστυνομία. Πάνω από 70 "
    "τραυματίστηκαν, 1.200 απομακρύνθηκαν, 5 εκατομμύρια χωρίς ρεύμα, 12 000 σπίτια έπαθαν ζημιές το 2022.",
}


def claim(text: str, words: str, value: float, bound: str = "exactly") -> Figure:
    start = text.index(words)
    quote = text[max(text.rfind(" ", 0, max(0, start - 1)) + 1, 0) : text.find(" ", start + len(words) + 1)]
    return Figure.model_validate({"quote": quote, "measure": "wounded", "of": "people", "value": value, "bound": bound})


@pytest.mark.parametrize("language", UNKNOWN)
@pytest.mark.parametrize("bound", ["exactly", "more_than", "at_least", "about"])
def test_a_certain_number_is_proved_and_its_claim_is_not(language: str, bound: str) -> None:
    """Its bound is the model's word, as everything else of the claim: the article's words are not known."""
    text = UNKNOWN[language]
    (proved,), _ = ground(text, [claim(text, "70", 70, bound)])
    assert proved.low == (70 if bound != "about" else 65)
    assert proved.proof
    assert set(proved.proof.record.unproved) == {"measure", "of", "stance", "extent", "period"}


@pytest.mark.parametrize("language", UNKNOWN)
@pytest.mark.parametrize(
    ("words", "values"),
    [("1.200", (1.2, 1200, 1, 200)), ("12 000", (12, 0)), ("2022", (2022,))],
    ids=["thousands or decimals", "a piece of thousands", "a year"],
)
def test_what_is_not_certain_proves_nothing(language: str, words: str, values: tuple[float, ...]) -> None:
    """None of the values that it may have."""
    text = UNKNOWN[language]
    for value in values:
        grounded, (refused,) = ground(text, [claim(text, words, value)])
        assert not grounded
        assert "numbers are not yet read in" in refused.reason


@pytest.mark.parametrize("language", UNKNOWN)
def test_a_scale_behind_digits_makes_another_number(language: str) -> None:
    """Five million is not five."""
    text = UNKNOWN[language]
    assert not ground(text, [claim(text, "5 ", 5)])[0]


@pytest.mark.parametrize("language", UNKNOWN)
def test_thousands_set_off_by_spaces_are_certain(language: str) -> None:
    """As nothing else has a space before three digits."""
    text = UNKNOWN[language]
    assert ground(text, [claim(text, "12 000", 12_000)])[0]


@pytest.mark.parametrize("language", FOREIGN)
def test_the_built_in_rules_leave_another_language_out(language: str) -> None:
    """They read English: the article is not read, which is said and counted, and the English one beside it is."""
    english = make_article("A blast in Quetta, Pakistan, killed seven people on Monday, police said.", source="Wire")
    summary = summarize([make_article(FOREIGN[language], source="Post"), english])
    left, read = sorted(summary.articles, key=lambda article: article.status == "ok")
    assert (left.status, read.status) == ("failed", "ok")
    assert "the built-in rules read no other language" in (left.error or "")
    assert [event.article for incident in summary.incidents for event in incident.events] == [english.id]
